"""Review and push, discard, and the history of pushes."""

from PySide6.QtCore import QObject

from controllers.jobs import JobBoard, Tasks
from controllers.push_receipt import Receipt
from controllers.pushing import Pushing
from controllers.session import Session
from controllers.settings import Settings
from domain.changes import ChangeSet
from models.journal import Journal
from models.staged import StagedEdits
from ui.dialogs.history import HistoryDialog, PastPush
from ui.dialogs.question import ask
from ui.gestures.reviewing import Reviewing, export_receipt
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
        board: JobBoard,
        journal: Journal,
        settings: Settings,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._tasks = tasks
        self._staged = staged
        self._session = session
        self._pushing = pushing
        self._board = board
        self._journal = journal
        self._settings = settings
        window.commands["review"].triggered.connect(self._review_staged)
        window.commands["discard"].triggered.connect(self._ask_discard)
        window.commands["history"].triggered.connect(self._open_history)
        staged.pending_changed.connect(self._show_staged)
        session.state_changed.connect(self._allow)
        self._show_staged(staged.count)

    def _show_staged(self, cells: int) -> None:
        self._window.status.show_staged(cells)
        self._window.setWindowModified(cells > 0)
        self._allow()
        if not cells:
            self._window.banners.clear("restored")

    def _allow(self) -> None:
        commands, staged = self._window.commands, self._staged.count > 0
        connected = self._session.client is not None
        nothing = self.tr("Nothing is staged: edit a value first.")
        offline = self.tr("There is no connection to a platform.")
        commands["review"].allow(allowed=staged and connected, reason=offline if staged else nothing)
        commands["discard"].allow(allowed=staged, reason=nothing)
        commands["history"].allow(allowed=bool(self._staged.platform), reason=offline)

    def _review_staged(self) -> None:
        self._review(None)

    def _review(self, changes: ChangeSet | None) -> None:
        def wanted() -> ChangeSet:
            return changes if changes is not None else self._staged.changes()

        reviewing = Reviewing(
            self._window,
            wanted,
            tasks=self._tasks,
            session=self._session,
            pushing=self._pushing,
            board=self._board,
            settings=self._settings,
        )
        reviewing.begin()

    def _open_history(self) -> None:
        pushes = [
            PastPush(push.started, _receipt(push.receipt)) for push in self._journal.pushes(self._staged.platform)
        ]
        dialog = HistoryDialog(self._session.platform or self._staged.platform, pushes, self._window)
        dialog.export_wanted.connect(self._export)
        dialog.take_back_wanted.connect(self._take_back)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _export(self, receipt: Receipt) -> None:
        export_receipt(self._window, receipt, self._settings)

    def _take_back(self, receipt: Receipt) -> None:
        self._review(receipt.inverse())

    def _ask_discard(self) -> None:
        self._tasks.spawn(self._discard())

    async def _discard(self) -> None:
        sentence = self.tr("{edits} in {items} will be forgotten. The platform is not touched.").format(
            edits=edits(self._staged.count), items=items(len(self._staged.items))
        )
        answers = [("discard", self.tr("Discard")), ("keep", self.tr("Keep Them"))]
        if await ask(self.tr("Discard staged edits?"), sentence, answers, self._window) == "discard":
            self._staged.discard()


def _receipt(text: str | None) -> Receipt | None:
    try:
        return Receipt.from_json(text) if text is not None else None
    except ValueError:
        return None
