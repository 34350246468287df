"""Frames by rule: every n frames or seconds, or those of another video by frame, second or share of the length."""

from collections.abc import Iterable
from math import floor
from typing import Literal, Protocol, TypeAlias

Way: TypeAlias = Literal["frame", "second", "proportion"]
"""What stays the same when keyframes go from one video to another."""


class Clock(Protocol):
    """When the frames of a video are shown."""

    @property
    def frames(self) -> int:
        """How many frames are known."""
        ...

    @property
    def duration(self) -> float:
        """Seconds until the last one ends."""
        ...

    def frame_at(self, seconds: float) -> int:
        """The frame shown at a time, the first or last one outside the video."""
        ...

    def time_of(self, number: int) -> float:
        """When a frame is shown, in seconds since the first."""
        ...


def every_frames(step: int, frames: int, first: int = 0, last: int | None = None) -> range:
    """Every `step`-th frame from one to another, both taken where the step meets them, inside a video of `frames`.

    Raises ValueError for a step below 1.
    """
    if step < 1:
        message = "The step must be 1 frame or more."
        raise ValueError(message)
    end = frames if last is None else min(last + 1, frames)
    return range(max(first, 0), end, step)


def every_seconds(step: float, video: Clock, first: float = 0.0, last: float | None = None) -> tuple[int, ...]:
    """The frames shown every `step` seconds from one time to another, both taken, each frame once.

    Raises ValueError for a step of no time.
    """
    if not step > 0:
        message = "The step must be longer than no time."
        raise ValueError(message)
    if not video.frames:
        return ()
    end = video.duration if last is None else min(last, video.duration)
    count = floor((end - first) / step + 1e-9) + 1
    times = (first + step * at for at in range(max(count, 0)))
    beyond = last is None
    return tuple(dict.fromkeys(video.frame_at(time) for time in times if not (beyond and time >= video.duration)))


def copied(frames: Iterable[int], source: Clock, target: Clock, way: Way) -> tuple[int, ...]:
    """The frames of one video in another, sorted, each once; those that would be beyond its end are left out."""
    inside = (frame for frame in frames if 0 <= frame < source.frames) if way != "frame" else iter(frames)
    return tuple(sorted({found for frame in inside if (found := _copied(frame, source, target, way)) is not None}))


def _copied(frame: int, source: Clock, target: Clock, way: Way) -> int | None:
    if way == "frame":
        return frame if 0 <= frame < target.frames else None
    seconds = source.time_of(frame)
    if way == "proportion":
        seconds = seconds / source.duration * target.duration if source.duration > 0 else 0.0
    return target.frame_at(seconds) if target.frames and seconds < target.duration else None
