"""How keys are used, and the impact of the change looked at, shown in the schema's tab as they become known."""

import asyncio
import time
from contextlib import aclosing

from PySide6.QtCore import QObject

from controllers.impact import FolderCount, Impact
from controllers.jobs import Job, Tasks
from controllers.pausing import pause
from controllers.schema_impact import SchemaImpact
from controllers.session import Session
from domain.schema_changes import SchemaChange
from ui.gestures.schema import SchemaTab
from ui.gestures.tables import Tables
from ui.main_window import MainWindow
from ui.schema.impact_view import ImpactShown, ImpactView
from ui.trying import Failure, tried
from ui.wording import counted, number, shortened

_SHOWN_EVERY = 0.3  # s between two looks of the tree at what is counted
_AGAIN = 0.1  # s between two looks whether a folder is read
_GRAVE = frozenset({"delete", "hard delete"})


class SchemaImpacts(QObject):
    """Asks for what is in sight and no more; an answer to an outdated question is dropped."""

    def __init__(
        self,
        window: MainWindow,
        tab: SchemaTab,
        tables: Tables,
        *,
        impact: SchemaImpact,
        session: Session,
        tasks: Tasks,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._tab = tab
        self._tables = tables
        self._impact = impact
        self._session = session
        self._tasks = tasks
        self._counting: asyncio.Task[None] | None = None
        self._asked = 0
        self._change: SchemaChange | None = None
        self._known: Impact | None = None
        self._job: Job | None = None
        impact.moved.connect(self._count_again)
        tab.opened.connect(self._join_page)

    def _join_page(self) -> None:
        page = self._tab.page
        if page is None:
            return
        page.changes.chosen.connect(self._look_at)
        view = page.changes.impact
        view.rows_wanted.connect(self._show_rows)
        view.everywhere_wanted.connect(self._ask_everywhere)
        view.stop_wanted.connect(self._stop)
        page.properties.usage.invalid.clicked.connect(self._show_invalid)
        self._look_at(page.changes.change)
        self._count_again()

    # how keys are used

    def _count_again(self) -> None:
        if self._tab.page is None:
            return
        if self._counting is not None:
            self._counting.cancel()
        self._counting = self._tasks.spawn(self._count())
        if self._change is not None:
            self._look_at(self._change)

    async def _count(self) -> None:
        if not self._impact.loaded.tables:
            self._tab.show_usage({})
            return
        keys = list(self._session.schema.fields)
        first = [key for key in (self._tab.key,) if key in self._session.schema.fields]
        known = {key: usage for key, usage in self._tab.usage.items() if key in self._session.schema.fields}
        shown = time.monotonic()
        async with aclosing(self._impact.usages(dict.fromkeys((*first, *keys)))) as usages:
            async for key, usage in usages:
                known[key] = usage
                if key in first or time.monotonic() - shown > _SHOWN_EVERY:
                    shown = time.monotonic()
                    self._tab.show_usage(dict(known))
        self._tab.show_usage(known)

    # what a change does

    def _look_at(self, change: SchemaChange | None) -> None:
        page = self._tab.page
        if page is None:
            return
        self._asked += 1
        if change != self._change:
            self._known = None
            page.changes.impact.show_nothing("" if change is None else self.tr("Looking at the values…"))
        self._change = change
        connected = self._session.client is not None
        if change is not None and self._job is None and connected:
            self._tasks.spawn(self._look(change, self._asked))

    async def _look(self, change: SchemaChange, asked: int) -> None:
        impact = await self._impact.impact_of(change)
        if asked == self._asked:
            self._show(change, impact)

    def _show(self, change: SchemaChange, impact: Impact) -> None:
        page = self._tab.page
        if page is None:
            return
        self._known = impact
        everywhere = not impact.where.endswith("open tables")
        grave = impact.becoming_invalid > 0 or (change.kind in _GRAVE and impact.checked > 0)
        page.changes.impact.show_impact(
            ImpactShown(
                title=change.key,
                sentence=impact.sentence,
                grave=grave,
                samples=[f"{shortened(each.cell, 32)} ({number(each.count)})" for each in impact.samples[:4]],
                named_by=[mention.sentence for mention in impact.named_by],
                places=[f"{folder.name}: {number(folder.count)}" for folder in impact.folders[:6]],
                rows=bool(impact.rows or impact.folders),
                everywhere=not everywhere,
            )
        )
        note = counted(impact.becoming_invalid, self.tr("1 invalid"), self.tr("%n invalid"))
        page.changes.model.note({change.key: (note if impact.becoming_invalid else "", True)})

    def _show_rows(self) -> None:
        """Show the rows whose values become invalid, in each open table that has some."""
        impact = self._known
        if impact is None:
            return
        if impact.folders and self._change is not None:
            self._tasks.spawn(self._show_in_folder(self._change, impact.folders[0]))
            return
        title = self.tr("invalid values of {key}").format(key=impact.key)
        front = None
        for page in self._tables.pages:
            rows = impact.rows.get(page.open_table.id)
            if rows is not None and page.arrangement is not None:
                page.arrangement.show_rows(rows, title)
                front = front or page
        if front is not None:
            self._window.tabs.show_page(front)
            column = front.open_table.table.column_of(impact.key)
            if column is not None and front.open_table.table.rowCount():
                front.grid.selecting.go((0, column))

    async def _show_in_folder(self, change: SchemaChange, folder: FolderCount) -> None:
        """Open the folder that has the most of them, then show their rows in every open table."""
        self._tables.open("folder", folder.uuid, folder.name, folder.name)
        page, wait = self._tables.current, asyncio.current_task()
        while page in self._tables.pages and (not page.open_table.asked or page.open_table.loading):
            await pause(wait, _AGAIN)
        self._known = await self._impact.impact_of(change)
        self._show_rows()

    def _show_invalid(self) -> None:
        """Show the rows whose values break the type the key has now."""
        self._tasks.spawn(self._show_invalid_of(self._tab.key))

    async def _show_invalid_of(self, key: str) -> None:
        form = self._session.schema.raw[key]
        self._known = await self._impact.impact_of(SchemaChange(key, "add", None, form))
        self._show_rows()

    # every folder

    def _ask_everywhere(self) -> None:
        if self._change is not None and self._job is None:
            self._tasks.spawn(self._everywhere(self._change))

    async def _everywhere(self, change: SchemaChange) -> None:
        found = await tried(self._impact.everywhere([change], self._follow))
        self._job = None
        view = self._view
        if view is not None:
            view.show_progress(0, 0)
        if isinstance(found, Failure):
            self._window.status.showMessage(found.sentence, 8000)
        elif found and change == self._change:
            self._asked += 1
            self._show(change, found[0])

    def _follow(self, job: Job) -> None:
        self._job = job
        job.progressed.connect(self._show_progress)
        self._show_progress()

    def _show_progress(self) -> None:
        view, job = self._view, self._job
        if view is not None and job is not None:
            view.show_progress(job.done, job.total)

    def _stop(self) -> None:
        if self._job is not None:
            self._job.cancel()

    @property
    def _view(self) -> ImpactView | None:
        return self._tab.page.changes.impact if self._tab.page is not None else None
