"""The staged cells of one key: a block of very many, and over it what was edited cell by cell."""

from collections.abc import ItemsView, Iterable, Iterator, Mapping, Sequence, ValuesView
from typing import TypeVar, overload

import numpy as np
from typing_extensions import override

from models.staged_block import Block, Delta, Items
from models.staged_columns import StagedCell, StagedColumn
from models.text_arrays import Rows

T = TypeVar("T")
_MOST_OVER = 100_000


class KeyCells(Mapping[str, StagedCell]):
    """Item -> staged cell. `over` holds None for an item of the block that is staged no more."""

    def __init__(self, block: Block | None = None, over: dict[str, StagedCell | None] | None = None) -> None:
        self.block = block
        self.over: dict[str, StagedCell | None] = {} if over is None else over
        self._count = 0 if block is None else len(block)
        self._count += self._more() if self.over else 0

    def copy(self) -> "KeyCells":
        """The same, which later edits leave alone; the block is shared."""
        fresh = KeyCells()
        fresh.block, fresh.over, fresh._count = self.block, dict(self.over), self._count
        return fresh

    @override
    def __len__(self) -> int:
        return self._count

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
        if cell is None and self.block is not None and key not in self.over:
            cell = self.found([key])[0]
        return default if cell is None else cell

    def found(self, items: Sequence[str]) -> list[StagedCell | None]:
        """The cell of each item, None where it has none; many at once."""
        if self.block is None:
            return list(map(self.over.get, items))
        cells = self._in_block(self.block, items)
        if self.over:
            for at, item in enumerate(items):
                if item in self.over:
                    cells[at] = self.over[item]
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
            yield from (pair for pair in self.block.each() if pair[0] not in self.over)
        for item, cell in self.over.items():
            if cell is not None:
                yield item, cell

    def put(self, column: StagedColumn) -> None:
        """Stage cells, and stage others no more."""
        if self.block is None:
            for item in column.gone:
                self.over.pop(item, None)
            self.over.update(column.cells())
            self._count = len(self.over)
            return
        known = self.block.items
        self._count -= self._staged_of([*column.items, *column.gone])
        for item, place in zip(column.gone, known.find(column.gone).tolist(), strict=True):
            if place < 0:
                self.over.pop(item, None)
            else:
                self.over[item] = None
        self.over.update(column.cells())
        self._count += len(column.items)
        if len(self.over) > _MOST_OVER:
            self._let_go()

    def items_of_block(self) -> Items | None:
        """The items of the block that are staged still; None where there is no block."""
        if self.block is None:
            return None
        gone = self._gone()
        return self.block.items.without(gone) if len(gone) else self.block.items

    def only(self, items: Iterable[str]) -> "KeyCells":
        """The cells of some items."""
        wanted = list(items)
        found = zip(wanted, self.found(wanted), strict=True)
        return KeyCells(None, {item: cell for item, cell in found if cell is not None})

    def laid_over(self, delta: Delta, at: Rows | None = None) -> "KeyCells":
        """What becomes of these cells under a large command. `at`: where its items stand in the block, -1: nowhere."""
        block, over = delta.block, dict[str, StagedCell | None]()
        if self.block is not None:
            touched = self.block.items.find_all(delta.touched) if at is None else at
            block = self.block.without(touched[touched >= 0]).and_also(block)
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

    def _gone(self) -> Rows:
        """Where the items of the block stand that are staged no more."""
        gone = [item for item, cell in self.over.items() if cell is None]
        return np.empty(0, np.int64) if self.block is None else self.block.items.find(gone)

    def _let_go(self) -> None:
        """Take out of the block what is staged no more, as after each part of a push."""
        if self.block is None:
            return
        gone = self._gone()
        if len(gone) > _MOST_OVER // 2:
            block = self.block.without(gone)
            self.block = block if len(block) else None
            self.over = {item: cell for item, cell in self.over.items() if cell is not None}

    def _in_block(self, block: Block, items: Sequence[str]) -> list[StagedCell | None]:
        places = block.items.find(items)
        here = np.flatnonzero(places >= 0)
        cells: list[StagedCell | None] = [None] * len(items)
        for at, cell in zip(here.tolist(), block.cells(places[here]), strict=True):
            cells[at] = cell
        return cells

    def _staged_of(self, items: Sequence[str]) -> int:
        return sum(cell is not None for cell in self.found(items))

    def _more(self) -> int:
        """How many more cells there are than in the block alone."""
        staged = sum(cell is not None for cell in self.over.values())
        if self.block is None:
            return staged
        return staged - int((self.block.items.find(list(self.over)) >= 0).sum())


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
