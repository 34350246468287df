"""The end of an upload job: its items into the folder and, where there is one, the dataset, in one transaction."""

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection

from server.intake.preparing import Prepared
from server.intake.requests import JobRequest
from server.store import datasets, folders, items
from server.store.items import ItemPatch
from server.store.jobs import StoredJob


class MadeItem(msgspec.Struct, frozen=True):
    """An item a job made or found; `row` is its data row when the job filled a dataset."""

    uuid: str
    name: str
    row: str | None = None


class UnitError(msgspec.Struct, frozen=True):
    """A unit a job could not take in."""

    urls: tuple[str, ...]
    label: str
    sentence: str


class Outcome(msgspec.Struct, frozen=True):
    """What a job did."""

    made: tuple[MadeItem, ...] = ()
    errors: tuple[UnitError, ...] = ()
    done: int = 0
    cancelled: int = 0


def store(
    connection: Connection, job: StoredJob, request: JobRequest, prepared: Sequence[Prepared]
) -> tuple[MadeItem, ...]:
    """Put everything in its place; give the items that came of it, in the order they were asked for."""
    uuids = [_store_one(connection, job, request, unit) for unit in prepared]
    found = items.find(connection, job.organisation, uuids)
    rows: dict[str, str] = {}
    folder = folders.find(connection, job.organisation, [job.folder])[job.folder]
    for dataset in {dataset for dataset in (job.dataset, folder.dataset) if dataset is not None}:
        linked = datasets.linked_items(connection, dataset, uuids)
        fresh = [found[uuid] for uuid in dict.fromkeys(uuids) if uuid not in linked]
        made = datasets.link(connection, dataset, fresh)
        if dataset == job.dataset:
            rows = {item.uuid: row for item, row in zip(fresh, made, strict=True)}
    return tuple(MadeItem(uuid, found[uuid].name, rows.get(uuid)) for uuid in uuids)


def _store_one(connection: Connection, job: StoredJob, request: JobRequest, unit: Prepared) -> str:
    if request.skip_duplicates and unit.item.blob is not None:
        double = items.with_blob(connection, job.folder, unit.item.blob)
        if double is not None:
            if request.upsert_metadata:
                items.patch(connection, {double: ItemPatch(metadata=unit.item.metadata)})
            return double
    frames = items.add(connection, unit.frames)
    (uuid,) = items.add(connection, [unit.item])
    items.set_members(connection, uuid, [*frames, *unit.members])
    return uuid
