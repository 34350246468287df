"""The worker process that reads whole folders beside the window, so that no frame of the window comes late.

It is started warm, spoken to over a pipe, and ends when the window ends, however the window ended. If it can't be
started, or dies, the same pages are read in a thread. To cancel is to end the process: nothing comes back from it.
"""

import asyncio
import contextlib
import gc
import multiprocessing
import sys
from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any, TypeAlias

from controllers.jobs import Job, exit_with_parent
from controllers.lanes import Lanes
from controllers.loading import Access, Batch, Rest, packed, prewarm, read_batches, unpacked
from wire.client import PlatformClient
from wire.errors import Cancelled, Told

SWITCH_INTERVAL = 0.0005  # s: the thread that fetches must not wait 5 ms for the one that reads, at every packet

Pipe: TypeAlias = "Connection[Any, Any]"


@dataclass(frozen=True, slots=True)
class Order:
    """What the worker is asked to read."""

    access: Access
    rest: Rest


@dataclass(frozen=True, slots=True)
class Rows:
    """Said before the bytes of some rows: where the next ones are."""

    rest: Rest | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """The platform asked for a pause."""

    sentence: str


Said: TypeAlias = Batch | Waiting | Told
Start: TypeAlias = Callable[[], tuple[SpawnProcess, Pipe]]


class WorkerLostError(Exception):
    """The worker process could not be started, or ended in the middle of an order."""


def start_process() -> tuple[SpawnProcess, Pipe]:
    """A new worker process and our end of its pipe."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs,), name="tagline-loader", daemon=True)
    process.start()
    theirs.close()
    return process, ours


def serve(pipe: Pipe) -> None:
    """Read order after order, in the worker process, until the window closes its end."""
    exit_with_parent()
    sys.setswitchinterval(SWITCH_INTERVAL)
    gc.disable()  # columns make no cycles, and a collection in the middle only costs
    prewarm()
    with contextlib.suppress(EOFError, OSError):
        while True:
            _answer(pipe, pipe.recv())
            gc.collect()


def _answer(pipe: Pipe, order: Order) -> None:
    try:
        client = order.access.client(on_wait=lambda sentence: pipe.send(Waiting(sentence)))
        for batch in read_batches(client, order.rest):
            pipe.send(Rows(batch.rest))
            pipe.send_bytes(packed(batch.table))
    except Told as problem:
        pipe.send(problem)


def _hear(pipe: Pipe) -> Said:
    """The next thing the worker says, in a thread of ours. Raises EOFError or OSError when the worker has gone."""
    said = pipe.recv()
    if not isinstance(said, Rows):
        return said
    return Batch(unpacked(pipe.recv_bytes()), said.rest)


class Loader:
    """Reads the rest of a folder in the worker process, or in a thread when there is no such process."""

    def __init__(self, lanes: Lanes, start: Start = start_process) -> None:
        self._lanes = lanes
        self._start = start
        self._worker: tuple[SpawnProcess, Pipe] | None = None
        self._turn = asyncio.Lock()

    @property
    def process_id(self) -> int | None:
        """The worker process that is ready or reading now."""
        return self._worker[0].pid if self._worker is not None else None

    async def prewarm(self) -> None:
        """Start the worker process ahead of the first folder."""
        async with self._turn:
            with contextlib.suppress(WorkerLostError):
                await self._ready()

    async def read(self, access: Access, client: PlatformClient, rest: Rest, job: Job) -> AsyncGenerator[Batch, None]:
        """All batches from `rest` on. Raises PlatformError, Cancelled too."""
        following: Rest | None = rest
        try:
            async with self._turn, contextlib.aclosing(self._from_worker(access, rest, job)) as batches:
                async for batch in batches:
                    following = batch.rest
                    yield batch
        except WorkerLostError:
            async with contextlib.aclosing(self._from_thread(client, following, job)) as batches:
                async for batch in batches:
                    yield batch

    def close(self, wait: float = 1.0) -> None:
        """End the worker process, and wait for that at most `wait` seconds."""
        if self._worker is not None:
            process, _ = self._worker  # the pipe closes with its last reader: closed here, its number could be reused
            self._worker = None
            process.kill()
            process.join(wait)

    async def _ready(self) -> tuple[SpawnProcess, Pipe]:
        if self._worker is not None and not self._worker[0].is_alive():
            self.close(0.0)
        if self._worker is None:
            try:
                self._worker = await self._lanes.load(self._start)
            except OSError as problem:
                raise WorkerLostError from problem
        return self._worker

    async def _from_worker(self, access: Access, rest: Rest, job: Job) -> AsyncGenerator[Batch, None]:
        process, pipe = await self._ready()
        job.cancel_asked.connect(process.kill)
        following: Rest | None = rest
        try:
            pipe.send(Order(access, rest))
            while following is not None:
                job.token.raise_if_cancelled()
                said = await self._lanes.load(_hear, pipe)
                job.token.raise_if_cancelled()
                if isinstance(said, Told):
                    following = None
                    raise said
                if isinstance(said, Waiting):
                    job.wait_for(said.sentence)
                    continue
                following = said.rest
                yield said
        except (EOFError, OSError) as problem:
            if job.cancelled:
                raise Cancelled("Stopped.") from None
            raise WorkerLostError from problem
        finally:
            job.cancel_asked.disconnect(process.kill)
            if following is not None:  # an order is left half answered: a fresh process takes the next one
                self.close(0.0)

    async def _from_thread(self, client: PlatformClient, rest: Rest | None, job: Job) -> AsyncGenerator[Batch, None]:
        batches = read_batches(client, rest, job.token) if rest is not None else iter(())
        while (batch := await self._lanes.read(next, batches, None)) is not None:
            yield batch
