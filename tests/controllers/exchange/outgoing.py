"""Records made of plain rows, and a file of them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from controllers.exchange.formats import Format, Options, Written
from controllers.exchange.records import Column, Records
from controllers.exchange.writing import step, steps
from domain.fields import Field

_arrow: Any = pa

Row = Mapping[str, Any]


def fact(name: str, values: Sequence[Any]) -> Column:
    """A fact in two parts, as a table that was loaded page by page holds it."""
    return Column("fact", name, *_parts(values))


def key(name: str, cells: Sequence[str | None], field: Field) -> Column:
    parts, starts = _parts(cells, _arrow.large_string())
    return Column("key", name, parts, starts, field)


def records(count: int, *keys: Column, rows: Sequence[int] | None = None) -> Records:
    """Items 0 to `count` with their uuid and name, and some keys."""
    facts = (fact("uuid", [uuid(at) for at in range(count)]), fact("name", [f"file {at}.mp4" for at in range(count)]))
    order = range(count) if rows is None else rows
    return Records((*facts, *keys), np.array(order, np.int64))


def uuid(number: int) -> str:
    return f"00000000-0000-4000-8000-{number:012d}"


def write(
    path: Path,
    kind: Format,
    what: Records,
    options: Options | None = None,
    urls: Mapping[str, str] | None = None,
) -> Written:
    """Write a file to its end."""
    writing = steps(what, kind, path, options or Options(), urls or {})
    while not isinstance(done := step(writing), Written):
        assert done > 0
    return done


def _parts(values: Sequence[Any], kind: Any = None) -> tuple[list[Any], Any]:
    middle = (len(values) + 1) // 2
    parts = [part for part in (values[:middle], values[middle:]) if part]
    arrays = [_arrow.array(list(part), kind) for part in parts]
    return arrays, np.cumsum([0, *(len(part) for part in parts[:-1])], dtype=np.int64)
