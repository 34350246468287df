"""The selection as a spreadsheet has it: a current cell that stays, and ranges that grow from it by key and mouse."""

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QItemSelectionRange, QModelIndex, QObject, Signal

from models.metadata_table import MetadataTable
from ui.grid.data_edge import edge_of_data
from ui.grid.filled_cells import FilledCells
from ui.grid.movement import EDGES, Extent, Move, step
from ui.grid.ranges import Range, ranges_of
from ui.grid.travelling import Block, blocks_of, next_inside, runs

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
        self.filled = FilledCells(model, self)
        self.adding = False
        """Whether steps leave what is selected as it is, and the next range is added to it."""
        self._everything = False
        model.modelReset.connect(self._forget)
        model.rowsInserted.connect(self._keep_everything)
        selection.selectionChanged.connect(self._note_change)

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

    @property
    def blocks(self) -> list[Block]:
        """What is selected, as it stands on the screen: rows and places among the visible columns."""
        return blocks_of(self.ranges, self._columns)

    def holds(self, cell: Cell) -> bool:
        """Whether a cell is selected."""
        return any(r.holds(*cell) for r in self.ranges)

    def go(self, cell: Cell) -> None:
        """Make a cell the current one and the only one selected; while ranges are added, what is selected stays."""
        if self.adding:
            self._step_beside(cell)
            return
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
        row, place = self._edge_of_data(start[0], place, move) if move in EDGES else step(start[0], place, move, extent)
        (self.extend if extend else self.go)((row, self._columns[place]))

    def travel(self, move: Move) -> None:
        """Go on with Enter or Tab: round and round inside a selection of several cells, else as any other step."""
        blocks, current = self.blocks, self.current
        if current is None or sum(block.count for block in blocks) < 2 or current[1] not in self._columns:
            self.move(move, 1, extend=False)
            return
        row, place = next_inside(blocks, (current[0], self._columns.index(current[1])), move)
        cell = (row, self._columns[place])
        self._kept, self._edge = QItemSelection(), None
        self._selection.setCurrentIndex(self._index(cell), _LEAVE)
        self.edge_moved.emit(*cell)

    def add_by_key(self) -> bool:
        """Begin to add ranges by key, or add the current cell and end it; gives whether it has begun."""
        current = self.current
        if self.adding and current is not None and not self.holds(current):
            self.add(current)
        self.adding = not self.adding
        self._kept = QItemSelection(self._selection.selection())
        self._edge = None
        return self.adding

    def end_adding(self) -> bool:
        """Add no more ranges by key; whether it was so."""
        was, self.adding = self.adding, False
        return was

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
        """Select every visible cell, as ranges; the current cell stays. Rows that come later are selected too."""
        if not self._model.rowCount() or not self._columns:
            return
        if self.current is None:
            self._selection.setCurrentIndex(self._index((0, self._columns[0])), _LEAVE)
        self._kept = QItemSelection()
        last = self._model.rowCount() - 1
        self._edge = (last, self._columns[-1])
        self._select(self._kept, self._between((0, self._columns[0]), self._edge))
        self._everything = True

    def _note_change(self) -> None:
        self._everything = False

    def _keep_everything(self) -> None:
        if self._everything:
            self.everything()

    def _step_beside(self, cell: Cell) -> None:
        self._kept, self._edge = QItemSelection(self._selection.selection()), None
        self._selection.setCurrentIndex(self._index(cell), _LEAVE)
        self.edge_moved.emit(*cell)

    def _edge_of_data(self, row: int, place: int, move: Move) -> Cell:
        forward = move in {Move.EDGE_DOWN, Move.EDGE_RIGHT}
        if move in {Move.EDGE_UP, Move.EDGE_DOWN}:
            return edge_of_data(self.filled.column(self._columns[place]), row, forward=forward), place
        return row, edge_of_data(self.filled.row(row, self._columns), place, forward=forward)

    def _forget(self) -> None:
        self.adding = False
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
        for left, right in runs(chosen):
            block.append(QItemSelectionRange(self._index((top, left)), self._index((bottom, right))))
        return block

    def _index(self, cell: Cell) -> QModelIndex:
        return self._model.index(*cell)
