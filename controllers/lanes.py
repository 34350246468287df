"""Lanes: the threads beside the window, which coroutines await.

With `controllers.jobs` the only file of the room that knows threads. A coroutine says `await lanes.read(fetch, uuid)`;
between two awaits it is on the thread of the window and owns every model there.
"""

import asyncio
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future
from functools import partial
from typing import ParamSpec, TypeVar

from controllers.mailbox import Mailbox

P = ParamSpec("P")
T = TypeVar("T")

Work = Callable[[], None]


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


def _hand_over(done: "Future[T]", awaited: "asyncio.Future[T]") -> None:
    if awaited.done():
        return
    if done.cancelled():
        awaited.cancel()
    elif (problem := done.exception()) is not None:
        awaited.set_exception(problem)
    else:
        awaited.set_result(done.result())


class Lanes:
    """The lanes of the window: pages coming in, changes going out in order, arrays computed, pictures decoded."""

    def __init__(self) -> None:
        self._read = Lane("read", 4)
        self._write = Lane("write", 1)
        self._compute = Lane("compute", 2)
        self._load = Lane("load", 1)
        self._video = Lane("video", 1)
        self._watchers: list[Lane] = []
        self._mail: Mailbox | None = None

    async def read(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Await a function that asks the platform for something."""
        return await self._end_of(self._read.submit(function, *args, **kwargs))

    async def write(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Await a function that changes the platform; calls run one at a time, in the order they were made."""
        return await self._end_of(self._write.submit(function, *args, **kwargs))

    async def compute(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Await a function over arrays that no one else writes."""
        return await self._end_of(self._compute.submit(function, *args, **kwargs))

    async def load(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Await a function that listens to the worker process."""
        return await self._end_of(self._load.submit(function, *args, **kwargs))

    async def video(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Await a function that decodes pictures; one at a time, so a decoder is used by one thread only."""
        return await self._end_of(self._video.submit(function, *args, **kwargs))

    async def watch(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Await a function that may take hours (the end of a process), in a thread of its own."""
        lane = Lane("watch", 1)
        self._watchers.append(lane)
        try:
            return await self._end_of(lane.submit(function, *args, **kwargs))
        finally:
            self._watchers.remove(lane)
            lane.close()

    def teller(self, function: Callable[[T], None]) -> Callable[[T], None]:
        """A callable for any thread that has `function` called soon on the thread running now, in order."""
        post = self._mailbox().post

        def tell(value: T) -> None:
            post(partial(function, value))

        return tell

    def close(self, wait: float = 1.0) -> bool:
        """End every lane; work that does not end within `wait` seconds is left behind. Whether all has ended."""
        lanes = (self._read, self._write, self._compute, self._load, self._video, *self._watchers)
        ended = [lane.close(wait) for lane in lanes]
        if self._mail is not None:
            self._mail.close()
            self._mail = None
        return all(ended)

    async def _end_of(self, future: "Future[T]") -> T:
        """What the future comes to, on the thread that awaits it; who stops awaiting lets it go before its turn."""
        mail = self._mailbox()
        awaited: asyncio.Future[T] = mail.loop.create_future()
        post = mail.post
        future.add_done_callback(lambda done: post(partial(_hand_over, done, awaited)))
        try:
            return await awaited
        except asyncio.CancelledError:
            future.cancel()
            raise

    def _mailbox(self) -> Mailbox:
        """The way back to the loop that runs now."""
        loop = asyncio.get_running_loop()
        if self._mail is None or self._mail.loop is not loop:
            self._mail = Mailbox(loop)
        return self._mail


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
