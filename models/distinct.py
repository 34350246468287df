"""A column as its distinct values and which row holds which: what is asked of a value is asked once."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow
import pyarrow.compute

NUMBER = r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"
"""How JSON spells a number, as `matching` takes it."""

_arrow: Any = pyarrow
_compute: Any = pyarrow.compute

T = TypeVar("T")
SLICE = 2_000
"""Values handled between two breaths: a thread that computes shares one interpreter with the window."""
_BREATH = 0.0002  # s
NONE = -1
"""The code of a row that has no value."""


@dataclass(frozen=True, slots=True)
class Distinct:
    """`cells`: each distinct value once, an Arrow array of text; `codes`: int32, one a row, NONE where absent."""

    cells: Any
    codes: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.cells)

    def counts(self) -> npt.NDArray[np.int64]:
        """How many rows hold each distinct value."""
        return np.bincount(self.codes[self.codes != NONE], minlength=len(self.cells)).astype(np.int64)

    def at(self, rows: npt.NDArray[np.int64]) -> "Distinct":
        """Some rows of it, with the values those hold and no others."""
        codes = self.codes[rows]
        used = np.unique(codes[codes != NONE])
        renumbered = np.full(len(self.cells) + 1, NONE, np.int32)
        renumbered[used] = np.arange(len(used), dtype=np.int32)
        return Distinct(self.cells.take(_arrow.array(used)), renumbered[codes])

    def chosen(self, places: npt.NDArray[np.int64]) -> "Distinct":
        """Some of the distinct values, without rows."""
        return Distinct(self.cells.take(_arrow.array(places)), self.codes[:0])

    def slices(self) -> Iterator[tuple[int, list[str]]]:
        """The distinct values as Python's own, some at a time with the place of the first, breathing between."""
        for start in range(0, len(self.cells), SLICE):
            yield start, self.cells.slice(start, SLICE).to_pylist()
            if len(self.cells) > SLICE:
                time.sleep(_BREATH)


def distinct(values: Any) -> Distinct:
    """A pandas series over Arrow text, or an Arrow array, as distinct values and codes. Any lane may do it."""
    # In one piece: the dictionaries of many pieces take many times as long to be made one.
    whole = chunks_of(values).combine_chunks()
    if isinstance(whole, _arrow.ChunkedArray):
        whole = _arrow.concat_arrays(whole.chunks) if whole.num_chunks else _arrow.array([], _arrow.large_string())
    encoded = whole.dictionary_encode()
    codes = encoded.indices.fill_null(NONE).to_numpy(zero_copy_only=False).astype(np.int32, copy=False)
    return Distinct(encoded.dictionary, codes)


def chunks_of(values: Any) -> Any:
    """The Arrow column under a pandas series, or the Arrow array itself, as text in pieces; nothing is copied."""
    array = values if isinstance(values, _arrow.Array | _arrow.ChunkedArray) else values.array.__arrow_array__()
    chunked = array if isinstance(array, _arrow.ChunkedArray) else _arrow.chunked_array([array])
    return chunked if _arrow.types.is_large_string(chunked.type) else chunked.cast(_arrow.large_string())


def asked_once(values: Distinct, ask: Callable[[str], int]) -> npt.NDArray[np.uint8]:
    """An answer from 0 to 255 for each distinct value."""
    answers = np.empty(len(values), np.uint8)
    for start, cells in values.slices():
        answers[start : start + len(cells)] = [ask(cell) for cell in cells]
    return answers


def matching(cells: Any, pattern: str) -> npt.NDArray[np.bool_]:
    """Which texts match a pattern of RE2 from end to end; the interpreter is not held meanwhile."""
    return _compute.match_substring_regex(cells, pattern).to_numpy(zero_copy_only=False).astype(np.bool_, copy=False)


def lengths(cells: Any) -> npt.NDArray[np.int64]:
    """How many characters each text has."""
    return _compute.utf8_length(cells).to_numpy(zero_copy_only=False).astype(np.int64, copy=False)


def occurrences(cells: Any, letter: str) -> npt.NDArray[np.int64]:
    """How often a letter stands in each text."""
    return _compute.count_substring(cells, letter).to_numpy(zero_copy_only=False).astype(np.int64, copy=False)
