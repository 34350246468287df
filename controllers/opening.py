"""Fills an open table: the first rows at once from a thread, the rest in large batches from the worker process."""

import contextlib
from collections.abc import Callable

from controllers.jobs import Job, JobBoard
from controllers.lanes import Lanes
from controllers.loading import Batch, FolderRest, ItemsRest, Rest, read_page
from controllers.open_table import OpenTable
from controllers.session import Session
from controllers.worker import Loader
from wire.cancel import CancelToken
from wire.client import PlatformClient
from wire.errors import Cancelled, Told

FIRST_PAGE = 200  # rows asked for first: they are there before a person has looked

Find = Callable[[PlatformClient, CancelToken], Rest | None]


class Opening:
    """Reads folders and datasets into open tables."""

    def __init__(self, session: Session, lanes: Lanes, board: JobBoard, loader: Loader) -> None:
        self._session = session
        self._lanes = lanes
        self._board = board
        self._loader = loader

    async def fill(self, table: OpenTable, find: Find) -> None:
        """Read what `find` points at into the table. What goes wrong is said on the table; nothing is raised."""
        question = table.begin()
        job = self._board.start(f"Loading {table.title}", "items")
        table.watch(job)
        sentence = "Loading was stopped. The rows that came are shown."
        try:
            await self._read(table, question, find, job)
            sentence = ""
        except Cancelled:
            pass
        except Told as problem:
            sentence = problem.sentence
        finally:
            table.end(question, sentence)
            job.finish()

    async def _read(self, table: OpenTable, question: int, find: Find, job: Job) -> None:
        client = self._session.require_client()
        first = await self._lanes.read(_first, client, find, job.token)
        if not await self._take(table, question, first, job) or first is None or first.rest is None:
            return
        access = await self._session.access(job.token)
        async with contextlib.aclosing(self._loader.read(access, client, first.rest, job)) as batches:
            async for batch in batches:
                if not await self._take(table, question, batch, job):
                    return

    async def _take(self, table: OpenTable, question: int, batch: Batch | None, job: Job) -> bool:
        if not table.is_current(question):
            return False
        if batch is not None:
            await table.take(batch.table)
            job.advance(batch.table.num_rows)
        return True


def folder_items(uuid: str) -> Find:
    """The items of a folder."""
    return lambda _client, _cancel: FolderRest(uuid)


def dataset_items(uuid: str) -> Find:
    """The items behind the rows of a dataset, each once."""

    def find(client: PlatformClient, cancel: CancelToken) -> Rest | None:
        rows = client.dataset_rows(uuid, cancel=cancel)
        items = tuple(dict.fromkeys(row.backing_item for row in rows if row.backing_item is not None))
        return ItemsRest(items) if items else None

    return find


def _first(client: PlatformClient, find: Find, cancel: CancelToken) -> Batch | None:
    rest = find(client, cancel)
    return None if rest is None else read_page(client, rest, FIRST_PAGE, cancel)
