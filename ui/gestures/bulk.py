"""Change Values from its menu to its last edit: what is asked is planned beside the window, and applied as shown."""

import json
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, cast

import numpy as np
from PySide6.QtCore import QObject

from controllers.bulk import Bulk, Plan
from controllers.bulk_reading import Rows
from controllers.jobs import Lanes, Tasks
from controllers.patterns import TooSlow
from controllers.session import Session
from controllers.settings import BULK_LAST, Settings
from domain.bulk.operation import Step
from models.cell_edits import Rejected
from models.folder_tree import FOLDER_ROLE, FolderTree
from ui.dialogs.bulk.dialog import BulkDialog, Scope
from ui.dialogs.bulk.form import Problem
from ui.dialogs.bulk.forms import all_forms
from ui.dialogs.frame import shown
from ui.gestures.tables import Tables
from ui.grid.ranges import Range, rows_of
from ui.main_window import MainWindow
from ui.panes.table_page import TablePage
from ui.wording import counted, items


class Bulking(QObject):
    """Answers to the commands that change many values of the table in front."""

    def __init__(
        self,
        window: MainWindow,
        tables: Tables,
        *,
        tasks: Tasks,
        session: Session,
        lanes: Lanes,
        settings: Settings,
        folders: FolderTree,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._tables = tables
        self._tasks = tasks
        self._session = session
        self._lanes = lanes
        self._settings = settings
        self._folders = folders
        window.commands["change_values"].triggered.connect(partial(self._open, ""))
        window.commands["replace"].triggered.connect(partial(self._open, "replace"))
        tables.page_changed.connect(self._follow)
        self._follow(None)

    def _follow(self, page: TablePage | None) -> None:
        reason = self.tr("Open a folder or a dataset first.")
        for name in ("change_values", "replace"):
            self._window.commands[name].allow(allowed=page is not None, reason=reason)

    def _open(self, form: str) -> None:
        page = self._tables.current
        if page is not None and page.grid.editing.finish():
            self._tasks.spawn(self._change(page, form))

    async def _change(self, page: TablePage, form: str) -> None:
        bulk = Bulk(page.open_table, self._lanes, self._session.schema, self._paths())
        keys = [(spec.name, spec.describes) for spec in page.open_table.table.columns if spec.editable]
        scopes = scopes_of(page)
        dialog = BulkDialog(all_forms(), keys, scopes, bulk.kind, self._window)
        one = _Change(dialog, bulk, self._tasks)
        dialog.begin(self._remembered(), form, selected_keys(page), scopes[0].name)
        try:
            if await shown(dialog):
                self._window.status.showMessage(one.told)
            self._settings.set(BULK_LAST, json.dumps(dialog.remembered))
        finally:
            bulk.stop()
            bulk.deleteLater()
            dialog.deleteLater()
            page.grid.setFocus()

    def _remembered(self) -> Mapping[str, Any]:
        try:
            known: Any = json.loads(self._settings.get(BULK_LAST))
        except ValueError:
            return {}
        return cast("Mapping[str, Any]", known) if isinstance(known, dict) else {}

    def _paths(self) -> dict[str, str]:
        """The paths of the folders that are known, by UUID."""
        paths: dict[str, str] = {}
        waiting = [self._folders.index(row, 0) for row in range(self._folders.rowCount())]
        while waiting:
            index = waiting.pop()
            folder = index.data(FOLDER_ROLE)
            if folder is not None:
                names = [*(step.name for step in folder.path if step.uuid != folder.uuid), folder.name]
                paths[folder.uuid] = "/".join(names)
            waiting.extend(self._folders.index(row, 0, index) for row in range(self._folders.rowCount(index)))
        return paths


class _Change(QObject):
    """One dialog: plans what it asks, applies what it showed."""

    def __init__(self, dialog: BulkDialog, bulk: Bulk, tasks: Tasks) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._bulk = bulk
        self._tasks = tasks
        self._plan: Plan | None = None
        self._applying = False
        self.told = ""
        """What was done, as a sentence."""
        dialog.asked.connect(self._ask)
        dialog.apply_wanted.connect(self._apply)
        bulk.moved.connect(self._ask_again)

    def _ask(self) -> None:
        self._plan = None
        made = self._dialog.made
        if isinstance(made, Problem):
            self._bulk.stop()
            self._dialog.show_problem(made)
        else:
            self._tasks.spawn(self._compute(made, self._dialog.rows))

    def _ask_again(self) -> None:
        if not self._applying:
            self._dialog.ask_soon()

    async def _compute(self, steps: Sequence[Step], rows: Rows) -> None:
        keys = len({step.key for step in steps})
        try:
            plan = await self._bulk.plan(steps, rows, lambda tally: self._dialog.show_tally(tally, keys))
        except TooSlow as slow:
            self._dialog.show_problem(Problem(slow.sentence))
            return
        if plan is not None:
            self._plan = plan
            self._dialog.show_plan(plan, keys)

    def _apply(self) -> None:
        if self._plan is not None and not self._applying:
            self._tasks.spawn(self._stage(self._plan))

    async def _stage(self, plan: Plan) -> None:
        self._applying = True
        self._dialog.show_writing()
        outcome = await self._bulk.apply(plan, self._title(plan))
        self._applying = False
        if outcome is None:
            self._dialog.show_refused(self.tr("The table has changed meanwhile. Look at what would change now."))
            self._dialog.ask_soon()
        elif isinstance(outcome, Rejected):
            self._dialog.show_refused(outcome.reason)
        else:
            words = counted(outcome.count, self.tr("1 value changed."), self.tr("%n values changed."))
            self.told = f"{words} {self.tr('Undo takes it back in one step.')}"
            self._dialog.accept()

    def _title(self, plan: Plan) -> str:
        keys = [edit.key for edit in plan.edits]
        where = keys[0] if len(keys) == 1 else self.tr("{count} keys").format(count=len(keys))
        touched = len(np.unique(np.concatenate([edit.rows for edit in plan.edits])))
        return self.tr("{verb} {keys} on {items}").format(verb=self._dialog.form.verb, keys=where, items=items(touched))


def scopes_of(page: TablePage) -> list[Scope]:
    """The rows there are to choose from: the selection where it is more than one row, the rows shown, all rows."""
    said, frame = page.tr, page.open_table.frame
    picked = rows_of(page.grid.selecting.ranges)
    scopes: list[Scope] = []
    if len(picked) > 1 and len(picked) < len(frame.order):
        scopes.append(Scope("selection", said("&Selection"), frame.order[picked]))
    if len(frame.order) < frame.rows:
        scopes.append(Scope("filtered", said("Filtered &rows"), frame.order))
    scopes.append(Scope("all", said("&All rows"), np.arange(frame.rows, dtype=np.int64)))
    return scopes


def selected_keys(page: TablePage) -> list[str]:
    """The keys of the selected columns, or of the current cell."""
    ranges: Sequence[Range] = page.grid.selecting.ranges
    columns = {column for each in ranges for column in range(each.left, each.right + 1)}
    every = page.open_table.table.columns
    return [every[column].name for column in sorted(columns) if every[column].editable]
