"""What stands in a list of keyframes, entry by entry: a frame, or what is wrong with it."""

import json
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, Literal, NamedTuple, NoReturn, TypeAlias, cast

from domain.reading import Number, spell

Kind: TypeAlias = Literal[
    "not a list",
    "text",
    "fraction",
    "negative",
    "beyond the end",
    "not a number",
    "nested",
    "twice",
    "unordered",
    "mark beyond the end",
]

LARGEST_FRAME = 2**53 - 1
"""No video has as many frames; a larger number is more than every JSON reader keeps exactly."""

CHUNK = 65_536
"""Characters, or numbers, that are worked on at a time: one long call of C would stop every other thread."""

_BLANKS = " \t\n\r"
_SHOWN = 4


class Entry(NamedTuple):
    """One entry: the frame it stands for (None: none), and what is wrong with it by itself (None: nothing)."""

    frame: int | None
    kind: Kind | None


def portions(cell: str) -> list[list[Any]]:
    """The entries of a JSON list, in portions: whole numbers as `int`, others and very long ones as `Number`.

    Raises ValueError for text that is no list, and RecursionError for one nested too deeply.
    """
    text = cell.strip(_BLANKS)
    if text[:1] != "[" or text[-1:] != "]":
        message = "not a list"
        raise ValueError(message)
    if len(text) <= CHUNK:
        return [_decoded(text)]
    try:
        return [_decoded(f"[{chunk}]") for chunk in _chunks(text)]
    except ValueError:
        # Cut at a comma inside a text or a list: no half of one is JSON by itself, so nothing was misread.
        return [_decoded(text)]


def entry(value: Any) -> Entry:
    """What one parsed value is, by itself."""
    match value:
        case bool() | None:
            return Entry(None, "not a number")
        case int():
            return _whole(value)
        case Number():
            return _number(value)
        case str():
            return Entry(None, "text")
        case _:
            return Entry(None, "nested")


def entry_of(text: str) -> Entry:
    """What one entry is, from its own text."""
    return entry(parsed(text))


def parsed(text: str) -> Any:
    """The value of any JSON text, numbers as `portions` gives them. Raises as it does."""
    return _decoded(f"[{text}]")[0]


def as_spelt(value: Any) -> str:
    """A parsed value as JSON spells it."""
    match value:
        case Number():
            return value
        case list():
            return f"[{', '.join(as_spelt(each) for each in cast('list[Any]', value)[:_SHOWN])}]"
        case dict():
            shown = list(cast("dict[str, Any]", value).items())[:_SHOWN]
            return f"{{{', '.join(f'{spell(key)}: {as_spelt(each)}' for key, each in shown)}}}"
        case _:
            return spell(value)


def _whole(number: int) -> Entry:
    if number < 0:
        return Entry(None, "negative")
    return Entry(number, None) if number <= LARGEST_FRAME else Entry(None, "beyond the end")


def _number(spelt: Number) -> Entry:
    """A number with a fraction or an exponent, or of more digits than Python takes at once."""
    try:
        number = Decimal(spelt)
    except InvalidOperation:
        return Entry(None, "beyond the end")
    if number < 0:
        return Entry(None, "negative")
    if number > LARGEST_FRAME:
        return Entry(None, "beyond the end")
    whole = number.to_integral_value()
    return Entry(int(whole) if whole == number else None, "fraction")


def _chunks(text: str) -> Iterator[str]:
    start, end = 1, len(text) - 1
    while start <= end:
        comma = text.find(",", min(start + CHUNK, end), end)
        stop = end if comma < 0 else comma
        yield text[start:stop]
        start = stop + 1


def _decoded(text: str) -> list[Any]:
    try:
        return _QUICK.decode(text)
    except json.JSONDecodeError:
        raise
    except ValueError:
        # A number of more than 4,300 digits.
        return _CAREFUL.decode(text)


def _long(spelt: str) -> int | Number:
    return int(spelt) if len(spelt) <= 20 else Number(spelt)


def _refuse(name: str) -> NoReturn:
    message = f"{name} is not a JSON value"
    raise json.JSONDecodeError(message, name, 0)


_QUICK = json.JSONDecoder(parse_float=Number, parse_constant=_refuse)
_CAREFUL = json.JSONDecoder(parse_int=_long, parse_float=Number, parse_constant=_refuse)
