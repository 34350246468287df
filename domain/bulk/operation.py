"""What every operation on many values is: a frozen value that turns one cell into another, or says why not."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from domain.fields import Field
from domain.metadata import Cell
from domain.reading import Invalid

Result: TypeAlias = Cell | Invalid
"""The new cell (None: the key goes), or the sentence that says why the value stays as it is."""


@dataclass(frozen=True, slots=True)
class Reads:
    """What an operation looks at beside the value itself: other keys, facts by name, and where the row stands."""

    keys: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    folder: bool = False
    number: bool = False
    above: bool = False

    @property
    def anything(self) -> bool:
        """Whether equal values may become different ones."""
        return bool(self.keys or self.facts or self.folder or self.number or self.above)


@dataclass(frozen=True, slots=True)
class Row:
    """What stands around a value: only what its operation says it reads is there.

    `number` counts the rows from 0; `above` is what the row above has become, None for the first row.
    """

    cells: Mapping[str, Cell] = field(default_factory=dict[str, Cell])
    facts: Mapping[str, Any] = field(default_factory=dict[str, Any])
    folder: str = ""
    number: int = 0
    above: Cell = None


ALONE = Row()
"""The row of an operation that reads nothing but the value."""

_VALUE_ONLY = Reads()


class Operation(ABC):
    """One way to change a value. Pure: the same cell in the same row always becomes the same."""

    __slots__ = ()

    @property
    def reads(self) -> Reads:
        """What it looks at beside the value."""
        return _VALUE_ONLY

    @abstractmethod
    def apply(self, cell: Cell, row: Row, kind: Field) -> Result:
        """What a cell of a key of type `kind` becomes; the cell itself where nothing is to be done."""


@dataclass(frozen=True, slots=True)
class Step:
    """An operation on one key. All steps of one change read the values as they were before any of them."""

    key: str
    operation: Operation
