"""The tree of the schema as it looks and as hands use it: colours of namespaces, marks of what is staged, dragging."""

from PySide6.QtCore import QModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyle, QStyleOptionViewItem
from typing_extensions import override

from domain.shaped_fields import DeletedType, UnknownType, UserType
from models.schema_tree import CHANGE_ROLE, FIELD_ROLE, INSIDE_ROLE, NAMESPACE_ROLE, SchemaTree
from models.schema_words import DISTINCT, FILLED, INVALID, NAME, TYPE
from ui.icons import draw
from ui.panes.side_tree import Index, RowDelegate, SideTree
from ui.tokens import Tokens, namespace_colour, tokens_of
from ui.wording import said

_ALIGNED = Qt.AlignmentFlag.AlignVCenter


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

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        style = option.widget.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget)
        tokens = tokens_of(option.palette)
        painter.save()
        if index.column() == NAME:
            self._paint_name(painter, option, index, tokens)
        else:
            self._paint_cell(painter, option, index, tokens)
        painter.restore()

    def _paint_name(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, tokens: Tokens) -> None:
        place = option.rect.adjusted(2, 0, -8, 0)
        icon, colour = _sign(index, tokens)
        draw(painter, icon, QRectF(place.left(), place.center().y() - 8, 18, 18), colour)
        room = place.adjusted(26, 0, 0, 0)
        badge = badge_of(str(index.data(CHANGE_ROLE) or ""))
        if badge:
            room.setRight(_paint_badge(painter, room, badge, tokens) - 8)
        if index.data(INSIDE_ROLE) and index.data(NAMESPACE_ROLE):
            font = QFont(option.font)
            font.setWeight(QFont.Weight.DemiBold)
            painter.setFont(font)
        painter.setPen(QColor(tokens.muted if _is_gone(index) else tokens.text))
        name = " ".join(str(index.data() or "").split())
        text = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _ALIGNED | Qt.AlignmentFlag.AlignLeft, text)

    def _paint_cell(self, painter: QPainter, option: QStyleOptionViewItem, index: Index, tokens: Tokens) -> None:
        quiet = _is_gone(index) or bool(index.data(INSIDE_ROLE)) or index.column() in {FILLED, DISTINCT}
        colour = tokens.problem if index.column() == INVALID else tokens.muted if quiet else tokens.text
        painter.setPen(QColor(colour))
        place = option.rect.adjusted(8, 0, -8, 0)
        text = option.fontMetrics.elidedText(str(index.data() or ""), Qt.TextElideMode.ElideRight, place.width())
        side = Qt.AlignmentFlag.AlignRight if index.column() >= FILLED else Qt.AlignmentFlag.AlignLeft
        painter.drawText(place, _ALIGNED | side, text)


class SchemaTreeView(SideTree):
    """The tree, with a head; Delete, Shift+Delete and Insert are said, not done."""

    deletion_wanted = Signal(bool)
    """Whether for ever."""
    addition_wanted = Signal()

    def __init__(self, model: SchemaTree) -> None:
        super().__init__()
        self.setObjectName("schema_tree")
        self.setAccessibleName(self.tr("Namespaces and keys of the schema"))
        self.setProperty("role", "plain")
        self.setHeaderHidden(False)
        self.setModel(model)
        self.setItemDelegate(SchemaDelegate(self))
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
        if index.data(CHANGE_ROLE):
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


def _sign(index: Index, tokens: Tokens) -> tuple[str, str]:
    """The icon of a row and its colour."""
    kind = index.data(FIELD_ROLE)
    colour = namespace_colour(tokens, str(index.data(NAMESPACE_ROLE)))
    if kind is None:
        return ("namespace", colour) if index.data(NAMESPACE_ROLE) or not _is_gone(index) else ("remove", tokens.muted)
    if isinstance(kind, DeletedType):
        return ("remove" if kind.was else "lock", tokens.muted)
    return ("lock" if isinstance(kind, UserType | UnknownType) else "key", colour)


def _is_gone(index: Index) -> bool:
    kind = index.data(FIELD_ROLE)
    return isinstance(kind, DeletedType) or (kind is None and not index.data(NAMESPACE_ROLE))


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
