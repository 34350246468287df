"""The selection as a spreadsheet has it: a current cell that stays, and ranges that grow from it by key and mouse."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange, QModelIndex, QObject, Qt, Signal

from models.metadata_table import MetadataTable
from ui.grid.movement import Extent, Move, step
from ui.grid.ranges import Range, ranges_of

_REPLACE = QItemSelectionModel.SelectionFlag.ClearAndSelect
_LEAVE = QItemSelectionModel.SelectionFlag.NoUpdate
Cell = tuple[int, int]
"""A row and a column of the model."""


class Selecting(QObject):
    """Moves the current cell and the ranges of one view's selection model, by columns as they stand on the screen."""

    edge_moved = Signal(int, int)
    """The moving end of the selection is at this row and column: show it."""

    def __init__(self, model: MetadataTable, selection: QItemSelectionModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._selection = selection
        self._columns: list[int] = []
        self._kept = QItemSelection()
        self._edge: Cell | None = None
        model.modelReset.connect(self._forget)

    def set_columns(self, visible: Sequence[int]) -> None:
        """The visible columns in the order of the screen."""
        self._columns = list(visible)

    @property
    def columns(self) -> Sequence[int]:
        """The visible columns in the order of the screen."""
        return self._columns

    @property
    def current(self) -> Cell | None:
        """The current cell: where a range began, and what typing edits."""
        index = self._selection.currentIndex()
        return (index.row(), index.column()) if index.isValid() else None

    @property
    def ranges(self) -> tuple[Range, ...]:
        """What is selected."""
        return ranges_of(self._selection.selection())

    def holds(self, cell: Cell) -> bool:
        """Whether a cell is selected."""
        return any(r.holds(*cell) for r in self.ranges)

    def go(self, cell: Cell) -> None:
        """Make a cell the current one and the only one selected."""
        self._kept = QItemSelection()
        self._edge = cell
        self._selection.setCurrentIndex(self._index(cell), _REPLACE)
        self.edge_moved.emit(*cell)

    def add(self, cell: Cell) -> None:
        """Begin another range beside those there are; a single selected cell is let go instead."""
        if self.holds(cell):
            self._selection.setCurrentIndex(self._index(cell), _LEAVE)
            self._selection.select(self._index(cell), QItemSelectionModel.SelectionFlag.Deselect)
            self._kept, self._edge = QItemSelection(self._selection.selection()), None
            return
        self._kept, self._edge = QItemSelection(self._selection.selection()), cell
        self._selection.setCurrentIndex(self._index(cell), QItemSelectionModel.SelectionFlag.Select)

    def extend(self, cell: Cell) -> None:
        """Let the range that began at the current cell reach to this one."""
        start = self.current
        if start is None:
            self.go(cell)
            return
        self._edge = cell
        self._select(self._kept, self._between(start, cell))
        self.edge_moved.emit(*cell)

    def move(self, move: Move, page: int, *, extend: bool) -> None:
        """Take a step with the current cell, or with the moving end of its range."""
        extent = Extent(self._model.rowCount(), len(self._columns), page)
        if not extent.rows or not extent.columns:
            return
        start = (self._edge if extend else None) or self.current or (0, self._columns[0])
        place = self._columns.index(start[1]) if start[1] in self._columns else 0
        row, place = step(start[0], place, move, extent)
        (self.extend if extend else self.go)((row, self._columns[place]))

    def rows(self, first: int, last: int, *, add: bool = False) -> None:
        """Select whole rows."""
        if not self._columns:
            return
        self._whole((first, self._columns[0]), (last, self._columns[-1]), add=add)

    def whole_columns(self, first: int, last: int, *, add: bool = False) -> None:
        """Select whole columns, and those between them on the screen."""
        if self._model.rowCount():
            self._whole((0, first), (self._model.rowCount() - 1, last), add=add)

    def everything(self) -> None:
        """Select every visible cell, as ranges; the current cell stays."""
        if not self._model.rowCount() or not self._columns:
            return
        if self.current is None:
            self._selection.setCurrentIndex(self._index((0, self._columns[0])), _LEAVE)
        self._kept = QItemSelection()
        last = self._model.rowCount() - 1
        self._edge = (last, self._columns[-1])
        self._select(self._kept, self._between((0, self._columns[0]), self._edge))

    def _forget(self) -> None:
        self._kept, self._edge = QItemSelection(), None

    def _whole(self, start: Cell, end: Cell, *, add: bool) -> None:
        self._kept = QItemSelection(self._selection.selection()) if add else QItemSelection()
        self._selection.setCurrentIndex(self._index(start), _LEAVE)
        self._edge = end
        self._select(self._kept, self._between(start, end))

    def _select(self, kept: QItemSelection, more: QItemSelection) -> None:
        whole = QItemSelection(kept)
        whole.merge(more, QItemSelectionModel.SelectionFlag.Select)
        self._selection.select(whole, _REPLACE)

    def _between(self, start: Cell, end: Cell) -> QItemSelection:
        """The block between two cells on the screen: one range for each run of neighbours in the model."""
        top, bottom = sorted((start[0], end[0]))
        places = sorted(self._columns.index(c) if c in self._columns else 0 for c in (start[1], end[1]))
        chosen = sorted(self._columns[places[0] : places[1] + 1])
        block = QItemSelection()
        for left, right in _runs(chosen):
            block.append(QItemSelectionRange(self._index((top, left)), self._index((bottom, right))))
        return block

    def _index(self, cell: Cell) -> QModelIndex:
        return self._model.index(*cell)


def _runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Numbers in order, as runs of neighbours: 1 2 3 7 gives (1, 3) and (7, 7)."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def only(modifiers: Qt.KeyboardModifier, wanted: Qt.KeyboardModifier) -> bool:
    """Whether exactly these modifiers are held, the keypad aside."""
    return (modifiers & ~Qt.KeyboardModifier.KeypadModifier) == wanted
