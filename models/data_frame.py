"""The confirmed values as a pandas frame, and the order of the rows by a column: for the lane that computes.

This file brings pandas, which takes half a second to import: import it where it is needed, not at the start.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from domain.fields import DatetimeType, NumberType
from domain.metadata import Cell
from domain.shaped_fields import UntypedField
from models.arrow import in_pieces
from models.arrow_page import FACT_MARK, KEY_MARK
from models.column_spec import ColumnSpec
from models.facts import TO_THE_RIGHT
from models.metadata_frame import MetadataFrame
from models.staged import StagedEdits


def data_frame(frame: MetadataFrame) -> pd.DataFrame:
    """Every item as the platform confirmed it: columns "f:" + fact and "k:" + key, the latter with JSON text.

    The columns are Arrow's own, not copied, but for those the platform said something new of since they were loaded.
    """
    names = [*(FACT_MARK + name for name in frame.facts), *(KEY_MARK + key for key in frame.keys)]
    return pd.DataFrame({name: _series(frame, name) for name in names})


@dataclass(frozen=True, slots=True)
class ColumnValues:
    """One column as it was when it was asked for: nothing that happens to the table later changes it."""

    spec: ColumnSpec
    values: "pd.Series[Any]"


def column_values(frame: MetadataFrame, staged: StagedEdits, spec: ColumnSpec) -> ColumnValues:
    """The values a column shows, staged edits laid over: JSON text, or facts as they are."""
    if spec.kind == "fact":
        return ColumnValues(spec, _series(frame, FACT_MARK + spec.name))
    rows = ((frame.row_of(item), cell.after) for item, cell in staged.column(spec.name).items())
    edited = {row: cell for row, cell in rows if row is not None}
    return ColumnValues(spec, _laid_over(_series(frame, KEY_MARK + spec.name), edited))


def rows_in_order(column: ColumnValues, *, descending: bool = False) -> npt.NDArray[np.int64]:
    """All rows by a column: numbers by size before text by letters, absent values last, ties as they came."""
    ordered = np.arange(len(column.values), dtype=np.int64)
    for key in reversed(_sort_keys(column)):
        # One key after the other: sorted together, pandas puts absent Arrow numbers first when it descends.
        values = key.iloc[ordered].sort_values(ascending=not descending, kind="stable", na_position="last")
        ordered = values.index.to_numpy(np.int64)
    return ordered


def _sort_keys(column: ColumnValues) -> "list[pd.Series[Any]]":
    """What to order by, the first key first."""
    spec, values = column.spec, column.values
    if spec.fact is not None and spec.fact.kind in TO_THE_RIGHT:
        return [values]
    words = values.str.strip('"').str.lower()
    match spec.field:
        case NumberType() | UntypedField():
            return [pd.to_numeric(values, errors="coerce"), words]
        case DatetimeType():
            return [pd.to_datetime(values.str.strip('"'), errors="coerce", format="ISO8601", utc=True), words]
        case _:
            return [words]


def _series(frame: MetadataFrame, name: str) -> "pd.Series[Any]":
    values: Any = pd.Series(pd.arrays.ArrowExtensionArray(in_pieces(frame.pieces(name))))
    return _laid_over(values, frame.news(name))


def _laid_over(values: "pd.Series[Any]", news: Mapping[int, Cell]) -> "pd.Series[Any]":
    """The values with some rows replaced, all in one go: every write copies an Arrow column whole."""
    if not news:
        return values
    copy = values.copy()
    copy.iloc[list(news)] = list(news.values())
    return copy
