"""A value as one text, for files that know nothing but text, and the value that text stands for.

An empty text is a key the item does not have. `null` is a cleared value. A value is written as an editor shows it;
where that would be read as something else, it is written as JSON in quotes, or as JSON behind `json:`. The same goes
for text with characters that files or spreadsheets lose: carriage returns, control characters, halves of characters.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from domain.fields import DatetimeType, EnumType, Field, NumberType, TextType, UuidType, VarcharType
from domain.metadata import CLEARED, Cell, same_value
from domain.reading import Number, Reading, Valid, parse

MARK = "json:"

# Workbooks spell lost characters as _x0000_, and not every reader knows what a text that looks so stands for.
_LOST = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]|_(?=x[0-9A-Fa-f]{4}_)")
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_WORDS = re.compile(r'"(?!null"|json:)[0-9A-Za-z](?:[^"\\\x00-\x1f_\ufffe\uffff]|_(?!x))*"')
_SHAPES: Mapping[type[Field], re.Pattern[str]] = MappingProxyType(
    {
        TextType: _WORDS,
        VarcharType: _WORDS,
        EnumType: _WORDS,
        DatetimeType: re.compile(r'"[12][0-9]{3}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])'
                                 r'(?:T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z)?"'),
        UuidType: re.compile(r'"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"'),
    }
)  # fmt: skip
"""Spellings that are read back as they are, and are no other value of their type."""


def cell_text(field: Field, cell: Cell) -> str:
    """The text of a value; `read_cell_text` with the same type gives the value back."""
    if cell is None:
        return ""
    if cell == CLEARED:
        return CLEARED
    plain = _plain_text(field, cell)
    if plain is not None:
        return plain
    text = field.edit_text(cell)
    if not _LOST.search(text) and _means(field, text, cell):
        return text
    spelt = _LOST.sub(_escaped, cell)
    return spelt if _quoted(spelt) is not None else MARK + spelt


def read_cell_text(field: Field, text: str) -> Reading | None:
    """What a text of a file stands for; None where it says nothing, Invalid where the type can't read it.

    Values that break the schema on purpose come back as they were, as Valid: whoever stages them checks them.
    """
    if not text:
        return None
    if text == CLEARED:
        return Valid(CLEARED)
    marked = _marked(text)
    if marked is None:
        marked = _quoted(text)
    return Valid(marked) if marked is not None else field.read(text)


def _plain_text(field: Field, cell: str) -> str | None:
    """What is written of a value whose spelling alone shows that it comes back: most are such. None for a doubt."""
    if isinstance(field, NumberType):
        return cell if _NUMBER.fullmatch(cell) else None
    shape = _SHAPES.get(type(field))
    if shape is None or not shape.fullmatch(cell):
        return None
    text = cell[1:-1]
    if isinstance(field, EnumType):
        return text if text in field.options else None
    return text if not isinstance(field, VarcharType) or len(text) <= field.limit else None


def _means(field: Field, text: str, cell: str) -> bool:
    reading = read_cell_text(field, text)
    return isinstance(reading, Valid) and (reading.cell == cell or same_value(reading.cell, cell))


def _escaped(lost: re.Match[str]) -> str:
    return " " if lost[0] == "\r" else f"\\u{ord(lost[0]):04x}"


def _marked(text: str) -> str | None:
    """The JSON behind the mark, or None where there is none."""
    if not text.startswith(MARK):
        return None
    cell = text.removeprefix(MARK)
    return cell if _json(cell) is not None else None


def _quoted(text: str) -> str | None:
    """The text where it is a JSON text in quotes, or None."""
    if len(text) < 2 or text[0] != '"' or text[-1] != '"':
        return None
    value = _json(text)
    return text if isinstance(value, str) and not isinstance(value, Number) else None


def _json(text: str) -> object:
    """The JSON value of a text; None where it is none, or null."""
    try:
        return parse(text)
    except (ValueError, RecursionError):
        return None
