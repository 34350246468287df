"""Values with their counts: each over a bar as long as its share."""

from PySide6.QtCore import QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget
from typing_extensions import override

from models.value_counts import COUNT_ROLE, SHARE_ROLE, VALUE_ROLE, ValueCounts
from ui.panes.side_tree import Index, RowDelegate, SideTree
from ui.tokens import tokens_of
from ui.wording import number

_GAP = 12


class _BarDelegate(RowDelegate):
    """Draws the value at the left, its count at the right, and its share as a quiet bar behind both."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        option.widget.style().drawPrimitive(
            QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget
        )
        tokens = tokens_of(option.palette)
        room = option.rect.adjusted(0, 2, -8, -2)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if not selected:
            bar = QRectF(room)
            bar.setWidth(max(2.0, room.width() * float(index.data(SHARE_ROLE) or 0)))
            painter.fillRect(bar, QColor(tokens.info_back))
        count = number(index.data(COUNT_ROLE) or 0)
        width = option.fontMetrics.horizontalAdvance(count)
        painter.setPen(QColor(tokens.text))
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        words = room.adjusted(8, 0, -width - _GAP, 0)
        shown = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.setPen(QColor(tokens.text if selected else tokens.muted))
        painter.drawText(room.adjusted(0, 0, -4, 0), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, count)
        painter.restore()


class ValueList(SideTree):
    """A list of values; Return or a double click chooses one."""

    value_chosen = Signal(str)
    """The JSON text of a value."""

    def __init__(self, model: ValueCounts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setProperty("role", "plain")
        self.setAccessibleName(self.tr("Values with their counts"))
        self.setModel(model)
        self.setItemDelegate(_BarDelegate(self))
        self.activated.connect(self._on_activated)

    def _on_activated(self, index: QModelIndex) -> None:
        self.value_chosen.emit(str(index.data(VALUE_ROLE)))
