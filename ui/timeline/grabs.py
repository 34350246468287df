"""What a hand does while it holds the button: scrub, select, move, set the range."""

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPen
from typing_extensions import override

from ui.timeline.axis import frames_of, merged
from ui.timeline.board import TimelineBoard
from ui.timeline.grab import Grab
from ui.timeline.sheet import Sheet, tone
from ui.timeline.snapping import snapped
from ui.timeline.under import End, frame_under
from ui.wording import counted, number, said


class Scrub(Grab):
    """Along the ruler: every frame passed is said, the last one sought."""

    def __init__(self, board: TimelineBoard) -> None:
        super().__init__(board)
        self._before = board.shown.playhead
        self._at = -1

    @override
    def move(self, point: QPointF, *, free: bool) -> None:
        """Go to the frame under the pointer."""
        frame = frame_under(self.board, point.x())
        if frame != self._at and self.board.shown.axis.frames:
            self._at = frame
            self.board.set_playhead(frame, follow=False)
            self.board.scrubbed.emit(frame)

    @override
    def drop(self) -> None:
        """Stay there."""
        if self._at >= 0:
            self.board.sought.emit(self._at)

    @override
    def cancel(self) -> None:
        """Go back."""
        self.board.set_playhead(self._before, follow=False)
        self.board.sought.emit(self._before)


class Band(Grab):
    """Across the tracks: every keyframe in the stretch, added to those that were selected where that is wanted."""

    def __init__(self, board: TimelineBoard, start: QPointF, *, adds: bool) -> None:
        super().__init__(board)
        self._before = board.shown.selected
        self._kept = self._before if adds else frames_of(())
        self._start = board.scale.seconds_at(start.x())
        self._end = self._start

    @override
    def move(self, point: QPointF, *, free: bool) -> None:
        """Select what lies between the press and the pointer."""
        self._end = self.board.scale.seconds_at(point.x())
        shown = self.board.shown
        low, high = np.searchsorted(shown.axis.centres, sorted((self._start, self._end)))
        first, last = np.searchsorted(shown.keyframes, (low, high))
        inside = shown.keyframes[first:last]
        self.board.select(merged(self._kept, inside) if len(self._kept) else inside)

    @override
    def cancel(self) -> None:
        """Select again what was."""
        self.board.select(self._before)

    @override
    def words(self) -> str:
        """How many."""
        return counted(len(self.board.shown.selected), said("1 keyframe"), said("%n keyframes"))

    @override
    def paint(self, sheet: Sheet) -> None:
        """The stretch, over keyframes and proposals."""
        left, right = sorted((sheet.scale.x_of(self._start), sheet.scale.x_of(self._end)))
        lanes = sheet.lanes
        box = QRectF(left, lanes.keyframes.top() + 1, right - left, lanes.marks.bottom() - lanes.keyframes.top() - 1)
        box = box.intersected(lanes.tracks)
        sheet.painter.setPen(QPen(QColor(sheet.tokens.accent), 1.0))
        sheet.painter.setBrush(tone(sheet.tokens.accent, 0.14))
        sheet.painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))


class Move(Grab):
    """The selected keyframes, taken by one of them."""

    def __init__(self, board: TimelineBoard, start: QPointF, anchor: int) -> None:
        super().__init__(board)
        self._anchor = anchor
        self._off = start.x() - board.scale.x_of(board.shown.axis.centre_of(anchor))
        self._held: int | None = None

    @override
    def move(self, point: QPointF, *, free: bool) -> None:
        """Carry them to the pointer, or to what is near it."""
        board, shown = self.board, self.board.shown
        if not len(shown.selected):  # taken away while they were held
            return
        target = frame_under(board, point.x() - self._off)
        self._held = None if free else snapped(target, shown, board.scale, shown.resting)
        by = (target if self._held is None else self._held) - self._anchor
        room = (-int(shown.selected[0]), shown.axis.frames - 1 - int(shown.selected[-1]))
        board.carry(min(max(by, room[0]), max(room[1], 0)))

    @override
    def drop(self) -> None:
        """Say how far; whoever owns the keyframes moves them."""
        by, frames = self.board.shown.shift, self.board.shown.selected
        self.board.carry(0)
        if by:
            self.board.moved.emit(frames, by)

    @override
    def cancel(self) -> None:
        """Put them back."""
        self.board.carry(0)

    @override
    def words(self) -> str:
        """How far."""
        shown = self.board.shown
        by = shown.shift
        sign = "+" if by > 0 else "\N{MINUS SIGN}" if by < 0 else "±"
        frame = number(self._anchor + by)
        return said("Frame {frame}  ({sign}{by})").format(frame=frame, sign=sign, by=number(abs(by)))

    @override
    def paint(self, sheet: Sheet) -> None:
        """A line where it holds on."""
        if self._held is not None:
            x = sheet.scale.x_of(sheet.shown.axis.centre_of(self._held))
            sheet.line(x - 0.5, sheet.lanes.tracks.top(), sheet.lanes.marks.bottom(), QColor(sheet.tokens.picked))


class RangeEnd(Grab):
    """One end of the range, never beyond the other one."""

    def __init__(self, board: TimelineBoard, end: End) -> None:
        super().__init__(board)
        self._end = end
        self._before = (board.shown.first, board.shown.last)

    @override
    def move(self, point: QPointF, *, free: bool) -> None:
        """Carry the end to the pointer, or to what is near it."""
        board, shown = self.board, self.board.shown
        frame = frame_under(board, point.x())
        without = replace(shown, first=None, last=None)
        held = None if free else snapped(frame, without, board.scale, shown.keyframes)
        frame = frame if held is None else held
        if self._end is End.FIRST:
            board.set_range(min(frame, frame if shown.last is None else shown.last), shown.last)
        else:
            board.set_range(shown.first, max(frame, shown.first or 0))

    @override
    def drop(self) -> None:
        """Say the range."""
        now = (self.board.shown.first, self.board.shown.last)
        if now != self._before:
            self.board.ranged.emit(*now)

    @override
    def cancel(self) -> None:
        """As it was."""
        self.board.set_range(*self._before)

    @override
    def words(self) -> str:
        """How many frames it holds."""
        shown = self.board.shown
        last = shown.axis.frames - 1 if shown.last is None else shown.last
        return counted(last - (shown.first or 0) + 1, said("Range of 1 frame"), said("Range of %n frames"))
