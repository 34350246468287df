"""What runs beside the window: lanes of threads that coroutines await, jobs with progress and Cancel, tasks.

The only file of the room that knows threads. A coroutine says `await lanes.read(fetch, uuid)`; between two awaits
it is on the thread of the window and owns every model there.
"""

import asyncio
import contextlib
import multiprocessing
import multiprocessing.connection
import os
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Coroutine, Generator, Iterator
from concurrent.futures import Future
from typing import Any, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal

from wire.cancel import CancelToken
from wire.errors import Cancelled

P = ParamSpec("P")
T = TypeVar("T")

Work = Callable[[], None]
PROGRESS_EVERY = 0.1  # s between two `progressed` of one job
RATE_OVER = 3.0  # s of the past a rate is taken over


class Lane:
    """A few threads that take work in order. Daemons: a socket that never answers can't keep the window open."""

    def __init__(self, name: str, threads: int) -> None:
        self._name = name
        self._limit = threads
        self._threads: list[threading.Thread] = []
        self._work: queue.SimpleQueue[Work | None] = queue.SimpleQueue()
        self._idle = threading.Semaphore(0)

    def submit(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> "Future[T]":
        """Run the function in the lane; the future takes its result or what it raised."""
        future: Future[T] = Future()
        self._work.put(lambda: _fill(future, function, *args, **kwargs))
        if not self._idle.acquire(blocking=False) and len(self._threads) < self._limit:
            name = f"{self._name}-{len(self._threads)}"
            thread = threading.Thread(target=self._serve, name=name, daemon=True)
            self._threads.append(thread)
            thread.start()
        return future

    def close(self, wait: float = 0.0) -> bool:
        """Let the threads end after what they hold, and wait at most `wait` seconds; whether they have ended."""
        until = time.monotonic() + wait
        for _ in self._threads:
            self._work.put(None)
        for thread in self._threads:
            thread.join(max(0.0, until - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _serve(self) -> None:
        while (work := self._work.get()) is not None:
            work()
            del work  # it holds its arguments, and the next one may be long in coming
            self._idle.release()


def _fill(future: "Future[T]", function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        result = function(*args, **kwargs)
    except Exception as problem:  # carried to whoever awaits it: nothing is swallowed
        future.set_exception(problem)
    else:
        future.set_result(result)


class Lanes:
    """The lanes of the window: pages coming in, changes going out in order, arrays being computed."""

    def __init__(self) -> None:
        self._read = Lane("read", 4)
        self._write = Lane("write", 1)
        self._compute = Lane("compute", 2)
        self._load = Lane("load", 1)
        self._watchers: list[Lane] = []

    async def read(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Await a function that asks the platform for something."""
        return await asyncio.wrap_future(self._read.submit(function, *args, **kwargs))

    async def write(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Await a function that changes the platform; calls run one at a time, in the order they were made."""
        return await asyncio.wrap_future(self._write.submit(function, *args, **kwargs))

    async def compute(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Await a function over arrays that no one else writes."""
        return await asyncio.wrap_future(self._compute.submit(function, *args, **kwargs))

    async def load(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Await a function that listens to the worker process."""
        return await asyncio.wrap_future(self._load.submit(function, *args, **kwargs))

    async def watch(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Await a function that may take hours (the end of a process), in a thread of its own."""
        lane = Lane("watch", 1)
        self._watchers.append(lane)
        try:
            return await asyncio.wrap_future(lane.submit(function, *args, **kwargs))
        finally:
            self._watchers.remove(lane)
            lane.close()

    def close(self, wait: float = 1.0) -> bool:
        """End every lane; work that does not end within `wait` seconds is left behind. Whether all has ended."""
        lanes = (self._read, self._write, self._compute, self._load, *self._watchers)
        ended = [lane.close(wait) for lane in lanes]
        return all(ended)


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


def made_ahead(values: Iterator[T], ahead: int = 2) -> Generator[T]:
    """The same values, the next ones being made in a thread while one is used; what making one raises is raised."""
    lane = Lane("ahead", 1)
    coming = deque(lane.submit(next, values, None) for _ in range(ahead))
    try:
        while (value := coming.popleft().result()) is not None:
            coming.append(lane.submit(next, values, None))
            yield value
    finally:
        for unwanted in coming:
            unwanted.cancel()
        lane.close()


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
