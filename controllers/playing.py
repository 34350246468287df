"""Playing a video: the clock says which frame is due, late ones are left out, and sound keeps the time where it can."""

import asyncio
from collections.abc import Iterator

from PySide6.QtCore import QObject, Signal

from controllers.clocks import NORMAL, Clock, SoundClock, WallClock
from controllers.jobs import Tasks
from controllers.watching import OpenVideo
from media.frame_index import FrameIndex
from media.sound import Samples, sound_from
from media.source import Source
from media.speaker import OpenDevice, Speaker, open_device
from wire.errors import PlatformError

FASTEST = 8.0
_PATIENCE = 0.05  # s between two looks at what is still coming
_SOON = 0.002  # s that are not worth waiting for


class Playing(QObject):
    """Plays what is open, from where it stands, at -8 to 8 times its speed; with sound at normal speed.

    `first` and `last` are the range, both included; None leaves an end open. With `loops` it goes round and round.
    """

    changed = Signal()
    """Speed, range, sound or loop are others."""
    remarked = Signal(str)
    """Something worth knowing: why there is no sound."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None, device: OpenDevice = open_device) -> None:
        super().__init__(parent)
        self.speed = 0.0
        self.first: int | None = None
        self.last: int | None = None
        self.loops = False
        self.muted = False
        self._tasks = tasks
        self._device = device
        self._video: OpenVideo | None = None
        self._clock: Clock | None = None
        self._turn = 0
        self._said = ""

    def attend(self, video: OpenVideo | None) -> None:
        """Play another video from now on, or none."""
        self.pause()
        self._video = video
        self._said = ""
        self.first = self.last = None
        self.changed.emit()

    def play(self, speed: float = NORMAL) -> None:
        """Play at a speed; at the end of it from the beginning again."""
        video = self._video
        if video is None or not video.times.frames or not speed:
            return
        self._stop_clock()
        self.speed = speed
        if video.position == self._end(speed) and video.times.complete:
            video.seek(self._end(-speed))
        self._turn += 1
        self.changed.emit()
        self._tasks.spawn(self._play(video, self._turn))

    def pause(self) -> None:
        """Stop on the frame that is shown, which is exactly that one."""
        if self.speed:
            self._turn += 1
            self.speed = 0.0
            self._stop_clock()
            video = self._video
            if video is not None and not video.closed and (video.shown is None or video.shown.number != video.position):
                video.seek(video.position)  # what was decoded ahead is not what is to be seen
            self.changed.emit()

    def toggle(self) -> None:
        """Play at normal speed, or pause."""
        if self.speed:
            self.pause()
        else:
            self.play()

    def faster(self, direction: int) -> None:
        """Play forwards (1) or backwards (-1); again for twice the speed, up to eight times."""
        along = self.speed * direction
        self.play(direction * (min(along * 2, FASTEST) if along > 0 else NORMAL))

    def set_range(self, first: int | None, last: int | None) -> None:
        """Play from one frame to another; the ends are put in order."""
        if first is not None and last is not None and first > last:
            first, last = last, first
        if (first, last) != (self.first, self.last):
            self.first, self.last = first, last
            self.changed.emit()

    def set_loops(self, loops: bool) -> None:
        """Begin again at the end."""
        self.loops = loops
        self.changed.emit()

    def set_muted(self, muted: bool) -> None:
        """Play without sound."""
        if muted != self.muted:
            self.muted = muted
            if self.speed == NORMAL:
                self.play()

    def seen(self, seconds_ago: float) -> int:
        """The frame that was seen so many seconds ago while playing; the one shown while not."""
        video = self._video
        if video is None:
            return 0
        if not self.speed:
            return video.position
        return video.times.frame_at(video.times.time_of(video.position) - seconds_ago * self.speed)

    # how it plays

    async def _play(self, video: OpenVideo, turn: int) -> None:
        at = video.position
        clock = self._clock = self._new_clock(video)
        while turn == self._turn and not video.closed:
            if not clock.runs:
                await asyncio.sleep(_PATIENCE / 5)
                continue
            if clock.remark:
                self._remark(clock.remark)
            if video.position != at:  # the person went elsewhere, or it begins again: it plays on from there
                at = video.position
                clock.stop()
                clock = self._clock = self._new_clock(video)
                continue
            due = self._due(video, clock.now())
            if due is None:
                await self._at_end(video)
                at = -1
            elif await self._show(video, due, clock, turn):
                at = due

    async def _show(self, video: OpenVideo, frame: int, clock: Clock, turn: int) -> bool:
        """Show a frame when its time has come; whether it is the one that is shown now."""
        was = video.position
        if frame == was:
            await asyncio.sleep(_PATIENCE / 5)
            return True
        picture = await video.ahead(frame)
        if picture is None:
            return turn == self._turn and self._pass_over(video, frame)
        wait = (video.times.time_of(frame) - clock.now()) / self.speed if self.speed else 0.0
        if wait > _SOON:
            await asyncio.sleep(wait)
        if turn != self._turn or video.closed or video.position != was:
            return False
        video.pass_to(picture)
        return True

    def _pass_over(self, video: OpenVideo, frame: int) -> bool:
        """Go on behind a frame that is damaged; stop where the file can't be read at all, or the line is gone."""
        if video.sentence and video.lost:
            self.pause()
        elif video.sentence:
            video.move_to(frame)
            return True
        return False

    def _due(self, video: OpenVideo, now: float) -> int | None:
        """The frame to show next: the following one, or where that is late the one of this moment; None at the end."""
        step = 1 if self.speed > 0 else -1
        end = self._end(self.speed)
        if (now - video.times.time_of(end)) * step > self._rest(video, end) and video.position == end:
            return None
        frame = video.times.frame_at(now)
        following = video.position + step
        if (frame - following) * step < 0:
            frame = following
        return end if (frame - end) * step > 0 else frame

    def _rest(self, video: OpenVideo, end: int) -> float:
        """How long the frame at the end is shown."""
        after = video.times.time_of(end + 1) if end + 1 < video.times.frames else video.times.duration
        return max(after - video.times.time_of(end), 0.0) if self.speed > 0 else 0.0

    async def _at_end(self, video: OpenVideo) -> None:
        if not video.times.complete and self.speed > 0 and self.last is None:
            await asyncio.sleep(_PATIENCE)  # more frames are on their way
        elif self.loops:
            await video.picture(video.move_to(self._end(-self.speed)))
        else:
            self.pause()

    def _end(self, speed: float) -> int:
        """The last frame in a direction."""
        known = self._video.times.frames if self._video is not None else 0
        if speed > 0:
            return max(min(known - 1 if self.last is None else self.last, known - 1), 0)
        return max(min(self.first or 0, known - 1), 0)

    def _new_clock(self, video: OpenVideo) -> Clock:
        start = video.times.time_of(video.position)
        source, index = video.source, video.index
        if self.speed != NORMAL or self.muted or source is None or index is None:
            return WallClock(start, self.speed)
        return SoundClock(start, Speaker(_sound_of(source, index, start), self._device))

    def _remark(self, sentence: str) -> None:
        """Say something once."""
        if sentence != self._said:
            self._said = sentence
            self.remarked.emit(sentence)

    def _stop_clock(self) -> None:
        if self._clock is not None:
            self._clock.stop()
            self._clock = None


def _sound_of(source: Source, index: FrameIndex, start: float) -> Iterator[Samples]:
    """The sound from a moment on; where the line to the platform breaks it ends, and the pictures say why."""
    try:
        yield from sound_from(source, index, start)
    except PlatformError:
        return
