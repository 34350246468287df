"""How large distinct values are: as numbers, as moments, or as text of some length; NaN for what has no such size."""

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow
import pyarrow.compute

from domain.reading import Number, parse
from models.distinct import Distinct, lengths, matching

_arrow: Any = pyarrow
_compute: Any = pyarrow.compute

Sizes: TypeAlias = npt.NDArray[np.float64]
Measure: TypeAlias = Callable[[Distinct], Sizes]

_NUMBER = r"^-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$"
_PLAIN_TEXT = r'^"[^"\\]*"$'
_TEXT_WITH_ESCAPES = r'^".*\\.*"$'
_NANOSECONDS = 1e9


def measured_numbers(found: Distinct) -> Sizes:
    """JSON numbers as floating-point numbers; those too large for one have no size."""
    sizes = np.full(len(found), np.nan)
    numbers = matching(found.cells, _NUMBER)
    if numbers.any():
        texts = found.cells.filter(_arrow.array(numbers))
        sizes[numbers] = _compute.cast(texts, _arrow.float64()).to_numpy(zero_copy_only=False)
    sizes[~np.isfinite(sizes)] = np.nan
    return sizes


def measured_moments(found: Distinct) -> Sizes:
    """ISO 8601 text, in quotes or bare, as seconds since 1970 UTC."""
    sizes = np.full(len(found), np.nan)
    for start, cells in found.slices():
        texts = pd.Series([cell.strip('"') for cell in cells], dtype="str")
        moments: Any = pd.to_datetime(texts, errors="coerce", format="ISO8601", utc=True)
        nanoseconds = moments.dt.as_unit("ns").to_numpy("datetime64[ns]").astype(np.int64)
        known = moments.notna().to_numpy()
        sizes[start : start + len(cells)][known] = nanoseconds[known] / _NANOSECONDS
    return sizes


def measured_lengths(found: Distinct) -> Sizes:
    """How many characters each JSON text has."""
    sizes = np.full(len(found), np.nan)
    plain = matching(found.cells, _PLAIN_TEXT)
    sizes[plain] = lengths(found.cells)[plain] - 2
    for place in np.flatnonzero(matching(found.cells, _TEXT_WITH_ESCAPES)).tolist():
        text = text_of(found.cells[place].as_py())
        if text is not None:
            sizes[place] = len(text)
    return sizes


def text_of(cell: str) -> str | None:
    """The text of a JSON string, or None for any other value."""
    if not cell.startswith('"'):
        return None
    try:
        value = parse(cell)
    except (ValueError, RecursionError):
        return None
    return None if isinstance(value, Number) or not isinstance(value, str) else value
