"""JSON texts of a whole column read at once: without quotes, as numbers, as moments. For the lane that computes."""

import contextlib
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt
import pyarrow
import pyarrow.compute

from domain.operands import span_of
from models.arrow import texts as text_array

_arrow: Any = pyarrow
_compute: Any = pyarrow.compute

NO_MOMENT = np.iinfo(np.int64).min

_NUMBER = r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$"
_LOCAL = r"^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?Z?)?$"
_ZONED = r"^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,6})?)?[+-]\d\d:?\d\d$"
_BACKSLASH = ord("\\")


def unquoted(cells: Any) -> Any:
    """JSON text as a person reads it: texts without their quotes, anything else as it is spelt."""
    texts = _compute.ascii_trim(cells, characters='"')
    if not _has_backslash(cells):
        return texts
    escaped = _compute.and_(_compute.match_substring(cells, "\\"), _compute.starts_with(cells, '"'))
    found = _compute.filter(cells, escaped).to_pylist()
    if not found:
        return texts
    return _compute.replace_with_mask(texts, escaped, text_array(_read_texts(found)))


def _read_texts(cells: list[str]) -> list[str]:
    try:
        return msgspec.json.decode(f"[{','.join(cells)}]", type=list[str])
    except (msgspec.DecodeError, UnicodeError):  # half a surrogate pair somewhere: one by one, as it stands
        return [_read_text(cell) for cell in cells]


def text_of(cell: str) -> str:
    """One JSON text as `unquoted` reads it."""
    return _read_text(cell) if cell.startswith('"') else cell


def _read_text(cell: str) -> str:
    try:
        return msgspec.json.decode(cell, type=str)
    except (msgspec.DecodeError, UnicodeError):
        return cell[1:-1]


def _has_backslash(cells: Any) -> bool:
    _, ends, data = cells.buffers()
    if data is None or not len(cells):
        return False
    kind = np.int64 if _arrow.types.is_large_string(cells.type) else np.int32
    places = np.frombuffer(ends, kind)
    first, last = places[cells.offset], places[cells.offset + len(cells)]
    return bool((np.frombuffer(data, np.uint8)[first:last] == _BACKSLASH).any())


def numbers_of(values: Any) -> npt.NDArray[np.float64]:
    """Numbers, or texts that spell them, as floating-point numbers; NaN for the others."""
    kind = _arrow.float64()
    try:
        numbers = _compute.cast(values, kind)
    except _arrow.ArrowInvalid:
        spelt = _compute.match_substring_regex(values, _NUMBER)
        numbers = _compute.cast(_compute.if_else(spelt, values, None), kind)
    return np.asarray(_compute.fill_null(numbers, float("nan")), np.float64)


def moments_of(texts: Any) -> npt.NDArray[np.int64]:
    """ISO 8601 texts in microseconds since 1970; without a zone they are in UTC. NO_MOMENT for the others."""
    with contextlib.suppress(_arrow.ArrowInvalid):
        return _microseconds(_cast_local(texts))
    try:
        local = _cast_local(_compute.if_else(_compute.match_substring_regex(texts, _LOCAL), texts, None))
        zoned = _compute.if_else(_compute.match_substring_regex(texts, _ZONED), texts, None)
        there = _compute.cast(_compute.cast(zoned, _arrow.timestamp("us", "UTC")), _arrow.timestamp("us"))
        return _microseconds(_compute.coalesce(local, there))
    except _arrow.ArrowInvalid:  # a day such as the 30th of February
        return np.array([_moment(text) for text in texts.to_pylist()], np.int64)


def _cast_local(texts: Any) -> Any:
    return _compute.cast(_compute.ascii_rtrim(texts, characters="Z"), _arrow.timestamp("us"))


def _microseconds(moments: Any) -> npt.NDArray[np.int64]:
    return np.asarray(_compute.fill_null(_compute.cast(moments, _arrow.int64()), NO_MOMENT))


def _moment(text: str | None) -> int:
    span = None if text is None else span_of(text)
    return NO_MOMENT if span is None else microseconds(span[0].timestamp())


def microseconds(seconds: float) -> int:
    """Seconds since 1970 as whole microseconds."""
    return round(seconds * 1_000_000)
