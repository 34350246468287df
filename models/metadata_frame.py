"""The items of one table as the platform last confirmed them: Arrow columns, and the order shown."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from domain.metadata import Cell
from models.arrow import ArrowArray, ArrowTable, joined, one_piece, present, rows_taken, taken, values_of
from models.arrow_page import FACT_MARK, KEY_MARK, UNREADABLE, keys_of
from models.frame_reading import FrameReading, Origin
from models.news import News
from models.row_index import RowIndex

_FEW = 256

_UUID = f"{FACT_MARK}uuid"
_NAME = f"{FACT_MARK}name"


class MetadataFrame:
    """What the platform last confirmed of each item, by row; rows are never taken away, only added.

    A row is a position in the order of arrival; `order` says which rows are shown, and where.
    """

    def __init__(self) -> None:
        self._parts: list[dict[str, ArrowArray]] = []
        self._starts: list[int] = []
        self._rows = 0
        self._keys: dict[str, None] = {}
        self._row_of = RowIndex()
        self._news = News()
        self._accepted = self._news.cells
        self._accepted_facts = self._news.facts
        self.origin = Origin()
        """Stands for this frame where its rows are remembered."""
        self._asked = 0
        self.order: npt.NDArray[np.int64] = np.empty(0, np.int64)
        """The rows shown, from top to bottom."""
        self.holds_new_rows = False
        """Whether rows that come wait instead of being shown below the others: a filter is on."""

    joined = staticmethod(joined)

    @property
    def rows(self) -> int:
        """How many items there are, shown or not."""
        return self._rows

    @property
    def keys(self) -> tuple[str, ...]:
        """Every metadata key that came with an item or was added, in the order of arrival."""
        return tuple(self._keys)

    def add_keys(self, keys: Iterable[str]) -> None:
        """Know of keys that no item has yet."""
        self._keys.update(dict.fromkeys(keys))

    def drop_key(self, key: str) -> None:
        """Forget a key that was added and that no item has."""
        self._keys.pop(key, None)

    def has_values(self, key: str) -> bool:
        """Whether a key came with an item, so that its column is not only one added here."""
        column = KEY_MARK + key
        return any(column in part for part in self._parts) or any(key in cells for cells in self._accepted.values())

    def append(self, table: ArrowTable) -> range:
        """Add the items of an Arrow table (see `arrow_page`) that are not here yet, shown last; gives their rows."""
        return self.add(self.new_items(table))

    def add(self, table: ArrowTable) -> range:
        """Add items of which it is known that none is here: what `new_items` gave, before anything else is added.

        They are shown last, or while `holds_new_rows` wait until someone puts them into the order.
        """
        start = self._rows
        if not table.num_rows:
            return range(start, start)
        self._parts.append({name: one_piece(table, name) for name in table.column_names})
        self._starts.append(start)
        self._rows += table.num_rows
        self._row_of.add(values_of(table, _UUID), range(start, self._rows))
        self.add_keys(keys_of(table))
        if not self.holds_new_rows:
            self.order = np.concatenate([self.order, np.arange(start, self._rows, dtype=np.int64)])
        return range(start, self._rows)

    def new_items(self, table: ArrowTable) -> ArrowTable:
        """The table without items that are here already or that it has twice: pages may overlap while others write."""
        first: dict[str, int] = {}
        for position, uuid in enumerate(values_of(table, _UUID)):
            if uuid not in self._row_of:
                first.setdefault(uuid, position)
        if len(first) == table.num_rows:
            return table
        return rows_taken(table, list(first.values()))

    def row_of(self, uuid: str) -> int | None:
        """The row of an item, or None where it is not here."""
        return self._row_of.get(uuid)

    def uuid(self, row: int) -> str:
        """The item of a row."""
        return self._value(row, _UUID)

    def name(self, row: int) -> str:
        """The item's name."""
        return self.fact(row, "name") or ""

    def fact(self, row: int, name: str) -> Any:
        """What the platform says of the item; None where it says nothing."""
        newer = self._accepted_facts.get(row)
        if newer is not None and name in newer:
            return newer[name]
        return self._value(row, FACT_MARK + name)

    def confirmed(self, row: int, key: str) -> Cell:
        """The JSON text of the value the platform holds, or None where the item does not have the key."""
        newer = self._accepted.get(row)
        return self._value(row, KEY_MARK + key) if newer is None else newer.get(key)

    def unreadable(self, row: int) -> str | None:
        """Why the item's metadata cannot be read, or None where it can."""
        return None if row in self._accepted else self._value(row, UNREADABLE)

    @property
    def accepted_count(self) -> int:
        """Of how many items the platform confirmed something new since they were loaded."""
        return self._news.count

    def accepted_rows(self) -> npt.NDArray[np.int64]:
        """The rows of these items."""
        return self._news.rows()

    def accepted_among(self, items: Iterable[str]) -> frozenset[str]:
        """Those of the items of which it did."""
        known = ((item, self._row_of.get(item)) for item in items)
        return frozenset(item for item, row in known if row is not None and self._news.tells_of(row))

    def metadata(self, row: int) -> dict[str, str]:
        """Every key the platform holds for the item, with its JSON text."""
        newer = self._accepted.get(row)
        cells = newer if newer is not None else {key: self._value(row, KEY_MARK + key) for key in self._keys}
        return {key: cell for key, cell in cells.items() if cell is not None}

    def fact_values(self, rows: Sequence[int], name: str) -> list[Any]:
        """One fact of many rows at once."""
        values = self._values(rows, FACT_MARK + name)
        if self._accepted_facts:
            for position, row in enumerate(rows):
                newer = self._accepted_facts.get(row)
                if newer is not None and name in newer:
                    values[position] = newer[name]
        return values

    def texts(self, rows: Sequence[int], name: str) -> list[str]:
        """One fact that is text, of many rows at once; empty where the platform says nothing."""
        values = self.fact_values(rows, name)
        return [value or "" for value in values] if None in values else values

    def confirmed_values(self, rows: Sequence[int], key: str) -> list[Cell]:
        """One key's confirmed values of many rows at once."""
        values: list[Cell] = self._values(rows, KEY_MARK + key)
        if self._accepted:
            for position, row in enumerate(rows):
                newer = self._accepted.get(row)
                if newer is not None:
                    values[position] = newer.get(key)
        return values

    def confirmed_of(self, key: str, items: Sequence[str]) -> dict[str, Cell]:
        """One key's confirmed values of those of the items that are here."""
        known = {item: row for item in items if (row := self._row_of.get(item)) is not None}
        return dict(zip(known, self.confirmed_values(list(known.values()), key), strict=True))

    def uuids(self, rows: Sequence[int]) -> list[str]:
        """The items of many rows at once."""
        return self._values(rows, _UUID)

    def unreadables(self, rows: Sequence[int]) -> list[str | None]:
        """Why the metadata of many rows cannot be read, None where it can."""
        reasons: list[str | None] = self._values(rows, UNREADABLE)
        if self._accepted:
            return [None if row in self._accepted else reason for row, reason in zip(rows, reasons, strict=True)]
        return reasons

    def unreadable_rows(self) -> npt.NDArray[np.int64]:
        """The rows whose metadata cannot be read."""
        found = [np.empty(0, np.int64)]
        for start, part in zip(self._starts, self._parts, strict=True):
            found.append(present(part[UNREADABLE]) + start)
        rows = np.concatenate(found)
        return rows[[row not in self._accepted for row in rows.tolist()]] if self._accepted else rows

    def accept(
        self, confirmed: Mapping[str, Mapping[str, Cell]], facts: Mapping[str, Mapping[str, Any]] | None = None
    ) -> list[int]:
        """Take over what the platform now says: item -> its whole metadata, item -> facts that moved. Gives the rows.

        The news lie over the Arrow columns (writing one cell copies a column), but for those of very many items.
        """
        self._asked += 1
        here = {row: cells for uuid, cells in confirmed.items() if (row := self._row_of.get(uuid)) is not None}
        for row, cells in here.items():
            self._news.take_cells(self._page_of(row), row, cells)
        shapes = dict.fromkeys(map(tuple, here.values()))  # most items have the same keys
        self.add_keys(key for shape in shapes for key in shape)
        moved = {row: values for uuid, values in (facts or {}).items() if (row := self._row_of.get(uuid)) is not None}
        for row, values in moved.items():
            self._news.take_facts(self._page_of(row), row, values)
        self._fold()
        return sorted(here.keys() | moved.keys())

    def _fold(self) -> None:
        """Make some of the news part of their page where there are very many: a million dicts would be gigabytes."""
        number = self._news.due()
        if number is not None:
            page = self._news.become_part(number, self._parts[number], self._starts[number])
            self._parts[number] = self._parts[number] if page is None else page

    def _page_of(self, row: int) -> int:
        return bisect_right(self._starts, row) - 1

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that came with any item."""
        names = dict.fromkeys(name for part in self._parts for name in part if name.startswith(FACT_MARK))
        return tuple(name.removeprefix(FACT_MARK) for name in names)

    @property
    def asked(self) -> int:
        """Moves whenever the platform says something new of items that are here."""
        return self._asked

    def reading(self) -> FrameReading:
        """Everything as it is now, for a lane."""
        accepted, facts = dict(self._accepted), dict(self._accepted_facts)
        pages = (self._rows, list(self._starts), list(self._parts))
        return FrameReading(self.origin, self._asked, *pages, accepted, facts, self._row_of.get)

    def pieces(self, column: str) -> list[tuple[int, ArrowArray | None]]:
        """A column ("f:" + fact, "k:" + key) page by page: how many rows, and their values as they were loaded."""
        ends = [*self._starts[1:], self._rows][: len(self._starts)]
        sizes = (end - start for start, end in zip(self._starts, ends, strict=True))
        return [(size, part.get(column)) for size, part in zip(sizes, self._parts, strict=True)]

    def news(self, column: str) -> dict[int, Any]:
        """What the platform said since of a column: row -> value."""
        if column.startswith(KEY_MARK):
            key = column.removeprefix(KEY_MARK)
            return {row: cells.get(key) for row, cells in self._accepted.items()}
        name = column.removeprefix(FACT_MARK)
        return {row: facts[name] for row, facts in self._accepted_facts.items() if name in facts}

    def _value(self, row: int, column: str) -> Any:
        part = self._page_of(row)
        array = self._parts[part].get(column)
        return None if array is None else array[row - self._starts[part]].as_py()

    def _values(self, rows: Sequence[int], column: str) -> list[Any]:
        if isinstance(rows, range):
            return self._neighbours(rows, column)
        if len(rows) <= _FEW:
            return [self._value(row, column) for row in rows]
        return self._taken(np.asarray(rows, np.int64), column)

    def _neighbours(self, rows: range, column: str) -> list[Any]:
        values: list[Any] = []
        while len(values) < len(rows):
            row = rows[len(values)]
            part = self._page_of(row)
            end = self._starts[part + 1] if part + 1 < len(self._starts) else self._rows
            count = min(end, rows[-1] + 1) - row
            array = self._parts[part].get(column)
            values += [None] * count if array is None else array.slice(row - self._starts[part], count).to_pylist()
        return values

    def _taken(self, rows: npt.NDArray[np.int64], column: str) -> list[Any]:
        """Many rows at once, part by part: a take over a column of many pieces would be a hundred times slower."""
        values: list[Any] = [None] * len(rows)
        parts = np.searchsorted(self._starts, rows, side="right") - 1
        for part in sorted(set[int](parts.tolist())):
            array = self._parts[part].get(column)
            if array is not None:
                positions = np.flatnonzero(parts == part)
                found = taken(array, rows[positions] - self._starts[part])
                for position, value in zip(positions.tolist(), found, strict=True):
                    values[position] = value
        return values
