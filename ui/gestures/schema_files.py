"""The schema into files and out of them: exported, imported, compared."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from controllers.exchange.schema_diff import schema_diff
from controllers.exchange.schema_files import (
    SchemaFile,
    old_schema_text,
    read_schema_file,
    schema_text,
    write_text,
)
from controllers.exchange.schema_plan import PlannedLine, SchemaPlan, plan_file, planned_lines
from controllers.exchange.schema_script import schema_script
from controllers.jobs import Tasks
from controllers.lanes import Lanes
from controllers.schema_saving import SchemaSaving
from controllers.session import Session, SessionState
from controllers.settings import EXPORT_FOLDER, IMPORT_FOLDER, Setting, Settings
from domain.schema_text import Raw
from models.journal_file import JournalRefused
from models.namespaces import Namespaces
from models.schema_log import SchemaVersion
from ui.dialogs.schema_compare import CompareDialog, Source
from ui.dialogs.schema_export import OLD, SCRIPT, SchemaExportDialog
from ui.dialogs.schema_import import SchemaImportDialog
from ui.gestures.schema_editing import SchemaEditing
from ui.gestures.while_open import WhileOpen
from ui.main_window import MainWindow
from ui.schema.versions_dialog import title_of
from ui.trying import Failure, tried
from ui.wording import counted

COMMANDS = ("import_schema", "export_schema", "compare_schemas")
BASE, STAGED, EARLIER = "base", "staged", "version "
_MOST_VERSIONS = 100  # in a list to choose from; the history has all


class SchemaFiles(QObject):
    """Answers to the commands that take the schema out, bring one in, and tell two apart."""

    def __init__(
        self,
        window: MainWindow,
        editing: SchemaEditing,
        namespaces: Namespaces,
        *,
        saving: SchemaSaving,
        session: Session,
        lanes: Lanes,
        tasks: Tasks,
        settings: Settings,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._editing = editing
        self._namespaces = namespaces
        self._saving = saving
        self._session = session
        self._lanes = lanes
        self._tasks = tasks
        self._settings = settings
        window.commands["import_schema"].triggered.connect(self._choose_import)
        window.commands["export_schema"].triggered.connect(self._ask_export)
        window.commands["compare_schemas"].triggered.connect(self._ask_compare)
        session.state_changed.connect(self._allow)
        self._allow()

    def _allow(self) -> None:
        connected = self._session.state is SessionState.CONNECTED
        for name in COMMANDS:
            reason = self.tr("There is no connection to a platform.")
            self._window.commands[name].allow(allowed=connected, reason=reason)

    # out

    def _ask_export(self) -> None:
        self._tasks.spawn(self._export())

    async def _export(self) -> None:
        draft = self._session.draft
        keys, staged = len(draft.base.raw), len(draft.changes)
        folder = self._kept(EXPORT_FOLDER)
        dialog = SchemaExportDialog(self._session.platform, keys, staged, folder, self._window)

        work = WhileOpen(dialog, self._tasks)

        def fill() -> None:
            work.spawn(self._fill(dialog))

        dialog.text_wanted.connect(fill)
        dialog.path_wanted.connect(partial(self._choose_export, dialog))
        fill()
        try:
            if await work.accepted():
                await self._write(dialog.text, dialog.file)
        finally:
            dialog.deleteLater()

    async def _fill(self, dialog: SchemaExportDialog) -> None:
        """Work out what would be written, and show it if it is still what is asked for."""
        asked = dialog.staged, dialog.form
        client = self._session.client
        raw = (self._session.draft.schema if dialog.staged else self._session.draft.base).raw
        made = await self._lanes.compute(
            _made, raw, dialog.form, self._session.platform, client.url if client is not None else ""
        )
        if asked == (dialog.staged, dialog.form):
            dialog.show_text(*made)

    async def _write(self, text: str, path: Path) -> None:
        outcome = await tried(self._lanes.compute(write_text, text, path))
        if isinstance(outcome, Failure):
            self._window.banners.say("schema_file", "problem", outcome.sentence)
            return
        self._settings.set(EXPORT_FOLDER, str(path.parent))
        self._window.banners.say("schema_file", "good", self.tr("Written to {path}.").format(path=str(path)))

    def _choose_export(self, dialog: SchemaExportDialog) -> None:
        self._save_to(dialog, dialog.file, dialog.set_path, self.tr("Export the schema to"))

    # in

    def _choose_import(self) -> None:
        self._open_from(self._window, self.import_file)

    def import_file(self, name: str) -> None:
        """Import a schema from a file."""
        self._tasks.spawn(self._import(Path(name)))

    async def _import(self, path: Path) -> None:
        self._settings.set(IMPORT_FOLDER, str(path.parent))
        file = await tried(self._lanes.compute(read_schema_file, path))
        if isinstance(file, Failure):
            self._window.banners.say("schema_file", "problem", file.sentence)
            return
        self._window.banners.clear("schema_file")
        planned = await self._plan(file, prune=False)
        dialog = SchemaImportDialog(path.name, self._session.platform, *planned, self._window)

        work = WhileOpen(dialog, self._tasks)

        def replan(prune: bool) -> None:
            work.spawn(self._replan(dialog, file, prune=prune))

        dialog.prune_wanted.connect(replan)
        try:
            if await work.accepted():
                await self._stage(path.name, dialog.plan, dialog.chosen)
        finally:
            dialog.deleteLater()

    async def _plan(self, file: SchemaFile, *, prune: bool) -> tuple[SchemaPlan, tuple[PlannedLine, ...]]:
        raw, check = self._session.schema.raw, self._namespaces.book.findings
        plan = await self._lanes.compute(plan_file, raw, file, prune=prune)
        return plan, await self._lanes.compute(planned_lines, plan, check)

    async def _replan(self, dialog: SchemaImportDialog, file: SchemaFile, *, prune: bool) -> None:
        planned = await self._plan(file, prune=prune)
        if dialog.prune.isChecked() is prune:
            dialog.show_plan(*planned)

    async def _stage(self, name: str, plan: SchemaPlan, chosen: frozenset[str]) -> None:
        wanted = {key: form for key, form in plan.after.items() if key in chosen}

        def edit(raw: Raw) -> dict[str, Any]:
            return {**raw, **wanted}

        if await self._editing.stage(wanted, self.tr("Import {file}").format(file=name), edit):
            told = counted(
                len(wanted),
                self.tr("1 change is staged from {file}."),
                self.tr("%n changes are staged from {file}."),
            )
            self._window.status.showMessage(told.format(file=name))
            self._window.commands["open_schema"].trigger()

    # beside each other

    def _ask_compare(self) -> None:
        self._tasks.spawn(self._compare())

    async def _compare(self) -> None:
        draft, platform = self._session.draft, self._session.platform
        known: dict[str, SchemaFile] = {
            BASE: SchemaFile(draft.base.raw, "new"),
            STAGED: SchemaFile(draft.schema.raw, "new"),
        }
        staged = counted(len(draft.changes), self.tr("1 change"), self.tr("%n changes"))
        earlier = {f"{EARLIER}{version.number}": version for version in self._earlier()}
        sources = (
            Source(BASE, self.tr("As saved on {platform}").format(platform=platform)),
            Source(STAGED, self.tr("As staged here ({changes})").format(changes=staged)),
            *(Source(word, title_of(version)) for word, version in earlier.items()),
        )
        dialog = CompareDialog(sources, self._window)

        work = WhileOpen(dialog, self._tasks)

        def compare() -> None:
            work.spawn(self._show_pair(dialog, known, earlier))

        def choose(side: int) -> None:
            self._open_from(dialog, lambda name: work.spawn(self._take_file(dialog, known, side, Path(name))))

        dialog.pair_wanted.connect(compare)
        dialog.file_wanted.connect(choose)
        dialog.save_wanted.connect(partial(self._choose_diff, dialog))
        dialog.choose(BASE, STAGED)
        try:
            await work.accepted()
        finally:
            dialog.deleteLater()

    def _earlier(self) -> Sequence[SchemaVersion]:
        """The schema as it was before and after earlier saves, the newest first."""
        try:
            return self._saving.versions()[:_MOST_VERSIONS]
        except JournalRefused as refused:
            self._window.banners.say("schema", "problem", refused.sentence)
            return ()

    async def _show_pair(
        self, dialog: CompareDialog, known: dict[str, SchemaFile], earlier: Mapping[str, SchemaVersion]
    ) -> None:
        asked = dialog.pair
        for word in asked:
            if word in earlier and word not in known:
                known[word] = SchemaFile(await self._lanes.compute(getattr, earlier[word], "after"), "new")
        left, right = (known[word] for word in asked)
        lines = await self._lanes.compute(
            lambda: schema_diff(left.beside(right.raw), right.beside(left.beside(right.raw)))
        )
        if asked == dialog.pair:
            dialog.show_lines(lines)

    async def _take_file(self, dialog: CompareDialog, known: dict[str, SchemaFile], side: int, path: Path) -> None:
        self._settings.set(IMPORT_FOLDER, str(path.parent))
        file = await tried(self._lanes.compute(read_schema_file, path))
        if isinstance(file, Failure):
            dialog.refuse(file.sentence)
            return
        known[str(path)] = file
        dialog.set_file(side, path.name, str(path))

    def _choose_diff(self, dialog: CompareDialog) -> None:
        place = self._kept(EXPORT_FOLDER) / "schema.diff"

        def save(name: str) -> None:
            self._tasks.spawn(self._write(dialog.text, Path(name)))

        self._save_to(dialog, place, save, self.tr("Save the difference as"))

    # the system's dialogs

    def _kept(self, place: Setting[str]) -> Path:
        kept = self._settings.get(place)
        return Path(kept) if kept and Path(kept).is_dir() else Path.home()

    def _open_from(self, parent: QWidget, take: Callable[[str], object]) -> None:
        chooser = QFileDialog(parent, self.tr("A schema"), str(self._kept(IMPORT_FOLDER)))
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.setNameFilters([self.tr("Schemas as JSON (*.json)"), self.tr("All files (*)")])
        chooser.fileSelected.connect(take)
        chooser.finished.connect(chooser.deleteLater)
        chooser.open()

    def _save_to(self, parent: QWidget, path: Path, take: Callable[[str], object], title: str) -> None:
        chooser = QFileDialog(parent, title, str(path.parent))
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setDefaultSuffix(path.suffix.lstrip("."))
        chooser.selectFile(path.name)
        chooser.fileSelected.connect(take)
        chooser.finished.connect(chooser.deleteLater)
        chooser.open()


def _made(raw: Raw, form: str, platform: str, url: str) -> tuple[str, tuple[str, ...]]:
    """The text of a form, and a sentence for each thing it cannot say."""
    if form == OLD:
        return old_schema_text(raw)
    if form == SCRIPT:
        script = schema_script(raw, platform, url)
        return script.text, script.notes
    return schema_text(raw), ()
