"""A look at one file: its picture, its first frame, the beginning of its text, or what is known of it."""

from dataclasses import dataclass
from typing import BinaryIO, cast

from controllers.remote_file import RemoteBlocks
from domain.catalog import Item
from media.probe import MediaUnreadable
from media.still import first_frame, small_picture
from wire.cancel import CancelToken
from wire.client import PlatformClient

LARGEST_PICTURE = 64 * 1024 * 1024  # bytes
LONGEST_TEXT = 256 * 1024  # bytes

PICTURES = frozenset({"image"})
FILMS = frozenset({"video"})
TEXTS = frozenset({"plaintext"})
GROUPS = frozenset({"imagegroup", "imagesequence", "group"})


@dataclass(frozen=True, slots=True)
class Preview:
    """What can be shown of an item. `kind`: "picture" (content: bytes), "text" (str) or "none"; `sentence` says why."""

    item: str
    name: str
    item_type: str
    kind: str
    content: bytes | str
    sentence: str = ""


def read_preview(client: PlatformClient, uuid: str, cancel: CancelToken | None = None) -> Preview:
    """Fetch what can be shown of an item; pictures come small. Raises PlatformError."""
    item = client.get_item(uuid, sign_url=True, cancel=cancel)
    kind = item.item_type.lower()
    try:
        if kind in GROUPS:
            return _picture(item, _first_of_group(client, item, cancel))
        if kind in PICTURES | FILMS:
            return _picture(item, _still(client, item, cancel))
        if kind in TEXTS:
            return _text(client, item, cancel)
    except MediaUnreadable as problem:
        return _nothing(item, problem.sentence)
    return _nothing(item, "")


def _nothing(item: Item, sentence: str) -> Preview:
    return Preview(item.uuid, item.name, item.item_type, "none", "", sentence)


def _picture(item: Item, picture: bytes) -> Preview:
    return Preview(item.uuid, item.name, item.item_type, "picture", picture)


def _still(client: PlatformClient, item: Item, cancel: CancelToken | None) -> bytes:
    size = item.file_size or 0
    if item.item_type.lower() in FILMS:
        file = RemoteBlocks(client, _address(item), size, cancel=cancel).open()
        return first_frame(cast("BinaryIO", file))
    if size > LARGEST_PICTURE:
        raise MediaUnreadable("The picture is too large for a preview.")
    return small_picture(client.get_bytes(_address(item), cancel=cancel))


def _first_of_group(client: PlatformClient, item: Item, cancel: CancelToken | None) -> bytes:
    children = client.child_items(item.parent or "", item.uuid, cancel=cancel)
    if not children:
        raise MediaUnreadable("The group is empty.")
    first = client.get_item(children[0].uuid, sign_url=True, cancel=cancel)
    return _still(client, first, cancel)


def _text(client: PlatformClient, item: Item, cancel: CancelToken | None) -> Preview:
    data = client.get_bytes(_address(item), 0, LONGEST_TEXT, cancel=cancel)
    cut = "This is the beginning of the file." if (item.file_size or 0) > LONGEST_TEXT else ""
    return Preview(item.uuid, item.name, item.item_type, "text", data.decode("utf-8", "replace"), cut)


def _address(item: Item) -> str:
    if item.signed_url is None:
        raise MediaUnreadable("The platform gave no address for this file.")
    return item.signed_url
