"""What many values have in common: which there are and how often, and which rows hold the same."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from controllers.bulk import Bulk
from controllers.bulk_reading import Rows, Values
from controllers.lanes import Lanes
from domain.bulk.duplicates import Reduced, duplicates
from domain.bulk.texts import text_of

LISTED = 500
"""How many values or groups are listed."""
_NAMES = 3


@dataclass(frozen=True, slots=True)
class Twins:
    """Rows that hold the same: their values, how many they are, the names of the first."""

    values: tuple[str, ...]
    count: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DuplicateReport:
    """The largest groups of equal rows, how many groups there are in all, and every row of one, group by group."""

    groups: tuple[Twins, ...]
    count: int
    rows: Rows


class Reports:
    """Answers questions about the values of one table; only the last question of each kind is answered."""

    def __init__(self, bulk: Bulk, lanes: Lanes) -> None:
        self._bulk = bulk
        self._lanes = lanes
        self._asked = 0
        self._counted = 0

    async def distinct(self, keys: Sequence[str], rows: Rows) -> list[tuple[str, int]] | None:
        """The values of some keys together, as text, with how often each is there; the most frequent first.

        None where it was asked again meanwhile.
        """
        self._counted += 1
        question = self._counted
        values = await self._bulk.values(frozenset(f"k:{key}" for key in keys))
        counts = await self._lanes.compute(_distinct, values, tuple(keys), rows)
        return counts if question == self._counted else None

    async def duplicates(self, keys: Sequence[str], rows: Rows, *, loosely: bool) -> DuplicateReport | None:
        """The rows that hold the same in all of the keys; None where it was asked again meanwhile."""
        self._asked += 1
        question = self._asked
        values = await self._bulk.values(frozenset({*(f"k:{key}" for key in keys), "f:name"}))
        report = await self._lanes.compute(_duplicates, values, tuple(keys), rows, Reduced(loosely))
        return report if question == self._asked else None

    def drop_duplicates(self) -> None:
        """Nobody waits for duplicates any more."""
        self._asked += 1

    def stop(self) -> None:
        """Nobody waits for an answer any more."""
        self._asked += 1
        self._counted += 1


def _distinct(values: Values, keys: Sequence[str], rows: Rows) -> list[tuple[str, int]]:
    counts: Counter[str] = Counter()
    for key in keys:
        for cell, count in Counter(values.of(f"k:{key}", rows)).items():
            counts[text_of(cell)] += count
    return counts.most_common(LISTED)


def _duplicates(values: Values, keys: Sequence[str], rows: Rows, reduced: Reduced) -> DuplicateReport:
    columns = [values.of(f"k:{key}", rows) for key in keys]
    groups = duplicates(zip(*columns, strict=True), reduced)
    listed = [
        Twins(
            group.values,
            len(group.places),
            tuple(str(name or "") for name in values.of("f:name", rows[list(group.places[:_NAMES])])),
        )
        for group in groups[:LISTED]
    ]
    places = [place for group in groups for place in group.places]
    return DuplicateReport(tuple(listed), len(groups), rows[np.array(places, np.int64)])
