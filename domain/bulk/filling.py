"""Filling from the row above, and numbering rows."""

from dataclasses import dataclass

from typing_extensions import override

from domain.bulk.operation import Operation, Reads, Result, Row
from domain.bulk.texts import is_empty, rewritten, write
from domain.fields import Field
from domain.metadata import Cell


@dataclass(frozen=True, slots=True)
class FillDown(Operation):
    """The value of the row above, where there is none; or, not `only_empty`, the first row's value for all."""

    only_empty: bool = True

    @property
    @override
    def reads(self) -> Reads:
        return Reads(number=True, above=True)

    @override
    def apply(self, cell: Cell, row: Row, kind: Field) -> Result:
        if row.number == 0 or (self.only_empty and (not is_empty(cell) or is_empty(row.above))):
            return cell
        return row.above


@dataclass(frozen=True, slots=True)
class NumberRows(Operation):
    """A running number, filled up with zeros to `width`, between two texts."""

    start: int = 1
    step: int = 1
    width: int = 0
    prefix: str = ""
    suffix: str = ""

    @property
    @override
    def reads(self) -> Reads:
        return Reads(number=True)

    @override
    def apply(self, cell: Cell, row: Row, kind: Field) -> Result:
        number = self.start + row.number * self.step
        text = f"{self.prefix}{number:0{self.width}d}{self.suffix}"
        if text == str(number):  # a JSON number, where the type leaves that open
            return write(text, kind, text)
        return write(text, kind) if cell is None else rewritten(cell, text, kind)
