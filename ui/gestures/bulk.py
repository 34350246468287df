"""Change Values from its menu to its last edit: what is asked is planned beside the window, and applied as shown."""

import json
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, cast

import numpy as np
from PySide6.QtCore import QObject

from controllers.bulk import Bulk
from controllers.bulk_reading import Rows
from controllers.bulk_reports import Reports
from controllers.jobs import Tasks
from controllers.lanes import Lanes
from controllers.session import Session
from controllers.settings import BULK_LAST, Settings
from models.folder_tree import FOLDER_ROLE, FolderTree
from ui.dialogs.bulk.dialog import BulkDialog
from ui.dialogs.bulk.forms import all_forms
from ui.dialogs.bulk.planned import PlannedDialog
from ui.dialogs.bulk.scoped import Scope
from ui.dialogs.bulk.together import TogetherDialog
from ui.dialogs.frame import shown
from ui.gestures.changing import Changing, Comparing, Looking
from ui.gestures.tables import Tables
from ui.grid.ranges import Range, spans
from ui.main_window import MainWindow
from ui.panes.table_page import TablePage


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
        window.commands["edit_together"].triggered.connect(self._open_together)
        tables.page_changed.connect(self._follow)
        self._follow(None)

    def _follow(self, page: TablePage | None) -> None:
        reason = self.tr("Open a folder or a dataset first.")
        for name in ("change_values", "replace", "edit_together"):
            self._window.commands[name].allow(allowed=page is not None, reason=reason)

    def _open(self, form: str) -> None:
        page = self._tables.current
        if page is not None and page.grid.editing.finish():
            self._tasks.spawn(self._change(page, form))

    async def _change(self, page: TablePage, form: str) -> None:
        bulk, keys, scopes = self._bulk(page), keys_of(page), scopes_of(page)
        dialog = BulkDialog(all_forms([key for key, _ in keys]), keys, scopes, bulk.kind, self._window)
        one = Changing(dialog, bulk, self._tasks)
        other = Comparing(page, dialog, Reports(bulk, self._lanes), self._tasks)
        dialog.begin(self._remembered(), form, selected_keys(page), scopes[0].name)
        if await self._shown(page, dialog, bulk):
            self._window.status.showMessage(one.told or other.told)
        self._settings.set(BULK_LAST, json.dumps(dialog.remembered))

    def _open_together(self) -> None:
        page = self._tables.current
        if page is not None and page.grid.editing.finish():
            self._tasks.spawn(self._edit_together(page))

    async def _edit_together(self, page: TablePage) -> None:
        bulk, scopes = self._bulk(page), scopes_of(page, one_row=True)
        dialog = TogetherDialog(keys_of(page), scopes, bulk.kind, self._window)
        one = Changing(dialog, bulk, self._tasks)
        looking = Looking(dialog, bulk, self._lanes, self._tasks)
        dialog.begin(scopes[0].name, next(iter(selected_keys(page)), ""))
        looking.begin()
        if await self._shown(page, dialog, bulk):
            self._window.status.showMessage(one.told)

    async def _shown(self, page: TablePage, dialog: PlannedDialog, bulk: Bulk) -> bool:
        try:
            accepted = await shown(dialog)
            page.grid.setFocus()  # not where the window is closed meanwhile: then the page is gone
            return accepted
        finally:
            bulk.stop()
            bulk.deleteLater()
            dialog.deleteLater()

    def _bulk(self, page: TablePage) -> Bulk:
        return Bulk(page.open_table, self._lanes, self._session.schema, self._paths())

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


def scopes_of(page: TablePage, *, one_row: bool = False) -> list[Scope]:
    """The rows there are to choose from: the selection, the rows shown where a filter hides some, all rows.

    A selection of a single row counts only with `one_row`: an operation on many is hardly meant for that one.
    """
    tr, frame = page.tr, page.open_table.frame
    chosen = _selected_rows(page.grid.selecting.ranges)
    scopes: list[Scope] = []
    if (2 - one_row) <= len(chosen) < len(frame.order):
        scopes.append(Scope("selection", tr("&Selection"), frame.order[chosen]))
    if len(frame.order) < frame.rows:
        scopes.append(Scope("filtered", tr("Filtered &rows"), frame.order))
    scopes.append(Scope("all", tr("&All rows"), np.arange(frame.rows, dtype=np.int64)))
    return scopes


def _selected_rows(ranges: Sequence[Range]) -> Rows:
    """The shown rows a selection touches, each once, however many: never as a list."""
    whole = [Range(each.top, 0, each.bottom, 0) for each in ranges]
    stretches = spans(whole, 0, 0, max((each.bottom for each in ranges), default=-1))
    parts = [np.arange(top, bottom + 1, dtype=np.int64) for top, bottom in stretches]
    return np.concatenate(parts) if parts else np.empty(0, np.int64)


def keys_of(page: TablePage) -> list[tuple[str, str]]:
    """The keys that can be edited, with what describes their type."""
    return [(spec.name, spec.describes) for spec in page.open_table.table.columns if spec.editable]


def selected_keys(page: TablePage) -> list[str]:
    """The keys of the selected columns, or of the current cell."""
    ranges: Sequence[Range] = page.grid.selecting.ranges
    columns = {column for each in ranges for column in range(each.left, each.right + 1)}
    every = page.open_table.table.columns
    return [every[column].name for column in sorted(columns) if every[column].editable]
