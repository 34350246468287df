"""Old value -> new value, as a table that can be kept as CSV."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from typing_extensions import override

from domain.bulk.operation import Operation, Result, Row
from domain.bulk.texts import is_empty, rewritten, text_of, write
from domain.fields import Field
from domain.metadata import Cell
from domain.reading import Invalid

HEAD = ("old", "new")


@dataclass(frozen=True, slots=True)
class MapValues(Operation):
    """Values by the table; what is not in it, or has nothing beside it, stays. `""` stands for no value."""

    table: Mapping[str, str]

    @override
    def apply(self, cell: Cell, row: Row, kind: Field) -> Result:
        new = self.table.get(text_of(cell), "")
        if not new:
            return cell
        return write(new, kind) if cell is None or is_empty(cell) else rewritten(cell, new, kind)


def read_table(text: str) -> dict[str, str] | Invalid:
    """Old and new out of CSV text: two columns, with or without the head `old,new`; the later line counts."""
    try:
        lines = [line for line in csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True) if line]
    except csv.Error as problem:
        return Invalid(f"The file is not CSV: {problem}.")
    if lines and tuple(cell.strip().casefold() for cell in lines[0][:2]) == HEAD:
        lines = lines[1:]
    wrong = next((number for number, line in enumerate(lines, 1) if len(line) < 2), None)
    if wrong is not None:
        return Invalid(f"Line {wrong} of the table has one column. Write the old value, a comma, the new value.")
    return {line[0]: line[1] for line in lines}


def write_table(pairs: Iterable[tuple[str, str]]) -> str:
    """The same as CSV text, with a head."""
    told = io.StringIO(newline="")
    csv.writer(told, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows([HEAD, *pairs])
    return told.getvalue()
