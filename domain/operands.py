"""What a filter compares with, read as a number or as a stretch of time."""

import math
import re
from datetime import UTC, datetime, timedelta

_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_MONTH = re.compile(r"(\d{4})(?:-(\d{2}))?")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MINUTE = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?:Z|[+-]\d{2}:?\d{2})?")


def number_of(text: str) -> float | None:
    """The number a text spells, or None where it spells none or one without an end."""
    typed = text.strip().replace("\u2212", "-")
    if _NUMBER.fullmatch(typed) is None:
        return None
    number = float(typed)
    return number if math.isfinite(number) else None


def span_of(text: str) -> tuple[datetime, datetime] | None:
    """The stretch of time a text names, its end not in it: a year, a month, a day, a minute or a moment, in UTC.

    None where it names none.
    """
    typed = text.strip()
    month = _MONTH.fullmatch(typed)
    try:
        if month is not None:
            return _months(int(month[1]), month[2])
        start = datetime.fromisoformat(typed)
        start = start.replace(tzinfo=UTC) if start.tzinfo is None else start.astimezone(UTC)
        return start, start + _length(typed)
    except (ValueError, OverflowError):
        return None


def _months(year: int, month: str | None) -> tuple[datetime, datetime]:
    first = datetime(year, int(month or 1), 1, tzinfo=UTC)
    following = year * 12 + first.month if month else (year + 1) * 12
    return first, datetime(following // 12, following % 12 + 1, 1, tzinfo=UTC)


def _length(typed: str) -> timedelta:
    if _DAY.fullmatch(typed):
        return timedelta(days=1)
    if _MINUTE.fullmatch(typed):
        return timedelta(minutes=1)
    return timedelta(seconds=1) if "." not in typed else timedelta(microseconds=1)
