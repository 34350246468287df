"""How one value is written in a table cell and in its tooltip, and if it breaks the schema."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from html import escape
from types import MappingProxyType

from domain.fields import BooleanType, DatetimeType, NumberType, TextType, VarcharType
from domain.metadata import CLEARED, Cell
from domain.reading import Invalid, parse
from domain.schema import FieldType
from domain.shaped_fields import GeospatialType, UntypedField
from models.cell_state import CellState, ShownCell, confirmed_state, staged_state
from models.staged_columns import StagedCell

TRUE_TEXT = "✓"
FALSE_TEXT = "✗"
NULL_TEXT = "null"
REMOVED_TEXT = "removed"
LONGEST = 240
LONGEST_IN_TOOLTIP = 1200

_TOO_LONG = 100_000
_REMEMBERED = 4096
_REMEMBERED_LENGTH = 256


class CellWriter:
    """Writes the cells of one column, and remembers those that come again and again: options, booleans, words."""

    def __init__(self, field: FieldType) -> None:
        self.field = field
        short = isinstance(field, VarcharType) and field.limit < LONGEST
        self._quick = None if short else _QUICK.get(type(field))
        self._known: dict[str, tuple[str, str]] = {}

    def write(self, confirmed: Cell, staged: StagedCell | None) -> ShownCell:
        """A cell as it is shown."""
        if staged is None and (text := self._at_once(confirmed)) is not None:
            return ShownCell(text, CellState.CONFIRMED)
        cell = confirmed if staged is None else staged.after
        if cell is None:
            return _ABSENT if staged is None else _REMOVED
        text, reason = self.read(cell)
        broken = bool(reason)
        state = confirmed_state(cell, broken=broken) if staged is None else staged_state(staged, broken=broken)
        return ShownCell(text, state, reason)

    def read(self, cell: str) -> tuple[str, str]:
        """The text of a value, and why it breaks the schema (empty: it does not)."""
        if (text := self._at_once(cell)) is not None:
            return text, ""
        if len(cell) > _TOO_LONG and isinstance(self.field, UntypedField) and cell[0] in "[{":
            return elide(cell[: 2 * LONGEST], LONGEST), ""  # any JSON fits, and to read all of it would take seconds
        known = self._known.get(cell)
        if known is None:
            outcome = self.field.check(cell)
            known = (self._text(cell), outcome.reason if isinstance(outcome, Invalid) else "")
            if len(cell) <= _REMEMBERED_LENGTH:
                if len(self._known) >= _REMEMBERED:
                    self._known.clear()
                self._known[cell] = known
        return known

    def _at_once(self, cell: Cell) -> str | None:
        """The text of a plain value that is right; None where it has to be read."""
        return self._quick(cell) if self._quick is not None and cell is not None and len(cell) < LONGEST else None

    def _text(self, cell: str) -> str:
        if cell == CLEARED:
            return NULL_TEXT
        match self.field:
            case BooleanType() if cell in ("true", "false"):
                return TRUE_TEXT if cell == "true" else FALSE_TEXT
            case GeospatialType():
                return _place(self.field, cell)
            case _:
                return elide(self.field.show(cell), LONGEST)


def _plain_text(cell: str) -> str | None:
    """The text of a JSON string that needs no reading; None for any other cell."""
    text = cell[1:-1]
    ends = len(cell) > 1 and cell[0] == cell[-1] == '"'
    return text if ends and text.isprintable() and "\\" not in text and '"' not in text else None


def _plain_number(cell: str) -> str | None:
    return cell if _NUMBER.fullmatch(cell) else None


def _plain_moment(cell: str) -> str | None:
    text = _plain_text(cell)
    try:
        return text if text is not None and _MOMENT.fullmatch(text) and datetime.fromisoformat(text) else None
    except ValueError:
        return None


# Most cells of a table are plain and right: these need no JSON reader. What is not plain is read as it should be.
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?)?"
)
_QUICK: Mapping[type, Callable[[str], str | None]] = MappingProxyType(
    {
        TextType: _plain_text,
        VarcharType: _plain_text,
        NumberType: _plain_number,
        DatetimeType: _plain_moment,
    }
)

_ABSENT = ShownCell("", CellState.ABSENT)
_REMOVED = ShownCell(REMOVED_TEXT, CellState.REMOVED)


def elide(text: str, longest: int) -> str:
    """At most `longest` characters, the end replaced by an ellipsis."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def tooltip(title: str, field: FieldType, base: Cell, staged: StagedCell | None, reason: str) -> str:
    """What to say of a cell: its value at length, what it was, what is wrong. Never read as markup."""
    lines = [title, _value(field, base if staged is None else staged.after)]
    if staged is not None:
        lines.append(f"Original: {_value(field, staged.base)}")
        if staged.base != base:
            lines.append(f"The platform now says: {_value(field, base)}")
    if reason:
        lines.append(reason)
    return plain("\n".join(lines))


def plain(text: str) -> str:
    """Text for a tooltip, so that Qt takes no part of it for markup."""
    return f"<p style='white-space:pre-wrap'>{escape(text)}</p>"


def _value(field: FieldType, cell: Cell) -> str:
    if cell is None:
        return "(the item does not have this key)"
    if cell == CLEARED:
        return "(cleared: the key is there without a value)"
    shown = field.show(cell)
    return elide(shown, LONGEST_IN_TOOLTIP) or "(empty text)"


def _place(field: FieldType, cell: str) -> str:
    if isinstance(field.check(cell), Invalid):
        return elide(field.show(cell), LONGEST)
    place = parse(cell)
    return f"{float(place['latitude']):.5f}, {float(place['longitude']):.5f}"
