"""The outcome of reading a value: it is valid, or it is not and a sentence says why."""

import json
import re
from dataclasses import dataclass
from typing import Any, TypeAlias


@dataclass(frozen=True, slots=True)
class Valid:
    """A value that fits: its JSON text, and a note where it was understood rather than taken as it stood."""

    cell: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Invalid:
    """A value that does not fit, and the sentence that says why."""

    reason: str


Reading: TypeAlias = Valid | Invalid

_SHOWN = 40
_SURROGATE = re.compile("[\ud800-\udfff]")


def spell(value: Any) -> str:
    """The JSON text of a value, as this program writes it: compact, every letter as itself.

    Half a surrogate pair, which UTF-8 cannot carry, is escaped.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    if _SURROGATE.search(text):
        return json.dumps(value, separators=(",", ":"), allow_nan=False)
    return text


def parse(cell: str) -> Any:
    """The value of a JSON text; numbers keep their spelling, as `Number`.

    Raises ValueError for text that is not JSON and RecursionError for text nested too deeply.
    """
    return _DECODER.decode(cell)


class Number(str):
    """A JSON number as it was spelt: as long and as exact as the platform sent it."""

    __slots__ = ()


def quote(value: object) -> str:
    """A value as a sentence shows it: in quotes, and not longer than a person reads."""
    text = str(value).replace("\n", " ")
    return f'"{text}"' if len(text) <= _SHOWN else f'"{text[: _SHOWN - 1]}…"'


def kind(value: Any) -> str:
    """What a parsed value is, in a sentence: "text", "a number", "a list"."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "a boolean"
        case Number():
            return "a number"
        case str():
            return "text"
        case list():
            return "a list"
        case _:
            return "an object"


def _refuse(name: str) -> Any:
    message = f"{name} is not a JSON value"
    raise ValueError(message)


# Made once: json.loads would make a new decoder for every value of a table.
_DECODER = json.JSONDecoder(parse_int=Number, parse_float=Number, parse_constant=_refuse)
