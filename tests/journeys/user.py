"""A person at the window, told in sentences: opens, types, ticks, undoes, reviews, pushes, and says what is seen."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import cast

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QMenu, QTreeView, QWidget

from models.cell_state import CellState
from tests.journeys import hands, screen
from tests.journeys.colleague import Colleague
from tests.journeys.review import Review
from tests.journeys.stage import Stage
from ui.dialogs.connect import Choice
from ui.dialogs.push_dialog import PushDialog
from ui.main_window import MainWindow
from ui.panes.table_page import TablePage
from ui.panes.tree_pane import TreePane
from ui.startup import Startup

Place = tuple[str, str]
"""An item's name and a key."""


class User:
    """One person over one data folder. Every verb acts as a hand does and comes back when the act has shown."""

    def __init__(self, app: QApplication, home: Path) -> None:
        self._app = app
        self.home = home
        self._stage: Stage | None = None

    @staticmethod
    def with_workspace(app: QApplication, home: Path, workspace: Path) -> "User":
        """A person whose local platform holds a copy of a workspace."""
        shutil.copytree(workspace, home / "platform")
        return User(app, home)

    # the program

    def starts(self, url: str = "", key: Path | None = None) -> None:
        """Start the program as the command line does: on the local platform, or on another one with a key."""
        self._stage = Stage(self._app, self.home)
        self._stage.open(Choice(url, key) if url and key is not None else None)

    def is_connected(self) -> None:
        """Wait until the platform answers and the trees are filled."""
        self.stage.until(lambda: self.window.status.platform_text not in {"Starting…", "Not connected"}, "a platform")
        self.stage.until(lambda: self.program.session.client is not None, "a connection")
        self.stage.until(lambda: list(screen.rows_of(self.window.folders.tree)), "the folders")

    def ends(self) -> None:
        """Close the program without a question, if it runs; a crash of any kind fails here."""
        stage, self._stage = self._stage, None
        if stage is not None:
            stage.close()

    @property
    def stage(self) -> Stage:
        assert self._stage is not None, "the program does not run"
        return self._stage

    @property
    def window(self) -> MainWindow:
        return self.stage.window

    @property
    def program(self) -> Startup:
        """What is behind the window; to look at, never to act on."""
        assert self.stage.startup is not None, "the window has nothing behind it"
        return self.stage.startup

    def meets(self, *path: str) -> Colleague:
        """A colleague who works in a folder of the same platform, with the SDK."""
        client = self.program.session.client
        assert client is not None, "there is no platform to meet on"
        return Colleague(client.url, self.home / "platform" / "key", path)

    # hands and eyes

    def presses(self, keys: str, times: int = 1) -> None:
        for _ in range(times):
            self.stage.act(lambda: hands.press(keys))

    def writes(self, text: str) -> None:
        """Type where the cursor is."""
        self.stage.act(lambda: hands.type_text(text))

    def clicks(self, name: str) -> None:
        """Click the button with this text, in the window in front."""
        self.stage.until(lambda: screen.find_button(name), f'a button "{name}" to press')
        button = screen.find_button(name)
        assert button is not None
        self.stage.act(lambda: hands.click(button))

    def empties_field(self, name: str) -> None:
        """Click into a field of the dialog in front and take out what it holds."""
        dialog = QApplication.activeModalWidget()
        assert dialog is not None, "no dialog is open"
        field = dialog.findChild(QLineEdit, name)
        self.stage.act(lambda: hands.click(cast("QWidget", field)))
        self.presses("Ctrl+A")
        self.presses("Delete")

    def chooses_from_menu(self, name: str) -> None:
        """Choose a command of the menu bar by its text."""
        bar = self.window.menuBar()
        entry, action = next(
            (entry, action)
            for entry in bar.actions()
            for action in cast("QMenu", entry.menu()).actions()
            if screen.plain(action.text()) == name
        )
        menu = cast("QMenu", entry.menu())
        self.stage.act(lambda: hands.click(bar, bar.actionGeometry(entry).center()))
        self.stage.until(menu.isVisible, f'the menu with "{name}"')
        self.stage.act(lambda: hands.click(menu, menu.actionGeometry(action).center()))

    def sees(self, text: str) -> None:
        """Wait until a text stands on the screen."""
        self.stage.until(lambda: screen.shows(text), f'"{text}"')

    def no_longer_sees(self, text: str) -> None:
        self.stage.until(lambda: not screen.shows(text), f'"{text}" to go')

    # the trees

    def opens(self, *path: str) -> None:
        """Unfold folder after folder and open the last one as a table; wait for its items."""
        self._opens(self.window.folders, path)

    def opens_dataset(self, *path: str) -> None:
        self._opens(self.window.datasets, path)

    def unfolds(self, *path: str) -> None:
        """Unfold folder after folder, by mouse and the Right key."""
        for depth in range(len(path)):
            self._unfold(self.window.folders.tree, path[: depth + 1])

    def unfolds_dataset(self, name: str) -> None:
        self._unfold(self.window.datasets.tree, [name])

    def _opens(self, pane: TreePane, path: Sequence[str]) -> None:
        for depth in range(len(path) - 1):
            self._unfold(pane.tree, path[: depth + 1])
        index = self._row(pane.tree, path)
        self.stage.act(lambda: hands.double_click(pane.tree.viewport(), _middle(pane.tree, index)))
        self.stage.until(lambda: self._is_loaded(path[-1]), f'the items of "{path[-1]}"')

    def _unfold(self, tree: QTreeView, path: Sequence[str]) -> None:
        index = self._row(tree, path)
        self.stage.act(lambda: hands.click(tree.viewport(), _middle(tree, index)))
        if not tree.isExpanded(index):
            self.presses("Right")

    def _row(self, tree: QTreeView, path: Sequence[str]) -> QModelIndex:
        """The row at a path of names, once it is there, in sight."""
        self.stage.until(lambda: _find(tree, path), f'"{" / ".join(path)}" in the tree')
        index = _find(tree, path)
        assert index is not None
        self.stage.act(lambda: tree.scrollTo(index))
        return index

    def _is_loaded(self, title: str) -> bool:
        page = self.window.tabs.current
        return isinstance(page, TablePage) and page.open_table.title == title and not page.open_table.loading

    # the table

    @property
    def page(self) -> TablePage:
        """The table in front."""
        page = self.window.tabs.current
        assert isinstance(page, TablePage), "no table is open"
        return page

    def goes_to(self, item: str, key: str, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Click a cell, scrolled into sight, once nothing stands before the window."""
        self.stage.until(lambda: QApplication.activeModalWidget() is None, "the dialog to close")
        grid, index = self.page.grid, self.page.open_table.table.index(*self._place(item, key))
        self.stage.act(lambda: grid.scrollTo(index))
        self.stage.act(lambda: hands.click(grid.viewport(), grid.visualRect(index).center(), held))

    def selects(self, first: Place, last: Place) -> None:
        """Click one corner of a block, then the other one with Shift."""
        self.goes_to(*first)
        self.goes_to(*last, held=Qt.KeyboardModifier.ShiftModifier)

    def clicks_head(self, key: str) -> None:
        """Click the head of a key's column, scrolled into sight: the whole column is selected."""
        grid, table = self.page.grid, self.page.open_table.table
        column = next(at for at, spec in enumerate(table.columns) if spec.name == key)
        self.stage.act(lambda: grid.scrollTo(table.index(0, column)))
        heads = grid.heads
        middle = heads.sectionViewportPosition(column) + heads.sectionSize(column) // 2
        self.stage.act(lambda: hands.click(heads.viewport(), QPoint(middle, heads.height() - 8)))

    def types(self, text: str, into: Place) -> None:
        """Type over a cell and press Enter."""
        self.goes_to(*into)
        self.writes(text)
        self.presses("Return")

    def ticks(self, item: str, key: str) -> None:
        """Press Space on a cell."""
        self.goes_to(item, key)
        self.presses("Space")

    def clears(self, item: str, key: str) -> None:
        self.goes_to(item, key)
        self.presses("Delete")

    def removes(self, item: str, key: str) -> None:
        self.goes_to(item, key)
        self.presses("Ctrl+Delete")

    def pastes(self, text: str, at: Place | None = None) -> None:
        """Paste a text that was copied elsewhere, over the selection or at a cell."""
        if at is not None:
            self.goes_to(*at)
        self.stage.act(lambda: QGuiApplication.clipboard().setText(text))
        self.presses("Ctrl+V")

    def fills_down(self, key: str, first: str, last: str) -> None:
        """Select from one item's value to another item's, and fill."""
        self.selects((first, key), (last, key))
        self.presses("Ctrl+D")

    def undoes(self, times: int = 1) -> None:
        self.presses("Ctrl+Z", times)

    def redoes(self, times: int = 1) -> None:
        self.presses("Ctrl+Shift+Z", times)

    def cell(self, item: str, key: str) -> str:
        """What a cell shows."""
        return self.page.open_table.table.shown(*self._place(item, key)).text

    def mark(self, item: str, key: str) -> CellState:
        """How a cell is marked."""
        return self.page.open_table.table.shown(*self._place(item, key)).state

    def head(self, key: str) -> str:
        """What the head of a column tells about its key."""
        column = self._place(self.items()[0], key)[1]
        return str(
            self.page.open_table.table.headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole)
        )

    def tooltip(self, item: str, key: str) -> str:
        index = self.page.open_table.table.index(*self._place(item, key))
        return str(index.data(Qt.ItemDataRole.ToolTipRole))

    @property
    def staged(self) -> int:
        """How many edits the status bar says are staged."""
        return int("".join(filter(str.isdigit, self.window.status.staged_text)) or 0)

    def sees_staged(self, count: int) -> None:
        self.stage.until(lambda: self.staged == count, f"{count} staged edits")

    def item(self, name: str) -> str:
        """The identifier of an item of the table in front."""
        return self.page.open_table.table.item(self._place(name, "name")[0])

    def items(self) -> list[str]:
        """The names in the table in front, from top to bottom."""
        frame = self.page.open_table.frame
        return [frame.name(int(row)) for row in frame.order]

    def _place(self, item: str, key: str) -> tuple[int, int]:
        table = self.page.open_table.table
        column = next(at for at, spec in enumerate(table.columns) if spec.name == key)
        return self.items().index(item), column

    def discards_everything(self) -> None:
        """Forget what is staged, through the menu and its question."""
        if self.staged:
            self.chooses_from_menu("Discard Staged Edits…")
            self.clicks("Discard")
            self.sees_staged(0)

    def closes_every_dialog(self) -> None:
        while QApplication.activeModalWidget() is not None:
            self.presses("Escape")
            self.stage.until(lambda: True, "a turn of the loop")

    def closes_every_table(self) -> None:
        while self.window.tabs.pages:
            self.presses("Ctrl+W")

    # the review

    def reviews(self) -> Review:
        """Press Ctrl+S and wait until it is known what would change."""
        self.presses("Ctrl+S")
        return self.sees_review().is_ready()

    def sees_review(self) -> Review:
        self.stage.until(lambda: isinstance(QApplication.activeModalWidget(), PushDialog), "the review")
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, PushDialog)
        return Review(self.stage, dialog)


def _find(tree: QTreeView, path: Sequence[str]) -> QModelIndex | None:
    parent = QModelIndex()
    for name in path:
        rows = (tree.model().index(row, 0, parent) for row in range(tree.model().rowCount(parent)))
        found = next((row for row in rows if row.data() == name), None)
        if found is None:
            return None
        parent = found
    return parent


def _middle(view: QAbstractItemView, index: QModelIndex) -> QPoint:
    return view.visualRect(index).center()
