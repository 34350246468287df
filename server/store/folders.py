"""Folders: a tree in each organisation."""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import CTE, Connection, Select, delete, func, insert, select, update

from server.moments import new_uuid, now_text
from server.store import tables
from server.store.database import in_parts
from server.store.pages import PageRequest, token_after, turn_to

_folders = tables.folders


class StoredFolder(NamedTuple):
    """A folder as it is kept; `dataset` mirrors it, `config` is JSON text."""

    uuid: str
    organisation: str
    parent: str | None
    name: str
    description: str
    metadata: str | None
    owner: str
    created_at: str
    edited_at: str
    dataset: str | None
    config: str


_COLUMNS = [_folders.c[name] for name in StoredFolder._fields]


class NewFolder(msgspec.Struct, frozen=True, kw_only=True):
    """A folder to be made; what is left out gets a new uuid and the present moment."""

    organisation: str
    name: str
    owner: str
    parent: str | None = None
    description: str = ""
    metadata: str | None = None
    uuid: str | None = None
    created_at: str | None = None


class FolderQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which folders: the children of `parent` (None: the top), or all below it."""

    organisation: str
    parent: str | None = None
    recursive: bool = False
    search: str = ""
    mirrors: bool | None = None


def add(connection: Connection, folder: NewFolder) -> str:
    """Make a folder; give its uuid."""
    moment, uuid = folder.created_at or now_text(), folder.uuid or new_uuid()
    values = msgspec.structs.asdict(folder) | {
        "uuid": uuid,
        "folded": folder.name.casefold(),
        "created_at": moment,
        "edited_at": moment,
        "dataset": None,
        "config": "{}",
    }
    connection.execute(insert(_folders).values(values))
    return uuid


def find(connection: Connection, organisation: str, uuids: Iterable[str]) -> dict[str, StoredFolder]:
    """Give those of the folders that are there, by uuid."""
    found: dict[str, StoredFolder] = {}
    for part in in_parts(list(uuids)):
        query = select(*_COLUMNS).where(_folders.c.uuid.in_(part), _folders.c.organisation == organisation)
        found.update((row[0], StoredFolder._make(row)) for row in connection.execute(query))
    return found


def page(connection: Connection, query: FolderQuery, request: PageRequest) -> tuple[list[StoredFolder], str | None]:
    """Give one page of folders, and the token of the next page or None."""
    statement = _within(select(*_COLUMNS).where(_folders.c.organisation == query.organisation), query)
    if query.search:
        statement = statement.where(_folders.c.folded.contains(query.search.casefold(), autoescape=True))
    if query.mirrors is not None:
        statement = statement.where(_folders.c.dataset.is_not(None) if query.mirrors else _folders.c.dataset.is_(None))
    rows = [StoredFolder._make(row) for row in connection.execute(turn_to(statement, _folders, request))]
    if len(rows) <= request.size:
        return rows, None
    last = rows[request.size - 1]
    return rows[: request.size], token_after(request, getattr(last, request.order), last.uuid)


def _within(statement: Select[Any], query: FolderQuery) -> Select[Any]:
    if not query.recursive:
        return statement.where(
            _folders.c.parent.is_(None) if query.parent is None else _folders.c.parent == query.parent
        )
    if query.parent is None:
        return statement
    below = subtree(query.parent)
    return statement.where(_folders.c.uuid.in_(select(below.c.uuid)), _folders.c.uuid != query.parent)


def subtree(uuid: str) -> CTE:
    """Name a folder and everything below it, to be used in a larger question."""
    top = select(_folders.c.uuid).where(_folders.c.uuid == uuid).cte("subtree", recursive=True)
    return top.union(select(_folders.c.uuid).where(_folders.c.parent == top.c.uuid))


def subtree_uuids(connection: Connection, uuid: str) -> list[str]:
    """Give a folder and everything below it."""
    return list(connection.execute(select(subtree(uuid).c.uuid)).scalars())


def paths_to_root(connection: Connection, folders: Sequence[StoredFolder]) -> list[list[StoredFolder]]:
    """Give each folder's parents, the top one first; one question a level, however many folders."""
    known = {folder.uuid: folder for folder in folders}
    wanted = {folder.parent for folder in folders if folder.parent} - known.keys()
    while wanted:
        found = find(connection, folders[0].organisation, wanted)
        known.update(found)
        wanted = {folder.parent for folder in found.values() if folder.parent} - known.keys()
    return [_path(folder, known) for folder in folders]


def _path(folder: StoredFolder, known: dict[str, StoredFolder]) -> list[StoredFolder]:
    path: list[StoredFolder] = []
    while folder.parent is not None:
        folder = known[folder.parent]
        path.append(folder)
    return path[::-1]


def change(connection: Connection, uuid: str, values: dict[str, str]) -> None:
    """Write new values (name, description, metadata, config) over old ones; the moment of the last edit moves."""
    if "name" in values:
        values = values | {"folded": values["name"].casefold()}
    connection.execute(update(_folders).where(_folders.c.uuid == uuid).values(**values, edited_at=now_text()))


def move(connection: Connection, uuids: Sequence[str], parent: str | None) -> None:
    """Hang folders below another, or at the top."""
    for part in in_parts(uuids):
        connection.execute(
            update(_folders).where(_folders.c.uuid.in_(part)).values(parent=parent, edited_at=now_text())
        )


def remove(connection: Connection, uuid: str) -> None:
    """Forget an empty folder, or one whose items are gone, with everything below it."""
    below = subtree_uuids(connection, uuid)
    for part in in_parts(below[::-1]):
        connection.execute(delete(_folders).where(_folders.c.uuid.in_(part)))


def count_below(connection: Connection, uuid: str) -> int:
    """Count the folders directly or deeper below this one."""
    below = subtree(uuid)
    return (connection.execute(select(func.count()).select_from(below)).scalar() or 1) - 1
