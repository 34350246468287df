"""How keys are used, and what a change of the schema would do: to what is loaded, or on request to every folder."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterable, Sequence
from contextlib import aclosing
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from controllers.browsing import Browsing
from controllers.every_folder import EveryFolder
from controllers.impact import Impact, Numbers, told, turning_of
from controllers.impact_everywhere import Everywhere
from controllers.jobs import Job, JobBoard, Tasks
from controllers.key_mentions import Mention, mentions_of, rules_of
from controllers.lanes import Lanes
from controllers.loaded_tables import LoadedTables, Stamp
from controllers.open_table import OpenTable
from controllers.pausing import pause
from controllers.session import Session
from controllers.settings import Settings
from domain.fields import Field
from domain.schema_changes import SchemaChange
from models.namespaces import Namespaces
from models.retype_impact import effect
from models.schema_usage import KeyUsage, unused, usage
from models.staged import StagedEdits

SOON = 0.3  # s after something moved
SLOW = 2.0  # s while a table loads, when something moves all the time

__all__ = ["Impact", "Mention", "SchemaImpact"]


class SchemaImpact(QObject):
    """Counts over the open tables in lanes; what was counted is kept while it is still true."""

    moved = Signal()
    """What is loaded, edited or staged is another: what was told may not be true any more."""

    def __init__(
        self,
        session: Session,
        lanes: Lanes,
        board: JobBoard,
        tasks: Tasks,
        browsing: Browsing,
        staged: StagedEdits,
        settings: Settings,
        parent: QObject | None = None,
        *,
        namespaces: Namespaces | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._lanes = lanes
        self._board = board
        self._tasks = tasks
        self._browsing = browsing
        self._staged = staged
        self._settings = settings
        self._namespaces = namespaces
        self.loaded = LoadedTables(browsing, staged, lanes)
        self._usages: dict[str, tuple[Stamp, Field, KeyUsage]] = {}
        self._followed: set[OpenTable] = set()
        self._task: asyncio.Task[None] | None = None
        self._waits = False
        browsing.tables_changed.connect(self._follow)
        staged.changed.connect(self._move)
        session.schema_changed.connect(self._move)

    async def usage_of(self, key: str) -> KeyUsage:
        """How the items that are loaded use a key under its staged type, each item once."""
        schema = self._session.schema
        stamp, kind = self.loaded.stamp(key), schema.field(key)
        known = self._usages.get(key)
        if known is not None and known[:2] == (stamp, kind):
            return known[2]
        values = await self.loaded.values(key, schema)
        found = await self._lanes.compute(usage, values, kind)
        self._usages[key] = (stamp, kind, found)
        return found

    async def usages(self, keys: Iterable[str]) -> AsyncGenerator[tuple[str, KeyUsage], None]:
        """The same of many keys, one after the other; whoever has enough stops asking."""
        here, items = frozenset(self.loaded.keys), -1
        for key in keys:
            if key in here or items < 0:
                found = await self.usage_of(key)
                items = found.items if key not in here else items
                yield key, found
            else:  # nobody has it, and there may be thousands of those
                yield key, unused(items, self._session.schema.field(key))

    async def impact_of(self, change: SchemaChange) -> Impact:
        """What a change would do to what is loaded, staged edits included."""
        values = await self.loaded.values(change.key, self._session.schema)
        found = await self._lanes.compute(effect, values, turning_of(change))
        numbers = Numbers(found.checked, found.becoming_invalid, found.still_invalid, found.becoming_valid)
        where = "in the open tables"
        return Impact(
            key=change.key,
            checked=found.checked,
            becoming_invalid=found.becoming_invalid,
            samples=found.samples,
            named_by=self.named_by(change.key),
            still_invalid=found.still_invalid,
            becoming_valid=found.becoming_valid,
            rows=found.rows,
            where=where,
            told=told(change, numbers, where),
        )

    async def everywhere(
        self, changes: Sequence[SchemaChange], on_job: Callable[[Job], None] | None = None
    ) -> tuple[Impact, ...]:
        """What changes would do to what the platform holds in every folder, in one look through all items.

        A job of the board, which `on_job` is given; cancelled, or cut short by the platform, it gives what was counted
        so far, and says so. Raises Cancelled where there is no connection.
        """
        keys = len({change.key for change in changes})
        title = f"Checking {changes[0].key} in every folder" if keys == 1 else f"Checking {keys} keys in every folder"
        job = self._board.start(title, "folders")
        if on_job is not None:
            on_job(job)
        try:
            everything = EveryFolder(self._session, self._lanes, job)
            counting = Everywhere(changes)
            async with aclosing(everything.pages()) as pages:
                async for page in pages:
                    await self._lanes.compute(counting.add, page)
        finally:
            job.finish()
        return tuple(self._remarked(impact) for impact in counting.impacts(everything, self.named_by))

    def _remarked(self, impact: Impact) -> Impact:
        """Said where it matters: what is staged is on no platform yet."""
        if impact.key not in self._staged.keys:
            return impact
        return replace(impact, remark="The platform's values were counted, without the edits staged here.")

    def named_by(self, key: str) -> tuple[Mention, ...]:
        """What is kept here and names a key."""
        titles = {table.view_id: table.title for table in self._browsing.tables}
        staged = (Mention("staged edits", ""),) if key in self._staged.keys else ()
        rules = rules_of(key, self._namespaces.book) if self._namespaces is not None else ()
        return (*mentions_of(key, self._settings, titles), *rules, *staged)

    # what moves

    def _follow(self) -> None:
        now = set(self._browsing.tables)
        for table in now - self._followed:
            for signal in (table.rows_came, table.state_changed, table.confirmed_moved):
                signal.connect(self._move)
        self._followed = now
        self._move()

    def _move(self) -> None:
        if not self._waits:
            self._waits = True
            self._task = self._tasks.spawn(self._tell())

    async def _tell(self) -> None:
        loading = any(table.loading for table in self._browsing.tables)
        await pause(self._task, SLOW if loading else SOON)
        self._waits = False
        self.moved.emit()
