"""Every command of the window, once: text, icon, tip and key; menus, toolbar and context menus share them."""

from collections.abc import Iterator
from dataclasses import replace

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from ui.icons import icon
from ui.specs import arranging, bulk, checking, exchange, hands, keyframes, migrating, schema, schema_files, video
from ui.specs.spec import Spec

Keys = QKeySequence.StandardKey
OF_THE_TABLE = (
    "cut", "copy", "copy_with_headers", "copy_id", "paste", "select_all", "edit_cell", "open_editor",
    "fill_down", "fill_right", "clear", "remove_key", "revert_cell",
)  # fmt: skip
"""The commands that act on the cells of the table in front."""


class Command(QAction):
    """A QAction that knows its tip and, when it can't be used, says why."""

    def __init__(self, spec: Spec, parent: QObject) -> None:
        super().__init__(spec.text, parent)
        self.setObjectName(spec.name)
        self._tip = spec.tip
        self._reason = ""
        self.of_table = spec.of_table
        self.of_video = spec.of_video
        if spec.of_table or spec.of_video:
            self.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.setMenuRole(spec.role)
        self.setCheckable(spec.checkable)
        if spec.icon:
            self.setIcon(icon(spec.icon))
        if spec.keys is not None:
            self.setShortcut(QKeySequence(spec.keys))
        self._say()

    def allow(self, *, allowed: bool, reason: str = "") -> None:
        """Enable, or disable with the reason its tooltip then gives."""
        self.setEnabled(allowed)
        self._reason = "" if allowed else reason
        self._say()

    def retitle(self, text: str) -> None:
        """Change the text ("Undo typing in split") and keep the tip with it."""
        self.setText(text)
        self._say()

    @property
    def reason(self) -> str:
        """Why it can't be used just now, or an empty string."""
        return self._reason

    def _say(self) -> None:
        keys = self.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        first = self.text().replace("&", "").rstrip("…") + (f"  ({keys})" if keys else "")
        parts = [first, self._tip] + ([self._reason] if self._reason else [])
        self.setToolTip("\n".join(part for part in parts if part))
        self.setStatusTip(self._reason or self._tip)
        self.setWhatsThis(self._tip)


class Actions(QObject):
    """The window's commands by name, and the menus they stand in."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._commands: dict[str, Command] = {}
        own = (*self._platform(), *self._editing(), *self._filling(), *self._browsing(), *self._view(), *self._help())
        for spec in own:
            self._commands[spec.name] = Command(replace(spec, of_table=spec.name in OF_THE_TABLE), parent)
        for room in (arranging, bulk, checking, exchange, hands, keyframes, schema, schema_files, migrating, video):
            for spec in room.specs():
                self._commands[spec.name] = Command(spec, parent)
        self.themes = QActionGroup(parent)
        for name in ("theme_system", "theme_light", "theme_dark"):
            self.themes.addAction(self[name])

    def __getitem__(self, name: str) -> Command:
        return self._commands[name]

    def __iter__(self) -> Iterator[Command]:
        return iter(self._commands.values())

    def fill(self, menu: QMenu, names: str) -> QMenu:
        """Put commands into a menu, in order; `|` draws a line between groups."""
        menu.setToolTipsVisible(True)
        for name in names.split():
            if name == "|":
                menu.addSeparator()
            else:
                menu.addAction(self[name])
        return menu

    def _platform(self) -> tuple[Spec, ...]:
        return (
            Spec(
                "connect", self.tr("&Connect…"), self.tr("Choose a platform and a key file"), "connect", "Ctrl+Shift+O"
            ),
            Spec("connect_local", self.tr("Use the &Local Platform"), self.tr("Work on this computer alone"), "local"),
            Spec(
                "review",
                self.tr("&Review and Push…"),
                self.tr("See every staged edit, old and new, then send them"),
                "push",
                Keys.Save,
            ),
            Spec(
                "discard",
                self.tr("&Discard Staged Edits…"),
                self.tr("Forget what was edited here and not sent"),
                "revert",
            ),
            Spec(
                "history",
                self.tr("Push &History…"),
                self.tr("What was sent before, item by item"),
                "history",
                "Ctrl+Shift+H",
            ),
            Spec(
                "quit",
                self.tr("&Quit"),
                self.tr("Close Tagline; staged edits are kept"),
                "",
                "Ctrl+Q",
                role=QAction.MenuRole.QuitRole,
            ),
        )

    def _editing(self) -> tuple[Spec, ...]:
        return (
            Spec("undo", self.tr("&Undo"), self.tr("Take back the last edit of this table"), "undo", Keys.Undo),
            Spec("redo", self.tr("&Redo"), self.tr("Make the edit again"), "redo", "Ctrl+Shift+Z"),
            Spec("cut", self.tr("Cu&t"), self.tr("Copy the selected values, then clear them"), "cut", Keys.Cut),
            Spec("copy", self.tr("&Copy"), self.tr("Copy the selected cells as a table of text"), "copy", Keys.Copy),
            Spec(
                "copy_with_headers",
                self.tr("Copy with &Headers"),
                self.tr("Copy the selected cells with the names of their columns"),
                "",
                "Ctrl+Shift+C",
            ),
            Spec("paste", self.tr("&Paste"), self.tr("Put copied values into the selected cells"), "paste", Keys.Paste),
            Spec(
                "select_all",
                self.tr("Select &All"),
                self.tr("Select every cell of the table"),
                "select-all",
                Keys.SelectAll,
            ),
            Spec("edit_cell", self.tr("&Edit Value"), self.tr("Edit the value in its cell"), "edit", "F2"),
            Spec(
                "open_editor",
                self.tr("Edit in &Large Editor…"),
                self.tr("Edit long text or JSON with room to read it"),
                "expand",
                "Shift+F2",
            ),
        )

    def _filling(self) -> tuple[Spec, ...]:
        return (
            Spec("fill_down", self.tr("Fill &Down"), self.tr("Copy the top value down"), "fill-down", "Ctrl+D"),
            Spec("fill_right", self.tr("Fill R&ight"), self.tr("Copy the left value to the right"), "", "Ctrl+R"),
            Spec(
                "clear",
                self.tr("C&lear Value"),
                self.tr("Keep the key on the item and empty its value"),
                "clear",
                "Delete",
            ),
            Spec(
                "remove_key",
                self.tr("Re&move Key from Item"),
                self.tr("Take the key and its value off the item"),
                "remove",
                "Ctrl+Delete",
            ),
            Spec(
                "revert_cell",
                self.tr("Re&vert to Original"),
                self.tr("Put back what the platform last confirmed"),
                "revert",
                "Ctrl+Shift+Backspace",
            ),
            Spec(
                "add_key",
                self.tr("Add &Key…"),
                self.tr("Add a column for a new metadata key"),
                "add-column",
                "Ctrl+Shift+N",
            ),
        )

    def _browsing(self) -> tuple[Spec, ...]:
        return (
            Spec(
                "open",
                self.tr("&Open"),
                self.tr("Open the chosen folder or dataset as a table"),
                "table",
                Keys.Open,
            ),
            Spec("refresh", self.tr("Re&fresh"), self.tr("Ask the platform again for what is shown"), "refresh", "F5"),
            Spec("copy_id", self.tr("Copy I&dentifiers"), self.tr("Copy the identifiers of the selected items"), ""),
            Spec("close_tab", self.tr("&Close Table"), self.tr("Close this table; edits stay staged"), "", "Ctrl+W"),
            Spec("close_others", self.tr("Close &Other Tables"), self.tr("Close every table but this one"), ""),
            Spec("next_tab", self.tr("&Next Table"), self.tr("Go to the table on the right"), "", "Ctrl+Tab"),
            Spec(
                "previous_tab",
                self.tr("&Previous Table"),
                self.tr("Go to the table on the left"),
                "",
                "Ctrl+Shift+Tab",
            ),
            Spec("find_folder", self.tr("&Find a Folder"), self.tr("Type a part of a name"), "search", "Ctrl+Shift+F"),
        )

    def _view(self) -> tuple[Spec, ...]:
        return (
            Spec(
                "show_trees",
                self.tr("&Folders and Datasets"),
                self.tr("Show or hide the trees on the left"),
                "pane-left",
                "Ctrl+B",
                checkable=True,
            ),
            Spec(
                "show_inspector",
                self.tr("&Inspector"),
                self.tr("Show or hide the item's picture, facts and metadata"),
                "pane-right",
                "Ctrl+I",
                checkable=True,
            ),
            Spec(
                "theme_system",
                self.tr("Like the &System"),
                self.tr("Dark or light as the desktop is"),
                "theme",
                checkable=True,
            ),
            Spec("theme_light", self.tr("&Light"), self.tr("Always light"), "sun", checkable=True),
            Spec("theme_dark", self.tr("&Dark"), self.tr("Always dark"), "moon", checkable=True),
            Spec("full_screen", self.tr("F&ull Screen"), self.tr("Give Tagline the whole screen"), "", "F11"),
            Spec("reset_layout", self.tr("&Reset Layout"), self.tr("Panes and columns as they were at first"), ""),
        )

    def _help(self) -> tuple[Spec, ...]:
        return (
            Spec("shortcuts", self.tr("&Keyboard"), self.tr("Every key that does something"), "keyboard", "F1"),
            Spec(
                "data_folder",
                self.tr("Show &Data Folder"),
                self.tr("Where Tagline keeps its journal and local platform"),
                "folder",
            ),
            Spec(
                "about",
                self.tr("&About Tagline"),
                self.tr("Version and licences"),
                "info",
                role=QAction.MenuRole.AboutRole,
            ),
        )
