"""The metadata table a person works in: painted in one pass, driven by keys and mouse as a spreadsheet is."""

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHideEvent,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from controllers.settings import ROW_HEIGHT, Settings
from models.metadata_table import MetadataTable
from ui.actions import Actions
from ui.grid.body import Body
from ui.grid.cells import ReadyCells
from ui.grid.colours import GridColours
from ui.grid.column_menu import ColumnMenu
from ui.grid.columns import ColumnOrder
from ui.grid.commands import DURING_EDIT, cell_menu, grid_commands
from ui.grid.editing import CellEditing
from ui.grid.fill_handle import FillHandle
from ui.grid.framing import Framing
from ui.grid.hands import Hands
from ui.grid.keyboard import Keyboard
from ui.grid.pinned_table import PinnedTable
from ui.grid.pointer import Pointer
from ui.grid.selecting import Selecting
from ui.grid.typesetting import Typesetting

Index = QModelIndex | QPersistentModelIndex


class GridView(PinnedTable):
    """Shows one MetadataTable. `view_id` names the layout of its columns; `actions` are those of the context menu."""

    said = Signal(str)
    """A sentence about the last gesture, for the status bar."""
    head_menu_opened = Signal(int, object)
    """The menu of a head is about to be shown: the column (-1 for none), and the menu, for others to add to."""

    def __init__(
        self,
        table: MetadataTable,
        parent: QWidget | None = None,
        *,
        settings: Settings | None = None,
        view_id: str = "",
        actions: Actions | None = None,
    ) -> None:
        super().__init__(table, parent)
        self.setAccessibleName(self.tr("Metadata table"))
        self._actions = actions
        self._settings = settings
        self._cells = ReadyCells(table)
        self.order = ColumnOrder(table, self.heads, settings, view_id)
        self.column_menu = ColumnMenu(table, self.heads, self.order)
        self.selecting = Selecting(table, self.selectionModel(), self)
        self.editing = CellEditing(self, table, self.selecting)
        self.editing.is_pinned = self.heads.is_pinned
        self.hands = Hands(self, table, self.selecting, self.editing)
        self.hands.copying.title_of = self.order.title_of
        self._keyboard = Keyboard(self, self.selecting, self.editing, self.hands)
        self.handle = FillHandle(self, self.selecting, self.hands.filling)
        self._framing = Framing(self, self._cells, self.selecting, self.handle, self.hands.pasting)
        self._pointer = Pointer(
            self,
            table,
            self.heads,
            selecting=self.selecting,
            editing=self.editing,
            hands=self.hands,
            handle=self.handle,
        )
        self._body = self._new_body()
        self._commands = grid_commands(self.hands, self.editing, self.selecting)
        self._ready = True
        self._connect()
        self._lay_out()
        self.set_row_height(settings.get(ROW_HEIGHT) if settings else ROW_HEIGHT.default)

    def _connect(self) -> None:
        table = self.table
        for signal in (table.modelAboutToBeReset, table.columnsAboutToBeInserted, table.columnsAboutToBeRemoved):
            signal.connect(self.order.remember)
        for signal in (table.modelReset, table.columnsInserted, table.columnsRemoved):
            signal.connect(self._on_columns_changed)
        for signal in (self.heads.sectionMoved, self.heads.sectionResized, self.heads.sectionCountChanged):
            signal.connect(self._on_geometry_changed)
        self.order.changed.connect(self._on_laid_out)
        self.heads.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.heads.customContextMenuRequested.connect(self._open_head_menu)
        self.heads.column_pressed.connect(self._pointer.press_head)
        self.heads.sectionHandleDoubleClicked.connect(self._on_handle_double_clicked)
        self.numbers.row_pressed.connect(self._pointer.press_number)
        self.numbers.row_dragged.connect(self._pointer.drag_number)
        table.rowsInserted.connect(self._on_rows_inserted)
        # Qt repaints a changed cell where it would stand if it scrolled, which the pinned one does not.
        table.dataChanged.connect(self._on_data_changed)
        self.shifted.connect(self._place_editor)
        self.selecting.edge_moved.connect(self._show_cell)
        self.editing.said.connect(self.said)
        self.hands.said.connect(self.said)
        self.handle.said.connect(self.said)
        self.handle.moved.connect(self.viewport().update)
        if self._settings is not None:
            self._settings.changed.connect(self._on_setting_changed)

    # commands

    def do(self, command: str) -> bool:
        """Do what one of the window's commands asks of the table, by its name; whether it is a command of a table.

        An open edit is finished first; when its value is refused the command is not done.
        """
        done = self._commands.get(command)
        if done is None:
            return False
        if command in DURING_EDIT or self.editing.finish():
            done()
        return True

    # looks

    def set_row_height(self, height: int) -> None:
        """The uniform height of the rows, in device-independent pixels; never less than the text needs."""
        needed = round(self.heads.typesetting.metrics.height()) + 4
        self.numbers.setMinimumSectionSize(needed)
        self.numbers.setDefaultSectionSize(max(height, needed))
        self._restyle()

    def _new_body(self) -> Body:
        return Body(self._cells, GridColours.of(self.palette()), Typesetting(self.font()), self.row_height)

    def _restyle(self) -> None:
        self._body = self._new_body()
        self.viewport().update()

    @override
    def changeEvent(self, e: QEvent) -> None:
        super().changeEvent(e)
        if e.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange} and self._ready:
            self.set_row_height(self._settings.get(ROW_HEIGHT) if self._settings else self.row_height)

    # painting

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            self._body.paint(painter, self._framing.frame(e.rect(), focused=self.hasFocus() or self.editing.active))

    # the selection

    @override
    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        # Trap: Qt's own lists every newly selected index when a screen reader listens.
        if self._ready:
            self._show_selection()

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        if self._ready:
            self._show_selection()

    def _show_selection(self) -> None:
        ranges = self.selecting.ranges
        self.heads.touched = frozenset(
            column for column in self.selecting.columns if any(r.left <= column <= r.right for r in ranges)
        )
        self.numbers.ranges = ranges
        for widget in (self.viewport(), self.heads.viewport(), self.numbers.viewport()):
            widget.update()

    def _show_cell(self, row: int, column: int) -> None:
        self.scrollTo(self.table.index(row, column))

    @override
    def selectAll(self) -> None:
        self.selecting.everything()

    # events

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.handle.dragging and event.key() == Qt.Key.Key_Escape:
            self.handle.cancel()
            return
        event.setAccepted(self._keyboard.press(event))

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if event.commitString():
            self.editing.begin(typed=event.commitString())

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pointer.press(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer.drag(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._pointer.release(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._pointer.double_click(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.selecting.current is None and self.table.rowCount() and self.selecting.columns:
            self.selecting.go((0, self.selecting.columns[0]))
        self.viewport().update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.order.save_what_changed()

    @override
    def contextMenuEvent(self, arg__1: QContextMenuEvent) -> None:
        index = self.indexAt(arg__1.pos())
        by_key = arg__1.reason() == QContextMenuEvent.Reason.Keyboard
        if index.isValid() and not by_key and not self.selecting.holds((index.row(), index.column())):
            self.selecting.go((index.row(), index.column()))
        if self._actions is not None:
            at = self.visualRect(self.currentIndex()).center() if by_key else arg__1.pos()
            cell_menu(self._actions, self).popup(self.viewport().mapToGlobal(at))

    # what changed

    def _place_editor(self) -> None:
        self.editing.left_edge = self.pinned_width
        self.editing.place()

    def _lay_out(self) -> None:
        self.order.restore()
        self.order.fit_at_first()

    def _on_laid_out(self) -> None:
        self.updateGeometries()
        self.heads.viewport().update()
        self._on_geometry_changed()

    def _on_columns_changed(self) -> None:
        self._cells.forget()
        self._lay_out()
        self.viewport().update()

    def _on_rows_inserted(self) -> None:
        self.order.fit_at_first()

    def _on_data_changed(self) -> None:
        self.viewport().update()

    def _on_geometry_changed(self) -> None:
        self.selecting.set_columns(self.order.visible())
        self.viewport().update()
        self._place_editor()

    def _on_setting_changed(self, key: str) -> None:
        if self._settings is not None and key == ROW_HEIGHT.key:
            self.set_row_height(self._settings.get(ROW_HEIGHT))

    def _on_handle_double_clicked(self, column: int) -> None:
        self.order.fit([column], self.first_row)

    def _open_head_menu(self, at: QPoint) -> None:
        column = self.heads.column_at(at)
        menu = self.order.menu(column, self.first_row)
        self.head_menu_opened.emit(column, menu)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.heads.viewport().mapToGlobal(at))
