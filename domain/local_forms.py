"""Numbers and dates as they are written where a person lives: `1.234,5` and `24.12.2025`, read for what they mean."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

from domain.fields import DatetimeType, Field, NumberType
from domain.reading import Invalid, Reading, Valid

_SPACES = " \u00a0\u202f"
_EXPONENT = r"([eE][+-]?\d+)?"
_DAY = re.compile(
    r"(?P<a>\d{1,4})\s?(?P<sign>[./-])\s?(?P<b>\d{1,2})\s?(?P=sign)\s?(?P<c>\d{1,4})\.?"
    r"(?:[ T,]+(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2}))?\s?(?P<half>[aApP]\.?[mM]\.?)?)?"
)


@dataclass(frozen=True, slots=True)
class LocalForms:
    """How numbers and dates are written: signs of one letter, and the order of day, month and year."""

    decimal: str = "."
    group: str = ","
    order: Literal["dmy", "mdy", "ymd"] = "ymd"

    def number(self, text: str) -> str | None:
        """The number as JSON spells it, where it is written in the local way; else None."""
        typed = text.strip().replace("\u2212", "-")
        groups = _SPACES if self.group in _SPACES else f"{self.group}{_SPACES}"
        group, point = f"[{re.escape(groups)}]", re.escape(self.decimal)
        grouped = rf"[+-]?[1-9]\d{{0,2}}(?:{group}\d{{3}})+(?:{point}\d+)?"
        if not re.fullmatch(rf"(?:{grouped}|[+-]?\d+(?:{point}\d+)?{_EXPONENT})", typed, re.ASCII):
            return None
        bare = re.sub(group, "", typed).replace(self.decimal, ".")
        outcome = NumberType().read(bare)
        return outcome.cell if isinstance(outcome, Valid) and bare != typed else None

    def moment(self, text: str) -> str | None:
        """The date, or date and time, as ISO 8601 text; None where it is none."""
        match = _DAY.fullmatch(text.strip())
        if match is None:
            return None
        try:
            day = date(*self._day(match["a"], match["b"], match["c"]))
            if match["hour"] is None:
                return day.isoformat()
            hour = _hour(int(match["hour"]), (match["half"] or "").lower()[:1])
            moment = time(hour, int(match["minute"]), int(match["second"] or 0))
            return datetime.combine(day, moment).isoformat()
        except ValueError:
            return None

    def meant(self, field: Field, text: str, *, local: bool = True) -> str:
        """The text the type reads: what is written the local way is spelt out, anything else stays as it is.

        `local`: whether the local way wins where a number can be read in two ways, as `1.234`.
        """
        if isinstance(field, NumberType):
            if not local and isinstance(field.read(text), Valid):
                return text
            return self.number(text) or text
        if isinstance(field, DatetimeType) and isinstance(field.read(text), Invalid):
            return self.moment(text) or text
        return text

    def read(self, field: Field, text: str, *, local: bool = True) -> Reading:
        """What was written, as a value of a type; a note says how it was understood where that was not plain."""
        meant = self.meant(field, text, local=local)
        outcome = field.read(meant)
        if meant == text or isinstance(outcome, Invalid):
            return field.read(text)
        return outcome if outcome.note else Valid(outcome.cell, f"read as {meant}")

    def prevails(self, texts: Iterable[str]) -> bool:
        """Whether numbers together are written the local way, judged by those that can be read in one way only."""
        plain = NumberType()
        written = False
        for text in texts:
            local, canonical = self.number(text), isinstance(plain.read(text), Valid)
            if local is not None and not canonical:
                return True
            written = written or (canonical and local is None and "." in text)
        return not written

    def _day(self, a: str, b: str, c: str) -> tuple[int, int, int]:
        if len(a) > 2 or self.order == "ymd":
            return _year(a), int(b), int(c)
        if self.order == "mdy":
            return _year(c), int(a), int(b)
        return _year(c), int(b), int(a)


def _year(text: str) -> int:
    year = int(text)
    return year if len(text) > 2 else year + (2000 if year < 70 else 1900)


def _hour(hour: int, half: str) -> int:
    if not half:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError
    return hour % 12 + (12 if half == "p" else 0)
