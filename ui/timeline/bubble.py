"""The words beside the pointer: the frame, its time, and what is there."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen

from domain.timecode import clock
from ui.timeline.board import TimelineBoard
from ui.timeline.sheet import Sheet, tone
from ui.timeline.under import cut_under, frame_under, keyframe_under, mark_under
from ui.wording import number, said

_WIDEST = 320.0
_PAD = 8.0
_AWAY = 14.0


def told(board: TimelineBoard, point: QPointF) -> str:
    """What a pixel stands for: frame and time, then what is under it, a line each."""
    if board.lanes.keyframes.contains(point):
        keyframe = keyframe_under(board, point.x())
        if keyframe is not None:
            return said("Keyframe {frame}  ·  {time}").format(frame=number(keyframe), time=_time(board, keyframe))
    if board.lanes.marks.contains(point):
        mark, cut = mark_under(board, point.x()), cut_under(board, point.x())
        if mark is not None:
            return f"{_at(board, mark.frame)}\n{mark.reason or mark.kind}"
        if cut is not None:
            return f"{_at(board, cut)}\n{said('A scene begins')}"
    return _at(board, frame_under(board, point.x()))


def paint_bubble(sheet: Sheet, point: QPointF, words: str) -> None:
    """A hair line at the pointer, and the words beside it where there is room."""
    painter, tokens, lanes = sheet.painter, sheet.tokens, sheet.lanes
    sheet.line(point.x(), lanes.ruler.top(), lanes.tracks.bottom() - 8, tone(tokens.text, 0.28))
    whole = QRectF(lanes.gutter, 0, lanes.ruler.width(), lanes.overview.bottom())
    room = QRectF(0, 0, min(_WIDEST, whole.width() - 2 * _PAD - 8), whole.height() - 2 * _PAD)
    flags = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)
    text = sheet.metrics.boundingRect(room, flags, words)
    box = QRectF(0, 0, text.width() + 2 * _PAD + 2, text.height() + _PAD)
    left = point.x() + _AWAY
    if left + box.width() > whole.right() - 4:
        left = max(point.x() - _AWAY - box.width(), whole.left() + 4)
    top = min(max(point.y() + _AWAY, 4.0), whole.bottom() - box.height() - 4)
    box.moveTo(left, max(top, 0.0))
    painter.setPen(QPen(QColor(tokens.strong_border), 1.0))
    painter.setBrush(QColor(tokens.raised))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
    painter.setPen(QColor(tokens.text))
    painter.drawText(box.adjusted(_PAD, _PAD / 2, -_PAD + 2, -_PAD / 2), flags, words)


def _at(board: TimelineBoard, frame: int) -> str:
    return said("Frame {frame}  ·  {time}").format(frame=number(frame), time=_time(board, frame))


def _time(board: TimelineBoard, frame: int) -> str:
    return clock(board.shown.axis.start_of(frame))
