"""Shifting numbers and dates: exact arithmetic, and the spelling of a date as it was."""

import calendar
import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal, Inexact, InvalidOperation
from decimal import DivisionByZero as ByZero
from typing import Literal

from typing_extensions import override

from domain.bulk.operation import Result
from domain.bulk.rewriting import Rewriting
from domain.bulk.texts import quoted, write
from domain.fields import Field
from domain.reading import Invalid, quote

Arithmetic = Literal["add", "subtract", "multiply", "divide", "round"]
Unit = Literal["years", "months", "weeks", "days", "hours", "minutes", "seconds"]

_NUMBER = re.compile(r"\s*-?\d+(\.\d+)?([eE][+-]?\d{1,4})?\s*")
_EXACT = Context(prec=1_000, Emax=10_000, Emin=-10_000, traps=[Inexact, InvalidOperation, ByZero])
_ROUNDED = Context(prec=15, Emax=10_000, Emin=-10_000, traps=[InvalidOperation, ByZero])
_PLAIN_UP_TO = 30
_DATE_ONLY = 10


@dataclass(frozen=True, slots=True)
class ShiftNumber(Rewriting):
    """Arithmetic with one number; `round` rounds to `amount` places after the point."""

    how: Arithmetic
    amount: Decimal

    @override
    def rewritten(self, cell: str, text: str, kind: Field) -> Result:
        if not _NUMBER.fullmatch(text):
            return Invalid(f"{quote(text)} is not a number.")
        number = Decimal(text.strip())
        try:
            shifted = self._shifted(number)
        except (Inexact, InvalidOperation, ByZero):
            return Invalid(f"{quote(text)} can't be computed with exactly.")
        return cell if shifted == number else write(_spelt(shifted), kind, cell)

    def _shifted(self, number: Decimal) -> Decimal:
        match self.how:
            case "add":
                return _EXACT.add(number, self.amount)
            case "subtract":
                return _EXACT.subtract(number, self.amount)
            case "multiply":
                return _EXACT.multiply(number, self.amount)
            case "divide":
                return _ROUNDED.divide(number, self.amount).normalize(_ROUNDED)
            case _:
                places = int(self.amount)
                return (
                    number if _places(number) <= places else number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
                )


def _places(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def _spelt(number: Decimal) -> str:
    return format(number, "f") if abs(number.adjusted()) < _PLAIN_UP_TO else str(number)


@dataclass(frozen=True, slots=True)
class ShiftDate(Rewriting):
    """A date or time moved by some units; the end of a month stays inside its month."""

    amount: int
    unit: Unit

    @override
    def rewritten(self, cell: str, text: str, kind: Field) -> Result:
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            return Invalid(f"{quote(text)} is not a date or time.")
        date_only = len(text) == _DATE_ONLY
        if date_only and self.unit in {"hours", "minutes", "seconds"}:
            return Invalid(f"{quote(text)} has no time of day.")
        try:
            shifted = self._shifted(moment)
        except (ValueError, OverflowError):
            return Invalid(f"{quote(text)} would leave the years 1 to 9999.")
        spelt = shifted.date().isoformat() if date_only else _like(text, shifted)
        return cell if shifted == moment else quoted(spelt)

    def _shifted(self, moment: datetime) -> datetime:
        if self.unit == "years":
            return _months_later(moment, 12 * self.amount)
        if self.unit == "months":
            return _months_later(moment, self.amount)
        return moment + timedelta(**{self.unit: self.amount})


def _months_later(moment: datetime, months: int) -> datetime:
    years, month = divmod(moment.month - 1 + months, 12)
    year = moment.year + years
    if not 1 <= year <= 9999:
        raise OverflowError
    last = calendar.monthrange(year, month + 1)[1]
    return moment.replace(year=year, month=month + 1, day=min(moment.day, last))


def _like(text: str, moment: datetime) -> str:
    """A moment spelt as its model: the same sign between date and time, Z where it had Z."""
    spelt = moment.isoformat(sep=text[_DATE_ONLY])
    return spelt.replace("+00:00", "Z") if text.endswith(("Z", "z")) else spelt
