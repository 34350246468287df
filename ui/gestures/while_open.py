"""Work done for a dialog while it is open: what is not done when it closes is dropped."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from PySide6.QtWidgets import QDialog

from controllers.jobs import Tasks
from ui.dialogs.frame import shown


class WhileOpen:
    """A dialog with coroutines that may speak to it as long as it is there."""

    def __init__(self, dialog: QDialog, tasks: Tasks) -> None:
        self._dialog = dialog
        self._tasks = tasks
        self._running: list[asyncio.Task[Any]] = []

    def spawn(self, coroutine: Coroutine[Any, Any, Any]) -> None:
        """Start something for the dialog."""
        self._running = [task for task in self._running if not task.done()]
        self._running.append(self._tasks.spawn(coroutine))

    async def accepted(self) -> bool:
        """Show the dialog until it is closed; whether it was accepted. Nothing speaks to it afterwards."""
        try:
            return await shown(self._dialog)
        finally:
            for task in self._running:
                task.cancel()
