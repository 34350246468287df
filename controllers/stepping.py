"""Undo and redo as the window does them: what takes a moment at once; what must be worked out anew, beside it.

A command of very many cells is worked out anew where a push, or another table, moved its cells meanwhile.
"""

import asyncio

from controllers import editing
from controllers.lanes import Lanes
from controllers.open_table import OpenTable
from models.cell_edits import Outcome, Rejected
from models.journal_file import JournalRefused
from models.large_edit import Prepared, Refusal, prepare
from models.large_edits import EditMany, LargeEdits, Ready

_TRIES = 5
_KEPT_CHANGING = "These values kept changing while this was prepared, so nothing was changed. Try again."
_OVERTAKEN = "Something else was edited meanwhile, so nothing was changed. Try again."


async def undo(table: OpenTable, lanes: Lanes) -> Outcome:
    """Take the last gesture on a table back."""
    return await _step(table, lanes, forward=False)


async def redo(table: OpenTable, lanes: Lanes) -> Outcome:
    """Do the gesture that was taken back last again."""
    return await _step(table, lanes, forward=True)


def takes_long(table: OpenTable, *, forward: bool) -> bool:
    """Whether the next redo (undo) must be worked out anew."""
    command = _next(table, forward=forward)
    return isinstance(command, EditMany) and not command.is_quick(forward=forward)


async def _step(table: OpenTable, lanes: Lanes, *, forward: bool) -> Outcome:
    staged = table.table.staged
    async with staged.turn:
        command = _next(table, forward=forward)
        if isinstance(command, EditMany) and not command.is_quick(forward=forward):
            try:
                refusal = await _make_ready(table, lanes, command, forward=forward)
            except JournalRefused as refused:
                refusal = refused.sentence
            if refusal:
                staged.refused.emit(refusal)
                return Rejected(refusal)
        return editing.redo(table) if forward else editing.undo(table)


async def _make_ready(table: OpenTable, lanes: Lanes, command: EditMany, *, forward: bool) -> str:
    """Let a command know what it will stage; gives why it cannot. Raises JournalRefused."""
    large, platform = table.table.edits.large, table.table.staged.platform
    for _ in range(_TRIES):
        wishes = command.wishes(forward=forward)
        prepared = await lanes.compute(prepare, wishes)
        if isinstance(prepared, Refusal):
            return prepared.reason
        content = await _written(large, lanes, prepared) if prepared.stagings else ""
        overtaken = _next(table, forward=forward) is not command or table.table.staged.platform != platform
        if not overtaken and large.holds(wishes):
            command.be_ready(Ready(prepared, content))
            return ""
        large.drop(content)
        if overtaken:
            return _OVERTAKEN
    return _KEPT_CHANGING


async def _written(large: LargeEdits, lanes: Lanes, prepared: Prepared) -> str:
    writing = lanes.compute(large.write, prepared)
    content, _ = await asyncio.gather(writing, lanes.compute(prepared.make_findable))
    return content


def _next(table: OpenTable, *, forward: bool) -> object:
    at = table.undo.index() - (0 if forward else 1)
    return table.undo.command(at) if 0 <= at < table.undo.count() else None
