"""Migrations of schema and values: what stands in the way, what would change, begun, gone on with, taken back."""

from collections import Counter
from collections.abc import Callable

from PySide6.QtCore import QObject

from controllers.browsing import Browsing
from controllers.jobs import Job, JobBoard
from controllers.lanes import Lanes
from controllers.migration_reading import Looking, Survey, Where
from controllers.migration_rules import read_rule
from controllers.migration_run import MigrationRun, Tools, new_record
from controllers.migration_schema import SchemaSteps
from controllers.pushing import Pushing
from controllers.session import Session
from domain.migrations.migration import Migration
from domain.schema_changes import SchemaChange, changes
from domain.schema_edits import SchemaRefused
from models.journal import Journal
from models.migration_log import MigrationLog, Record
from models.staged import StagedEdits
from wire.errors import Told


class MigrationRefused(Told):
    """It can't be begun now; the sentence says why."""


class Migrating(QObject):
    """Plans migrations over the open tables as one types, and makes the runs that carry them out."""

    def __init__(
        self,
        session: Session,
        lanes: Lanes,
        board: JobBoard,
        journal: Journal,
        staged: StagedEdits,
        browsing: Browsing,
        pushing: Pushing,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._staged = staged
        self._browsing = browsing
        self._log = MigrationLog(journal)
        looking = Looking(session, lanes, browsing.loader)
        self._looking = looking
        self._tools = Tools(session, journal, board, looking, pushing, SchemaSteps(session, lanes, journal))
        self._pushing = pushing
        self._asked = 0

    @property
    def here(self) -> Where:
        """The folders and datasets that are open."""
        return Where.of(self._browsing.tables)

    @property
    def open_items(self) -> int:
        """How many items the open tables have."""
        return sum(table.frame.rows for table in self._browsing.tables)

    def obstacle(self, migration: Migration) -> str:
        """Why a migration can't be begun now; empty where it can."""
        try:
            migration.widen(self._session.draft.base.raw)
        except SchemaRefused as refused:
            return str(refused)
        return self._unsaved(migration) or self._unpushed(migration) or self._busy()

    def schema_changes(self, migration: Migration) -> tuple[tuple[SchemaChange, ...], tuple[SchemaChange, ...]]:
        """What it changes in the schema, before the values and after them. Raises SchemaRefused."""
        raw = self._session.draft.base.raw
        widened = migration.widen(raw)
        return changes(raw, widened), changes(widened, migration.narrow(widened))

    async def preview(self, migration: Migration, told: Callable[[Survey], None]) -> Survey | None:
        """What would change of what the open tables show; None where another question was asked meanwhile."""
        self._asked += 1
        question = self._asked

        def still(survey: Survey) -> bool:
            if question == self._asked:
                told(survey)
            return question == self._asked

        survey = await self._looking.over_tables(migration, self._browsing.tables, self._staged, still)
        return survey if question == self._asked else None

    async def values(self, key: str) -> Counter[str]:
        """How often each text stands under a key in the open tables."""
        return await self._looking.values(key, self._browsing.tables, self._staged)

    async def count(self, migration: Migration, job: Job, told: Callable[[Survey], None]) -> Survey:
        """What would change in every folder, read anew. Raises PlatformError, Cancelled among them, and OSError."""
        return await self._looking.through(migration, "fill", Where(), job, told)

    def stop(self) -> None:
        """Drop what is being computed."""
        self._asked += 1

    def begin(self, migration: Migration, where: Where) -> MigrationRun:
        """A run of a migration; nothing is written before it goes. Raises MigrationRefused."""
        obstacle = self.obstacle(migration)
        if obstacle:
            raise MigrationRefused(obstacle)
        return MigrationRun(self._tools, new_record(self._session, migration, where), migration)

    def unfinished(self) -> Record | None:
        """The migration that was cut short, or stopped."""
        return self._log.unfinished(self._session.platform_key)

    def last_done(self) -> Record | None:
        """The last migration that can be taken back: ended or left, and not taken back already."""
        records = self._log.all(self._session.platform_key)
        undone = {record.undoes for record in records if record.undoes is not None and record.stage == "done"}
        candidates = (each for each in records if each.undoes is None and each.finished and each.number not in undone)
        return next(candidates, None)

    def go_on(self, record: Record) -> MigrationRun:
        """A run that goes on where an unfinished one stopped. Raises MigrationRefused."""
        if record.undoes is not None:
            undone = self._log.a_record(record.platform, record.undoes)
            return MigrationRun(self._tools, record, None, undone)
        try:
            return MigrationRun(self._tools, record, read_rule(record.rule))
        except (ValueError, TypeError) as problem:
            raise MigrationRefused(
                f'"{record.title}" can\'t be read by this Tagline, so it is left as it is.'
            ) from problem

    def take_back(self, record: Record) -> MigrationRun:
        """A run that takes a migration back, last step first. Raises MigrationRefused."""
        busy = self._busy()
        if busy:
            raise MigrationRefused(busy)
        session = self._session
        told = (session.platform_key, session.user, "", f"Undo: {record.title}", record.rule, "unnarrow", "")
        back = Record(0, *told, record.folders, record.datasets, undoes=record.number)
        return MigrationRun(self._tools, back, None, record)

    def _busy(self) -> str:
        if self._pushing.running:
            return "A push is under way. Wait until it has ended."
        unfinished = self.unfinished()
        return f'"{unfinished.title}" is not finished. Go on with it first, or leave it.' if unfinished else ""

    def _unsaved(self, migration: Migration) -> str:
        keys = [change.key for change in self._session.draft.changes]
        touched = migration.reads(keys)
        return (
            f'The schema has changes of "{touched[0]}" that are not saved. Save or revert them first.'
            if touched
            else ""
        )

    def _unpushed(self, migration: Migration) -> str:
        touched = migration.reads(self._staged.keys)
        if not touched:
            return ""
        return f'There are staged edits of "{touched[0]}". Push or discard them first, so that none is left behind.'


def told_of(record: Record) -> str:
    """A sentence about a migration that is not finished."""
    return (
        f'The migration "{record.title}", begun at {record.started}, is not finished. Every value is on its item, '
        "under the old key or the new one. Going on finds out what is left."
    )
