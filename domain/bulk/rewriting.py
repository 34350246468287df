"""Operations on a value that is there: what is absent or cleared stays so, and the others are read as text."""

from abc import abstractmethod

from typing_extensions import override

from domain.bulk.operation import Operation, Result, Row
from domain.bulk.texts import text_of
from domain.fields import Field
from domain.metadata import CLEARED, Cell


class Rewriting(Operation):
    """Changes values by their text."""

    __slots__ = ()

    @override
    def apply(self, cell: Cell, row: Row, kind: Field) -> Result:
        return cell if cell is None or cell == CLEARED else self.rewritten(cell, text_of(cell), kind)

    @abstractmethod
    def rewritten(self, cell: str, text: str, kind: Field) -> Result:
        """What a cell with this text becomes; the cell itself where nothing is to be done."""
