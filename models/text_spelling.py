"""What the spelling of JSON values alone decides: surely of a type, surely not, or to be looked at one by one."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow
import pyarrow.compute

from domain.reading import spell
from models.distinct import NUMBER, Distinct, lengths, matching, occurrences

_arrow: Any = pyarrow
_compute: Any = pyarrow.compute

Mask: TypeAlias = npt.NDArray[np.bool_]

_WITHOUT_ESCAPES = r'^"[^"\\\x00-\x1f]*"$'
_ANY_TEXT = r'^"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"$'
_SURROGATE = r"\\u[dD][89a-fA-F]"
_MONTH = r"(?:0[1-9]|1[0-2])"
_DAY = rf"[1-9][0-9]{{3}}-(?:{_MONTH}-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
_CLOCK = r"[T ](?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,6})?)?"
_ZONE = r"(?:Z|[+-](?:[01][0-9]|2[0-3]):[0-5][0-9])?"
_DATE = f'^"{_DAY}(?:{_CLOCK}{_ZONE})?"$'
_LIKE_A_DATE = r'^"[0-9]{4}-?[0-9W]'
_UUID = r'^"(?:[0-9a-fA-F]{32}|[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12})"$'
_SHORTEST_UUID = 32 + 2
# Python reads a UUID out of odd spellings too: urn:uuid:, braces, and what int() takes for digits.
_IN_NO_UUID = r"[g-hj-mo-qstvwyzG-WYZ!#$%&()*,./;<=>?@\[\]^`|~\']"
_DEGREES = r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"
_PLACES = (
    rf'^\{{"latitude": ?(?P<latitude>{_DEGREES}), ?"longitude": ?(?P<longitude>{_DEGREES})\}}$',
    rf'^\{{"longitude": ?(?P<longitude>{_DEGREES}), ?"latitude": ?(?P<latitude>{_DEGREES})\}}$',
)
_BOUNDS = {"latitude": 90.0, "longitude": 180.0}


@dataclass(frozen=True, slots=True)
class Verdict:
    """`good`: surely of the type; `undecided`: to be looked at; the others are surely not."""

    good: Mask
    undecided: Mask


Asked: TypeAlias = Callable[[Any], Verdict]


def by_pattern(pattern: str, cells: Any) -> Verdict:
    """Good where the whole matches; the others are undecided."""
    good = matching(cells, pattern)
    return Verdict(good, ~good)


def equal_to(words: Sequence[str], cells: Any) -> Verdict:
    """Good where it is one of some texts; the others are undecided."""
    good = _among(cells, words)
    return Verdict(good, ~good)


def texts(limit: int | None, cells: Any) -> Verdict:
    """Text of at most `limit` characters: an escape stands for one character, so it only ever makes texts shorter."""
    text = matching(cells, _ANY_TEXT)
    if limit is None:
        return Verdict(text, ~text)
    short = lengths(cells) <= limit + 2
    bad = ~short & matching(cells, _WITHOUT_ESCAPES)
    return Verdict(text & short, ~(text & short) & ~bad)


def options(words: Sequence[str], cells: Any) -> Verdict:
    """One of the options; text without escapes can be spelt in one way only."""
    good = _among(cells, [spell(word) for word in words])
    return Verdict(good, ~good & ~matching(cells, _WITHOUT_ESCAPES))


def dates(cells: Any) -> Verdict:
    """Dates and times of ISO 8601."""
    good = matching(cells, _DATE)
    rest = np.flatnonzero(~good)
    undecided = ~good
    if len(rest):
        others = cells.take(_arrow.array(rest))
        undecided[rest] = matching(others, _LIKE_A_DATE) | ~matching(others, _WITHOUT_ESCAPES)
    return Verdict(good, undecided)


def uuids(cells: Any) -> Verdict:
    """UUIDs of any version."""
    good = matching(cells, _UUID)
    rest = np.flatnonzero(~good)
    undecided = ~good
    if len(rest):
        others = cells.take(_arrow.array(rest))
        never = (lengths(others) < _SHORTEST_UUID) | matching(others, _IN_NO_UUID)
        undecided[rest] = ~(never & matching(others, _WITHOUT_ESCAPES))
    return Verdict(good, undecided)


def vectors(size: int, cells: Any) -> Verdict:
    """Lists of so many numbers."""
    numbers = matching(cells, rf"^\[{NUMBER}(?:, ?{NUMBER})*\]$")
    good = numbers & (occurrences(cells, ",") == size - 1)
    return Verdict(good, ~numbers)


def places(cells: Any) -> Verdict:
    """Latitude and longitude in degrees."""
    good, plain = np.zeros(len(cells), np.bool_), np.zeros(len(cells), np.bool_)
    for pattern in _PLACES:
        found = _compute.extract_regex(cells, pattern)
        plain |= np.asarray(found.is_valid().to_numpy(zero_copy_only=False), np.bool_)
        inside = np.ones(len(cells), np.bool_)
        for name, bound in _BOUNDS.items():
            inside &= np.abs(_floats(_compute.struct_field(found, name))) <= bound
        good |= inside
    return Verdict(good, ~plain)


def respelt(cells: Any) -> tuple[npt.NDArray[np.int64], Any]:
    """Texts with escapes that can do without: their positions, and each spelt without."""
    texts = matching(cells, _ANY_TEXT) & ~matching(cells, _WITHOUT_ESCAPES) & ~matching(cells, _SURROGATE)
    positions = np.flatnonzero(texts)
    spelt: list[str] = []
    for _, some in Distinct(cells.take(_arrow.array(positions)), np.empty(0, np.int32)).slices():
        spelt += [f'"{text}"' for text in json.loads(f"[{','.join(some)}]")]
    plain = _arrow.array(spelt, _arrow.large_string())
    without = matching(plain, _WITHOUT_ESCAPES)
    return positions[without], plain.filter(_arrow.array(without))


def _floats(spelt: Any) -> npt.NDArray[np.float64]:
    return np.asarray(_compute.cast(spelt, _arrow.float64()).to_numpy(zero_copy_only=False), np.float64)


def _among(cells: Any, words: Sequence[str]) -> Mask:
    wanted = _arrow.array(words, _arrow.large_string())
    return np.asarray(_compute.is_in(cells, wanted).to_numpy(zero_copy_only=False), np.bool_)
