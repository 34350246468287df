"""The real window in this process, watched: when it first painted, and how long its thread kept an event waiting.

Run as a program by the benchmarks of the window; what it saw comes as one line of JSON on standard output.

    python -m benchmarks.watched_window paint        DATA STARTED
    python -m benchmarks.watched_window bare         DATA STARTED
    python -m benchmarks.watched_window load ITEMS   DATA STARTED
"""

import asyncio
import json
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableWidget
from typing_extensions import override

ROOT = Path(__file__).parent.parent
TICK_MS = 5


class FirstPaint(QObject):
    """Notes when a window was first painted, in seconds since the program was started, and closes it."""

    def __init__(self, app: QApplication, started: float) -> None:
        super().__init__(app)
        self._started = started
        self.seconds: float | None = None
        app.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if self.seconds is None and event.type() == QEvent.Type.Paint and isinstance(watched, QMainWindow):
            self.seconds = time.time() - self._started
            QTimer.singleShot(0, watched, _close)
        return False


class Ticks(QObject):
    """A timer of 5 ms; `gaps` are the milliseconds between its ticks beyond those 5."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.gaps: list[float] = []
        self._last = time.perf_counter()
        timer = QTimer(self)
        timer.setTimerType(Qt.TimerType.PreciseTimer)
        timer.timeout.connect(self._tick)
        timer.start(TICK_MS)

    def take(self) -> list[float]:
        """The gaps since they were last taken."""
        gaps, self.gaps = self.gaps, []
        return gaps

    def _tick(self) -> None:
        now = time.perf_counter()
        self.gaps.append(max(0.0, (now - self._last) * 1000 - TICK_MS))
        self._last = now


class Load(QObject):
    """Opens the folder of synthetic items by its row in the tree, and watches until the table has all of them."""

    def __init__(self, app: QApplication, items: int) -> None:
        super().__init__(app)
        self._items = items
        self._ticks = Ticks(self)
        self._opened = 0.0
        self.found: dict[str, Any] = {}
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._wait_for_trees)
        self._timer.start(2)

    def _wait_for_trees(self) -> None:
        if self._folder() is None:
            return
        self._timer.timeout.disconnect(self._wait_for_trees)
        QTimer.singleShot(3000, self, self._open)  # the window settles, the worker process is warm

    def _open(self) -> None:
        self.found["idle"] = self._ticks.take()
        self._opened = time.perf_counter()
        _window().folders.tree.activated.emit(self._folder())
        self._timer.timeout.connect(self._watch)

    def _folder(self) -> QModelIndex | None:
        """The folder of synthetic items among the folders of the sample workspace."""
        model = _window().folders.tree.model()
        rows = [model.index(row, 0) for row in range(model.rowCount())] if model else []
        return next((row for row in rows if str(row.data()).startswith("Synthetic")), None)

    def _watch(self) -> None:
        page: Any = _window().tabs.current
        if page is None:
            return
        rows = page.open_table.table.rowCount()
        if rows and "first_rows" not in self.found:
            self.found["first_rows"] = time.perf_counter() - self._opened
        if rows == self._items and not page.open_table.loading:
            self._timer.stop()
            self.found["all_rows"] = time.perf_counter() - self._opened
            self.found["loading"] = self._ticks.take()
            self.found["resident"] = _resident_megabytes()
            QTimer.singleShot(0, _window(), _window().close)


def _resident_megabytes() -> float:
    """Resident memory of this process, in MB; Linux only."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS")) / 1024


def _window() -> Any:
    return next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, QMainWindow))


def _close() -> None:
    _window().close()


def run_window(arguments: Sequence[str], watch: Callable[[QApplication], Any], serve: Sequence[str]) -> Any:
    """Open the real window; `watch(app)` is made before its first event. What that made, after the window closed."""
    from qasync import QEventLoop

    from cli.command_line import read_command_line
    from ui.launch import open_window

    made: list[Any] = []

    def make_loop(app: QApplication) -> asyncio.AbstractEventLoop:
        made.append(watch(app))
        loop: asyncio.AbstractEventLoop = QEventLoop(app)
        return loop

    options = read_command_line(arguments)
    assert options is not None
    assert open_window(options, make_loop, serve) == 0
    return made[0]


def run_bare(started: float) -> float:
    """A window of Qt's own with an empty table: the least there is."""
    app = QApplication([])
    paint = FirstPaint(app, started)
    window = QMainWindow()
    window.setCentralWidget(QTableWidget(20, 20))
    window.show()
    app.exec()
    assert paint.seconds is not None
    return paint.seconds


def main(words: Sequence[str]) -> int:
    """Do one run and print what was seen."""
    what, *rest = words
    data, started = rest[-2], float(rest[-1])
    serve = [sys.executable, str(ROOT / "main.py"), "serve"]
    match what:
        case "bare":
            seen: Any = run_bare(started)
        case "paint":
            seen = run_window(["--data", data], lambda app: FirstPaint(app, started), serve).seconds
        case _:
            items = int(rest[0])
            command = [*serve, "--items", str(items)]
            seen = run_window(["--data", data], lambda app: Load(app, items), command).found
    sys.stdout.write(json.dumps(seen) + "\n")
    return 0


if __name__ == "__main__":
    from ui.launch import leave

    leave(main(sys.argv[1:]))
