"""Closing the window: a running push is asked about, staged edits are kept and said to be."""

from PySide6.QtCore import QObject

from controllers.jobs import Tasks
from controllers.pushing import Pushing
from models.staged import StagedEdits
from ui.dialogs.question import ask
from ui.main_window import MainWindow
from ui.wording import edits, items


class Closing(QObject):
    """Answers the close button."""

    def __init__(
        self,
        window: MainWindow,
        *,
        tasks: Tasks,
        staged: StagedEdits,
        pushing: Pushing,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._tasks = tasks
        self._staged = staged
        self._pushing = pushing
        self._asking = False
        window.close_asked.connect(self.close_asked)

    def close_asked(self) -> None:
        """The person, or the desktop, wants the window closed."""
        if not self._asking:
            self._asking = True
            self._tasks.spawn(self._close())

    async def _close(self) -> None:
        try:
            if await self._agreed():
                self._window.close_now()
        finally:
            self._asking = False

    async def _agreed(self) -> bool:
        if self._pushing.running:
            return await self._agreed_to_stop_push()
        if not self._staged.count:
            return True
        sentence = self.tr(
            "Staged and not pushed: {edits} in {items}. All of it is kept on this computer "
            "and will be here when you come back."
        ).format(edits=edits(self._staged.count), items=items(self._staged.count_items))
        answers = [
            ("stay", self.tr("Stay")),
            ("review", self.tr("Review and Push…")),
            ("close", self.tr("Close")),
        ]
        answer = await ask(self.tr("Close Tagline?"), sentence, answers, self._window)
        if answer == "review":
            self._window.commands["review"].trigger()
        return answer == "close"

    async def _agreed_to_stop_push(self) -> bool:
        sentence = self.tr(
            "A push is running. Closing stops it after the items now on their way; "
            "what was not sent stays staged on this computer."
        )
        answers = [("close", self.tr("Stop and Close")), ("stay", self.tr("Keep Pushing"))]
        return await ask(self.tr("Stop the push?"), sentence, answers, self._window) == "close"
