"""The journal beside the window: what was staged comes back without holding it, and what grew long is shortened."""

import asyncio

from PySide6.QtCore import QObject

from controllers.jobs import Tasks
from controllers.lanes import Lanes
from models.edit_log import KeptRow
from models.edit_log import replayed as read_rows
from models.journal import Journal
from models.journal_file import JournalRefused
from models.restored import Restored
from models.staged import StagedEdits

ROWS_AT_ONCE = 16  # rows of at most 20,000 cells read between two breaths of the window


async def restore(staged: StagedEdits, lanes: Lanes, platform: str) -> Restored | None:
    """Turn to a platform, and show what the journal holds for it; None where another one was turned to meanwhile.

    What is edited before that is in the journal too, and comes back with the rest. Raises JournalRefused.
    """
    turned = staged.turn_to(platform)
    while True:
        told = staged.told()
        rows = await _rows(staged.journal, platform)
        log, unreadable = await lanes.compute(read_rows, rows, staged.journal.content.read)
        await lanes.compute(log.make_findable)
        if not staged.is_turned(turned):
            return None
        if staged.told() == told:
            staged.journal.put_aside(platform, unreadable)
            return staged.take_up(log)


async def _rows(journal: Journal, platform: str) -> list[KeptRow]:
    rows: list[KeptRow] = []
    while more := journal.commands(platform, rows[-1].number if rows else 0, ROWS_AT_ONCE):
        rows += more
        await asyncio.sleep(0)
    return rows


class Shortening(QObject):
    """Writes one command in the place of very many whenever the staged edits say that their journal grew long."""

    def __init__(self, staged: StagedEdits, lanes: Lanes, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._staged = staged
        self._lanes = lanes
        self._tasks = tasks
        self._running = False
        staged.grew_long.connect(self._begin)

    def _begin(self) -> None:
        if not self._running:
            self._running = True
            self._tasks.spawn(self._shorten())

    async def _shorten(self) -> None:
        """Where something moved meanwhile, or the disk is full, the journal stays long until it has grown again."""
        journal, log, told = self._staged.journal, self._staged.log(), self._staged.told()
        try:
            shortened = await self._lanes.compute(journal.shortened, log)
            if not self._staged.take_shortened(shortened, told):
                journal.content.delete([shortened.content])
        except JournalRefused:
            return
        finally:
            self._running = False
