"""Keyframes and sampling plans of many videos, from their menu to one step to undo."""

import json
from collections.abc import Callable, Coroutine, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import QObject

from controllers.jobs import JobBoard, Tasks
from controllers.keyframing_many import KeyframingMany
from controllers.lanes import Lanes
from controllers.sampling_many import SamplingMany
from controllers.session import Session
from controllers.settings import KEYFRAMES_LAST, Settings
from controllers.video_reading import VideoReading
from domain.keyframes import KEY, read_keyframes
from domain.sampling import DEFAULT_PLAN
from ui.dialogs.bulk.scoped import ScopedDialog
from ui.dialogs.frame import shown
from ui.dialogs.keyframes_many.dialog import ManyDialog
from ui.dialogs.keyframes_many.rules import all_rules
from ui.dialogs.keyframes_many.sampling_dialog import SamplingDialog
from ui.gestures.bulk import scopes_of
from ui.gestures.planning_samples import PlanningSamples
from ui.gestures.ruling import Ruling
from ui.gestures.tables import Tables
from ui.main_window import MainWindow
from ui.panes.table_page import TablePage

_REFERENCES = 500
"""Videos to copy from that are offered: those with keyframes that come first in the table."""


class ManyKeyframes(QObject):
    """Answers to the commands that change the videos of the table in front."""

    def __init__(
        self,
        window: MainWindow,
        tables: Tables,
        *,
        tasks: Tasks,
        session: Session,
        lanes: Lanes,
        board: JobBoard,
        settings: Settings,
        data_dir: Path,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._tables = tables
        self._tasks = tasks
        self._session = session
        self._lanes = lanes
        self._board = board
        self._settings = settings
        self._data_dir = data_dir
        window.commands["keyframes_many"].triggered.connect(partial(self._open, self._change))
        window.commands["sampling_many"].triggered.connect(partial(self._open, self._sample))
        tables.page_changed.connect(self._follow)
        self._follow(None)

    def _follow(self, _page: object) -> None:
        reason = self.tr("Open a folder or a dataset first.")
        allowed = self._tables.current_or_kept is not None
        for name in ("keyframes_many", "sampling_many"):
            self._window.commands[name].allow(allowed=allowed, reason=reason)

    def _open(self, asks: Callable[[TablePage], Coroutine[Any, Any, None]]) -> None:
        page = self._tables.current_or_kept
        if page is not None and page.grid.editing.finish():
            self._tasks.spawn(asks(page))

    async def _change(self, page: TablePage) -> None:
        scopes = scopes_of(page)
        dialog = ManyDialog(all_rules(references_of(page)), scopes, self._window)
        reading = VideoReading(self._session, self._lanes, self._tasks, self._data_dir, dialog.outcome.show_progress)
        many = KeyframingMany(page.open_table, self._lanes, self._session.schema, reading, self._board)
        ruling = Ruling(dialog, many, self._tasks)
        dialog.begin(self._remembered(), scopes[0].name)
        try:
            if await self._shown(page, dialog):
                self._window.status.showMessage(ruling.told, 8000)
            self._settings.set(KEYFRAMES_LAST, json.dumps(dialog.remembered))
        finally:
            self._leave(dialog, many)
            await reading.close()

    async def _sample(self, page: TablePage) -> None:
        many = SamplingMany(page.open_table, self._lanes, self._session.schema, self._board)
        scopes = scopes_of(page)
        dialog = SamplingDialog(scopes, self._window)
        planning = PlanningSamples(dialog, many, self._tasks)
        dialog.begin(scopes[0].name, DEFAULT_PLAN)
        try:
            if await self._shown(page, dialog):
                self._window.status.showMessage(planning.told, 8000)
        finally:
            self._leave(dialog, many)

    async def _shown(self, page: TablePage, dialog: ScopedDialog) -> bool:
        """Where the window is closed meanwhile, the page is gone before the dialog is."""
        accepted = await shown(dialog)
        if page is self._tables.current:
            page.grid.setFocus()
        return accepted

    def _leave(self, dialog: ScopedDialog, many: KeyframingMany | SamplingMany) -> None:
        many.drop()
        many.deleteLater()
        dialog.deleteLater()

    def _remembered(self) -> Mapping[str, Any]:
        try:
            known: Any = json.loads(self._settings.get(KEYFRAMES_LAST))
        except ValueError:
            return {}
        return cast("Mapping[str, Any]", known) if isinstance(known, dict) else {}


def references_of(page: TablePage) -> Sequence[tuple[str, str]]:
    """Items and names of videos to copy from: those with keyframes, the one under the cursor first."""
    table = page.open_table.table
    column = table.column_of(KEY)
    if column is None:
        return ()
    current = page.grid.currentIndex().row()
    rows = [row for row in (current, *range(table.rowCount())) if row >= 0]
    found: dict[str, str] = {}
    for row in rows[: 40 * _REFERENCES]:
        if len(found) < _REFERENCES and read_keyframes(table.cell(row, column)).frames:
            name = page.open_table.frame.name(int(page.open_table.frame.order[row]))
            found.setdefault(table.item(row), name)
    return tuple(found.items())
