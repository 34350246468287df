"""What runs while the window lives: jobs with progress and Cancel, and the tasks of gestures."""

import asyncio
import contextlib
import multiprocessing
import multiprocessing.connection
import os
import threading
import time
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from wire.cancel import CancelToken
from wire.errors import Cancelled

T = TypeVar("T")

PROGRESS_EVERY = 0.1  # s between two `progressed` of one job
RATE_OVER = 3.0  # s of the past a rate is taken over


def to_this_thread(function: Callable[[str], None]) -> Callable[[str], None]:
    """A callable for any thread that calls `function` on the loop running now (dropped once that loop has closed)."""
    loop = asyncio.get_running_loop()

    def tell(text: str) -> None:
        with contextlib.suppress(RuntimeError):  # whom it is for may be gone with the window
            function(text)

    def call(text: str) -> None:
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(tell, text)

    return call


def exit_with_parent() -> None:
    """In a process we started: end at once when the window that started it has gone, however it went."""
    parent = multiprocessing.parent_process()
    if parent is None:
        return

    def watch() -> None:
        multiprocessing.connection.wait([parent.sentinel])
        os._exit(0)

    threading.Thread(target=watch, name="parent-watch", daemon=True).start()


class Job(QObject):
    """One long piece of work a person can watch and cancel. Lives on the thread of the window."""

    progressed = Signal()
    cancel_asked = Signal()
    finished = Signal()

    def __init__(self, title: str, unit: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.title = title
        self.unit = unit
        self.done = 0
        self.total: int | None = None
        self.waiting = ""
        self.token = CancelToken()
        self.running = True
        self._told = 0.0
        self._past: list[tuple[float, int]] = [(time.monotonic(), 0)]

    @property
    def rate(self) -> float:
        """Units a second over the last few seconds; 0.0 before the first progress."""
        (then, before), now = self._past[0], time.monotonic()
        return (self.done - before) / (now - then) if now > then else 0.0

    @property
    def cancelled(self) -> bool:
        """Whether someone asked it to stop."""
        return self.token.cancelled

    def advance(self, count: int, total: int | None = None) -> None:
        """Say that `count` more units are done, and of how many if that is now known."""
        now = time.monotonic()
        self.done += count
        self.total = self.total if total is None else total
        self.waiting = ""
        self._past.append((now, self.done))
        while len(self._past) > 2 and now - self._past[0][0] > RATE_OVER:
            self._past.pop(0)
        if now - self._told >= PROGRESS_EVERY or self.done == self.total:
            self._told = now
            self.progressed.emit()

    def wait_for(self, sentence: str) -> None:
        """Say why nothing moves (the platform asked for a pause); the next progress clears it."""
        self.waiting = sentence
        self.progressed.emit()

    def cancel(self) -> None:
        """Ask it to stop; it stays asked."""
        self.token.cancel()
        self.cancel_asked.emit()
        self.wait_for("stopping")

    def finish(self) -> None:
        """It is over, however it went; said once."""
        if self.running:
            self.running = False
            self.waiting = ""
            self.finished.emit()


class JobBoard(QObject):
    """The jobs that run now."""

    job_started = Signal(object)
    job_finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: list[Job] = []

    @property
    def running(self) -> tuple[Job, ...]:
        """The jobs that run now, oldest first."""
        return tuple(self._running)

    def start(self, title: str, unit: str, total: int | None = None) -> Job:
        """A new job, shown at once."""
        job = Job(title, unit, self)
        job.total = total
        self._running.append(job)
        job.finished.connect(self._forget_finished)
        self.job_started.emit(job)
        return job

    def say_waiting(self, sentence: str) -> None:
        """The platform asked for a pause: every running job says so."""
        for job in self._running:
            job.wait_for(sentence)

    def cancel_all(self) -> None:
        """Ask every job to stop."""
        for job in self.running:
            job.cancel()

    def _forget_finished(self) -> None:
        for job in [job for job in self._running if not job.running]:
            self._running.remove(job)
            self.job_finished.emit(job)
            job.deleteLater()


class Tasks(QObject):
    """The coroutines started by gestures: kept until they end, what they raise is told, all cancelled at the end."""

    failed = Signal(object)

    def __init__(self, parent: QObject | None = None, loop: asyncio.AbstractEventLoop | None = None) -> None:
        super().__init__(parent)
        self._loop = loop
        self._tasks: set[asyncio.Task[Any]] = set()

    def spawn(self, coroutine: Coroutine[Any, Any, T]) -> "asyncio.Task[T]":
        """Start a coroutine; what it raises comes out of `failed` (being cancelled is no failure)."""
        task = (self._loop or asyncio.get_running_loop()).create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    async def cancel_all(self) -> None:
        """Cancel what runs and wait until it has ended."""
        tasks = tuple(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _ended(self, task: "asyncio.Task[Any]") -> None:
        self._tasks.discard(task)
        if task.cancelled():
            return
        problem = task.exception()
        if problem is not None and not isinstance(problem, Cancelled):
            self.failed.emit(problem)
