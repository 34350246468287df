"""What a push of very many items would do: of the many that simply change, only that they do; of the others, all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import overload

from typing_extensions import override

from controllers.push_plan import PlannedItem
from domain.changes import ItemChange

_PLAIN, _ALREADY, _NOTABLE = 0, 1, 2


class PlannedItems(Sequence[PlannedItem]):
    """Reads as all planned items. An item that simply changes is made anew from its change whenever it is asked for.

    None of them has the platform's whole metadata: it is read again just before each is sent.
    """

    def __init__(self, changes: Sequence[ItemChange]) -> None:
        self._changes = changes
        self._kinds = bytearray()
        self._notable: dict[int, PlannedItem] = {}
        self.unchanged = 0

    def add(self, planned: Sequence[PlannedItem]) -> None:
        """What was worked out for the next of the changes."""
        for item in planned:
            kind = _PLAIN if _is_plain(item) else _ALREADY if item.already else _NOTABLE
            if kind == _NOTABLE:
                self._notable[len(self._kinds)] = replace(item, before="")
            self.unchanged += kind == _ALREADY
            self._kinds.append(kind)

    @property
    def notable(self) -> Mapping[int, PlannedItem]:
        """Place -> the items of which there is more to say than that they change."""
        return self._notable

    def first_plain(self, count: int) -> list[PlannedItem]:
        """The first items that simply change or are there already."""
        places = (at for at, kind in enumerate(self._kinds) if kind != _NOTABLE)
        return [self[at] for at in islice(places, count)]

    @overload
    def __getitem__(self, index: int) -> PlannedItem: ...
    @overload
    def __getitem__(self, index: slice) -> list[PlannedItem]: ...
    @override
    def __getitem__(self, index: int | slice) -> PlannedItem | list[PlannedItem]:
        if isinstance(index, slice):
            places = range(*index.indices(len(self)))
            return [self._made(at, change) for at, change in zip(places, self._changes[index], strict=True)]
        at = range(len(self))[index]
        return self._made(at, self._changes[at])

    @override
    def __len__(self) -> int:
        return len(self._kinds)

    @override
    def __iter__(self) -> Iterator[PlannedItem]:
        return (self._made(at, change) for at, change in enumerate(self._changes))

    def _made(self, at: int, change: ItemChange) -> PlannedItem:
        kind = self._kinds[at]
        if kind == _NOTABLE:
            return self._notable[at]
        if kind == _ALREADY:
            return PlannedItem(change, now={key: after for key, (_, after) in change.cells.items()})
        cells = change.cells.items()
        return PlannedItem(
            change, now={key: base for key, (base, _) in cells}, wanted={key: after for key, (_, after) in cells}
        )


def _is_plain(item: PlannedItem) -> bool:
    if item.problem is not None or item.conflicts or item.would_drop or item.invalid:
        return False
    cells = item.change.cells
    if len(item.wanted) != len(cells):
        return False
    return all(key in item.wanted and item.now.get(key) == base for key, (base, _) in cells.items())
