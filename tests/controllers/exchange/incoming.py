"""Items that a file may mean, and what an import of a file would change about them."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa

from controllers.exchange.import_plan import Decisions, ImportPlan, make_plan
from controllers.exchange.mapping import ImportMapping, propose
from controllers.exchange.matching import Items, match
from controllers.exchange.readers import Opened, ReadAs, open_file
from domain.metadata import Cell
from domain.schema import Schema
from tests.controllers.exchange.outgoing import uuid

_arrow: Any = pa


def texts(values: Sequence[str | None]) -> Any:
    """A column of text in one piece."""
    return _arrow.array(list(values), _arrow.large_string())


def items(
    cells: Mapping[str, Sequence[Cell]],
    schema: Mapping[str, Any] | None = None,
    *,
    names: Sequence[str] | None = None,
    count: int = 0,
) -> Items:
    """Items 0, 1, 2, … named "file 0.mp4" and so on unless told, all in one folder."""
    number = count or max((len(each) for each in cells.values()), default=0)
    return Items(
        texts([uuid(at) for at in range(number)]),
        texts(names or [f"file {at}.mp4" for at in range(number)]),
        texts(["folder" for _ in range(number)]),
        {key: texts(each) for key, each in cells.items()},
        Schema.read(schema),
        folders={"folder": "Robots / Rain"},
    )


def planned(
    opened: Opened, wanted: Items, mapping: ImportMapping | None = None, decisions: Decisions | None = None
) -> ImportPlan:
    """What an import would change, the mapping as it is proposed unless told."""
    mapping = mapping or propose(opened.table, opened.types, wanted.schema, wanted.cells)
    column = opened.table.column(mapping.by.column)
    assert column is not None
    found = match(column, mapping.by, wanted)
    return make_plan(opened.table, mapping, found, wanted, decisions or Decisions())


def changes(plan: ImportPlan) -> dict[tuple[int, str], Cell]:
    """(row, key) -> the cell it would have."""
    return {
        (row, edit.key): cell for edit in plan.edits for row, cell in zip(edit.rows.tolist(), edit.cells, strict=True)
    }


def opened(folder: Path, name: str, text: str | bytes, how: ReadAs | None = None) -> Opened:
    """A file with this text, read."""
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return open_file(path, how)
