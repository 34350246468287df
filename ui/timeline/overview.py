"""The whole video along the bottom: how dense keyframes are, where the cuts, and a window on what is in sight."""

import operator

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen

from ui.timeline.density import counts, heights, paint_bars
from ui.timeline.scale import Scale
from ui.timeline.sheet import Sheet, tone

GRIP = 6.0  # pixels at each end of the window that zoom rather than pan
_LEAST = 2 * GRIP + 8.0
_BIN = 2.0  # pixels of a bar: single ones flicker


def window_of(start: float, end: float, total: float, lane: QRectF, left: float, width: float) -> QRectF:
    """Where the stretch in sight lies in the overview, never too narrow to be taken hold of."""
    first = left + width * start / max(total, 1e-9)
    last = left + width * min(end / max(total, 1e-9), 1.0)
    if last - first < _LEAST:
        middle = min(max((first + last) / 2, left + _LEAST / 2), left + width - _LEAST / 2)
        first, last = middle - _LEAST / 2, middle + _LEAST / 2
    return QRectF(first, lane.top(), last - first, lane.height()).adjusted(-1, 0, 1, 0)


class Overview:
    """The overview, always of the whole video; what is counted is counted anew only when it changes."""

    def __init__(self) -> None:
        self._counted: tuple[object, ...] = ()
        self._keyframes = self._cuts = np.zeros(0, np.float64)

    def paint(self, sheet: Sheet) -> None:
        """Paint it all."""
        shown, tokens, painter = sheet.shown, sheet.tokens, sheet.painter
        lane = sheet.lanes.overview
        painter.fillRect(lane, QColor(tokens.base))
        if not shown.axis.frames:
            return
        whole = sheet.scale.fitted(shown.axis)
        self._count(sheet, whole)
        place = QPointF(sheet.crisp(whole.left), sheet.crisp(lane.top() + 5))
        accent = tone(tokens.accent, 0.75)
        paint_bars(painter, place, self._keyframes, lane.height() - 7, sheet.ratio, accent)
        place.setY(sheet.crisp(lane.top() + 1))
        paint_bars(painter, place, self._cuts, 4.0, sheet.ratio, tone(tokens.cut, 0.8))
        if shown.first is not None or shown.last is not None:
            first = whole.x_of(shown.axis.start_of(shown.first or 0))
            last = whole.right if shown.last is None else whole.x_of(shown.axis.start_of(shown.last + 1))
            painter.fillRect(QRectF(first, lane.top(), max(last - first, 1.0), 3.0), QColor(tokens.accent))
        _window(sheet)
        playhead = whole.x_of(shown.axis.centre_of(shown.playhead))
        sheet.line(playhead - 0.5, lane.top(), lane.bottom(), QColor(tokens.playhead))

    def _count(self, sheet: Sheet, whole: Scale) -> None:
        shown = sheet.shown
        counted = (shown.axis, shown.keyframes, shown.cuts, whole.width, sheet.ratio)
        if self._counted[3:] == counted[3:] and all(map(operator.is_, self._counted, counted[:3])):
            return
        self._counted = counted
        wide = max(round(_BIN * sheet.ratio), 1)  # in real pixels, of which a pixel may have one and a half
        edges = whole.frame_edges(shown.axis, sheet.ratio / wide)
        found = counts(shown.keyframes, edges)
        self._keyframes = np.repeat(heights(found, int(found.max(initial=0))), wide)
        self._cuts = np.repeat(np.minimum(counts(shown.cuts, edges), 1).astype(np.float64), wide)
        self._cuts[1::wide] = 0


def _window(sheet: Sheet) -> None:
    tokens, painter, lane, scale = sheet.tokens, sheet.painter, sheet.lanes.overview, sheet.scale
    box = window_of(scale.start, scale.end, sheet.shown.axis.total, lane, scale.left, scale.width)
    veil = tone(tokens.window, 0.72)
    painter.fillRect(QRectF(lane.left(), lane.top(), box.left() - lane.left(), lane.height()), veil)
    painter.fillRect(QRectF(box.right(), lane.top(), lane.right() - box.right(), lane.height()), veil)
    painter.setPen(QPen(QColor(tokens.strong_border), 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
    for x in (box.left() + 2.5, box.right() - 4.5):
        painter.fillRect(QRectF(x, lane.center().y() - 5, 2.0, 10.0), QColor(tokens.strong_border))
