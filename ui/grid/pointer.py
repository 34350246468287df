"""The mouse in the table: press selects, drag extends and scrolls on at the edges, a click on a box ticks it."""

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QTableView

from models.cell_state import CellState
from models.metadata_table import MetadataTable
from ui.grid.cell_painter import ColumnShape, check_box
from ui.grid.cells import KEPT, Face, face_of
from ui.grid.editing import CellEditing
from ui.grid.fill_handle import FillHandle
from ui.grid.hands import Hands
from ui.grid.headers import KeyHeader
from ui.grid.selecting import Selecting

_LEFT = Qt.MouseButton.LeftButton
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_SCROLL_EVERY = 40


class Pointer(QObject):
    """Turns mouse events of one view into selections, ticks and edits."""

    def __init__(
        self,
        view: QTableView,
        table: MetadataTable,
        heads: KeyHeader,
        *,
        selecting: Selecting,
        editing: CellEditing,
        hands: Hands,
        handle: FillHandle,
    ) -> None:
        super().__init__(view)
        self._view = view
        self._table = table
        self._heads = heads
        self._selecting = selecting
        self._editing = editing
        self._hands = hands
        self._handle = handle
        view.viewport().setMouseTracking(True)
        self._dragging = False
        self._ticking: tuple[int, int] | None = None
        self._at = QPoint()
        self._held = Qt.KeyboardModifier.NoModifier
        self._first_row = 0
        self._first_column = -1
        self._scroll = QTimer(self)
        self._scroll.setInterval(_SCROLL_EVERY)
        self._scroll.timeout.connect(self._scroll_on)

    def press(self, event: QMouseEvent) -> None:
        """Select the pressed cell, extend to it (Shift) or add it (Ctrl)."""
        if not self._editing.finish():
            return
        index = self._view.indexAt(event.position().toPoint())
        self._ticking = None
        if event.button() != _LEFT or not index.isValid():
            return
        if self._handle.holds(event.position().toPoint()):
            self._handle.press()
            self._dragging = True
            return
        cell = (index.row(), index.column())
        if event.modifiers() & _SHIFT:
            self._selecting.extend(cell)
        elif event.modifiers() & _CTRL:
            self._selecting.add(cell)
        else:
            if self._selecting.current == cell and self._on_box(event.position().toPoint(), cell):
                self._ticking = cell
            self._selecting.go(cell)
        self._dragging = True

    def drag(self, event: QMouseEvent) -> None:
        """Let the range reach to the cell under the mouse, or scroll on when it is outside."""
        self._at = event.position().toPoint()
        if not self._dragging or not event.buttons() & _LEFT:
            self._show_cursor()
            return
        self._held = event.modifiers()
        inside = self._view.viewport().rect().contains(self._at)
        if inside:
            self._scroll.stop()
            self._extend()
        elif not self._scroll.isActive():
            self._scroll.start()

    def release(self, event: QMouseEvent) -> None:
        """End the drag; a click on the box of the current cell ticks it."""
        self._scroll.stop()
        self._dragging = False
        if self._handle.dragging:
            self._handle.release(other=bool(event.modifiers() & _CTRL))
            return
        index = self._view.indexAt(event.position().toPoint())
        if self._ticking is not None and index.isValid() and self._ticking == (index.row(), index.column()):
            self._hands.cells.toggle()
        self._ticking = None

    def double_click(self, event: QMouseEvent) -> None:
        """Edit the cell; on a box, tick it."""
        point = event.position().toPoint()
        index = self._view.indexAt(point)
        if event.button() != _LEFT or not index.isValid() or not self._editing.finish():
            return
        if self._handle.holds(point):
            self._handle.double_click(other=bool(event.modifiers() & _CTRL))
            return
        cell = (index.row(), index.column())
        self._selecting.go(cell)
        if self._on_box(point, cell):
            self._hands.cells.toggle()
        else:
            self._editing.begin()

    def press_head(self, column: int, modifiers: Qt.KeyboardModifier) -> None:
        """Select a column, reach to it (Shift) or add it (Ctrl)."""
        if not self._editing.finish():
            return
        self._view.setFocus(Qt.FocusReason.MouseFocusReason)
        if modifiers & _SHIFT and self._first_column in self._selecting.columns:
            self._selecting.whole_columns(self._first_column, column)
            return
        self._first_column = column
        self._selecting.whole_columns(column, column, add=bool(modifiers & _CTRL))

    def press_number(self, row: int, modifiers: Qt.KeyboardModifier) -> None:
        """Select a row, reach to it (Shift) or add it (Ctrl)."""
        if not self._editing.finish():
            return
        self._view.setFocus(Qt.FocusReason.MouseFocusReason)
        if modifiers & _SHIFT:
            self._selecting.rows(self._first_row, row)
            return
        self._first_row = row
        self._selecting.rows(row, row, add=bool(modifiers & _CTRL))

    def drag_number(self, row: int) -> None:
        """Select the rows the mouse went over."""
        self._selecting.rows(self._first_row, row)

    def _show_cursor(self) -> None:
        over = self._handle.holds(self._at)
        self._view.viewport().setCursor(Qt.CursorShape.CrossCursor if over else Qt.CursorShape.ArrowCursor)

    def _on_box(self, point: QPoint, cell: tuple[int, int]) -> bool:
        view = self._view
        if face_of(self._table.column(cell[1])) is not Face.CHECK:
            return False
        state = self._table.shown(*cell).state
        if state in KEPT or state is CellState.UNREADABLE:
            return False
        rect = view.visualRect(self._table.index(*cell))
        shape = ColumnShape(cell[1], rect.x(), rect.width(), Face.CHECK)
        return (
            check_box(shape, rect.y(), view.verticalHeader().defaultSectionSize())
            .adjusted(-3, -3, 3, 3)
            .contains(point)
        )

    def _extend(self) -> None:
        view = self._view
        area = view.viewport().rect()
        x = min(max(self._at.x(), area.left()), area.right())
        y = min(max(self._at.y(), area.top()), area.bottom())
        row, column = view.rowAt(y), self._heads.column_at(QPoint(x, 0))
        row = row if row >= 0 else self._table.rowCount() - 1
        columns = self._selecting.columns
        column = column if column in columns else columns[-1]
        if self._handle.dragging:
            self._handle.drag(row, list(columns).index(column), other=bool(self._held & _CTRL))
        elif self._ticking != (row, column):
            self._ticking = None
            self._selecting.extend((row, column))

    def _scroll_on(self) -> None:
        view, area = self._view, self._view.viewport().rect()
        across, down = view.horizontalScrollBar(), view.verticalScrollBar()
        if self._at.y() < area.top() or self._at.y() > area.bottom():
            down.setValue(
                down.value()
                + (
                    view.verticalHeader().defaultSectionSize()
                    if self._at.y() > area.bottom()
                    else -view.verticalHeader().defaultSectionSize()
                )
            )
        if self._at.x() < area.left() or self._at.x() > area.right():
            across.setValue(across.value() + (32 if self._at.x() > area.right() else -32))
        self._extend()
