"""One drag on a timeline, from the press to the release, and those that change only where one looks."""

from PySide6.QtCore import QPointF
from typing_extensions import override

from ui.timeline.board import TimelineBoard
from ui.timeline.sheet import Sheet
from ui.timeline.under import End, window_end_under, window_under


class Grab:
    """One drag, from the press to the release. `pulls` tells whether the look follows beyond the edges."""

    pulls = True

    def __init__(self, board: TimelineBoard) -> None:
        self.board = board

    def move(self, point: QPointF, *, free: bool) -> None:
        """The pointer moved; `free` holds on to nothing."""

    def drop(self) -> None:
        """The button was let go."""

    def cancel(self) -> None:
        """Escape: as if nothing had been done."""

    def words(self) -> str:
        """What it is about to do, to be read beside the pointer."""
        return ""

    def paint(self, sheet: Sheet) -> None:
        """Show it on top of the tracks."""


class Pan(Grab):
    """The whole look, with the middle button."""

    pulls = False

    def __init__(self, board: TimelineBoard, start: QPointF) -> None:
        super().__init__(board)
        self._scale = board.scale
        self._start = start.x()

    @override
    def move(self, point: QPointF, *, free: bool) -> None:
        """Carry the look along."""
        self.board.look(self._scale.panned(self._start - point.x(), self.board.shown.axis))

    @override
    def cancel(self) -> None:
        """As it was."""
        self.board.look(self._scale)


class Window(Grab):
    """The window of the overview: its middle pans, its ends zoom, beside it the look jumps there first."""

    pulls = False

    def __init__(self, board: TimelineBoard, start: QPointF) -> None:
        super().__init__(board)
        self._scale = board.scale
        scale = board.scale
        self._end = window_end_under(board, start.x())
        self._off = 0.0
        if self._end is None and window_under(board, start):
            self._off = self._seconds(start.x()) - (scale.start + scale.end) / 2

    def _seconds(self, x: float) -> float:
        scale = self._scale
        return (x - scale.left) / scale.width * self.board.shown.axis.total

    @override
    def move(self, point: QPointF, *, free: bool) -> None:
        """Look where the window was carried to."""
        scale, axis = self._scale, self.board.shown.axis
        at = self._seconds(point.x())
        if self._end is End.FIRST:
            look = scale.showing(min(at, scale.end), scale.end, axis)
        elif self._end is End.LAST:
            look = scale.showing(scale.start, max(at, scale.start), axis)
        else:
            half = (scale.end - scale.start) / 2
            look = scale.showing(at - self._off - half, at - self._off + half, axis)
        self.board.look(look)

    @override
    def cancel(self) -> None:
        """As it was."""
        self.board.look(self._scale)
