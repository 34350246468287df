"""The hand on a timeline: what a press takes hold of, and the drag that follows."""

from PySide6.QtCore import QPointF, Qt, QTimer
from PySide6.QtGui import QMouseEvent

from ui.timeline.axis import frames_of
from ui.timeline.board import TimelineBoard
from ui.timeline.grab import Grab, Pan, Window
from ui.timeline.grabs import Band, Move, RangeEnd, Scrub
from ui.timeline.under import frame_under, keyframe_under, mark_under, range_end_under

_START = 4.0  # pixels before a press becomes a drag
_PULSE = 30  # ms between two pulls beyond an edge
_PULL = 0.25  # of the way beyond the edge, each time

_Held = Qt.KeyboardModifier


class Hand:
    """Turns presses, moves and releases into one grab at a time."""

    def __init__(self, board: TimelineBoard) -> None:
        self._board = board
        self.grab: Grab | None = None
        self.snaps = True
        self._pressed: QPointF | None = None
        self._point = QPointF()
        self._held = _Held.NoModifier
        self._adds = False
        self._button = Qt.MouseButton.NoButton
        self._keyframe: int | None = None
        self._anchor: int | None = None
        self._pulse = QTimer(board)
        self._pulse.setInterval(_PULSE)
        self._pulse.timeout.connect(self._pull)

    def press(self, event: QMouseEvent) -> None:
        """A button went down."""
        board, point = self._board, event.position()
        self._point, self._held = point, event.modifiers()
        self._adds = bool(self._held & (_Held.ControlModifier | _Held.ShiftModifier))
        if self.grab is not None or self._pressed is not None or not board.shown.axis.frames:
            return
        self._button = event.button()
        if event.button() == Qt.MouseButton.MiddleButton:
            self._take(Pan(board, point))
        elif event.button() == Qt.MouseButton.LeftButton:
            self._press_left(point)

    def _press_left(self, point: QPointF) -> None:
        board, lanes = self._board, self._board.lanes
        end = range_end_under(board, point.x()) if lanes.ruler.contains(point) else None
        if point.x() < lanes.gutter:
            return
        if lanes.overview.contains(point):
            self._take(Window(board, point))
        elif end is not None:
            self._take(RangeEnd(board, end))
            return
        elif lanes.keyframes.contains(point) or lanes.marks.contains(point):
            self._pressed = point
            self._keyframe = keyframe_under(board, point.x()) if lanes.keyframes.contains(point) else None
            self._choose_pressed()
            return
        elif point.y() < lanes.overview.top():
            self._take(Scrub(board))
        if self.grab is not None:
            self.grab.move(point, free=True)

    def _choose_pressed(self) -> None:
        """Select what was pressed, unless it is one of several that may be about to be dragged."""
        frame, selected = self._keyframe, self._board.shown.selected
        if frame is None:
            return
        if self._held & _Held.ShiftModifier and self._anchor is not None:
            first, last = sorted((self._anchor, frame))
            keyframes = self._board.shown.keyframes
            self._board.select(keyframes[(keyframes >= first) & (keyframes <= last)])
            return
        self._anchor = frame
        if self._held & _Held.ControlModifier:
            self._board.toggle(frame)
        elif frame not in selected:
            self._board.select(frames_of((frame,)))

    def move(self, event: QMouseEvent) -> None:
        """The pointer moved."""
        self._point = event.position()
        self._held = event.modifiers()
        if self._pressed is not None and (self._point - self._pressed).manhattanLength() >= _START:
            self._start_drag(self._pressed)
        if self.grab is not None:
            self.grab.move(self._point, free=self._free())

    def _start_drag(self, start: QPointF) -> None:
        self._pressed = None
        frame = self._keyframe
        if frame is not None and frame in self._board.shown.selected:
            self._take(Move(self._board, start, frame))
        else:
            self._take(Band(self._board, start, adds=self._adds))

    def release(self, event: QMouseEvent) -> None:
        """A button came up; another one than that which went down first does nothing."""
        if event.button() != self._button:
            return
        if self._pressed is not None:
            pressed, self._pressed = self._pressed, None
            self._click(pressed)
        elif self.grab is not None:
            grab, self.grab = self.grab, None
            self._pulse.stop()
            grab.drop()
        self._board.update()

    def _click(self, point: QPointF) -> None:
        board = self._board
        if self._adds:
            return
        mark = mark_under(board, point.x()) if board.lanes.marks.contains(point) else None
        if self._keyframe is not None:
            board.select(frames_of((self._keyframe,)))
        elif mark is None:
            board.select(frames_of(()))
        else:
            board.mark_chosen.emit(mark)
        target = mark.frame if mark is not None else self._keyframe
        frame = frame_under(board, point.x()) if target is None else target
        board.set_playhead(frame, follow=False)
        board.sought.emit(frame)

    def cancel(self) -> bool:
        """Give up what is being done; whether there was anything."""
        grab, was_pressed = self.grab, self._pressed is not None
        self.let_go()
        if grab is not None:
            grab.cancel()
        return grab is not None or was_pressed

    def let_go(self) -> None:
        """Hold nothing any more, without a word."""
        self.grab = self._pressed = None
        self._pulse.stop()

    def _take(self, grab: Grab) -> None:
        self.grab = grab
        if grab.pulls:
            self._pulse.start()

    def _free(self) -> bool:
        """Alt holds on to nothing for as long as it is held, or to everything where nothing is the rule."""
        return self.snaps == bool(self._held & _Held.AltModifier)

    def _pull(self) -> None:
        """Look further where the pointer is beyond an edge."""
        scale = self._board.scale
        beyond = min(self._point.x() - scale.left, 0.0) + max(self._point.x() - scale.right, 0.0)
        if self.grab is not None and beyond:
            self._board.look(scale.panned(beyond * _PULL, self._board.shown.axis))
            self.grab.move(self._point, free=self._free())
