"""Giving many items the same value, emptying values, and taking keys off items."""

from dataclasses import dataclass

from typing_extensions import override

from domain.bulk.operation import Operation, Result, Row
from domain.bulk.texts import is_empty
from domain.fields import Field
from domain.metadata import CLEARED, Cell
from domain.reading import Valid


@dataclass(frozen=True, slots=True)
class Set(Operation):
    """The same value everywhere, read as if it was typed into the cell."""

    text: str
    only_empty: bool = False

    @override
    def apply(self, cell: Cell, row: Row, kind: Field) -> Result:
        if self.only_empty and not is_empty(cell):
            return cell
        outcome = kind.read(self.text)
        return outcome.cell if isinstance(outcome, Valid) else outcome


@dataclass(frozen=True, slots=True)
class Clear(Operation):
    """The key stays on the item and holds nothing; an item without the key stays without it."""

    @override
    def apply(self, cell: Cell, row: Row, kind: Field) -> Result:
        return None if cell is None else CLEARED


@dataclass(frozen=True, slots=True)
class Remove(Operation):
    """The key goes from the item."""

    @override
    def apply(self, cell: Cell, row: Row, kind: Field) -> Result:
        return None
