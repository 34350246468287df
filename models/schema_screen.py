"""Which values of a column break the schema: most are known by their shape at once, only the others are read."""

from typing import Any

import numpy as np
import pyarrow
import pyarrow.compute

from domain.fields import BooleanType, DatetimeType, EnumType, Field, NumberType, TextType, UuidType, VarcharType
from domain.reading import Invalid, spell
from domain.shaped_fields import UntypedField
from models.read_column import Mask, ReadColumn

_arrow: Any = pyarrow
_compute: Any = pyarrow.compute

_MOMENT = r'^"(19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])(T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{3}|\.\d{6})?Z)?"$'
_UUID = r'^"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"$'


def broken_rows(column: ReadColumn) -> Mask:
    """Which rows of a column break its type; facts and keys without a type never do."""
    field = column.spec.field
    if field is None or isinstance(field, UntypedField) or not len(column.cells):
        return np.zeros(column.rows, np.bool_)
    return column.spread(broken_cells(field, column.cells))


def broken_cells(field: Field, cells: Any) -> Mask:
    """Which JSON texts of an Arrow array break a type; what is absent never does."""
    doubtful = ~np.asarray(_compute.fill_null(_fits(field, cells), True))
    places = np.flatnonzero(doubtful)
    found = cells.take(_arrow.array(places)).to_pylist()
    broken = np.zeros(len(cells), np.bool_)
    broken[places] = [cell is not None and isinstance(field.check(cell), Invalid) for cell in found]
    return broken


def _fits(field: Field, cells: Any) -> Any:
    """What surely is of a type; what is not said to be may be of it all the same."""
    match field:
        case NumberType():
            return _compute.match_substring_regex(cells, r"^[-\d]")
        case BooleanType():
            return _compute.is_in(cells, value_set=_arrow.array(["true", "false"], cells.type))
        case TextType():
            return _compute.starts_with(cells, '"')
        case VarcharType(limit):
            short = _compute.less_equal(_compute.binary_length(cells), limit)
            return _compute.and_(_compute.starts_with(cells, '"'), short)
        case EnumType(options):
            return _compute.is_in(cells, value_set=_arrow.array([spell(option) for option in options], cells.type))
        case DatetimeType():
            return _compute.match_substring_regex(cells, _MOMENT)
        case UuidType():
            return _compute.match_substring_regex(cells, _UUID)
        case _:
            return _compute.is_null(cells)
