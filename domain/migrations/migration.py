"""What every migration is: a schema edit before, a rule that moves one item's values in steps, a schema edit after."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from domain.bulk.texts import is_empty
from domain.metadata import CLEARED, Cell, same_value
from domain.reading import Invalid
from domain.schema_edits import Raw

Clash: TypeAlias = Literal["leave", "keep", "replace"]
"""Where the new key has another value already: leave the item out, keep that value, or put the moved one there."""

Rest: TypeAlias = Literal["leave", "clear", "remove"]
"""What becomes of a value that can't go on: it stays, it is cleared, or the key goes from the item."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What the first step does to one item: key -> its new cell; and key -> why its value stays as it is."""

    changes: Mapping[str, Cell] = field(default_factory=dict[str, Cell])
    left: Mapping[str, str] = field(default_factory=dict[str, str])


NOTHING = Filled()


class Migration(ABC):
    """Pure, and every step can be taken twice: what is done already is not done again.

    An item goes through `fill` (new values are written, the old ones stay) and, once that is read back, through
    `clear` (the old ones go). The schema is `widen`ed before, so that old and new are both legal, and `narrow`ed after.
    """

    __slots__ = ()

    @property
    @abstractmethod
    def title(self) -> str:
        """What it does, in a few words."""

    @property
    def one_step(self) -> bool:
        """Whether nothing is left for `clear`: values change where they are, or the old ones stay."""
        return False

    @abstractmethod
    def reads(self, keys: Iterable[str]) -> tuple[str, ...]:
        """Those of the keys whose values it reads or writes, in their order."""

    @abstractmethod
    def widen(self, raw: Raw) -> dict[str, Any]:
        """The schema in which old and new values are legal. Raises SchemaRefused."""

    @abstractmethod
    def narrow(self, raw: Raw) -> dict[str, Any]:
        """The schema once no item needs the old any more. Raises SchemaRefused."""

    @abstractmethod
    def fill(self, cells: Mapping[str, str]) -> Filled:
        """What is written to an item with these cells."""

    @abstractmethod
    def clear(self, cells: Mapping[str, str]) -> dict[str, Cell]:
        """What goes from an item afterwards: only what `fill` has brought to its new place."""


def placed(there: Cell, cell: str, clash: Clash, target: str) -> Cell | Invalid:
    """What a key holds once another value is put there: its own, the new one, or why neither."""
    if there is None or (is_empty(there) and not is_empty(cell)):
        return cell
    if cell == CLEARED or clash == "keep" or same_value(there, cell):
        return there
    return cell if clash == "replace" else Invalid(f'There is another value under "{target}" already.')


def rested(rest: Rest) -> Cell:
    """What a value that is not left as it is becomes."""
    return CLEARED if rest == "clear" else None
