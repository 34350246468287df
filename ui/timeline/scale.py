"""Which stretch of the video lies on which stretch of the screen, and how zooming and panning change that."""

from dataclasses import dataclass, replace

import numpy as np

from models.frame_times import Frames, Times
from ui.timeline.axis import Axis

_CLOSEST = 120.0  # pixels of a short frame at the closest look


@dataclass(frozen=True, slots=True)
class Scale:
    """`start` is the time in seconds at `left`, `per_pixel` the seconds of a pixel; `left` and `width` are pixels."""

    start: float = 0.0
    per_pixel: float = 1.0
    left: float = 0.0
    width: float = 1.0

    @property
    def end(self) -> float:
        """The time at the right end, in seconds."""
        return self.start + self.width * self.per_pixel

    @property
    def right(self) -> float:
        """The right end in pixels."""
        return self.left + self.width

    def x_of(self, seconds: float) -> float:
        """Where a time lies, in pixels."""
        return self.left + (seconds - self.start) / self.per_pixel

    def xs_of(self, seconds: Times) -> Times:
        """Where times lie, in pixels."""
        return self.left + (seconds - self.start) / self.per_pixel

    def seconds_at(self, x: float) -> float:
        """The time at a pixel."""
        return self.start + (x - self.left) * self.per_pixel

    def pixels(self, seconds: float) -> float:
        """How wide a stretch of time is."""
        return seconds / self.per_pixel

    def fitted(self, axis: Axis) -> "Scale":
        """The whole video in sight."""
        return replace(self, start=0.0, per_pixel=_widest(self, axis))

    def is_fitted(self, axis: Axis) -> bool:
        """Whether the whole video is in sight."""
        return self.per_pixel >= _widest(self, axis) * (1 - 1e-9)

    def zoomed(self, factor: float, x: float, axis: Axis) -> "Scale":
        """`factor` times closer, the time at a pixel staying where it is."""
        held = self.seconds_at(x)
        per_pixel = _bounded(self, self.per_pixel / factor, axis)
        return replace(self, start=held - (x - self.left) * per_pixel, per_pixel=per_pixel).within(axis)

    def panned(self, pixels: float, axis: Axis) -> "Scale":
        """Moved along by so many pixels."""
        return replace(self, start=self.start + pixels * self.per_pixel).within(axis)

    def showing(self, start: float, end: float, axis: Axis) -> "Scale":
        """From one time to another, in seconds."""
        per_pixel = _bounded(self, max(end - start, 0.0) / self.width, axis)
        return replace(self, start=start, per_pixel=per_pixel).within(axis)

    def at(self, left: float, width: float, axis: Axis) -> "Scale":
        """The same look on other pixels; a whole video stays whole."""
        moved = replace(self, left=left, width=max(width, 1.0))
        return moved.fitted(axis) if self.is_fitted(axis) else moved.within(axis)

    def within(self, axis: Axis) -> "Scale":
        """Nothing before the first frame, nothing after the last, no closer than frames can be told apart."""
        per_pixel = _bounded(self, self.per_pixel, axis)
        room = max(axis.total - self.width * per_pixel, 0.0)
        return replace(self, start=min(max(self.start, 0.0), room), per_pixel=per_pixel)

    def frame_edges(self, axis: Axis, ratio: float) -> Frames:
        """For each edge between the columns of real pixels, the first frame whose middle lies to its right.

        `ratio` real pixels make one; there is one edge more than columns.
        """
        return np.searchsorted(axis.centres, self.column_edges(ratio))

    def column_edges(self, ratio: float) -> Times:
        """The times between the columns of real pixels."""
        columns = max(int(np.ceil(self.width * ratio)), 1)
        return self.start + np.arange(columns + 1, dtype=np.float64) * (self.per_pixel / ratio)


def _widest(scale: Scale, axis: Axis) -> float:
    return max(axis.total, 1e-9) / max(scale.width, 1.0)


def _bounded(scale: Scale, per_pixel: float, axis: Axis) -> float:
    widest = _widest(scale, axis)
    return min(max(per_pixel, min(axis.gap / _CLOSEST, widest) or widest), widest)
