"""Looking for something in the history of pushes while it is typed; an outdated question is dropped."""

import asyncio

from PySide6.QtCore import QObject

from controllers.jobs import Tasks
from controllers.push_history import PushHistory
from controllers.push_receipt import OUTCOMES
from models.push_log import ReceiptOutcome
from ui.dialogs.history import HistoryDialog
from ui.dialogs.receipt_view import outcome_words


class Searching(QObject):
    """Answers the search line of one HistoryDialog."""

    def __init__(self, dialog: HistoryDialog, history: PushHistory, tasks: Tasks) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._history = history
        self._tasks = tasks
        self._task: asyncio.Task[None] | None = None
        dialog.search_wanted.connect(self._search)

    def stop(self) -> None:
        """Nobody wants to know any more."""
        if self._task is not None:
            self._task.cancel()

    def _search(self, text: str) -> None:
        self.stop()
        if text:
            self._task = self._tasks.spawn(self._find(text))
        else:
            self._dialog.show_all()

    async def _find(self, text: str) -> None:
        named: dict[str, ReceiptOutcome] = {outcome_words(name).lower(): name for name in OUTCOMES}
        outcome = named.get(text.lower())
        async for found in self._history.find(text, outcome):
            self._dialog.show_found(found)
