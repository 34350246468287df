"""What is staged, item by item, each change made when it is looked at: a million of them are never there at once."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from operator import eq
from types import MappingProxyType
from typing import Any, TypeAlias, cast, overload

import numpy as np
from typing_extensions import override

from domain.changes import ItemChange
from models.key_cells import KeyCells
from models.staged_block import Items
from models.text_arrays import Rows, picked, text_array

_PAGE = 1024

Part: TypeAlias = tuple[Items, Rows]
"""Items, and which of them."""


class StagedChanges(Sequence[ItemChange]):
    """One change an item, in a fixed order, of cells that nobody moves any more. `names` of what is in no block."""

    def __init__(self, columns: Mapping[str, KeyCells], names: Mapping[str, tuple[str, str]]) -> None:
        self._columns = columns
        self._names = names
        self._parts: list[Part] | None = None
        self._last: tuple[int, int, list[ItemChange]] = (-1, 0, [])

    @override
    def __len__(self) -> int:
        return sum(len(places) for _, places in self._items())

    @overload
    def __getitem__(self, index: int) -> ItemChange: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[ItemChange]: ...
    @override
    def __getitem__(self, index: int | slice) -> ItemChange | Sequence[ItemChange]:
        if isinstance(index, slice):
            return [self._at(at) for at in range(*index.indices(len(self)))]
        return self._at(range(len(self))[index])

    @override
    def __iter__(self) -> Iterator[ItemChange]:
        for part in self._items():
            for start in range(0, len(part[1]), _PAGE):
                yield from self._page(part, start)

    @override
    def __eq__(self, other: object) -> bool:
        if not isinstance(other, StagedChanges | tuple | list):
            return NotImplemented
        others = cast("Sequence[Any]", other)
        return len(self) == len(others) and all(map(eq, self, others))

    @override
    def __hash__(self) -> int:
        return hash(len(self))

    def _at(self, at: int) -> ItemChange:
        ends = list(accumulate(len(places) for _, places in self._items()))
        number = bisect_right(ends, at)
        at -= ends[number - 1] if number else 0
        start = at - at % _PAGE
        if self._last[:2] != (number, start):
            self._last = (number, start, self._page(self._items()[number], start))
        return self._last[2][at - start]

    def _items(self) -> list[Part]:
        if self._parts is None:
            parts, few = distinct(self._columns)
            names = [self._names.get(item, (item, "")) for item in few]
            columns = (few, [name for name, _ in names], [folder for _, folder in names])
            uuids, titles, folders = map(text_array, columns)
            self._parts = [*parts, (Items(uuids, titles, folders), np.arange(len(few)))] if few else parts
        return self._parts

    def _page(self, part: Part, start: int) -> list[ItemChange]:
        known, places = part[0], part[1][start : start + _PAGE]
        about = (picked(column, places).to_pylist() for column in (known.uuids, known.names, known.folders))
        items, names, folders = about
        found = [(key, cells.found(items)) for key, cells in self._columns.items()]
        return [
            ItemChange(
                item,
                names[at],
                folders[at],
                MappingProxyType({key: (cell[0], cell[1]) for key, cells in found if (cell := cells[at]) is not None}),
            )
            for at, item in enumerate(items)
        ]


def distinct(columns: Mapping[str, KeyCells]) -> tuple[list[Part], list[str]]:
    """Every item with staged cells once: those of blocks by where they stand there, and the others."""
    parts: list[Part] = []
    for cells in columns.values():
        if cells.block is None:
            continue
        items, places = cells.block.items, cells.places()
        for known, taken in parts:
            there = known.places_of(items)[places] if items is not known else places
            free = np.ones(len(known) + 1, np.bool_)  # the last stands for what is not there, at -1
            free[taken] = False
            places = places[free[there]]
        if len(places):
            parts.append((items, places))
    others = list(dict.fromkeys(item for cells in columns.values() for item in cells.over))
    for known, taken in parts:
        free = np.ones(len(known) + 1, np.bool_)
        free[taken] = False
        others = [item for item, free_ in zip(others, free[known.find(others)].tolist(), strict=True) if free_]
    return parts, others
