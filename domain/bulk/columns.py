"""From key to key: copying, splitting one into several, joining several into one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from typing_extensions import override

from domain.bulk.operation import Operation, Reads, Result, Row
from domain.bulk.texts import is_empty, rewritten, text_of, write
from domain.fields import Field
from domain.metadata import CLEARED, Cell
from domain.reading import Valid

How = Literal["replace", "append", "prepend", "only_empty"]


@dataclass(frozen=True, slots=True)
class Copy(Operation):
    """The value of another key: in place of this one's, joined to it, or only where this one has none.

    An item that has no value there keeps what it has.
    """

    source: str
    how: How = "replace"
    separator: str = " "

    @property
    @override
    def reads(self) -> Reads:
        return Reads(keys=(self.source,))

    @override
    def apply(self, cell: Cell, row: Row, kind: Field) -> Result:
        source = row.cells.get(self.source)
        if source is None or source == CLEARED:
            return cell
        if self.how == "only_empty" and not is_empty(cell):
            return cell
        if cell is None or is_empty(cell) or self.how in {"replace", "only_empty"}:
            return source if isinstance(kind.check(source), Valid) else write(text_of(source), kind)
        both = (text_of(cell), text_of(source))
        return rewritten(cell, self.separator.join(both if self.how == "append" else reversed(both)), kind)


@dataclass(frozen=True, slots=True)
class Part(Operation):
    """The part of another key's text at `index`, between separators; `rest`: and all that follows.

    Without a separator the text is split at spaces. An item that has no such part keeps what it has.
    """

    source: str
    separator: str
    index: int
    rest: bool = False

    @property
    @override
    def reads(self) -> Reads:
        return Reads(keys=(self.source,))

    @override
    def apply(self, cell: Cell, row: Row, kind: Field) -> Result:
        text = text_of(row.cells.get(self.source))
        parts = text.split(self.separator or None, self.index if self.rest else -1)
        if not text or self.index >= len(parts):
            return cell
        part = parts[self.index].strip()
        return cell if cell is not None and part == text_of(cell) else write(part, kind)


@dataclass(frozen=True, slots=True)
class Join(Operation):
    """The texts of several keys, in their order, those without a value left out."""

    sources: Sequence[str]
    separator: str = " "

    @property
    @override
    def reads(self) -> Reads:
        return Reads(keys=tuple(self.sources))

    @override
    def apply(self, cell: Cell, row: Row, kind: Field) -> Result:
        texts = [text_of(row.cells.get(source)) for source in self.sources]
        joined = self.separator.join(filter(None, texts))
        return write(joined, kind) if joined and (cell is None or joined != text_of(cell)) else cell
