"""Where the parts of a JSON list or object stand in its text, so that one changes and the rest stays byte for byte."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, NoReturn, TypeVar

from domain.reading import spell

_BLANKS = " \t\n\r"

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Member:
    """One member of an object: its key, where the key's text starts, and where its value starts and ends."""

    key: str
    at: int
    start: int
    end: int


def entries(text: str) -> list[str]:
    """The text of each entry of a JSON list.

    Raises ValueError for text that is no list, and RecursionError for one nested too deeply.
    """
    return [text[start:end] for start, end in _parts(text, "[]", _entry)]


def members(text: str) -> list[Member]:
    """The members of a JSON object in their order, one whose key is there twice too. Raises as `entries` does."""
    return list(_parts(text, "{}", _member))


def value_of(text: str, key: str) -> str | None:
    """The text of one value of an object (the last, of a key that is there twice); None where it is not there."""
    found = _last(members(text), key)
    return None if found is None else text[found.start : found.end]


def with_member(text: str, key: str, value: str) -> str:
    """The object with one value set: in its place, or at the end where the key is new."""
    known = members(text)
    found = _last(known, key)
    if found is not None:
        return text[: found.start] + value + text[found.end :]
    spelt = f"{spell(key)}:{value}"
    if known:
        return f"{text[: known[-1].end]},{spelt}{text[known[-1].end :]}"
    place = text.index("{") + 1
    return text[:place] + spelt + text[place:]


def without_members(text: str, keys: frozenset[str]) -> str:
    """The object without some keys, however often they are there; what stands between the others stays."""
    known = members(text)
    kept = [place for place, member in enumerate(known) if member.key not in keys]
    if len(kept) == len(known):
        return text
    pieces = [text[known[place].at : known[place].end] for place in kept]
    return text[: known[0].at] + _joined(text, known, kept, pieces) + text[known[-1].end :]


def _joined(text: str, known: list[Member], kept: list[int], pieces: list[str]) -> str:
    """The pieces with what stood before each of them between two members."""
    between = [text[known[place - 1].end : known[place].at] if place else "" for place in kept]
    return "".join(piece if not at else between[at] + piece for at, piece in enumerate(pieces))


def _last(known: list[Member], key: str) -> Member | None:
    return next((member for member in reversed(known) if member.key == key), None)


def _parts(text: str, brackets: str, read: Callable[[str, int], tuple[T, int]]) -> Iterator[T]:
    position = _skip(text, 0)
    _expect(text, position, brackets[0])
    position = _skip(text, position + 1)
    mark = "," if text[position : position + 1] != brackets[1] else brackets[1]
    while mark == ",":
        part, position = read(text, position)
        yield part
        position = _skip(text, position)
        mark = text[position : position + 1]
        if mark == ",":
            position = _skip(text, position + 1)
    _expect(text, position, brackets[1])
    if text[position + 1 :].strip(_BLANKS):
        message = "something follows the end"
        raise ValueError(message)


def _entry(text: str, position: int) -> tuple[tuple[int, int], int]:
    _, end = _DECODER.raw_decode(text, position)
    return (position, end), end


def _member(text: str, position: int) -> tuple[Member, int]:
    _expect(text, position, '"')
    key, after = _DECODER.raw_decode(text, position)
    after = _skip(text, after)
    _expect(text, after, ":")
    start = _skip(text, after + 1)
    _, end = _DECODER.raw_decode(text, start)
    return Member(str(key), position, start, end), end


def _expect(text: str, position: int, mark: str) -> None:
    if text[position : position + 1] != mark:
        message = f"{mark} is missing at character {position + 1}"
        raise ValueError(message)


def _skip(text: str, position: int) -> int:
    while text[position : position + 1] and text[position] in _BLANKS:
        position += 1
    return position


def _refuse(name: str) -> NoReturn:
    message = f"{name} is not a JSON value"
    raise ValueError(message)


# Numbers stay text: Python refuses to turn more than 4,300 digits into an int.
_DECODER: Any = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=_refuse)
