"""What the platform said since the items came: a few rows lie over the columns, many become part of them."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow

from domain.metadata import Cell
from models.arrow import ArrowArray, picked, texts
from models.arrow_page import FACT_MARK, KEY_MARK, UNREADABLE, fact_column

MANY = 12_000
"""Rows that lie over the columns, 5 KB each; of more, one page after the other takes its own."""
AT_ONCE = 300  # rows that a page takes in one go, a hundredth of a second

_arrow: Any = pyarrow
_REFUSALS: tuple[type[Exception], ...] = (
    _arrow.ArrowInvalid,
    _arrow.ArrowTypeError,
    _arrow.ArrowNotImplementedError,
    OverflowError,
    UnicodeError,
)


class News:
    """By row: the whole metadata as the platform said it last, and the facts that moved."""

    def __init__(self) -> None:
        self.cells: dict[int, Mapping[str, Cell]] = {}
        self.facts: dict[int, Mapping[str, Any]] = {}
        self._by_page: dict[int, dict[int, None]] = {}
        self._told = np.zeros(0, np.bool_)
        self.count = 0
        """Of how many items it said something new, whether that lies over the columns or became part of them."""

    def take_cells(self, page: int, row: int, cells: Mapping[str, Cell]) -> None:
        """The metadata of an item is this now."""
        self.cells[row] = cells
        self._by_page.setdefault(page, {})[row] = None
        if row >= len(self._told):
            self._told = np.concatenate([self._told, np.zeros(row + 1, np.bool_)])
        self.count += not self._told[row]
        self._told[row] = True

    def take_facts(self, page: int, row: int, facts: Mapping[str, Any]) -> None:
        """Some facts of an item are these now."""
        self.facts[row] = {**self.facts.get(row, {}), **facts}
        self._by_page.setdefault(page, {})[row] = None

    def rows(self) -> npt.NDArray[np.int64]:
        """The rows whose metadata was said anew."""
        return np.flatnonzero(self._told)

    def tells_of(self, row: int) -> bool:
        """Whether the metadata of a row was said anew."""
        return row < len(self._told) and bool(self._told[row])

    def due(self) -> int | None:
        """The page with the most rows that are not part of its columns, once there are very many; else None."""
        if len(self.cells) + len(self.facts) <= 2 * MANY or not self._by_page:
            return None
        return max(self._by_page, key=lambda page: len(self._by_page[page]))

    def become_part(self, number: int, page: Mapping[str, ArrowArray], start: int) -> dict[str, ArrowArray] | None:
        """A page with its news in its columns; None where they cannot be, and then they stay over them for good."""
        rows = list(self._by_page[number])[:AT_ONCE]
        try:
            made = _with_facts(_with_cells(page, start, self._of(rows, self.cells)), start, self._of(rows, self.facts))
        except _REFUSALS:
            del self._by_page[number]
            return None
        for row in rows:
            self.cells.pop(row, None)
            self.facts.pop(row, None)
            del self._by_page[number][row]
        if not self._by_page[number]:
            del self._by_page[number]
        return made

    @staticmethod
    def _of(rows: Sequence[int], said: Mapping[int, Mapping[str, Any]]) -> dict[int, Mapping[str, Any]]:
        return {row: said[row] for row in rows if row in said}


def _with_cells(
    page: Mapping[str, ArrowArray], start: int, said: Mapping[int, Mapping[str, Cell]]
) -> dict[str, ArrowArray]:
    """The columns of keys hold what was said, and nothing else under keys that were not."""
    columns = dict(page)
    if not said:
        return columns
    places = np.fromiter(said, np.int64, len(said)) - start
    keys = dict.fromkeys(name for name in page if name.startswith(KEY_MARK))
    shapes = dict.fromkeys(map(tuple, said.values()))  # most items have the same keys
    keys |= dict.fromkeys(KEY_MARK + key for shape in shapes for key in shape)
    for name in keys:
        key = name.removeprefix(KEY_MARK)
        _put(columns, name, places, [cells.get(key) for cells in said.values()])
    _put(columns, UNREADABLE, places, [None] * len(places))
    return columns


def _with_facts(
    page: dict[str, ArrowArray], start: int, said: Mapping[int, Mapping[str, Any]]
) -> dict[str, ArrowArray]:
    for fact in dict.fromkeys(name for facts in said.values() for name in facts):
        rows = [row for row, facts in said.items() if fact in facts]
        _put(page, FACT_MARK + fact, np.array(rows, np.int64) - start, [said[row][fact] for row in rows])
    return page


def _put(columns: dict[str, ArrowArray], name: str, places: npt.NDArray[np.int64], values: Sequence[Any]) -> None:
    """Other values at some places of a column; one without any value is no column, but for what each page has."""
    column = columns.get(name)
    if column is None:
        if all(value is None for value in values):
            return
        kind = texts(()).type if name.startswith(KEY_MARK) else fact_column(name.removeprefix(FACT_MARK), ()).type
        column = _arrow.nulls(len(next(iter(columns.values()))), kind)
    new: Any = _arrow.array(values, column.type)
    old: Any = picked(column, places)
    if old.equals(new):
        return
    sources = np.arange(len(column), dtype=np.int64)
    sources[places] = np.arange(len(column), len(column) + len(new))
    put: Any = picked(_arrow.concat_arrays([column, new]), sources)
    if name.startswith(KEY_MARK) and put.null_count == len(put):
        del columns[name]
    else:
        columns[name] = put
