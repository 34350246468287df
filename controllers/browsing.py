"""Looking around on the platform: the two trees, folders and datasets opened as tables, a look at one file."""

import asyncio
import contextlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, Signal

from controllers.jobs import JobBoard
from controllers.lanes import Lanes
from controllers.loading import prewarm
from controllers.open_table import OpenTable
from controllers.opening import Find, Opening, dataset_items, folder_items
from controllers.previewing import Preview, read_preview
from controllers.session import Session
from controllers.worker import Loader
from domain.catalog import DataRow, Dataset, Folder, FolderSummary
from domain.metadata import Metadata
from models.dataset_tree import DatasetTree
from models.folder_tree import FolderTree
from models.staged import StagedEdits
from wire.client import PlatformClient
from wire.errors import Cancelled, PlatformError

T = TypeVar("T")
P = ParamSpec("P")


class Browsing(QObject):
    """Fills the trees and the open tables. A late answer to an old question is dropped."""

    tables_changed = Signal()
    """A table was opened or closed."""

    def __init__(
        self,
        session: Session,
        lanes: Lanes,
        board: JobBoard,
        staged: StagedEdits,
        folders: FolderTree,
        datasets: DatasetTree,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._lanes = lanes
        self._staged = staged
        self._folders = folders
        self._datasets = datasets
        self._loader = Loader(lanes)
        self._opening = Opening(session, lanes, board, self._loader)
        self._tables: list[OpenTable] = []
        self._seen_folders: set[str] = set()
        self._seen_datasets: set[str] = set()
        self._previews = 0
        self._platform = ""
        session.schema_changed.connect(self._show_schema)
        session.connected.connect(self._start_anew)
        session.pause_asked.connect(board.say_waiting)

    @property
    def tables(self) -> tuple[OpenTable, ...]:
        """The tables that are open now."""
        return tuple(self._tables)

    @property
    def loader(self) -> Loader:
        """Reads whole folders beside the window, one at a time."""
        return self._loader

    @property
    def worker_process_id(self) -> int | None:
        """The worker process that is ready or reading now."""
        return self._loader.process_id

    async def prewarm(self) -> None:
        """Start the worker process and bring in the libraries ahead of the first folder; once the window is shown."""
        await self._loader.prewarm()
        await self._lanes.compute(prewarm)

    def close(self) -> None:
        """Stop what is loading and end the worker process."""
        for table in self.tables:
            self.close_table(table)
        self._loader.close()

    # the trees

    async def load_trees(self) -> None:
        """Read the top folders and the datasets, then how much each folder holds. Raises PlatformError."""
        folders, datasets = await asyncio.gather(self._ask(_folders_in, None), self._ask(_datasets))
        self._folders.set_children(None, folders)
        self._datasets.set_datasets(datasets)
        await self._summarise(folders)

    async def load_children(self, uuid: str) -> None:
        """Read the folders in a folder, then how much each holds. A failure is shown in the tree, not raised."""
        self._seen_folders.add(uuid)
        try:
            folders = await self._ask(_folders_in, uuid)
        except PlatformError as problem:
            self._folders.set_failed(uuid, problem.sentence)
            return
        self._folders.set_children(uuid, folders)
        await self._summarise(folders)

    async def load_rows(self, dataset: str) -> None:
        """Read the rows of a dataset. A failure is shown in the tree, not raised."""
        self._seen_datasets.add(dataset)
        try:
            rows = await self._ask(_rows, dataset)
        except PlatformError as problem:
            self._datasets.set_failed(dataset, problem.sentence)
            return
        self._datasets.set_rows(dataset, rows)

    async def refresh(self) -> None:
        """Read again everything of the trees that was read before. Raises PlatformError."""
        await self.load_trees()
        for uuid in tuple(self._seen_folders):
            await self.load_children(uuid)
        for uuid in tuple(self._seen_datasets):
            await self.load_rows(uuid)

    # tables

    def new_table(self, kind: str, uuid: str, title: str) -> OpenTable:
        """A table for a tab, empty until `open_folder` or `open_dataset` fills it. `kind`: folder or dataset."""
        table = OpenTable(kind, uuid, title, self._staged, self._session.schema, self)
        self._tables.append(table)
        self.tables_changed.emit()
        return table

    def close_table(self, table: OpenTable) -> None:
        """The tab is closed: what still loads is stopped; staged edits stay staged."""
        table.close()
        if table in self._tables:
            self._tables.remove(table)
            self.tables_changed.emit()

    async def open_folder(self, uuid: str, name: str, table: OpenTable) -> None:
        """Show the items of a folder: the first rows at once, then the rest. What fails is said on the table."""
        await self._fill(table, name, folder_items(uuid))

    async def open_dataset(self, uuid: str, name: str, table: OpenTable) -> None:
        """Show the items behind the rows of a dataset. What fails is said on the table."""
        await self._fill(table, name, dataset_items(uuid))

    def confirmed(self, item: str) -> Metadata | None:
        """What the platform last confirmed of an item, as an open table shows it; None when none shows it."""
        found = (table.confirmed(item) for table in self._tables)
        return next((metadata for metadata in found if metadata is not None), None)

    def last_edited(self, items: Sequence[str]) -> dict[str, str]:
        """When the platform said items were edited last; those that no open table shows are left out."""
        moments: dict[str, str] = {}
        for table in reversed(self._tables):
            moments |= table.last_edited(items)
        return moments

    def accept(self, confirmed: Mapping[str, Metadata], edited_at: Mapping[str, str]) -> None:
        """Show what the platform says now of some items, in every open table that has them."""
        for table in self._tables:
            table.accept(confirmed, edited_at)

    async def preview(self, item: str) -> Preview:
        """What can be shown of a file. Raises PlatformError; Cancelled when another preview was asked for meanwhile."""
        self._previews += 1
        asked = self._previews
        preview = await self._ask(read_preview, item)
        if asked != self._previews:
            raise Cancelled("Another preview was asked for.")
        return preview

    async def _fill(self, table: OpenTable, name: str, find: Find) -> None:
        table.title = name
        await self._opening.fill(table, find)

    async def _ask(self, question: Callable[Concatenate[PlatformClient, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Ask the platform in the read lane; an answer that comes after we left that platform is dropped."""
        generation = self._session.generation
        answer = await self._lanes.read(question, self._session.require_client(), *args, **kwargs)
        if generation != self._session.generation:
            raise Cancelled("The answer came after the connection was changed.")
        return answer

    async def _summarise(self, folders: Iterable[Folder]) -> None:
        for folder in folders:
            with contextlib.suppress(PlatformError):  # counts are a courtesy: a folder without them still opens
                self._folders.set_summary(folder.uuid, await self._ask(_summary, folder.uuid))

    def _show_schema(self) -> None:
        for table in self._tables:
            table.show_schema(self._session.schema)

    def _start_anew(self) -> None:
        if self._platform != self._session.platform_key:  # the local platform started again is the same one
            self._platform = self._session.platform_key
            self._seen_folders.clear()
            self._seen_datasets.clear()
            self._folders.clear()
            self._datasets.clear()
        self._show_schema()


def _folders_in(client: PlatformClient, uuid: str | None) -> tuple[Folder, ...]:
    return tuple(folder for page in client.folder_pages(uuid) for folder in page.values)


def _datasets(client: PlatformClient) -> tuple[Dataset, ...]:
    return tuple(client.list_datasets())


def _rows(client: PlatformClient, dataset: str) -> tuple[DataRow, ...]:
    return tuple(client.dataset_rows(dataset))


def _summary(client: PlatformClient, folder: str) -> FolderSummary:
    return client.folder_summary(folder)
