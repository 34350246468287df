"""Datasets and their data rows: links to items; a mirror dataset holds what its folder holds."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update

from server.moments import new_uuid, now_text
from server.store import tables
from server.store.database import in_parts
from server.store.items import StoredItem

_datasets, _rows, _items = tables.datasets, tables.rows, tables.items


class StoredDataset(NamedTuple):
    """A dataset as it is kept; `folder` is the one it mirrors."""

    uuid: str
    title: str
    description: str
    owner: str
    created_at: str
    edited_at: str
    folder: str | None


class StoredRow(NamedTuple):
    """A data row as it is kept."""

    uuid: str
    dataset: str
    item: str
    title: str
    created_at: str
    edited_at: str


class NewDataset(msgspec.Struct, frozen=True, kw_only=True):
    """A dataset to be made; with a `folder` it mirrors that."""

    organisation: str
    title: str
    owner: str
    description: str = ""
    folder: str | None = None
    uuid: str | None = None
    created_at: str | None = None


_DATASET = [_datasets.c[name] for name in StoredDataset._fields]
_ROW = [_rows.c[name] for name in StoredRow._fields]
_ITEM = [_items.c[name] for name in StoredItem._fields]


def add(connection: Connection, dataset: NewDataset) -> str:
    """Make a dataset, and tie it to its folder when it has one; give its uuid."""
    moment = dataset.created_at or now_text()
    uuid = dataset.uuid or new_uuid()
    values = msgspec.structs.asdict(dataset) | {
        "uuid": uuid,
        "folded": dataset.title.casefold(),
        "created_at": moment,
        "edited_at": moment,
    }
    connection.execute(insert(_datasets).values(values))
    if dataset.folder is not None:
        folders = tables.folders
        connection.execute(update(folders).where(folders.c.uuid == dataset.folder).values(dataset=uuid))
    return uuid


def every(connection: Connection, organisation: str) -> list[StoredDataset]:
    """Give the organisation's datasets, the newest first."""
    query = select(*_DATASET).where(_datasets.c.organisation == organisation)
    rows = connection.execute(query.order_by(_datasets.c.created_at.desc(), _datasets.c.uuid))
    return [StoredDataset._make(row) for row in rows]


def find(connection: Connection, organisation: str, uuid: str) -> StoredDataset | None:
    """Give a dataset."""
    query = select(*_DATASET).where(_datasets.c.uuid == uuid, _datasets.c.organisation == organisation)
    row = connection.execute(query).first()
    return None if row is None else StoredDataset._make(row)


def rows_of(connection: Connection, dataset: str) -> list[tuple[StoredRow, StoredItem]]:
    """Give a dataset's rows with the items behind them, in the order they were linked."""
    query = select(*_ROW, *_ITEM).join(_items, _items.c.uuid == _rows.c.item).where(_rows.c.dataset == dataset)
    split = len(_ROW)
    return [
        (StoredRow._make(row[:split]), StoredItem._make(row[split:]))
        for row in connection.execute(query.order_by(_rows.c.position))
    ]


def row_in(connection: Connection, organisation: str, uuid: str) -> tuple[StoredRow, StoredItem] | None:
    """Give a row of one of the organisation's datasets, with the item behind it."""
    query = select(*_ROW, *_ITEM).join(_items, _items.c.uuid == _rows.c.item)
    row = connection.execute(query.where(_rows.c.uuid == uuid, _items.c.organisation == organisation)).first()
    return None if row is None else (StoredRow._make(row[: len(_ROW)]), StoredItem._make(row[len(_ROW) :]))


def links_of(connection: Connection, item: str) -> list[tuple[StoredDataset, list[str], str]]:
    """Give the datasets that hold an item, with its rows there and since when."""
    found: dict[str, tuple[StoredDataset, list[str], str]] = {}
    query = select(_rows.c.uuid, _rows.c.created_at, *_DATASET).join(_datasets, _datasets.c.uuid == _rows.c.dataset)
    for row in connection.execute(query.where(_rows.c.item == item).order_by(_rows.c.created_at)):
        uuid, since, *values = list[Any](row)
        dataset = StoredDataset._make(values)
        found.setdefault(dataset.uuid, (dataset, [], since))[1].append(uuid)
    return list(found.values())


def linked_items(connection: Connection, dataset: str, items: Sequence[str]) -> set[str]:
    """Give those of the items that the dataset holds already."""
    linked: set[str] = set()
    for part in in_parts(items):
        query = select(_rows.c.item).where(_rows.c.dataset == dataset, _rows.c.item.in_(part))
        linked.update(connection.execute(query).scalars())
    return linked


def link(connection: Connection, dataset: str, items: Sequence[StoredItem]) -> list[str]:
    """Make a row of each item, titled as the item; give the rows' uuids."""
    moment = now_text()
    last = connection.execute(select(func.max(_rows.c.position)).where(_rows.c.dataset == dataset)).scalar() or 0
    rows = [new_uuid() for _ in items]
    values = [
        {
            "uuid": row,
            "dataset": dataset,
            "item": item.uuid,
            "title": item.name,
            "position": last + number,
            "created_at": moment,
            "edited_at": moment,
        }
        for number, (row, item) in enumerate(zip(rows, items, strict=True), start=1)
    ]
    if values:
        connection.execute(insert(_rows), values)
        connection.execute(update(_datasets).where(_datasets.c.uuid == dataset).values(edited_at=moment))
        _count_links(connection, [item.uuid for item in items])
    return rows


def unlink(connection: Connection, dataset: str, rows: Iterable[str]) -> int:
    """Take rows out of a dataset; the items stay. Give how many there were."""
    removed = 0
    for part in in_parts(list(rows)):
        mine = (_rows.c.dataset == dataset, _rows.c.uuid.in_(part))
        items = list(connection.execute(select(_rows.c.item).where(*mine)).scalars())
        removed += connection.execute(delete(_rows).where(*mine)).rowcount
        _count_links(connection, items)
    connection.execute(update(_datasets).where(_datasets.c.uuid == dataset).values(edited_at=now_text()))
    return removed


def retitle(connection: Connection, row: str, title: str | None) -> None:
    """Note that a row was edited, and its new title when there is one."""
    values = {"edited_at": now_text()} | ({} if title is None else {"title": title})
    connection.execute(update(_rows).where(_rows.c.uuid == row).values(**values))


def follow_move(connection: Connection, items: Sequence[str], old: str | None, new: str | None) -> None:
    """Keep mirror datasets in step when items leave one folder for another."""
    if old is not None:
        for part in in_parts(items):
            query = select(_rows.c.uuid).where(_rows.c.dataset == old, _rows.c.item.in_(part))
            unlink(connection, old, connection.execute(query).scalars())
    if new is not None:
        for part in in_parts(items):
            query = select(*_ITEM).where(_items.c.uuid.in_(part))
            link(connection, new, [StoredItem._make(row) for row in connection.execute(query)])


def forget_folders(connection: Connection, folders: Sequence[str]) -> None:
    """Let datasets whose folder goes away stand on their own."""
    for part in in_parts(folders):
        connection.execute(update(_datasets).where(_datasets.c.folder.in_(part)).values(folder=None))


def _count_links(connection: Connection, items: Sequence[str]) -> None:
    for part in in_parts(items):
        count = select(func.count()).select_from(_rows).where(_rows.c.item == _items.c.uuid).scalar_subquery()
        connection.execute(update(_items).where(_items.c.uuid.in_(part)).values(links=count))
