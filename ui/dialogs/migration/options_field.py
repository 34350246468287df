"""The options of an enum with how often each is used, and beside it what it shall become, or that it goes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from ui.wording import number

_OLD, _COUNT, _NEW, _GOES = range(4)
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


@dataclass(frozen=True, slots=True)
class OptionChange:
    """What a person has begun with: an option, and its new name; "" where it goes, None where it is to be typed."""

    option: str
    into: str | None = None


class OptionsField(QWidget):
    """`into` has the options that change: their new names, "" for those that go."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._begun: OptionChange | None = None
        self._table = QTableWidget(0, 4)
        self._table.setObjectName("options_table")
        self._table.setProperty("role", "list")
        self._table.setAccessibleName(self.tr("Options and what becomes of them"))
        self._table.setHorizontalHeaderLabels(
            [self.tr("Option"), self.tr("Open"), self.tr("New name"), self.tr("Goes")]
        )
        self._table.verticalHeader().hide()
        self._table.verticalHeader().setDefaultSectionSize(26)
        self._table.setTabKeyNavigation(False)
        self._table.setShowGrid(False)
        head = self._table.horizontalHeader()
        for column, mode in (
            (_OLD, QHeaderView.ResizeMode.Stretch),
            (_COUNT, QHeaderView.ResizeMode.ResizeToContents),
            (_NEW, QHeaderView.ResizeMode.Stretch),
            (_GOES, QHeaderView.ResizeMode.ResizeToContents),
        ):
            head.setSectionResizeMode(column, mode)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setHighlightSections(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._table)
        self.setFocusProxy(self._table)
        self._table.itemChanged.connect(self._take)

    @property
    def into(self) -> dict[str, str]:
        """Option -> its new name, or "" for one that goes; those that stay are not in it."""
        into: dict[str, str] = {}
        for row in range(self._table.rowCount()):
            old, new = self._text(row, _OLD), self._text(row, _NEW).strip()
            if self._goes(row):
                into[old] = ""
            elif new and new != old:
                into[old] = new
        return into

    def begin(self, change: OptionChange | None) -> None:
        """Begin with a change, as soon as the options are listed."""
        self._begun = change

    def show_options(self, options: Sequence[str], counts: Mapping[str, int]) -> None:
        """List these; what was typed beside those that stay in the list is kept."""
        before, begun = self.into, self._begun if options else None
        if begun is not None:
            self._begun = None
            before |= {} if begun.into is None else {begun.option: begun.into}
        self._table.blockSignals(True)
        self._table.setRowCount(len(options))
        for row, option in enumerate(options):
            self._table.setItem(row, _OLD, _fixed(option))
            self._table.setItem(row, _COUNT, _fixed(number(counts.get(option, 0)), right=True))
            self._table.setItem(row, _NEW, QTableWidgetItem(before.get(option, "")))
            self._table.setItem(row, _GOES, _tick(checked=before.get(option) == ""))
        self._table.blockSignals(False)
        if begun is not None and begun.option in options:
            self._go_to(options.index(begun.option), types=begun.into is None)
        self.changed.emit()

    def _go_to(self, row: int, *, types: bool) -> None:
        self._table.setFocus()
        self._table.setCurrentCell(row, _NEW)
        if types and (item := self._table.item(row, _NEW)) is not None:
            self._table.editItem(item)

    def _take(self, item: QTableWidgetItem) -> None:
        if item.column() in {_NEW, _GOES}:
            self.changed.emit()

    def _text(self, row: int, column: int) -> str:
        item = self._table.item(row, column)
        return item.text() if item is not None else ""

    def _goes(self, row: int) -> bool:
        item = self._table.item(row, _GOES)
        return item is not None and item.checkState() == _CHECKED


def _fixed(text: str, *, right: bool = False) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    item.setToolTip(text)
    if right:
        item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return item


def _tick(*, checked: bool) -> QTableWidgetItem:
    item = QTableWidgetItem()
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(_CHECKED if checked else _UNCHECKED)
    return item
