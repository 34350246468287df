"""The look of a tree at the side: our own arrows, an icon, a name, and a quiet count at the right."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget
from typing_extensions import override

from ui.icons import draw
from ui.tokens import tokens_of

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Look:
    """How one row is shown: its icon and the token of its colour, its text, a note at the end, room before it all."""

    icon: str
    text: str
    note: str = ""
    colour: str = "muted"
    note_colour: str = "muted"
    indent: int = 0


class RowDelegate(QStyledItemDelegate):
    """Rows high enough to be read and hit, whatever the font and before any style sheet has spoken."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(super().sizeHint(option, index).width(), row_height(option.fontMetrics))


def row_height(metrics: QFontMetrics) -> int:
    """The height of a row, in pixels; what a view that is not shown yet must not be asked for."""
    return max(28, metrics.height() + 10)


class LookDelegate(RowDelegate):
    """Draws a row from the Look that `look` gives for its index."""

    def __init__(self, look: Callable[[Index], Look], parent: QWidget) -> None:
        super().__init__(parent)
        self._look = look

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = self._look(index)
        style = option.widget.style()
        style.drawPrimitive(QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget)
        tokens = tokens_of(option.palette)
        painter.save()
        whole = option.rect.adjusted(2 + look.indent, 0, -8, 0)
        sign, words, note = _parts(whole, option.fontMetrics.horizontalAdvance(look.note), look)
        place = style.visualRect
        draw(painter, look.icon, QRectF(place(option.direction, whole, sign)), getattr(tokens, look.colour))
        painter.setPen(getattr(tokens, look.note_colour))
        painter.drawText(place(option.direction, whole, note), Qt.AlignmentFlag.AlignCenter, look.note)
        painter.setPen(tokens.text)
        text = option.fontMetrics.elidedText(" ".join(look.text.split()), Qt.TextElideMode.ElideRight, words.width())
        leading = style.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeft)
        painter.drawText(place(option.direction, whole, words), leading | Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()

    @override
    def helpEvent(self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index) -> bool:
        if event.type() == QEvent.Type.ToolTip and index.isValid() and not index.data(Qt.ItemDataRole.ToolTipRole):
            view.setToolTip(self._look(index).text)
        return super().helpEvent(event, view, option, index)


class SideTree(QTreeView):
    """A tree with uniform rows, one column, and arrows drawn in the palette's colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setItemDelegate(RowDelegate(self))
        self.setIndentation(16)
        self.setProperty("role", "side")
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    @override
    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        if not self.rootIsDecorated():
            return
        tokens = tokens_of(self.palette())
        if self.selectionModel().isSelected(index):
            painter.fillRect(rect, tokens.selection)
        if self.model().hasChildren(index):
            name = "chevron-down" if self.isExpanded(index) else "chevron-right"
            draw(painter, name, QRectF(rect.right() - 14, rect.center().y() - 6, 14, 14), tokens.muted)


def _parts(whole: QRect, note_width: int, look: Look) -> tuple[QRect, QRect, QRect]:
    """Where the sign, the words and the note of a row stand, as read from left to right."""
    sign = QRect(whole.left(), whole.center().y() - 8, 18, 18)
    end = note_width + 8 if look.note else 0
    words = whole.adjusted(26, 0, -end, 0)
    note = QRect(whole.right() - note_width, whole.top(), note_width + 1, whole.height())
    return sign, words, note
