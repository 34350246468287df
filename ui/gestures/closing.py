"""Closing the window: a running push is asked about, staged edits are kept and said to be."""

from PySide6.QtCore import QObject

from controllers.jobs import Tasks
from controllers.pushing import Pushing
from controllers.session import Session
from models.staged import StagedEdits
from ui.dialogs.question import ask
from ui.main_window import MainWindow
from ui.wording import counted, edits, items


class Closing(QObject):
    """Answers the close button."""

    def __init__(
        self,
        window: MainWindow,
        *,
        tasks: Tasks,
        staged: StagedEdits,
        pushing: Pushing,
        session: Session,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._tasks = tasks
        self._staged = staged
        self._pushing = pushing
        self._session = session
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
        told = self._kept()
        if not told:
            return True
        sentence = self.tr("{told} All of it is kept on this computer and will be here when you come back.")
        answers = [
            ("stay", self.tr("Stay")),
            *([("review", self.tr("Review and Push…"))] if self._staged.count else []),
            ("close", self.tr("Close")),
        ]
        answer = await ask(self.tr("Close Tagline?"), sentence.format(told=told), answers, self._window)
        if answer == "review":
            self._window.commands["review"].trigger()
        return answer == "close"

    def _kept(self) -> str:
        """What is staged and not on the platform, in words; empty for nothing."""
        told: list[str] = []
        if self._staged.count:
            sentence = self.tr("Staged and not pushed: {edits} in {items}.")
            told.append(sentence.format(edits=edits(self._staged.count), items=items(self._staged.count_items)))
        changes = len(self._session.draft.changes)
        if changes:
            told.append(
                counted(
                    changes, self.tr("Staged in the schema: 1 change."), self.tr("Staged in the schema: %n changes.")
                )
            )
        return " ".join(told)

    async def _agreed_to_stop_push(self) -> bool:
        sentence = self.tr(
            "A push is running. Closing stops it after the items now on their way; "
            "what was not sent stays staged on this computer."
        )
        answers = [("close", self.tr("Stop and Close")), ("stay", self.tr("Keep Pushing"))]
        return await ask(self.tr("Stop the push?"), sentence, answers, self._window) == "close"
