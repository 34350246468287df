"""Very many cells as Arrow text: made, joined, picked and compared at once. For the lane that computes."""

from collections.abc import Sequence
from itertools import chain
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow
import pyarrow.compute

from domain.metadata import Cell
from models.arrow import ArrowArray, texts
from models.column_edit import ArrowCells, Repeated

Rows: TypeAlias = npt.NDArray[np.int64]
Mask: TypeAlias = npt.NDArray[np.bool_]

_arrow: Any = pyarrow
_compute: Any = pyarrow.compute
_TEXT: Any = _arrow.large_string()
_AT_ONCE = 50_000
_UUID_BYTES = 36
_MIX = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9))
_BACKSLASH = ord("\\")
_TURN = np.uint64(29)


def text_array(cells: Sequence[Cell]) -> ArrowArray:
    """Cells as one array, null where a cell is None; the window gets its turn in between."""
    if isinstance(cells, ArrowCells):
        return cells.array
    if isinstance(cells, Repeated):
        return _arrow.repeat(_arrow.scalar(cells.cell, _TEXT), len(cells))
    return joined([texts(cells[start : start + _AT_ONCE]) for start in range(0, len(cells), _AT_ONCE)])


def joined(parts: Sequence[ArrowArray]) -> ArrowArray:
    """Several arrays as one."""
    return parts[0] if len(parts) == 1 else _arrow.concat_arrays([_arrow.array([], _TEXT), *parts])


def chunked(array: ArrowArray) -> Any:
    """The array as a column of one piece, as pandas takes it."""
    return _arrow.chunked_array([array], type=_TEXT)


def picked(array: ArrowArray, positions: Rows) -> ArrowArray:
    """The values at some positions; the array itself where those are all of it."""
    if len(positions) == len(array) and is_run(positions, 0):
        return array
    return array.take(_arrow.Array.from_buffers(_arrow.int64(), len(positions), [None, _arrow.py_buffer(positions)]))


def is_run(positions: Rows, first: int) -> bool:
    """Whether positions follow each other from `first` on."""
    size = len(positions)
    return bool(size) and positions[0] == first and bool((positions == np.arange(first, first + size)).all())


def replaced(array: ArrowArray, positions: Rows, values: ArrowArray) -> ArrowArray:
    """The array with other values at some positions."""
    if not len(positions):
        return array
    sources = np.arange(len(array), dtype=np.int64)
    sources[positions] = np.arange(len(array), len(array) + len(values))
    return picked(joined([array, values]), sources)


def missing(array: ArrowArray) -> Mask:
    """Where there is no value."""
    values: Any = array
    return np.asarray(values.is_null().to_numpy(zero_copy_only=False), np.bool_)


def without_gaps(array: ArrowArray) -> ArrowArray:
    """The same with empty texts where there is nothing."""
    values: Any = array
    return values.fill_null("") if values.null_count else values


def distinct_texts(array: ArrowArray) -> tuple[ArrowArray, Rows]:
    """Each text once, and which of them stands at each position; a missing one counts as a text."""
    values: Any = array
    coded = values.dictionary_encode(null_encoding="encode")
    return coded.dictionary, np.asarray(coded.indices.to_numpy(zero_copy_only=False), np.int64)


def truths(values: Any) -> Mask:
    """A column of truths; what is neither is false."""
    return np.asarray(values.fill_null(False).to_numpy(zero_copy_only=False), np.bool_)


def equal(one: ArrowArray, other: ArrowArray) -> Mask:
    """Where two arrays hold the same text, or nothing both."""
    return truths(_compute.equal(one, other)) | (missing(one) & missing(other))


def matching(array: ArrowArray, pattern: str) -> Mask:
    """Where the text has a part that matches a pattern."""
    return truths(_compute.match_substring_regex(array, pattern))


def escaped(array: ArrowArray) -> Mask:
    """Where the text has a backslash."""
    offsets, data = _parts(array)
    if not len(array) or not (data[offsets[0] : offsets[-1]] == _BACKSLASH).any():
        return np.zeros(len(array), np.bool_)
    return truths(_compute.match_substring(array, "\\"))


def starts(array: ArrowArray) -> npt.NDArray[np.uint8]:
    """The first byte of each text; 0 where there is none."""
    offsets, data = _parts(array)
    if not len(data):
        return np.zeros(len(array), np.uint8)
    firsts = data[np.minimum(offsets[:-1], len(data) - 1)]
    return np.where(np.diff(offsets) > 0, firsts, 0).astype(np.uint8)


def numbers(array: ArrowArray) -> npt.NDArray[np.float64]:
    """Texts that are all spelt as numbers, as the nearest floating-point numbers."""
    return np.asarray(_compute.cast(array, _arrow.float64()).to_numpy(zero_copy_only=False), np.float64)


def hashes(array: ArrowArray) -> npt.NDArray[np.uint64]:
    """A number for each text, the same for the same text within this run of the program."""
    offsets, data = _parts(array)
    long = np.diff(offsets) == _UUID_BYTES
    if long.all():
        return _mixed(data[offsets[0] : offsets[-1]].reshape(-1, _UUID_BYTES))
    found = np.empty(len(array), np.uint64)
    if long.any():
        found[long] = _mixed(data[offsets[:-1][long][:, None] + np.arange(_UUID_BYTES)])
    others = picked(array, np.flatnonzero(~long)).to_pylist()
    found[~long] = np.fromiter((hash(text) & 0xFFFFFFFFFFFFFFFF for text in others), np.uint64, len(others))
    return found


def _mixed(letters: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint64]:
    words = np.ascontiguousarray(letters[:, :32]).view(np.uint64)
    last = np.ascontiguousarray(letters[:, 28:]).view(np.uint64)
    mixed = np.zeros(len(letters), np.uint64)
    for word in chain((words[:, at] for at in range(4)), (last[:, 0],)):
        mixed = (mixed ^ (mixed >> _TURN)) * _MIX[0] + word * _MIX[1]
    return mixed


def _parts(array: ArrowArray) -> tuple[Rows, npt.NDArray[np.uint8]]:
    values: Any = array
    _, offsets, data = values.buffers()
    seams = np.frombuffer(offsets, np.int64)[values.offset : values.offset + len(values) + 1]
    return seams, np.frombuffer(data, np.uint8) if data is not None and data.size else np.zeros(0, np.uint8)
