"""Dates and times as people type them: "now", "today", and what an ISO text means, said back in words."""

from collections.abc import Callable
from datetime import datetime, timedelta

Clock = Callable[[], datetime]
_DAYS = {"today": 0, "yesterday": -1, "tomorrow": 1}


def local_now() -> datetime:
    """This moment, with the zone of this computer."""
    return datetime.now().astimezone()


def spelt_out(text: str, clock: Clock) -> str:
    """ISO text for "now", "today", "yesterday" and "tomorrow"; any other text as it is."""
    word = text.strip().casefold()
    if word == "now":
        return clock().isoformat(timespec="seconds")
    if word in _DAYS:
        return (clock() + timedelta(days=_DAYS[word])).date().isoformat()
    return text


def in_words(iso: str) -> str:
    """A moment for a person: "Wed 1 May 2024, 12:15:00 UTC+02:00"; empty for what is no moment."""
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return ""
    day = f"{moment:%a} {moment.day} {moment:%b %Y}"
    if len(iso) <= len("2024-05-01"):
        return day
    return f"{day}, {moment:%H:%M:%S} {_zone(moment)}"


def _zone(moment: datetime) -> str:
    offset = moment.strftime("%z")
    if not moment.utcoffset():
        return "UTC"
    return f"UTC{offset[:3]}:{offset[3:5]}"
