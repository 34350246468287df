"""Days and moments as ISO 8601 spells them: calendar, week and ordinal dates, basic and extended, leap seconds too.

Read are complete dates of the years 1 to 9999, alone or with a time down to the hour; not what names a longer stretch
(a year, a month, a week). Parts may be mixed as programs do (`2024-05-31T14:30:00+0530`), and the T may be a space.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone

_DATE = (
    r"(?P<year>[0-9]{4})(?P<dash>-?)(?:W(?P<week>[0-9]{2})(?P=dash)(?P<weekday>[1-7])"
    r"|(?P<month>[0-9]{2})(?P=dash)(?P<day>[0-9]{2})|(?P<ordinal>[0-9]{3}))"
)
_CLOCK = (
    r"(?P<hour>[0-9]{2})(?:(?P<colon>:?)(?P<minute>[0-9]{2})(?:(?P=colon)(?P<second>[0-9]{2}))?)?"
    r"(?:[.,](?P<fraction>[0-9]+))?"
)
_ZONE = r"(?P<zone>[Zz]|(?P<sign>[+\-\u2212])(?P<hours>[0-9]{2})(?::?(?P<minutes>[0-9]{2}))?)"
_ISO = re.compile(rf"{_DATE}(?:[Tt ]{_CLOCK}{_ZONE}?)?")
_SECOND, _MINUTE, _HOUR = 1, 60, 3600


@dataclass(frozen=True, slots=True)
class Moment:
    """A day or a moment. `spelt`: as this program writes it, without a zone where none was given.

    `at`: the moment to the microsecond, or the first one of the day; naive without a zone. A leap second counts as the
    second after it.
    """

    at: datetime
    spelt: str
    is_day: bool = False
    is_leap_second: bool = False


def read_moment(text: str) -> Moment | None:
    """The day or moment an ISO 8601 text names; None where it names none."""
    found = _ISO.fullmatch(text)
    if found is None:
        return None
    try:
        day = _day(found)
        start = datetime(day.year, day.month, day.day, tzinfo=_zone(found))
        return Moment(start, day.isoformat(), is_day=True) if found["hour"] is None else _moment(start, found)
    except (ValueError, OverflowError):
        return None


def _day(found: re.Match[str]) -> date:
    year = int(found["year"])
    if found["week"]:
        return date.fromisocalendar(year, int(found["week"]), int(found["weekday"]))
    if not found["ordinal"]:
        return date(year, int(found["month"]), int(found["day"]))
    day = date(year, 1, 1) + timedelta(int(found["ordinal"]) - 1)
    if day.year != year:
        raise ValueError(found[0])
    return day


def _zone(found: re.Match[str]) -> timezone | None:
    if found["zone"] is None:
        return None
    if found["sign"] is None:
        return UTC
    hours, minutes = int(found["hours"]), int(found["minutes"] or 0)
    if minutes > 59:
        raise ValueError(found[0])
    offset = timedelta(hours=hours, minutes=minutes)  # 24 hours and more are refused by `timezone`
    return timezone(offset if found["sign"] == "+" else -offset)


def _moment(start: datetime, found: re.Match[str]) -> Moment:
    hour, minute, second = (int(found[name] or 0) for name in ("hour", "minute", "second"))
    if hour > 24 or minute > 59 or second > 60:
        raise ValueError(found[0])
    whole = start + timedelta(hours=hour, minutes=minute, seconds=second)
    fraction = found["fraction"] or ""
    if hour == 24 and (minute or second or fraction.strip("0")):
        raise ValueError(found[0])
    at = whole + _rest(found, fraction)
    if second == 60:
        _check_leap(whole)
        spelt = f"{start.date()}T{hour:02}:{minute:02}:60{_point(fraction)}{_spelt_zone(start)}"
        return Moment(at, spelt, is_leap_second=True)
    digits = fraction if found["second"] else f"{at.microsecond:06}".rstrip("0")
    return Moment(at, f"{at.date()}T{at:%H:%M:%S}{_point(digits)}{_spelt_zone(at)}")


def _rest(found: re.Match[str], fraction: str) -> timedelta:
    """What stands behind the point, of the smallest unit there is."""
    unit = _SECOND if found["second"] else _MINUTE if found["minute"] else _HOUR
    digits = fraction[:20]  # the rest is less than a microsecond
    return timedelta(microseconds=int(digits or 0) * unit * 1_000_000 // 10 ** len(digits))


def _check_leap(after: datetime) -> None:
    """A leap second is the last one of a month in UTC; raises ValueError for any other second 60."""
    utc = after if after.tzinfo is None else after.astimezone(UTC)
    if (utc.day, utc.hour, utc.minute) != (1, 0, 0):
        message = "no leap second is there"
        raise ValueError(message)


def _point(digits: str) -> str:
    return f".{digits}" if digits else ""


def _spelt_zone(at: datetime) -> str:
    if at.tzinfo is None:
        return ""
    return at.isoformat()[-len("+05:30") :].replace("+00:00", "Z")
