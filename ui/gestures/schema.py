"""The tab of the schema: opened, closed, shown as it is staged, its keys looked at."""

from collections import Counter
from functools import partial

from PySide6.QtCore import QObject, QPoint, QTimer, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from controllers.session import Session, SessionState
from domain.fields import EnumType
from domain.keys import KnownKeys
from domain.schema import Schema
from domain.shaped_fields import DeletedType
from models.namespaces import Namespaces
from models.schema_usage import KeyUsage
from ui.gestures.editing import Editing
from ui.main_window import MainWindow
from ui.schema.page import SchemaPage
from ui.schema.properties import KeyShown, NamespaceShown

SAVE_KEYS = ("Ctrl+S", "Ctrl+Alt+S")
OF_A_KEY = (
    "add_schema_options",
    "delete_schema_key",
    "restore_schema_key",
    "delete_schema_key_for_ever",
    "revert_schema_key",
)


class SchemaTab(QObject):
    """Owns the page. `key` and `namespace` are what the cursor is on; `chosen` says that they are others."""

    chosen = Signal()
    opened = Signal()
    menu_filled = Signal(object)
    """The `QMenu` of what is under the cursor, before it is shown: who offers more puts it there."""

    def __init__(self, window: MainWindow, *, session: Session, namespaces: Namespaces, editing: Editing) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._namespaces = namespaces
        self._editing = editing
        self.page: SchemaPage | None = None
        self.usage: dict[str, KeyUsage] = {}
        self._known: KnownKeys | None = None
        self._tools = [
            "new_schema_key",
            "add_schema_options",
            "delete_schema_key",
            "restore_schema_key",
            "revert_schema_key",
        ]
        self._menu: list[str] = ["new_schema_key", "|", *OF_A_KEY]
        self._awaited = ""
        self._below_was_open = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._show)
        self._described = QTimer(self)
        self._described.setSingleShot(True)
        self._described.timeout.connect(self._describe)
        self._connect()
        self._allow()

    @property
    def key(self) -> str:
        """The key under the cursor; empty for none."""
        return self.page.side.key if self.page is not None else ""

    @property
    def namespace(self) -> str:
        """The namespace under the cursor, or that of the key under it."""
        return self.page.side.namespace if self.page is not None else ""

    @property
    def in_front(self) -> bool:
        """Whether the schema is what the window shows."""
        return self.page is not None and self._window.tabs.current is self.page

    @property
    def known(self) -> KnownKeys:
        """The staged schema's keys, ready to be asked about."""
        if self._known is None:
            self._known = KnownKeys.of(self._session.schema.fields)
        return self._known

    def open(self, key: str = "") -> SchemaPage:
        """Show the tab, and a key in it. In a new tab the keys come a turn later, so that the window does not wait."""
        if self.page is None:
            self.page = self._new_page()
            self._window.tabs.add(self.page, self.tr("Schema"), "schema")
            self._soon.start()
            self.opened.emit()
            self.page.side.await_key(key or self._awaited)
            key = self._awaited = ""
        self._window.tabs.show_page(self.page)
        self.page.side.tree.setFocus()
        if key:
            self.page.side.go_to(key)
        return self.page

    def await_key(self, key: str) -> None:
        """Put the cursor on a key as soon as it is listed, even if the tab is opened later."""
        if self.page is not None:
            self.page.side.await_key(key)
        else:
            self._awaited = key

    def offer(self, *names: str) -> None:
        """Offer more commands for what is under the cursor: beside its name, and in the menu."""
        self._tools.extend(names)
        self._menu.extend(("|", *names))
        if self.page is not None:
            self.page.properties.add_tools(names)

    def show_usage(self, usage: dict[str, KeyUsage]) -> None:
        """Show how keys are used."""
        self.usage = usage
        if self.page is not None:
            self.page.side.show_usage(dict(usage))
            self.describe()

    def _new_page(self) -> SchemaPage:
        page = SchemaPage(self._window.commands)
        page.properties.add_tools(self._tools)
        page.side.chosen.connect(self._on_chosen)
        page.side.menu_wanted.connect(self._open_menu)
        page.changes.wanted.connect(page.side.go_to)
        page.connect_again.clicked.connect(self._window.commands["connect"].trigger)
        return page

    def _connect(self) -> None:
        commands = self._window.commands
        commands["open_schema"].triggered.connect(partial(self.open, ""))
        commands["close_tab"].triggered.connect(self._close_front)
        self._window.tabs.close_wanted.connect(self._close_page)
        self._window.tabs.page_changed.connect(self._page_changed)
        self._session.schema_changed.connect(self._changed)
        self._session.state_changed.connect(self._changed)
        self._namespaces.changed.connect(self._changed)

    def _changed(self) -> None:
        self._known = None
        self._soon.start()

    def _show(self) -> None:
        """Show the schema of now."""
        draft, page = self._session.draft, self.page
        self._allow()
        if page is None:
            return
        if self._session.state is SessionState.CONNECTED or draft.schema.raw:
            page.show_schema(draft.schema, draft.changes)
            page.line.say(self._title(draft.schema))
        elif self._session.state is SessionState.CONNECTING:
            page.show_disconnected(self.tr("One moment"), self._session.sentence, offer=False)
        else:
            page.show_disconnected(
                self.tr("Not connected"), self.tr("Connect to a platform to see and edit its schema.")
            )
        self._window.tabs.entitle(page, self.tr("Schema"), len(draft.changes))
        self.describe()

    def _title(self, schema: Schema) -> str:
        live = len(schema.live_keys())
        gone = len(schema.fields) - live
        told = self.tr("{n} keys").format(n=f"{live:,}") if live != 1 else self.tr("1 key")
        more = self.tr("  ·  {n} deleted").format(n=f"{gone:,}") if gone else ""
        return f"{self._session.platform}  ·  {told}{more}"

    # what is under the cursor

    def _on_chosen(self) -> None:
        if self.page is not None:
            self.page.changes.go_to(self.key)
        self._allow()
        self.describe()
        self.chosen.emit()

    def describe(self) -> None:
        """Show what is under the cursor as it is now, a turn later: once, however often it is asked for till then."""
        self._described.start()

    def _describe(self) -> None:
        page = self.page
        if page is None:
            return
        if self.key in self._session.schema.fields:
            page.properties.show_key(self._key_shown(self.key))
        elif self.namespace and not self.key:
            page.properties.show_namespace(self._namespace_shown(self.namespace))
        else:
            page.properties.show_nothing(self.tr("Choose a key or a namespace to see what it is."))

    def _key_shown(self, key: str) -> KeyShown:
        draft, book = self._session.draft, self._namespaces.book
        kind, was = draft.schema.field(key), draft.base.field(key)
        held = frozenset(was.options) if isinstance(was, EnumType) else frozenset[str]()
        new = frozenset(kind.options) - held if isinstance(kind, EnumType) else frozenset[str]()
        return KeyShown(
            key,
            kind,
            draft.schema.raw[key],
            change=next((change for change in draft.changes if change.key == key), None),
            new_options=new if key in draft.base.fields else frozenset(),
            usage=self.usage.get(key),
            findings=() if isinstance(kind, DeletedType) else book.findings(key, self.known),
            owner=book.owner_of(key),
            description=book.description_of(key),
        )

    def _namespace_shown(self, path: str) -> NamespaceShown:
        schema, known = self._session.schema, self._namespaces.book.namespace(path)
        inside = [key for key in schema.live_keys() if key.startswith(f"{path}.")]
        types = Counter(schema.field(key).name for key in inside)
        return NamespaceShown(path, len(inside), known.owner, known.description, dict(types.most_common()))

    def _allow(self) -> None:
        """Which commands there are for what is under the cursor."""
        draft, commands = self._session.draft, self._window.commands
        kind = draft.schema.fields.get(self.key)
        connected = self._session.state is SessionState.CONNECTED
        live = kind is not None and not isinstance(kind, DeletedType)
        reasons = {
            "new_schema_key": (connected, self.tr("There is no connection to a platform.")),
            "add_schema_options": (isinstance(kind, EnumType), self.tr("Choose an enum in the schema first.")),
            "delete_schema_key": (live, self.tr("Choose a key in the schema first.")),
            "delete_schema_key_for_ever": (live, self.tr("Choose a key in the schema first.")),
            "restore_schema_key": (
                isinstance(kind, DeletedType) and kind.was is not None,
                self.tr("Choose a deleted key in the schema first."),
            ),
            "revert_schema_key": (
                any(change.key == self.key for change in draft.changes),
                self.tr("Nothing is staged for the chosen key."),
            ),
            "save_schema": (
                connected and bool(draft.changes),
                self.tr("Nothing is staged for the schema.") if connected else self.tr("There is no connection now."),
            ),
            "revert_schema": (bool(draft.changes), self.tr("Nothing is staged for the schema.")),
            "schema_versions": (connected, self.tr("There is no connection to a platform.")),
            "read_schema": (connected, self.tr("There is no connection to a platform.")),
        }
        for name, (allowed, reason) in reasons.items():
            commands[name].allow(allowed=allowed, reason=reason)
        count = len(draft.changes)
        number = f" ({count:,})" if count else ""
        commands["save_schema"].retitle(self.tr("&Save Schema{number}…").format(number=number))
        commands["revert_schema"].retitle(self.tr("&Revert All{number}…").format(number=number))

    def _open_menu(self, point: QPoint) -> None:
        menu = QMenu(self._window)
        self._window.commands.fill(menu, " ".join(self._menu))
        self.menu_filled.emit(menu)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(point)

    # the tab in front

    def _page_changed(self, page: QWidget | None) -> None:
        front, commands = page is not None and page is self.page, self._window.commands
        commands["review"].setShortcut(QKeySequence() if front else QKeySequence(SAVE_KEYS[0]))
        commands["save_schema"].setShortcuts([QKeySequence(keys) for keys in (SAVE_KEYS if front else SAVE_KEYS[1:])])
        self._put_aside(front)
        self._window.inspector.setVisible(not front and commands["show_inspector"].isChecked())
        commands["show_inspector"].allow(allowed=not front, reason=self.tr("The schema has no items to look at."))
        self._editing.lend(self._session.draft if front else None)
        if front:
            for name in ("close_tab", "close_others", "next_tab", "previous_tab"):
                commands[name].allow(allowed=True)

    def _put_aside(self, front: bool) -> None:
        """What unfolds below tables has nothing to say of the schema."""
        below = self._window.middle.below
        if front:
            self._below_was_open = self._below_was_open or not below.isHidden()
            below.hide()
        elif self._below_was_open:
            self._below_was_open = False
            below.show()

    def _close_front(self) -> None:
        if self.in_front and self.page is not None:
            self._close_page(self.page)

    def _close_page(self, page: QWidget) -> None:
        if page is self.page:
            self.page = None
            self._window.tabs.remove(page)
            page.deleteLater()
            self._allow()
