"""How a key of the schema is used by what is loaded: how full, how many values, how many of them invalid."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from domain.fields import EnumType, Field
from domain.reading import parse
from models.distinct import Distinct
from models.fitting import Mask, fitting
from models.loaded_values import LoadedValues
from models.repairing import Counted, most_frequent

SAMPLES = 8


def _no_options() -> Mapping[str, int]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class KeyUsage:
    """One key in `items` items: `filled` have a value, of which `invalid` break its type.

    `samples` are the most frequent of `distinct` values. `options`: how many items have each option of an enum, those
    nobody has too.
    """

    items: int
    filled: int
    distinct: int
    invalid: int
    samples: tuple[Counted, ...] = ()
    options: Mapping[str, int] = field(default_factory=_no_options)


def usage(values: LoadedValues, kind: Field) -> KeyUsage:
    """Look at a key's values under a type; for a lane."""
    found = values.found
    counts = found.counts()
    fits = fitting(kind, found.cells)
    different = int((counts > 0).sum())
    return KeyUsage(
        items=values.items,
        filled=int(counts.sum()),
        distinct=different,
        invalid=int(counts[~fits].sum()),
        samples=tuple(most_frequent(found, counts, min(SAMPLES, different))),
        options=_options(kind, found, counts, fits) if isinstance(kind, EnumType) else _no_options(),
    )


def unused(items: int, kind: Field) -> KeyUsage:
    """A key that none of so many items has."""
    options = kind.options if isinstance(kind, EnumType) else ()
    return KeyUsage(items, 0, 0, 0, (), MappingProxyType(dict.fromkeys(options, 0)))


def _options(kind: EnumType, found: Distinct, counts: npt.NDArray[np.int64], fits: Mask) -> Mapping[str, int]:
    """An option can be spelt in several ways, with escapes and without."""
    held = dict.fromkeys(kind.options, 0)
    places = np.flatnonzero(fits & (counts > 0))
    for cell, count in zip(found.chosen(places).cells.to_pylist(), counts[places].tolist(), strict=True):
        held[parse(cell)] += count
    return MappingProxyType(held)
