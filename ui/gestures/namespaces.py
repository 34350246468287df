"""What is known of namespaces: shown, changed, imported and exported; their colours everywhere they are drawn."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QFileDialog

from controllers.jobs import Tasks
from controllers.session import Session, SessionState
from controllers.settings import EXPORT_FOLDER, IMPORT_FOLDER, Settings
from domain.migrations.renaming import RenameKey, RenameNamespace
from models.namespace_book import NamespaceBook, NamespacesRefused
from models.namespaces import Namespaces, load_book, save_book
from ui.dialogs.frame import shown
from ui.dialogs.namespace import NamespacesDialog
from ui.main_window import MainWindow
from ui.tokens import choose_colours
from ui.wording import sentence_of


class NamespaceBooks(QObject):
    """Answers to the command `namespaces`."""

    def __init__(
        self, window: MainWindow, namespaces: Namespaces, *, session: Session, tasks: Tasks, settings: Settings
    ) -> None:
        super().__init__(window)
        self._window = window
        self._namespaces = namespaces
        self._session = session
        self._tasks = tasks
        self._settings = settings
        window.commands["namespaces"].triggered.connect(self._ask)
        namespaces.changed.connect(self._follow)
        session.state_changed.connect(self._allow)
        self._allow()

    def open(self, name: str = "") -> None:
        """Show what is known, and a namespace in it."""
        self._tasks.spawn(self._edit(name))

    def follow(self, migration: object) -> None:
        """Know of keys and namespaces under their new names what was known of them under the old ones."""
        if isinstance(migration, RenameKey | RenameNamespace):
            self._keep(self._namespaces.book.renamed(migration.target))

    def _keep(self, book: NamespaceBook) -> None:
        try:
            self._namespaces.keep(book)
        except NamespacesRefused as refused:
            self._window.banners.say("namespaces", "problem", refused.sentence)

    def _allow(self) -> None:
        connected = self._session.state is SessionState.CONNECTED
        reason = self.tr("There is no connection to a platform.")
        self._window.commands["namespaces"].allow(allowed=connected, reason=reason)

    def _follow(self) -> None:
        """Draw namespaces in the colours that were chosen for them."""
        choose_colours(self._namespaces.book.colours)
        for widget in QApplication.allWidgets():
            widget.update()
        if self._namespaces.sentence:
            self._window.banners.say("namespaces", "warning", self._namespaces.sentence)

    def _ask(self) -> None:
        self.open()

    async def _edit(self, name: str) -> None:
        keys = self._session.schema.live_keys()
        dialog = NamespacesDialog(self._namespaces.book, keys, self._window)
        dialog.import_wanted.connect(partial(self._choose_import, dialog))
        dialog.export_wanted.connect(partial(self._choose_export, dialog))
        if name:
            dialog.go_to(name)
        try:
            if await shown(dialog):
                self._keep(dialog.book)
        finally:
            dialog.deleteLater()

    def _choose_import(self, dialog: NamespacesDialog) -> None:
        chooser = QFileDialog(dialog, self.tr("Import namespaces"), self._settings.get(IMPORT_FOLDER))
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.setNameFilters([self.tr("Namespaces (*.json)"), self.tr("All files (*)")])
        chooser.fileSelected.connect(partial(self.import_into, dialog))
        chooser.finished.connect(chooser.deleteLater)
        chooser.open()

    def import_into(self, dialog: NamespacesDialog, name: str) -> None:
        """Lay what a file knows over what the dialog shows; nothing is kept before the dialog is accepted."""
        try:
            book = load_book(Path(name))
        except (NamespacesRefused, OSError) as problem:
            dialog.say(sentence_of(problem) or str(problem))
            return
        self._settings.set(IMPORT_FOLDER, str(Path(name).parent))
        dialog.show_book(dialog.book.joined(book))
        dialog.say(self.tr("{file} is laid over what was known here.").format(file=Path(name).name))

    def _choose_export(self, dialog: NamespacesDialog) -> None:
        chooser = QFileDialog(dialog, self.tr("Export namespaces"), self._settings.get(EXPORT_FOLDER))
        chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        chooser.setDefaultSuffix("json")
        chooser.selectFile("namespaces.json")
        chooser.fileSelected.connect(partial(self.export_from, dialog))
        chooser.finished.connect(chooser.deleteLater)
        chooser.open()

    def export_from(self, dialog: NamespacesDialog, name: str) -> None:
        """Write what the dialog shows to a file."""
        try:
            save_book(dialog.book, Path(name))
        except NamespacesRefused as refused:
            dialog.say(refused.sentence)
            return
        self._settings.set(EXPORT_FOLDER, str(Path(name).parent))
        dialog.say(self.tr("Written to {file}.").format(file=name))
