"""What lies under the pointer: a keyframe, a proposal, an end of the range, the window of the overview."""

from collections.abc import Sequence
from enum import Enum

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt

from models.frame_times import Frames
from ui.timeline.board import TimelineBoard
from ui.timeline.overview import GRIP, window_of
from ui.timeline.shown import Mark

REACH = 7.0  # pixels


class End(Enum):
    """An end of a stretch."""

    FIRST = "first"
    LAST = "last"


def frame_under(board: TimelineBoard, x: float) -> int:
    """The frame at a pixel, the first or the last one beyond the ends."""
    return board.shown.axis.frame_at(board.scale.seconds_at(x))


def keyframe_under(board: TimelineBoard, x: float) -> int | None:
    """The keyframe nearest to a pixel, if its mark or its frame is there."""
    return _nearest(board, board.shown.keyframes, x)


def mark_under(board: TimelineBoard, x: float) -> Mark | None:
    """The proposal nearest to a pixel; of several on one frame the strongest."""
    marks = board.shown.proposals
    frame = _nearest(board, marks.frames, x)
    if frame is None:
        return None
    low, high = np.searchsorted(marks.frames, (frame, frame + 1))
    each: Sequence[Mark] = marks.each[int(low) : int(high)]
    return max(each, key=lambda mark: mark.strength)


def cut_under(board: TimelineBoard, x: float) -> int | None:
    """The frame nearest to a pixel that a scene begins with."""
    cuts, scale = board.shown.cuts, board.scale
    at = int(np.searchsorted(cuts, frame_under(board, x)))
    near = board.shown.axis.known(cuts[max(at - 1, 0) : at + 2]).tolist()
    away = {cut: abs(scale.x_of(board.shown.axis.start_of(cut)) - x) for cut in near}
    found = min(away, key=lambda cut: away[cut], default=None)
    return found if found is not None and away[found] <= REACH else None


def range_end_under(board: TimelineBoard, x: float) -> End | None:
    """The handle of the range at a pixel of the ruler."""
    shown, scale = board.shown, board.scale
    found: list[tuple[float, End]] = []
    if shown.first is not None:
        found.append((abs(scale.x_of(shown.axis.start_of(shown.first)) - x), End.FIRST))
    if shown.last is not None:
        found.append((abs(scale.x_of(shown.axis.start_of(shown.last + 1)) - x), End.LAST))
    distance, end = min(found, key=lambda each: each[0], default=(REACH + 1, End.FIRST))
    return end if distance <= REACH else None


def window_end_under(board: TimelineBoard, x: float) -> End | None:
    """The end of the window of the overview at a pixel."""
    box = _window(board)
    ends = ((abs(x - box.left()), End.FIRST), (abs(x - box.right()), End.LAST))
    distance, end = min(ends, key=lambda each: each[0])
    return end if distance <= GRIP else None


def window_under(board: TimelineBoard, point: QPointF) -> bool:
    """Whether a point lies in the window of the overview."""
    return _window(board).contains(point)


def cursor_in_overview(board: TimelineBoard, point: QPointF) -> Qt.CursorShape:
    """What the pointer says it can do there: zoom, pan, or jump."""
    if window_end_under(board, point.x()) is not None:
        return Qt.CursorShape.SizeHorCursor
    return Qt.CursorShape.OpenHandCursor if window_under(board, point) else Qt.CursorShape.PointingHandCursor


def _window(board: TimelineBoard) -> QRectF:
    scale, total = board.scale, board.shown.axis.total
    return window_of(scale.start, scale.end, total, board.lanes.overview, scale.left, scale.width)


def _nearest(board: TimelineBoard, numbers: Frames, x: float) -> int | None:
    axis, scale = board.shown.axis, board.scale
    frame = frame_under(board, x)
    at = int(np.searchsorted(numbers, frame))
    near = axis.known(numbers[max(at - 1, 0) : at + 2]).tolist()
    if not near:
        return None
    found = min(near, key=lambda each: abs(scale.x_of(axis.centre_of(each)) - x))
    return found if found == frame or abs(scale.x_of(axis.centre_of(found)) - x) <= REACH else None
