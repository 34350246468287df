"""The thread that does upload jobs, one after the other; whoever waits for one is told when it ends."""

import asyncio
import logging
import queue
import threading
from collections.abc import Callable, Sequence
from typing import Final

import msgspec
from sqlalchemy.exc import DBAPIError

from server.intake.preparing import Prepared, UnitRefused, prepare
from server.intake.requests import JobRequest, read_request
from server.intake.storing import Outcome, UnitError, store
from server.media_store import MediaStore
from server.store import folders, jobs
from server.store.database import Store
from server.store.jobs import StoredJob

LAST_WORDS_SECONDS: Final = 1.5

_log = logging.getLogger(__name__)


class JobRunner:
    """Does upload jobs. What is unfinished when the server stops is done when it starts again."""

    def __init__(self, database: Store, media: MediaStore) -> None:
        self._store, self._media = database, media
        self._waiting: queue.SimpleQueue[tuple[str, str] | None] = queue.SimpleQueue()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="upload-jobs", daemon=True)
        self._loop: asyncio.AbstractEventLoop | None = None
        self._ended: dict[str, asyncio.Event] = {}

    def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin, with what an earlier run left undone."""
        self._loop = loop
        with self._store.read() as connection:
            for job in jobs.unfinished(connection):
                self.submit(job.organisation, job.uuid)
        self._thread.start()

    def submit(self, organisation: str, uuid: str) -> None:
        """Have a job done that was noted in the database."""
        self._waiting.put((organisation, uuid))

    async def wait(self, uuid: str, seconds: float, status: Callable[[], str]) -> None:
        """Wait until a job has ended, the platform stops, or the time is over; `status` looks how it stands."""
        ended = self._ended.setdefault(uuid, asyncio.Event())
        # Looked at again now that the end would be heard: it may have come in between.
        if self._stopping.is_set() or status() != jobs.PENDING:
            return
        try:
            await asyncio.wait_for(ended.wait(), seconds)
        except TimeoutError:
            return

    def announce(self, uuid: str) -> None:
        """Wake those who wait for a job; called in the thread of the event loop."""
        ended = self._ended.pop(uuid, None)
        if ended is not None:
            ended.set()

    def stop(self) -> None:
        """Finish the unit in hand, leave the rest for the next start, and wake everybody."""
        self._stopping.set()
        self._waiting.put(None)
        for uuid in list(self._ended):
            self.announce(uuid)

    def join(self) -> None:
        """Wait a moment for the thread to end."""
        if self._thread.is_alive():
            self._thread.join(LAST_WORDS_SECONDS)

    def _run(self) -> None:
        while (next_job := self._waiting.get()) is not None and not self._stopping.is_set():
            try:
                self._do(*next_job)
            except DBAPIError:
                _log.exception("upload job %s could not be done; it is tried again at the next start", next_job[1])

    def _do(self, organisation: str, uuid: str) -> None:
        with self._store.read() as connection:
            job = jobs.find(connection, organisation, uuid)
        if job is None or job.status != jobs.PENDING:
            return
        request = read_request(job.request.encode())
        outcome = self._prepare(job, request)
        if outcome is None:
            return
        self._finish(job, request, *outcome)
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self.announce, uuid)

    def _prepare(self, job: StoredJob, request: JobRequest) -> tuple[list[Prepared], list[UnitError]] | None:
        prepared: list[Prepared] = []
        errors: list[UnitError] = []
        for unit in request.units:
            if self._stopping.is_set():
                return None
            try:
                with self._store.read() as connection:
                    prepared.append(prepare(connection, self._media, job, unit))
            except UnitRefused as refusal:
                urls = tuple(file.url for file in unit.files)
                errors.append(UnitError(urls, unit.label, refusal.sentence))
        return prepared, errors

    def _finish(
        self, job: StoredJob, request: JobRequest, prepared: Sequence[Prepared], errors: Sequence[UnitError]
    ) -> None:
        with self._store.write() as connection:
            gone = not folders.find(connection, job.organisation, [job.folder])
            if gone:
                errors = [*errors, UnitError((), "The job", "Its folder was deleted meanwhile.")]
            failed = gone or (bool(errors) and not request.ignore_errors)
            if not jobs.finish(connection, job.uuid, jobs.ERROR if failed else jobs.DONE):
                return  # cancelled meanwhile
            made = () if failed else store(connection, job, request, prepared)
            outcome = Outcome(made, tuple(errors), len(made), len(prepared) if failed else 0)
            jobs.note_outcome(connection, job.uuid, msgspec.json.encode(outcome).decode())
