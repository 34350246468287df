"""The one way in which many values change at once: journaled first, then shown, one step to undo.

`stage` takes any number of cells of any number of keys. Whoever fills, imports, replaces or converts makes
`ColumnEdit`s and hands them over.
"""

from collections.abc import Sequence

import numpy as np

from controllers.jobs import Lanes
from controllers.open_table import OpenTable
from models.cell_edits import Outcome
from models.column_edit import ColumnEdit


async def stage(
    table: OpenTable, lanes: Lanes, title: str, edits: Sequence[ColumnEdit], *, keep_invalid: bool = False
) -> Outcome:
    """Give rows of the frame new values, key by key; `title` names the step to undo.

    Cells that hold the value already are dropped; a key without a column gets one. A value that breaks the schema
    refuses everything, unless `keep_invalid`, which keeps and marks it. Where the disk is full nothing changes, and
    the outcome says so. Of two edits of one cell the later counts.
    """
    del lanes
    return table.table.edits.set_columns(_each_key_once(edits), title, keep_invalid=keep_invalid)


def _each_key_once(edits: Sequence[ColumnEdit]) -> Sequence[ColumnEdit]:
    by_key: dict[str, list[ColumnEdit]] = {}
    for edit in edits:
        by_key.setdefault(edit.key, []).append(edit)
    return [same[0] if len(same) == 1 else _joined(key, same) for key, same in by_key.items()]


def _joined(key: str, edits: Sequence[ColumnEdit]) -> ColumnEdit:
    cells = {row: cell for edit in edits for row, cell in zip(edit.rows.tolist(), edit.cells, strict=True)}
    return ColumnEdit(key, np.array(list(cells), np.int64), list(cells.values()))
