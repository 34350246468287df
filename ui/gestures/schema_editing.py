"""Editing the schema: each gesture is one staged step that can be undone, or a sentence that says why it is not."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject

from controllers.jobs import Tasks
from controllers.lanes import Lanes
from controllers.schema_staging import Edit, revert, stage
from controllers.session import Session
from domain.fields import EnumType
from domain.schema_edits import (
    SchemaRefused,
    add_key,
    add_options,
    hard_delete,
    restore,
    retype,
    soft_delete,
)
from domain.type_forms import form_of
from models.journal_file import JournalRefused
from models.namespace_book import NamespacesRefused
from models.namespaces import Namespaces
from ui.dialogs.frame import shown
from ui.dialogs.question import ask
from ui.gestures.protecting import agreed_to_change
from ui.gestures.schema import SchemaTab
from ui.main_window import MainWindow
from ui.panes.banner import Answer
from ui.schema.deleting import DeleteForEverDialog
from ui.schema.key_dialog import NewKeyDialog
from ui.schema.options_dialog import AddOptionsDialog
from ui.schema.page import SchemaPage
from ui.wording import counted


class SchemaEditing(QObject):
    """Does what is asked in the schema's tab, and elsewhere where the schema is met."""

    def __init__(
        self,
        window: MainWindow,
        tab: SchemaTab,
        *,
        session: Session,
        namespaces: Namespaces,
        lanes: Lanes,
        tasks: Tasks,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._lanes = lanes
        self._tab = tab
        self._session = session
        self._namespaces = namespaces
        self._tasks = tasks
        self._agreed: set[str] = set()
        commands = window.commands
        commands["new_schema_key"].triggered.connect(self._ask_new)
        commands["add_schema_options"].triggered.connect(self._ask_options)
        commands["delete_schema_key"].triggered.connect(self._delete)
        commands["restore_schema_key"].triggered.connect(self._restore)
        commands["delete_schema_key_for_ever"].triggered.connect(self._ask_for_ever)
        commands["revert_schema_key"].triggered.connect(self._revert_key)
        commands["revert_schema"].triggered.connect(self._ask_revert)
        tab.opened.connect(self._join_page)
        session.draft.changed.connect(self._forget_agreed)
        session.draft.refused.connect(self._say)
        session.connected.connect(self._say_restored)

    async def stage(self, keys: Iterable[str], title: str, edit: Edit) -> bool:
        """Stage an edit of some keys as one step; whether it was. Asks first where a namespace is protected."""
        touched = list(keys)
        if not await self._agreed_to(touched):
            return False
        try:
            await stage(self._session.draft, self._lanes, title, edit, count=len(touched))
        except (SchemaRefused, JournalRefused) as refused:
            self._say(str(refused))
            return False
        self._window.banners.clear("schema")
        if self._tab.page is not None:
            self._tab.page.banners.clear("schema")
        return True

    async def add(self, start: str = "", form: Mapping[str, Any] | None = None) -> str:
        """Ask for a new key and stage it; the key, empty where none was added. `form`: the type to begin with."""
        dialog = NewKeyDialog(
            lambda key: self._namespaces.book.findings(key, self._tab.known),
            self._taken,
            self._tab.known.namespaces,
            self._window,
            start=start,
            form=form,
        )
        try:
            if not await shown(dialog):
                return ""
            key, made = dialog.key, dialog.form
        finally:
            dialog.deleteLater()
        added = await self.stage([key], f'Add "{key}" to the schema', lambda raw: add_key(raw, key, made))
        if added:
            self._tab.await_key(key)
            self._say_staged(key)
        return key if added else ""

    async def give_options(self, key: str, options: Iterable[str]) -> bool:
        """Stage more options of an enum; whether they were."""
        new = list(options)
        title = counted(len(new), f'Add "{new[0]}" to "{key}"', f'Add %n options to "{key}"')
        done = await self.stage([key], title, lambda raw: add_options(raw, key, new))
        if done:
            self._say_staged(key)
        return done

    def _taken(self, key: str) -> str:
        raw = self._session.schema.raw
        if key not in raw:
            return ""
        try:
            add_key(raw, key, form_of("varchar"))
        except SchemaRefused as refused:
            return str(refused)
        return ""

    # from the page and the menu

    def _join_page(self) -> None:
        page = self._tab.page
        if page is None:
            return
        page.side.tree.addition_wanted.connect(self._ask_new)
        page.side.tree.deletion_wanted.connect(self._on_delete_key)
        page.properties.type_wanted.connect(self._retype)
        page.properties.options.addition_wanted.connect(self._add_typed_options)
        page.properties.described.connect(self._describe)
        if self._session.draft.restored:
            page.banners.say("restored", "info", self._session.draft.restored)

    def _ask_new(self) -> None:
        space = self._tab.namespace if self._tab.in_front else ""
        self._tab.open()
        self._tasks.spawn(self.add(f"{space}." if space else ""))

    def _ask_options(self) -> None:
        self._tasks.spawn(self._ask_options_of(self._tab.key))

    async def _ask_options_of(self, key: str) -> None:
        kind = self._session.schema.field(key)
        if not isinstance(kind, EnumType):
            return
        dialog = AddOptionsDialog(key, kind.options, self._window)
        try:
            if await shown(dialog):
                await self.give_options(key, dialog.options)
        finally:
            dialog.deleteLater()

    def _add_typed_options(self, options: list[str]) -> None:
        self._tasks.spawn(self._add_typed(self._tab.key, options))

    async def _add_typed(self, key: str, options: list[str]) -> None:
        page = self._tab.page
        if await self.give_options(key, options) and page is self._tab.page and page is not None:
            page.properties.options.added()

    def _retype(self, word: str) -> None:
        key = self._tab.key
        self._tasks.spawn(self._retype_or_stay(key, word))

    async def _retype_or_stay(self, key: str, word: str) -> None:
        done = await self.stage([key], f'Make "{key}" {word}', lambda raw: retype(raw, key, form_of(word)))
        if not done:
            self._tab.describe()

    def _on_delete_key(self, for_ever: bool) -> None:
        name = "delete_schema_key_for_ever" if for_ever else "delete_schema_key"
        self._window.commands[name].trigger()

    def _delete(self) -> None:
        key = self._tab.key
        self._tasks.spawn(self.stage([key], f'Delete "{key}"', lambda raw: soft_delete(raw, key)))

    def _restore(self) -> None:
        key = self._tab.key
        self._tasks.spawn(self.stage([key], f'Restore "{key}"', lambda raw: restore(raw, key)))

    def _ask_for_ever(self) -> None:
        self._tasks.spawn(self._delete_for_ever(self._tab.key))

    async def _delete_for_ever(self, key: str) -> None:
        usage = self._tab.usage.get(key)
        dialog = DeleteForEverDialog(
            key, self._session.schema.field(key), usage.filled if usage is not None else None, self._window
        )
        try:
            if await shown(dialog):
                await self.stage([key], f'Delete "{key}" for ever', lambda raw: hard_delete(raw, key))
        finally:
            dialog.deleteLater()

    def _describe(self, subject: str, text: str) -> None:
        """Keep another description of a key, or of a namespace named with its last dot."""
        book = self._namespaces.book
        if subject.endswith(".") and subject not in self._session.schema.fields:
            space = subject.removesuffix(".")
            changed = book.with_namespace(space, replace(book.namespace(space), description=text))
        else:
            changed = book.with_description(subject, text)
        try:
            self._namespaces.keep(changed)
        except NamespacesRefused as refused:
            self._say(refused.sentence)

    # going back

    def _revert_key(self) -> None:
        self._tasks.spawn(self._revert([self._tab.key]))

    def _ask_revert(self) -> None:
        self._tasks.spawn(self._revert_all())

    async def _revert_all(self) -> None:
        count = len(self._session.draft.changes)
        sentence = counted(
            count,
            self.tr("1 staged change of the schema is forgotten. Undo brings it back."),
            self.tr("%n staged changes of the schema are forgotten. Undo brings them back."),
        )
        answers = [("keep", self.tr("Keep Them")), ("revert", self.tr("Revert"))]
        if await ask(self.tr("Revert the schema?"), sentence, answers, self._window) == "revert":
            await self._revert(None)

    async def _revert(self, keys: list[str] | None) -> None:
        try:
            await revert(self._session.draft, self._lanes, keys)
        except (SchemaRefused, JournalRefused) as refused:
            self._say(str(refused))

    # what is said

    async def _agreed_to(self, keys: Iterable[str]) -> bool:
        """Ask once before keys of a protected namespace change."""
        spaces = [space for space in self._namespaces.book.protecting(keys) if space not in self._agreed]
        if not spaces:
            return True
        after = self.tr("Nothing reaches the platform before you save.")
        if not await agreed_to_change(self._namespaces.book, spaces, after, self._window):
            return False
        self._agreed.update(spaces)
        return True

    def _forget_agreed(self) -> None:
        if not self._session.draft.changes:
            self._agreed.clear()

    def _say_staged(self, key: str) -> None:
        """Where the schema is not in sight, say what became of it."""
        if not self._tab.in_front:
            told = self.tr('"{key}" is staged in the schema. Ctrl+Shift+S shows it; save it there.')
            self._window.status.showMessage(told.format(key=key), 8000)

    def _say(self, sentence: str) -> None:
        page: SchemaPage | None = self._tab.page if self._tab.in_front else None
        (page.banners if page is not None else self._window.banners).say("schema", "problem", sentence)

    def _say_restored(self) -> None:
        told = self._session.draft.restored
        if told:
            self._window.banners.say("schema_restored", "info", told, [Answer(self.tr("Open Schema"), self._open)])

    def _open(self) -> None:
        self._tab.open()
