"""The options of an enum with how often each is used, and a field that adds to them."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from domain.reading import spell
from domain.type_forms import MOST_OPTIONS
from models.repairing import Counted
from models.value_counts import ValueCounts
from ui.panes.side_tree import row_height
from ui.panes.value_list import ValueList

_ROWS = 8


class _Options(ValueList):
    """Delete and F2 on an option are said, not done."""

    removal_wanted = Signal()
    renaming_wanted = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.removal_wanted.emit()
        elif event.key() == Qt.Key.Key_F2:
            self.renaming_wanted.emit()
        else:
            super().keyPressEvent(event)


class OptionsList(QWidget):
    """Says what is to be added; a text of several lines adds each. Taking options away is a migration of values."""

    addition_wanted = Signal(list)
    """The new options, in order."""
    renaming_wanted = Signal(str)
    removal_wanted = Signal(str)
    menu_wanted = Signal(str, QPoint)

    def __init__(self) -> None:
        super().__init__()
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self.field = QLineEdit()
        self.field.setObjectName("option_field")
        self.field.setPlaceholderText(self.tr("New option"))
        self.field.setAccessibleName(self.tr("New option"))
        self._add = QPushButton(self.tr("Add"))
        self._add.setObjectName("option_add")
        self._model = ValueCounts(self)
        self.list = _Options(self._model)
        self.list.setObjectName("schema_options")
        self.list.setAccessibleName(self.tr("Options and how often each is used"))
        self.list.setProperty("role", "list")
        self._problem = QLabel()
        self._problem.setProperty("role", "problem")
        self._problem.setWordWrap(True)
        self._options: tuple[str, ...] = ()
        self._build()
        self.field.returnPressed.connect(self._ask)
        self.field.textChanged.connect(self._check)
        self._add.clicked.connect(self._ask)
        self.list.removal_wanted.connect(self._ask_removal)
        for signal in (self.list.renaming_wanted, self.list.activated):
            signal.connect(self._ask_renaming)
        self.list.customContextMenuRequested.connect(self._ask_menu)

    @property
    def option(self) -> str:
        """The option under the cursor; empty for none."""
        index = self.list.currentIndex()
        return self._options[index.row()] if index.isValid() and index.row() < len(self._options) else ""

    def show_options(self, options: Sequence[str], new: frozenset[str], used: Mapping[str, int] | None) -> None:
        """Show options in the schema's order; `new` ones are staged; `used` is None while nothing is known."""
        before = self.list.currentIndex().row()
        self._options = tuple(options)
        counts = [Counted(spell(option), (used or {}).get(option, 0)) for option in options]
        cells = {spell(option): option + (self.tr("   (new)") if option in new else "") for option in options}
        self._model.show(counts, lambda cell: cells.get(cell, cell))
        self.count.setText(self.tr("{n} of {most}").format(n=len(options), most=MOST_OPTIONS))
        self.count.setProperty("role", "problem" if len(options) > MOST_OPTIONS else "muted")
        if before >= 0:
            self.list.setCurrentIndex(self._model.index(min(before, len(options) - 1)))
        line = row_height(self.list.fontMetrics())
        self.list.setFixedHeight(line * max(1, min(len(options), _ROWS)) + 4)
        self._check(self.field.text())

    def refuse(self, sentence: str) -> None:
        """Say why what was asked is not done; what was typed stays."""
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def _check(self, text: str) -> None:
        full = len(self._options) >= MOST_OPTIONS
        reason = ""
        if text.strip() in self._options and text.strip():
            reason = self.tr("This option is there already.")
        elif full and text:
            reason = self.tr("{most} options are the most the platform takes.").format(most=MOST_OPTIONS)
        self.refuse(reason)
        self._add.setEnabled(bool(text.strip()) and not reason)

    def _ask(self) -> None:
        if self._add.isEnabled():
            self.addition_wanted.emit([self.field.text().strip()])

    def added(self) -> None:
        """What was typed is an option now."""
        self.field.clear()

    def _ask_renaming(self) -> None:
        if self.option:
            self.renaming_wanted.emit(self.option)

    def _ask_removal(self) -> None:
        if self.option:
            self.removal_wanted.emit(self.option)

    def _ask_menu(self, point: QPoint) -> None:
        index = self.list.indexAt(point)
        if index.isValid():
            self.list.setCurrentIndex(index)
            self.menu_wanted.emit(self.option, self.list.viewport().mapToGlobal(point))

    def _build(self) -> None:
        title = QLabel(self.tr("Options"))
        title.setProperty("role", "section")
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.count)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.field, 1)
        line.addWidget(self._add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self.list)
        layout.addLayout(line)
        layout.addWidget(self._problem)
