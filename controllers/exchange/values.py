"""Reads a column of a file as values of a type: what fits as JSON text, what does not with its reason, all at once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow
import pyarrow.compute

from controllers.exchange.cell_texts import read_cell_text
from controllers.exchange.guessing import NUMBER
from controllers.exchange.plain import spelt_texts
from controllers.exchange.source import SourceColumn
from domain.fields import BooleanType, DatetimeType, Field, NumberType, TextType, UuidType, VarcharType
from domain.metadata import CLEARED
from domain.reading import Invalid, Reading, Valid, parse, quote
from domain.shaped_fields import UntypedField
from models.cell_edits import as_typed

_arrow: Any = pyarrow  # it has no types
_compute: Any = pyarrow.compute
_TEXT = _arrow.large_string()
_MARKED = r"^($|\"|json:|null$)"
_BLANKS = "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_DATE = r"[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])"
_PATTERNS: tuple[tuple[type[Field], str], ...] = (
    (NumberType, r"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$"),
    (DatetimeType, rf"^{_DATE}(T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z)?$"),
    (UuidType, r"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"),
)

READ_AS = ("text", "number", "boolean", "JSON")
"""What values of a key that the schema does not have can be read as."""


@dataclass(frozen=True, slots=True)
class Values:
    """A column read. `cells`: JSON texts, null where there is none; `given`: rows that hold something.

    `refused`: what stood there -> why it does not fit. `wrong`: the rows of those. `kept`: the JSON text such a
    value would have if it were kept all the same.
    """

    cells: Any
    given: npt.NDArray[np.bool_]
    wrong: npt.NDArray[np.int64]
    refused: Mapping[str, str]
    kept: Mapping[str, str]


def read_values(column: SourceColumn, field: Field, read_as: str = "") -> Values:
    """The cells of a column as values; `read_as` says what a key without a type holds (see READ_AS)."""
    cells = column.cells
    if column.kind == "json":
        given = cells.is_valid().to_numpy(zero_copy_only=False)
        return _finished(cells, given, _json_at_once(field, cells), lambda cell: _read_json(field, cell), str)
    read = _reader(field, read_as)
    known = _known_type(field, read_as)
    is_text = isinstance(known, TextType | VarcharType)  # blanks are a value there, and nothing elsewhere
    blank = _compute.equal(cells if is_text else _compute.utf8_trim(cells, characters=_BLANKS), "")
    given = np.logical_not(_compute.fill_null(blank, fill_value=True).to_numpy(zero_copy_only=False))
    return _finished(cells, given, _at_once(known, cells), read, lambda text: as_typed(field, text))


def _known_type(field: Field, read_as: str) -> Field | None:
    if not isinstance(field, UntypedField):
        return field
    return {"text": TextType(), "number": NumberType()}.get(read_as)


def _reader(field: Field, read_as: str) -> Callable[[str], Reading]:
    """How one text is read. Keys without a type are read as the column seems to be, to the letter."""
    if not isinstance(field, UntypedField) or read_as in {"", "JSON"}:
        return lambda text: _read_text(field, text)
    if read_as == "text":
        return lambda text: _read_text(TextType(), text)
    if read_as == "boolean":
        return lambda text: _read_text(BooleanType(), text)
    return _read_strict_number


def _read_text(field: Field, text: str) -> Reading:
    return read_cell_text(field, text) or Valid(CLEARED)


def _read_strict_number(text: str) -> Reading:
    """A number of a key without a type: 007 is an identifier and not 7."""
    if text == CLEARED or NUMBER.fullmatch(text.strip()):
        return Valid(text.strip())
    return Invalid(f"{quote(text)} is not a number as JSON writes it. Read the column as text to keep it.")


def _read_json(field: Field, cell: str) -> Reading:
    """A JSON value as it stands where it fits, else its text as if it had been typed."""
    outcome = field.check(cell)
    if isinstance(outcome, Valid):
        return outcome
    try:
        value = parse(cell)
    except (ValueError, RecursionError):
        return outcome
    again = field.read(value) if isinstance(value, str) and cell.startswith('"') else outcome
    return again if isinstance(again, Valid) else outcome


def _at_once(field: Field | None, texts: Any) -> Any:
    """The cells of those texts that need no second look; null for the others."""
    nothing = _arrow.scalar(None, _TEXT)
    match field:
        case None:
            return _arrow.nulls(len(texts), _TEXT)
        case TextType() | VarcharType():
            plain = _compute.invert(_compute.match_substring_regex(texts, _MARKED))
            if isinstance(field, VarcharType):
                plain = _compute.and_(plain, _compute.less_equal(_compute.utf8_length(texts), field.limit))
            return _compute.if_else(plain, spelt_texts(texts), nothing)
        case _:
            pattern = next((pattern for kind, pattern in _PATTERNS if isinstance(field, kind)), None)
            if pattern is None:
                return _arrow.nulls(len(texts), _TEXT)
            fits = _compute.match_substring_regex(texts, pattern)
            spelt = texts if isinstance(field, NumberType) else spelt_texts(texts)
            return _compute.if_else(fits, spelt, nothing)


def _json_at_once(field: Field, cells: Any) -> Any:
    nothing = _arrow.scalar(None, _TEXT)
    match field:
        case UntypedField():
            return cells
        case NumberType():
            return _compute.if_else(_compute.match_substring_regex(cells, _PATTERNS[0][1]), cells, nothing)
        case TextType():
            return _compute.if_else(_compute.starts_with(cells, '"'), cells, nothing)
        case _:
            return _arrow.nulls(len(cells), _TEXT)


def _finished(
    cells: Any,
    given: npt.NDArray[np.bool_],
    ready: Any,
    read: Callable[[str], Reading],
    keep: Callable[[str], str],
) -> Values:
    """Read what is not ready yet, each different text once; `keep` spells what is refused."""
    missing = np.flatnonzero(given & ready.is_null().to_numpy(zero_copy_only=False)).astype(np.int64)
    if not len(missing):
        return Values(ready, given, missing, {}, {})
    texts = cells.take(_arrow.array(missing)).dictionary_encode()
    different = texts.dictionary.to_pylist()
    outcomes = [read(text) for text in different]
    news = _arrow.array([at.cell if isinstance(at, Valid) else None for at in outcomes], _TEXT).take(texts.indices)
    mask = np.zeros(len(given), np.bool_)
    mask[missing] = True
    whole = _compute.replace_with_mask(ready, _arrow.array(mask), news)
    wrong = missing[news.is_null().to_numpy(zero_copy_only=False)]
    refused = {text: at.reason for text, at in zip(different, outcomes, strict=True) if isinstance(at, Invalid)}
    return Values(whole, given, wrong, refused, {text: keep(text) for text in refused})
