"""Reads Parquet: numbers, dates and texts as the texts they stand for, lists and structures as JSON."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from math import isfinite
from pathlib import Path
from typing import Any, cast

import pyarrow
import pyarrow.compute
import pyarrow.parquet

from controllers.exchange.source import FileRefused, SourceColumn, SourceTable, in_one_piece, sound_header, text_array
from controllers.exchange.text_files import check_size
from domain.reading import spell

_arrow: Any = pyarrow  # it has no types
_compute: Any = pyarrow.compute
_parquet: Any = pyarrow.parquet
_TEXT = _arrow.large_string()


def read_parquet(path: Path) -> SourceTable:
    """The columns of a Parquet file; those whose type has no text are left out and said. Raises FileRefused."""
    check_size(path)
    try:
        table = _parquet.read_table(str(path))
    except (_arrow.ArrowException, OSError) as problem:
        raise FileRefused(f"{path.name} is not a Parquet file, or it is damaged. Nothing was read.") from problem
    if not table.num_rows or not table.num_columns:
        raise FileRefused(f"{path.name} has no rows. There is nothing to import.")
    header = sound_header(list(table.column_names))
    columns: list[SourceColumn] = []
    left_out: list[str] = []
    for name, column in zip(header.names, table.columns, strict=True):
        read = _column(name, column)
        if read is None:
            left_out.append(f"{name} ({column.type})")
        else:
            columns.append(read)
    if not columns:
        raise FileRefused(f"{path.name} has only columns of bytes. There is nothing to import.")
    notes = list(header.notes)
    if left_out:
        notes.append(f"Left out, because such values have no text: {', '.join(left_out)}.")
    return SourceTable(tuple(columns), table.num_rows, tuple(notes), 1)


def _column(name: str, column: Any) -> SourceColumn | None:
    kind, types = column.type, _arrow.types
    if types.is_dictionary(kind):
        column = column.cast(kind.value_type)
        kind = column.type
    if types.is_nested(kind):
        return SourceColumn(name, text_array([_json(value) for value in column.to_pylist()]), "json")
    if types.is_binary(kind) or types.is_large_binary(kind) or types.is_fixed_size_binary(kind):
        return None
    if types.is_floating(kind) or types.is_decimal(kind) or types.is_temporal(kind):
        return SourceColumn(name, text_array([_text(value) for value in _values(column)]))
    return SourceColumn(name, in_one_piece(column.cast(_TEXT)))


def _values(column: Any) -> list[Any]:
    """Python's own values; nanoseconds, which it has none of, are cut to microseconds."""
    if _arrow.types.is_timestamp(column.type) and column.type.unit == "ns":
        column = column.cast(_arrow.timestamp("us", column.type.tz), safe=False)
    return column.to_pylist()


def _text(value: Any) -> str | None:
    match value:
        case None:
            return None
        case float():
            return _number(value)
        case Decimal():
            return f"{value:f}" if value.is_finite() else None
        case datetime() if value.tzinfo is not None:
            return value.isoformat().replace("+00:00", "Z")
        case _:
            return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _number(value: float) -> str | None:
    if not isfinite(value):
        return None
    return str(int(value)) if value.is_integer() and abs(value) < 2**53 else repr(value)


def _json(value: Any) -> str | None:
    return None if value is None else spell(_plain(value))


def _plain(value: Any) -> Any:
    """What JSON has a word for: the rest by its text."""
    match value:
        case None | bool() | int() | str():
            return value
        case float():
            return value if _number(value) is not None else None
        case list():
            return [_plain(each) for each in cast("list[Any]", value)]
        case dict():
            return {str(key): _plain(each) for key, each in cast("Mapping[Any, Any]", value).items()}
        case _:
            return _text(value)
