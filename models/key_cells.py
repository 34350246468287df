"""The staged cells of one key: a block of very many, and over it what was edited cell by cell."""

from collections.abc import ItemsView, Iterable, Iterator, Mapping, Sequence, ValuesView
from typing import TypeVar, overload

import numpy as np
from typing_extensions import override

from models.staged_block import Block, Delta
from models.staged_columns import ColumnChange, StagedCell, StagedColumn, staged_column
from models.text_arrays import Mask, Rows, picked

T = TypeVar("T")


class KeyCells(Mapping[str, StagedCell]):
    """Item -> staged cell. `over` are cells of their own; `out` says which cells of the block count no more."""

    def __init__(self, block: Block | None = None, over: dict[str, StagedCell] | None = None) -> None:
        self.block = block
        self.over: dict[str, StagedCell] = {}
        self.out: Mask = np.zeros(0 if block is None else len(block), np.bool_)
        self._left = len(self.out)
        if over:
            self._take_out(list(over))
            self.over = over

    def copy(self) -> "KeyCells":
        """The same, which later edits leave alone; the block is shared."""
        fresh = KeyCells()
        fresh.block, fresh.over = self.block, dict(self.over)
        fresh.out, fresh._left = self.out.copy(), self._left
        return fresh

    @override
    def __len__(self) -> int:
        return self._left + len(self.over)

    @override
    def __iter__(self) -> Iterator[str]:
        return (item for item, _ in self.pairs())

    @override
    def __contains__(self, item: object) -> bool:
        return isinstance(item, str) and self.get(item) is not None

    @override
    def __getitem__(self, item: str) -> StagedCell:
        cell = self.get(item)
        if cell is None:
            raise KeyError(item)
        return cell

    @overload
    def get(self, key: str, /) -> StagedCell | None: ...
    @overload
    def get(self, key: str, /, default: StagedCell) -> StagedCell: ...
    @overload
    def get(self, key: str, /, default: T) -> StagedCell | T: ...
    @override
    def get(self, key: str, /, default: StagedCell | T | None = None) -> StagedCell | T | None:
        cell = self.over.get(key)
        if cell is None and self._left:
            cell = self.found([key])[0]
        return default if cell is None else cell

    def found(self, items: Sequence[str]) -> list[StagedCell | None]:
        """The cell of each item, None where it has none; many at once."""
        if self.block is None or not self._left:
            return list(map(self.over.get, items))
        cells = self._in_block(self.block, items)
        if self.over:
            return [cell or self.over.get(item) for item, cell in zip(items, cells, strict=True)]
        return cells

    @override
    def items(self) -> ItemsView[str, StagedCell]:
        return _Pairs(self)

    @override
    def values(self) -> ValuesView[StagedCell]:
        return _Cells(self)

    def pairs(self) -> Iterator[tuple[str, StagedCell]]:
        """Item and cell, without holding all of them."""
        if self.block is not None:
            yield from self.block.each(self.places())
        yield from self.over.items()

    def places(self) -> Rows:
        """Where the cells of the block stand that count still."""
        return np.flatnonzero(~self.out)

    def staged_by(self, change: ColumnChange) -> StagedColumn:
        """What a change stages, seen from the values before the first edit."""
        cells = self.found(change.items) if len(self) else []
        if not any(cells):
            return StagedColumn(change.key, change.items, change.before, change.after, tuple(change.kept))
        bases = [before if cell is None else cell.base for before, cell in zip(change.before, cells, strict=True)]
        return staged_column(change.key, zip(change.items, bases, change.after, strict=True), change.kept)

    def put(self, column: StagedColumn) -> None:
        """Stage cells, and stage others no more."""
        self._take_out([*column.items, *column.gone])
        for item in column.gone:
            self.over.pop(item, None)
        self.over.update(column.cells())

    def only(self, items: Iterable[str]) -> "KeyCells":
        """The cells of some items."""
        wanted = list(items)
        found = zip(wanted, self.found(wanted), strict=True)
        return KeyCells(None, {item: cell for item, cell in found if cell is not None})

    def laid_over(self, delta: Delta, at: Rows | None = None) -> "KeyCells":
        """What becomes of these cells under a large command. `at`: where its items stand in the block, -1: nowhere."""
        block, over = delta.block, dict[str, StagedCell]()
        if self.block is not None:
            touched = self.block.items.find_all(delta.touched) if at is None else at
            out = self.out.copy()
            out[touched[touched >= 0]] = True
            block = self.block.without(np.flatnonzero(out)).and_also(block)
        if self.over:
            edited = list(self.over)
            gone = frozenset(delta.gone.to_pylist())
            places = delta.block.items.find(edited).tolist()
            over = {
                item: self.over[item]
                for item, place in zip(edited, places, strict=True)
                if place < 0 and item not in gone
            }
        return KeyCells(block if len(block) else None, over)

    def whole(self) -> "KeyCells":
        """The same with nothing in the block that does not count. For a lane."""
        block = None if self.block is None else self.block.take(self.places())
        return KeyCells(block if block is not None and len(block) else None, dict(self.over))

    def names_of(self, items: Sequence[str]) -> dict[str, tuple[str, str]]:
        """Name and folder of those of the items that stand in the block, whether their cells count or not."""
        if self.block is None or not items:
            return {}
        known, places = self.block.items, self.block.items.find(items)
        there = np.flatnonzero(places >= 0)
        names, folders = (picked(column, places[there]).to_pylist() for column in (known.names, known.folders))
        return {items[at]: (name, folder) for at, name, folder in zip(there.tolist(), names, folders, strict=True)}

    def _take_out(self, items: Sequence[str]) -> None:
        """What the block says of these items counts no more; of a block of which nothing does nothing is kept."""
        if self.block is None:
            return
        places = self.block.items.find(items)
        self.out[places[places >= 0]] = True
        self._left = len(self.out) - int(np.count_nonzero(self.out))
        if not self._left:
            self.block, self.out = None, self.out[:0]

    def _in_block(self, block: Block, items: Sequence[str]) -> list[StagedCell | None]:
        places = block.items.find(items)
        here = np.flatnonzero(places >= 0)
        here = here[~self.out[places[here]]]
        cells: list[StagedCell | None] = [None] * len(items)
        for at, cell in zip(here.tolist(), block.cells(places[here]), strict=True):
            cells[at] = cell
        return cells


class _Pairs(ItemsView[str, StagedCell]):
    def __init__(self, cells: KeyCells) -> None:
        super().__init__(cells)
        self._cells = cells

    @override
    def __iter__(self) -> Iterator[tuple[str, StagedCell]]:
        return self._cells.pairs()


class _Cells(ValuesView[StagedCell]):
    def __init__(self, cells: KeyCells) -> None:
        super().__init__(cells)
        self._cells = cells

    @override
    def __iter__(self) -> Iterator[StagedCell]:
        return (cell for _, cell in self._cells.pairs())
