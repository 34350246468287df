"""The heads of columns and rows: namespace bands over key names with their types, and row numbers."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QHeaderView, QToolTip, QWidget
from typing_extensions import override

from models.column_spec import ColumnSpec
from models.metadata_table import MetadataTable
from ui.grid.cells import FIGURES, face_of
from ui.grid.colours import GridColours
from ui.grid.glyphs import SIDE, draw_type
from ui.grid.sort_marks import WIDTH, SortMarks
from ui.grid.typesetting import Typesetting, one_line

_PAD = 8
_GRIP = 5
NARROWEST = 44


class KeyHeader(QHeaderView):
    """Two levels: a band for each namespace, and under it the key's last word with the sign of its type.

    Its own selection model stays empty: a header that looks at the real one walks every row of every column.
    """

    column_pressed = Signal(int, object)
    """A column's head was clicked: its number in the model, and the keyboard modifiers."""

    sort_wanted = Signal(int, bool)
    """The sort mark of a column was clicked: its number in the model, and whether to sort by it beside the others."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.foot = 0
        """Pixels kept free under the heads, for a row of filters."""
        self.marks = SortMarks()
        self.setSectionsMovable(True)
        self.setMinimumSectionSize(NARROWEST)
        self.setHighlightSections(False)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Column heads"))
        self.colours = GridColours.of(self.palette())
        self.typesetting = Typesetting(self.font())
        self.touched: frozenset[int] = frozenset()
        self.pinned = -1
        self.pins: frozenset[int] = frozenset()
        """Columns that stay at the left beside the pinned one; they come first on the screen, after it."""
        self.titles: dict[str, str] = {}
        """What stands over a column in place of its key's last word, by the column's id."""
        self._pressed_at: QPoint | None = None
        self._resized_from: int | None = None
        self._resized = -1
        self._changed = False
        self.sectionResized.connect(self._note_change)
        self.sectionMoved.connect(self._note_change)

    @property
    def _table(self) -> MetadataTable | None:
        model = self.model()
        return model if isinstance(model, MetadataTable) else None

    @property
    def band_height(self) -> int:
        """Pixels of the namespace band."""
        return round(self.typesetting.small_metrics.height()) + 5

    @override
    def sizeHint(self) -> QSize:
        # Not Qt's own width: it measures the text of two hundred columns, and a table only asks for the height.
        return QSize(self.length(), self.band_height + round(self.typesetting.metrics.height()) + 11 + self.foot)

    def set_foot(self, pixels: int) -> None:
        """Keep some room free under the heads."""
        self.foot = pixels
        self.updateGeometry()
        self.viewport().update()

    def is_pinned(self, column: int) -> bool:
        """Whether a column stays at the left while the others scroll."""
        return column == self.pinned or column in self.pins

    @property
    def pinned_columns(self) -> list[int]:
        """The columns that stay at the left, in the order of the screen."""
        first = (self.logicalIndex(place) for place in range(min(len(self.pins) + 1, self.count())))
        return [column for column in first if self.is_pinned(column) and not self.isSectionHidden(column)]

    @property
    def pinned_edge(self) -> int:
        """Pixels the columns that stay take of the left."""
        return sum(self.sectionSize(column) for column in self.pinned_columns)

    def section_left(self, column: int) -> int:
        """Where a column begins in the viewport; one that stays is not scrolled."""
        return self.sectionPosition(column) if self.is_pinned(column) else self.sectionViewportPosition(column)

    def section_rect(self, column: int) -> QRect:
        """Where a column's head stands; the pinned ones stay at the left."""
        return QRect(self.section_left(column), 0, self.sectionSize(column), self.height() - self.foot)

    def shown_title(self, spec: ColumnSpec) -> str:
        """What stands over a column."""
        return self.titles.get(spec.id) or spec.leaf

    @override
    def paintEvent(self, e: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
            painter.fillRect(self.viewport().rect(), self.colours.header)
            if self._table is not None:
                self._paint(painter, self._table)
            foot = self.viewport().height() - 1 - self.foot
            painter.fillRect(QRect(0, foot, self.viewport().width(), 1), QColor(self.colours.tokens.strong_border))

    def _paint(self, painter: QPainter, table: MetadataTable) -> None:
        columns = [column for column in self.visible_columns() if not self.is_pinned(column)]
        self._heads(painter, table, columns)
        pinned = self.pinned_columns
        if pinned:
            painter.fillRect(QRect(0, 0, self.pinned_edge, self.height() - self.foot), self.colours.header)
            self._heads(painter, table, pinned)

    def _heads(self, painter: QPainter, table: MetadataTable, columns: list[int]) -> None:
        self._bands(painter, table, columns)
        for column in columns:
            self._head(painter, table.column(column), column)

    def visible_columns(self) -> list[int]:
        """The columns on the screen, left to right."""
        first = self.visualIndexAt(0)
        last = self.visualIndexAt(self.viewport().width() - 1)
        end = (self.count() - 1) if last < 0 else last
        shown = [self.logicalIndex(visual) for visual in range(max(first, 0), end + 1)]
        return [column for column in shown if not self.isSectionHidden(column)]

    def _bands(self, painter: QPainter, table: MetadataTable, columns: list[int]) -> None:
        run: list[int] = []
        for column in [*columns, -1]:
            name = table.column(column).namespace if column >= 0 else ""
            if run and table.column(run[0]).namespace != name:
                self._band(painter, table.column(run[0]).namespace, run)
                run = []
            if name:
                run.append(column)

    def _band(self, painter: QPainter, namespace: str, run: list[int]) -> None:
        first, last = self.section_rect(run[0]), self.section_rect(run[-1])
        box = QRect(first.left(), 0, last.right() - first.left() + 1, self.band_height)
        band = self.colours.band(namespace)
        painter.fillRect(box.adjusted(0, 0, -1, 0), band.fill)
        painter.fillRect(QRect(box.left(), box.bottom() - 1, box.width() - 1, 2), band.edge)
        edge = 0 if self.is_pinned(run[0]) else self.pinned_edge
        seen = box.intersected(QRect(edge, 0, self.viewport().width() - edge, box.height())).adjusted(
            _PAD, 0, -_PAD, -1
        )
        type_ = self.typesetting
        painter.setFont(type_.small)
        painter.setPen(band.text)
        shown = type_.small_metrics.elidedText(one_line(namespace), Qt.TextElideMode.ElideRight, seen.width())
        painter.drawText(seen, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)

    def _head(self, painter: QPainter, spec: ColumnSpec, column: int) -> None:
        box = self.section_rect(column)
        top = self.band_height if spec.namespace else 0
        if column in self.touched:
            painter.fillRect(box.adjusted(0, top, 0, 0), self.colours.touched)
        strong = self.is_pinned(column) and box.right() + 1 == self.pinned_edge
        edge = self.colours.tokens.strong_border if strong else self.colours.header_line
        painter.fillRect(QRect(box.right(), top, 1, box.height() - top), edge)
        room = QRect(box.left() + _PAD, self.band_height, box.width() - 2 * _PAD, box.height() - self.band_height - 1)
        zone = self.marks.zone(box.adjusted(0, self.band_height, 0, -1), column)
        self._title(painter, spec, room if zone.isEmpty() else room.adjusted(0, 0, _PAD - WIDTH - 3, 0))
        if not zone.isEmpty():
            tokens = self.colours.tokens
            self.marks.paint(painter, zone, column, self.typesetting, (tokens.accent, tokens.muted))

    def _title(self, painter: QPainter, spec: ColumnSpec, room: QRect) -> None:
        """The sign of the type and the key's last word, to the right over figures, as they stand."""
        type_, field = self.typesetting, spec.field
        named = spec.fact is not None and spec.name == "name"
        font, metrics = (type_.strong, type_.strong_metrics) if named else (type_.plain, type_.metrics)
        sign = int(SIDE) + 6 if field is not None else 0
        shown = metrics.elidedText(one_line(self.shown_title(spec)), Qt.TextElideMode.ElideRight, room.width() - sign)
        advance = round(metrics.horizontalAdvance(shown))
        left = room.right() - advance - sign if face_of(spec) in FIGURES else room.left()
        if field is not None:
            ink = self.colours.changed_mark if field.name == "untyped" else self.colours.muted
            draw_type(painter, QPointF(left, room.center().y() - SIDE / 2 + 1), field.name, ink)
        painter.setFont(type_.struck if field is not None and field.name == "deleted" else font)
        painter.setPen(self.colours.text)
        words = QRect(left + sign, room.top(), advance + 2, room.height())
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
        if field is not None and field.name == "untyped":
            foot = room.center().y() + metrics.height() / 2 + 1
            painter.setPen(QPen(self.colours.changed_mark, 1.4, Qt.PenStyle.DotLine))
            painter.drawLine(QPointF(words.left(), foot), QPointF(words.left() + advance, foot))

    # The mouse: the pinned head lies over what is scrolled beneath it and answers for itself.

    @override
    def mousePressEvent(self, e: QMouseEvent) -> None:
        point = e.position().toPoint()
        self._pressed_at = point if e.button() == Qt.MouseButton.LeftButton else None
        self._changed = False
        if not self._over_pinned(point):
            super().mousePressEvent(e)
        elif self._pressed_at is not None and self._pinned_at_grip(point) >= 0:
            self._resized = self._pinned_at_grip(point)
            self._resized_from = self.sectionSize(self._resized) - point.x()

    @override
    def mouseMoveEvent(self, e: QMouseEvent) -> None:
        point = e.position().toPoint()
        self._hover(self.column_at(point))
        if self._resized_from is not None:
            self.resizeSection(self._resized, max(NARROWEST, point.x() + self._resized_from))
        elif e.buttons() == Qt.MouseButton.NoButton and self._over_pinned(point):
            at_edge = self._pinned_at_grip(point) >= 0
            self.setCursor(Qt.CursorShape.SplitHCursor if at_edge else Qt.CursorShape.ArrowCursor)
        else:
            super().mouseMoveEvent(e)

    @override
    def mouseReleaseEvent(self, e: QMouseEvent) -> None:
        super().mouseReleaseEvent(e)
        start, self._pressed_at, self._resized_from = self._pressed_at, None, None
        if start is None or self._changed:
            return
        if (e.position().toPoint() - start).manhattanLength() >= QApplication.startDragDistance():
            return
        column = self.column_at(start)
        if column < 0 or self._on_grip(start, column):
            return
        if self.marks.zone(self.section_rect(column).adjusted(0, self.band_height, 0, 0), column).contains(start):
            self.sort_wanted.emit(column, bool(e.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            self.column_pressed.emit(column, e.modifiers())

    @override
    def mouseDoubleClickEvent(self, e: QMouseEvent) -> None:
        point = e.position().toPoint()
        if not self._over_pinned(point):
            super().mouseDoubleClickEvent(e)
        elif self._pinned_at_grip(point) >= 0:
            self.sectionHandleDoubleClicked.emit(self._pinned_at_grip(point))

    @override
    def viewportEvent(self, e: QEvent) -> bool:
        if isinstance(e, QHelpEvent) and e.type() == QEvent.Type.ToolTip and self._over_pinned(e.pos()):
            model = self.model()
            text = model.headerData(
                self.column_at(e.pos()), Qt.Orientation.Horizontal, int(Qt.ItemDataRole.ToolTipRole)
            )
            QToolTip.showText(e.globalPos(), text or "", self)
            return True
        return super().viewportEvent(e)

    def column_at(self, point: QPoint) -> int:
        """The column whose head is at a point of the viewport, or -1."""
        if not self._over_pinned(point):
            return self.logicalIndexAt(point)
        return next(c for c in self.pinned_columns if point.x() < self.section_left(c) + self.sectionSize(c))

    def _over_pinned(self, point: QPoint) -> bool:
        return point.x() < self.pinned_edge

    def _pinned_at_grip(self, point: QPoint) -> int:
        """The pinned column whose right edge is under a point, or -1."""
        edges = ((c, self.section_left(c) + self.sectionSize(c)) for c in self.pinned_columns)
        return next((column for column, edge in edges if edge - _GRIP <= point.x() < edge + _GRIP), -1)

    def _on_grip(self, point: QPoint, column: int) -> bool:
        box = self.section_rect(column)
        first = self.visualIndex(column) == 0
        return point.x() > box.right() - _GRIP or (point.x() < box.left() + _GRIP and not first)

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, column: int) -> None:
        if column != self.marks.hovered:
            self.marks.hovered = column
            self.viewport().update()

    def _note_change(self) -> None:
        self._changed = True

    @override
    def changeEvent(self, e: QEvent) -> None:
        super().changeEvent(e)
        if e.type() in {QEvent.Type.PaletteChange, QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self.colours = GridColours.of(self.palette())
            self.typesetting = Typesetting(self.font())
            self.viewport().update()
