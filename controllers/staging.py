"""The one way in which many values change at once: journaled first, then shown, one step to undo.

`stage` takes any number of cells of any number of keys. Whoever fills, imports, replaces or converts makes
`ColumnEdit`s and hands them over.
"""

import asyncio
from collections.abc import Sequence

import numpy as np

from controllers.jobs import Lanes
from controllers.open_table import OpenTable
from models.cell_edits import Accepted, Outcome, Rejected
from models.column_edit import ColumnEdit
from models.journal_file import JournalRefused
from models.large_edit import Prepared, Refusal, prepare

AT_ONCE = 2_000
"""Cells that are staged without leaving the thread of the window."""
_TRIES = 5


async def stage(
    table: OpenTable,
    lanes: Lanes,
    title: str,
    edits: Sequence[ColumnEdit],
    *,
    keep_invalid: bool = False,
    at_once: int = AT_ONCE,
) -> Outcome:
    """Give rows of the frame new values, key by key; `title` names the step to undo.

    Cells that hold the value already are dropped; a key without a column gets one. A value that breaks the schema
    refuses everything, unless `keep_invalid`, which keeps and marks it. Where the disk is full nothing changes, and
    the outcome says so. Of two edits of one cell the later counts. More than `at_once` cells are prepared and written
    in a lane, and nothing is seen of them before all of them are on the disk.
    """
    wanted = [edit for edit in _each_key_once(edits) if len(edit.rows)]
    if sum(len(edit.rows) for edit in wanted) <= at_once:
        return table.table.edits.set_columns(wanted, title, keep_invalid=keep_invalid)
    refusal = table.table.edits.large.refusal(wanted)
    if refusal:
        return Rejected(refusal)
    try:
        async with table.table.staged.turn:
            return await _stage_many(table, lanes, title or _title(wanted), wanted, keep_invalid=keep_invalid)
    except JournalRefused as refused:
        return Rejected(refused.sentence)


async def _stage_many(
    table: OpenTable, lanes: Lanes, title: str, edits: Sequence[ColumnEdit], *, keep_invalid: bool
) -> Outcome:
    large, platform = table.table.edits.large, table.table.staged.platform
    for _ in range(_TRIES):
        wishes = large.ask(edits, keep_invalid=keep_invalid)
        prepared = await lanes.compute(prepare, wishes)
        if isinstance(prepared, Refusal):
            return Rejected(prepared.reason, invalid=prepared.invalid)
        if not prepared.stagings:
            return Accepted(0)
        content, _ = await asyncio.gather(lanes.compute(large.write, prepared), lanes.compute(prepared.make_findable))
        if table.table.staged.platform == platform and large.holds(wishes):
            _show(table, title, prepared, content)
            return Accepted(prepared.count)
        large.drop(content)
        if table.table.staged.platform != platform:
            return Rejected("Another platform was chosen meanwhile, so nothing was changed.")
    return Rejected("These values kept changing while the edit was prepared, so nothing was changed. Try again.")


def _show(table: OpenTable, title: str, prepared: Prepared, content: str) -> None:
    try:
        table.table.edits.large.show(title, prepared, content)
    except JournalRefused:
        table.table.edits.large.drop(content)
        raise


def _title(edits: Sequence[ColumnEdit]) -> str:
    rows = len(edits[0].rows) if len(edits) == 1 else len(np.unique(np.concatenate([edit.rows for edit in edits])))
    what = edits[0].key if len(edits) == 1 else f"{len(edits)} keys"
    return f"Set {what} on {rows:,} items"


def _each_key_once(edits: Sequence[ColumnEdit]) -> Sequence[ColumnEdit]:
    by_key: dict[str, list[ColumnEdit]] = {}
    for edit in edits:
        by_key.setdefault(edit.key, []).append(edit)
    return [same[0] if len(same) == 1 else _joined(key, same) for key, same in by_key.items()]


def _joined(key: str, edits: Sequence[ColumnEdit]) -> ColumnEdit:
    cells = {row: cell for edit in edits for row, cell in zip(edit.rows.tolist(), edit.cells, strict=True)}
    return ColumnEdit(key, np.array(list(cells), np.int64), list(cells.values()))
