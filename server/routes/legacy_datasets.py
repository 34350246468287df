"""Datasets in the older API: read one, list, read and save its rows, link items, take rows out, upload into it."""

from typing import Final

import msgspec
from msgspec import UNSET, Raw

from server.conditions import is_before, is_like
from server.legacy import LegacyCall, LegacyHandler
from server.metadata_text import object_text
from server.moments import new_uuid
from server.reading import check_text, read_uuid, read_uuids
from server.refusals import Clash, Forbidden, Unfit
from server.routes.data_rows import RowSpelling, data_type
from server.routes.datasets import dataset_role, seen_dataset
from server.routes.folders import LONGEST_NAME
from server.routes.items import seen_items
from server.routes.uploads import ended_job, start_job
from server.store import datasets, items, jobs
from server.store.datasets import StoredRow
from server.store.items import ItemPatch, StoredItem
from server.strictness import check_metadata
from wire.dataset_messages import (
    DataRowMessage,
    DatasetMessage,
    GetDatasetMessage,
    LinkItemsMessage,
    ListRowsMessage,
    SavedRowMessage,
    SaveRowMessage,
    UpdatedTitleMessage,
)
from wire.messages import NULL


class _Additional(msgspec.Struct):
    signed_url: bool = False
    images_data_fetch_options: dict[str, bool] | None = None
    client_metadata: bool = False


class _GetRow(msgspec.Struct):
    additional_data: _Additional = msgspec.field(default_factory=_Additional)


def get_dataset(call: LegacyCall) -> bytes:
    """Answer `dataset` GET."""
    wanted = call.payload(GetDatasetMessage).dataset_access_settings
    stored = seen_dataset(call.call, call.dataset)
    rows: list[DataRowMessage] = []
    if wanted.fetch_rows:
        how = RowSpelling(call.call, metadata=wanted.fetch_client_metadata)
        with call.call.services.store.read() as connection:
            rows = [how.row(row, item) for row, item in datasets.rows_of(connection, stored.uuid)]
    message = DatasetMessage(stored.title, stored.description, "CORD_STORAGE", stored.uuid, stored.folder, rows)
    return msgspec.json.encode(message)


def list_rows(call: LegacyCall) -> bytes:
    """Answer `datarows` GET."""
    wanted = call.payload(ListRowsMessage)
    settings = wanted.dataset_access_settings
    how = RowSpelling(call.call, metadata=settings is not None and settings.fetch_client_metadata)
    with call.call.services.store.read() as connection:
        found = datasets.rows_of(connection, seen_dataset(call.call, call.dataset).uuid)
    return msgspec.json.encode([how.row(row, item) for row, item in found if _is_wanted(wanted, row, item)])


def _is_wanted(wanted: ListRowsMessage, row: StoredRow, item: StoredItem) -> bool:
    return (
        wanted.title_eq in (None, row.title)
        and (wanted.title_like is None or is_like(row.title, wanted.title_like))
        and (not wanted.data_types or data_type(item) in wanted.data_types)
        and (wanted.data_hashes is None or row.uuid in read_uuids(wanted.data_hashes))
        and is_before(row.created_at, wanted.created_before)
        and is_before(wanted.created_after, row.created_at)
    )


def _seen_row(call: LegacyCall) -> tuple[StoredRow, StoredItem]:
    uuid = read_uuid(call.uid(str))
    with call.call.services.store.read() as connection:
        found = datasets.row_in(connection, call.call.organisation, uuid)
    if found is None:
        raise Forbidden(f"Data row {uuid} is not there, or not for you.")
    return found


def get_row(call: LegacyCall) -> bytes:
    """Answer `datarow` GET."""
    wanted = call.payload(_GetRow).additional_data
    row, item = _seen_row(call)
    message = RowSpelling(call.call, metadata=wanted.client_metadata, sign=wanted.signed_url).row(row, item)
    if wanted.images_data_fetch_options is not None and message.data_type == "IMG_GROUP":
        how = RowSpelling(call.call, sign=wanted.images_data_fetch_options.get("fetch_signed_urls", False))
        with call.call.services.store.read() as connection:
            message.images_data = how.images(connection, item)
    return msgspec.json.encode(message)


def save_row(call: LegacyCall) -> bytes:
    """Answer `datarow` POST: the metadata is the item's, the title the row's own."""
    message = call.payload(SaveRowMessage)
    row, item = _seen_row(call)
    updated: list[str] = []
    with call.call.services.store.write() as connection:
        if message.client_metadata is not UNSET:
            metadata = object_text(message.client_metadata, "client_metadata") or "{}"
            check_metadata(connection, call.call, {item.uuid: metadata})
            items.patch(connection, {item.uuid: ItemPatch(metadata=metadata)})
            updated.append("client_metadata")
        title = None
        if message.data_title is not UNSET:
            title = check_text(message.data_title, "data_title", LONGEST_NAME)
            updated.append("data_title")
        if updated:
            datasets.retitle(connection, row.uuid, title)
    saved = RowSpelling(call.call, metadata=True).row(*_seen_row(call))
    return msgspec.json.encode(SavedRowMessage(updated, saved))


def link_items(call: LegacyCall) -> bytes:
    """Answer `datasetlinkitems` POST with the new rows."""
    message = call.payload(LinkItemsMessage)
    dataset = seen_dataset(call.call, call.dataset).uuid
    uuids = read_uuids(message.item_uuids)
    with call.call.services.store.write() as connection:
        found = seen_items(connection, call.call, uuids)
        linked = datasets.linked_items(connection, dataset, uuids)
        match message.duplicates_behavior:
            case "SKIP":
                uuids = [uuid for uuid in dict.fromkeys(uuids) if uuid not in linked]
            case "FAIL" if linked or len(set(uuids)) < len(uuids):
                raise Clash("Some of these items are in the dataset already; nothing was linked.")
            case "FAIL" | "DUPLICATE":
                pass
            case other:
                raise Unfit(f"duplicates_behavior is SKIP, DUPLICATE or FAIL, not {other}.")
        made = set(datasets.link(connection, dataset, [found[uuid] for uuid in uuids]))
        rows = [both for both in datasets.rows_of(connection, dataset) if both[0].uuid in made]
    how = RowSpelling(call.call)
    return msgspec.json.encode([how.row(row, item) for row, item in rows])


def remove_rows(call: LegacyCall) -> bytes:
    """Answer `video` DELETE: the rows go, the items stay where they are."""
    stored = seen_dataset(call.call, call.dataset)
    if dataset_role(stored, call.call.person) != "admin":
        raise Forbidden("Only an admin of the dataset may take data rows out of it.")
    with call.call.services.store.write() as connection:
        removed = datasets.unlink(connection, stored.uuid, read_uuids(call.uid(list[str])))
    return msgspec.json.encode(removed)


def rename_rows(call: LegacyCall) -> bytes:
    """Answer `video` POST."""
    dataset = seen_dataset(call.call, call.dataset).uuid
    titles = {
        read_uuid(new.video_hash): check_text(new.title, "title", LONGEST_NAME)
        for new in call.payload(list[UpdatedTitleMessage])
    }
    with call.call.services.store.write() as connection:
        known = {row.uuid for row, _ in datasets.rows_of(connection, dataset)}
        for uuid, title in titles.items():
            if uuid not in known:
                raise Forbidden(f"Data row {uuid} is not in this dataset; nothing was renamed.")
            datasets.retitle(connection, uuid, title)
    return b'{"success":true}'


class _StartUpload(msgspec.Struct, rename="camel"):
    data_items: Raw = NULL
    files: Raw = NULL
    ignore_errors: bool = False
    folder_uuid: str | None = None
    file_name: str | None = None


class _WaitForUpload(msgspec.Struct):
    process_hash: str
    timeout_seconds: float = 0


def start_upload(call: LegacyCall) -> bytes:
    """Answer `datasetdatalongpolling` POST: the items go to the named folder or the dataset's own."""
    message = call.payload(_StartUpload)
    stored = seen_dataset(call.call, call.dataset)
    folder = message.folder_uuid or stored.folder
    if folder is None:
        raise Unfit("This dataset has no folder of its own: say which folder the files shall go to.")
    body = {
        "dataItems": message.data_items,
        "externalFiles": message.files,
        "ignoreErrors": message.ignore_errors,
        "fileName": message.file_name,
    }
    job = start_job(call.call, read_uuid(folder), stored.uuid, msgspec.json.encode(body))
    return msgspec.json.encode({"process_hash": job})


async def wait_for_upload(call: LegacyCall) -> bytes:
    """Answer `datasetdatalongpolling` GET, when the job has ended or the time is over."""
    wanted = call.payload(_WaitForUpload)
    job, outcome = await ended_job(call.call, read_uuid(wanted.process_hash), wanted.timeout_seconds)
    answer = {
        "status": job.status,
        "data_hashes_with_titles": [
            {"data_hash": made.row, "title": made.name, "backing_item_uuid": made.uuid}
            for made in outcome.made
            if made.row is not None
        ],
        "errors": [f"{error.label}: {error.sentence}" for error in outcome.errors],
        "data_unit_errors": [
            {
                "object_urls": error.urls,
                "error": error.sentence,
                "subtask_uuid": new_uuid(),
                "action_description": f"Taking in {error.label}",
            }
            for error in outcome.errors
        ],
        "units_pending_count": int(job.status == jobs.PENDING),
        "units_done_count": outcome.done,
        "units_error_count": len(outcome.errors),
        "units_cancelled_count": outcome.cancelled,
    }
    return msgspec.json.encode(answer)


LEGACY_CALLS: Final[dict[tuple[str, str], LegacyHandler]] = {
    ("dataset", "GET"): get_dataset,
    ("datarows", "GET"): list_rows,
    ("datarow", "GET"): get_row,
    ("datarow", "POST"): save_row,
    ("datasetlinkitems", "POST"): link_items,
    ("video", "DELETE"): remove_rows,
    ("video", "POST"): rename_rows,
    ("datasetdatalongpolling", "POST"): start_upload,
    ("datasetdatalongpolling", "GET"): wait_for_upload,
}
