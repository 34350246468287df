"""Where the schema is met: a key dragged elsewhere, an option to change, a problem it could end, a key it lacks."""

from functools import partial

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from controllers.jobs import Tasks
from controllers.schema_inference import SchemaInference
from controllers.session import Session
from domain.fields import EnumType
from domain.keys import RESERVED_PREFIX, leaf
from domain.problems import Rule
from domain.reading import parse
from domain.schema_edits import Raw, add_key, restore
from domain.shaped_fields import DeletedType, UntypedField
from models.findings import Finding
from ui.dialogs.frame import shown
from ui.dialogs.migration.options_field import OptionChange
from ui.gestures.checking import Problems
from ui.gestures.editing import Editing
from ui.gestures.migrating import Migrations
from ui.gestures.namespaces import NamespaceBooks
from ui.gestures.schema import SchemaTab
from ui.gestures.schema_editing import SchemaEditing
from ui.gestures.tables import Tables
from ui.main_window import MainWindow
from ui.panes.banner import Answer
from ui.panes.table_page import TablePage
from ui.schema.options_dialog import AddOptionsDialog
from ui.wording import shortened


class SchemaElsewhere(QObject):
    """Offers the edit of the schema, or the migration, that belongs to what a person is looking at."""

    def __init__(
        self,
        window: MainWindow,
        tables: Tables,
        tab: SchemaTab,
        *,
        schema_editing: SchemaEditing,
        migrations: Migrations,
        inference: SchemaInference,
        session: Session,
        tasks: Tasks,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._tables = tables
        self._tab = tab
        self._schema_editing = schema_editing
        self._migrations = migrations
        self._inference = inference
        self._session = session
        self._tasks = tasks
        self._problems: Problems | None = None
        self._books: NamespaceBooks | None = None
        self._seen: set[int] = set()
        tab.opened.connect(self._join_page)
        tables.page_changed.connect(self._offer_in_heads)

    def follow(self, problems: Problems, editing: Editing, books: NamespaceBooks) -> None:
        """Offer what the schema can do about problems and keys added to a table; and what is kept of namespaces."""
        self._problems, self._books = problems, books
        problems.pane.detail.schema_wanted.connect(self._mend_schema)
        editing.key_added.connect(self._offer_new_key)

    # the schema's tab

    def _join_page(self) -> None:
        page = self._tab.page
        if page is None:
            return
        page.side.model.moved.connect(self._move_key)
        page.side.model.namespace_moved.connect(self._move_namespace)
        page.properties.fix_wanted.connect(self._rename)
        page.properties.options.renaming_wanted.connect(partial(self._change_option, None))
        page.properties.options.removal_wanted.connect(partial(self._change_option, ""))
        page.properties.options.menu_wanted.connect(self._options_menu)
        page.properties.keeper.owner_wanted.connect(self._open_book)

    def _move_key(self, key: str, space: str) -> None:
        self._rename_to(key, f"{space}.{leaf(key)}" if space else leaf(key))

    def _move_namespace(self, path: str, space: str) -> None:
        name = leaf(path)
        self._migrations.open("move", {"old": path, "new": f"{space}.{name}" if space else name})

    def _rename(self, new: str) -> None:
        self._rename_to(self._tab.key, new)

    def _rename_to(self, key: str, new: str) -> None:
        """A key the platform has is renamed with its values; one that is only staged just gets the other name."""
        if key in self._session.draft.base.fields:
            self._migrations.open("rename", {"key": key, "new": new})
        else:
            self._tasks.spawn(self._rename_staged(key, new))

    async def _rename_staged(self, key: str, new: str) -> None:
        def renamed(raw: Raw) -> dict[str, object]:
            return add_key({each: form for each, form in raw.items() if each != key}, new, raw[key])

        if await self._schema_editing.stage([key, new], f'Call "{key}" "{new}"', renamed):
            self._tab.await_key(new)

    def _change_option(self, into: str | None, option: str) -> None:
        """Another name for an option, "" where it goes, None where it is to be typed: a migration of its values."""
        self._migrations.open("options", {"key": self._tab.key}, option=OptionChange(option, into))

    def _open_book(self) -> None:
        if self._books is not None:
            self._books.open(self._tab.namespace)

    def _options_menu(self, option: str, point: QPoint) -> None:
        menu = QMenu(self._window)
        shown = _plain(option)
        offers: list[tuple[str, str | None]] = [
            (self.tr("Rename “{option}”…").format(option=shown), None),
            (self.tr("Remove “{option}”…").format(option=shown), ""),
        ]
        for title, into in offers:
            menu.addAction(title).triggered.connect(partial(self._of_menu, into, option))
        kind = self._session.draft.base.field(self._tab.key)
        others = [each for each in kind.options if each != option] if isinstance(kind, EnumType) else []
        merge = QMenu(self.tr("Merge “{option}” Into").format(option=shown), menu)
        for other in others:
            merge.addAction(_plain(other)).triggered.connect(partial(self._of_menu, other, option))
        if others:
            menu.insertMenu(menu.actions()[1], merge)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(point)

    def _of_menu(self, into: str | None, option: str, *_checked: bool) -> None:
        self._change_option(into, option)

    # problems

    def _mend_schema(self, finding: Finding) -> None:
        match finding.rule:
            case Rule.NOT_AN_OPTION:
                self._tasks.spawn(self._add_options(finding.key))
            case Rule.UNKNOWN_KEY:
                self.add_to_schema(finding.key)
            case Rule.DELETED_KEY:
                key = finding.key
                self._tasks.spawn(self._schema_editing.stage([key], f'Restore "{key}"', lambda raw: restore(raw, key)))
            case _:
                self._tab.open(finding.key)

    async def _add_options(self, key: str) -> None:
        kind = self._session.schema.field(key)
        if not isinstance(kind, EnumType) or self._problems is None:
            return
        found = [parse(value.cell) for value in self._problems.pane.detail.shown_values]
        start = [text for text in found if isinstance(text, str)]
        dialog = AddOptionsDialog(key, kind.options, self._window, start)
        try:
            if await shown(dialog):
                await self._schema_editing.give_options(key, dialog.options)
        finally:
            dialog.deleteLater()

    # keys the schema lacks

    def add_to_schema(self, key: str) -> None:
        """Ask for the type of a key that items or a table have and the schema has not."""
        self._tasks.spawn(self._add_to_schema(key))

    async def _add_to_schema(self, key: str) -> None:
        self._window.banners.clear("key")
        inferred = await self._inference.of_loaded()
        likely = next((each for each in inferred.proposals if each.key == key and each.candidates), None)
        await self._schema_editing.add(key, likely.candidates[0].form if likely is not None else None)

    def _offer_new_key(self, key: str) -> None:
        if key in self._session.schema.fields:
            return
        sentence = self.tr('"{key}" is not in the schema: any value fits, and the platform may not filter by it.')
        answer = Answer(self.tr("Add to Schema…"), partial(self.add_to_schema, key))
        self._window.banners.say("key", "info", sentence.format(key=key), [answer])

    def _offer_in_heads(self, page: TablePage | None) -> None:
        if page is not None and page.open_table.id not in self._seen:
            self._seen.add(page.open_table.id)
            page.grid.order.additions.append(partial(self._add_to_menu, page))

    def _add_to_menu(self, page: TablePage, menu: QMenu, column: int) -> None:
        every = page.open_table.table.columns
        if not 0 <= column < len(every) or every[column].kind != "key":
            return
        key = every[column].name
        kind = self._session.schema.field(key)
        if key.startswith(RESERVED_PREFIX):
            return
        if isinstance(kind, UntypedField) and key not in self._session.schema.fields:
            menu.addAction(self.tr("Add to Schema…")).triggered.connect(partial(self.add_to_schema, key))
        elif not isinstance(kind, DeletedType):
            menu.addAction(self.tr("Show in Schema")).triggered.connect(partial(self._tab.open, key))
        menu.addSeparator()


def _plain(option: str) -> str:
    """An option as a menu shows it."""
    return shortened(option, 40).replace("&", "&&")
