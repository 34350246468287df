"""A histogram drawn by us: bars in the accent colour, their range and count under the pointer; a click chooses one."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget
from typing_extensions import override

from models.profile import Histogram
from ui.tokens import tokens_of
from ui.wording import counted, said

_GAP = 2.0
_LEAST_BAR = 2.0


class HistogramView(QWidget):
    """Bars side by side; `writes` says a size in words. Left and Right move along the bars, Return chooses one."""

    range_chosen = Signal(float, float)
    """A bar was chosen: its least and its greatest size."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("histogram")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(200, 88)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._lows: Sequence[float] = ()
        self._highs: Sequence[float] = ()
        self._counts: Sequence[int] = ()
        self._writes: Callable[[float], str] = str
        self._at = -1

    def show_bars(self, bars: Histogram, writes: Callable[[float], str]) -> None:
        """Show these bars and no others."""
        self._lows, self._highs, self._counts = bars.lows, bars.highs, bars.counts
        self._writes, self._at = writes, -1
        self.setAccessibleName(said("Histogram from {low} to {high}").format(low=self._low(), high=self._high()))
        self.update()

    def told(self, place: int) -> str:
        """What a bar stands for, in words."""
        low, high = self._writes(self._lows[place]), self._writes(self._highs[place])
        span = low if low == high else f"{low} … {high}"
        return f"{span}\n{counted(self._counts[place], said('1 value'), said('%n values'))}"

    @override
    def sizeHint(self) -> QSize:
        return QSize(320, 140)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        painter = QPainter(self)
        room = self._room()
        for place, count in enumerate(self._counts):
            if count:
                colour = tokens.accent_hover if place == self._at else tokens.accent
                painter.fillRect(self._bar(place, room), QColor(colour))
        painter.fillRect(QRectF(room.left(), room.bottom(), room.width(), 1), QColor(tokens.strong_border))
        painter.setPen(QColor(tokens.muted))
        foot = QRectF(room.left(), room.bottom() + 4, room.width(), self.fontMetrics().height())
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, self._low())
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight, self._high())
        if self.hasFocus() and 0 <= self._at < len(self._counts):
            painter.setPen(QColor(tokens.text))
            painter.drawText(foot, Qt.AlignmentFlag.AlignHCenter, self.told(self._at).replace("\n", ": "))

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self._place_of(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.told(place) if place >= 0 else "", self)
            return True
        return super().event(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self._place_of(event.position()))

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(-1)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._choose(self._place_of(event.position()))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None and self._counts:
            self._point_at(min(max(self._at + step, 0), len(self._counts) - 1))
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._choose(self._at)
        else:
            super().keyPressEvent(event)

    def _choose(self, place: int) -> None:
        if 0 <= place < len(self._counts):
            self.range_chosen.emit(self._lows[place], self._highs[place])

    def _point_at(self, place: int) -> None:
        if place != self._at:
            self._at = place
            self.update()

    def _room(self) -> QRectF:
        return QRectF(self.rect()).adjusted(0, 4, 0, -self.fontMetrics().height() - 8)

    def _bar(self, place: int, room: QRectF) -> QRectF:
        width = room.width() / max(len(self._counts), 1)
        height = max(_LEAST_BAR, room.height() * self._counts[place] / max(self._counts))
        return QRectF(room.left() + place * width, room.bottom() - height, max(width - _GAP, 1.0), height)

    def _place_of(self, point: QPointF) -> int:
        room = self._room()
        if not self._counts or not room.contains(point):
            return -1
        return min(int((point.x() - room.left()) * len(self._counts) / room.width()), len(self._counts) - 1)

    def _low(self) -> str:
        return self._writes(self._lows[0]) if self._lows else ""

    def _high(self) -> str:
        return self._writes(self._highs[-1]) if self._highs else ""
