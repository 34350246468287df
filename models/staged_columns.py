"""Edits by column: one key, many items, what each was and shall be. A hundred thousand cells in a few lists."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import partial
from itertools import repeat
from typing import Any, NamedTuple, TypeAlias, cast

import msgspec

from domain.changes import CellChange
from domain.metadata import Cell, same_value

Names: TypeAlias = Mapping[str, tuple[str, str]]
"""Item -> its name and the UUID of its folder."""

_LITERALS = frozenset('"tfn[{')


class StagedCell(NamedTuple):
    """One staged cell: its value when first edited, what it shall be, and whether it breaks the schema on purpose."""

    base: Cell
    after: Cell
    kept_invalid: bool = False


class StagedColumn(msgspec.Struct, array_like=True, frozen=True):
    """What a command stages under one key: items with base and after, and items that are staged no more.

    `kept` are those of the items whose value breaks the schema on purpose. No item is there twice.
    """

    key: str
    items: Sequence[str]
    bases: Sequence[Cell]
    afters: Sequence[Cell]
    kept: Sequence[str] = ()
    gone: Sequence[str] = ()

    def cells(self) -> Iterator[tuple[str, StagedCell]]:
        """Item and staged cell, for each of the items."""
        kept = frozenset(self.kept)
        flags: Iterable[bool] = (item in kept for item in self.items) if kept else repeat(False)
        return zip(self.items, map(_staged_cell, zip(self.bases, self.afters, flags, strict=False)), strict=False)

    def parts(self, size: int) -> Iterator["StagedColumn"]:
        """The same in parts of at most `size` items, what is gone in the first."""
        if len(self.items) <= size:
            yield self
            return
        kept = frozenset(self.kept)
        for start in range(0, len(self.items), size):
            end = start + size
            items = self.items[start:end]
            flagged = [item for item in items if item in kept] if kept else ()
            gone = () if start else self.gone
            yield StagedColumn(self.key, items, self.bases[start:end], self.afters[start:end], flagged, gone)


# What _make does, without its Python frame: a hundred thousand cells are made at once.
_staged_cell = cast("Callable[[tuple[Cell, Cell, bool]], StagedCell]", partial(cast("Any", tuple).__new__, StagedCell))


@dataclass(frozen=True, slots=True)
class ColumnChange:
    """One key of many items, before and after; no item is there twice, and before and after are never the same value.

    `kept`: the items whose new value breaks the schema on purpose.
    """

    key: str
    items: Sequence[str]
    before: Sequence[Cell]
    after: Sequence[Cell]
    kept: AbstractSet[str] = frozenset()

    def inverse(self, kept: AbstractSet[str]) -> "ColumnChange":
        """The change that takes this one back; `kept` as it was before."""
        return ColumnChange(self.key, self.items, self.after, self.before, kept)


def columns_of(changes: Iterable[CellChange], kept: AbstractSet[tuple[str, str]] = frozenset()) -> list[ColumnChange]:
    """Changes cell by cell, as changes by column; the later of two changes to a cell counts."""
    columns: dict[str, dict[str, tuple[Cell, Cell]]] = {}
    for change in changes:
        cells = columns.setdefault(change.key, {})
        first = cells.get(change.item)
        cells[change.item] = (change.before if first is None else first[0], change.after)
    return [_column(key, cells, kept) for key, cells in columns.items()]


def _column(key: str, cells: Mapping[str, tuple[Cell, Cell]], kept: AbstractSet[tuple[str, str]]) -> ColumnChange:
    moved = {item: cell for item, cell in cells.items() if not same(*cell)}
    before, after = [cell[0] for cell in moved.values()], [cell[1] for cell in moved.values()]
    return ColumnChange(key, list(moved), before, after, frozenset(item for item in moved if (item, key) in kept))


def same(one: Cell, other: Cell) -> bool:
    """Whether two cells hold the same value; quick for the many that plainly do not."""
    if one == other:
        return True
    if not one or not other or _plainly_differ(one, other):
        return False
    return same_value(one, other)


def _plainly_differ(one: str, other: str) -> bool:
    first, second = one[0], other[0]
    if first != second:
        return first in _LITERALS or second in _LITERALS
    return first == '"' and "\\" not in one and "\\" not in other


def column_of(key: str, cells: Mapping[str, StagedCell | None]) -> StagedColumn:
    """The column that makes cells what is given; None: staged no more."""
    staged = {item: cell for item, cell in cells.items() if cell is not None}
    kept = [item for item, cell in staged.items() if cell.kept_invalid]
    bases, afters = [cell.base for cell in staged.values()], [cell.after for cell in staged.values()]
    return StagedColumn(key, list(staged), bases, afters, kept, [item for item, cell in cells.items() if cell is None])


def staged_column(key: str, cells: Iterable[tuple[str, Cell, Cell]], kept: AbstractSet[str]) -> StagedColumn:
    """Staged cells from (item, base, after); where those are the same value, the item is staged no more."""
    items: list[str] = []
    bases: list[Cell] = []
    afters: list[Cell] = []
    gone: list[str] = []
    for item, base, after in cells:
        if same(base, after):
            gone.append(item)
        else:
            items.append(item)
            bases.append(base)
            afters.append(after)
    return StagedColumn(key, items, bases, afters, [item for item in items if item in kept] if kept else (), gone)
