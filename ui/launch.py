"""From the command line to the first paint, then on to everything behind it; and back to a quiet end."""

import asyncio
import contextlib
import faulthandler
import os
import signal
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, Protocol

from PySide6.QtCore import QLockFile, Qt
from PySide6.QtWidgets import QApplication

from controllers.garbage import GarbageCollection
from controllers.lanes import Lanes
from controllers.settings import THEME, Settings
from ui.coming_in import bring_in
from ui.crash import CrashReports
from ui.dialogs.about import VERSION
from ui.dialogs.connect import Choice
from ui.dialogs.question import Question
from ui.main_window import MainWindow
from ui.theme import Theme, ThemeMode
from ui.trying import Failure
from ui.wording import said

if TYPE_CHECKING:
    from ui.startup import Startup

CRASHES = "crashes"
LOCK = "window.lock"


class WindowOptions(Protocol):
    """What the command line says of the window; see cli.command_line."""

    @property
    def platform(self) -> str:
        """The address to connect to; empty for the local platform."""
        ...

    @property
    def key(self) -> Path | None:
        """The private key that opens it."""
        ...

    @property
    def data(self) -> Path:
        """Where everything is kept."""
        ...

    @property
    def theme(self) -> str:
        """Colours to use from now on; empty for the saved choice."""
        ...


MakeLoop = Callable[[QApplication], asyncio.AbstractEventLoop]


def open_window(options: WindowOptions, make_loop: MakeLoop, serve_command: Sequence[str]) -> int:
    """Show the window and run until it is closed; 2, with a sentence, when it can't open here."""
    app = QApplication(["tagline"])
    app.setApplicationName("Tagline")
    app.setDesktopFileName("tagline")
    app.setQuitOnLastWindowClosed(False)
    garbage = GarbageCollection(app)
    refusal = _make_folder(options.data)
    settings = Settings(options.data)
    theme = Theme(app, _theme_mode(options.theme, settings))
    lock = QLockFile(str(options.data / LOCK))
    if not refusal and not lock.tryLock(0):
        refusal = said("Tagline is open already with this data folder: {folder}. Use that window.")
    if refusal:
        return _refuse(refusal.format(folder=options.data))
    crashes = CrashReports(options.data / CRASHES, VERSION)
    window = MainWindow(settings, theme)
    window.show()
    loop = make_loop(app)
    crashes.watch(loop)
    crashes.install()
    try:
        loop.run_until_complete(_Running(window, settings, crashes, options, serve_command, garbage).run())
    finally:
        loop.close()
        lock.unlock()
    return 0


def leave(status: int) -> NoReturn:
    """End the process after the window, at once and with everything on disk.

    Trap: a lane may still be in Arrow or wait for a socket, and Qt has threads of its own. An interpreter that is
    taken down piece by piece under them dies of SIGSEGV now and then.
    """
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    os._exit(status)


class _Running:
    """The window from its first paint to its end."""

    def __init__(
        self,
        window: MainWindow,
        settings: Settings,
        crashes: CrashReports,
        options: WindowOptions,
        serve_command: Sequence[str],
        garbage: GarbageCollection,
    ) -> None:
        self._window = window
        self._settings = settings
        self._crashes = crashes
        self._options = options
        self._serve_command = serve_command
        self._garbage = garbage
        self._lanes = Lanes()
        self._startup: Startup | None = None
        self._closed = asyncio.Event()
        # Before the loop runs: the window is on the screen, and may be closed before anything else happens.
        # Queued, because Qt ignores a window that closes itself while it is being closed.
        window.closed.connect(self._closed.set)
        window.close_asked.connect(window.close_now, Qt.ConnectionType.QueuedConnection)

    async def run(self) -> None:
        """Bring what is behind the window to life, and wait until the window is closed."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            with contextlib.suppress(NotImplementedError):  # Windows has no such signals
                loop.add_signal_handler(number, self._stop)
        await self._build()
        await self._closed.wait()
        if self._startup is not None:
            await self._startup.end()
        if self._lanes.close():
            self._garbage.end()

    async def _build(self) -> None:
        await asyncio.sleep(0)  # the first paint comes before the heavy imports
        module = await bring_in(self._lanes, "ui.startup")
        startup: Startup | Failure = module.start(
            self._window,
            settings=self._settings,
            lanes=self._lanes,
            crashes=self._crashes,
            data_dir=self._options.data,
            serve_command=self._serve_command,
        )
        if isinstance(startup, Failure):
            self._window.empty.say_disconnected(startup.sentence)
            return
        self._startup = startup
        self._garbage.leave_out()
        self._window.close_asked.disconnect(self._window.close_now)
        startup.begin(self._choice())

    def _choice(self) -> Choice | None:
        key = self._options.key
        return Choice(self._options.platform, key) if self._options.platform and key is not None else None

    def _stop(self) -> None:
        """Asked to end by the system: without questions, because staged edits are on disk already."""
        self._window.close_now()


def _theme_mode(asked: str, settings: Settings) -> ThemeMode:
    if asked:
        settings.set(THEME, asked)
    saved = settings.get(THEME)
    return ThemeMode(saved) if saved in {mode.value for mode in ThemeMode} else ThemeMode.SYSTEM


def _make_folder(folder: Path) -> str:
    """Why the data folder can't be used, or an empty string."""
    try:
        (folder / CRASHES).mkdir(parents=True, exist_ok=True)
        faulthandler.enable((folder / CRASHES / "fault.txt").open("w"))
    except OSError as problem:
        reason = problem.strerror or str(problem)
        return said("The data folder can't be used: {folder} ({reason}).").replace("{reason}", reason)
    return ""


def _refuse(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    question = Question(said("Tagline can't open"), sentence, [("close", said("Close"))], None)
    question.exec()
    return 2
