"""What selected cells hold, as a question that any thread may ask: a gesture reads before it changes."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from domain.metadata import Cell
from domain.reading import spell
from models.column_spec import ColumnSpec
from models.frame_reading import as_range
from models.metadata_table import MetadataTable

Values: TypeAlias = Callable[[], Sequence[Cell]]
"""The JSON text of each cell, None where the key is absent; of a fact, its value as JSON text."""


def values_of(table: MetadataTable, spec: ColumnSpec, rows: npt.NDArray[np.int64], *, at_once: bool) -> Values:
    """The cells of a column in some rows of the frame, as they are now whenever it is asked.

    `at_once` reads them now, which is right for few; otherwise nothing is copied and the asking takes the time.
    """
    if at_once and spec.kind == "key":
        cells = _now(table, spec.name, rows)
        return lambda: cells
    from models.data_frame import column_values  # noqa: PLC0415 - brings pandas, late

    values = column_values(table.frame, table.staged, spec).values
    return partial(_taken if spec.kind == "key" else _spelt, values, rows)


def _now(table: MetadataTable, key: str, rows: npt.NDArray[np.int64]) -> list[Cell]:
    listed = as_range(rows.tolist())
    cells, staged = table.frame.confirmed_values(listed, key), table.staged.column(key)
    if not staged:
        return cells
    edited = map(staged.get, table.frame.uuids(listed))
    return [cell if edit is None else edit.after for cell, edit in zip(cells, edited, strict=True)]


def _taken(values: Any, rows: npt.NDArray[np.int64]) -> list[Any]:
    picked = values.iloc[rows]
    return picked.astype(object).where(picked.notna(), None).tolist()


def _spelt(values: Any, rows: npt.NDArray[np.int64]) -> list[Cell]:
    return [None if value is None else spell(value) for value in _taken(values, rows)]
