"""The types of the schema: how each reads what a person typed, checks what the platform holds, and shows it.

Value formats: PROTOCOL of the platform, section on value formats; number, boolean, ISO 8601 text, text of at most 8192
characters, text of any length, UUID text, one of the options.
"""

import json
import re
import uuid
from abc import ABC, abstractmethod
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, ClassVar

from typing_extensions import override

from domain.metadata import CLEARED
from domain.moments import read_moment
from domain.reading import Invalid, Number, Reading, Valid, kind, parse, quote, spell

_TRUE = frozenset({"true", "yes", "y", "on", "1"})
_FALSE = frozenset({"false", "no", "n", "off", "0"})
_JSON_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_LOOSE_NUMBER = re.compile(r"([+-]?)(?=\.?[0-9])0*([0-9]*)(?:\.([0-9]*))?([eE][+-]?[0-9]+)?")
_HEX = "[0-9a-fA-F]"
_UUID = re.compile(rf"(?:urn:uuid:)?(\{{)?{_HEX}{{8}}(-?){_HEX}{{4}}\2{_HEX}{{4}}\2{_HEX}{{4}}\2{_HEX}{{12}}(?(1)\}})")
VARCHAR_LIMIT = 8192
NOTHING_TYPED = "Nothing was typed. Delete clears the value, Ctrl+Delete removes the key."


@dataclass(frozen=True, slots=True)
class Field(ABC):
    """A type of the schema. Every method takes and gives text; none of them raises."""

    name: ClassVar[str]
    """The schema's word for the type."""

    @abstractmethod
    def read(self, text: str) -> Reading:
        """What a person typed, as a value of this type."""

    def check(self, cell: str) -> Reading:
        """Whether a value the platform holds is of this type; a cleared value always is."""
        if cell == CLEARED:
            return Valid(cell)
        try:
            return self.check_value(parse(cell), cell)
        except (ValueError, RecursionError):
            return Invalid("The value is not JSON.")

    @abstractmethod
    def check_value(self, value: Any, cell: str) -> Reading:
        """The same for a parsed value that is not null; numbers come as `Number`."""

    def show(self, cell: str) -> str:
        """The value as a table cell shows it: one line."""
        return self.edit_text(cell).replace("\r\n", "⏎").replace("\n", "⏎")

    def edit_text(self, cell: str) -> str:
        """The value as an editor starts with it: what `read` understands."""
        if cell == CLEARED:
            return ""
        value = _text_of(cell)
        return cell if value is None else value


@dataclass(frozen=True, slots=True)
class BooleanType(Field):
    """True or false."""

    name = "boolean"

    @override
    def read(self, text: str) -> Reading:
        word = text.strip().casefold()
        if word in _TRUE or word in _FALSE:
            return Valid(spell(word in _TRUE))
        return Invalid(NOTHING_TYPED if not word else f"{quote(text)} is neither true nor false.")

    @override
    def check_value(self, value: Any, cell: str) -> Reading:
        return Valid(cell) if isinstance(value, bool) else _wrong(value, "true or false")


@dataclass(frozen=True, slots=True)
class NumberType(Field):
    """A JSON number, kept as it was spelt."""

    name = "number"

    @override
    def read(self, text: str) -> Reading:
        typed = text.strip().replace("\u2212", "-")
        if not typed:
            return Invalid(NOTHING_TYPED)
        if _JSON_NUMBER.fullmatch(typed):
            return Valid(typed)
        match = _LOOSE_NUMBER.fullmatch(typed)
        if match is None:
            return Invalid(f"{quote(text)} is not a number. Write it like 12, -0.5 or 1e6.")
        sign = "-" if match[1] == "-" else ""
        fraction = f".{match[3]}" if match[3] else ""
        spelt = f"{sign}{match[2] or '0'}{fraction}{match[4] or ''}"
        return Valid(spelt, f"read as {spelt}")

    @override
    def check_value(self, value: Any, cell: str) -> Reading:
        return Valid(cell) if isinstance(value, Number) else _wrong(value, "a number")


@dataclass(frozen=True, slots=True)
class DatetimeType(Field):
    """ISO 8601 text. A time typed without a zone is written in UTC; a date alone stays a date."""

    name = "datetime"

    @override
    def read(self, text: str) -> Reading:
        typed = text.strip()
        if not typed:
            return Invalid(NOTHING_TYPED)
        moment = read_moment(typed)
        if moment is None:
            return Invalid(f"{quote(text)} is not a date or time. Write it like 2024-05-31 or 2024-05-31T14:30:00Z.")
        if moment.is_day or moment.at.tzinfo is not None:
            note = "" if moment.spelt == typed else f"read as {moment.spelt}"
            return Valid(spell(moment.spelt), note)
        return Valid(spell(f"{moment.spelt}Z"), f"read as {moment.spelt}Z, in UTC")

    @override
    def check_value(self, value: Any, cell: str) -> Reading:
        if isinstance(value, Number) or not isinstance(value, str):
            return _wrong(value, "a date or time")
        moment = read_moment(value)
        if moment is None:
            return Invalid(f"{quote(value)} is not an ISO 8601 date or time.")
        local = moment.at.tzinfo is None and not moment.is_day
        return Valid(cell, "has no time zone; the platform may read it as UTC" if local else "")


@dataclass(frozen=True, slots=True)
class UuidType(Field):
    """UUID text, written with lower-case letters and hyphens."""

    name = "uuid"

    @override
    def read(self, text: str) -> Reading:
        typed = text.strip()
        if not typed:
            return Invalid(NOTHING_TYPED)
        if _UUID.fullmatch(typed) is None:
            return Invalid(f"{quote(text)} is not a UUID.")
        spelt = str(uuid.UUID(typed))
        return Valid(spell(spelt), "" if spelt == typed else f"read as {spelt}")

    @override
    def check_value(self, value: Any, cell: str) -> Reading:
        if isinstance(value, Number) or not isinstance(value, str):
            return _wrong(value, "a UUID")
        if _UUID.fullmatch(value) is None:
            return Invalid(f"{quote(value)} is not a UUID.")
        version = uuid.UUID(value).version
        return Valid(cell) if version == 4 else Valid(cell, "is not a version 4 UUID, which the platform documents")


@dataclass(frozen=True, slots=True)
class VarcharType(Field):
    """Text of limited length, in characters."""

    name = "varchar"
    limit: int = VARCHAR_LIMIT

    @override
    def read(self, text: str) -> Reading:
        return Invalid(self._too_long(text)) if len(text) > self.limit else Valid(spell(text))

    @override
    def check_value(self, value: Any, cell: str) -> Reading:
        if isinstance(value, Number) or not isinstance(value, str):
            return _wrong(value, "text")
        return Invalid(self._too_long(value)) if len(value) > self.limit else Valid(cell)

    def _too_long(self, text: str) -> str:
        return f"The text has {len(text):,} characters; at most {self.limit:,} are allowed. Type text has no limit."


@dataclass(frozen=True, slots=True)
class TextType(Field):
    """Text of any length."""

    name = "text"

    @override
    def read(self, text: str) -> Reading:
        return Valid(spell(text))

    @override
    def check_value(self, value: Any, cell: str) -> Reading:
        return _wrong(value, "text") if isinstance(value, Number) or not isinstance(value, str) else Valid(cell)


@dataclass(frozen=True, slots=True)
class EnumType(Field):
    """One of the options, to the letter."""

    name = "enum"
    options: tuple[str, ...] = ()

    @override
    def read(self, text: str) -> Reading:
        if text in self.options:
            return Valid(spell(text))
        wanted = text.strip().casefold()
        if not wanted:
            return Invalid(NOTHING_TYPED)
        alike = [option for option in self.options if option.casefold() == wanted]
        if len(alike) == 1:
            return Valid(spell(alike[0]), f"read as {alike[0]}")
        return Invalid(self._not_an_option(text))

    @override
    def check_value(self, value: Any, cell: str) -> Reading:
        if isinstance(value, Number) or not isinstance(value, str):
            return _wrong(value, "one of the options")
        return Valid(cell) if value in self.options else Invalid(self._not_an_option(value))

    def _not_an_option(self, text: str) -> str:
        near = get_close_matches(text, self.options, n=3, cutoff=0.5)
        hint = f" Did you mean {' or '.join(map(quote, near))}?" if near else ""
        return f"{quote(text)} is not one of the {len(self.options)} options.{hint}"


def _wrong(value: Any, wanted: str) -> Invalid:
    shown = "" if isinstance(value, list | dict) else f" {quote(_spelt(value))}"
    return Invalid(f"The value{shown} is {kind(value)}, not {wanted}.")


def _spelt(value: Any) -> str:
    return spell(value) if isinstance(value, bool) else str(value)


def _text_of(cell: str) -> str | None:
    """The text of a JSON string, or None for any other value."""
    if not cell.startswith('"'):
        return None
    try:
        return json.loads(cell)
    except ValueError:
        return None
