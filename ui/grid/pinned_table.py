"""A table view whose name column stays at the left, whose heads are our own, and that never walks its rows."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget
from typing_extensions import override

from models.metadata_table import MetadataTable
from ui.grid.headers import KeyHeader
from ui.grid.row_header import RowHeader

Index = QModelIndex | QPersistentModelIndex


class PinnedTable(QTableView):
    """The geometry of the table: pinned columns cover what is scrolled under them, rows have one height."""

    shifted = Signal()
    """Cells stand elsewhere on the screen now: it was scrolled or resized."""
    _ready = False
    """Whether it is built: Qt asks a view for its geometry while it is still being made."""

    def __init__(self, table: MetadataTable, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.table = table
        self.heads = KeyHeader(self)
        self.numbers = RowHeader(self)
        self._set_up()
        self.setHorizontalHeader(self.heads)
        self.setVerticalHeader(self.numbers)
        self.setModel(table)

    def _set_up(self) -> None:
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setTabKeyNavigation(True)
        self.setFrameShape(QTableView.Shape.NoFrame)
        # Keys are Latin identifiers: the table keeps its direction, each text has its own.
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
        # Every pixel is painted: Qt need not clear them first.
        for part in (self, self.heads, self.numbers):
            part.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    @property
    def row_height(self) -> int:
        """The height of a row, in device-independent pixels."""
        return self.numbers.defaultSectionSize()

    @property
    def pinned_width(self) -> int:
        """How much of the left the pinned columns take."""
        return self.heads.pinned_edge if self._ready else 0

    @property
    def first_row(self) -> int:
        """The first row on the screen."""
        return max(0, self.rowAt(0))

    @override
    def indexAt(self, p: QPoint) -> QModelIndex:
        if p.x() < self.pinned_width:
            row = self.rowAt(p.y())
            return self.table.index(row, self.heads.column_at(p)) if row >= 0 else QModelIndex()
        return super().indexAt(p)

    @override
    def visualRect(self, index: Index) -> QRect:
        rect = super().visualRect(index)
        if index.isValid() and self.heads.is_pinned(index.column()):
            rect.moveLeft(self.heads.section_left(index.column()))
        return rect

    @override
    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        bar = self.horizontalScrollBar()
        before = bar.value()
        super().scrollTo(index, hint)
        if self.heads.is_pinned(index.column()):
            bar.setValue(before)
            return
        left = self.heads.sectionViewportPosition(index.column())
        if left < self.pinned_width:
            bar.setValue(bar.value() - (self.pinned_width - left))

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if dx:
            # What Qt shifted took the pinned columns with it.
            self.viewport().update()
            self.heads.viewport().update()
        self.shifted.emit()

    @override
    def updateGeometries(self) -> None:
        super().updateGeometries()
        self.shifted.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.shifted.emit()

    @override
    def setSelectionModel(self, selectionModel: QItemSelectionModel) -> None:
        super().setSelectionModel(selectionModel)
        # Trap: a header that knows the real selection asks for every row of every column at each paint.
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSelectionModel(QItemSelectionModel(selectionModel.model(), header))

    @override
    def keyboardSearch(self, search: str) -> None:
        """Nothing: Qt's own asks the model for every row."""
