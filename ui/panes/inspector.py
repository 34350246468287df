"""The item under the cursor: a look at it, its facts, and all of its metadata with what is staged."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from ui.panes.preview import PreviewPane
from ui.tokens import namespace_colour, tokens_of


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the metadata list; `state` is "", "staged" or "problem", `original` what was there before."""

    namespace: str
    name: str
    text: str
    state: str = ""
    original: str = ""


@dataclass(frozen=True, slots=True)
class Inspected:
    """All that is shown of one item, as text."""

    uuid: str
    name: str
    item_type: str
    facts: tuple[tuple[str, str], ...]
    entries: tuple[Entry, ...]
    remark: str = ""


class NamespaceChip(QWidget):
    """The name of a namespace beside a bar in its colour."""

    def __init__(self, namespace: str) -> None:
        super().__init__()
        self._namespace = namespace
        self.setAccessibleName(namespace)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

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


class Inspector(QScrollArea):
    """The right pane. It shows what it is told and asks nobody."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("inspector")
        self.setAccessibleName(self.tr("Inspector"))
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.preview = PreviewPane()
        self._name = _words("title")
        self._remark = _words("warning")
        self._facts = QGridLayout()
        self._metadata = QGridLayout()
        self._section = _words("section")
        self._line = QFrame()
        self._line.setProperty("role", "line")
        self.shown: Inspected | None = None
        self._build()
        self.show_nothing()

    def show_nothing(self) -> None:
        """No item is current."""
        self.shown = None
        self.preview.show_sign("", self.tr("Choose a row to see its item here."))
        self._name.hide()
        self._remark.hide()
        self._section.hide()
        self._line.hide()
        _empty(self._facts)
        _empty(self._metadata)

    def show_item(self, item: Inspected) -> None:
        """Show an item's facts and metadata; the picture comes by itself, later."""
        if item == self.shown:
            return
        self.shown = item
        self._name.setText(item.name)
        self._name.show()
        self._remark.setText(item.remark)
        self._remark.setVisible(bool(item.remark))
        self._section.setText(self.tr("Metadata") if item.entries else self.tr("No metadata yet"))
        self._section.show()
        self._line.show()
        self._fill_facts(item.facts)
        self._fill_metadata(item.entries)

    def _fill_facts(self, facts: Sequence[tuple[str, str]]) -> None:
        _empty(self._facts)
        for row, (title, text) in enumerate(facts):
            label = _words("muted")
            label.setText(title)
            value = _words("")
            value.setText(text)
            self._facts.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(value, row, 1)

    def _fill_metadata(self, entries: Sequence[Entry]) -> None:
        _empty(self._metadata)
        row, last = 0, ""
        for entry in entries:
            if entry.namespace != last:
                self._metadata.addWidget(NamespaceChip(entry.namespace), row, 0, 1, 2)
                last, row = entry.namespace, row + 1
            label = _words("muted")
            label.setText(entry.name)
            value = _words({"staged": "warning", "problem": "problem"}.get(entry.state, ""))
            mark = {"staged": "● ", "problem": "⚠ "}.get(entry.state, "")
            value.setText(mark + entry.text)
            value.setToolTip(self.tr("Was: {original}").format(original=entry.original) if entry.state else "")
            self._metadata.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
            self._metadata.addWidget(value, row, 1)
            row += 1

    def _build(self) -> None:
        for grid in (self._facts, self._metadata):
            grid.setHorizontalSpacing(12)
            grid.setVerticalSpacing(4)
            grid.setColumnStretch(1, 1)
            grid.setColumnMinimumWidth(0, 88)
        body = QWidget()
        body.setProperty("role", "pane")
        layout = QVBoxLayout(body)
        layout.setContentsMargins(16, 12, 16, 16)
        layout.setSpacing(8)
        layout.addWidget(self.preview)
        layout.addWidget(self._name)
        layout.addWidget(self._remark)
        layout.addLayout(self._facts)
        layout.addWidget(self._line)
        layout.addWidget(self._section)
        layout.addLayout(self._metadata)
        layout.addStretch(1)
        self.setWidget(body)


def _words(role: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("role", role)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(
        QSizePolicy.Policy.Ignored if role != "muted" else QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred
    )
    return label


def _empty(grid: QGridLayout) -> None:
    while (item := grid.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
