"""The sign in a column's head that says how it is sorted, and takes a click: an arrow, and its place among several."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from ui.grid.typesetting import Typesetting

WIDTH = 20
_NARROWEST_HEAD = 64


@dataclass(frozen=True, slots=True)
class SortMark:
    """How a column is sorted: which way, and its place among the columns sorted by; 0 where it is the only one."""

    descending: bool
    place: int = 0


class SortMarks:
    """The marks of a table's heads, by column."""

    def __init__(self) -> None:
        self.by_column: Mapping[int, SortMark] = MappingProxyType({})
        self.hovered = -1
        """The column whose head is under the mouse: it offers to be sorted."""
        self.offered = False
        """Whether heads can be sorted at all."""

    def zone(self, head: QRect, column: int) -> QRect:
        """Where the mark of a head stands; empty where there is none."""
        wide = head.width() >= _NARROWEST_HEAD
        shown = self.offered and (column in self.by_column or (column == self.hovered and wide))
        return QRect(head.right() - WIDTH - 3, head.top(), WIDTH, head.height()) if shown else QRect()

    def paint(self, painter: QPainter, zone: QRect, column: int, type_: Typesetting, colours: tuple[str, str]) -> None:
        """Draw it; `colours` are those of a column that is sorted by, and of one that offers to be."""
        mark = self.by_column.get(column)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if mark is None:
            self._arrow(painter, zone, QColor(colours[1]), descending=False, filled=False)
        else:
            self._arrow(painter, zone, QColor(colours[0]), descending=mark.descending, filled=True)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        if mark is not None and mark.place:
            painter.setFont(type_.small)
            painter.setPen(QColor(colours[0]))
            box = QRect(zone.center().x() + 1, zone.top(), zone.width() // 2, zone.height())
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(mark.place))

    def _arrow(self, painter: QPainter, zone: QRect, colour: QColor, *, descending: bool, filled: bool) -> None:
        x, y = zone.left() + zone.width() * 0.3, zone.center().y() + 0.5
        tip, foot = (y + 4, y - 3) if descending else (y - 4, y + 3)
        shape = QPolygonF([QPointF(x - 4.5, foot), QPointF(x + 4.5, foot), QPointF(x, tip)])
        painter.setPen(QPen(colour, 1.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        painter.setBrush(colour if filled else Qt.BrushStyle.NoBrush)
        painter.drawPolygon(shape)
        painter.setBrush(Qt.BrushStyle.NoBrush)
