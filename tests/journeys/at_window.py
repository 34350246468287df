"""A person before the program: starts it, presses keys and buttons, reads what it says, and ends it."""

import shutil
from pathlib import Path
from typing import Self, cast

from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget

from tests.journeys import hands, screen
from tests.journeys.colleague import Colleague
from tests.journeys.stage import Stage
from ui.dialogs.connect import Choice
from ui.main_window import MainWindow
from ui.startup import Startup


class AtWindow:
    """One person over one data folder. Every verb acts as a hand does and comes back when the act has shown."""

    def __init__(self, app: QApplication, home: Path) -> None:
        self._app = app
        self.home = home
        self._stage: Stage | None = None

    @classmethod
    def with_workspace(cls, app: QApplication, home: Path, workspace: Path) -> Self:
        """A person whose local platform holds a copy of a workspace."""
        shutil.copytree(workspace, home / "platform")
        return cls(app, home)

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
