"""Times of a video as people write them: `1:23.5`, `12.5s`, and timecode `00:01:23:12`."""

import re

_CLOCK = re.compile(r"(?:(?P<hours>\d{1,4}):(?=\d{1,2}:))?(?P<minutes>\d{1,4}):(?P<seconds>\d{1,2}(?:\.\d{0,9})?)")
_AMOUNT = re.compile(r"(?P<amount>\d{1,9}(?:\.\d{0,9})?) ?(?P<unit>ms|s|sec|m|min|h)", re.IGNORECASE)
_UNITS = {"ms": 0.001, "s": 1.0, "sec": 1.0, "m": 60.0, "min": 60.0, "h": 3600.0}


def clock(seconds: float, digits: int = 3) -> str:
    """`1:02:03.500`, with so many digits of a second; times before the first frame as 0."""
    scaled = round(max(seconds, 0.0) * 10**digits)
    whole, part = divmod(scaled, 10**digits)
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    text = f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
    return f"{text}.{part:0{digits}}" if digits else text


def timecode(frame: int, rate: float) -> str:
    """`00:01:23:12`: hours, minutes, seconds and frames, counted at the whole rate nearest to the video's."""
    whole = max(round(rate), 1)
    seconds, frames = divmod(frame, whole)
    digits = len(str(max(whole - 1, 10)))
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}:{frames:0{digits}}"


def read_time(text: str) -> float | None:
    """The seconds a text says, `1:23.5`, `1:02:03` or with a unit `12.5s`, `90ms`, `2min`; None for any other text."""
    text = text.strip()
    if found := _AMOUNT.fullmatch(text):
        return float(found["amount"]) * _UNITS[found["unit"].lower()]
    found = _CLOCK.fullmatch(text)
    if found is None or float(found["seconds"]) >= 60 or (found["hours"] and int(found["minutes"]) >= 60):
        return None
    return int(found["hours"] or 0) * 3600 + int(found["minutes"]) * 60 + float(found["seconds"])
