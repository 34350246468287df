"""A value as the text an operation works on, and that text as a value of its key's type again."""

import re

from domain.fields import Field, TextType, VarcharType
from domain.metadata import CLEARED, Cell
from domain.reading import Invalid, Valid, parse, spell
from domain.shaped_fields import UntypedField

NOTHING_LEFT = "Nothing would be left of the value. Use Clear to empty values."

# A letter-by-letter copy in quotes is JSON unless it holds one of these.
_ESCAPED = re.compile('["\\\\\x00-\x1f\ud800-\udfff]')


def is_empty(cell: Cell) -> bool:
    """Whether the key is absent, cleared, or holds empty text."""
    return cell is None or cell in {CLEARED, '""'}


def text_of(cell: Cell) -> str:
    """The text of a value: a text's own letters, the JSON of anything else, nothing where there is none."""
    if cell is None or cell == CLEARED:
        return ""
    if not cell.startswith('"'):
        return cell
    return parse(cell) if "\\" in cell else cell[1:-1]


def quoted(text: str) -> str:
    """A text as JSON."""
    return spell(text) if _ESCAPED.search(text) else f'"{text}"'


def write(text: str, kind: Field, like: Cell = None) -> str | Invalid:
    """A text as a value of a type, or why it is none.

    Where the type leaves it open, text stays text and the place of another JSON value (`like`) is filled as if typed.
    """
    if isinstance(kind, TextType) or (isinstance(kind, VarcharType) and len(text) <= kind.limit):
        return quoted(text)
    if isinstance(kind, UntypedField) and (like is None or like == CLEARED or like.startswith('"')):
        return quoted(text)
    if not text.strip():
        return Invalid(NOTHING_LEFT)
    outcome = kind.read(text)
    return outcome.cell if isinstance(outcome, Valid) else outcome


def rewritten(cell: str, text: str, kind: Field) -> str | Invalid:
    """The cell with another text; the cell itself, spelt as it was, where the text is the same."""
    return cell if text == text_of(cell) else write(text, kind, cell)
