"""What a migration would do, worked out while it is asked for, and counted in every folder on request."""

from PySide6.QtCore import QObject, Signal

from controllers.jobs import Job, JobBoard, Tasks
from controllers.migrating import Migrating
from controllers.migration_reading import Survey, Where
from controllers.session import Session
from domain.migrations.migration import Migration
from domain.schema import Schema
from domain.schema_edits import SchemaRefused
from ui.dialogs.bulk.form import Problem
from ui.dialogs.migration.dialog import MigrationDialog
from ui.trying import Failure, tried


class AskingMigration(QObject):
    """Answers one MigrationDialog. `agreed`: this run was asked for."""

    agreed = Signal(object)  # MigrationRun

    def __init__(
        self, dialog: MigrationDialog, migrating: Migrating, *, tasks: Tasks, board: JobBoard, session: Session
    ) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._migrating = migrating
        self._tasks = tasks
        self._board = board
        self._session = session
        self._job: Job | None = None
        self._over = False
        self._counted: tuple[Migration, Survey] | None = None
        dialog.asked.connect(self._ask)
        dialog.values_wanted.connect(self._list_values)
        dialog.count_wanted.connect(self._count)
        dialog.review_wanted.connect(self._review)
        dialog.finished.connect(self._end)

    def _ask(self) -> None:
        made = self._dialog.made
        if isinstance(made, Problem):
            self._migrating.stop()
            self._dialog.show_problem(made)
            return
        try:
            before, after = self._migrating.schema_changes(made)
        except SchemaRefused as refused:
            self._migrating.stop()
            self._dialog.show_problem(Problem(str(refused)))
            return
        widened = Schema.read(made.widen(self._session.draft.base.raw))
        self._dialog.show_plan(made, before, after, widened)
        if self._counted is not None and self._counted[0] == made:
            self._show(self._counted[1], whole=True)
            self._allow(made)
        else:
            self._tasks.spawn(self._preview(made))

    async def _preview(self, made: Migration) -> None:
        survey = await self._migrating.preview(made, lambda survey: self._show(survey, whole=False))
        if survey is not None and not self._session_lost:
            self._show(survey, whole=False)
            self._allow(made)

    def _show(self, survey: Survey, *, whole: bool) -> None:
        if self._job is None or whole:
            other = {each.key for each in survey.first} - {self._dialog.key}
            self._dialog.show_tally(survey.tally(), keys=2 if other else 1, whole=whole)

    def _allow(self, made: Migration) -> None:
        obstacle = self._migrating.obstacle(made)
        self._dialog.allow(obstacle)
        if obstacle:
            self._dialog.say(obstacle)
        else:
            self._dialog.say("")

    @property
    def _session_lost(self) -> bool:
        return self._session.client is None

    def _list_values(self, key: str) -> None:
        self._tasks.spawn(self._values(key))

    async def _values(self, key: str) -> None:
        counts = await self._migrating.values(key)
        if not self._over:
            self._dialog.show_values(key, counts)

    def _count(self) -> None:
        made = self._dialog.made
        if self._job is not None:
            self._job.cancel()
        elif not isinstance(made, Problem):
            self._tasks.spawn(self._count_everywhere(made))

    async def _count_everywhere(self, made: Migration) -> None:
        self._job = job = self._board.start(self.tr("Counting in every folder"), "items")
        self._say_counted(0)
        try:
            survey = await tried(self._migrating.count(made, job, lambda survey: self._say_counted(survey.seen)))
        finally:
            job.finish()
            self._job = None
        if self._over:
            return
        self._dialog.end_counting()
        if isinstance(survey, Failure):
            self._dialog.say(survey.sentence)
        else:
            self._counted = (made, survey)
        self._ask()

    def _say_counted(self, seen: int) -> None:
        if not self._over:
            self._dialog.show_counting(seen)

    def _review(self) -> None:
        made = self._dialog.made
        if isinstance(made, Problem):
            return
        where = Where() if self._dialog.everywhere.isChecked() else self._migrating.here
        run = self._migrating.begin(made, where)
        self._dialog.accept()
        self.agreed.emit(run)

    def _end(self) -> None:
        self._over = True
        self._migrating.stop()
        if self._job is not None:
            self._job.cancel()
