"""Which rows hold the same: groups of rows whose values in some keys are equal."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.bulk.texts import is_empty, text_of
from domain.metadata import Cell


@dataclass(frozen=True, slots=True)
class Group:
    """Rows, by their place, that hold the same values."""

    values: tuple[str, ...]
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reduced:
    """How equal is equal: without regard to case and spaces, or to the letter."""

    loosely: bool = False

    def key(self, cell: Cell) -> str:
        """What two values have in common that count as the same."""
        text = text_of(cell)
        return " ".join(text.split()).casefold() if self.loosely else text


def duplicates(rows: Iterable[Sequence[Cell]], reduced: Reduced) -> list[Group]:
    """The groups of more than one row, largest first; rows without any value belong to none."""
    places: dict[tuple[str, ...], list[int]] = {}
    shown: dict[tuple[str, ...], tuple[str, ...]] = {}
    for place, cells in enumerate(rows):
        if not all(map(is_empty, cells)):
            key = tuple(map(reduced.key, cells))
            places.setdefault(key, []).append(place)
            shown.setdefault(key, tuple(map(text_of, cells)))
    groups = [Group(shown[key], tuple(found)) for key, found in places.items() if len(found) > 1]
    return sorted(groups, key=lambda group: -len(group.places))
