"""Which numbers and times other programs hold exactly: the others stay text, so that nothing is rounded on its way."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]{1,3})?")
_SHORT = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_DIGITS: Final = 15  # what a spreadsheet keeps of a number
_SPELT = 40
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")
_FIRST_DAY = date(1900, 3, 1)  # before it, spreadsheets disagree on the number of a day


def exact_number(text: str) -> float | int | None:
    """A JSON number as a spreadsheet holds it exactly, or None: more than 15 digits, or out of range."""
    if len(text) <= _DIGITS and _SHORT.fullmatch(text):
        return int(text) if text.lstrip("-").isdecimal() else float(text)
    if len(text) > _SPELT or not _NUMBER.fullmatch(text):
        return None
    number = Decimal(text)
    if not number:
        return 0
    if len(number.normalize().as_tuple().digits) > _DIGITS or not -300 < number.adjusted() < 300:
        return None
    whole = number == number.to_integral_value() and abs(number) < 10**_DIGITS
    return int(number) if whole else float(number)


def exact_time(text: str) -> date | datetime | None:
    """A day, or a moment in UTC to the second but not at midnight, that a spreadsheet gives back as it was; or None.

    A spreadsheet knows no time zones, and cannot tell a day from its midnight.
    """
    try:
        if _DAY.fullmatch(text):
            day = date.fromisoformat(text)
            return day if day >= _FIRST_DAY else None
        if not _MOMENT.fullmatch(text):
            return None
        moment = datetime.fromisoformat(text).astimezone(UTC)
    except ValueError:
        return None
    midnight = (moment.hour, moment.minute, moment.second) == (0, 0, 0)
    return None if midnight or moment.date() < _FIRST_DAY else moment
