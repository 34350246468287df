"""The items a command touched: a plain set of few, or the columns of very many."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import Any

from typing_extensions import override

from models.key_cells import KeyCells
from models.staged_block import Items
from models.staged_changes import distinct
from models.staged_steps import LargeStep, SmallStep, Step
from models.text_arrays import picked, text_array

_AT_ONCE = 4096


class Touched(AbstractSet[str]):
    """A set of items kept as columns. Ask `among` about many at once."""

    def __init__(self, parts: Sequence[Items]) -> None:
        self.parts = parts

    @override
    def __len__(self) -> int:
        return sum(map(len, self.parts))

    @override
    def __contains__(self, item: object) -> bool:
        return isinstance(item, str) and any(part.find([item])[0] >= 0 for part in self.parts)

    @override
    def __iter__(self) -> Iterator[str]:
        for part in self.parts:
            for start in range(0, len(part), _AT_ONCE):
                yield from part.uuids.slice(start, min(_AT_ONCE, len(part) - start)).to_pylist()

    def among(self, items: Collection[str]) -> frozenset[str]:
        """Those of the items that are in it."""
        wanted = text_array(list(items))
        found: set[str] = set()
        for part in self.parts:
            places = part.find_all(wanted)
            found.update(picked(wanted, (places >= 0).nonzero()[0]).to_pylist())
        return frozenset(found)

    @classmethod
    @override
    def _from_iterable(cls, it: Iterable[Any]) -> frozenset[Any]:
        return frozenset(it)


def among(touched: AbstractSet[str], items: AbstractSet[str]) -> AbstractSet[str]:
    """Those of the items that were touched."""
    return touched.among(items) if isinstance(touched, Touched) else touched & items


def touched_by(step: Step) -> AbstractSet[str]:
    """The items of a step."""
    few = frozenset[str]().union(*(each.was for each in step if isinstance(each, SmallStep)))
    parts = [part for each in step if isinstance(each, LargeStep) for part in each.touched]
    return Touched([*parts, plain(few)]) if parts else few


def every_item(columns: Mapping[str, KeyCells]) -> AbstractSet[str]:
    """The items with staged cells under any key, and perhaps some that had any."""
    parts, few = distinct(columns)
    return Touched([*(items for items, _ in parts), plain(few)]) if parts else frozenset(few)


def together(one: AbstractSet[str], other: AbstractSet[str]) -> AbstractSet[str]:
    """The items of both; some may count twice where they are very many."""
    large = isinstance(one, Touched) or isinstance(other, Touched)
    return Touched([*_parts(one), *_parts(other)]) if large else one | other


def _parts(items: AbstractSet[str]) -> Sequence[Items]:
    return items.parts if isinstance(items, Touched) else [plain(items)]


def plain(items: Collection[str]) -> Items:
    """Items of which nothing but the identifier matters."""
    uuids = text_array(list(items))
    return Items(uuids, uuids, uuids)
