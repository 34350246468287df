"""Review and push, discard, and the history of pushes."""

from collections.abc import Awaitable, Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from controllers.jobs import JobBoard, Tasks
from controllers.lanes import Lanes
from controllers.push_history import PushHistory
from controllers.push_receipt import Receipt
from controllers.push_scope import Scope
from controllers.pushing import Pushing
from controllers.session import Session
from controllers.settings import Settings
from domain.changes import ChangeSet, PushMode
from models.journal import Journal
from models.staged import StagedEdits
from ui.dialogs.history import HistoryDialog
from ui.dialogs.question import ask
from ui.gestures.exporting_receipts import export_receipt
from ui.gestures.reviewing import Reviewing, Wanted
from ui.gestures.searching_pushes import Searching
from ui.main_window import MainWindow
from ui.panes.banner import Answer
from ui.wording import edits, items


class Pushes(QObject):
    """Opens the review, and keeps the commands around it in step with what is staged."""

    def __init__(
        self,
        window: MainWindow,
        *,
        tasks: Tasks,
        lanes: Lanes,
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
        self._lanes = lanes
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

    def go_on(self) -> None:
        """Go on with the push that was paused or cut short."""
        self._review(self._left)

    def _review_staged(self) -> None:
        self._review(self._everything)

    def _review(self, ask: Callable[[], Awaitable[Wanted]]) -> None:
        reviewing = Reviewing(
            self._window,
            ask,
            tasks=self._tasks,
            lanes=self._lanes,
            session=self._session,
            pushing=self._pushing,
            board=self._board,
            settings=self._settings,
        )
        reviewing.left.connect(self._say_paused)
        reviewing.undo_wanted.connect(self._undo)
        reviewing.failed_only.connect(self._retry)
        reviewing.export_wanted.connect(self._export_from)
        reviewing.begin()

    async def _everything(self) -> Wanted:
        return Wanted(self._staged.changes())

    async def _left(self) -> Wanted:
        left = await self._pushing.take_up()
        if left is None:
            return await self._everything()
        return Wanted(left.changes, left.scope, left.mode)

    def _say_paused(self) -> None:
        told = self._pushing.interrupted()
        if told is not None:
            answer = Answer(self.tr("Go On…"), self.go_on)
            self._window.banners.say("restored", "warning", told, [answer])

    # what was pushed

    def _open_history(self) -> None:
        history = PushHistory(self._journal, self._staged.platform)
        platform = self._session.platform or self._staged.platform
        dialog = HistoryDialog(platform, history.pushes(), history.receipt, self._window)
        searching = Searching(dialog, history, self._tasks)
        dialog.export_wanted.connect(self._export)
        dialog.undo_wanted.connect(self._undo)
        dialog.retry_wanted.connect(self._retry)
        dialog.finished.connect(searching.stop)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _export(self, receipt: Receipt) -> None:
        export_receipt(self._window, receipt, self._settings, self._tasks)

    def _export_from(self, dialog: QWidget, receipt: Receipt) -> None:
        export_receipt(dialog, receipt, self._settings, self._tasks)

    def _undo(self, receipt: Receipt) -> None:
        async def inverse() -> Wanted:
            return Wanted(receipt.inverse(), Scope(undoes=receipt.push_id), PushMode.MERGE)

        self._review(inverse)

    def _retry(self, receipt: Receipt) -> None:
        """Only what a push did not bring there: from what is staged now, or from the push it took back."""
        history = PushHistory(self._journal, self._staged.platform)

        async def unfinished() -> Wanted:
            items = history.unfinished_items(receipt)
            undone = history.receipt(receipt.undoes) if receipt.undoes is not None else None
            if undone is None:
                return Wanted(self._staged.changes(items))
            changes = tuple(change for change in undone.inverse().items if change.item in items)
            return Wanted(ChangeSet(changes), Scope(undoes=undone.push_id), PushMode.MERGE)

        self._review(unfinished)

    def _ask_discard(self) -> None:
        self._tasks.spawn(self._discard())

    async def _discard(self) -> None:
        sentence = self.tr("{edits} in {items} will be forgotten. The platform is not touched.").format(
            edits=edits(self._staged.count), items=items(self._staged.count_items)
        )
        answers = [("discard", self.tr("Discard")), ("keep", self.tr("Keep Them"))]
        if await ask(self.tr("Discard staged edits?"), sentence, answers, self._window) == "discard":
            self._staged.discard()
