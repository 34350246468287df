"""Looks through the items a migration is about: those of open tables as they are shown, or whole folders, read anew."""

from collections import Counter
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any

import pyarrow

from controllers.bulk import Change, Tally
from controllers.jobs import Job
from controllers.lanes import Lanes
from controllers.loading import Batch, FolderRest, ItemsRest, Rest
from controllers.migration_items import SHOWN, Looked, ValueStep, look
from controllers.migration_spool import Spool
from controllers.open_table import OpenTable
from controllers.session import Session
from controllers.worker import Loader
from domain.bulk.texts import text_of
from domain.migrations.migration import Migration
from models.arrow import ArrowTable
from models.arrow import table as arrow_table
from models.arrow_page import FACT_MARK, KEY_MARK
from models.column_spec import ColumnSpec
from models.data_frame import ColumnValues, column_values
from models.staged import StagedEdits
from wire.cancel import CancelToken
from wire.client import PlatformClient

_BLOCK = 4_096  # rows looked at between two breaths of the window
_REASONS = 5
_MOST_VALUES = 1_000

_arrow: Any = pyarrow


@dataclass(frozen=True, slots=True)
class Where:
    """Where a migration looks: in some folders and datasets, or, where `folders` is None, on the whole platform."""

    folders: tuple[str, ...] | None = None
    datasets: tuple[str, ...] = ()

    @property
    def everywhere(self) -> bool:
        """Whether nothing the platform shows us is left out."""
        return self.folders is None

    @staticmethod
    def of(tables: Sequence[OpenTable]) -> "Where":
        """The folders and datasets that are open."""
        folders = [table.uuid for table in tables if table.kind == "folder"]
        datasets = [table.uuid for table in tables if table.kind == "dataset"]
        return Where(tuple(dict.fromkeys(folders)), tuple(dict.fromkeys(datasets)))


@dataclass(slots=True)
class Survey:
    """What a step would change, added up; `spool` has all of it where it was asked for. `total` None: not known yet."""

    total: int | None = None
    seen: int = 0
    items: int = 0
    values: int = 0
    remaining: int = 0
    left: Counter[str] = field(default_factory=Counter[str])
    first: list[Change] = field(default_factory=list[Change])
    spool: Spool | None = None

    def add(self, looked: Looked) -> None:
        """Some more items were looked at."""
        self.seen += looked.seen
        self.items += len(looked.changes)
        self.values += looked.values
        self.remaining += looked.remaining
        self.left.update(looked.left)
        self.first += looked.first[: SHOWN - len(self.first)]

    def tally(self) -> Tally:
        """The same as a preview shows it, in items."""
        refused = self.left.total()
        total = self.seen + 1 if self.total is None else self.total
        more = max(self.values + refused - self.seen, 0)  # an item may change under several keys
        reasons = tuple(self.left.most_common(_REASONS))
        return Tally(self.seen + more, total + more, self.values, refused, reasons, tuple(self.first))


class Looking:
    """Looks through items for one step of a migration. Everything that reads raises PlatformError."""

    def __init__(self, session: Session, lanes: Lanes, loader: Loader) -> None:
        self._session = session
        self._lanes = lanes
        self._loader = loader

    async def through(
        self, migration: Migration, step: ValueStep, where: Where, job: Job, told: Callable[[Survey], None]
    ) -> Survey:
        """Read every item of a place anew, and keep what the step changes. Raises OSError where the disk is full."""
        survey = Survey(spool=Spool())
        seen: set[str] = set()
        async with aclosing(self._batches(where, job)) as batches:
            async for batch in batches:
                fresh = batch.table if where.everywhere else _unseen(batch.table, seen)
                looked = await self._lanes.compute(look, migration, step, fresh)
                if survey.spool is not None:
                    await self._lanes.compute(survey.spool.add, looked.changes)
                survey.add(looked)
                job.advance(batch.table.num_rows)
                told(survey)
        survey.total = survey.seen
        return survey

    async def over_tables(
        self,
        migration: Migration,
        tables: Sequence[OpenTable],
        staged: StagedEdits,
        told: Callable[[Survey], bool],
    ) -> Survey | None:
        """What the first step would change of what is shown now; None where `told` says it is wanted no more."""
        survey = Survey(total=sum(table.frame.rows for table in tables))
        seen: set[str] = set()
        for table in tables:
            whole = await self._lanes.compute(_in_one_piece, _shown(migration, table, staged))
            for start in range(0, whole.num_rows, _BLOCK):
                block = _block(whole, start)
                fresh = block if len(tables) == 1 else _unseen(block, seen)
                survey.add(await self._lanes.compute(look, migration, "fill", fresh))
                if not told(survey):
                    return None
        survey.total = survey.seen
        return survey

    async def values(self, key: str, tables: Sequence[OpenTable], staged: StagedEdits) -> Counter[str]:
        """How often each text stands under a key in the open tables; of very many, some."""
        counts: Counter[str] = Counter()
        for table in tables:
            column = column_values(table.frame, staged, ColumnSpec("key", key, key))
            counts.update(await self._lanes.compute(_counted, column))
        return counts

    async def _batches(self, where: Where, job: Job) -> AsyncGenerator[Batch, None]:
        client = self._session.require_client()
        access = await self._session.access(job.token)
        for rest in await self._lanes.read(_places, client, where, job.token):
            async with aclosing(self._loader.read(access, client, rest, job)) as batches:
                async for batch in batches:
                    yield batch


def _counted(column: ColumnValues) -> Counter[str]:
    cells: list[dict[str, Any]] = _array(column.values).value_counts().to_pylist()
    cells.sort(key=lambda pair: -pair["counts"])
    counts: Counter[str] = Counter()
    for pair in cells[:_MOST_VALUES]:
        text = text_of(pair["values"])
        if text:
            counts[text] += pair["counts"]
    return counts


def _places(client: PlatformClient, where: Where, cancel: CancelToken) -> list[Rest]:
    """What is to be read, folder by folder."""
    folders = where.folders if where.folders is not None else tuple(_all_folders(client, cancel))
    places: list[Rest] = [FolderRest(uuid) for uuid in folders]
    for dataset in where.datasets:
        rows = client.dataset_rows(dataset, cancel=cancel)
        items = tuple(dict.fromkeys(row.backing_item for row in rows if row.backing_item is not None))
        places += [ItemsRest(items)] if items else []
    return places


def _all_folders(client: PlatformClient, cancel: CancelToken) -> Iterator[str]:
    waiting: list[str | None] = [None]
    while waiting:
        parent = waiting.pop()
        for page in client.folder_pages(parent, cancel=cancel):
            for folder in page.values:
                waiting.append(folder.uuid)
                yield folder.uuid


def _unseen(table: ArrowTable, seen: set[str]) -> ArrowTable:
    """The rows of items that did not come before: an item may be in a folder and in a dataset."""
    uuids: list[str] = table.column(f"{FACT_MARK}uuid").to_pylist()
    rows = [row for row, uuid in enumerate(uuids) if uuid not in seen]
    seen.update(uuids)
    return table if len(rows) == table.num_rows else table.take(rows)


def _shown(migration: Migration, table: OpenTable, staged: StagedEdits) -> dict[str, ColumnValues]:
    facts = {f"{FACT_MARK}{name}": ColumnSpec("fact", name, name) for name in ("uuid", "name", "parent")}
    keys = {f"{KEY_MARK}{key}": ColumnSpec("key", key, key) for key in migration.reads(_keys(table, staged))}
    return {name: column_values(table.frame, staged, spec) for name, spec in {**facts, **keys}.items()}


def _keys(table: OpenTable, staged: StagedEdits) -> list[str]:
    return list(dict.fromkeys((*table.frame.keys, *staged.keys)))


def _in_one_piece(columns: dict[str, ColumnValues]) -> ArrowTable:
    return arrow_table({name: _array(column.values) for name, column in columns.items()})


def _array(values: Any) -> Any:
    array = _arrow.array(values.array)
    return array.combine_chunks() if isinstance(array, _arrow.ChunkedArray) else array


def _block(whole: Any, start: int) -> ArrowTable:
    return whole.slice(start, _BLOCK)
