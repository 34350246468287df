"""What is staged, item by item, each change made when it is looked at: a million of them are never there at once."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from operator import eq
from types import MappingProxyType
from typing import Any, cast, overload

import numpy as np
from typing_extensions import override

from domain.changes import ItemChange
from models.key_cells import KeyCells
from models.staged_block import Items
from models.text_arrays import text_array

_PAGE = 1024


class StagedChanges(Sequence[ItemChange]):
    """One change an item, in a fixed order, of cells that nobody moves any more. `names` of what is in no block."""

    def __init__(self, columns: Mapping[str, KeyCells], names: Mapping[str, tuple[str, str]]) -> None:
        self._columns = columns
        self._names = names
        self._parts: list[Items] | None = None
        self._last: tuple[int, int, list[ItemChange]] = (-1, 0, [])

    @override
    def __len__(self) -> int:
        return sum(map(len, self._items()))

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
            for start in range(0, len(part), _PAGE):
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
        ends = list(accumulate(map(len, self._items())))
        number = bisect_right(ends, at)
        at -= ends[number - 1] if number else 0
        start = at - at % _PAGE
        if self._last[:2] != (number, start):
            self._last = (number, start, self._page(self._items()[number], start))
        return self._last[2][at - start]

    def _items(self) -> list[Items]:
        if self._parts is None:
            parts, few = distinct(self._columns)
            names = [self._names.get(item, (item, "")) for item in few]
            columns = (few, [name for name, _ in names], [folder for _, folder in names])
            uuids, titles, folders = map(text_array, columns)
            self._parts = [*parts, Items(uuids, titles, folders)] if few else parts
        return self._parts

    def _page(self, part: Items, start: int) -> list[ItemChange]:
        size = min(_PAGE, len(part) - start)
        about = (column.slice(start, size).to_pylist() for column in (part.uuids, part.names, part.folders))
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


def distinct(columns: Mapping[str, KeyCells]) -> tuple[list[Items], list[str]]:
    """Every item with staged cells once: those of blocks as columns, and the others."""
    parts: list[Items] = []
    for cells in columns.values():
        items = cells.items_of_block()
        if items is None or any(items is part for part in parts):
            continue
        for part in parts:
            items = items.take(np.flatnonzero(part.places_of(items) < 0))
        if len(items):
            parts.append(items)
    few = dict.fromkeys(item for cells in columns.values() for item, cell in cells.over.items() if cell is not None)
    others = list(few)
    for part in parts:
        others = [item for item, place in zip(others, part.find(others).tolist(), strict=True) if place < 0]
    return parts, others
