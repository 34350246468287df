"""Which values a column has, and how many rows have each. For the lane that computes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow
import pyarrow.compute

from models.read_column import ReadColumn, Rows

_arrow: Any = pyarrow
_compute: Any = pyarrow.compute


@dataclass(frozen=True, slots=True)
class DistinctValues:
    """Values with how many rows have them, the most frequent first; `empty` rows have none; `count` values there are.

    `values` is cut off where there are very many.
    """

    values: tuple[tuple[str, int], ...]
    empty: int
    count: int


def distinct_values(column: ReadColumn, rows: Rows | None = None, most: int = 1000) -> DistinctValues:
    """The values of a column as text, over all rows or some of them."""
    counts = _counts(column, rows)
    empty = (len(rows) if rows is not None else column.rows) - sum(counts.values())
    empty += counts.pop("", 0)
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0].casefold(), pair[0]))
    return DistinctValues(tuple(ordered[:most]), empty, len(counts))


def _counts(column: ReadColumn, rows: Rows | None) -> dict[str, int]:
    if column.codes is None:
        texts = column.texts if rows is None else column.texts.take(_arrow.array(rows))
        found = _compute.value_counts(texts)
        return _added(zip(found.field("values").to_pylist(), found.field("counts").to_pylist(), strict=True))
    codes = column.codes if rows is None else column.codes[rows]
    numbers = np.bincount(codes[codes >= 0], minlength=len(column.texts))
    return _added(zip(column.texts.to_pylist(), numbers.tolist(), strict=True))


def _added(pairs: Iterable[tuple[str | None, int]]) -> dict[str, int]:
    """The counts by text: what is spelt in two ways as JSON may be the same text."""
    counts: dict[str, int] = {}
    for text, number in pairs:
        if text is not None and number:
            counts[text] = counts.get(text, 0) + number
    return counts
