"""What is to be changed: one cell, one item, a whole set; and the set that takes it back."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from domain.metadata import Cell


class PushMode(StrEnum):
    """How staged edits meet what the platform holds when they are pushed."""

    MERGE = "merge"
    """Only the edited keys change; whatever else was set on the platform meanwhile is kept."""
    REPLACE = "replace"
    """The item's metadata becomes exactly what the table shows; keys added on the platform meanwhile are dropped."""


@dataclass(frozen=True, slots=True)
class CellChange:
    """One key of one item, before and after."""

    item: str
    key: str
    before: Cell
    after: Cell


@dataclass(frozen=True, slots=True)
class ItemChange:
    """Everything that changes on one item: key -> (before, after). `folder` is the item's folder, as a UUID."""

    item: str
    name: str
    folder: str
    cells: Mapping[str, tuple[Cell, Cell]]


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """Changes to any number of items, each item once."""

    items: Sequence[ItemChange]

    @property
    def count_items(self) -> int:
        """How many items change."""
        return len(self.items)

    @property
    def count_cells(self) -> int:
        """How many cells change, over all items."""
        return sum(len(item.cells) for item in self.items)

    def inverse(self) -> "ChangeSet":
        """The set that takes this one back."""
        return ChangeSet(
            tuple(
                ItemChange(
                    change.item,
                    change.name,
                    change.folder,
                    MappingProxyType({key: (after, before) for key, (before, after) in change.cells.items()}),
                )
                for change in self.items
            )
        )

    def without(self, excluded: Set[tuple[str, str]]) -> "ChangeSet":
        """The set without the given (item, key) pairs; an item that has nothing left is gone."""
        kept = (_without(change, excluded) for change in self.items)
        return ChangeSet(tuple(change for change in kept if change.cells))


def _without(change: ItemChange, excluded: Set[tuple[str, str]]) -> ItemChange:
    cells = {key: cells for key, cells in change.cells.items() if (change.item, key) not in excluded}
    return ItemChange(change.item, change.name, change.folder, MappingProxyType(cells))
