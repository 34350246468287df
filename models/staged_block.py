"""Very many staged cells of one key: who they belong to and what they were and shall be, each as one Arrow column."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from models.arrow import ArrowArray
from models.staged_columns import StagedCell
from models.text_arrays import Mask, Rows, equal, hashes, is_run, joined, picked, text_array

_AT_ONCE = 4096


class Items:
    """Items with their names and folders, found by identifier. Never changes; no item is there twice.

    `origin` and `rows` say which rows of which frame they are, where that is known.
    """

    def __init__(
        self,
        uuids: ArrowArray,
        names: ArrowArray,
        folders: ArrowArray,
        origin: object | None = None,
        rows: Rows | None = None,
    ) -> None:
        self.uuids = uuids
        self.names = names
        self.folders = folders
        self.origin = origin
        self.rows = rows
        self.known_rows: WeakKeyDictionary[object, tuple[int, Rows]] = WeakKeyDictionary()
        """Of frames they did not come from: how many rows were looked at, and the row of each item or -1."""
        self._index: tuple[npt.NDArray[np.uint64], Rows] | None = None

    def __len__(self) -> int:
        return len(self.uuids)

    def index(self) -> tuple[npt.NDArray[np.uint64], Rows]:
        """What `find` looks into; made once, a tenth of a second for a million, so let a lane ask first."""
        if self._index is None:
            found = hashes(self.uuids)
            order = np.argsort(found).astype(np.int64)
            self._index = (found[order], order)
        return self._index

    def take_index(self, index: tuple[npt.NDArray[np.uint64], Rows]) -> None:
        """Know what `find` looks into."""
        self._index = index

    def find(self, items: Sequence[str]) -> Rows:
        """The position of each item, -1 where it is not among these."""
        return self.find_all(text_array(items)) if items else np.empty(0, np.int64)

    def find_all(self, wanted: ArrowArray) -> Rows:
        """The same for very many."""
        found = np.full(len(wanted), -1, np.int64)
        if not len(self) or not len(wanted):
            return found
        ordered, order = self.index()
        looked_for = hashes(wanted)
        places = np.searchsorted(ordered, looked_for)
        open_ones = np.arange(len(found))
        while len(open_ones):
            inside = places[open_ones] < len(ordered)
            open_ones = open_ones[inside]
            open_ones = open_ones[ordered[places[open_ones]] == looked_for[open_ones]]
            positions = order[places[open_ones]]
            same = equal(picked(self.uuids, positions), picked(wanted, open_ones))
            found[open_ones[same]] = positions[same]
            open_ones = open_ones[~same]  # two texts with one hash lie side by side
            places[open_ones] += 1
        return found

    def find_rows(self, origin: object, rows: Rows) -> Rows | None:
        """The position of each row of a frame, -1 where it is not among these; None where that is not known."""
        if origin is None or self.origin is not origin or self.rows is None:
            return None
        if not len(self.rows) or not len(rows):
            return np.full(len(rows), -1, np.int64)
        places = np.full(max(int(self.rows.max()), int(rows.max())) + 1, -1, np.int64)
        places[self.rows] = np.arange(len(self.rows))
        return places[rows]

    def places_of(self, others: "Items") -> Rows:
        """The position of each of other items, -1 where it is not among these."""
        known = None if others.rows is None else self.find_rows(others.origin, others.rows)
        return self.find_all(others.uuids) if known is None else known

    def without(self, gone: Rows) -> "Items":
        """The items but for those at some positions; what `find` looks into is kept."""
        stays = np.ones(len(self), np.bool_)
        stays[gone] = False
        items = self.take(np.flatnonzero(stays))
        if self._index is not None and items is not self:
            ordered, order = self._index
            left = stays[order]
            items.take_index((ordered[left], (np.cumsum(stays) - 1)[order[left]]))
        return items

    def take(self, positions: Rows) -> "Items":
        """Some of the items."""
        if len(positions) == len(self) and is_run(positions, 0):
            return self
        rows = None if self.rows is None else self.rows[positions]
        return Items(
            picked(self.uuids, positions),
            picked(self.names, positions),
            picked(self.folders, positions),
            self.origin,
            rows,
        )

    def and_also(self, others: "Items") -> "Items":
        """These and others, of which none is here."""
        known = self.origin is others.origin and self.rows is not None and others.rows is not None
        return Items(
            joined([self.uuids, others.uuids]),
            joined([self.names, others.names]),
            joined([self.folders, others.folders]),
            self.origin if known else None,
            np.concatenate([self.rows, others.rows])
            if self.rows is not None and others.rows is not None and known
            else None,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Staged cells of one key, position by position; `kept` marks values that break the schema on purpose."""

    items: Items
    base: ArrowArray
    after: ArrowArray
    kept: Mask

    def __len__(self) -> int:
        return len(self.items)

    def cells(self, positions: Rows) -> list[StagedCell]:
        """The cells at some positions."""
        bases, afters = picked(self.base, positions).to_pylist(), picked(self.after, positions).to_pylist()
        return list(map(StagedCell, bases, afters, self.kept[positions].tolist()))

    def each(self, places: Rows) -> Iterator[tuple[str, StagedCell]]:
        """Item and cell at some positions, a few thousand at a time."""
        for start in range(0, len(places), _AT_ONCE):
            positions = places[start : start + _AT_ONCE]
            yield from zip(picked(self.items.uuids, positions).to_pylist(), self.cells(positions), strict=True)

    def take(self, positions: Rows) -> "Block":
        """Some of the cells."""
        if len(positions) == len(self) and is_run(positions, 0):
            return self
        base, after = picked(self.base, positions), picked(self.after, positions)
        return Block(self.items.take(positions), base, after, self.kept[positions])

    def without(self, gone: Rows) -> "Block":
        """The cells but for those at some positions."""
        items = self.items.without(gone)
        if items is self.items:
            return self
        stays = np.ones(len(self), np.bool_)
        stays[gone] = False
        left = np.flatnonzero(stays)
        return Block(items, picked(self.base, left), picked(self.after, left), self.kept[left])

    def and_also(self, others: "Block") -> "Block":
        """These cells and those of other items."""
        if not len(self) or not len(others):
            return others if not len(self) else self
        base, after = joined([self.base, others.base]), joined([self.after, others.after])
        return Block(self.items.and_also(others.items), base, after, np.concatenate([self.kept, others.kept]))


@dataclass(frozen=True, slots=True, eq=False)
class Delta:
    """What a large command stages under one key: cells, and the items that are staged no more."""

    key: str
    block: Block
    gone: ArrowArray

    @property
    def touched(self) -> ArrowArray:
        """Every item whose staged cell changes."""
        return joined([self.block.items.uuids, self.gone]) if len(self.gone) else self.block.items.uuids
