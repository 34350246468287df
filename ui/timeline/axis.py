"""Where each frame of a video lies in time: from when, until when, and how short the short ones are."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.frame_times import Frames, FrameTimes, Times

NOWHERE: Times = np.zeros(0, np.float64)
NONE: Frames = np.zeros(0, np.int64)
_LEAST = 0.04  # seconds: a video of one frame without a duration still has a width


@dataclass(frozen=True, slots=True, eq=False)
class Axis:
    """The frames on the line of time, `starts` and `centres` in seconds; `gap` is how long a short frame is shown."""

    starts: Times
    centres: Times
    total: float
    gap: float
    complete: bool

    @property
    def frames(self) -> int:
        """How many frames there are."""
        return len(self.starts)

    @property
    def rate(self) -> float:
        """Frames per second over the whole; 0.0 where there are none."""
        return self.frames / self.total if self.total > 0 else 0.0

    def frame_at(self, seconds: float) -> int:
        """The frame shown at a time; the first or the last one beyond the ends, 0 where there is none."""
        found = int(np.searchsorted(self.starts, seconds, side="right")) - 1
        return max(min(found, self.frames - 1), 0)

    def start_of(self, frame: int) -> float:
        """When a frame comes up, in seconds; the end of the video for any frame beyond it."""
        return float(self.starts[frame]) if 0 <= frame < self.frames else self.total if frame > 0 else 0.0

    def centre_of(self, frame: int) -> float:
        """The middle of the time a frame is shown, in seconds."""
        return float(self.centres[frame]) if 0 <= frame < self.frames else self.start_of(frame)

    def known(self, numbers: Frames) -> Frames:
        """Those of sorted frame numbers that the video has."""
        low, high = np.searchsorted(numbers, (0, self.frames))
        return numbers[low:high]


EMPTY = Axis(NOWHERE, NOWHERE, 0.0, 0.0, complete=False)


def axis_of(known: FrameTimes) -> Axis:
    """The axis of a video, or of as much of it as is known."""
    starts = known.times
    if not len(starts):
        return Axis(NOWHERE, NOWHERE, 0.0, 0.0, known.complete)
    gaps = np.diff(starts)
    shown = gaps[gaps > 0]
    # A twentieth of the gaps may be shorter: two frames a millisecond apart must not set the closest look.
    gap = float(np.partition(shown, len(shown) // 20)[len(shown) // 20]) if len(shown) else 0.0
    last = float(starts[-1])
    total = max(float(known.duration), last + (gap or _LEAST))
    ends = np.append(starts[1:], total)
    return Axis(starts, (starts + ends) / 2, total, gap or total, known.complete)


def frames_of(numbers: object) -> Frames:
    """Frame numbers of any sequence as a sorted array, each once, that nobody can change."""
    found = np.array(numbers, np.int64)
    if found.ndim != 1 or not (found[1:] > found[:-1]).all():
        found = np.unique(found)
    found.flags.writeable = False
    return found


def merged(some: Frames, others: Frames) -> Frames:
    """Sorted frames and others, sorted, each once."""
    new = others[~in_both(others, some)]
    return np.insert(some, np.searchsorted(some, new), new)


def in_both(some: Frames, others: Frames) -> npt.NDArray[np.bool_]:
    """Which of some sorted frames are among others, sorted too."""
    at = np.searchsorted(others, some)
    found = at < len(others)
    found[found] = others[at[found]] == some[found]
    return found
