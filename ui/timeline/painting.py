"""The tracks of a timeline in one pass: grounds, pictures, marks, sound, range, ruler, playhead."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen, QPolygonF

from ui.timeline.density import paint_columns
from ui.timeline.film import Film, paint_film
from ui.timeline.ruler import ticks
from ui.timeline.sheet import Sheet, tone
from ui.timeline.tracks import paint_current, paint_described, paint_keyframes, paint_marks

_BAND = 7.0  # pixels of a frame from which the one under the playhead is shown as wide as it is


def paint_all(sheet: Sheet, film: Film) -> None:
    """Everything that belongs to the video; hints and hands come on top."""
    painter, lanes = sheet.painter, sheet.lanes
    _grounds(sheet)
    painter.setClipRect(QRectF(lanes.gutter, 0, lanes.ruler.width(), lanes.overview.top()))
    paint_film(sheet, film)
    paint_marks(sheet)
    paint_sound(sheet)
    paint_keyframes(sheet)
    paint_described(sheet)
    _range(sheet)
    _ruler(sheet)
    _playhead(sheet)
    paint_current(sheet)
    painter.setClipping(False)


def paint_sound(sheet: Sheet) -> None:
    """The waveform, as many peaks as there are columns of pixels."""
    lane = sheet.lanes.sound
    if lane.isEmpty():
        return
    found = sheet.shown.waveform.columns(sheet.scale.column_edges(sheet.ratio)).astype("float64")
    thin = 0.75 / lane.height()
    tops = 0.5 - found[:, 1] * 0.46 - thin
    bottoms = 0.5 - found[:, 0] * 0.46 + thin
    place = QPointF(sheet.crisp(sheet.scale.left), sheet.crisp(lane.top()))
    paint_columns(sheet.painter, place, tops, bottoms, lane.height(), sheet.ratio, QColor(sheet.tokens.wave))


def _grounds(sheet: Sheet) -> None:
    painter, lanes, tokens = sheet.painter, sheet.lanes, sheet.tokens
    painter.fillRect(lanes.tracks, QColor(tokens.base))
    painter.fillRect(lanes.marks, QColor(tokens.alternate))
    edge = QColor(tokens.border)
    for lane in (lanes.film, lanes.keyframes, lanes.marks, lanes.sound):
        if not lane.isEmpty():
            painter.fillRect(QRectF(0, lane.top(), lane.right(), 1), edge)
    painter.fillRect(QRectF(0, lanes.tracks.bottom() - 8, lanes.tracks.right(), 1), edge)
    painter.fillRect(QRectF(lanes.gutter, lanes.tracks.bottom() - 7, lanes.tracks.width(), 7), QColor(tokens.window))
    painter.fillRect(QRectF(0, lanes.overview.top() - 1, lanes.overview.right(), 1), edge)


def _ruler(sheet: Sheet) -> None:
    painter, lane, tokens = sheet.painter, sheet.lanes.ruler, sheet.tokens
    small, large = QColor(tokens.strong_border), QColor(tokens.muted)
    painter.setPen(QColor(tokens.muted))
    for tick in ticks(sheet.scale, sheet.shown.axis, sheet.unit, sheet.metrics.horizontalAdvance):
        if not tick.is_long:
            sheet.line(tick.x, lane.bottom() - 4, lane.bottom(), small)
            continue
        sheet.line(tick.x, lane.bottom() - 10, lane.bottom(), large)
        place = QRectF(tick.x + 4, lane.top() + 3, 200, sheet.metrics.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, tick.label)


def _range(sheet: Sheet) -> None:
    """The range in the ruler, with a handle at each end; what lies outside it stands back."""
    shown, lanes, painter = sheet.shown, sheet.lanes, sheet.painter
    if not shown.axis.frames or (shown.first is None and shown.last is None):
        return
    last = shown.axis.frames - 1 if shown.last is None else shown.last
    box = sheet.cell(shown.first or 0, last, lanes.ruler)
    veil = tone(sheet.tokens.window, 0.62)
    tracks = QRectF(lanes.tracks).adjusted(0, 0, 0, -8)
    painter.fillRect(QRectF(tracks.left(), tracks.top(), box.left() - tracks.left(), tracks.height()), veil)
    painter.fillRect(QRectF(box.right(), tracks.top(), tracks.right() - box.right(), tracks.height()), veil)
    accent = QColor(sheet.tokens.accent)
    painter.fillRect(box, tone(sheet.tokens.accent, 0.16))
    painter.fillRect(QRectF(box.left(), box.bottom() - 2, box.width(), 2), accent)
    for frame, x, toward in ((shown.first, box.left(), 1), (shown.last, box.right(), -1)):
        if frame is not None and lanes.ruler.left() < x < lanes.ruler.right():
            _bracket(sheet, x, toward, accent)


def _bracket(sheet: Sheet, x: float, toward: int, colour: QColor) -> None:
    lane = sheet.lanes.ruler
    upright = QRectF(x if toward > 0 else x - 3, lane.top() + 2, 3, lane.height() - 2)
    sheet.painter.fillRect(upright, colour)
    sheet.painter.fillRect(QRectF(x if toward > 0 else x - 8, lane.top() + 2, 8, 3), colour)


def _playhead(sheet: Sheet) -> None:
    shown, lanes, painter = sheet.shown, sheet.lanes, sheet.painter
    if not shown.axis.frames:
        return
    colour = QColor(sheet.tokens.playhead)
    bottom = lanes.tracks.bottom() - 8
    if sheet.frame_width >= _BAND:
        band = sheet.cell(shown.playhead, shown.playhead, lanes.tracks)
        band.setBottom(bottom)
        painter.fillRect(band, tone(sheet.tokens.playhead, 0.14))
    x = sheet.scale.x_of(shown.axis.centre_of(shown.playhead))
    if not lanes.ruler.left() - 8 <= x <= lanes.ruler.right() + 8:
        return
    sheet.line(x - 0.75, lanes.ruler.bottom() - 2, bottom, colour, 1.5)
    painter.setPen(QPen(QColor(sheet.tokens.base), 1.0))
    painter.setBrush(colour)
    middle = sheet.crisp(x - 0.75) + 0.75
    foot = lanes.ruler.bottom() + 2
    painter.drawPolygon(
        QPolygonF(
            [
                QPointF(middle - 6, foot - 13),
                QPointF(middle + 6, foot - 13),
                QPointF(middle + 6, foot - 6),
                QPointF(middle, foot),
                QPointF(middle - 6, foot - 6),
            ]
        )
    )
