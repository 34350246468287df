"""Columns of JSON text as the table hands them to a lane."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
import pyarrow as untyped_pyarrow

from domain.fields import Field
from domain.metadata import Cell
from models.column_spec import ColumnSpec
from models.data_frame import ColumnValues

pyarrow: Any = untyped_pyarrow


def series(cells: Sequence[Cell]) -> Any:
    """The cells as a series over Arrow text, in two pieces."""
    half = len(cells) // 2
    pieces = [pyarrow.array(part, pyarrow.large_string()) for part in (cells[:half], cells[half:])]
    return pd.Series(pd.arrays.ArrowExtensionArray(pyarrow.chunked_array(pieces)))


def column(cells: Sequence[Cell], field: Field, key: str = "key") -> ColumnValues:
    """The cells of a key of some type."""
    return ColumnValues(ColumnSpec("key", key, key, field=field), series(cells))
