"""The tree of the schema as it looks and as hands use it: colours of namespaces, marks of what is staged, dragging."""

from PySide6.QtCore import QModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QStyleOptionViewItem, QWidget
from typing_extensions import override

from domain.shaped_fields import DeletedType, UnknownType, UserType
from models.schema_rows import Row
from models.schema_tree import INSIDE_ROLE, SchemaTree
from models.schema_words import DISTINCT, FILLED, INVALID, NAME, TYPE
from ui.icons import draw
from ui.panes.side_tree import Index, RowDelegate, SideTree
from ui.tokens import Tokens, namespace_colour, tokens_of
from ui.wording import said

_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


def badge_of(kind: str) -> str:
    """The word beside a key with a staged change; empty for none."""
    words = {
        "add": said("new"),
        "retype": said("new type"),
        "options": said("options"),
        "delete": said("deleted"),
        "hard delete": said("for ever"),
        "restore": said("restored"),
        "other": said("changed"),
    }
    return words.get(kind, kind)


class SchemaDelegate(RowDelegate):
    """Draws a key with its sign, its name and a badge for what is staged; the numbers quietly beside it."""

    def __init__(self, model: SchemaTree, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        widget, place, palette = option.widget, option.rect, option.palette
        widget.style().drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, widget)
        tokens = tokens_of(palette)
        row, column = self._model.row_at(index), index.column()
        painter.save()
        if column == NAME:
            self._paint_name(painter, place.adjusted(2, 0, -8, 0), row, tokens)
        elif text := self._model.text_at(row, column):
            self._paint_cell(painter, place.adjusted(8, 0, -8, 0), row, column, text, tokens)
        painter.restore()

    def _paint_name(self, painter: QPainter, place: QRect, row: Row, tokens: Tokens) -> None:
        icon, colour = _sign(row, tokens)
        draw(painter, icon, QRectF(place.left(), place.center().y() - 8, 18, 18), colour)
        room = place.adjusted(26, 0, 0, 0)
        badge = badge_of(self._model.change_at(row))
        if badge:
            room.setRight(_paint_badge(painter, room, badge, tokens) - 8)
        if row.entry is None and not row.gone:
            font = painter.font()
            font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
        painter.setPen(tokens.muted if _is_gone(row) else tokens.text)
        name = " ".join(row.name.split())
        text = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _LEFT, text)

    def _paint_cell(self, painter: QPainter, place: QRect, row: Row, column: int, text: str, tokens: Tokens) -> None:
        quiet = row.entry is None or row.entry.deleted or column in {FILLED, DISTINCT}
        painter.setPen(tokens.problem if column == INVALID else tokens.muted if quiet else tokens.text)
        told = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, _RIGHT if column >= FILLED else _LEFT, told)


class SchemaTreeView(SideTree):
    """The tree, with a head; Delete, Shift+Delete and Insert are said, not done."""

    deletion_wanted = Signal(bool)
    """Whether for ever."""
    addition_wanted = Signal()

    def __init__(self, model: SchemaTree) -> None:
        super().__init__()
        self._rows = model
        self.setObjectName("schema_tree")
        self.setAccessibleName(self.tr("Namespaces and keys of the schema"))
        self.setProperty("role", "plain")
        self.setHeaderHidden(False)
        self.setModel(model)
        self.setItemDelegate(SchemaDelegate(model, self))
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDropIndicatorShown(True)
        self.setDragDropOverwriteMode(True)
        self.setAutoExpandDelay(600)
        self._lay_out()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if event.key() == Qt.Key.Key_Delete:
            self.deletion_wanted.emit(bool(held))
        elif event.key() == Qt.Key.Key_Insert and not held:
            self.addition_wanted.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().data(INSIDE_ROLE):
            self.setExpanded(self.currentIndex(), not self.isExpanded(self.currentIndex()))
        else:
            super().keyPressEvent(event)

    @override
    def drawRow(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().drawRow(painter, option, index)
        if self._rows.change_at(self._rows.row_at(index)):
            bar = QRect(0, option.rect.top(), 3, option.rect.height())
            painter.fillRect(bar, QColor(tokens_of(option.palette).staged))

    def go_to(self, index: QModelIndex) -> None:
        """Put the cursor on a row, with everything above it unfolded."""
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def _lay_out(self) -> None:
        head, letter = self.header(), self.fontMetrics().averageCharWidth()
        head.setStretchLastSection(False)
        head.setSectionsMovable(False)
        head.setMinimumSectionSize(letter * 8)
        head.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column, letters in ((TYPE, 20), (FILLED, 9), (DISTINCT, 10), (INVALID, 9)):
            head.resizeSection(column, letter * letters + 16)
        head.setHighlightSections(False)


def _sign(row: Row, tokens: Tokens) -> tuple[str, str]:
    """The icon of a row and its colour."""
    if row.gone:
        return "remove", tokens.muted
    colour = namespace_colour(tokens, row.path)
    if row.entry is None:
        return "namespace", colour
    kind = row.entry.field
    if isinstance(kind, DeletedType):
        return ("remove" if kind.was else "lock", tokens.muted)
    return ("lock" if isinstance(kind, UserType | UnknownType) else "key", colour)


def _is_gone(row: Row) -> bool:
    return row.gone or (row.entry is not None and row.entry.deleted)


def _paint_badge(painter: QPainter, room: QRect, text: str, tokens: Tokens) -> int:
    """Draw a badge at the right end; where it begins."""
    metrics = painter.fontMetrics()
    width, height = metrics.horizontalAdvance(text) + 12, metrics.height() + 2
    left = room.right() - width
    box = QRectF(left, room.center().y() - height / 2 + 0.5, width, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(tokens.staged_back))
    painter.drawRoundedRect(box, 4, 4)
    painter.setPen(QColor(tokens.staged))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    return left
