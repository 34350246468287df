"""Columns made by hand, for what computes over them."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
import pyarrow

from domain.schema import EMPTY_SCHEMA, Schema, read_field
from models.column_spec import ColumnSpec, fact_columns, key_column
from models.data_frame import ColumnValues
from models.read_column import ReadColumn

_arrow: Any = pyarrow  # it has no types


def key_values(cells: Sequence[str | None], ty: Any = None, changed: Sequence[int] = ()) -> ReadColumn:
    """A key's column of JSON texts; `ty` is the type as the schema's wire form spells it."""
    schema = EMPTY_SCHEMA if ty is None else Schema({"key": read_field(ty)}, {"key": ty})
    return _column(key_column("key", schema), _arrow.array(cells, _arrow.large_string()), changed)


def fact_values(name: str, values: Sequence[Any]) -> ReadColumn:
    """The column of a fact."""
    spec = next(spec for spec in fact_columns() if spec.name == name)
    kinds = {"file_size": _arrow.int64(), "duration": _arrow.float64()}
    return _column(spec, _arrow.array(values, kinds.get(name, _arrow.large_string())), ())


def _column(spec: ColumnSpec, array: Any, changed: Sequence[int]) -> ReadColumn:
    values: Any = pd.Series(pd.arrays.ArrowExtensionArray(_arrow.chunked_array([array])))
    return ReadColumn(ColumnValues(spec, values), len(array), np.array(changed, np.int64))


NUMBER = {"ty": "variant", "hint": "number"}
TEXT = {"ty": "variant", "hint": "text"}
DATETIME = {"ty": "variant", "hint": "datetime"}
BOOLEAN = {"ty": "variant", "hint": "boolean"}
UUID = {"ty": "variant", "hint": "uuid"}
VARCHAR = {"ty": "varchar", "max_length": 5}
ENUM = {"ty": "enum", "values": ["rain", "sun"]}
EMBEDDING = {"ty": "embedding", "size": 2}
