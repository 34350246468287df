"""What another type would do to a key's values: which become invalid, which stay so, which are mended by it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from domain.fields import Field
from domain.shaped_fields import UntypedField
from models.distinct import Distinct
from models.fitting import fitting
from models.loaded_values import LoadedValues, Mask, Rows
from models.repairing import Counted, most_frequent

SAMPLES = 20


@dataclass(frozen=True, slots=True)
class Turning:
    """From which type to which."""

    before: Field
    after: Field


@dataclass(frozen=True, slots=True, eq=False)
class Effect:
    """What becomes of `checked` values. `samples`: the most frequent of those `becoming_invalid`.

    `rows`: where those are, by table.
    """

    checked: int
    becoming_invalid: int
    still_invalid: int
    becoming_valid: int
    samples: tuple[Counted, ...]
    rows: Mapping[int, Rows]


@dataclass(frozen=True, slots=True, eq=False)
class Turned:
    """The same of each distinct value."""

    broken: Mask
    still: Mask
    mended: Mask


def effect(values: LoadedValues, turning: Turning) -> Effect:
    """What another type would do to all values; for a lane."""
    found = values.found
    counts, turned = found.counts(), turn(found.cells, turning)
    broken = np.where(turned.broken, counts, 0)
    return Effect(
        checked=int(counts.sum()),
        becoming_invalid=int(broken.sum()),
        still_invalid=int(counts[turned.still].sum()),
        becoming_valid=int(counts[turned.mended].sum()),
        samples=tuple(most_frequent(found, broken, min(SAMPLES, int((broken > 0).sum())))),
        rows=values.rows(turned.broken & (counts > 0)),
    )


def turn(cells: object, turning: Turning) -> Turned:
    """Which of some distinct values, an Arrow array, become invalid, stay so and become valid."""
    fits = fitting(turning.after, cells)
    fitted = _before(cells, turning, fits)
    return Turned(broken=fitted & ~fits, still=~fitted & ~fits, mended=~fitted & fits)


def _before(cells: object, turning: Turning, fits: Mask) -> Mask:
    """Whether the values fit now. What fits any type is JSON, and JSON is all that a key without a type asks."""
    if not isinstance(turning.before, UntypedField):
        return fitting(turning.before, cells)
    fitted = fits.copy()
    rest = np.flatnonzero(~fits)
    fitted[rest] = fitting(turning.before, Distinct(cells, np.empty(0, np.int32)).chosen(rest).cells)
    return fitted


class Running:
    """The effect counted batch by batch, in memory that does not grow; `samples` are the first that came."""

    def __init__(self, turning: Turning) -> None:
        self._turning = turning
        self._samples: dict[str, int] = {}
        self.checked = self.becoming_invalid = self.still_invalid = self.becoming_valid = 0

    def add(self, found: Distinct) -> npt.NDArray[np.int64]:
        """Count some more values; gives the rows of those that become invalid. For a lane."""
        counts, turned = found.counts(), turn(found.cells, self._turning)
        self.checked += int(counts.sum())
        self.becoming_invalid += int(counts[turned.broken].sum())
        self.still_invalid += int(counts[turned.still].sum())
        self.becoming_valid += int(counts[turned.mended].sum())
        places = np.flatnonzero(turned.broken & (counts > 0))
        for start, cells in found.chosen(places).slices():
            self._take(zip(cells, counts[places[start : start + len(cells)]].tolist(), strict=True))
        return np.flatnonzero(np.append(turned.broken, False)[found.codes])

    def samples(self) -> tuple[Counted, ...]:
        """Values that become invalid, and how many of each came, the most frequent first."""
        return tuple(Counted(*one) for one in sorted(self._samples.items(), key=lambda one: -one[1]))

    def _take(self, cells: Iterator[tuple[str, int]]) -> None:
        """A value keeps being counted from its first time on, or never is: what is counted is exact."""
        for cell, count in cells:
            if cell in self._samples or len(self._samples) < SAMPLES:
                self._samples[cell] = self._samples.get(cell, 0) + count
