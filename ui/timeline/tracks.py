"""The track of keyframes and the track of cuts and proposals."""

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen

from models.frame_times import Frames
from ui.timeline.density import counts, heights, paint_bars, strongest
from ui.timeline.ruler import Unit
from ui.timeline.sheet import Sheet, diamond, tone

APART = 8.0  # pixels a mark needs to be drawn by itself
SIZE = 5.5
_NUMBERED = 44.0  # pixels of a frame that has room for its number
_LINED = 7.0  # pixels of a frame whose edges are drawn


def paint_keyframes(sheet: Sheet) -> None:
    """Every keyframe as a diamond while they can be told apart, else how many there are in each column of pixels."""
    shown, lane = sheet.shown, sheet.lanes.keyframes
    _frames(sheet, lane)
    resting = shown.resting if shown.shift else shown.keyframes
    picked = shown.selected + shown.shift
    if _few(sheet, resting):
        ring = QPen(tone(sheet.tokens.base), 1.0)
        if shown.shift:  # where they come from
            _diamonds(
                sheet, lane, shown.selected, tone(sheet.tokens.base), QPen(QColor(sheet.tokens.strong_border), 1.0)
            )
        _diamonds(sheet, lane, resting, QColor(sheet.tokens.accent), ring)
        _diamonds(sheet, lane, picked, QColor(sheet.tokens.picked), QPen(QColor(sheet.tokens.text), 1.2), more=1.0)
        return
    edges = sheet.edges
    found = counts(resting, edges)
    most = int(found.max(initial=0))
    for numbers, colour in ((found, sheet.tokens.accent), (counts(picked, edges), sheet.tokens.picked)):
        if numbers.any():
            _bars(sheet, lane, heights(numbers, most), QColor(colour))


def paint_current(sheet: Sheet) -> None:
    """The keyframe the playhead stands on, above the line of the playhead."""
    shown, lane = sheet.shown, sheet.lanes.keyframes
    at = int(np.searchsorted(shown.keyframes, shown.playhead))
    if shown.shift or shown.playhead not in shown.keyframes[at : at + 1] or not _few(sheet, shown.keyframes):
        return
    picked = shown.playhead in shown.selected
    sheet.painter.setPen(QPen(QColor(sheet.tokens.playhead), 1.5))
    sheet.painter.setBrush(QColor(sheet.tokens.picked if picked else sheet.tokens.accent))
    x = sheet.scale.x_of(shown.axis.centre_of(shown.playhead))
    sheet.painter.drawPolygon(diamond(x, lane.center().y() - 1, SIZE + 1))


def paint_marks(sheet: Sheet) -> None:
    """Cuts as lines through the whole track, proposals as drops as high as they are strong."""
    shown, lane = sheet.shown, sheet.lanes.marks
    edges = sheet.edges
    if len(shown.proposals.frames):
        colour = QColor(sheet.tokens.proposal)
        if _few(sheet, shown.proposals.frames):
            _drops(sheet, lane, colour)
        else:
            _bars(sheet, lane, strongest(shown.proposals.frames, shown.proposals.strengths, edges), colour)
    if len(shown.cuts):
        _cuts(sheet, lane, edges)


def paint_described(sheet: Sheet) -> None:
    """A dot above each frame that has metadata of its own."""
    shown, lane = sheet.shown, sheet.lanes.keyframes
    if not len(shown.described):
        return
    colour = QColor(sheet.tokens.described)
    if not _few(sheet, shown.described):
        shares = np.minimum(counts(shown.described, sheet.edges), 1).astype(np.float64)
        place = QPointF(sheet.crisp(sheet.scale.left), sheet.crisp(lane.top() + 4))
        paint_bars(sheet.painter, place, shares, 3.0, sheet.ratio, colour)
        return
    sheet.painter.setPen(Qt.PenStyle.NoPen)
    sheet.painter.setBrush(colour)
    seen = shown.axis.known(in_sight(sheet, shown.described))
    for x in sheet.scale.xs_of(shown.axis.centres[seen]).tolist():
        sheet.painter.drawEllipse(QPointF(x, lane.top() + 5.5), 2.0, 2.0)


def in_sight(sheet: Sheet, numbers: Frames) -> Frames:
    """Those of sorted frames whose marks are in sight, and one more on each side."""
    axis, scale = sheet.shown.axis, sheet.scale
    reach = scale.per_pixel * (SIZE + 8)
    low, high = np.searchsorted(axis.centres, (scale.start - reach, scale.end + reach))
    first, last = np.searchsorted(numbers, (low, high))
    return numbers[first:last]


def _few(sheet: Sheet, numbers: Frames) -> bool:
    return len(in_sight(sheet, numbers)) * APART <= sheet.scale.width


def _frames(sheet: Sheet, lane: QRectF) -> None:
    """The edges of frames once they are wide enough, and their numbers where there is room."""
    axis, width = sheet.shown.axis, sheet.frame_width
    if width < _LINED or not axis.frames:
        return
    first, last = axis.frame_at(sheet.scale.start), axis.frame_at(sheet.scale.end)
    if (last - first) * _LINED > 2 * sheet.scale.width:  # a damaged file: very many frames at the same moment
        return
    faint = tone(sheet.tokens.border, min((width - _LINED) / _LINED, 1.0))
    for frame in range(first, last + 1):
        x = sheet.scale.x_of(axis.start_of(frame))
        if x >= sheet.scale.left - 1:
            sheet.line(x, lane.top(), lane.bottom(), faint)
        if width >= _NUMBERED and sheet.unit is not Unit.FRAMES:
            place = QPointF(x + 4, lane.bottom() - sheet.metrics.descent() - 2)
            sheet.painter.setPen(QColor(sheet.tokens.muted))
            sheet.painter.drawText(place, str(frame))


def _bars(sheet: Sheet, lane: QRectF, shares: np.ndarray[tuple[int], np.dtype[np.float64]], colour: QColor) -> None:
    high = lane.height() - 6.0
    place = QPointF(sheet.crisp(sheet.scale.left), sheet.crisp(lane.top() + 3.0))
    paint_bars(sheet.painter, place, shares, high, sheet.ratio, colour)


def _diamonds(sheet: Sheet, lane: QRectF, numbers: Frames, colour: QColor, ring: QPen, more: float = 0.0) -> None:
    seen = sheet.shown.axis.known(in_sight(sheet, numbers))
    y = lane.center().y() - 1
    stem = tone(colour.name(), 0.35)
    places = sheet.scale.xs_of(sheet.shown.axis.centres[seen]).tolist()
    for x in places:
        sheet.line(x - 0.5, lane.top(), lane.bottom(), stem)
    sheet.painter.setPen(ring)
    sheet.painter.setBrush(colour)
    for x in places:
        sheet.painter.drawPolygon(diamond(x, y, SIZE + more))


def _drops(sheet: Sheet, lane: QRectF, colour: QColor) -> None:
    shown = sheet.shown
    numbers = shown.axis.known(in_sight(sheet, shown.proposals.frames))
    start = int(np.searchsorted(shown.proposals.frames, int(numbers[0]))) if len(numbers) else 0
    room = lane.height() - 10.0
    for at, frame in enumerate(numbers.tolist()):
        x = sheet.scale.x_of(shown.axis.centre_of(frame))
        strength = float(shown.proposals.strengths[start + at])
        top = lane.bottom() - 3.0 - max(room * strength, 3.0)
        sheet.painter.fillRect(QRectF(sheet.crisp(x - 1), top, 2.0, lane.bottom() - 3.0 - top), colour)
        sheet.painter.setPen(Qt.PenStyle.NoPen)
        sheet.painter.setBrush(colour)
        sheet.painter.drawEllipse(QPointF(sheet.crisp(x - 1) + 1, top), 3.0, 3.0)


def _cuts(sheet: Sheet, lane: QRectF, edges: Frames) -> None:
    colour = tone(sheet.tokens.cut, 0.9)
    found = counts(sheet.shown.cuts, edges)
    if np.count_nonzero(found) * APART > sheet.scale.width:
        _bars(sheet, lane, heights(found, int(found.max())), tone(sheet.tokens.cut, 0.5))
        return
    for cut in sheet.shown.axis.known(in_sight(sheet, sheet.shown.cuts)).tolist():
        x = sheet.scale.x_of(sheet.shown.axis.start_of(cut))
        if lane.left() <= x <= lane.right():
            sheet.line(x, lane.top(), lane.bottom(), colour)
