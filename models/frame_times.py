"""When each frame of a video is shown, as far as is known by now."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Frames = npt.NDArray[np.int64]
Times = npt.NDArray[np.float64]

_HALF = 0.5
_SLACK = 1e-6  # s: a time that was typed, or went through a fraction, may lie this much before its frame


@dataclass(frozen=True, slots=True, eq=False)
class FrameTimes:
    """`times`: float64 seconds since the first frame shown, one a frame, never falling; kept read-only.

    `duration`: seconds until the last frame ends. `complete`: whether every frame of the video is known.
    """

    times: Times
    duration: float
    complete: bool

    def __post_init__(self) -> None:
        times = np.asarray(self.times, np.float64)
        if times.flags.writeable:
            times = times.copy()
            times.flags.writeable = False
        object.__setattr__(self, "times", times)

    @property
    def frames(self) -> int:
        """How many frames are known."""
        return len(self.times)

    @property
    def rate(self) -> float:
        """Frames per second over the whole of what is known; 0.0 where nothing is."""
        return self.frames / self.duration if self.duration > 0 else 0.0

    @property
    def even(self) -> bool:
        """Whether each frame comes when the rate says, to half a frame: timecode tells the time only then."""
        if not self.rate:
            return True
        late = np.abs(self.times * self.rate - np.arange(self.frames))
        return bool((late < _HALF).all())

    def frame_at(self, seconds: float) -> int:
        """The frame that is shown at a time, the first or last one outside the video; 0 where none is known."""
        return int(self.frames_at(np.array([seconds], np.float64))[0])

    def frames_at(self, seconds: Times) -> Frames:
        """The same for many times, int64."""
        found = np.searchsorted(self.times, np.asarray(seconds, np.float64) + _SLACK, side="right") - 1
        return np.clip(found, 0, max(self.frames - 1, 0)).astype(np.int64)

    def time_of(self, number: int) -> float:
        """When a frame is shown; a frame that is not known yet by the rate so far, 0.0 where there is none."""
        return float(self.times_of(np.array([number], np.int64))[0])

    def times_of(self, numbers: Frames) -> Times:
        """The same for many frames, float64."""
        wanted = np.asarray(numbers, np.int64)
        if not self.frames:
            return np.zeros(len(wanted), np.float64)
        seconds = self.times[np.clip(wanted, 0, self.frames - 1)]
        beyond = wanted >= self.frames
        if self.rate and beyond.any():
            seconds = np.where(beyond, self.duration + (wanted - self.frames) / self.rate, seconds)
        return seconds


def in_order(*frames: Frames) -> Frames:
    """Frame numbers of several arrays together, sorted, each once; many times quicker for a million than `unique`."""
    every = np.sort(np.concatenate([np.empty(0, np.int64), *frames]), kind="stable")
    return every[np.concatenate([[True], every[1:] != every[:-1]])] if len(every) else every


NO_TIMES = FrameTimes(np.empty(0, np.float64), 0.0, complete=False)
"""Nothing is known yet."""


def steady(frames: int, rate: float) -> FrameTimes:
    """A video of so many frames at a constant rate, frames per second: what the platform says of it."""
    return FrameTimes(np.arange(frames, dtype=np.float64) / rate, frames / rate, complete=True)
