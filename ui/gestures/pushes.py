"""Review and push, discard, and the history of pushes."""

from PySide6.QtCore import QObject

from controllers.jobs import Tasks
from controllers.pushing import Pushing
from controllers.session import Session
from controllers.settings import Settings
from models.journal import Journal
from models.staged import StagedEdits
from ui.dialogs.question import ask
from ui.main_window import MainWindow
from ui.wording import edits, items


class Pushes(QObject):
    """Opens the review, and keeps the commands around it in step with what is staged."""

    def __init__(
        self,
        window: MainWindow,
        *,
        tasks: Tasks,
        staged: StagedEdits,
        session: Session,
        pushing: Pushing,
        journal: Journal,
        settings: Settings,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._tasks = tasks
        self._staged = staged
        self._session = session
        self._pushing = pushing
        self._journal = journal
        self._settings = settings
        window.commands["review"].triggered.connect(self._open_review)
        window.commands["discard"].triggered.connect(self._ask_discard)
        window.commands["history"].triggered.connect(self._open_history)
        staged.pending_changed.connect(self._show_staged)
        self._show_staged(staged.count)

    def _show_staged(self, cells: int) -> None:
        self._window.status.show_staged(cells)
        self._window.setWindowModified(cells > 0)
        reason = self.tr("Nothing is staged: edit a value first.")
        for name in ("review", "discard"):
            self._window.commands[name].allow(allowed=cells > 0, reason=reason)

    def _open_review(self) -> None:
        pass

    def _open_history(self) -> None:
        pass

    def _ask_discard(self) -> None:
        self._tasks.spawn(self._discard())

    async def _discard(self) -> None:
        sentence = self.tr("{edits} in {items} will be forgotten. The platform is not touched.").format(
            edits=edits(self._staged.count), items=items(len(self._staged.items))
        )
        answers = [("keep", self.tr("Keep Them")), ("discard", self.tr("Discard"))]
        if await ask(self.tr("Discard staged edits?"), sentence, answers, self._window) == "discard":
            self._staged.discard()
