"""Values of one type as values of another: the number in a text, the date a text spells in some order."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from typing_extensions import override

from domain.bulk.operation import Operation, Result, Row
from domain.bulk.texts import quoted, text_of
from domain.fields import BooleanType, DatetimeType, Field, NumberType
from domain.metadata import CLEARED, Cell
from domain.reading import Invalid, Valid, quote

Wanted = Literal["schema", "text", "number", "boolean", "date"]

_BOOLEAN, _NUMBER, _DATE = BooleanType(), NumberType(), DatetimeType()


@dataclass(frozen=True, slots=True)
class Convert(Operation):
    """Values as another type; `schema`: those that break the schema, as it wants them.

    `form` tells how a date is spelt, in the letters of `strptime`; empty for ISO 8601.
    """

    to: Wanted
    form: str = ""

    @override
    def apply(self, cell: Cell, row: Row, kind: Field) -> Result:
        if cell is None or cell == CLEARED:
            return cell
        match self.to:
            case "schema":
                return _read(kind, cell)
            case "text":
                return cell if cell.startswith('"') else quoted(cell)
            case "number":
                return _read(_NUMBER, cell)
            case "boolean":
                return _read(_BOOLEAN, cell)
            case _:
                return self._date(cell) if self.form else _read(_DATE, cell)

    def _date(self, cell: str) -> str | Invalid:
        text = text_of(cell).strip()
        try:
            moment = datetime.strptime(text, self.form)  # noqa: DTZ007 - a zone is there if the form has one
        except (ValueError, OverflowError):
            return Invalid(f"{quote(text)} is not a date spelt like {self.form}.")
        has_time = any(letter in self.form for letter in ("%H", "%I", "%M", "%S", "%X", "%c"))
        if not has_time:
            return quoted(moment.date().isoformat())
        spelt = moment.isoformat()
        return quoted(spelt.replace("+00:00", "Z") if moment.tzinfo is not None else f"{spelt}Z")


def _read(kind: Field, cell: str) -> str | Invalid:
    if isinstance(kind.check(cell), Valid):
        return cell
    outcome = kind.read(text_of(cell))
    return outcome.cell if isinstance(outcome, Valid) else outcome
