"""One run of a migration on the screen: looked through, agreed to, followed step by step, undone."""

import asyncio
from collections.abc import Coroutine
from typing import Any

from PySide6.QtCore import QObject, Signal

from controllers.jobs import Job, JobBoard, Tasks
from controllers.lanes import Lanes
from controllers.migration_reading import Survey
from controllers.migration_run import MigrationRun
from controllers.push_plan import Plan
from controllers.session import Session
from ui.dialogs.migration.run_dialog import MigrationRunDialog
from ui.dialogs.review_reading import reading_of
from ui.main_window import MainWindow
from ui.trying import Failure, tried


class FollowingMigration(QObject):
    """Owns one MigrationRunDialog. `undo_wanted`: of the record of this run; `ended` when the dialog is closed."""

    undo_wanted = Signal(object)  # Record
    ended = Signal()

    def __init__(
        self, window: MainWindow, run: MigrationRun, *, lanes: Lanes, tasks: Tasks, board: JobBoard, session: Session
    ) -> None:
        super().__init__(window)
        self._run = run
        self._lanes = lanes
        self._tasks = tasks
        self._board = board
        self._session = session
        self._plan: Plan | None = None
        self._task: asyncio.Task[None] | None = None
        self._looks = False
        self.dialog = dialog = MigrationRunDialog(run.record.title, run.steps, session.platform, window)
        run.moved.connect(dialog.show_steps)
        board.job_started.connect(self._follow)
        dialog.go_wanted.connect(self._go)
        dialog.stop_wanted.connect(self._stop)
        dialog.pause_wanted.connect(self._pause)
        dialog.resume_wanted.connect(self._resume)
        dialog.undo_wanted.connect(self._undo)
        dialog.leave_wanted.connect(self._leave)
        dialog.finished.connect(self._end)

    def begin(self) -> None:
        """Open the dialog; look for what is to be agreed to, or go on at once where nothing is."""
        if self._run.needs_review:
            self.dialog.show_working(self.tr("Looking for what would change…"))
            self._spawn(self._look())
        else:
            self.dialog.show_ready(
                self.tr("The new values are all there and were read back. What is left takes the old ones away.")
            )
        self.dialog.open()

    async def _look(self) -> None:
        self._looks = True
        self.dialog.show_working(self.tr("Looking for what would change…"))
        plan = await tried(self._planned())
        self._looks = False
        if isinstance(plan, Failure):
            self.dialog.show_end(self.tr("Nothing was changed"), plan.sentence, done=False, undoable=False)
            return
        self._plan = plan
        if plan.items:
            self.dialog.show_plan(plan, await self._lanes.compute(reading_of, plan, self._session.schema))
        else:
            self.dialog.show_ready(self.tr("No item has a value to be changed. The schema is changed all the same."))

    async def _planned(self) -> Plan:
        survey: Survey | None = await self._run.survey(lambda _: None)
        return await self._run.review(survey)

    def _go(self) -> None:
        if self._plan is None and self._run.needs_review:  # it stopped: what is left is looked for anew
            self._spawn(self._look())
        else:
            self._spawn(self._take())

    async def _take(self) -> None:
        plan, choices = self._plan, self.dialog.review.choices
        excluded = frozenset(self.dialog.review.model.excluded)
        self._plan = None
        self.dialog.show_working(self.tr("Changing the schema…"), writes=True)
        await self._run.go(plan, choices, excluded)
        if self._run.done:
            undone = self._run.record.undoes is not None
            heading = self.tr("Taken back") if undone else self.tr("Migrated")
            self.dialog.show_end(heading, self._told(), done=True, undoable=not undone)
        else:
            self.dialog.show_end(self.tr("Stopped before the end"), self._stopped(), done=False, undoable=False)

    def _told(self) -> str:
        left = [step.told for step in self._run.steps if step.state == "skipped"]
        return " ".join([self.tr("Schema and values are as they should be, read back and compared."), *left])

    def _stopped(self) -> str:
        kept = self.tr("Every value is on its item, under the old key or the new one. Go on now or later.")
        return f"{self._run.stop} {kept}".strip()

    def _spawn(self, coroutine: Coroutine[Any, Any, None]) -> None:
        if self._task is None or self._task.done():
            self._task = self._tasks.spawn(coroutine)
        else:
            coroutine.close()

    def _follow(self, job: Job) -> None:
        if self._looks or self._run.running:
            self.dialog.follow(job)

    def _stop(self) -> None:
        self._run.hold.stop()
        self.dialog.stop_jobs()

    def _pause(self) -> None:
        self._run.hold.pause()
        self.dialog.show_pause(paused=True)

    def _resume(self) -> None:
        self._run.hold.resume()
        self.dialog.show_pause(paused=False)

    def _undo(self) -> None:
        self.undo_wanted.emit(self._run.record)
        self.dialog.accept()

    def _leave(self) -> None:
        if self._run.begun:
            self._run.leave()
        self.dialog.accept()

    def _end(self) -> None:
        self._board.job_started.disconnect(self._follow)
        self.dialog.deleteLater()
        self.ended.emit()
        self.deleteLater()
