"""A column at a glance: how full it is, which values it holds, how numbers, dates and lengths are spread."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from domain.fields import DatetimeType, EnumType, TextType, UuidType, VarcharType
from domain.metadata import CLEARED
from domain.shaped_fields import UntypedField
from models.alike import Cluster, alike
from models.data_frame import ColumnValues
from models.distinct import NONE, Distinct, distinct
from models.facts import FactKind
from models.measures import Measure, measured_lengths, measured_moments, measured_numbers
from models.repairing import Counted, most_frequent

Rows: TypeAlias = npt.NDArray[np.int64]
What: TypeAlias = Literal["numbers", "moments", "lengths"]

BINS = 24
FAR_OUT = 3.0  # times the middle half beyond it: what Tukey called far out
_MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class Histogram:
    """Bars side by side: how many values lie from each low to its high; few whole numbers have a bar each."""

    lows: Sequence[float]
    highs: Sequence[float]
    counts: Sequence[int]


@dataclass(frozen=True, slots=True, eq=False)
class Spread:
    """How measured values are spread; moments in seconds since 1970 UTC. `outliers`: rows of the frame far out."""

    what: What
    count: int
    least: float
    low: float
    median: float
    high: float
    greatest: float
    mean: float
    histogram: Histogram
    outliers: Rows


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """What a column holds in `rows` items: `filled` have a value, `cleared` the key without one, the others neither.

    `values` are the most frequent of `different` ones. `alike`: values probably meant to be the same.
    """

    id: str
    rows: int
    filled: int
    cleared: int
    different: int
    values: Sequence[Counted]
    spread: Spread | None
    alike: Sequence[Cluster]

    @property
    def absent(self) -> int:
        """How many items do not have the key."""
        return self.rows - self.filled - self.cleared


def profile(column: ColumnValues, gone: Rows) -> Profile:
    """Look at a whole column, without rows that are gone; for the lane that computes."""
    found = distinct(column.values)
    if len(gone):
        there = np.ones(len(found.codes), np.bool_)
        there[gone] = False
        found = Distinct(found.cells, np.where(there, found.codes, NONE).astype(np.int32))
    counts = found.counts()
    cleared = _place_of(found, CLEARED) if column.spec.kind == "key" else NONE
    empty = int(counts[cleared]) if cleared != NONE else 0
    if cleared != NONE:
        counts[cleared] = 0
    used = int((counts > 0).sum())
    values = most_frequent(found, counts)[:used]
    return Profile(
        id=column.spec.id,
        rows=len(found.codes) - len(gone),
        filled=int(counts.sum()),
        cleared=empty,
        different=used,
        values=values,
        spread=_spread(column, found, counts),
        alike=_alike(column, found, counts),
    )


def _place_of(found: Distinct, cell: str) -> int:
    return int(found.cells.index(cell).as_py())


def _spread(column: ColumnValues, found: Distinct, counts: npt.NDArray[np.int64]) -> Spread | None:
    """By numbers or moments where (nearly) all values are, else by the length of text."""
    fact, field = column.spec.fact, column.spec.field
    moments = isinstance(field, DatetimeType) or (fact is not None and fact.kind is FactKind.MOMENT)
    measures: list[tuple[What, Measure]] = [("moments", measured_moments)] if moments else []
    measures.append(("numbers", measured_numbers))
    if isinstance(field, TextType | VarcharType) or type(field) is UntypedField:
        measures.append(("lengths", measured_lengths))
    for what, measure in measures:
        sizes = measure(found)
        known = np.isfinite(sizes) & (counts > 0)
        if counts[known].sum() > _MOSTLY * counts.sum() > 0:
            return spread(what, found, sizes, np.where(known, counts, 0))
    return None


def spread(what: What, found: Distinct, sizes: npt.NDArray[np.float64], counts: npt.NDArray[np.int64]) -> Spread:
    """How sizes, one a distinct value, are spread over the rows that have them; at least one count is not 0."""
    used = np.flatnonzero(counts)
    order = used[np.argsort(sizes[used], kind="stable")]
    sorted_sizes, until = sizes[order], np.cumsum(counts[order])
    total = int(until[-1])
    low, median, high = (float(sorted_sizes[np.searchsorted(until, share * total)]) for share in (0.25, 0.5, 0.75))
    least, greatest = float(sorted_sizes[0]), float(sorted_sizes[-1])
    reach = FAR_OUT * (high - low)
    far = (
        (counts > 0) & ((sizes < low - reach) | (sizes > high + reach)) if reach > 0 else np.zeros(len(sizes), np.bool_)
    )
    rows = np.flatnonzero(np.append(far, False)[found.codes])
    # Shares first: the sum of very large numbers is more than a float can hold.
    mean = float((sorted_sizes * (counts[order] / total)).sum())
    return Spread(what, total, least, low, median, high, greatest, mean, _histogram(sorted_sizes, counts[order]), rows)


def _histogram(sizes: npt.NDArray[np.float64], counts: npt.NDArray[np.int64]) -> Histogram:
    least, greatest = float(sizes[0]), float(sizes[-1])
    whole = bool((sizes == np.floor(sizes)).all()) and greatest - least < BINS
    bins = int(greatest - least) + 1 if whole else BINS if greatest > least else 1
    edges = np.linspace(least, least + bins, bins + 1) if whole else np.linspace(least, greatest, bins + 1)
    places = np.clip(np.searchsorted(edges, sizes, side="right") - 1, 0, bins - 1)
    heights = np.bincount(places, weights=counts, minlength=bins).astype(np.int64)
    lows: list[float] = edges[:-1].tolist()
    highs: list[float] = edges[1:].tolist()
    return Histogram(tuple(lows), tuple(lows if whole else highs), tuple(heights.tolist()))


def _alike(column: ColumnValues, found: Distinct, counts: npt.NDArray[np.int64]) -> Sequence[Cluster]:
    field = column.spec.field
    if not column.spec.editable or isinstance(field, UuidType | DatetimeType):
        return ()
    if not isinstance(field, TextType | VarcharType | EnumType | UntypedField):
        return ()
    options = frozenset(field.options) if isinstance(field, EnumType) else frozenset[str]()
    return alike(found, counts, options)
