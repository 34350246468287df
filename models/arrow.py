"""The little of Arrow that tables of metadata stand on, with types; pyarrow itself has none."""

from collections.abc import Callable, Mapping, Sequence
from math import isfinite
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt
import pyarrow

_LARGEST = 2**63

_arrow: Any = pyarrow
_WIDE: Any = _arrow.large_string()
_NARROW: Any = _arrow.string()
_REFUSALS: tuple[type[Exception], ...] = (_arrow.ArrowInvalid, _arrow.ArrowTypeError, OverflowError, UnicodeError)


class ArrowArray(Protocol):
    """One column's values in one piece."""

    @property
    def type(self) -> Any:
        """What kind of values it holds."""
        ...

    def __len__(self) -> int: ...
    def __getitem__(self, position: int) -> Any: ...
    def slice(self, offset: int, length: int) -> "ArrowArray":
        """Some neighbours, without a copy."""
        ...

    def take(self, indices: Any) -> "ArrowArray":
        """Some values, in the order asked for."""
        ...

    def to_pylist(self) -> list[Any]:
        """The values as Python's own."""
        ...


class ArrowTable(Protocol):
    """Named columns of one length; any `pyarrow.Table`."""

    @property
    def num_rows(self) -> int:
        """How many rows."""
        ...

    @property
    def column_names(self) -> list[str]:
        """The columns' names."""
        ...

    def column(self, i: Any) -> Any:
        """A column by name, perhaps in several pieces."""
        ...

    def take(self, indices: Any) -> "ArrowTable":
        """Some rows, in the order asked for."""
        ...


def table(columns: Mapping[str, ArrowArray]) -> ArrowTable:
    """A table of columns of one length."""
    return _arrow.table(dict(columns))


def joined(tables: Sequence[ArrowTable]) -> ArrowTable:
    """Pages as one table with one piece a column, absent columns null; costs time, so it belongs in a worker."""
    return _arrow.concat_tables(list(tables), promote_options="default").combine_chunks()


def texts(values: Sequence[Any]) -> ArrowArray:
    """A column of text, given as text or UTF-8 bytes; what is neither is written as text."""
    try:
        return _arrow.array(values, _arrow.large_string())
    except _REFUSALS:
        return _arrow.array([None if value is None else _as_text(value) for value in values], _arrow.large_string())


def json_texts(columns: Mapping[str, bytes], rows: int) -> dict[str, ArrowArray]:
    """Columns of `rows` JSON texts, each given as UTF-8 with NUL between the texts, and nothing for one that is absent.

    All columns are cut out of one buffer: no JSON text contains NUL, so the seams are found all at once.
    """
    if not rows:
        return {key: texts(()) for key in columns}
    spelt = b"\0".join((*columns.values(), b""))
    seams = np.flatnonzero(np.frombuffer(spelt, np.uint8) == 0)
    offsets = np.concatenate((np.zeros(1, np.int64), seams - np.arange(len(seams))))
    data = _arrow.py_buffer(spelt.replace(b"\0", b""))
    return {key: _cut(data, offsets[start * rows : (start + 1) * rows + 1]) for start, key in enumerate(columns)}


def _cut(data: Any, offsets: npt.NDArray[np.int64]) -> ArrowArray:
    present = np.diff(offsets) > 0
    valid = None if present.all() else _arrow.py_buffer(np.packbits(present, bitorder="little"))
    buffers = [valid, _arrow.py_buffer(offsets), data]
    return _arrow.Array.from_buffers(_arrow.large_string(), len(present), buffers)


def whole_numbers(values: Sequence[Any]) -> ArrowArray:
    """A column of whole numbers of 64 bits; what is none, or a longer one, is null."""
    return _numbers(values, _arrow.int64(), int)


def fractions(values: Sequence[Any]) -> ArrowArray:
    """A column of floating-point numbers; what is none is null."""
    return _numbers(values, _arrow.float64(), float)


def one_piece(arrow_table: ArrowTable, name: str) -> ArrowArray:
    """A column without seams: taking from many pieces is a hundred times slower."""
    column = arrow_table.column(name)
    return column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()


def values_of(arrow_table: ArrowTable, name: str) -> list[Any]:
    """A column as Python's own values."""
    return arrow_table.column(name).to_pylist()


def picked(array: ArrowArray, positions: npt.NDArray[np.int64]) -> ArrowArray:
    """The values at some positions, as a column."""
    # Made from its buffer: pyarrow.array would import pandas first, half a second in the middle of a gesture.
    whole = np.ascontiguousarray(positions)  # rows sorted downwards are a view that goes backwards
    indices = _arrow.Array.from_buffers(_arrow.int64(), len(whole), [None, _arrow.py_buffer(whole)])
    return array.take(indices)


def taken(array: ArrowArray, positions: npt.NDArray[np.int64]) -> list[Any]:
    """The values at some positions."""
    return picked(array, positions).to_pylist()


def present(array: ArrowArray) -> npt.NDArray[np.int64]:
    """The positions that hold a value."""
    values: Any = array
    if values.null_count == len(values):
        return np.empty(0, np.int64)
    return np.flatnonzero(values.is_valid().to_numpy(zero_copy_only=False)).astype(np.int64)


def rows_taken(arrow_table: ArrowTable, positions: Sequence[int]) -> ArrowTable:
    """The rows at some positions."""
    return arrow_table.take(_arrow.array(positions, _arrow.int64()))


def narrowed(page: ArrowTable) -> ArrowTable:
    """A page whose columns of text take four bytes a row beside the text instead of eight: fifty of a million rows."""
    whole: Any = page
    kinds = [_NARROW if field.type == _WIDE else field.type for field in whole.schema]
    try:
        return whole.cast(_arrow.schema(list(zip(whole.column_names, kinds, strict=True))))
    except _arrow.ArrowInvalid:  # more text than four bytes can count
        return page


def wide(array: ArrowArray) -> ArrowArray:
    """A column of text as columns of many pages are handled; the text itself is not copied."""
    values: Any = array
    return values.cast(_WIDE) if values.type == _NARROW else values


def in_pieces(pieces: Sequence[tuple[int, ArrowArray | None]]) -> Any:
    """A column of several pieces, those that are missing filled with nulls; no text is copied."""
    pieces = [(size, None if array is None else wide(array)) for size, array in pieces]
    kinds = [array.type for _, array in pieces if array is not None]
    kind = kinds[0] if kinds else _arrow.large_string()
    return _arrow.chunked_array(
        [_arrow.nulls(size, kind) if array is None else array for size, array in pieces], type=kind
    )


def _as_text(value: Any) -> str:
    """Text that UTF-8 can hold: half a character, which JSON can spell, is shown as a replacement character."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _numbers(values: Sequence[Any], kind: Any, read: Callable[[Any], Any]) -> ArrowArray:
    try:
        return _arrow.array(values, kind)
    except _REFUSALS:
        return _arrow.array([_number_or_none(value, read) for value in values], kind)


def _number_or_none(value: Any, read: Callable[[Any], Any]) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        return None
    number = read(value)
    return number if abs(number) < _LARGEST else None


def text_lengths(array: ArrowArray) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint8]]:
    """How many bytes each text has, 0 for null, and the first byte of each (0 where there is none).

    Of a column that holds no text the lengths are 1 where there is a value.
    """
    piece: Any = wide(array)
    there = np.asarray(piece.is_valid().to_numpy(zero_copy_only=False), np.bool_)
    if piece.type != _arrow.large_string():
        return there.astype(np.int64), np.zeros(len(there), np.uint8)
    _, offsets, data = piece.buffers()
    seams = np.frombuffer(offsets, np.int64)[piece.offset : piece.offset + len(piece) + 1]
    lengths = np.where(there, np.diff(seams), 0)
    letters = np.frombuffer(data, np.uint8) if data is not None and data.size else np.zeros(1, np.uint8)
    firsts = np.where(lengths > 0, letters[np.minimum(seams[:-1], len(letters) - 1)], 0)
    return lengths, firsts.astype(np.uint8)
