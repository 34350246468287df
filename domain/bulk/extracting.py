"""Taking a part of the name, the folder or another key by pattern."""

from dataclasses import dataclass

from typing_extensions import override

from domain.bulk.operation import Operation, Reads, Result, Row
from domain.bulk.patterns import TOO_SLOW, Pattern
from domain.bulk.sources import Source, reads_of
from domain.bulk.texts import text_of, write
from domain.fields import Field
from domain.metadata import Cell
from domain.reading import Invalid


@dataclass(frozen=True, slots=True)
class Extract(Operation):
    r"""What the first match of a pattern gives, through a template such as `\1`; without a match the value stays."""

    source: Source
    pattern: Pattern
    template: str

    @property
    @override
    def reads(self) -> Reads:
        return reads_of(self.source)

    @override
    def apply(self, cell: Cell, row: Row, kind: Field) -> Result:
        try:
            found = self.pattern.search(self.source.text(row))
        except TimeoutError:
            return Invalid(TOO_SLOW)
        if found is None:
            return cell
        text = found.expand(self.template)
        return cell if cell is not None and text == text_of(cell) else write(text, kind)
