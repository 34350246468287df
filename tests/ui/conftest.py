"""What the window's tests share: settings of their own, a theme, and a whole window before a real platform."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any, TypeVar, cast

import pytest
import qasync
from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication, QWidget

from controllers.garbage import GarbageCollection
from controllers.lanes import Lanes
from controllers.session import SessionState
from controllers.settings import Settings
from tests.local_platform import LocalPlatform, serve_command
from ui.crash import CrashReports
from ui.dialogs.connect import Choice
from ui.main_window import MainWindow
from ui.panes.table_page import TablePage
from ui.startup import Startup, start
from ui.theme import Theme, ThemeMode


def pytest_itemcollected(item: pytest.Item) -> None:
    """The offscreen platform can't give hints of size to a window manager, and says so for each window."""
    item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints", extend=True))


T = TypeVar("T")
Widget = TypeVar("Widget", bound=QWidget)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path)


@pytest.fixture
def window(qapp: QApplication, settings: Settings) -> Iterator[MainWindow]:
    """The window as it is before anything is connected."""
    window = MainWindow(settings, Theme(qapp, ThemeMode.LIGHT))
    window.show()
    yield window
    window.close_now()
    window.deleteLater()
    qapp.processEvents()


def new_loop(app: QApplication) -> asyncio.AbstractEventLoop:
    """A loop of Qt's that runs when it is told to."""
    return cast("asyncio.AbstractEventLoop", qasync.QEventLoop(app, already_running=False))


class Office:
    """A whole window before a real platform, and the loop that runs it."""

    def __init__(self, app: QApplication, home: Path) -> None:
        self.app = app
        self.home = home
        # Trap: pytest-qt hands out events of its own between two phases; tasks that go on then need a running loop.
        self.loop = cast("asyncio.AbstractEventLoop", qasync.QEventLoop(app, already_running=True))
        self.settings = Settings(home)
        self.crashes = CrashReports(home / "crashes", "test")
        self.crashed: list[str] = []
        self.crashes.happened.connect(self._note_crash)
        self.window = MainWindow(self.settings, Theme(app, ThemeMode.LIGHT))
        self.garbage = GarbageCollection(app)
        self.lanes = Lanes()
        self.startup: Startup = self.run(self._start())

    def _note_crash(self, sentence: str, _report: object) -> None:
        self.crashed.append(sentence)

    async def _start(self) -> Startup:
        self.crashes.watch(asyncio.get_running_loop())
        startup = start(
            self.window,
            settings=self.settings,
            lanes=self.lanes,
            crashes=self.crashes,
            data_dir=self.home,
            serve_command=serve_command(),
        )
        assert isinstance(startup, Startup), startup
        return startup

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        task, turns = self.loop.create_task(coroutine), QEventLoop()
        task.add_done_callback(lambda _: turns.quit())
        if not task.done():
            turns.exec()
        return task.result()

    def until(self, met: Callable[[], object], what: str = "") -> None:
        """Let the window live until something is so."""

        async def wait() -> None:
            for _ in range(2000):
                if met():
                    return
                await asyncio.sleep(0.01)
            raise AssertionError(f"never happened: {what or met}")

        self.run(wait())

    def connect(self, platform: LocalPlatform) -> None:
        self.window.show()
        session = self.startup.session
        before = session.generation
        self.run(self._begin(Choice(platform.url, platform.key_file)))
        # Trap: whoever connects a second time still sees the folders of the first.
        self.until(lambda: session.generation > before and session.state is SessionState.CONNECTED, "connected")
        self.until(lambda: self.startup.folders.rowCount() > 0, "folders listed")

    async def _begin(self, choice: Choice) -> None:
        self.startup.connecting.use(choice)

    def open_first_folder(self) -> TablePage:
        self.window.folders.tree.setCurrentIndex(self.window.folders.tree.model().index(0, 0))
        self.do(lambda: self.window.folders.tree.activated.emit(self.window.folders.tree.currentIndex()))
        self.until(lambda: self.page and not self.page.open_table.loading, "rows loaded")
        assert self.page is not None
        return self.page

    def do(self, act: Callable[[], object]) -> None:
        """Do something while the loop runs, as a click would."""

        async def doing() -> None:
            act()

        self.run(doing())

    def trigger(self, name: str) -> None:
        self.do(self.window.commands[name].trigger)

    @property
    def page(self) -> TablePage | None:
        return self.startup.tables.current

    def dialog(self, kind: type[Widget]) -> Widget:
        """The dialog of a kind that is open, waited for."""
        found: list[Widget] = []

        def look() -> bool:
            found[:] = [each for each in self.window.findChildren(kind) if each.isVisible()]
            return bool(found)

        self.until(look, f"{kind.__name__} opened")
        return found[0]

    def leave(self) -> None:
        self.run(self.startup.end())
        self.lanes.close()
        self.garbage.end()
        self.garbage.deleteLater()
        self.window.close_now()
        self.window.deleteLater()
        self.run(asyncio.sleep(0.01))
        self._end_loop()
        assert self.crashed == []

    def _end_loop(self) -> None:
        """Close the loop; from here on the thread has none, as before."""
        self.loop.stop()
        self.loop.call_soon(self.loop.stop)
        self.loop.run_forever()
        self.loop.close()


@pytest.fixture(scope="session")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalPlatform]:
    """A local platform with one folder of 30 items."""
    with LocalPlatform(tmp_path_factory.mktemp("platform"), "--items", "30") as running:
        yield running


@pytest.fixture
def office(qapp: QApplication, tmp_path: Path, platform: LocalPlatform) -> Iterator[Office]:
    """A window connected to the platform."""
    office = Office(qapp, tmp_path)
    office.connect(platform)
    yield office
    office.leave()
