"""Values from a file into the table in front: the command, a file dropped onto the table, and each step's answers."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget
from typing_extensions import override

from controllers.exchange.import_plan import ImportPlan
from controllers.exchange.mapping import propose, remember
from controllers.exchange.matching import MatchBy
from controllers.exchange.readers import Opened, ReadAs
from controllers.importing import Importing, Matched
from controllers.jobs import Tasks
from controllers.lanes import Lanes
from controllers.session import Session
from controllers.settings import IMPORT_FOLDER, IMPORT_MAPPINGS, Settings
from models.cell_edits import Rejected
from models.staged import StagedEdits
from ui.dialogs.import_dialog import ImportDialog, dropped_file
from ui.gestures.tables import Tables
from ui.main_window import MainWindow
from ui.panes.table_page import TablePage
from ui.trying import Failure, tried
from ui.wording import counted

SOON = 150  # ms after the last choice before rows are matched, or the plan is made


class Imports(QObject):
    """Starts an import: by its command, or by a file that is dropped onto a table."""

    def __init__(
        self,
        window: MainWindow,
        tables: Tables,
        *,
        tasks: Tasks,
        lanes: Lanes,
        session: Session,
        staged: StagedEdits,
        settings: Settings,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._tables = tables
        self._tasks = tasks
        self._lanes = lanes
        self._session = session
        self._staged = staged
        self._settings = settings
        window.commands["import"].triggered.connect(self._ask)
        tables.page_changed.connect(self._allow)
        window.tabs.setAcceptDrops(True)
        window.tabs.installEventFilter(self)
        self._allow(None)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and self._tables.current is not None and dropped_file(event) is not None:
            event.acceptProposedAction()
            if not isinstance(event, QDragEnterEvent) and event.type() == QEvent.Type.Drop:
                self.begin(dropped_file(event))
            return True
        return super().eventFilter(watched, event)

    def begin(self, path: Path | None = None) -> None:
        """Open the dialog for the table in front, with a file or to choose one."""
        page = self._tables.current
        if page is None:
            return
        importing = Importing(page.open_table, self._staged, self._session, self._lanes)
        run = ImportRun(self._window, page, importing, self._tasks, self._session, self._settings)
        run.begin(path)

    def _ask(self) -> None:
        self.begin()

    def _allow(self, page: TablePage | None) -> None:
        reason = self.tr("Open a folder or a dataset first.")
        self._window.commands["import"].allow(allowed=page is not None, reason=reason)


class ImportRun(QObject):
    """One dialog from its file to what is staged. An answer to a question asked before the last one is dropped."""

    def __init__(
        self, parent: QWidget, page: TablePage, importing: Importing, tasks: Tasks, session: Session, settings: Settings
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._importing = importing
        self._tasks = tasks
        self._session = session
        self._settings = settings
        self._task: asyncio.Task[None] | None = None
        self._path = Path()
        self._opened: Opened | None = None
        self._matched: Matched | None = None
        self._matched_by: MatchBy | None = None
        self._plan: ImportPlan | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON)
        self._soon.timeout.connect(self._work_out)
        self.dialog = dialog = ImportDialog(page.open_table.title, parent)
        dialog.file.file_wanted.connect(self._choose_file)
        dialog.file.reading_wanted.connect(self._read_otherwise)
        dialog.dropped.connect(self.take)
        dialog.columns.changed.connect(self._changed)
        dialog.decide.changed.connect(self._changed)
        dialog.step_changed.connect(self._changed)
        dialog.import_wanted.connect(self._stage)
        dialog.finished.connect(self._end)

    def begin(self, path: Path | None) -> None:
        """Open the dialog; without a file, ask for one at once."""
        self.dialog.open()
        if path is None:
            self._choose_file()
        else:
            self.take(path)

    def take(self, path: Path) -> None:
        """Read a file and show what it holds."""
        self._path = path
        self._settings.set(IMPORT_FOLDER, str(path.parent))
        self.dialog.file.show_path(path)
        self._run(partial(self._read, ReadAs()))

    def _choose_file(self) -> None:
        folder = self._settings.get(IMPORT_FOLDER) or str(Path.home())
        chooser = QFileDialog(self.dialog, self.tr("Import a file"), folder)
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.fileSelected.connect(self._take_chosen)
        chooser.finished.connect(chooser.deleteLater)
        chooser.open()

    def _take_chosen(self, name: str) -> None:
        self.take(Path(name))

    def _read_otherwise(self, how: ReadAs) -> None:
        self._run(partial(self._read, how))

    def _run(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        if self._task is not None and not self._task.done():
            self._task.cancel()
        self._importing.stop()
        self._task = self._tasks.spawn(self._busily(work))

    async def _busily(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        # Trap: a task that is cancelled before its first step never awaits a coroutine made for it beforehand.
        self.dialog.set_busy(busy=True)
        await work()
        self.dialog.set_busy(busy=False)

    async def _read(self, how: ReadAs) -> None:
        dialog = self.dialog
        for step in range(3):
            dialog.allow_next(step, allowed=False)
        opened = await tried(self._importing.read(self._path, how))
        if isinstance(opened, Failure):
            dialog.file.show_problem(opened.sentence)
            return
        self._opened, self._matched, self._matched_by, self._plan = opened, None, None, None
        dialog.file.show_opened(opened)
        keys, schema = self._importing.table.frame.keys, self._session.schema
        mapping = propose(opened.table, opened.types, schema, keys, self._settings.get(IMPORT_MAPPINGS))
        dialog.columns.show_file(opened, mapping, schema, keys)
        dialog.allow_next(0, allowed=True)

    # matching and planning

    def _changed(self) -> None:
        """Something was chosen otherwise: what was worked out counts no more."""
        step = self.dialog.step
        if self._opened is None or step == 0:
            return
        self.dialog.allow_next(step, allowed=False)
        if step == 1:
            self.dialog.columns.say_matching()
        else:
            self.dialog.decide.say_planning()
        self._soon.start()

    def _work_out(self) -> None:
        if self._opened is not None and self.dialog.step > 0:
            self._run(partial(self._answer, self._opened))

    async def _answer(self, opened: Opened) -> None:
        """Match the rows if that was not done for this column, then plan if the last step is shown."""
        dialog, mapping = self.dialog, self.dialog.columns.mapping
        matched = self._matched
        if matched is None or mapping.by != self._matched_by:
            outcome = await tried(self._importing.match(opened, mapping.by))
            if isinstance(outcome, Failure):
                dialog.columns.show_problem(outcome.sentence)
                return
            self._matched, self._matched_by, matched = outcome, mapping.by, outcome
            dialog.decide.forget()
        dialog.columns.show_match(matched.match)
        found = matched.match.matched > 0 or len(matched.match.ambiguous) > 0
        dialog.allow_next(1, allowed=found and not mapping.problem())
        if dialog.step == 2:
            plan = await self._importing.plan(opened, mapping, matched.match, dialog.decide.decisions)
            self._plan = plan
            dialog.decide.show_plan(plan, opened, mapping, matched, self._importing)
            dialog.allow_next(2, allowed=plan.cells > 0)

    # staging

    def _stage(self) -> None:
        if self._plan is not None and self._opened is not None:
            self.dialog.allow_next(2, allowed=False)
            self._run(partial(self._put, self._plan, self._opened))

    async def _put(self, plan: ImportPlan, opened: Opened) -> None:
        outcome = await self._importing.stage(plan, self._path.name)
        if isinstance(outcome, Rejected):
            self.dialog.decide.say_problem(outcome.reason)
            return
        mappings = self._settings.get(IMPORT_MAPPINGS)
        self._settings.set(IMPORT_MAPPINGS, remember(opened.table.names, self.dialog.columns.mapping, mappings))
        done = counted(outcome.count, self.tr("1 value staged from {file}."), self.tr("%n values staged from {file}."))
        self._page.said.emit(done.format(file=self._path.name))
        self.dialog.accept()

    def _end(self) -> None:
        self._soon.stop()
        self._importing.stop()
        if self._task is not None and not self._task.done():
            self._task.cancel()
        self.dialog.deleteLater()
        self.deleteLater()
