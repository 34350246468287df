"""The small square at the corner of the selection: dragged, the cells go on; double clicked, down to the data's end."""

from PySide6.QtCore import QObject, QPoint, QRect, Signal

from ui.grid.fill_plan import Drag, Way
from ui.grid.filling import Filling
from ui.grid.pinned_table import PinnedTable
from ui.grid.selecting import Selecting
from ui.grid.travelling import Block

SIDE = 7
"""Pixels of the square."""
_REACH = 5


class FillHandle(QObject):
    """Answers the mouse for one view. While it is dragged, `outline` says what will be filled."""

    moved = Signal()
    """The outline is another one now."""
    said = Signal(str)

    def __init__(self, view: PinnedTable, selecting: Selecting, filling: Filling) -> None:
        super().__init__(view)
        self._view = view
        self._selecting = selecting
        self._filling = filling
        self._source: Block | None = None
        self._to: tuple[Block, Way] | None = None
        self._other = False

    @property
    def dragging(self) -> bool:
        """Whether the mouse holds it."""
        return self._source is not None

    @property
    def cell(self) -> tuple[int, int] | None:
        """The (row, column) at whose lower right corner it stands; None where no single block is selected."""
        blocks = self._selecting.blocks
        if len(blocks) != 1:
            return None
        return blocks[0].bottom, self._selecting.columns[blocks[0].last]

    @property
    def outline(self) -> Block | None:
        """The cells that are filled when the mouse lets go, with those they are filled from."""
        if self._source is None or self._to is None:
            return None
        return _union(self._source, self._to[0])

    def holds(self, point: QPoint) -> bool:
        """Whether a point of the viewport is on it."""
        cell = self.cell
        if cell is None:
            return False
        rect = self._view.visualRect(self._view.table.index(*cell))
        hidden = not self._view.heads.is_pinned(cell[1]) and rect.right() < self._view.pinned_width
        reach = QRect(rect.right() - _REACH, rect.bottom() - _REACH, 2 * _REACH, 2 * _REACH)
        return not hidden and reach.contains(point)

    def press(self) -> None:
        """Begin to drag."""
        blocks = self._selecting.blocks
        self._source = blocks[0] if len(blocks) == 1 else None

    def drag(self, row: int, place: int, *, other: bool) -> None:
        """The mouse is over a cell, given by its row and its column's place; `other`: Ctrl is held."""
        source = self._source
        if source is None:
            return
        self._other = other
        self._to = reach(source, row, place)
        if self._to is not None:
            self.said.emit(self._words(self._to[0].count))
        self.moved.emit()

    def release(self, *, other: bool) -> None:
        """Fill what is outlined and select it with what it was filled from."""
        source, to = self._source, self._to
        self._source = self._to = None
        self.moved.emit()
        if source is not None and to is not None:
            self._fill(source, to[0], Drag(to[1], other))

    def cancel(self) -> None:
        """Let go without filling."""
        self._source = self._to = None
        self.moved.emit()

    def double_click(self, *, other: bool) -> None:
        """Fill down as far as the column beside it has values."""
        self._source = self._to = None
        blocks, to = self._selecting.blocks, self._filling.down_beside()
        if to is None:
            self.said.emit(self.tr("The columns beside it have no values below this row."))
        else:
            self._fill(blocks[0], to, Drag(Way.DOWN, other))

    def _fill(self, source: Block, to: Block, drag: Drag) -> None:
        self._filling.drag(source, to, drag)
        whole, columns = _union(source, to), self._selecting.columns
        self._selecting.go((whole.top, columns[whole.first]))
        self._selecting.extend((whole.bottom, columns[whole.last]))

    def _words(self, cells: int) -> str:
        if self._other:
            return self.tr("Fill %s cells the other way: Ctrl is held.") % f"{cells:,}"
        return self.tr("Fill %s cells. Ctrl turns a series into copies and copies into a series.") % f"{cells:,}"


def reach(source: Block, row: int, place: int) -> tuple[Block, Way] | None:
    """The cells a drag to a place fills: the way that leads further out of the block; None inside it."""
    down, up = row - source.bottom, source.top - row
    right, left = place - source.last, source.first - place
    furthest = max(down, up, right, left)
    if furthest <= 0:
        return None
    if furthest == down:
        return Block(source.bottom + 1, row, source.first, source.last), Way.DOWN
    if furthest == up:
        return Block(row, source.top - 1, source.first, source.last), Way.UP
    if furthest == right:
        return Block(source.top, source.bottom, source.last + 1, place), Way.RIGHT
    return Block(source.top, source.bottom, place, source.first - 1), Way.LEFT


def _union(one: Block, other: Block) -> Block:
    return Block(
        min(one.top, other.top), max(one.bottom, other.bottom), min(one.first, other.first), max(one.last, other.last)
    )
