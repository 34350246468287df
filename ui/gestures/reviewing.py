"""One review from its first question to its receipt: plan, choices, push, pause, retry, export, undo."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field, replace
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from controllers.jobs import Job, JobBoard, Tasks
from controllers.lanes import Lanes
from controllers.push_plan import Choices, Plan
from controllers.push_receipt import Receipt
from controllers.push_scope import Scope
from controllers.pushing import Pushing
from controllers.session import Session
from controllers.settings import PUSH_MODE, Settings
from domain.changes import ChangeSet, PushMode
from ui.dialogs.push_dialog import PushDialog
from ui.dialogs.review_reading import reading_of
from ui.trying import Failure, tried


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be reviewed: the changes, what the push sets out to do, and its mode where only one makes sense."""

    changes: ChangeSet
    scope: Scope = field(default_factory=Scope)
    mode: PushMode | None = None


class Reviewing(QObject):
    """Owns one PushDialog. `ask` is asked anew for each review, because edits may have been let go meanwhile."""

    left = Signal()
    """The push was paused and left for another time."""
    undo_wanted = Signal(object)  # Receipt
    export_wanted = Signal(object, object)  # QWidget, Receipt
    failed_only = Signal(object)  # Receipt

    def __init__(
        self,
        parent: QWidget,
        ask: Callable[[], Awaitable[Wanted]],
        *,
        tasks: Tasks,
        lanes: Lanes,
        session: Session,
        pushing: Pushing,
        board: JobBoard,
        settings: Settings,
    ) -> None:
        super().__init__(parent)
        self._ask = ask
        self._tasks = tasks
        self._lanes = lanes
        self._session = session
        self._pushing = pushing
        self._board = board
        self._settings = settings
        self._task: asyncio.Task[None] | None = None
        self._wanted = Wanted(ChangeSet(()))
        self._plan: Plan | None = None
        self._last: Receipt | None = None
        self._leaves = False
        self._mode = PushMode.REPLACE if settings.get(PUSH_MODE) == PushMode.REPLACE else PushMode.MERGE
        self.dialog = PushDialog(session.platform, parent)
        self._connect(self.dialog)

    def _connect(self, dialog: PushDialog) -> None:
        dialog.review.mode_wanted.connect(self._change_mode)
        dialog.push_wanted.connect(self._start_push)
        dialog.retry_wanted.connect(self._start_retry)
        dialog.review_again_wanted.connect(self.begin)
        dialog.export_wanted.connect(self._export)
        dialog.undo_wanted.connect(self._undo)
        dialog.pause_wanted.connect(self._pushing.pause)
        dialog.resume_wanted.connect(self._pushing.resume)
        dialog.leave_wanted.connect(self._leave)
        dialog.finished.connect(self._end)
        self._pushing.pause_changed.connect(self._show_pause)

    def begin(self) -> None:
        """Open the dialog and read what the platform holds now."""
        self.dialog.show_working(self.tr("Reading what the platform holds now…"))
        self.dialog.open()
        self._run(self._review())

    def _run(self, coroutine: Coroutine[Any, Any, None]) -> None:
        if self._task is not None and not self._task.done():
            self._task.cancel()
        self._task = self._tasks.spawn(coroutine)

    def _end(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self._pushing.pause_changed.disconnect(self._show_pause)
        self.dialog.deleteLater()
        self.deleteLater()

    def _change_mode(self, mode: PushMode) -> None:
        self._mode = mode
        self._settings.set(PUSH_MODE, mode.value)
        self._run(self._review())

    async def _review(self) -> None:
        plan = await tried(self._reviewed())
        if isinstance(plan, Failure):
            self.dialog.show_problem(plan.sentence)
            return
        self._plan = plan
        if self._wanted.scope.continues is not None and not plan.items:
            await self._send(plan, {})  # all of it has arrived: what is left is its receipt
        else:
            self.dialog.show_plan(plan, await self._lanes.compute(reading_of, plan, self._session.schema))

    async def _reviewed(self) -> Plan:
        self._wanted = wanted = await self._ask()
        if wanted.mode is not None:
            self.dialog.review.fix_mode()
        return await self._pushing.review(wanted.changes, wanted.mode or self._mode)

    # the push

    def _start_push(self) -> None:
        self._run(self._push())

    async def _push(self) -> None:
        plan = self._plan
        if plan is None:
            return
        excluded = frozenset(self.dialog.review.model.excluded)
        if excluded:
            self.dialog.show_working(self.tr("Leaving out what you unticked…"))
            changes = self._wanted.changes.without(excluded)
            fewer = await tried(self._pushing.review(changes, plan.mode))
            if isinstance(fewer, Failure):
                self.dialog.show_problem(fewer.sentence)
                return
            plan = fewer
        await self._send(plan, self.dialog.review.choices)

    def _start_retry(self) -> None:
        if self._plan is None or self._last is None:
            return
        if self._plan.shown is None:
            self._run(self._send(self._plan.failed(self._last), self.dialog.review.choices))
        else:
            self.failed_only.emit(self._last)
            self.dialog.accept()

    async def _send(self, plan: Plan, choices: Choices) -> None:
        excluded = self._wanted.scope.left_out | self.dialog.review.model.excluded
        again = None if self._last is not None else self._wanted.scope.continues
        scope = replace(self._wanted.scope, left_out=excluded, continues=again)
        self._board.job_started.connect(self._follow)
        try:
            receipt = await tried(self._pushing.push(plan, choices, scope))
        finally:
            self._board.job_started.disconnect(self._follow)
            self.dialog.forget_job()
        if isinstance(receipt, Failure):
            self._tell(receipt)
            return
        self._plan, self._last = plan, receipt
        self.dialog.show_receipt(receipt)

    def _tell(self, failure: Failure) -> None:
        if self._leaves:
            self.left.emit()
            self.dialog.accept()
        else:
            self.dialog.show_problem(failure.sentence)

    def _leave(self) -> None:
        self._leaves = True
        self._pushing.leave()

    def _follow(self, job: Job) -> None:
        if self._pushing.running and not self.dialog.is_pushing:
            self.dialog.follow(job)

    def _show_pause(self) -> None:
        self.dialog.show_pause(paused=self._pushing.paused)

    def _undo(self) -> None:
        if self._last is not None:
            self.undo_wanted.emit(self._last)
            self.dialog.accept()

    def _export(self) -> None:
        if self._last is not None:
            self.export_wanted.emit(self.dialog, self._last)
