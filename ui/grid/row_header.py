"""The head of the rows: their numbers; a press selects a row, a drag selects many."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget
from typing_extensions import override

from ui.grid.colours import GridColours
from ui.grid.ranges import Range
from ui.grid.typesetting import Typesetting

_PAD = 7


class RowHeader(QHeaderView):
    """Row numbers, painted in one pass. Rows have one height, so no section is ever measured."""

    row_pressed = Signal(int, object)
    """A row's head was pressed: its number, and the keyboard modifiers."""
    row_dragged = Signal(int)
    """The mouse was dragged to this row."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setHighlightSections(False)
        self.setAccessibleName(self.tr("Row numbers"))
        self.colours = GridColours.of(self.palette())
        self.typesetting = Typesetting(self.font())
        self.ranges: tuple[Range, ...] = ()
        self._dragging = False

    @override
    def sizeHint(self) -> QSize:
        digits = max(3, len(str(self.count())))
        return QSize(round(self.typesetting.small_metrics.horizontalAdvance("8" * digits)) + 2 * _PAD, 0)

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        area = e.rect()
        first, last = self.visualIndexAt(area.top()), self.visualIndexAt(area.bottom())
        with QPainter(self.viewport()) as painter:
            painter.fillRect(area, self.colours.header)
            if self.count() and first >= 0:
                self._rows(painter, first, last if last >= 0 else self.count() - 1)
            edge = self.viewport().width() - 1
            painter.fillRect(QRect(edge, area.top(), 1, area.height()), self.colours.header_line)

    def _rows(self, painter: QPainter, first: int, last: int) -> None:
        height, width = self.defaultSectionSize(), self.viewport().width()
        y = self.sectionViewportPosition(first)
        painter.setFont(self.typesetting.small)
        align = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        for row in range(first, last + 1):
            box = QRect(0, y, width, height)
            touched = any(r.top <= row <= r.bottom for r in self.ranges)
            if touched:
                painter.fillRect(box, self.colours.touched)
            painter.fillRect(QRect(0, box.bottom(), width, 1), self.colours.header_line)
            painter.setPen(self.colours.text if touched else self.colours.muted)
            painter.drawText(box.adjusted(0, 0, -_PAD, -1), align, str(row + 1))
            y += height

    @override
    def mousePressEvent(self, e: QMouseEvent) -> None:
        row = self.logicalIndexAt(e.position().toPoint())
        if e.button() == Qt.MouseButton.LeftButton and row >= 0:
            self._dragging = True
            self.row_pressed.emit(row, e.modifiers())

    @override
    def mouseMoveEvent(self, e: QMouseEvent) -> None:
        if self._dragging:
            y = min(max(e.position().toPoint().y(), 0), self.viewport().height() - 1)
            row = self.logicalIndexAt(0, y)
            self.row_dragged.emit(row if row >= 0 else self.count() - 1)

    @override
    def mouseReleaseEvent(self, e: QMouseEvent) -> None:
        self._dragging = False

    @override
    def sectionsInserted(
        self, parent: QModelIndex | QPersistentModelIndex, logicalFirst: int, logicalLast: int
    ) -> None:
        super().sectionsInserted(parent, logicalFirst, logicalLast)
        self.updateGeometry()

    @override
    def changeEvent(self, e: QEvent) -> None:
        super().changeEvent(e)
        if e.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.colours = GridColours.of(self.palette())
            self.typesetting = Typesetting(self.font())
            self.viewport().update()
