"""A text with places for other values: `{name}`, `{captured_at:%Y-%m}`, `{number:04}`, `{folder}`."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from string import Formatter

from typing_extensions import override

from domain.bulk.operation import Operation, Reads, Result, Row
from domain.bulk.sources import Source, reads_of
from domain.bulk.texts import text_of, write
from domain.fields import Field
from domain.metadata import Cell
from domain.reading import Invalid, quote

OF_ITEM = "item."
"""Before the name of a fact, where a key has the same name."""

_DATE_FORM = re.compile(r"%[A-Za-z]")
_NUMBER = re.compile(r"-?\d{1,300}(\.\d{1,300})?")
_TOO_WIDE = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Place:
    """Some letters, then a value and how it is written; no value after the last letters."""

    letters: str
    source: Source | None = None
    form: str = ""


@dataclass(frozen=True, slots=True)
class Template(Operation):
    """The letters and values of a template. An item that misses one of the values keeps what it has."""

    places: tuple[Place, ...]

    @property
    @override
    def reads(self) -> Reads:
        return reads_of(*(place.source for place in self.places if place.source is not None))

    @override
    def apply(self, cell: Cell, row: Row, kind: Field) -> Result:
        written: list[str] = []
        for place in self.places:
            written.append(place.letters)
            if place.source is not None:
                text = place.source.text(row)
                value = _formed(text, place.form) if text else Invalid(f"There is no value for {place.source.words}.")
                if isinstance(value, Invalid):
                    return value
                written.append(value)
        text = "".join(written)
        return cell if cell is not None and text == text_of(cell) else write(text, kind)


def read_template(text: str, keys: Collection[str], facts: Collection[str]) -> Template | Invalid:
    """A template as it was typed; `{{` and `}}` are braces. A key comes before a fact of the same name."""
    places: list[Place] = []
    try:
        for letters, name, form, _ in Formatter().parse(text):
            if name is None:
                places.append(Place(letters))
                continue
            if _TOO_WIDE.search(form or ""):
                return Invalid("A value can be written at most 999 letters wide.")
            source = _source(name, keys, facts)
            if source is None:
                return Invalid(f"There is no key {quote(name)}." if name else "A key is missing between { and }.")
            places.append(Place(letters, source, form or ""))
    except ValueError:
        return Invalid("A brace is open. Write {key}, and {{ or }} for a brace itself.")
    return Template(tuple(places))


def _source(name: str, keys: Collection[str], facts: Collection[str]) -> Source | None:
    fact = name.removeprefix(OF_ITEM)
    if name in keys:
        return Source("key", name)
    if fact in {"folder", "number"}:
        return Source("folder" if fact == "folder" else "number")
    return Source("fact", fact) if fact in facts else None


def _formed(text: str, form: str) -> str | Invalid:
    """A text as its form wants it: a date by the letters of `strftime`, a number or a text as Python formats it."""
    if not form:
        return text
    if _DATE_FORM.search(form):
        try:
            return datetime.fromisoformat(text).strftime(form)
        except ValueError:
            return Invalid(f"{quote(text)} is not a date or time.")
    if _NUMBER.fullmatch(text):
        number = Decimal(text)
        try:
            return format(int(number) if number == number.to_integral_value() else number, form)
        except ValueError:
            return _formed_text(text, form)
    return _formed_text(text, form)


def _formed_text(text: str, form: str) -> str | Invalid:
    try:
        return format(text, form)
    except ValueError:
        return Invalid(f"{quote(text)} can't be written as {form}.")
