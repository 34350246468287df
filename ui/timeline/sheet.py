"""What a track is painted with: where, what, in which colours, on how fine a screen."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPolygonF

from models.frame_times import Frames
from ui.timeline.lanes import Lanes
from ui.timeline.ruler import Unit
from ui.timeline.scale import Scale
from ui.timeline.shown import Shown
from ui.tokens import Tokens


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """`ratio` real pixels make a pixel of the widget, `edges` are the first frames to the right of each of them."""

    painter: QPainter
    shown: Shown
    scale: Scale
    lanes: Lanes
    tokens: Tokens
    ratio: float
    metrics: QFontMetricsF
    edges: Frames
    unit: Unit

    def crisp(self, x: float) -> float:
        """The edge of a real pixel next to a place, so that thin lines stay sharp."""
        return round(x * self.ratio) / self.ratio

    def line(self, x: float, top: float, bottom: float, colour: QColor, width: float = 1.0) -> None:
        """An upright line."""
        self.painter.fillRect(QRectF(self.crisp(x), top, width, bottom - top), colour)

    def cell(self, first: int, last: int, lane: QRectF) -> QRectF:
        """From when one frame comes up until another one ends, as high as a lane, cut to what is in sight."""
        left = max(self.scale.x_of(self.shown.axis.start_of(first)), lane.left())
        right = min(self.scale.x_of(self.shown.axis.start_of(last + 1)), lane.right())
        return QRectF(self.crisp(left), lane.top(), max(self.crisp(right) - self.crisp(left), 0.0), lane.height())

    @property
    def frame_width(self) -> float:
        """How wide a short frame is, in pixels."""
        return self.scale.pixels(self.shown.axis.gap)


def tone(colour: str, alpha: float = 1.0) -> QColor:
    """A colour of the tokens, more or less see-through."""
    found = QColor(colour)
    found.setAlphaF(alpha)
    return found


def diamond(x: float, y: float, size: float) -> QPolygonF:
    """A square on its tip, `size` from its middle to a tip."""
    return QPolygonF([QPointF(x, y - size), QPointF(x + size, y), QPointF(x, y + size), QPointF(x - size, y)])
