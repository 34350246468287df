"""Videos of a steady rate, and one whose frames come as they please."""

from bisect import bisect_right
from collections.abc import Sequence


class Film:
    """A video that is nothing but the times its frames are shown at."""

    def __init__(self, times: Sequence[float], duration: float) -> None:
        self._times = times
        self.duration = duration

    @property
    def frames(self) -> int:
        return len(self._times)

    def frame_at(self, seconds: float) -> int:
        return min(max(bisect_right(self._times, seconds + 1e-6) - 1, 0), len(self._times) - 1)

    def time_of(self, number: int) -> float:
        return self._times[number]


def steady(frames: int, rate: float) -> Film:
    return Film([number / rate for number in range(frames)], frames / rate)


UNSTEADY = Film([0.0, 0.1, 0.9, 1.0, 1.05, 3.0], 4.0)
