"""What goes out of the window: the table as a file, staged edits as a change set or a script, and a change set back."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from controllers.exchange.change_set_file import ENDING, SavedChanges, read_change_set, saved_now, write_change_set
from controllers.exchange.exporting import export, paths_for, run_steps
from controllers.exchange.formats import Format, Steps, Written
from controllers.exchange.gathering import PATH_COLUMN, fact_columns, shown_records, with_keys_below, with_needed
from controllers.exchange.opening_changes import OpeningPlan, plan_opening
from controllers.exchange.sdk_script import write_sdk_script
from controllers.exchange.subfolders import read_below
from controllers.jobs import Job, JobBoard, Tasks
from controllers.lanes import Lanes
from controllers.session import Session
from controllers.settings import EXPORT_FOLDER, EXPORT_FORMAT, Settings
from controllers.staging import stage
from models.cell_edits import Rejected
from models.overlay import overlay
from models.staged import StagedEdits
from ui.dialogs.export import Chosen, ExportDialog, Rows, Scope
from ui.dialogs.frame import shown
from ui.dialogs.open_changes import OpenChangesDialog
from ui.dialogs.question import ask
from ui.gestures.tables import Tables
from ui.grid.ranges import rows_of
from ui.main_window import MainWindow
from ui.panes.table_page import TablePage
from ui.trying import Failure, tried
from ui.wording import edits, items


class Exporting(QObject):
    """Answers to the commands that take something out, and to the one that opens a colleague's changes."""

    def __init__(
        self,
        window: MainWindow,
        tables: Tables,
        *,
        tasks: Tasks,
        lanes: Lanes,
        board: JobBoard,
        session: Session,
        staged: StagedEdits,
        settings: Settings,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._tables = tables
        self._tasks = tasks
        self._lanes = lanes
        self._board = board
        self._session = session
        self._staged = staged
        self._settings = settings
        commands = window.commands
        commands["export"].triggered.connect(partial(self._for_the_page, self._export))
        commands["open_changes"].triggered.connect(self._choose_changes)
        commands["save_changes"].triggered.connect(self._choose_place)
        tables.page_changed.connect(self._follow)
        staged.pending_changed.connect(self._allow_saving)
        self._follow(None)
        self._allow_saving(staged.count)

    def _follow(self, page: TablePage | None) -> None:
        reason = self.tr("Open a folder or a dataset first.")
        for name in ("export", "open_changes"):
            self._window.commands[name].allow(allowed=page is not None, reason=reason)

    def _allow_saving(self, cells: int) -> None:
        reason = self.tr("Nothing is staged: edit a value first.")
        self._window.commands["save_changes"].allow(allowed=cells > 0, reason=reason)

    def _for_the_page(self, gesture: Callable[[TablePage], Coroutine[Any, Any, None]]) -> None:
        page = self._tables.current
        if page is not None and page.grid.editing.finish():
            self._tasks.spawn(gesture(page))

    # the table as a file

    async def _export(self, page: TablePage) -> None:
        facts, keys = fact_columns(), [column for column in page.open_table.table.columns if column.kind == "key"]
        columns = (*facts[:2], PATH_COLUMN, *keys, *facts[2:])
        scopes = await self._scopes(page)
        dialog = ExportDialog(page.open_table.title, scopes, columns, self._folder, self._window)
        usual = (
            "fact:uuid",
            "fact:name",
            *(column.id for column in columns if column.kind == "key" and not column.hidden),
        )
        dialog.columns.tick((*usual, PATH_COLUMN.id))
        dialog.format.choose(self._settings.get(EXPORT_FORMAT))
        if page.grid.heads.titles:
            dialog.format.offer_titles()
        dialog.path_wanted.connect(partial(self._choose_file, dialog))
        try:
            while await shown(dialog):
                chosen = dialog.chosen
                if await self._may_replace(chosen):
                    self._remember(chosen)
                    await self._write(page, chosen)
                    return
        finally:
            dialog.deleteLater()
            page.grid.setFocus()

    async def _scopes(self, page: TablePage) -> list[Scope]:
        frame = page.open_table.frame
        order = frame.order
        every = order if len(order) == frame.rows else np.arange(frame.rows, dtype=np.int64)
        picked = rows_of(page.grid.selecting.ranges)
        selected = order[picked] if len(picked) > 1 else np.empty(0, np.int64)
        filtered = order if len(order) < frame.rows else np.empty(0, np.int64)
        changed = await self._changed(page)
        below = Scope("below", self.tr("All items here and in s&ubfolders"), None)
        return [
            Scope("all", self.tr("&All items"), every),
            *([below] if page.open_table.kind == "folder" and self._session.client is not None else []),
            Scope("filtered", self.tr("Those the f&ilter shows"), filtered, self.tr("The table shows every item.")),
            Scope("selection", self.tr("Selec&ted items"), selected, self.tr("Select at least two items first.")),
            Scope("changed", self.tr("&Only items with staged edits"), changed, self.tr("Nothing is staged here.")),
        ]

    async def _changed(self, page: TablePage) -> Rows:
        """The rows with staged edits, in the order they came."""
        found: list[Rows] = [np.empty(0, np.int64)]
        for key in tuple(self._staged.keys):
            found.append(overlay(page.open_table.frame, self._staged, key).rows)
            await asyncio.sleep(0)
        return await self._lanes.compute(_each_once, found)

    async def _may_replace(self, chosen: Chosen) -> bool:
        if chosen.kind is Format.SIDECARS or not chosen.path.exists():
            return True
        sentence = self.tr('"{name}" is in {folder} already. It is replaced only once the new file is whole.').format(
            name=chosen.path.name, folder=str(chosen.path.parent)
        )
        answers = [("keep", self.tr("Choose Another")), ("replace", self.tr("Replace"))]
        return await ask(self.tr("Replace the file?"), sentence, answers, self._window) == "replace"

    def _remember(self, chosen: Chosen) -> None:
        self._settings.set(EXPORT_FORMAT, chosen.kind.word)
        self._settings.set(EXPORT_FOLDER, str(chosen.path.parent))

    async def _write(self, page: TablePage, chosen: Chosen) -> None:
        job = self._board.start(self.tr("Exporting {table}").format(table=page.open_table.title), "items")
        try:
            written = await tried(self._written(page, chosen, job))
        finally:
            job.finish()
        self._tell(written, chosen.path, stopped=job.cancelled)

    async def _written(self, page: TablePage, chosen: Chosen, job: Job) -> Written:
        specs, client = with_needed(chosen.columns, chosen.kind), self._session.client
        frame, rows, notes = page.open_table.frame, chosen.rows, ()
        paths: Mapping[str, str] = {}
        if rows is None and client is not None:
            below = await read_below(page.open_table.uuid, client, self._lanes, job)
            frame, paths, notes = below.frame, below.paths, below.told
            specs = with_keys_below(specs, page.open_table.frame, frame, self._session.schema)
        elif PATH_COLUMN in specs:
            paths = await paths_for(frame, client, self._lanes, job)
        rows = np.arange(frame.rows, dtype=np.int64) if rows is None else rows
        records = await shown_records(frame, self._staged, specs, rows, paths)
        titles = page.grid.heads.titles if chosen.titled else {}
        records = records.titled({(spec.kind, spec.name): titles.get(spec.id, "") for spec in specs})
        job.advance(-job.done)  # what was read is counted anew as it is written
        written = await export(
            records, chosen.kind, chosen.path, chosen.options, client=client, lanes=self._lanes, job=job
        )
        return replace(written, notes=(*notes, *written.notes))

    def _tell(self, written: Written | Failure, path: Path, *, stopped: bool) -> None:
        if isinstance(written, Failure):
            self._window.banners.say("export", "info" if stopped else "problem", written.sentence)
            return
        done = self.tr("{items} written to {path}.").format(items=items(written.items), path=str(path))
        kind = "warning" if written.notes else "good"
        self._window.banners.say("export", kind, " ".join((done, *written.notes)))

    @property
    def _folder(self) -> Path:
        kept = self._settings.get(EXPORT_FOLDER)
        return Path(kept) if kept and Path(kept).is_dir() else Path.home()

    def _choose_file(self, dialog: ExportDialog) -> None:
        path = dialog.chosen.path
        chooser = QFileDialog(dialog, self.tr("Export to"), str(path.parent))
        if dialog.format.kind is Format.SIDECARS:
            chooser.setFileMode(QFileDialog.FileMode.Directory)
        else:
            _to_save(chooser, path.name, dialog.format.kind.ending.lstrip("."))
        _then(chooser, dialog.set_path)

    # staged edits as a file

    def _choose_place(self) -> None:
        chooser = QFileDialog(self._window, self.tr("Save changes as"), str(self._folder))
        chooser.setNameFilters(
            [self.tr("Change set for a colleague (*{ending})").format(ending=ENDING), self.tr("SDK script (*.py)")]
        )
        _to_save(chooser, f"changes{ENDING}", ENDING.lstrip("."))
        chooser.setOption(QFileDialog.Option.DontConfirmOverwrite, on=False)
        _then(chooser, self.save_changes)

    def save_changes(self, name: str) -> None:
        """Save what is staged: as a script where the name ends so, else as a change set."""
        self._tasks.spawn(self._save(Path(name)))

    async def _save(self, path: Path) -> None:
        self._settings.set(EXPORT_FOLDER, str(path.parent))
        saved = saved_now(self._staged.changes(), self._staged.platform, self._session.user)
        client = self._session.client
        domain = client.url if client is not None else self._staged.platform
        script = path.suffix.lower() == ".py"
        writing: Steps = write_sdk_script(saved, domain, path) if script else write_change_set(saved, path)
        job = self._board.start(self.tr("Saving changes"), "items", self._staged.count_items)
        try:
            written = await tried(run_steps(writing, self._lanes, job))
        finally:
            job.finish()
        if isinstance(written, Failure):
            self._window.banners.say("export", "problem", written.sentence)
            return
        told = self.tr("The changes of {items} are saved in {path}. They stay staged here.")
        self._window.banners.say("export", "good", told.format(items=items(written.items), path=str(path)))

    # a change set that comes back

    def _choose_changes(self) -> None:
        chooser = QFileDialog(self._window, self.tr("Open a change set"), str(self._folder))
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.setNameFilters([self.tr("Change sets (*{ending} *.json)").format(ending=ENDING)])
        _then(chooser, self.open_changes)

    def open_changes(self, name: str) -> None:
        """Open a change set over the table in front."""
        self._for_the_page(partial(self._open_changes, Path(name)))

    async def _open_changes(self, path: Path, page: TablePage) -> None:
        plan = await tried(self._planned(path, page))
        if isinstance(plan, Failure):
            self._window.banners.say("export", "problem", plan.sentence)
            return
        saved, opening = plan
        other = saved.platform if saved.platform != self._staged.platform else ""
        dialog = OpenChangesDialog(path.name, saved, opening, page.open_table.frame.name, other, self._window)
        try:
            if await shown(dialog):
                await self._stage(page, path.name, opening, theirs=dialog.theirs)
        finally:
            dialog.deleteLater()
            page.grid.setFocus()

    async def _planned(self, path: Path, page: TablePage) -> tuple[SavedChanges, OpeningPlan]:
        saved = await self._lanes.compute(read_change_set, path)
        table, schema = page.open_table, self._session.schema
        return saved, await plan_opening(saved.changes, table, self._staged, schema, self._lanes)

    async def _stage(self, page: TablePage, name: str, opening: OpeningPlan, *, theirs: bool) -> None:
        title = self.tr("Open {file}").format(file=name)
        chosen = opening.chosen(theirs=theirs)
        # What breaks the schema was kept on purpose by whoever staged it first, and stays marked here.
        outcome = await stage(page.open_table, self._lanes, title, chosen, keep_invalid=True)
        if isinstance(outcome, Rejected):
            self._window.banners.say("export", "problem", outcome.reason)
        else:
            page.said.emit(self.tr("{edits} staged from {file}.").format(edits=edits(outcome.count), file=name))


def _each_once(rows: Sequence[Rows]) -> Rows:
    return np.unique(np.concatenate(rows))


def _to_save(chooser: QFileDialog, name: str, ending: str) -> None:
    chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    chooser.setOption(QFileDialog.Option.DontConfirmOverwrite)
    chooser.setDefaultSuffix(ending)
    chooser.selectFile(name)


def _then(chooser: QFileDialog, take: Callable[[str], object]) -> None:
    chooser.fileSelected.connect(take)
    chooser.finished.connect(chooser.deleteLater)
    chooser.open()
