"""Looks through the items of every folder a person may see, one page at a time: nothing of it is kept."""

import contextlib
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass

from controllers.jobs import Job
from controllers.lanes import Lanes
from controllers.loading import PAGE, Batch, FolderRest, read_page
from controllers.session import Session
from domain.catalog import Folder
from models.arrow import ArrowTable
from wire.cancel import CancelToken
from wire.client import PlatformClient
from wire.errors import Cancelled, Forbidden, Malformed, NotFound, PlatformError


@dataclass(frozen=True, slots=True)
class FolderPage:
    """Some items of a folder, as a table of `arrow_page`."""

    folder: Folder
    table: ArrowTable


class EveryFolder:
    """One look through everything. `done` of `folders` were read to their end, `items` in all.

    `problem`: a sentence why it ended before its time, else empty. `refused`: folders that could not be read.
    """

    def __init__(self, session: Session, lanes: Lanes, job: Job) -> None:
        self._session = session
        self._lanes = lanes
        self._job = job
        self._client = session.require_client()
        self._generation = session.generation
        self.done = self.folders = self.items = 0
        self.refused: list[str] = []
        self.problem = ""

    @property
    def shortfall(self) -> str:
        """What was not looked at, in a sentence; empty where everything was."""
        if self.problem:
            return f"Not everything was looked at. {self.problem}"
        count = len(self.refused)
        if not count:
            return ""
        return f"{count:,} folders could not be read." if count > 1 else "1 folder could not be read."

    @property
    def where(self) -> str:
        """What was looked at, in words: "in all 12 folders", "in 3 of 12 folders"."""
        if not self.folders:
            return "on the platform"
        if self.folders == self.done:
            return "in the only folder" if self.folders == 1 else f"in all {self.folders:,} folders"
        return f"in {self.done:,} of {self.folders:,} folders"

    async def pages(self) -> AsyncGenerator[FolderPage, None]:
        """Every page, the next one read when it is asked for. What goes wrong ends it and is said in `problem`."""
        try:
            for folder in await self._list():
                async with contextlib.aclosing(self._items(folder.uuid)) as tables:
                    async for table in tables:
                        yield FolderPage(folder, table)
                self._job.advance(1)
        except Cancelled as stopped:
            self.problem = stopped.sentence if not self._job.cancelled else "It was stopped."
        except PlatformError as problem:
            self.problem = problem.sentence

    async def _list(self) -> list[Folder]:
        """Every folder, known before the first is read: how far the look is can be told then."""
        found = {folder.uuid: folder for folder in await self._folders_in(None)}
        waiting = list(found)
        while waiting:
            self.folders = len(found)
            self._job.wait_for(f"finding the folders, {self.folders:,} so far")
            with contextlib.suppress(Forbidden, NotFound):  # it went, or was closed to us, since it was listed
                inside = [folder for folder in await self._folders_in(waiting.pop()) if folder.uuid not in found]
                found |= {folder.uuid: folder for folder in inside}
                waiting += [folder.uuid for folder in inside]
        self._job.advance(0, self.folders)
        return list(found.values())

    async def _folders_in(self, parent: str | None) -> Sequence[Folder]:
        self._check()
        return await self._lanes.read(_folders_in, self._client, parent, self._job.token)

    async def _items(self, folder: str) -> AsyncGenerator[ArrowTable, None]:
        following: FolderRest | None = FolderRest(folder)
        seen: set[FolderRest] = set()
        while following is not None:
            self._check()
            if following in seen:
                raise Malformed("The platform gives the same page of a folder again and again.")
            seen.add(following)
            try:
                batch: Batch = await self._lanes.read(read_page, self._client, following, PAGE, self._job.token)
            except (Forbidden, NotFound) as refused:
                self.refused.append(refused.sentence)
                return
            yield batch.table
            self.items += batch.table.num_rows
            self._job.wait_for(f"{self.items:,} items so far")
            following = batch.rest if isinstance(batch.rest, FolderRest) else None
        self.done += 1

    def _check(self) -> None:
        self._job.token.raise_if_cancelled()
        if self._generation != self._session.generation:
            raise Cancelled("The connection was changed meanwhile.")


def _folders_in(client: PlatformClient, parent: str | None, cancel: CancelToken) -> tuple[Folder, ...]:
    return tuple(folder for page in client.folder_pages(parent, cancel=cancel) for folder in page.values)
