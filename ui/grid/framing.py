"""What the table shows at one moment, for the body to paint: columns where they stand, ranges, marks of the mouse."""

from PySide6.QtCore import QRect

from ui.grid.body import Frame
from ui.grid.cell_painter import ColumnShape
from ui.grid.cells import ReadyCells
from ui.grid.fill_handle import FillHandle
from ui.grid.paste_gesture import Pasting
from ui.grid.pinned_table import PinnedTable
from ui.grid.selecting import Selecting


class Framing:
    """Looks at one view and says what is to be painted of it."""

    def __init__(
        self, view: PinnedTable, cells: ReadyCells, selecting: Selecting, handle: FillHandle, pasting: Pasting
    ) -> None:
        self._view = view
        self._cells = cells
        self._selecting = selecting
        self._handle = handle
        self._pasting = pasting

    def frame(self, area: QRect, *, focused: bool) -> Frame:
        """Everything that is seen in a part of the viewport."""
        view = self._view
        scrolled = self._scrolled()
        return Frame(
            area=area,
            scrolled=tuple(scrolled),
            first_key=next((s.column for s in scrolled if self._is_whole_key(s)), -1),
            pinned=self._pinned(),
            row_height=view.row_height,
            offset=view.numbers.offset(),
            rows=view.table.rowCount(),
            ranges=self._selecting.ranges,
            current=self._selecting.current,
            focused=focused,
            moved=view.heads.offset() > 0,
            handle=self._handle.cell,
            filled=self._filled(),
        )

    def _filled(self) -> tuple[int, int, frozenset[int]] | None:
        block = self._handle.outline or self._pasting.outline
        if block is None:
            return None
        return block.top, block.bottom, frozenset(self._selecting.columns[block.first : block.last + 1])

    def _pinned(self) -> tuple[ColumnShape, ...]:
        heads = self._view.heads
        pinned = (column for column in self._selecting.columns if heads.is_pinned(column))
        return tuple(
            ColumnShape(column, heads.section_left(column), heads.sectionSize(column), self._cells.face(column))
            for column in pinned
        )

    def _scrolled(self) -> list[ColumnShape]:
        view, heads = self._view, self._view.heads
        shapes: list[ColumnShape] = []
        left, right = view.pinned_width, view.viewport().width()
        for column in self._selecting.columns:
            if heads.is_pinned(column):
                continue
            x, width = heads.sectionViewportPosition(column), heads.sectionSize(column)
            if x < right and x + width > left:
                shapes.append(ColumnShape(column, x, width, self._cells.face(column)))
        return shapes

    def _is_whole_key(self, shape: ColumnShape) -> bool:
        return self._view.table.column(shape.column).kind == "key" and shape.x >= self._view.pinned_width
