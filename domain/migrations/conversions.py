"""How a value of one type becomes one of another: as if typed, by a unit of time, by lists of words, by a table."""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Literal

from typing_extensions import override

from domain.bulk.converting import Convert as Spelling
from domain.bulk.operation import ALONE
from domain.bulk.texts import quoted, text_of
from domain.fields import DatetimeType, Field, TextType, VarcharType
from domain.metadata import Cell
from domain.reading import Invalid, Valid, quote

Unit = Literal["days", "seconds", "milliseconds", "microseconds", "nanoseconds"]

_MICROSECONDS: Mapping[Unit, Decimal] = {
    "days": Decimal(86_400_000_000),
    "seconds": Decimal(1_000_000),
    "milliseconds": Decimal(1_000),
    "microseconds": Decimal(1),
    "nanoseconds": Decimal("0.001"),
}
_PLAIN = re.compile(r"-?\d{1,30}(\.\d{1,30})?([eE][+-]?\d{1,2})?")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Conversion(ABC):
    """One way from a value to one of another type."""

    __slots__ = ()

    @abstractmethod
    def convert(self, cell: str, kind: Field) -> Cell | Invalid:
        """A value, neither cleared nor of that type yet, as one of type `kind`; or why it can't be."""


@dataclass(frozen=True, slots=True)
class AsTyped(Conversion):
    """The text of the value, read as if it was typed into a cell of the new type."""

    @override
    def convert(self, cell: str, kind: Field) -> Cell | Invalid:
        return _read(text_of(cell), kind)


@dataclass(frozen=True, slots=True)
class DecimalComma(Conversion):
    """Numbers as much of Europe writes them: 1.234,5."""

    @override
    def convert(self, cell: str, kind: Field) -> Cell | Invalid:
        text = text_of(cell).strip()
        if not re.fullmatch(r"[+-]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?", text):
            return Invalid(f"{quote(text)} is not a number with a decimal comma.")
        return _read(text.replace(".", "").replace(",", "."), kind)


@dataclass(frozen=True, slots=True)
class SinceEpoch(Conversion):
    """A number that counts from 1 January 1970, UTC. What is finer than a microsecond is cut off."""

    unit: Unit

    @override
    def convert(self, cell: str, kind: Field) -> Cell | Invalid:
        text = text_of(cell).strip()
        if not _PLAIN.fullmatch(text):
            return Invalid(f"{quote(text)} is not a number of {self.unit}.")
        try:
            moment = _EPOCH + timedelta(microseconds=int(Decimal(text) * _MICROSECONDS[self.unit]))
        except (OverflowError, InvalidOperation):
            return Invalid(f"{quote(text)} {self.unit} lie outside the years 1 to 9999.")
        return quoted(moment.isoformat().replace("+00:00", "Z"))


@dataclass(frozen=True, slots=True)
class SpeltDate(Conversion):
    """A date spelt in the letters of `strptime`, such as %d.%m.%Y."""

    form: str

    @override
    def convert(self, cell: str, kind: Field) -> Cell | Invalid:
        return Spelling("date", self.form).apply(cell, ALONE, DatetimeType())


@dataclass(frozen=True, slots=True)
class ByLists(Conversion):
    """True for some words, false for others; case and spaces around them do not count."""

    yes: tuple[str, ...]
    no: tuple[str, ...]

    @override
    def convert(self, cell: str, kind: Field) -> Cell | Invalid:
        word = text_of(cell).strip().casefold()
        for words, value in ((self.yes, "true"), (self.no, "false")):
            if word in {each.strip().casefold() for each in words}:
                return value
        return Invalid(f"{quote(text_of(cell))} is in neither list.")


@dataclass(frozen=True, slots=True)
class ByTable(Conversion):
    """Old text -> new text; what is not in the table is read as it is."""

    table: Mapping[str, str]

    @override
    def convert(self, cell: str, kind: Field) -> Cell | Invalid:
        text = text_of(cell)
        return _read(self.table.get(text) or text, kind)


def _read(text: str, kind: Field) -> Cell | Invalid:
    outcome = kind.read(text)
    if isinstance(outcome, Valid) and not (outcome.cell == '""' and not isinstance(kind, TextType | VarcharType)):
        return outcome.cell
    return outcome if isinstance(outcome, Invalid) else Invalid("The text is empty.")
