"""Migrations from their menus to their end: asked for, previewed as one types, carried out, gone on with, undone."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu

from controllers.jobs import JobBoard, Tasks
from controllers.lanes import Lanes
from controllers.migrating import Migrating, MigrationRefused, told_of
from controllers.migration_run import MigrationRun
from controllers.session import Session, SessionState
from domain.keys import namespace
from domain.migrations.renaming import RenameKey
from domain.shaped_fields import DeletedType
from models.journal_file import JournalRefused
from models.migration_log import Record
from models.namespaces import Namespaces
from ui.dialogs.migration.dialog import MigrationDialog
from ui.dialogs.migration.forms import all_forms
from ui.dialogs.migration.options_field import OptionChange
from ui.dialogs.question import ask
from ui.gestures.asking_migration import AskingMigration
from ui.gestures.following_migration import FollowingMigration
from ui.gestures.protecting import agreed_to_change
from ui.gestures.schema import SchemaTab
from ui.gestures.tables import Tables
from ui.main_window import MainWindow
from ui.panes.banner import Answer
from ui.panes.table_page import TablePage

COMMANDS = ("rename_schema_key", "migrate", "undo_migration")
OF_A_KEY = COMMANDS[:2]


class Migrations(QObject):
    """Answers to the commands of the Schema menu, of the schema's tree and of the heads of columns."""

    done = Signal(object)
    """The `Migration` that came to its end."""

    def __init__(
        self,
        window: MainWindow,
        tables: Tables,
        schema_tab: SchemaTab,
        *,
        migrating: Migrating,
        lanes: Lanes,
        tasks: Tasks,
        board: JobBoard,
        session: Session,
        namespaces: Namespaces,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._tables = tables
        self._schema_tab = schema_tab
        self._migrating = migrating
        self._lanes = lanes
        self._tasks = tasks
        self._board = board
        self._session = session
        self._namespaces = namespaces
        self._seen: set[int] = set()
        window.commands["rename_schema_key"].triggered.connect(self._rename_chosen)
        window.commands["migrate"].triggered.connect(self._migrate_chosen)
        window.commands["undo_migration"].triggered.connect(self._undo_last)
        schema_tab.offer("rename_schema_key", "migrate")
        for signal in (session.state_changed, session.schema_changed, schema_tab.chosen, window.tabs.page_changed):
            signal.connect(self._allow)
        session.connected.connect(self.say_unfinished)
        tables.page_changed.connect(self._offer_in_heads)
        self._allow()

    def open(
        self,
        form: str,
        answers: Mapping[str, str],
        keys: Sequence[str] = (),
        option: OptionChange | None = None,
    ) -> None:
        """Ask for a migration, starting with some answers, such as `rename` with the key and its new name."""
        schema = self._session.schema
        live = schema.live_keys()
        here = [key for page in self._tables.pages for key in page.open_table.frame.keys if not key.startswith("$")]
        known = dict.fromkeys((*live, *here))
        spaces = dict.fromkeys(name for key in known for name in _spaces(key))
        dialog = MigrationDialog(
            all_forms(sorted(spaces)),
            [(key, schema.field(key).name) for key in known],
            schema,
            self._migrating.open_items,
            self._window,
        )
        asking = AskingMigration(dialog, self._migrating, tasks=self._tasks, board=self._board, session=self._session)
        asking.agreed.connect(self._ask_protected)
        dialog.finished.connect(dialog.deleteLater)
        dialog.begin(form, answers, keys, option)
        dialog.open()

    def say_unfinished(self) -> None:
        """Tell of a migration that was cut short, where there is one."""
        try:
            record = self._migrating.unfinished()
        except JournalRefused:
            return
        self._allow()
        if record is None:
            self._window.banners.clear("migration")
            return
        answers = [
            Answer(self.tr("Go On…"), partial(self._go_on, record)),
            Answer(self.tr("Leave It"), partial(self._leave, record)),
        ]
        self._window.banners.say("migration", "warning", told_of(record), answers)

    def _ask_protected(self, run: MigrationRun) -> None:
        self._tasks.spawn(self._begin_if_agreed(run))

    async def _begin_if_agreed(self, run: MigrationRun) -> None:
        book, migration = self._namespaces.book, run.migration
        spaces = book.protecting(migration.reads(self._session.schema.fields)) if migration is not None else ()
        after = self.tr("Everything is reviewed before the first step, and can be undone afterwards.")
        if not spaces or await agreed_to_change(book, spaces, after, self._window):
            self._begin(run)

    def _begin(self, run: MigrationRun) -> None:
        following = FollowingMigration(
            self._window, run, lanes=self._lanes, tasks=self._tasks, board=self._board, session=self._session
        )
        following.undo_wanted.connect(self._undo)
        following.ended.connect(self.say_unfinished)
        following.ended.connect(partial(self._tell_done, run))
        following.begin()

    def _tell_done(self, run: MigrationRun) -> None:
        migration = run.migration
        if not run.done or migration is None:
            return
        page = self._schema_tab.page
        if page is not None and isinstance(migration, RenameKey) and page.side.key == migration.old:
            page.side.go_to(migration.new)
        self.done.emit(migration)

    def _go_on(self, record: Record) -> None:
        try:
            self._begin(self._migrating.go_on(record))
        except MigrationRefused as refused:
            self._window.banners.say("migration", "problem", refused.sentence, ())

    def _leave(self, record: Record) -> None:
        try:
            self._migrating.go_on(record).leave()
        except (MigrationRefused, JournalRefused) as refused:
            self._window.banners.say("migration", "problem", refused.sentence, ())
            return
        self.say_unfinished()

    def _undo_last(self) -> None:
        record = self._migrating.last_done()
        if record is None:
            self._window.status.showMessage(self.tr("There is no migration to undo."), 6000)
        else:
            self._tasks.spawn(self._ask_undo(record))

    async def _ask_undo(self, record: Record) -> None:
        sentence = self.tr(
            'Values and schema are put back as they were before "{title}": reviewed first, and what was edited since '
            "is asked about."
        ).format(title=record.title)
        answers = [("undo", self.tr("Undo It…")), ("keep", self.tr("Keep It"))]
        if await ask(self.tr("Undo the last migration?"), sentence, answers, self._window) == "undo":
            self._undo(record)

    def _undo(self, record: Record) -> None:
        try:
            self._begin(self._migrating.take_back(record))
        except MigrationRefused as refused:
            self._window.banners.say("migration", "problem", refused.sentence, ())

    # where it is asked for

    def _rename_chosen(self) -> None:
        key, space = self._schema_tab.key, self._schema_tab.namespace
        if not self._schema_tab.in_front:
            self._open_of_table("rename", self._current())
        elif key:
            self.open("rename", {"key": key, "new": key})
        else:
            self.open("move", {"old": space, "new": space})

    def _migrate_chosen(self) -> None:
        key = self._schema_tab.key if self._schema_tab.in_front else self._current().get("key", "")
        form = "options" if self._session.schema.field(key).name == "enum" else "convert"
        self._open_of_table(form, {"key": key} if key else {})

    def _open_of_table(self, form: str, answers: Mapping[str, str]) -> None:
        gone = self._deleted(answers.get("key", ""))
        if gone:
            self._window.status.showMessage(gone, 8000)
        else:
            self.open(form, answers)

    def _current(self) -> dict[str, str]:
        """The key of the current cell."""
        page = self._tables.current
        if page is None:
            return {}
        column = page.grid.currentIndex().column()
        every = page.open_table.table.columns
        if 0 <= column < len(every) and every[column].editable:
            return {"key": every[column].name, "new": every[column].name}
        return {}

    def _offer_in_heads(self, page: TablePage | None) -> None:
        if page is not None and page.open_table.id not in self._seen:
            self._seen.add(page.open_table.id)
            page.grid.order.additions.append(partial(self._add_to_menu, page))

    def _add_to_menu(self, page: TablePage, menu: QMenu, column: int) -> None:
        every = page.open_table.table.columns
        if not 0 <= column < len(every) or not every[column].editable:
            return
        key = every[column].name
        if self._deleted(key):
            return
        inside = menu.addMenu(self.tr("Schema"))
        offers = [(self.tr("Rename Key…"), "rename", {"key": key, "new": key})]
        if self._session.schema.field(key).name == "enum":
            offers.append((self.tr("Change Options…"), "options", {"key": key}))
        offers.append((self.tr("Change Type…"), "convert", {"key": key}))
        offers.append((self.tr("Split…"), "split", {"key": key}))
        offers.append((self.tr("Merge With Other Keys…"), "merge", {"into": key}))
        for title, form, answers in offers:
            inside.addAction(title).triggered.connect(partial(self._open_for, form, answers, key))
        menu.addSeparator()

    def _open_for(self, form: str, answers: Mapping[str, str], key: str, *_checked: bool) -> None:
        self.open(form, answers, [key] if form == "merge" else ())

    def _allow(self, *_what: object) -> None:
        connected = self._session.state is SessionState.CONNECTED
        reason = self.tr("There is no connection to a platform.")
        for name in COMMANDS:
            self._window.commands[name].allow(allowed=connected, reason=reason)
        gone = self._deleted(self._schema_tab.key) if self._schema_tab.in_front else ""
        if connected and gone:
            for name in OF_A_KEY:
                self._window.commands[name].allow(allowed=False, reason=gone)

    def _deleted(self, key: str) -> str:
        """Why a deleted key is not migrated; empty for every other."""
        if not isinstance(self._session.schema.field(key), DeletedType):
            return ""
        return self.tr('"{key}" is deleted, and keeps its name and type. Restore it first.').format(key=key)


def _spaces(key: str) -> list[str]:
    """The namespaces a key is in, the innermost first."""
    spaces: list[str] = []
    while key := namespace(key):
        spaces.append(key)
    return spaces
