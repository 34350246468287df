"""Which of very many values are of a type: told by their spelling where that decides, else one by one."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow

from domain.fields import BooleanType, DatetimeType, EnumType, Field, NumberType, TextType, UuidType, VarcharType
from domain.metadata import CLEARED
from domain.problems import Severity, judge
from domain.shaped_fields import EmbeddingType, GeospatialType
from models.distinct import Distinct, asked_once
from models.text_arrays import starts
from models.text_spelling import (
    Asked,
    Verdict,
    by_pattern,
    dates,
    equal_to,
    options,
    places,
    respelt,
    texts,
    uuids,
    vectors,
)

Mask = npt.NDArray[np.bool_]

_arrow: Any = pyarrow
_NUMBER = r"^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$"
_TEXT = '"'
_OPENS: Mapping[type[Field], str] = {
    NumberType: "-0123456789",
    BooleanType: "tf",
    DatetimeType: _TEXT,
    UuidType: _TEXT,
    VarcharType: _TEXT,
    TextType: _TEXT,
    EnumType: _TEXT,
    EmbeddingType: "[",
    GeospatialType: "{",
}
_SPACES = " \t\r\n"


def fitting(field: Field, cells: Any) -> Mask:
    """Whether each value is of a type, as `field.check` would say. For a lane.

    `cells`: an Arrow array of JSON texts, none missing, best each once.
    """
    fits = np.zeros(len(cells), np.bool_)
    fits[np.flatnonzero(equal_to((CLEARED,), cells).good)] = True
    opens = _OPENS.get(type(field))
    # A type without rules takes whatever is JSON.
    rest = np.flatnonzero(~fits) if opens is None else _settle(field, opens, cells, fits)
    if len(rest):
        asked = Distinct(_picked(cells, rest), np.empty(0, np.int32))
        fits[rest] = asked_once(asked, partial(_takes, field)).astype(np.bool_)
    return fits


def _settle(field: Field, opens: str, cells: Any, fits: Mask) -> npt.NDArray[np.int64]:
    """Say of each value whose spelling decides whether it fits; gives the positions of the others."""
    firsts, ask = starts(cells), _spelling(field)
    alike = np.flatnonzero(_first_is(firsts, opens))
    verdict = ask(_picked(cells, alike))
    fits[alike] = verdict.good
    # JSON that begins with another letter is of another kind, but for spaces before it.
    rest = np.union1d(alike[verdict.undecided], np.flatnonzero(_first_is(firsts, _SPACES)))
    if opens != _TEXT or not len(rest):
        return rest
    positions, plain = respelt(_picked(cells, rest))
    verdict = ask(plain)
    fits[rest[positions]] = verdict.good
    return np.delete(rest, positions[~verdict.undecided])


def _takes(field: Field, cell: str) -> int:
    rule = judge(field, cell)  # it makes no sentences, which take time
    return int(rule is None or rule.severity is not Severity.ERROR)


def _spelling(field: Field) -> Asked:
    match field:
        case EnumType(options=words):
            return partial(options, words)
        case VarcharType(limit=limit):
            return partial(texts, limit)
        case EmbeddingType(size=size):
            return partial(vectors, size)
        case _:
            return _PLAIN[type(field)]


_PLAIN: Mapping[type[Field], Callable[[Any], Verdict]] = {
    NumberType: partial(by_pattern, _NUMBER),
    BooleanType: partial(equal_to, ("true", "false")),
    DatetimeType: dates,
    UuidType: uuids,
    TextType: partial(texts, None),
    GeospatialType: places,
}


def _first_is(firsts: npt.NDArray[np.uint8], letters: str) -> Mask:
    wanted = np.zeros(256, np.bool_)
    wanted[list(letters.encode())] = True
    return wanted[firsts]


def _picked(cells: Any, positions: npt.NDArray[np.int64]) -> Any:
    return cells if len(positions) == len(cells) else cells.take(_arrow.array(positions))
