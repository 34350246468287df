"""What every open table shows under one key, together: each item once, staged edits laid over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow
import pyarrow.compute

from domain.metadata import CLEARED
from models.arrow import ArrowArray, in_pieces
from models.data_frame import ColumnValues
from models.distinct import NONE, Distinct, chunks_of, distinct

_arrow: Any = pyarrow
_compute: Any = pyarrow.compute

Rows: TypeAlias = npt.NDArray[np.int64]
Mask: TypeAlias = npt.NDArray[np.bool_]
Pieces: TypeAlias = Sequence[tuple[int, ArrowArray | None]]


@dataclass(frozen=True, slots=True, eq=False)
class LoadedPart:
    """One table's column. `left_out`: rows that do not count, gone or shown by a table before."""

    table: int
    column: ColumnValues
    left_out: Rows


class LoadedValues:
    """One key's values as they were when they were asked for; put together by the lane that looks first."""

    def __init__(self, parts: Sequence[LoadedPart]) -> None:
        self._parts = parts

    @cached_property
    def found(self) -> Distinct:
        """Every value once, and which of them each row of each table has; NONE where it has none or was cleared."""
        whole = valued(distinct(_arrow.chunked_array(self._chunks, _arrow.large_string())))
        codes = whole.codes.copy()
        for start, part in zip(self._starts, self._parts, strict=False):
            codes[part.left_out + start] = NONE
        return Distinct(whole.cells, codes)

    @cached_property
    def items(self) -> int:
        """How many items there are, with a value or without."""
        return int(self._starts[-1]) - sum(len(part.left_out) for part in self._parts)

    def rows(self, of_values: Mask) -> Mapping[int, Rows]:
        """The rows that have some of the values, by table; tables without any are left out."""
        there = np.append(of_values, False)[self.found.codes]
        rows = {
            part.table: np.flatnonzero(there[start:end])
            for part, start, end in zip(self._parts, self._starts, self._starts[1:], strict=False)
        }
        return {table: found for table, found in rows.items() if len(found)}

    @property
    def _chunks(self) -> list[Any]:
        return [chunk for part in self._parts for chunk in chunks_of(part.column.values).chunks]

    @cached_property
    def _starts(self) -> list[int]:
        """Where each table's rows begin among those of all, and their number at the end."""
        return [0, *np.cumsum([len(part.column.values) for part in self._parts], dtype=np.int64).tolist()]


def valued(found: Distinct) -> Distinct:
    """The same, cleared values counting as none."""
    cleared = int(found.cells.index(CLEARED).as_py())
    if cleared == NONE:
        return found
    return Distinct(found.cells, np.where(found.codes == cleared, NONE, found.codes).astype(np.int32))


def shown_before(items: Sequence[Pieces]) -> list[Rows]:
    """For each table the rows of items that a table before has too; `items`: their UUIDs, page by page. For a lane."""
    known: list[Any] = []
    found: list[Rows] = []
    for pieces in items:
        here = in_pieces(pieces)
        before = _arrow.chunked_array(known, _arrow.large_string())
        again = _compute.is_in(here, before) if known else _arrow.chunked_array([], _arrow.bool_())
        found.append(np.flatnonzero(again.to_numpy()).astype(np.int64))
        known += here.chunks
    return found
