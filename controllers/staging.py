"""The one way in which many values change at once: journaled first, then shown, one step to undo.

`stage` takes any number of cells of any number of keys. Whoever fills, imports, replaces or converts makes
`ColumnEdit`s and hands them over.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from controllers.jobs import Job, JobBoard
from controllers.lanes import Lanes
from controllers.open_table import OpenTable
from models.cell_edits import Accepted, Outcome, Rejected
from models.column_edit import ColumnEdit
from models.journal_file import JournalRefused
from models.large_edit import Prepared, Refusal, prepare

AT_ONCE = 2_000
"""Cells that are staged without leaving the thread of the window."""
_TRIES = 5
_LONG = 0.3  # s


async def stage(
    table: OpenTable,
    lanes: Lanes,
    title: str,
    edits: Sequence[ColumnEdit],
    *,
    keep_invalid: bool = False,
    at_once: int = AT_ONCE,
    board: JobBoard | None = None,
) -> Outcome:
    """Give rows of the frame new values, key by key; `title` names the step to undo.

    Cells that hold the value already are dropped; a key without a column gets one. A value that breaks the schema
    refuses everything, unless `keep_invalid`, which keeps and marks it. Where the disk is full nothing changes, and
    the outcome says so. Of two edits of one cell the later counts. More than `at_once` cells are prepared and written
    in a lane, and nothing is seen of them before all of them are on the disk. Where that takes long, a `board` shows
    it, and whoever cancels it there has changed nothing.
    """
    wanted = [edit for edit in _each_key_once(edits) if len(edit.rows)]
    if sum(len(edit.rows) for edit in wanted) <= at_once:
        return table.table.edits.set_columns(wanted, title, keep_invalid=keep_invalid)
    refusal = table.table.edits.large.refusal(wanted)
    if refusal:
        return Rejected(refusal)
    try:
        async with table.table.staged.turn:
            large = _Large(table, lanes, title or _title(wanted), wanted, keep_invalid)
            watch = _Watch(board, large.title)
            try:
                return await large.stage(watch)
            finally:
                watch.end()
    except JournalRefused as refused:
        return Rejected(refused.sentence)


@dataclass(frozen=True, slots=True)
class _Large:
    """A command of very many cells on its way."""

    table: OpenTable
    lanes: Lanes
    title: str
    edits: Sequence[ColumnEdit]
    keep_invalid: bool

    async def stage(self, watch: "_Watch") -> Outcome:
        """Prepare, write and show it; anew where something moved its cells meanwhile."""
        large, staged = self.table.table.edits.large, self.table.table.staged
        platform = staged.platform
        for _ in range(_TRIES):
            wishes = large.ask(self.edits, keep_invalid=self.keep_invalid)
            prepared = await self.lanes.compute(prepare, wishes)
            if isinstance(prepared, Refusal):
                return Rejected(prepared.reason, invalid=prepared.invalid)
            if not prepared.stagings:
                return Accepted(0)
            writing = self.lanes.compute(large.write, prepared)
            content, _ = await asyncio.gather(writing, self.lanes.compute(prepared.make_findable))
            if watch.cancelled:
                large.drop(content)
                return Rejected("Cancelled: nothing was changed.")
            if staged.platform != platform:
                large.drop(content)
                return Rejected("Another platform was chosen meanwhile, so nothing was changed.")
            if large.holds(wishes):
                self._show(prepared, content)
                return Accepted(prepared.count)
            large.drop(content)
        return Rejected("These values kept changing while the edit was prepared, so nothing was changed. Try again.")

    def _show(self, prepared: Prepared, content: str) -> None:
        large = self.table.table.edits.large
        try:
            large.show(self.title, prepared, content)
        except JournalRefused:
            large.drop(content)
            raise


class _Watch:
    """Shows a command on a board once it has taken longer than a blink."""

    def __init__(self, board: JobBoard | None, title: str) -> None:
        self._board = board
        self._title = title
        self._job: Job | None = None
        self._soon = asyncio.get_running_loop().call_later(_LONG, self._show)

    @property
    def cancelled(self) -> bool:
        """Whether someone asked it to stop."""
        return self._job is not None and self._job.cancelled

    def end(self) -> None:
        """It is over."""
        self._soon.cancel()
        if self._job is not None:
            self._job.finish()

    def _show(self) -> None:
        if self._board is not None:
            self._job = self._board.start(self._title, "cells")


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
    reserved = any(edit.reserved for edit in edits)
    return ColumnEdit(key, np.array(list(cells), np.int64), list(cells.values()), reserved)
