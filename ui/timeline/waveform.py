"""The sound of a video as a shape: peaks kept in coarser and coarser levels, one for each pixel."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Peaks = npt.NDArray[np.float32]

_STEP = 4  # peaks of a level make one of the next
_ENOUGH = 512  # peaks of the last level, or fewer


@dataclass(frozen=True, slots=True, eq=False)
class Waveform:
    """`levels` of lowest and highest [n, 2], each from four peaks of the one before; `seconds` a peak of the first."""

    levels: tuple[Peaks, ...] = ()
    seconds: float = 1.0

    def columns(self, edges: npt.NDArray[np.float64]) -> Peaks:
        """Lowest and highest between each two edges in seconds, [edges - 1, 2]; 0 where there is no sound."""
        found = np.zeros((len(edges) - 1, 2), np.float32)
        if not self.levels or len(edges) < 2:
            return found
        width = float(edges[1] - edges[0]) / self.seconds
        level = min(max(int(np.log2(max(width, 1.0)) / np.log2(_STEP)), 0), len(self.levels) - 1)
        peaks, seconds = self.levels[level], self.seconds * _STEP**level
        places = np.clip((edges / seconds).astype(np.int64), 0, len(peaks))
        filled = edges[:-1] < len(self.levels[0]) * self.seconds
        low, high = int(places[0]), min(int(places[-1]) + 1, len(peaks))
        if high > low and filled.any():
            starts = np.minimum(places[:-1][filled] - low, high - low - 1)
            part = peaks[low:high]
            # The peak on the edge to the right belongs to both columns: a coarse one may hold what the left one has.
            ends = part[np.minimum(places[1:][filled] - low, high - low - 1)]
            found[filled, 0] = np.minimum(np.minimum.reduceat(part[:, 0], starts), ends[:, 0])
            found[filled, 1] = np.maximum(np.maximum.reduceat(part[:, 1], starts), ends[:, 1])
        return found


SILENCE = Waveform()


def waveform_of(peaks: Peaks, seconds: float) -> Waveform:
    """The levels of peaks [n, 2] in -1 to 1, `seconds` each."""
    levels = [np.ascontiguousarray(peaks, np.float32).reshape(-1, 2)]
    if not len(levels[0]):
        return SILENCE
    while len(levels[-1]) > _ENOUGH:
        fine = levels[-1]
        starts = np.arange(0, len(fine), _STEP)
        low = np.minimum.reduceat(fine[:, 0], starts)
        levels.append(np.stack([low, np.maximum.reduceat(fine[:, 1], starts)], axis=1))
    return Waveform(tuple(levels), seconds)
