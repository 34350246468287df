"""Uploads: files on their way in, and the jobs that make items of them."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, func, insert, select, update

from server.moments import new_uuid, now_text
from server.store import tables
from server.store.database import in_parts

_uploads, _jobs = tables.uploads, tables.jobs

PENDING, DONE, ERROR, CANCELLED = "PENDING", "DONE", "ERROR", "CANCELLED"


class StoredUpload(NamedTuple):
    """A place for a file; `blob`, `size` and `media_type` are known once the file has come."""

    uuid: str
    kind: str
    blob: str | None
    size: int | None
    media_type: str | None


class StoredJob(NamedTuple):
    """A job: `request` is the JSON it was asked with, `outcome` the JSON of what it did."""

    uuid: str
    organisation: str
    folder: str
    dataset: str | None
    owner: str
    status: str
    request: str
    outcome: str


class NewJob(NamedTuple):
    """A job to be done."""

    organisation: str
    folder: str
    dataset: str | None
    owner: str
    request: str


def add_uploads(connection: Connection, organisation: str, kind: str, count: int) -> list[str]:
    """Make places for files; give the uuids their items will have."""
    moment = now_text()
    uuids = [new_uuid() for _ in range(count)]
    values = [
        {"uuid": uuid, "organisation": organisation, "kind": kind, "created_at": moment, "blob": None, "size": None}
        for uuid in uuids
    ]
    if values:
        connection.execute(insert(_uploads), values)
    return uuids


def find_uploads(connection: Connection, organisation: str, uuids: Sequence[str]) -> dict[str, StoredUpload]:
    """Give those of the places that are there, by uuid."""
    found: dict[str, StoredUpload] = {}
    for part in in_parts(uuids):
        query = select(*[_uploads.c[name] for name in StoredUpload._fields])
        rows = connection.execute(query.where(_uploads.c.uuid.in_(part), _uploads.c.organisation == organisation))
        found.update((row[0], StoredUpload._make(row)) for row in rows)
    return found


def fill_upload(connection: Connection, uuid: str, blob: str, size: int, media_type: str | None) -> bool:
    """Note that the file of a place has come; False when there is no such place."""
    change = update(_uploads).where(_uploads.c.uuid == uuid).values(blob=blob, size=size, media_type=media_type)
    return connection.execute(change).rowcount == 1


def blob_is_known(connection: Connection, organisation: str, blob: str) -> bool:
    """Say whether this organisation has a file of these contents."""
    for table in (_uploads, tables.items):
        query = select(table.c.uuid).where(table.c.blob == blob, table.c.organisation == organisation).limit(1)
        if connection.execute(query).first() is not None:
            return True
    return False


def add(connection: Connection, job: NewJob) -> str:
    """Note a job that is to be done; give its uuid."""
    uuid = new_uuid()
    values = {"uuid": uuid, "created_at": now_text(), "status": PENDING, "outcome": "{}"}
    connection.execute(insert(_jobs).values(**job._asdict(), **values))
    return uuid


def find(connection: Connection, organisation: str, uuid: str) -> StoredJob | None:
    """Give a job."""
    query = select(*[_jobs.c[name] for name in StoredJob._fields])
    row = connection.execute(query.where(_jobs.c.uuid == uuid, _jobs.c.organisation == organisation)).first()
    return None if row is None else StoredJob._make(row)


def unfinished(connection: Connection) -> list[StoredJob]:
    """Give the jobs that an earlier run of the server left undone, oldest first."""
    query = select(*[_jobs.c[name] for name in StoredJob._fields])
    rows = connection.execute(query.where(_jobs.c.status == PENDING).order_by(_jobs.c.created_at))
    return [StoredJob._make(row) for row in rows]


def finish(connection: Connection, uuid: str, status: str) -> bool:
    """Note how a job ended; False when it had ended before, for instance by being cancelled."""
    change = update(_jobs).where(_jobs.c.uuid == uuid, _jobs.c.status == PENDING).values(status=status)
    return connection.execute(change).rowcount == 1


def note_outcome(connection: Connection, uuid: str, outcome: str) -> None:
    """Note what a job did, as JSON."""
    connection.execute(update(_jobs).where(_jobs.c.uuid == uuid).values(outcome=outcome))


def count_in(connection: Connection, folder: str) -> int:
    """Count the jobs that are still to be done in a folder."""
    query = select(func.count()).select_from(_jobs).where(_jobs.c.folder == folder, _jobs.c.status == PENDING)
    return connection.execute(query).scalar() or 0
