"""One review from its first question to its receipt: plan, choices, push, retry, export."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from controllers.jobs import Job, JobBoard, Tasks
from controllers.push_plan import Choices, Plan
from controllers.push_receipt import Receipt
from controllers.pushing import Pushing
from controllers.session import Session
from controllers.settings import PUSH_MODE, RECEIPT_FOLDER, Settings
from domain.changes import ChangeSet, PushMode
from ui.dialogs.push_dialog import PushDialog
from ui.trying import Failure, tried


class Reviewing(QObject):
    """Owns one PushDialog. `changes` is asked anew for each review, because edits may have been let go meanwhile."""

    def __init__(
        self,
        parent: QWidget,
        changes: Callable[[], ChangeSet],
        *,
        tasks: Tasks,
        session: Session,
        pushing: Pushing,
        board: JobBoard,
        settings: Settings,
    ) -> None:
        super().__init__(parent)
        self._changes = changes
        self._tasks = tasks
        self._session = session
        self._pushing = pushing
        self._board = board
        self._settings = settings
        self._task: asyncio.Task[None] | None = None
        self._plan: Plan | None = None
        self._last: Receipt | None = None
        self._mode = PushMode.REPLACE if settings.get(PUSH_MODE) == PushMode.REPLACE else PushMode.MERGE
        self.dialog = PushDialog(session.platform, parent)
        self.dialog.review.mode_wanted.connect(self._change_mode)
        self.dialog.push_wanted.connect(self._start_push)
        self.dialog.retry_wanted.connect(self._start_retry)
        self.dialog.review_again_wanted.connect(self.begin)
        self.dialog.export_wanted.connect(self._export)
        self.dialog.finished.connect(self._end)

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
        self.dialog.deleteLater()
        self.deleteLater()

    def _change_mode(self, mode: PushMode) -> None:
        self._mode = mode
        self._settings.set(PUSH_MODE, mode.value)
        self._run(self._review())

    async def _review(self) -> None:
        plan = await tried(self._pushing.review(self._changes(), self._mode))
        if isinstance(plan, Failure):
            self.dialog.show_problem(plan.sentence)
            return
        self._plan = plan
        self.dialog.show_plan(plan, self._session.schema)

    # the push

    def _start_push(self) -> None:
        self._run(self._push())

    async def _push(self) -> None:
        plan = self._plan
        if plan is None:
            return
        model = self.dialog.review.model
        excluded = frozenset(model.excluded)
        if excluded:
            self.dialog.show_working(self.tr("Leaving out what you unticked…"))
            fewer = await tried(self._pushing.review(self._changes().without(excluded), self._mode))
            if isinstance(fewer, Failure):
                self.dialog.show_problem(fewer.sentence)
                return
            plan = fewer
        await self._send(plan, dict(model.choices))

    def _start_retry(self) -> None:
        if self._plan is not None and self._last is not None:
            self._run(self._send(self._plan.failed(self._last), dict(self.dialog.review.model.choices)))

    async def _send(self, plan: Plan, choices: Choices) -> None:
        self._board.job_started.connect(self._follow)
        try:
            receipt = await tried(self._pushing.push(plan, choices))
        finally:
            self._board.job_started.disconnect(self._follow)
            self.dialog.forget_job()
        if isinstance(receipt, Failure):
            self.dialog.show_problem(receipt.sentence)
            return
        self._plan, self._last = plan, receipt
        self.dialog.show_receipt(receipt)

    def _follow(self, job: Job) -> None:
        if self._pushing.running and not self.dialog.is_pushing:
            self.dialog.follow(job)

    def _export(self) -> None:
        if self._last is not None:
            export_receipt(self.dialog, self._last, self._settings)


def export_receipt(parent: QWidget, receipt: Receipt, settings: Settings) -> None:
    """Ask where, then write a receipt as JSON or, by its ending, as CSV for a spreadsheet."""
    name = f"tagline-push-{receipt.push_id}.json"
    folder = settings.get(RECEIPT_FOLDER) or str(Path.home())
    dialog = QFileDialog(parent, parent.tr("Export receipt"), str(Path(folder) / name))
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilters([parent.tr("JSON (*.json)"), parent.tr("CSV for a spreadsheet (*.csv)")])
    dialog.setDefaultSuffix("json")
    dialog.selectFile(name)

    def write(chosen: str) -> None:
        path = Path(chosen)
        path.write_text(receipt.to_csv() if path.suffix.lower() == ".csv" else receipt.to_json(), encoding="utf-8")
        settings.set(RECEIPT_FOLDER, str(path.parent))

    dialog.fileSelected.connect(write)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
