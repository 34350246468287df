"""The line under the cursor at full length; for a conflict, mine, theirs and what both started from."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QLabel, QRadioButton, QStackedWidget, QTextEdit, QWidget

from ui.dialogs.diff_painting import write_difference
from ui.dialogs.review_lines import Line
from ui.wording import counted, shortened


class ReviewDetail(QStackedWidget):
    """Shows one line, and lets a conflict be decided."""

    chosen = Signal(str)  # "mine" or "theirs"

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(132)
        self._difference = QTextEdit()
        self._difference.setReadOnly(True)
        self._difference.setAccessibleName(self.tr("The whole change"))
        self._difference.setPlaceholderText(self.tr("Choose a line to read it whole."))
        self._mine = QRadioButton(self.tr("&Mine"))
        self._mine.setObjectName("choose_mine")
        self._theirs = QRadioButton(self.tr("&Theirs"))
        self._theirs.setObjectName("choose_theirs")
        self._group = QButtonGroup(self)
        self._group.addButton(self._mine)
        self._group.addButton(self._theirs)
        self._group.buttonClicked.connect(self._clicked)
        self._values = {name: _value() for name in ("mine", "theirs", "base")}
        self.addWidget(self._difference)
        self.addWidget(self._build_conflict())

    def show_nothing(self) -> None:
        """No line is under the cursor."""
        self._difference.clear()
        self.setCurrentIndex(0)

    def show_line(self, line: Line, choice: str | None) -> None:
        """Show a line, and what was chosen if it is a conflict."""
        if line.conflict is None:
            write_difference(self._difference, line)
            self.setCurrentIndex(0)
            return
        for name, text, absent in (
            ("mine", line.after, line.conflict.mine is None),
            ("theirs", line.before, line.conflict.theirs is None),
            ("base", line.base, line.conflict.base is None),
        ):
            words = self.tr("(the key is removed)") if absent else shortened(text, 1000) or self.tr("(empty)")
            self._values[name].setText(words)
        self._check(choice)
        self.setCurrentIndex(1)

    def show_group(self, title: str, conflicts: Sequence[Line], choices: Sequence[str | None]) -> None:
        """Show the conflicts of a group, to be decided together."""
        told = counted(len(conflicts), self.tr("1 conflict of {what}"), self.tr("%n conflicts of {what}"))
        texts = {"mine": [line.after for line in conflicts], "theirs": [line.before for line in conflicts]}
        for name, values in texts.items():
            self._values[name].setText(shortened(", ".join(dict.fromkeys(filter(None, values[:20]))), 300))
        self._values["base"].setText(told.format(what=title))
        same = set(choices)
        self._check(choices[0] if len(same) == 1 else None)
        self.setCurrentIndex(1)

    def _check(self, choice: str | None) -> None:
        self._group.setExclusive(False)
        self._mine.setChecked(choice == "mine")
        self._theirs.setChecked(choice == "theirs")
        self._group.setExclusive(True)

    def _build_conflict(self) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(8, 8, 8, 8)
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(1, 1)
        before = QLabel(self.tr("Both began with"))
        before.setProperty("role", "muted")
        for row, (head, name) in enumerate(((self._mine, "mine"), (self._theirs, "theirs"), (before, "base"))):
            grid.addWidget(head, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._values[name], row, 1)
        grid.setRowStretch(3, 1)
        return box

    def _clicked(self) -> None:
        self.chosen.emit("mine" if self._mine.isChecked() else "theirs")


def _value() -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
