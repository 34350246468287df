"""Folder calls: list, search, read, make, change, move, delete, summary, configuration."""

from typing import Final

import msgspec
from msgspec import UNSET
from sqlalchemy import Connection

from server import spelling
from server.calls import NOTHING, Call, Handler
from server.metadata_text import object_text, read_object_text
from server.reading import check_text, read_uuid, read_uuids
from server.refusals import Forbidden, Unfit
from server.store import datasets, folders, items, jobs
from server.store.folders import FolderQuery, NewFolder, StoredFolder
from wire.messages import (
    CreateFolderMessage,
    FolderPatchesMessage,
    FolderPatchMessage,
    FolderSummaryMessage,
    MoveFoldersMessage,
)

LONGEST_NAME: Final = 300
_SUMMARY = {
    "video": "videos",
    "image": "images",
    "imageGroup": "image_groups",
    "imageSequence": "image_sequences",
    "dicomFile": "dicom_files",
    "dicomSeries": "dicom_series",
    "nifti": "niftis",
    "audio": "audios",
    "pdf": "pdfs",
    "plainText": "plain_texts",
}


def seen_folder(connection: Connection, call: Call, uuid: str) -> StoredFolder:
    """Give a folder of the caller's organisation.

    Raises:
        Forbidden: it is not there, or it is somebody else's.
    """
    return seen_folders(connection, call, [uuid])[uuid]


def seen_folders(connection: Connection, call: Call, uuids: list[str]) -> dict[str, StoredFolder]:
    """Give folders of the caller's organisation; all of them, or it raises Forbidden."""
    found = folders.find(connection, call.organisation, uuids)
    missing = [uuid for uuid in uuids if uuid not in found]
    if missing:
        raise Forbidden(f"Folder {missing[0]} is not there, or not for you.")
    return found


def managed_folder(connection: Connection, call: Call, uuid: str) -> StoredFolder:
    """Give a folder the caller is an admin of."""
    stored = seen_folder(connection, call, uuid)
    if spelling.role_in(stored, call.person) != "admin":
        raise Forbidden(f"Only an admin of the folder {stored.name!r} may do this.")
    return stored


def _list(call: Call, connection: Connection, parent: str | None, *, recursive: bool) -> bytes:
    query = FolderQuery(
        organisation=call.organisation,
        parent=parent,
        recursive=recursive,
        search=call.query.get("search") or "",
        mirrors=call.flag("datasetSynced", None),
    )
    stored, token = folders.page(connection, query, call.page())
    return spelling.page(_spell_all(connection, call, stored), token)


def _spell_all(connection: Connection, call: Call, stored: list[StoredFolder]) -> list[str]:
    paths = folders.paths_to_root(connection, stored)
    return [
        spelling.folder(folder, path, spelling.role_in(folder, call.person))
        for folder, path in zip(stored, paths, strict=True)
    ]


def _spell(connection: Connection, call: Call, uuid: str) -> bytes:
    return _spell_all(connection, call, [seen_folder(connection, call, uuid)])[0].encode()


def list_top(call: Call) -> bytes:
    """GET storage/folders."""
    with call.services.store.read() as connection:
        return _list(call, connection, None, recursive=bool(call.flag("isRecursive")))


def search(call: Call) -> bytes:
    """GET storage/search/folders."""
    with call.services.store.read() as connection:
        return _list(call, connection, None, recursive=True)


def list_children(call: Call) -> bytes:
    """GET storage/folders/{folder}/folders."""
    with call.services.store.read() as connection:
        parent = seen_folder(connection, call, call.uuid("folder")).uuid
        return _list(call, connection, parent, recursive=bool(call.flag("isRecursive")))


def get(call: Call) -> bytes:
    """GET storage/folders/{folder}."""
    with call.services.store.read() as connection:
        return _spell(connection, call, call.uuid("folder"))


def create(call: Call) -> bytes:
    """POST storage/folders."""
    message = call.read(CreateFolderMessage)
    if message.cloud_synced_folder_params:
        raise Unfit("The local platform has no cloud storage to keep a folder in step with.")
    with call.services.store.write() as connection:
        parent = seen_folder(connection, call, read_uuid(message.parent)).uuid if message.parent else None
        new = NewFolder(
            organisation=call.organisation,
            name=check_text(message.name, "name", LONGEST_NAME),
            owner=call.person.email,
            parent=parent,
            description=check_text(message.description or "", "description"),
            metadata=read_object_text(message.client_metadata) if message.client_metadata else None,
        )
        return _spell(connection, call, folders.add(connection, new))


def _patch(connection: Connection, call: Call, uuid: str, message: FolderPatchMessage) -> None:
    seen_folder(connection, call, uuid)
    values: dict[str, str] = {}
    if message.name is not UNSET:
        values["name"] = check_text(message.name, "name", LONGEST_NAME)
    if message.description is not UNSET:
        values["description"] = check_text(message.description, "description")
    if message.client_metadata is not UNSET:
        metadata = object_text(message.client_metadata)
        values |= {} if metadata is None else {"metadata": metadata}
    if values:
        folders.change(connection, uuid, values)


def patch(call: Call) -> bytes:
    """PATCH storage/folders/{folder}."""
    message, uuid = call.read(FolderPatchMessage), call.uuid("folder")
    with call.services.store.write() as connection:
        _patch(connection, call, uuid, message)
        return _spell(connection, call, uuid)


def patch_bulk(call: Call) -> bytes:
    """PATCH storage/folders/patch-bulk: all of them or none."""
    patches = {read_uuid(uuid): new for uuid, new in call.read(FolderPatchesMessage).folder_patches.items()}
    with call.services.store.write() as connection:
        for uuid, message in sorted(patches.items()):
            _patch(connection, call, uuid, message)
        found = seen_folders(connection, call, list(patches))
        return spelling.results(_spell_all(connection, call, [found[uuid] for uuid in patches]))


def move(call: Call) -> bytes:
    """POST storage/folders/move."""
    message = call.read(MoveFoldersMessage)
    uuids = read_uuids(message.folder_uuids)
    with call.services.store.write() as connection:
        for uuid in uuids:
            managed_folder(connection, call, uuid)
        parent = read_uuid(message.new_parent_uuid) if message.new_parent_uuid else None
        if parent is not None:
            managed_folder(connection, call, parent)
            if any(parent in folders.subtree_uuids(connection, uuid) for uuid in uuids):
                raise Unfit("A folder cannot be moved into itself or into a folder below it.")
        folders.move(connection, uuids, parent)
    return NOTHING


def delete(call: Call) -> bytes:
    """DELETE storage/folders/{folder}: with everything in it."""
    with call.services.store.write() as connection:
        uuid = managed_folder(connection, call, call.uuid("folder")).uuid
        datasets.forget_folders(connection, folders.subtree_uuids(connection, uuid))
        orphans = items.remove(connection, items.uuids_below(connection, uuid))
        folders.remove(connection, uuid)
    for blob in orphans:
        call.services.media.remove(blob)
    return NOTHING


def summary(call: Call) -> bytes:
    """GET storage/folders/{folder}/summary."""
    with call.services.store.read() as connection:
        uuid = seen_folder(connection, call, call.uuid("folder")).uuid
        message = FolderSummaryMessage(
            folders=folders.count_below(connection, uuid), upload_jobs=jobs.count_in(connection, uuid)
        )
        for kind, is_frame, count, size in items.count_kinds(connection, uuid):
            message.total_size += size
            if not is_frame:
                message.files += count
                if name := _SUMMARY.get(kind):
                    setattr(message, name, getattr(message, name) + count)
    return msgspec.json.encode(message)


def read_config(call: Call) -> bytes:
    """GET storage/folders/{folder}/folder-config."""
    with call.services.store.read() as connection:
        return managed_folder(connection, call, call.uuid("folder")).config.encode()


def write_config(call: Call) -> bytes:
    """POST storage/folders/{folder}/folder-config."""
    text = object_text(call.read(msgspec.Raw), "The configuration") or "{}"
    with call.services.store.write() as connection:
        folders.change(connection, managed_folder(connection, call, call.uuid("folder")).uuid, {"config": text})
    return NOTHING


CALLS: Final[dict[tuple[str, str], Handler]] = {
    ("GET", "storage/folders"): list_top,
    ("POST", "storage/folders"): create,
    ("GET", "storage/search/folders"): search,
    ("PATCH", "storage/folders/patch-bulk"): patch_bulk,
    ("POST", "storage/folders/move"): move,
    ("GET", "storage/folders/{folder}"): get,
    ("PATCH", "storage/folders/{folder}"): patch,
    ("DELETE", "storage/folders/{folder}"): delete,
    ("GET", "storage/folders/{folder}/folders"): list_children,
    ("GET", "storage/folders/{folder}/summary"): summary,
    ("GET", "storage/folders/{folder}/folder-config"): read_config,
    ("POST", "storage/folders/{folder}/folder-config"): write_config,
}
