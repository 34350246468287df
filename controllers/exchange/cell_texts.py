"""A value as one text, for files that know nothing but text, and the value that text stands for.

An empty text is a key the item does not have. `null` is a cleared value. A value is written as an editor shows it;
where that would be read as something else, it is written as JSON in quotes, or as JSON behind `json:`. The same goes
for text with characters that files or spreadsheets lose: carriage returns, control characters, halves of characters.
"""

import re

from domain.fields import Field
from domain.metadata import CLEARED, Cell, same_value
from domain.reading import Number, Reading, Valid, parse

MARK = "json:"

# Workbooks spell lost characters as _x0000_, and not every reader knows what a text that looks so stands for.
_LOST = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]|_(?=x[0-9A-Fa-f]{4}_)")


def cell_text(field: Field, cell: Cell) -> str:
    """The text of a value; `read_cell_text` with the same type gives the value back."""
    if cell is None:
        return ""
    if cell == CLEARED:
        return CLEARED
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
