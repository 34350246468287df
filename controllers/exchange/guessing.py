"""What type a column of text seems to hold, told from its first and some later rows; only ever a proposal."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

import numpy as np
import pyarrow

from controllers.exchange.source import SourceColumn, SourceTable
from domain.metadata import CLEARED

_arrow: Any = pyarrow  # it has no types
_LOOKED_AT = 2_000

NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_UUID = re.compile(r"[0-9a-fA-F]{8}-?([0-9a-fA-F]{4}-?){3}[0-9a-fA-F]{12}")
_SHORT = 64


def guess_types(table: SourceTable) -> dict[str, str]:
    """Column -> "number", "boolean", "datetime", "uuid", "text", "JSON", or "empty"."""
    return {column.name: guess_type(column) for column in table.columns}


def guess_type(column: SourceColumn) -> str:
    """One word for what the values seem to be; leading zeros make text, so that identifiers stay whole."""
    values = [value for value in _some(column.cells) if value is not None and value.strip()]
    if column.kind == "json":
        return _of_json(values)
    values = [value for value in values if value != CLEARED]
    if not values:
        return "empty"
    return next((word for word, fits in _TESTS if all(map(fits, values))), "text")


def _some(cells: Any) -> Sequence[str | None]:
    """The first half and evenly spaced others, so that a change of habit further down is met."""
    if len(cells) <= _LOOKED_AT:
        return cells.to_pylist()
    later = np.linspace(_LOOKED_AT // 2, len(cells) - 1, _LOOKED_AT // 2).astype(np.int64)
    rows = np.concatenate([np.arange(_LOOKED_AT // 2), later])
    return cells.take(_arrow.array(rows)).to_pylist()


def _of_json(values: list[str]) -> str:
    kinds = {_json_kind(value) for value in values} - {"null"}
    if not kinds:
        return "empty"
    return kinds.pop() if len(kinds) == 1 else "JSON"


def _json_kind(cell: str) -> str:
    match cell[0]:
        case '"':
            return "text"
        case "{" | "[":
            return "JSON"
        case "t" | "f":
            return "boolean"
        case "n":
            return "null"
        case _:
            return "number"


def _is_boolean(text: str) -> bool:
    return text.strip().lower() in {"true", "false"}


def _is_number(text: str) -> bool:
    return NUMBER.fullmatch(text.strip()) is not None


def _is_uuid(text: str) -> bool:
    return len(text) <= _SHORT and _UUID.fullmatch(text.strip()) is not None


def _is_moment(text: str) -> bool:
    if not 8 <= len(text) <= _SHORT or "-" not in text:
        return False
    try:
        datetime.fromisoformat(text.strip())
    except ValueError:
        return False
    return True


def _is_json(text: str) -> bool:
    start, end = text.lstrip()[:1], text.rstrip()[-1:]
    return (start, end) in {("[", "]"), ("{", "}"), ('"', '"')}


_TESTS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("boolean", _is_boolean),
    ("number", _is_number),
    ("uuid", _is_uuid),
    ("datetime", _is_moment),
    ("JSON", _is_json),
)
