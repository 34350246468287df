"""What many items hold in each key: one value, several, or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from controllers.bulk import Bulk
from controllers.bulk_reading import Rows, Values
from controllers.lanes import Lanes
from domain.metadata import Cell
from models.arrow import picked

LISTED = 12
"""How many values of a key are listed."""


@dataclass(frozen=True, slots=True)
class Held:
    """The most frequent values of one key with their counts, and how many different ones there are."""

    key: str
    values: tuple[tuple[Cell, int], ...]
    different: int

    @property
    def is_mixed(self) -> bool:
        """Whether not all items hold the same."""
        return self.different > 1

    @property
    def common(self) -> Cell:
        """What every item holds; None where they differ or none has the key."""
        return self.values[0][0] if self.different == 1 else None


async def held(bulk: Bulk, lanes: Lanes, key: str, rows: Rows) -> Held:
    """What the rows hold under one key."""
    values = await bulk.values(frozenset({f"k:{key}"}))
    return await lanes.compute(_held, values, key, rows)


def _held(values: Values, key: str, rows: Rows) -> Held:
    column: Any = picked(values.columns[f"k:{key}"], rows)
    counted: Any = column.value_counts()
    cells: Sequence[Cell] = counted.field("values").to_pylist() if len(counted) <= 10_000 else []
    if not cells:
        first: Sequence[Cell] = counted.field("values").slice(0, LISTED).to_pylist()
        return Held(key, tuple((cell, 0) for cell in first), len(counted))
    counts: Sequence[int] = counted.field("counts").to_pylist()
    ordered = sorted(zip(cells, counts, strict=True), key=lambda pair: -pair[1])
    return Held(key, tuple(ordered[:LISTED]), len(cells))
