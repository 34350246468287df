"""Which frames a video shows and when: frame n is the n-th one shown."""

from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Ticks = NDArray[np.int64]
MISSING = -(2**63)  # a moment that the file does not say
PTS, DTS, POSITION, ORDER = "pts", "dts", "position", "order"  # what a packet is recognised by


def _none() -> Ticks:
    return np.empty(0, np.int64)


@dataclass(frozen=True, eq=False)
class FrameIndex:
    """The frames of a video in the order they are shown, in ticks of `time_base` seconds.

    `pts`: when each is shown, strictly rising. `end`: when the last one is gone. `keys`: the numbers of the frames from
    which decoding may start cleanly, and `entries`, as many rows: pts, dts and byte position of the packet to start at.
    `known_by`: what the packet of a frame is recognised by, and `signs`, one a frame: that value, where it is not pts.
    `complete` is False while frames may still be added at the end. `problems`: sentences about the file.
    """

    pts: Ticks
    time_base: Fraction
    keys: Ticks
    complete: bool = True
    problems: tuple[str, ...] = ()
    end: int = 0
    entries: Ticks = field(default_factory=_none)
    known_by: str = PTS
    signs: Ticks = field(default_factory=_none)

    def __post_init__(self) -> None:
        for array in (self.pts, self.keys, self.entries, self.signs):
            array.setflags(write=False)

    @property
    def frames(self) -> int:
        """How many frames there are."""
        return len(self.pts)

    @cached_property
    def seconds(self) -> NDArray[np.float64]:
        """When each frame is shown, in seconds since the first one; read-only."""
        first = self.pts[0] if self.frames else 0
        # One rounding only: the product is whole, so n / rate comes out as it would by hand.
        whole = ((self.pts - first) * self.time_base.numerator).astype(np.float64)
        seconds = whole / float(self.time_base.denominator)
        seconds.setflags(write=False)
        return seconds

    @property
    def duration(self) -> float:
        """Seconds from the beginning of the first frame to the end of the last."""
        return float((self.end - int(self.pts[0])) * self.time_base) if self.frames else 0.0

    @property
    def fps(self) -> float:
        """Frames a second, on the whole; 0 where it cannot be said."""
        return self.frames / self.duration if self.duration > 0 else 0.0

    def time_of(self, number: int) -> float:
        """Seconds from the first frame to frame `number`. Raises IndexError."""
        if not 0 <= number < self.frames:
            raise IndexError(number)
        return float(self.seconds[number])

    def frame_at(self, seconds: float) -> int:
        """The number of the frame shown at that moment; the first before it, the last after the end."""
        tolerance = float(self.time_base) / 1000  # a time written with a few digits still means its own frame
        found = int(np.searchsorted(self.seconds, seconds + tolerance, "right")) - 1
        return min(max(found, 0), max(self.frames - 1, 0))

    def number_at(self, tick: int) -> int | None:
        """The number of the frame shown from exactly that tick on."""
        at = int(np.searchsorted(self.pts, tick))
        return at if at < self.frames and int(self.pts[at]) == tick else None

    def key_before(self, number: int) -> int:
        """Which of `keys` is the last at or before that frame; -1 where none is."""
        return int(np.searchsorted(self.keys, number, "right")) - 1
