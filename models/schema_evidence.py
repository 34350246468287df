"""What the values of a key look like, counted at once: what a schema is proposed from."""

from collections import Counter
from typing import Any, cast

import numpy as np
import numpy.typing as npt
import pyarrow

from domain.fields import BooleanType, DatetimeType, Field, NumberType, TextType, UuidType, VarcharType
from domain.inference import LONGEST_OPTION, SAMPLES, Evidence, Look, options_among
from domain.reading import Number, parse
from domain.shaped_fields import GeospatialType
from domain.type_forms import LARGEST_EMBEDDING, MOST_OPTIONS
from models.distinct import Distinct, lengths, matching, occurrences
from models.fitting import fitting

_arrow: Any = pyarrow

_LOOKS: tuple[tuple[Look, Field], ...] = (
    (Look.NUMBER, NumberType()),
    (Look.BOOLEAN, BooleanType()),
    (Look.UUID, UuidType()),
    (Look.MOMENT, DatetimeType()),
    (Look.TEXT, VarcharType()),
    (Look.LONG_TEXT, TextType()),
    (Look.PLACE, GeospatialType()),
)
_TEXTS = (Look.UUID, Look.MOMENT, Look.TEXT, Look.LONG_TEXT)
_NUMBER = r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"
_VECTOR = rf"^\[{_NUMBER}(?:, ?{_NUMBER})*\]$"
_ESCAPE = 6  # letters at most for each character, as in \u00e9
Counts = npt.NDArray[np.int64]


def evidence(key: str, found: Distinct) -> Evidence:
    """What was found of a key, cleared values counting as none; for a lane."""
    counts = found.counts()
    places = np.flatnonzero(counts)
    counts, values = counts[places], found.chosen(places)
    looks: dict[Look, int] = {}
    samples: dict[Look, tuple[str, ...]] = {}
    texts = np.zeros(len(values), np.bool_)
    rest = np.arange(len(values))
    for look, field in _LOOKS:
        taken = rest[fitting(field, values.chosen(rest).cells)]
        rest = np.setdiff1d(rest, taken, assume_unique=True)
        texts[taken] |= look in _TEXTS
        _note(look, taken, values, counts, looks, samples)
    sizes, taken = _vectors(values, rest)
    _note(Look.VECTOR, taken, values, counts, looks, samples)
    _note(Look.OTHER, np.setdiff1d(rest, taken, assume_unique=True), values, counts, looks, samples)
    summed: Counter[int] = Counter()
    for size, count in zip(sizes, counts[taken].tolist(), strict=True):
        summed[size] += count
    return Evidence(key, looks, summed, _words(values, np.flatnonzero(texts), counts), samples)


def _note(
    look: Look,
    places: npt.NDArray[np.int64],
    values: Distinct,
    counts: Counts,
    looks: dict[Look, int],
    samples: dict[Look, tuple[str, ...]],
) -> None:
    if len(places):
        looks[look] = int(counts[places].sum())
        samples[look] = tuple(values.chosen(places[:SAMPLES]).cells.to_pylist())


def _vectors(values: Distinct, places: npt.NDArray[np.int64]) -> tuple[list[int], npt.NDArray[np.int64]]:
    """How long the lists of numbers are, and which values they are; others are looked at one by one."""
    cells = values.chosen(places).cells
    commas, plain = occurrences(cells, ","), matching(cells, _VECTOR)
    sizes = np.where(plain & (commas < LARGEST_EMBEDDING), commas + 1, 0)
    odd = np.flatnonzero(~plain & matching(cells, r"^\s*\["))
    for start, some in Distinct(cells, values.codes).chosen(odd).slices():
        sizes[odd[start : start + len(some)]] = [_size(cell) for cell in some]
    known = sizes > 0
    return sizes[known].tolist(), places[known]


def _size(cell: str) -> int:
    """How many numbers a list has; 0 for what no embedding can be."""
    try:
        value = parse(cell)
    except (ValueError, RecursionError):
        return 0
    numbers = cast("list[object]", value) if isinstance(value, list) else []
    fits = len(numbers) <= LARGEST_EMBEDDING and all(isinstance(one, Number) for one in numbers)
    return len(numbers) if fits else 0


def _words(values: Distinct, places: npt.NDArray[np.int64], counts: Counts) -> "Counter[str] | None":
    """Every text with its count, if an enum could have them all; the same text may be spelt in several ways."""
    if len(places) > MOST_OPTIONS * _ESCAPE:
        return None
    cells = values.chosen(places).cells
    if (lengths(cells) > _ESCAPE * LONGEST_OPTION + 2).any():
        return None
    words: Counter[str] = Counter()
    for cell, count in zip(cells.to_pylist(), counts[places].tolist(), strict=True):
        words[str(parse(cell))] += count
    return words if options_among(words) is not None else None
