"""The real window and everything behind it on the real loop, which turns while a test acts or waits."""

import asyncio
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import cast

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QTimer
from PySide6.QtGui import QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop as QtAsyncLoop

from controllers.garbage import GarbageCollection
from controllers.lanes import Lanes
from controllers.settings import Settings
from tests.journeys import screen
from tests.local_platform import ROOT
from ui.crash import CrashReports
from ui.dialogs.connect import Choice
from ui.main_window import MainWindow
from ui.startup import Startup, start
from ui.theme import Theme
from ui.trying import Failure
from wire.retry import RetryPolicy

SERVE = (sys.executable, str(ROOT / "main.py"), "serve")
PATIENCE = 30.0  # s until a condition is given up; no test takes that long unless it fails
LOOKS_EVERY = 5  # ms between two looks at a condition
QUICK = RetryPolicy(attempts=3, base=0.02, connect_timeout=2.0)


class Stage:
    """One run of the program over a data folder, from its first paint to its end."""

    def __init__(self, app: QApplication, home: Path) -> None:
        self.app = app
        self.home = home
        self.loop = QtAsyncLoop(app, already_running=True)
        self.garbage = GarbageCollection(app)
        self.lanes = Lanes()
        self.crashes = CrashReports(home / "crashes", "test")
        self.crashed: list[str] = []
        self.crashes.happened.connect(self._note_crash)
        self.crashes.watch(self.loop)
        self._settings = Settings(home)
        self.window = MainWindow(self._settings, Theme(app))
        self.startup: Startup | None = None

    def open(self, choice: Choice | None) -> None:
        """Show the window, build what is behind it and connect."""
        self.window.show()
        self.act(lambda: self._build(choice))

    def act(self, deed: Callable[[], object]) -> None:
        """Do something as a person's hand would: between two turns of the loop, the keyboard at the window in front."""
        if not QGuiApplication.focusWindow():  # offscreen has no window manager that gives it back
            (QApplication.activeModalWidget() or self.window).activateWindow()
            self.until(QGuiApplication.focusWindow, "a window to have the keyboard")
        deed()

    def until(self, condition: Callable[[], object], what: str) -> None:
        """Let the program run until a condition holds."""
        deadline = time.monotonic() + PATIENCE
        while not condition():
            assert not self.crashed, self.crashed
            assert time.monotonic() < deadline, self._in_vain(what)
            turns = QEventLoop()
            QTimer.singleShot(LOOKS_EVERY, turns.quit)
            turns.exec()

    def close(self) -> None:
        """End the program in order, as closing the window does; then nothing of it is left."""
        if self.window.isVisible():
            self.window.close_now()
        if self.startup is not None:
            ended = self.loop.create_task(self.startup.end())
            self.until(ended.done, "everything to end")
            ended.result()
        self.lanes.close()
        self.garbage.end()
        self.garbage.deleteLater()
        self.window.deleteLater()
        self.startup = None
        self.app.setStyleSheet("")
        self.app.setPalette(QPalette())
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self._end_loop()
        assert not self.crashed, self.crashed
        assert not list((self.home / "crashes").glob("crash-*")), "a crash report was written"
        log = self.home / "platform" / "platform.log"
        assert not log.exists() or "Traceback" not in log.read_text(), log.read_text()

    def _build(self, choice: Choice | None) -> None:
        built = start(
            self.window,
            settings=self._settings,
            lanes=self.lanes,
            crashes=self.crashes,
            data_dir=self.home,
            serve_command=SERVE,
        )
        if isinstance(built, Failure):
            self.window.empty.say_disconnected(built.sentence)
            self.window.close_asked.connect(self.window.close_now)
            return
        self.startup = built
        built.session.policy = QUICK
        built.begin(choice)

    def _end_loop(self) -> None:
        """Close the loop; from here on the thread has none, as before."""
        loop = cast("asyncio.AbstractEventLoop", self.loop)
        loop.stop()
        loop.call_soon(loop.stop)
        loop.run_forever()
        loop.close()

    def _note_crash(self, sentence: str, report: Path | None) -> None:
        self.crashed.append(f"{sentence}\n{report.read_text() if report is not None else ''}")

    def _in_vain(self, what: str) -> str:
        found = "\n  ".join(screen.texts())
        return f"waited in vain for {what}; on the screen:\n  {found}"
