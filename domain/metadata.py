"""One item's metadata as a value: read, changed key by key, merged three ways, and written back byte for byte.

A value is kept as the JSON text the platform sent, never as a parsed object: what nobody edits is sent back unchanged,
`1.0` stays `1.0`, and numbers of any size survive.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any, NoReturn, TypeAlias

from domain.reading import spell

Cell: TypeAlias = str | None
"""The JSON text of one value, or None where the item does not have the key."""

CLEARED = "null"
"""A value that was cleared: the key is there and holds nothing."""

_BLANKS = " \t\n\r"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Metadata that is not a JSON object: its text as it came, and a sentence that says what is wrong."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Metadata:
    """The keys of one item in the platform's order, each with the JSON text of its value."""

    cells: Mapping[str, str]

    @staticmethod
    def read(text: str | None) -> "Metadata | Unreadable":
        """Split the text of a JSON object into its top-level values. None and `null` are an empty object."""
        if text is None or text.strip(_BLANKS) == "null":
            return EMPTY
        if not text.strip(_BLANKS):
            return Unreadable(text, "The metadata is an empty text, not a JSON object.")
        try:
            cells = _split(text)
        except RecursionError:
            return Unreadable(text, "The metadata is nested too deeply to be read.")
        except ValueError as error:
            return Unreadable(text, f"The metadata is not a JSON object: {error}.")
        return Metadata(MappingProxyType(cells))

    def text(self) -> str:
        """The JSON object, every value spelt as it was read or set."""
        return "{" + ",".join(f"{spell(key)}:{cell}" for key, cell in self.cells.items()) + "}"

    def with_cells(self, changes: Mapping[str, Cell]) -> "Metadata":
        """The same metadata with some keys set (in place, or at the end when new) and those given as None removed."""
        cells = dict(self.cells)
        for key, cell in changes.items():
            if cell is None:
                cells.pop(key, None)
            else:
                cells[key] = cell
        return Metadata(MappingProxyType(cells))


EMPTY = Metadata(MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Conflict:
    """A key that was changed here and, differently, on the platform."""

    key: str
    base: Cell
    mine: Cell
    theirs: Cell


@dataclass(frozen=True, slots=True)
class Merge:
    """What a three-way merge gives; a key in conflict keeps the platform's value in `merged`."""

    merged: Metadata
    conflicts: tuple[Conflict, ...]


def merge(theirs: Metadata, staged: Mapping[str, tuple[Cell, Cell]]) -> Merge:
    """Lay staged edits (key -> what it was when edited, what it shall be) over what the platform says now."""
    wanted: dict[str, Cell] = {}
    conflicts: list[Conflict] = []
    for key, (base, mine) in staged.items():
        now = theirs.cells.get(key)
        if same_value(now, mine):
            continue
        if same_value(now, base):
            wanted[key] = mine
        else:
            conflicts.append(Conflict(key, base, mine, now))
    return Merge(theirs.with_cells(wanted), tuple(conflicts))


def same_value(one: Cell, other: Cell) -> bool:
    """Whether two cells hold the same JSON value: key order, white space and the spelling of a number do not count."""
    if one == other:
        return True
    if one is None or other is None:
        return False
    known = _plainly_same(one, other)
    if known is not None:
        return known
    try:
        return _canonical(one) == _canonical(other)
    except (ValueError, RecursionError):
        return False


def _split(text: str) -> dict[str, str]:
    position = _skip(text, 0)
    if text[position] != "{":
        message = "it starts with something else than {"
        raise ValueError(message)
    cells: dict[str, str] = {}
    position = _skip(text, position + 1)
    if text[position : position + 1] == "}":
        return _finish(text, position, cells)
    while True:
        key, position = _read_key(text, position)
        start = _skip(text, position)
        _, end = _decode(text, start)
        cells[key] = text[start:end]
        position = _skip(text, end)
        mark = text[position : position + 1]
        if mark == "}":
            return _finish(text, position, cells)
        if mark != ",":
            message = f"a comma or }} is missing at character {position + 1}"
            raise ValueError(message)
        position = _skip(text, position + 1)


def _read_key(text: str, position: int) -> tuple[str, int]:
    if text[position : position + 1] != '"':
        message = f"a key in quotes is missing at character {position + 1}"
        raise ValueError(message)
    key, position = _decode(text, position)
    position = _skip(text, position)
    if text[position : position + 1] != ":":
        message = f"a colon is missing at character {position + 1}"
        raise ValueError(message)
    return key, position + 1


def _finish(text: str, position: int, cells: dict[str, str]) -> dict[str, str]:
    if text[position + 1 :].strip(_BLANKS):
        message = f"something follows its end at character {position + 2}"
        raise ValueError(message)
    return cells


def _decode(text: str, position: int) -> tuple[Any, int]:
    try:
        return _SPLITTER.raw_decode(text, position)
    except json.JSONDecodeError as error:
        message = f"{error.msg.lower()} at character {error.pos + 1}"
        raise ValueError(message) from None


def _skip(text: str, position: int) -> int:
    while text[position : position + 1] and text[position] in _BLANKS:
        position += 1
    return position


def _refuse_constant(name: str) -> NoReturn:
    message = f"{name} is not a JSON number"
    raise ValueError(message)


# Numbers stay text while splitting: Python refuses to turn more than 4,300 digits into an int.
_SPLITTER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=_refuse_constant)


def _plainly_same(one: str, other: str) -> bool | None:
    """What can be said without parsing, of the many plain values; None when nothing can."""
    if _PLAIN_NUMBER.fullmatch(one) and _PLAIN_NUMBER.fullmatch(other):
        return _number(one) == _number(other)
    if _is_plain_text(one) and _is_plain_text(other):
        return False  # equal ones are equal to the letter
    first, second = _whole_numbers(one), _whole_numbers(other)
    if first is None or second is None:
        return False if (first is not None and _says_more(other)) or (second is not None and _says_more(one)) else None
    return first == second


def _whole_numbers(cell: str) -> bytes | None:
    """A list of whole numbers without its blanks, which has one spelling only; None for anything else."""
    if cell[:1] != "[" or not cell.isascii():
        return None
    text = cell.encode()
    return None if text.translate(None, b"[]0123456789, \t\n\r") else text.translate(None, b" \t\n\r")


def _says_more(cell: str) -> bool:
    """Whether there is anything but numbers and lists in it."""
    return any(mark in cell for mark in '"{tfn')


def _is_plain_text(cell: str) -> bool:
    return cell[:1] == '"' and cell[-1:] == '"' and "\\" not in cell


_PLAIN_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")


def _canonical(text: str) -> str:
    value = json.loads(text, parse_int=_number, parse_float=_number, parse_constant=_refuse_constant)
    return json.dumps(value, sort_keys=True)


def _number(text: str) -> dict[str, str]:
    """A number by its exact value, in a form no JSON object read from the platform can take by chance."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return {"\0number": text}
    sign, digits, exponent = number.as_tuple()
    spelt = "".join(map(str, digits))
    shortest = spelt.rstrip("0")
    if not shortest:
        return {"\0number": "0"}
    shift = int(exponent) + len(spelt) - len(shortest)
    return {"\0number": f"{'-' if sign else ''}{shortest}e{shift}"}
