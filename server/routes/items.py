"""Item calls: list, search, read, change one or many, move, delete, children, summary."""

from collections.abc import Mapping
from typing import Final

import msgspec
from msgspec import UNSET
from sqlalchemy import Connection

from server.calls import NOTHING, Call, Handler
from server.metadata_text import object_text
from server.reading import check_text, read_uuid, read_uuids
from server.refusals import Forbidden, Unfit
from server.routes.folders import LONGEST_NAME, managed_folder, seen_folder
from server.spelling import ItemSpelling
from server.store import datasets, items
from server.store.items import ItemPatch, ItemQuery, StoredItem
from server.strictness import check_metadata
from wire.messages import (
    DeleteItemsMessage,
    GetBulkMessage,
    ItemPatchesMessage,
    ItemPatchMessage,
    MoveItemsMessage,
    RemovedMessage,
)


def seen_items(connection: Connection, call: Call, uuids: list[str]) -> dict[str, StoredItem]:
    """Give items of the caller's organisation: all of them, or Forbidden with a sentence for each missing one."""
    found = items.find(connection, call.organisation, uuids)
    missing = {uuid: "It is not there, or not for you." for uuid in uuids if uuid not in found}
    if missing:
        count = "Item" if len(missing) == 1 else f"{len(missing)} of {len(uuids)} items, the first being"
        verb = "is" if len(missing) == 1 else "are"
        raise Forbidden(
            f"{count} {next(iter(missing))} {verb} not there, or not for you; nothing was changed.", missing
        )
    return found


def _seen_item(connection: Connection, call: Call, uuid: str, folder: str | None = None) -> StoredItem:
    stored = seen_items(connection, call, [uuid])[uuid]
    if folder is not None and stored.folder != folder:
        raise Forbidden(f"Item {uuid} is not in folder {folder}.")
    return stored


def _spelling(call: Call, *, sign: bool = False) -> ItemSpelling:
    return ItemSpelling(call.services.links, call.base, sign=sign)


def _list(call: Call, connection: Connection, folder: str | None, *, recursive: bool) -> bytes:
    query = ItemQuery(
        organisation=call.organisation,
        folder=folder,
        recursive=recursive,
        search=call.query.get("search") or "",
        kinds=tuple(call.query.getlist("itemTypes")),
        in_dataset=call.flag("isInDataset", None),
    )
    how = ItemSpelling(
        call.services.links,
        call.base,
        sign=bool(call.flag("signUrls")),
        with_metadata=bool(call.flag("includeClientMetadata", True)),
        metadata_as_link=bool(call.flag("clientMetadataAsSignedUrl")),
    )
    return how.page(*items.page(connection, query, call.page()))


def list_in_folder(call: Call) -> bytes:
    """GET storage/folders/{folder}/items."""
    with call.services.store.read() as connection:
        folder = seen_folder(connection, call, call.uuid("folder")).uuid
        return _list(call, connection, folder, recursive=bool(call.flag("isRecursive")))


def search(call: Call) -> bytes:
    """GET storage/search/items."""
    if not (call.query.get("search") or call.query.getlist("itemTypes")):
        raise Unfit("A search wants a text or item types.")
    with call.services.store.read() as connection:
        return _list(call, connection, None, recursive=True)


def get(call: Call) -> bytes:
    """GET storage/items/{item}."""
    with call.services.store.read() as connection:
        stored = _seen_item(connection, call, call.uuid("item"))
    return _spelling(call, sign=bool(call.flag("signUrl"))).item(stored)


def get_bulk(call: Call) -> bytes:
    """POST storage/items/get-bulk: in the order asked for, however many."""
    message = call.read(GetBulkMessage)
    uuids = read_uuids(message.item_uuids)
    with call.services.store.read() as connection:
        found = seen_items(connection, call, uuids)
    return _spelling(call, sign=message.sign_urls).results(found[uuid] for uuid in uuids)


def read_patch(message: ItemPatchMessage) -> ItemPatch:
    """Read what changes about an item; metadata stays the bytes that were sent."""
    return ItemPatch(
        None if message.name is UNSET else check_text(message.name, "name", LONGEST_NAME),
        None if message.description is UNSET else check_text(message.description, "description"),
        None if message.client_metadata is UNSET else object_text(message.client_metadata),
    )


def _write(connection: Connection, call: Call, patches: Mapping[str, ItemPatch]) -> list[StoredItem]:
    found = seen_items(connection, call, list(patches))
    check_metadata(connection, call, {uuid: new.metadata for uuid, new in patches.items() if new.metadata is not None})
    moment = items.patch(connection, patches)
    return [items.patched(found[uuid], new, moment) for uuid, new in patches.items()]


def patch(call: Call) -> bytes:
    """PATCH storage/folders/{folder}/items/{item}."""
    new, uuid, folder = read_patch(call.read(ItemPatchMessage)), call.uuid("item"), call.uuid("folder")
    with call.services.store.write() as connection:
        _seen_item(connection, call, uuid, folder)
        return _spelling(call).item(_write(connection, call, {uuid: new})[0])


def patch_bulk(call: Call) -> bytes:
    """PATCH storage/items/patch-bulk: all of them or none; a refusal names every item that caused it."""
    messages = call.read(ItemPatchesMessage).item_patches
    patches: dict[str, ItemPatch] = {}
    refused: dict[str, str] = {}
    for uuid, message in messages.items():
        try:
            patches[read_uuid(uuid)] = read_patch(message)
        except Unfit as refusal:
            refused[uuid] = refusal.sentence
    if refused:
        first, sentence = next(iter(refused.items()))
        raise Unfit(f"Nothing was changed. Item {first}: {sentence}", refused)
    with call.services.store.write() as connection:
        return _spelling(call).results(_write(connection, call, patches))


def move(call: Call) -> bytes:
    """POST storage/folders/{folder}/items/move."""
    message = call.read(MoveItemsMessage)
    uuids, target = read_uuids(message.item_uuids), read_uuid(message.new_parent_uuid)
    with call.services.store.write() as connection:
        folder = managed_folder(connection, call, call.uuid("folder"))
        _check_children(seen_items(connection, call, uuids), folder.uuid)
        new = seen_folder(connection, call, target)
        if folder.dataset is not None and not message.allow_synced_dataset_move:
            raise Unfit(f"The folder {folder.name!r} mirrors a dataset: moving its items away would remove data rows.")
        items.move(connection, uuids, new.uuid)
        datasets.follow_move(connection, uuids, folder.dataset, new.dataset)
    return NOTHING


def delete(call: Call) -> bytes:
    """POST storage/folders/{folder}/items/delete."""
    message = call.read(DeleteItemsMessage)
    uuids = read_uuids(message.child_uuids)
    with call.services.store.write() as connection:
        folder = managed_folder(connection, call, call.uuid("folder"))
        _check_children(seen_items(connection, call, uuids), folder.uuid)
        frames = items.frames_of(connection, uuids)
        if not message.remove_unused_frames:
            items.show(connection, frames)
            frames = []
        orphans = items.remove(connection, list({*uuids, *frames}))
    for blob in orphans:
        call.services.media.remove(blob)
    return msgspec.json.encode(RemovedMessage(len({*uuids, *frames})))


def _check_children(found: Mapping[str, StoredItem], folder: str) -> None:
    strangers = {uuid: "It is in another folder." for uuid, item in found.items() if item.folder != folder}
    if strangers:
        raise Unfit(f"Item {next(iter(strangers))} is not in this folder; nothing was changed.", strangers)


def children(call: Call) -> bytes:
    """GET storage/folders/{folder}/items/{item}/child-items."""
    with call.services.store.read() as connection:
        stored = _seen_item(connection, call, call.uuid("item"), call.uuid("folder"))
        return _spelling(call, sign=bool(call.flag("signUrls"))).results(items.members_of(connection, stored.uuid))


CALLS: Final[dict[tuple[str, str], Handler]] = {
    ("GET", "storage/folders/{folder}/items"): list_in_folder,
    ("GET", "storage/search/items"): search,
    ("POST", "storage/items/get-bulk"): get_bulk,
    ("PATCH", "storage/items/patch-bulk"): patch_bulk,
    ("GET", "storage/items/{item}"): get,
    ("POST", "storage/folders/{folder}/items/delete"): delete,
    ("POST", "storage/folders/{folder}/items/move"): move,
    ("PATCH", "storage/folders/{folder}/items/{item}"): patch,
    ("GET", "storage/folders/{folder}/items/{item}/child-items"): children,
}
