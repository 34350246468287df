"""A person without a mouse: every step is a key, and the cursor is walked to where it is wanted."""

from itertools import pairwise
from pathlib import Path
from typing import NoReturn

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QDialog, QFileDialog, QLineEdit, QWidget

from tests.journeys import hands
from tests.journeys.user import User


def without_mouse(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on a click of any kind fails the test."""

    def refuse(*_where: object, **_how: object) -> NoReturn:
        pytest.fail("this story is told by keys alone")

    for name in ("click", "double_click"):
        monkeypatch.setattr(hands, name, refuse)


class AtKeyboard:
    """One person, told what to do in keys."""

    def __init__(self, user: User) -> None:
        self.user = user

    @property
    def focus(self) -> QWidget:
        """What has the keyboard."""
        widget = QApplication.focusWidget()
        assert widget is not None, "nothing has the keyboard"
        return widget

    @property
    def dialog(self) -> QDialog:
        """The dialog in front."""
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog), "no dialog is open"
        return dialog

    def opens(self, *path: str) -> None:
        """Walk down the tree of folders and open the last one."""
        user, tree = self.user, self.user.window.folders.tree
        user.presses("Ctrl+Shift+F")
        self._tabs_to(tree)
        user.presses("Home")
        for name, below in pairwise((*path, "")):
            self._walks_down(tree, name)
            if below:
                user.presses("Right")
                here = tree.currentIndex()
                user.stage.until(lambda here=here, below=below: below in _names_below(here), f'"{below}" in "{name}"')
        user.presses("Return")
        user.stage.until(lambda: user.window.tabs.current is not None, "the table")
        user.stage.until(lambda: not user.page.open_table.loading, "its items")
        user.stage.until(user.page.grid.hasFocus, "the keyboard in the table")

    def walks_to(self, item: str, key: str, *, selecting: bool = False) -> None:
        """Go to a cell with the arrow keys."""
        grid, table, held = self.user.page.grid, self.user.page.open_table.table, "Shift+" if selecting else ""
        self.user.stage.until(lambda: QApplication.activeModalWidget() is None, "the dialog to close")
        row = self.user.items().index(item)
        column = next(at for at, spec in enumerate(table.columns) if spec.name == key)
        heads = grid.heads
        visual = [heads.logicalIndex(at) for at in range(heads.count())]
        shown = [at for at in visual if not heads.isSectionHidden(at)]
        cursor = grid.currentIndex()
        if not cursor.isValid():
            self.user.presses("Ctrl+Home")
            cursor = grid.currentIndex()
        extent = grid.selecting.ranges[-1] if selecting else None
        assert extent is None or (extent.top, extent.left) == (extent.bottom, extent.right), "select from one cell"
        down = row - cursor.row()
        right = shown.index(column) - shown.index(cursor.column())
        self.user.presses(held + ("Down" if down > 0 else "Up"), abs(down))
        self.user.presses(held + ("Right" if right > 0 else "Left"), abs(right))
        if not selecting:
            at = grid.currentIndex()
            assert (at.row(), at.column()) == (row, column)

    def names_file(self, path: Path) -> None:
        """Type a path into the system's dialog and press Return."""
        user = self.user
        user.stage.until(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog), "the dialog for a file")
        # Trap: with a completer each letter may take the list of the letter before away, and its window with it.
        for line in self.dialog.findChildren(QLineEdit):
            line.setCompleter(None)  # pyright: ignore[reportArgumentType] - the stubs know of no taking away
        user.writes(str(path))
        # Trap: the dialog goes with the key on its way down; there is nobody left for it on its way up.
        user.stage.act(lambda: QTest.keyPress(self.dialog.windowHandle(), Qt.Key.Key_Return))
        user.stage.until(lambda: not isinstance(QApplication.activeModalWidget(), QFileDialog), "it to close")

    def tabs_to(self, name: str, *, back: bool = False) -> QWidget:
        """Press Tab until the widget of this name has the keyboard."""
        wanted = self.dialog.findChild(QWidget, name)
        assert wanted is not None, f"{name} is not in {self.dialog.windowTitle()}"
        self._tabs_to(wanted, back=back)
        return wanted

    def _tabs_to(self, wanted: QWidget, *, back: bool = False) -> None:
        for _ in range(60):
            if self.focus is wanted or wanted.isAncestorOf(self.focus):
                return
            self.user.presses("Backtab" if back else "Tab")
        pytest.fail(f"Tab never comes to {wanted.objectName()}; it ends at {self.focus.objectName()}")

    def _walks_down(self, view: QAbstractItemView, text: str) -> None:
        """Press Down until a line says this."""
        for _ in range(200):
            if view.currentIndex().data(Qt.ItemDataRole.DisplayRole) == text:
                return
            self.user.presses("Down")
        pytest.fail(f'Down never comes to "{text}"')


def _names_below(index: QModelIndex) -> list[str]:
    """The names of the lines under one of a tree, as far as they are there."""
    model = index.model()
    return [str(model.index(row, 0, index).data()) for row in range(model.rowCount(index))]
