"""Rows of a file that say different things of one item: which of them counts, and each of them to be decided about."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Literal, overload

import numpy as np
import pyarrow
import pyarrow.compute
from typing_extensions import override

from controllers.exchange.matching import Rows
from domain.metadata import Cell

_arrow: Any = pyarrow  # it has no types
_compute: Any = pyarrow.compute

NO_ROW = -1
"""Decided for a clash where none of its rows shall count: the item keeps the value it has."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Rows of the file that give one item different values of one key.

    `row`: the item's row in the table; `values`: (row of the file, what it says) of each. `before`: what it holds now.
    """

    row: int
    key: str
    values: tuple[tuple[int, Cell], ...]
    before: Cell


@dataclass(frozen=True, slots=True)
class KeyClashes:
    """The clashes of one key: side by side the items' rows, rising, and where the rows of each begin and end."""

    key: str
    rows: Rows
    starts: Rows
    ends: Rows
    lines: Rows
    cells: Any
    held: Any

    def __len__(self) -> int:
        return len(self.rows)

    def at(self, place: int) -> Clash:
        """One of them. Raises IndexError."""
        row = int(self.rows[place])
        lines = self.lines[self.starts[place] : self.ends[place]].tolist()
        return Clash(row, self.key, tuple((line, self.cells[line].as_py()) for line in lines), self.held[row].as_py())

    def place_of(self, row: int) -> int | None:
        """Where the clash about an item is; None where there is none."""
        place = int(np.searchsorted(self.rows, row))
        return place if place < len(self.rows) and self.rows[place] == row else None


class Clashes(Sequence[Clash]):
    """Every clash of a file, key by key, made as it is asked for: there may be a million."""

    def __init__(self, parts: Sequence[KeyClashes] = ()) -> None:
        self._parts = tuple(part for part in parts if len(part))
        self._ends = np.array(list(accumulate(map(len, self._parts))), np.int64)

    @override
    def __len__(self) -> int:
        return int(self._ends[-1]) if len(self._ends) else 0

    @overload
    def __getitem__(self, index: int) -> Clash: ...
    @overload
    def __getitem__(self, index: slice) -> list[Clash]: ...
    @override
    def __getitem__(self, index: int | slice) -> Clash | list[Clash]:
        if isinstance(index, slice):
            return [self[at] for at in range(*index.indices(len(self)))]
        at = index + len(self) if index < 0 else index
        if not 0 <= at < len(self):
            raise IndexError(index)
        part = int(np.searchsorted(self._ends, at, side="right"))
        return self._parts[part].at(at - int(self._ends[part]) + len(self._parts[part]))

    def of(self, row: int) -> Iterator[Clash]:
        """The clashes about one item."""
        for part in self._parts:
            place = part.place_of(row)
            if place is not None:
                yield part.at(place)

    def decided(self, counting: Mapping[tuple[int, str], int]) -> int:
        """How many of them were decided one by one."""
        parts = {part.key: part for part in self._parts}
        return sum(key in parts and parts[key].place_of(row) is not None for row, key in counting)


@dataclass(frozen=True, slots=True)
class Chosen:
    """At most one row of the file for each row of the table, and what they clash about."""

    lines: Rows
    rows: Rows
    clashes: KeyClashes | None = None


def one_row_each(
    key: str,
    cells: Any,
    held: Any,
    pairs: tuple[Rows, Rows],
    twice: Literal["last", "first", "leave"],
    counting: Mapping[tuple[int, str], int],
) -> Chosen:
    """Choose where several rows of a file mean one item and say different things of it.

    `pairs`: rows of the file and the item each means. `counting`: (item, key) -> the row of the file that counts, or
    NO_ROW; where it says nothing, `twice` decides.
    """
    lines, rows = pairs
    if _each_once(rows):
        return Chosen(*pairs)
    order = np.argsort(rows, kind="stable")
    lines, rows = lines[order], rows[order]
    first = np.ones(len(rows), np.bool_)
    first[1:] = rows[1:] != rows[:-1]
    codes = _compute.fill_null(
        cells.take(_arrow.array(lines)).dictionary_encode().indices.cast(_arrow.int64()), -1
    ).to_numpy(zero_copy_only=False)
    starts = np.flatnonzero(first).astype(np.int64)
    ends = np.append(starts[1:], len(rows)).astype(np.int64)
    differ = np.minimum.reduceat(codes, starts) != np.maximum.reduceat(codes, starts)
    chosen = starts.copy() if twice == "first" else ends - 1
    if twice == "leave":
        chosen[differ] = NO_ROW
    clashes = KeyClashes(key, rows[starts[differ]], starts[differ], ends[differ], lines, cells, held)
    places = np.flatnonzero(differ)
    for (row, of_key), line in counting.items():
        place = clashes.place_of(row) if of_key == key else None
        if place is not None:
            _count(chosen, int(places[place]), lines, clashes, place, line)
    chosen = chosen[chosen != NO_ROW]
    return Chosen(lines[chosen], rows[chosen], clashes)


def _each_once(rows: Rows) -> bool:
    """Whether no row stands twice; without sorting them, which takes long for a million."""
    there = np.zeros(int(rows.max(initial=-1)) + 1, np.bool_)
    there[rows] = True
    return int(np.count_nonzero(there)) == len(rows)


def _count(chosen: Rows, group: int, lines: Rows, clashes: KeyClashes, place: int, line: int) -> None:
    """Let one row of the file count in its group, or none; a row that is not in the group changes nothing."""
    start, end = int(clashes.starts[place]), int(clashes.ends[place])
    found = np.flatnonzero(lines[start:end] == line)
    if line == NO_ROW:
        chosen[group] = NO_ROW
    elif len(found):
        chosen[group] = start + int(found[0])
