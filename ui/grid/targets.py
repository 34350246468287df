"""The selected cells column by column, as rows of the frame: what every gesture over a selection works on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.column_spec import ColumnSpec
from models.metadata_table import MetadataTable
from ui.grid.ranges import Range, spans

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Target:
    """Cells of one column: `shown` are rows of the screen from top to bottom, `rows` the same as rows of the frame."""

    column: int
    spec: ColumnSpec
    shown: Rows
    rows: Rows


def any_column(spec: ColumnSpec) -> bool:
    """Every column that can be edited is wanted."""
    return spec.editable


def targets_of(
    table: MetadataTable,
    ranges: Sequence[Range],
    columns: Sequence[int],
    wanted: Callable[[ColumnSpec], bool] = any_column,
) -> list[Target]:
    """The selected cells of the wanted visible columns; items whose metadata cannot be read are left out."""
    unreadable = table.frame.unreadable_rows()
    lowest = max((r.bottom for r in ranges), default=-1)
    known: dict[tuple[tuple[int, int], ...], tuple[Rows, Rows]] = {}
    found: list[Target] = []
    for column in columns:
        spec = table.column(column)
        stretches = tuple(spans(ranges, column, 0, lowest)) if wanted(spec) else ()
        if stretches:
            if stretches not in known:
                known[stretches] = _rows(table, stretches, unreadable)
            found.append(Target(column, spec, *known[stretches]))
    return [target for target in found if len(target.rows)]


def frame_rows(table: MetadataTable, top: int, bottom: int) -> tuple[Rows, Rows]:
    """The readable rows of a stretch of the screen: as rows of the screen, and of the frame."""
    return _rows(table, ((top, bottom),), table.frame.unreadable_rows()) if bottom >= top else (_NO_ROWS, _NO_ROWS)


_NO_ROWS: Rows = np.empty(0, np.int64)


def _rows(table: MetadataTable, stretches: Sequence[tuple[int, int]], unreadable: Rows) -> tuple[Rows, Rows]:
    shown = np.concatenate([np.arange(top, bottom + 1, dtype=np.int64) for top, bottom in stretches])
    rows = table.frame.order[shown]
    if len(unreadable):
        readable = ~np.isin(rows, unreadable)
        shown, rows = shown[readable], rows[readable]
    return shown, rows
