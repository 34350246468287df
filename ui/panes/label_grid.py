"""Titles beside texts, under the names of their groups: what the inspector lists of an item.

Labels are kept for the next item: making them anew at each step of the cursor takes longer than a step may.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget
from typing_extensions import override

from ui.tokens import namespace_colour, tokens_of

_NEW_AT_ONCE = 12  # lines, before the window may live


@dataclass(frozen=True, slots=True)
class Line:
    """A title and a text; `role` colours the text. A `group` is named above the first of its lines."""

    title: str
    text: str
    role: str = ""
    hint: str = ""
    group: str = ""


class NamespaceChip(QWidget):
    """The name of a namespace beside a bar in its colour."""

    def __init__(self) -> None:
        super().__init__()
        self._namespace = ""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_name(self, namespace: str) -> None:
        """Name another namespace."""
        self._namespace = namespace
        self.setAccessibleName(namespace)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(80, self.fontMetrics().height() + 12)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        painter = QPainter(self)
        colour = QColor(namespace_colour(tokens, self._namespace))
        line = self.fontMetrics().height()
        painter.fillRect(QRectF(0, self.height() - line - 2, 3, line), colour)
        painter.setPen(colour)
        font = self.font()
        font.setBold(True)
        painter.setFont(font)
        place = self.rect().adjusted(10, 0, 0, -2)
        painter.drawText(place, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, self._namespace)


class LabelGrid(QGridLayout):
    """A list of lines. Many new ones come some at a time, so that the window never waits for them."""

    def __init__(self) -> None:
        super().__init__()
        self.setHorizontalSpacing(12)
        self.setVerticalSpacing(4)
        self.setColumnStretch(1, 1)
        self.setColumnMinimumWidth(0, 88)
        self._lines: Sequence[Line] = ()
        self._chips: dict[int, NamespaceChip] = {}
        self._pairs: list[tuple[QLabel, QLabel]] = []
        self._more_soon = QTimer(self)
        self._more_soon.setSingleShot(True)
        self._more_soon.timeout.connect(self._add_some)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these lines and no others."""
        self._lines = lines
        for number in range(len(self._pairs)):
            self._show(number)
        self._add_some()

    def _add_some(self) -> None:
        for number in range(len(self._pairs), min(len(self._pairs) + _NEW_AT_ONCE, len(self._lines))):
            title, text = words("muted"), words("")
            self.addWidget(title, 2 * number + 1, 0, Qt.AlignmentFlag.AlignTop)
            self.addWidget(text, 2 * number + 1, 1)
            self._pairs.append((title, text))
            self._show(number)
        if len(self._pairs) < len(self._lines):
            self._more_soon.start()

    def _show(self, number: int) -> None:
        pair, line = self._pairs[number], self._lines[number] if number < len(self._lines) else None
        before = self._lines[number - 1].group if 0 < number <= len(self._lines) else ""
        self._show_chip(number, line.group if line is not None and line.group != before else "")
        for label, text in zip(pair, (line.title, line.text) if line is not None else ("", ""), strict=True):
            label.setText(text)
            label.setVisible(line is not None)
        if line is not None:
            pair[1].setToolTip(line.hint)
            set_role(pair[1], line.role)

    def _show_chip(self, number: int, group: str) -> None:
        chip = self._chips.get(number)
        if chip is None and group:
            chip = self._chips[number] = NamespaceChip()
            self.addWidget(chip, 2 * number, 0, 1, 2)
        if chip is not None:
            chip.show_name(group)
            chip.setVisible(bool(group))


def words(role: str) -> QLabel:
    """A label whose text can be marked and wraps; one that is not muted may be as narrow as it must."""
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("role", role)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(
        QSizePolicy.Policy.Ignored if role != "muted" else QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred
    )
    return label


def set_role(label: QLabel, role: str) -> None:
    """Colour a label by another role of the style sheet."""
    if label.property("role") != role:
        label.setProperty("role", role)
        label.style().unpolish(label)
        label.style().polish(label)
