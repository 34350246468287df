"""The whole video along the bottom: how dense keyframes are, where the cuts, and a window on what is in sight."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen

from ui.timeline.density import counts, heights, paint_bars
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


def paint_overview(sheet: Sheet) -> None:
    """The overview, always of the whole video."""
    shown, tokens, painter = sheet.shown, sheet.tokens, sheet.painter
    lane = sheet.lanes.overview
    painter.fillRect(lane, QColor(tokens.base))
    if not shown.axis.frames:
        return
    whole = sheet.scale.fitted(shown.axis)
    _density(sheet)
    for cut in _thinned(sheet):
        sheet.line(cut, lane.top(), lane.top() + 5, tone(tokens.cut, 0.8))
    if shown.first is not None or shown.last is not None:
        first = whole.x_of(shown.axis.start_of(shown.first or 0))
        last = whole.right if shown.last is None else whole.x_of(shown.axis.start_of(shown.last + 1))
        painter.fillRect(QRectF(first, lane.top(), max(last - first, 1.0), 3.0), QColor(tokens.accent))
    _window(sheet)
    sheet.line(
        whole.x_of(shown.axis.centre_of(shown.playhead)) - 0.5, lane.top(), lane.bottom(), QColor(tokens.playhead)
    )


def _density(sheet: Sheet) -> None:
    shown, lane = sheet.shown, sheet.lanes.overview
    edges = sheet.scale.fitted(shown.axis).frame_edges(shown.axis, 1 / _BIN)
    found = counts(shown.keyframes, edges)
    if not found.any():
        return
    shares = np.repeat(heights(found, int(found.max())), round(_BIN * sheet.ratio))
    place = QPointF(sheet.crisp(sheet.scale.left), sheet.crisp(lane.top() + 5))
    paint_bars(sheet.painter, place, shares, lane.height() - 7, sheet.ratio, tone(sheet.tokens.accent, 0.75))


def _thinned(sheet: Sheet) -> list[float]:
    """Where cuts are marked, at most one each few pixels."""
    if not len(sheet.shown.cuts):
        return []
    edges = sheet.scale.fitted(sheet.shown.axis).frame_edges(sheet.shown.axis, 1 / 3)
    return [sheet.scale.left + 3.0 * at for at in np.flatnonzero(counts(sheet.shown.cuts, edges)).tolist()]


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
