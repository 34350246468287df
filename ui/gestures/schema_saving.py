"""Saving the schema, reading it again, and its history."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from controllers.jobs import Tasks
from controllers.schema_saving import SaveReport, SchemaSaving
from controllers.session import Session
from domain.schema_edits import SchemaRefused
from models.journal_file import JournalRefused
from models.schema_log import SchemaVersion
from ui.dialogs.frame import shown
from ui.gestures.schema import SchemaTab
from ui.main_window import MainWindow
from ui.schema.save_dialog import SaveSchemaDialog
from ui.schema.versions_dialog import VersionsDialog
from ui.trying import Failure, tried
from ui.wording import counted


class SchemaSaves(QObject):
    """Looks first, sends when the person has seen what it means, and says how it went."""

    def __init__(
        self, window: MainWindow, tab: SchemaTab, *, saving: SchemaSaving, session: Session, tasks: Tasks
    ) -> None:
        super().__init__(window)
        self._window = window
        self._tab = tab
        self._saving = saving
        self._session = session
        self._tasks = tasks
        self._open = False
        commands = window.commands
        commands["save_schema"].triggered.connect(self._ask_save)
        commands["read_schema"].triggered.connect(self._ask_read)
        commands["schema_versions"].triggered.connect(self._ask_versions)

    def _ask_save(self) -> None:
        if not self._open:
            self._open = True
            self._tasks.spawn(self._save())

    async def _save(self) -> None:
        self._tab.open()
        dialog = SaveSchemaDialog(self._session.platform, self._window)

        def look() -> None:
            self._tasks.spawn(self._look(dialog))

        def send() -> None:
            self._tasks.spawn(self._send(dialog))

        dialog.look_wanted.connect(look)
        dialog.save_wanted.connect(send)
        look()
        try:
            await shown(dialog)
        finally:
            self._open = False
            report = dialog.report
            dialog.deleteLater()
        if report is not None:
            self._say(report)

    async def _look(self, dialog: SaveSchemaDialog) -> None:
        dialog.show_busy(self.tr("Reading the schema again…"))
        self._tell(dialog, await self._saving.look(dialog.decisions))

    async def _send(self, dialog: SaveSchemaDialog) -> None:
        dialog.show_busy(self.tr("Saving, then reading back what the platform holds…"))
        self._tell(dialog, await self._saving.save(dialog.decisions))

    def _tell(self, dialog: QDialog, report: SaveReport) -> None:
        """Show how it went, unless the dialog was closed meanwhile."""
        if isinstance(dialog, SaveSchemaDialog) and dialog.isVisible():
            dialog.show_report(report)
        else:
            self._say(report)

    def _say(self, report: SaveReport) -> None:
        page = self._tab.page
        banners = page.banners if page is not None else self._window.banners
        if report.state in {"failed", "unknown"}:
            banners.say("schema", "problem", report.sentence)
        elif report.state in {"saved", "nothing"}:
            banners.clear("schema")
            self._window.status.showMessage(report.sentence, 8000)

    def _ask_read(self) -> None:
        self._tasks.spawn(self._read())

    async def _read(self) -> None:
        found = await tried(self._saving.read_again())
        page = self._tab.page
        banners = page.banners if page is not None else self._window.banners
        if isinstance(found, Failure):
            banners.say("schema", "problem", found.sentence)
            return
        banners.clear("schema")
        told = counted(
            len(found.by_them),
            self.tr("1 key was changed by somebody else."),
            self.tr("%n keys were changed by others."),
        )
        self._window.status.showMessage(told if found.by_them else self.tr("The schema is as it was."), 8000)

    # history

    def _ask_versions(self) -> None:
        self._tasks.spawn(self._show_versions())

    async def _show_versions(self) -> None:
        dialog = VersionsDialog(self._session.platform, self._find, self._session.draft.base.raw, self._window)

        def restore(version: SchemaVersion) -> None:
            self._tasks.spawn(self._restore(version))
            dialog.accept()

        dialog.restore_wanted.connect(restore)
        try:
            await shown(dialog)
        finally:
            dialog.deleteLater()

    def _find(self, text: str) -> tuple[SchemaVersion, ...]:
        try:
            return self._saving.versions(text)
        except JournalRefused as refused:
            self._window.banners.say("schema", "problem", refused.sentence)
            return ()

    async def _restore(self, version: SchemaVersion) -> None:
        page = self._tab.open()
        try:
            await self._saving.restore(version)
        except (SchemaRefused, JournalRefused) as refused:
            page.banners.say("schema", "problem", str(refused))
            return
        if not self._session.draft.changes:
            self._window.status.showMessage(self.tr("The schema is as it was then already."), 8000)
