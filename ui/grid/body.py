"""The table's body in one pass: the visible columns, their cells, the lines, the selection and the current cell."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from models.cell_state import CellState, ShownCell
from ui.grid.cell_painter import CellPainter, ColumnShape
from ui.grid.cells import ReadyCells
from ui.grid.colours import GridColours
from ui.grid.ranges import Range, spans
from ui.grid.typesetting import Typesetting

_SHADOW = 4
_HANDLE = 7


@dataclass(frozen=True, slots=True)
class Frame:
    """What the view shows at the moment of a paint; pixels of the viewport."""

    area: QRect
    """The part that has to be painted."""
    scrolled: tuple[ColumnShape, ...]
    """The visible columns that scroll, left to right."""
    pinned: tuple[ColumnShape, ...]
    """The columns that stay at the left."""
    first_key: int
    """The first key's column that can be seen whole, or -1."""
    row_height: int
    offset: int
    """How many pixels of rows are scrolled away above."""
    rows: int
    ranges: tuple[Range, ...]
    current: tuple[int, int] | None
    focused: bool
    moved: bool
    """Whether columns are scrolled away under the pinned one."""
    handle: tuple[int, int] | None = None
    """The cell at whose lower right corner the fill handle stands."""
    filled: tuple[int, int, frozenset[int]] | None = None
    """What the handle is dragged over, or a paste that is asked about: first row, last row and columns."""


class Body:
    """Paints frames with one set of fonts and colours."""

    def __init__(self, cells: ReadyCells, colours: GridColours, type_: Typesetting, row_height: int) -> None:
        self._cells = cells
        self._colours = colours
        self._brush = CellPainter(colours, type_, row_height)

    def paint(self, painter: QPainter, frame: Frame) -> None:
        """The whole of one frame."""
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.fillRect(frame.area, self._colours.base)
        if not frame.rows:
            return
        pinned_edge = sum(shape.width for shape in frame.pinned)
        painter.save()
        painter.setClipRect(frame.area.intersected(QRect(pinned_edge, frame.area.top(), 1 << 20, 1 << 20)))
        self._columns(painter, frame, frame.scrolled)
        painter.restore()
        if frame.pinned and frame.area.left() < pinned_edge + _SHADOW:
            self._pinned(painter, frame, pinned_edge)

    def _pinned(self, painter: QPainter, frame: Frame, edge: int) -> None:
        first, last = _rows(frame)
        foot = (last + 1) * frame.row_height - frame.offset
        painter.save()
        painter.setClipRect(frame.area.intersected(QRect(0, frame.area.top(), edge, 1 << 20)))
        painter.fillRect(QRect(0, 0, edge, foot), self._colours.pinned)
        self._columns(painter, frame, frame.pinned)
        painter.restore()
        top = first * frame.row_height - frame.offset
        painter.fillRect(QRect(edge - 1, top, 1, foot - top), self._colours.tokens.strong_border)
        if frame.moved:
            shade = self._colours.text
            for step in range(_SHADOW):
                shade.setAlphaF(0.10 * (1 - step / _SHADOW))
                painter.fillRect(QRect(edge + step, top, 1, foot - top), shade)
            shade.setAlphaF(1.0)

    def _columns(self, painter: QPainter, frame: Frame, shapes: Sequence[ColumnShape]) -> None:
        first, last = _rows(frame)
        for shape in shapes:
            self._column(painter, frame, shape, first, last)
        self._lines(painter, frame, shapes, first, last)
        self._outlines(painter, frame, shapes)
        self._current(painter, frame, shapes)
        self._fill(painter, frame, shapes)
        self._handle(painter, frame, shapes)

    def _column(self, painter: QPainter, frame: Frame, shape: ColumnShape, first: int, last: int) -> None:
        height, offset = frame.row_height, frame.offset
        cells = self._cells.stretch(shape.column, first, last)
        selected = [(top - first, foot - first) for top, foot in spans(frame.ranges, shape.column, first, last)]
        self._brush.grounds(painter, shape, first * height - offset, cells, selected)
        for position, cell in enumerate(cells):
            if cell.state is CellState.REMOVED or cell.state is CellState.UNREADABLE:
                cells[position] = self._rare(cell, first + position, shape, frame)
        self._brush.column(painter, shape, first * height - offset, cells)

    def _rare(self, cell: ShownCell, row: int, shape: ColumnShape, frame: Frame) -> ShownCell:
        """A removed cell shows what stood there; an unreadable row says so once, in its first key."""
        if cell.state is CellState.REMOVED:
            return cell._replace(text=self._cells.removed_text(row, shape.column))
        return cell if shape.column == frame.first_key else cell._replace(text="")

    def _lines(self, painter: QPainter, frame: Frame, shapes: Sequence[ColumnShape], first: int, last: int) -> None:
        if not shapes:
            return
        hair = 1.0 / painter.device().devicePixelRatioF()
        left, right = shapes[0].x, shapes[-1].x + shapes[-1].width
        top, foot = first * frame.row_height - frame.offset, (last + 1) * frame.row_height - frame.offset
        for row in range(first, last + 1):
            y = (row + 1) * frame.row_height - frame.offset - hair
            painter.fillRect(QRectF(left, y, right - left, hair), self._colours.line)
        for shape in shapes:
            painter.fillRect(QRectF(shape.x + shape.width - hair, top, hair, foot - top), self._colours.line)

    def _outlines(self, painter: QPainter, frame: Frame, shapes: Sequence[ColumnShape]) -> None:
        """A thin line round each selected range of more than one cell."""
        painter.setPen(QPen(self._colours.accent, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for chosen in frame.ranges[:100]:
            touched = [shape for shape in shapes if chosen.left <= shape.column <= chosen.right]
            if chosen.count == 1 or not touched:
                continue
            top = max(chosen.top * frame.row_height - frame.offset, -9)
            foot = min((chosen.bottom + 1) * frame.row_height - frame.offset, frame.area.bottom() + 9)
            left, right = touched[0].x, touched[-1].x + touched[-1].width
            if foot > top and all(_adjoin(a, b) for a, b in pairwise(touched)):
                painter.drawRect(QRect(left, top - 1, right - left - 1, foot - top))

    def _current(self, painter: QPainter, frame: Frame, shapes: Sequence[ColumnShape]) -> None:
        if frame.current is None:
            return
        row, column = frame.current
        for shape in shapes:
            if shape.column == column:
                ink = self._colours.accent if frame.focused else self._colours.faint
                pen = QPen(ink, 2)
                pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
                painter.setPen(pen)
                painter.setBrush(Qt.BrushStyle.NoBrush)
                y = row * frame.row_height - frame.offset
                painter.drawRect(QRect(shape.x + 1, y + 1, shape.width - 3, frame.row_height - 3))

    def _fill(self, painter: QPainter, frame: Frame, shapes: Sequence[ColumnShape]) -> None:
        """A broken line round what a drag of the handle will fill."""
        if frame.filled is None:
            return
        first, last, columns = frame.filled
        touched = [shape for shape in shapes if shape.column in columns]
        if touched:
            top = max(first * frame.row_height - frame.offset, -9)
            foot = min((last + 1) * frame.row_height - frame.offset, frame.area.bottom() + 9)
            pen = QPen(self._colours.accent, 2, Qt.PenStyle.CustomDashLine)
            pen.setDashPattern([3, 2])
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            right = touched[-1].x + touched[-1].width
            painter.drawRect(QRect(touched[0].x + 1, top + 1, right - touched[0].x - 3, foot - top - 3))

    def _handle(self, painter: QPainter, frame: Frame, shapes: Sequence[ColumnShape]) -> None:
        if frame.handle is None or frame.filled is not None:
            return
        row, column = frame.handle
        for shape in shapes:
            if shape.column == column:
                foot = (row + 1) * frame.row_height - frame.offset
                box = QRect(shape.x + shape.width - _HANDLE + 2, foot - _HANDLE + 2, _HANDLE, _HANDLE)
                painter.fillRect(box, self._colours.base)
                painter.fillRect(box.adjusted(1, 1, -1, -1), self._colours.accent)


def _rows(frame: Frame) -> tuple[int, int]:
    """The first and the last row to be painted; the last is smaller than the first when none is."""
    first = max(0, (frame.area.top() + frame.offset) // frame.row_height)
    last = min(frame.rows - 1, (frame.area.bottom() + frame.offset) // frame.row_height)
    return first, last


def _adjoin(first: ColumnShape, second: ColumnShape) -> bool:
    return first.x + first.width == second.x
