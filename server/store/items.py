"""Items: the files of a folder and their metadata."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import Connection, Select, bindparam, delete, exists, func, insert, select, update

from server.moments import new_uuid, now_text
from server.store import tables
from server.store.database import in_parts
from server.store.folders import subtree
from server.store.pages import PageRequest, token_after, turn_to

_items = tables.items


class StoredItem(NamedTuple):
    """An item as it is kept; `facts` is a piece of JSON, `metadata` the JSON text as it was sent."""

    uuid: str
    folder: str
    kind: str
    name: str
    description: str
    owner: str
    created_at: str
    edited_at: str
    links: int
    blob: str | None
    facts: str
    metadata: str


_COLUMNS = [_items.c[name] for name in StoredItem._fields]


class NewItem(msgspec.Struct, frozen=True, kw_only=True):
    """An item to be made; what is left out gets a new uuid and the present moment."""

    organisation: str
    folder: str
    kind: str
    name: str
    owner: str
    facts: str
    metadata: str = "{}"
    description: str = ""
    blob: str | None = None
    size: int | None = None
    is_frame: bool = False
    uuid: str | None = None
    created_at: str | None = None


class ItemQuery(msgspec.Struct, frozen=True, kw_only=True):
    """Which items: those of a folder, or of everything below it; without a folder, of the organisation."""

    organisation: str
    folder: str | None = None
    recursive: bool = False
    search: str = ""
    kinds: tuple[str, ...] = ()
    in_dataset: bool | None = None


class ItemPatch(msgspec.Struct, frozen=True):
    """New values of an item; None leaves the old one."""

    name: str | None = None
    description: str | None = None
    metadata: str | None = None


def add(connection: Connection, new: Sequence[NewItem]) -> list[str]:
    """Make items, in one stroke; give their uuids in the same order."""
    moment = now_text()
    uuids = [item.uuid or new_uuid() for item in new]
    values = [
        msgspec.structs.asdict(item)
        | {
            "uuid": uuid,
            "folded": item.name.casefold(),
            "created_at": item.created_at or moment,
            "edited_at": item.created_at or moment,
            "links": 0,
        }
        for item, uuid in zip(new, uuids, strict=True)
    ]
    if values:
        connection.execute(insert(_items), values)
    return uuids


def find(connection: Connection, organisation: str, uuids: Iterable[str]) -> dict[str, StoredItem]:
    """Give those of the items that are there, by uuid."""
    found: dict[str, StoredItem] = {}
    for part in in_parts(list(uuids)):
        query = select(*_COLUMNS).where(_items.c.uuid.in_(part), _items.c.organisation == organisation)
        found.update((row[0], StoredItem._make(row)) for row in connection.execute(query).all())
    return found


def page(connection: Connection, query: ItemQuery, request: PageRequest) -> tuple[list[StoredItem], str | None]:
    """Give one page of items, and the token of the next page or None."""
    statement = _where(select(*_COLUMNS).where(_items.c.is_frame.is_(False)), query)
    rows = [StoredItem._make(row) for row in connection.execute(turn_to(statement, _items, request)).all()]
    if len(rows) <= request.size:
        return rows, None
    last = rows[request.size - 1]
    return rows[: request.size], token_after(request, getattr(last, request.order), last.uuid)


def _where(statement: Select[Any], query: ItemQuery) -> Select[Any]:
    if query.folder is None:
        statement = statement.where(_items.c.organisation == query.organisation)
    elif query.recursive:
        statement = statement.where(_items.c.folder.in_(select(subtree(query.folder).c.uuid)))
    else:
        statement = statement.where(_items.c.folder == query.folder)
    if query.search:
        statement = statement.where(_items.c.folded.contains(query.search.casefold(), autoescape=True))
    if query.kinds:
        statement = statement.where(_items.c.kind.in_(query.kinds))
    if query.in_dataset is not None:
        statement = statement.where(_items.c.links > 0 if query.in_dataset else _items.c.links == 0)
    return statement


def patch(connection: Connection, patches: Mapping[str, ItemPatch]) -> str:
    """Write new values over old ones, all or none; give the moment of the last edit, which moves."""
    moment = now_text()
    # In the order of uuids, so that two writers of the same items wait for each other instead of forever.
    ordered = sorted(patches.items())
    for field in ("name", "description", "metadata"):
        values = [{"key": uuid, "value": value} for uuid, new in ordered if (value := getattr(new, field)) is not None]
        if values:
            connection.execute(
                update(_items)
                .where(_items.c.uuid == bindparam("key"))
                .values({field: bindparam("value"), "edited_at": moment}),
                values,
            )
    renamed = [{"key": uuid, "value": new.name.casefold()} for uuid, new in ordered if new.name is not None]
    if renamed:
        connection.execute(
            update(_items).where(_items.c.uuid == bindparam("key")).values(folded=bindparam("value")), renamed
        )
    return moment


def patched(item: StoredItem, new: ItemPatch, moment: str) -> StoredItem:
    """Give an item as it is after a patch."""
    values = {name: value for name in new.__struct_fields__ if (value := getattr(new, name)) is not None}
    return item._replace(**values, edited_at=moment)


def move(connection: Connection, uuids: Sequence[str], folder: str) -> None:
    """Put items, with the frames that only they show, into another folder."""
    for part in in_parts([*uuids, *frames_of(connection, uuids)]):
        connection.execute(update(_items).where(_items.c.uuid.in_(part)).values(folder=folder, edited_at=now_text()))


def remove(connection: Connection, uuids: Sequence[str]) -> set[str]:
    """Forget items; give the names of the blobs that nothing shows any more."""
    blobs: set[str] = set()
    for part in in_parts(uuids):
        held = connection.execute(select(_items.c.blob).where(_items.c.uuid.in_(part))).scalars()
        blobs.update(blob for blob in held if blob is not None)
        connection.execute(delete(_items).where(_items.c.uuid.in_(part)))
    for part in in_parts(sorted(blobs)):
        blobs.difference_update(connection.execute(select(_items.c.blob).where(_items.c.blob.in_(part))).scalars())
    return blobs


def uuids_below(connection: Connection, folder: str) -> list[str]:
    """Give every item of a folder and of everything below it, frames included."""
    return list(
        connection.execute(select(_items.c.uuid).where(_items.c.folder.in_(select(subtree(folder).c.uuid)))).scalars()
    )


def with_blob(connection: Connection, folder: str, blob: str) -> str | None:
    """Give an item of this folder that shows a blob."""
    query = select(_items.c.uuid).where(_items.c.folder == folder, _items.c.blob == blob, _items.c.is_frame.is_(False))
    return connection.execute(query.order_by(_items.c.created_at).limit(1)).scalar()


def facts_of_blob(connection: Connection, blob: str) -> str | None:
    """Give the facts of an item that shows a blob."""
    return connection.execute(select(_items.c.facts).where(_items.c.blob == blob).limit(1)).scalar()


def metadata_of(connection: Connection, uuid: str) -> str | None:
    """Give the metadata of an item, whosever it is."""
    return connection.execute(select(_items.c.metadata).where(_items.c.uuid == uuid)).scalar()


def set_members(connection: Connection, parent: str, uuids: Sequence[str]) -> None:
    """Say which items make up a group, in order."""
    values = [{"parent": parent, "position": position, "item": uuid} for position, uuid in enumerate(uuids)]
    if values:
        connection.execute(insert(tables.members), values)


def members_of(connection: Connection, parent: str) -> list[StoredItem]:
    """Give the items of a group, in order."""
    members = tables.members
    query = (
        select(*_COLUMNS)
        .join(members, members.c.item == _items.c.uuid)
        .where(members.c.parent == parent)
        .order_by(members.c.position)
    )
    return [StoredItem._make(row) for row in connection.execute(query)]


def groups_with(connection: Connection, uuid: str) -> list[str]:
    """Give the groups that show this item."""
    members = tables.members
    return list(connection.execute(select(members.c.parent).where(members.c.item == uuid).distinct()).scalars())


def frames_of(connection: Connection, groups: Sequence[str]) -> list[str]:
    """Give the hidden frames of these groups that no other group shows."""
    members, others = tables.members, tables.members.alias("others")
    frames: list[str] = []
    for part in in_parts(groups):
        shown_elsewhere = exists().where(others.c.item == members.c.item, others.c.parent.not_in(part))
        query = (
            select(members.c.item)
            .join(_items, _items.c.uuid == members.c.item)
            .where(members.c.parent.in_(part), _items.c.is_frame.is_(True), ~shown_elsewhere)
            .distinct()
        )
        frames.extend(connection.execute(query).scalars())
    return frames


def show(connection: Connection, frames: Sequence[str]) -> None:
    """Let frames whose groups go away be items of their own."""
    for part in in_parts(frames):
        connection.execute(update(_items).where(_items.c.uuid.in_(part)).values(is_frame=False))


def count_kinds(connection: Connection, folder: str) -> list[tuple[str, bool, int, int]]:
    """Count a folder's items and those below it: kind, whether they are frames, how many, how many bytes."""
    query = (
        select(_items.c.kind, _items.c.is_frame, func.count(), func.coalesce(func.sum(_items.c.size), 0))
        .where(_items.c.folder.in_(select(subtree(folder).c.uuid)))
        .group_by(_items.c.kind, _items.c.is_frame)
    )
    return [(kind, frame, count, int(size)) for kind, frame, count, size in connection.execute(query)]
