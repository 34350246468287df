"""What the platform itself says of an item, beside its metadata: which facts there are and how each is written."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from types import MappingProxyType
from typing import Any


class FactKind(Enum):
    """How a fact is stored and written."""

    TEXT = "text"
    WORD = "word"
    BYTES = "bytes"
    SECONDS = "seconds"
    COUNT = "count"
    RATE = "rate"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact: its name on the wire, its column's title, how it is written, and if it has a column of its own."""

    name: str
    title: str
    kind: FactKind
    shown: bool = True


FACTS: tuple[Fact, ...] = (
    Fact("name", "Name", FactKind.TEXT),
    Fact("item_type", "Type", FactKind.WORD),
    Fact("file_size", "Size", FactKind.BYTES),
    Fact("duration", "Duration", FactKind.SECONDS),
    Fact("fps", "FPS", FactKind.RATE),
    Fact("width", "Width", FactKind.COUNT),
    Fact("height", "Height", FactKind.COUNT),
    Fact("frame_count", "Frames", FactKind.COUNT),
    Fact("created_at", "Created", FactKind.MOMENT),
    Fact("last_edited_at", "Edited", FactKind.MOMENT),
    Fact("uuid", "UUID", FactKind.TEXT, shown=False),
    Fact("parent", "Folder", FactKind.TEXT, shown=False),
    Fact("description", "Description", FactKind.TEXT, shown=False),
    Fact("owner", "Owner", FactKind.TEXT, shown=False),
    Fact("mime_type", "MIME type", FactKind.TEXT, shown=False),
)
"""Every fact, those with a column first and in the order of their columns."""

WHOLE = frozenset({FactKind.BYTES, FactKind.COUNT})
FRACTIONS = frozenset({FactKind.SECONDS, FactKind.RATE})
TO_THE_RIGHT = WHOLE | FRACTIONS

_UNITS = ("KB", "MB", "GB", "TB", "PB")
_STEP = 1000


def write_fact(kind: FactKind, value: Any) -> str:
    """A fact as a table cell shows it; empty where the platform says nothing."""
    if value is None:
        return ""
    return _WRITERS[kind](value)


def write_bytes(size: float) -> str:
    """A number of bytes in decimal units, as file managers show it: "812 B", "3.4 MB"."""
    if size < _STEP:
        return f"{size:.0f} B"
    for unit in _UNITS[:-1]:
        size /= _STEP
        if size < _STEP:
            return f"{size:.1f} {unit}" if size < 100 else f"{size:.0f} {unit}"
    return f"{size / _STEP:,.1f} {_UNITS[-1]}"


def write_seconds(seconds: float) -> str:
    """A duration: "0:07", "12:34", "1:02:03"; parts of a second are cut off."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def write_moment(text: str) -> str:
    """A moment of the platform in local time, to the minute; text that is no moment stays as it is."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    return moment.astimezone().strftime("%Y-%m-%d %H:%M")


def _write_word(word: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", str(word)).replace("_", " ").lower()


def _write_rate(rate: float) -> str:
    return f"{rate:.3f}".rstrip("0").rstrip(".")


def _write_count(count: int) -> str:
    return f"{count:,}"


def _write_text(text: object) -> str:
    return " ".join(str(text).splitlines())


_WRITERS: Mapping[FactKind, Callable[[Any], str]] = MappingProxyType(
    {
        FactKind.TEXT: _write_text,
        FactKind.WORD: _write_word,
        FactKind.BYTES: write_bytes,
        FactKind.SECONDS: write_seconds,
        FactKind.COUNT: _write_count,
        FactKind.RATE: _write_rate,
        FactKind.MOMENT: write_moment,
    }
)
