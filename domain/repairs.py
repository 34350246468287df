"""Mending values that break the schema: each way says what a value would become, or that it cannot help."""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from types import MappingProxyType

from typing_extensions import override

from domain.fields import BooleanType, DatetimeType, EnumType, Field, NumberType, TextType
from domain.likeness import nearest
from domain.metadata import CLEARED
from domain.problems import Rule
from domain.reading import Number, Valid, parse, spell

_MONTHS: Sequence[str] = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_TITLES: Mapping[str, str] = MappingProxyType(
    {
        "number": "Convert to Numbers",
        "boolean": "Convert to True or False",
        "enum": "Match by Case and Spaces",
        "datetime": "Write as ISO 8601",
        "text": "Convert to Text",
        "varchar": "Convert to Text",
        "uuid": "Write as UUIDs",
    }
)
_TIME = r"(?:[ T,]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))? *(?P<half>[ap]m)?)?"
_NUMERIC = r"(?P<{}>\d{{1,4}})[./ -](?P<{}>\d{{1,4}})[./ -](?P<{}>\d{{1,4}})"
_BY_NAME = r"(?:(?P<day>\d{1,2})\.? +)?(?P<name>[a-z]{3,9})\.?,?[ -]+(?:(?P<other>\d{1,2}),? +)?(?P<year>\d{4})"


class Fix(ABC):
    """One way to mend values. Values never raise: what cannot be mended stays."""

    @property
    @abstractmethod
    def title(self) -> str:
        """What the button says."""

    @abstractmethod
    def mend(self, cell: str) -> str | None:
        """What a value would become; None where this way does not help or changes nothing."""


@dataclass(frozen=True, slots=True)
class ReadAs(Fix):
    """Read what the value says as the schema's type would read it from a keyboard: "100" becomes 100."""

    field: Field

    @property
    @override
    def title(self) -> str:
        return _TITLES.get(self.field.name, "Read as the Schema's Type")

    @override
    def mend(self, cell: str) -> str | None:
        text = _said(cell)
        reading = None if text is None else self.field.read(text)
        return reading.cell if isinstance(reading, Valid) and reading.cell != cell else None


@dataclass(frozen=True, slots=True)
class NearestOption(Fix):
    """The option that differs by a slip of the hand, where there is exactly one."""

    field: EnumType

    @property
    @override
    def title(self) -> str:
        return "Take the Nearest Option"

    @override
    def mend(self, cell: str) -> str | None:
        text = _said(cell)
        option = None if text is None else nearest(text, self.field.options)
        return None if option is None or spell(option) == cell else spell(option)


@dataclass(frozen=True, slots=True)
class ReadDate(Fix):
    """Read dates written another way. `form` is one of FORMS."""

    form: str

    @property
    @override
    def title(self) -> str:
        return f"Read as {self.form}"

    @override
    def mend(self, cell: str) -> str | None:
        text = _said(cell)
        if text is None:
            return None
        try:
            moment = _since_1970(text, self.form) if self.form in _UNITS else _moment(text, self.form)
        except (ValueError, OverflowError):
            return None
        return None if moment is None else spell(moment)


@dataclass(frozen=True, slots=True)
class Clear(Fix):
    """Keep the key and empty the value."""

    @property
    @override
    def title(self) -> str:
        return "Clear the Values"

    @override
    def mend(self, cell: str) -> str | None:
        return None if cell == CLEARED else CLEARED


_UNITS: Mapping[str, int] = MappingProxyType({"Seconds since 1970": 1, "Milliseconds since 1970": 1000})
_FORMS: Mapping[str, "re.Pattern[str]"] = MappingProxyType(
    {
        "Day/Month/Year": re.compile(_NUMERIC.format("day", "month", "year") + _TIME),
        "Month/Day/Year": re.compile(_NUMERIC.format("month", "day", "year") + _TIME),
        "Year/Month/Day": re.compile(_NUMERIC.format("year", "month", "day") + _TIME),
        "Day Month Name Year": re.compile(_BY_NAME + _TIME),
    }
)
FORMS: tuple[str, ...] = (*_FORMS, *_UNITS)
"""The ways to write a date that people choose from."""


def fixes_for(rule: Rule, field: Field) -> tuple[Fix, ...]:
    """The ways worth trying on values that break a rule; the one that empties them comes last."""
    dates = tuple(map(ReadDate, FORMS)) if isinstance(field, DatetimeType) else ()
    match rule:
        case Rule.NOT_AN_OPTION | Rule.WRONG_TYPE if isinstance(field, EnumType):
            return (ReadAs(field), NearestOption(field), Clear())
        case Rule.WRONG_TYPE | Rule.BAD_DATE | Rule.BAD_UUID | Rule.BAD_SHAPE:
            return (ReadAs(field), *dates, Clear())
        case Rule.NO_TIME_ZONE:
            return (ReadAs(field),)
        case Rule.MIXED_TYPES:
            return (ReadAs(NumberType()), ReadAs(BooleanType()), ReadAs(TextType()))
        case Rule.TOO_LONG | Rule.NOT_JSON:
            return (Clear(),)
        case _:
            return ()


def _said(cell: str) -> str | None:
    """What a value says, as one would type it; None for lists, objects and what is not JSON."""
    try:
        value = parse(cell)
    except (ValueError, RecursionError):
        return None
    if isinstance(value, str | Number):
        return str(value)
    return cell if isinstance(value, bool) else None


def _since_1970(text: str, form: str) -> str:
    seconds = float(text) / _UNITS[form]
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    return moment.isoformat().replace("+00:00", "Z")


def _moment(text: str, form: str) -> str | None:
    """The date, or date and time in UTC, in ISO 8601. Raises ValueError for a day there is not."""
    found = _FORMS[form].fullmatch(text.strip().casefold())
    if found is None:
        return None
    parts = found.groupdict()
    day = _date(parts)
    if day is None:
        return None
    return day.isoformat() if parts["hour"] is None else f"{day.isoformat()}T{_time(parts).isoformat()}Z"


def _date(parts: Mapping[str, str | None]) -> date | None:
    year, day = parts["year"] or "", parts["day"] or parts.get("other") or ""
    month = _month(parts["name"] or "") if "name" in parts else int(parts["month"] or 0)
    # Two figures for a year could mean any century: a person must say which.
    if len(year) != 4 or not day or month is None or (parts.get("other") and parts["day"]):
        return None
    return date(int(year), month, int(day))


def _month(name: str) -> int | None:
    return next((number for number, month in enumerate(_MONTHS, 1) if month.startswith(name)), None)


def _time(parts: Mapping[str, str | None]) -> time:
    hour = int(parts["hour"] or 0)
    if parts["half"]:
        if not 1 <= hour <= 12:
            raise ValueError("no such hour of half a day")
        hour = hour % 12 + (12 if parts["half"] == "pm" else 0)
    return time(hour, int(parts["minute"] or 0), int(parts["second"] or 0))
