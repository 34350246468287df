"""The words beside the pointer: the frame, its time, and what is there."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPen

from domain.timecode import clock
from ui.timeline.board import TimelineBoard
from ui.timeline.sheet import Sheet, tone
from ui.timeline.under import frame_under, keyframe_under, mark_under
from ui.wording import number, said

_WIDEST = 320.0
_PAD = 8.0
_AWAY = 14.0


def told(board: TimelineBoard, point: QPointF) -> str:
    """What a pixel stands for: frame and time, then what is under it, a line each."""
    frame = frame_under(board, point.x())
    time = clock(board.shown.axis.start_of(frame))
    lines = [said("Frame {frame}  ·  {time}").format(frame=number(frame), time=time)]
    if board.lanes.keyframes.contains(point):
        found = keyframe_under(board, point.x())
        if found is not None:
            lines = [said("Keyframe {frame}  ·  {time}").format(frame=number(found), time=_time(board, found))]
    if board.lanes.marks.contains(point):
        mark = mark_under(board, point.x())
        if mark is not None:
            lines = [said("Frame {frame}  ·  {time}").format(frame=number(mark.frame), time=_time(board, mark.frame))]
            lines.append(mark.reason or mark.kind)
    return "\n".join(lines)


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


def _time(board: TimelineBoard, frame: int) -> str:
    return clock(board.shown.axis.start_of(frame))
