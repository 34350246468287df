"""Mending many values at once: what they are, what a way of mending would make of them, and the edit that does it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from domain.repairs import Fix
from models.column_edit import ColumnEdit
from models.distinct import NONE, Distinct, distinct

Rows: TypeAlias = npt.NDArray[np.int64]

MOST_SHOWN = 1_000
_NOT_MENDED = -1


@dataclass(frozen=True, slots=True)
class Counted:
    """A value and how many rows hold it."""

    cell: str
    count: int


@dataclass(frozen=True, slots=True)
class Offer:
    """A way of mending that helps `count` values."""

    fix: Fix
    count: int


@dataclass(frozen=True, slots=True)
class Described:
    """The values in question, the most frequent first (at most MOST_SHOWN of `different`), and what may help."""

    values: Sequence[Counted]
    different: int
    offers: Sequence[Offer]


@dataclass(frozen=True, slots=True)
class Change:
    """What every value that is spelt so shall become, and how many there are."""

    before: str
    after: str
    count: int


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """What was shown to a person before it happens: `places` says of each of the rows which of the changes is its."""

    key: str
    changes: Sequence[Change]
    rows: Rows
    places: npt.NDArray[np.int32]
    left: int
    """How many of the values in question stay as they are."""

    @property
    def count(self) -> int:
        """How many values change."""
        return len(self.rows)


def describe(values: Any, rows: Rows, fixes: Sequence[Fix]) -> Described:
    """What the values of some rows are and which ways help; `values` is a series over Arrow text. For a lane."""
    found = distinct(values).at(rows)
    counts = found.counts()
    helped = np.zeros(len(fixes), np.int64)
    for start, cells in found.slices():
        mine = counts[start : start + len(cells)]
        for place, fix in enumerate(fixes):
            helped[place] += int(mine[[fix.mend(cell) is not None for cell in cells]].sum())
    offers = [Offer(fix, int(count)) for fix, count in zip(fixes, helped, strict=True) if count]
    return Described(most_frequent(found, counts), len(found), offers)


def most_frequent(found: Distinct, counts: npt.NDArray[np.int64], most: int = MOST_SHOWN) -> Sequence[Counted]:
    """The distinct values with their counts, the most frequent first, ties as they came."""
    places = np.argsort(-counts, kind="stable")[:most]
    cells = found.chosen(places).cells.to_pylist()
    return tuple(map(Counted, cells, counts[places].tolist()))


def plan(key: str, values: Any, rows: Rows, mend: Callable[[str], str | None]) -> Plan:
    """What becomes of the values of some rows; for a lane. The most frequent changes come first."""
    found = distinct(values).at(rows)
    counts = found.counts()
    afters: dict[int, tuple[str, str]] = {}
    for start, cells in found.slices():
        for place, cell in enumerate(cells, start):
            after = mend(cell)
            if after is not None and after != cell:
                afters[place] = (cell, after)
    order = sorted(afters, key=lambda place: -int(counts[place]))
    changes = tuple(Change(*afters[place], int(counts[place])) for place in order)
    place_of = np.full(len(found) + 1, _NOT_MENDED, np.int32)
    place_of[order] = np.arange(len(order), dtype=np.int32)
    places = place_of[found.codes]
    mended = places != _NOT_MENDED
    present = int((found.codes != NONE).sum())
    return Plan(key, changes, rows[mended], places[mended], present - int(mended.sum()))


def edit_of(planned: Plan, values_now: Any) -> ColumnEdit:
    """The edit that does what was shown and nothing else: a value that moved since it was shown is left alone."""
    now = distinct(values_now).at(planned.rows)
    known: Mapping[str, int] = {change.before: place for place, change in enumerate(planned.changes)}
    place_of = np.full(len(now) + 1, _NOT_MENDED, np.int32)
    for start, cells in now.slices():
        place_of[start : start + len(cells)] = [known.get(cell, _NOT_MENDED) for cell in cells]
    same = place_of[now.codes] == planned.places
    afters = [change.after for change in planned.changes]
    chosen: list[int] = planned.places[same].tolist()
    cells = [afters[place] for place in chosen]
    return ColumnEdit(planned.key, planned.rows[same], cells)


def merge_of(key: str, values: Any, afters: Mapping[str, str]) -> ColumnEdit:
    """The edit that replaces whole values, by their spelling, wherever they are; for a lane."""
    found = distinct(values)
    rows = np.flatnonzero(found.codes != NONE)
    return edit_of(plan(key, values, rows, afters.get), values)
