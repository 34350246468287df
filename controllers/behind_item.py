"""What stands behind an item that can be watched: the film at its signed address, or the images of its group."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO, cast

from controllers.previewing import GROUPS
from controllers.remote_file import RemoteBlocks
from domain.catalog import Item
from media.frame_index import FrameIndex
from media.image_sequence import Opener, sequence_index
from media.probe import MediaUnreadable
from media.source import Source
from wire.cancel import CancelToken
from wire.client import PlatformClient

WATCHED = frozenset({"video"}) | GROUPS
"""Types of items that are watched, in small letters."""

Client = Callable[[], PlatformClient]
"""Gives the client of now. Raises Cancelled when there is no connection."""


@dataclass(frozen=True, slots=True)
class Film:
    """A video file, and what of it came over the wire."""

    item: Item
    source: Source
    blocks: RemoteBlocks


@dataclass(frozen=True, slots=True)
class Images:
    """The images of a group, shown and numbered as frames."""

    item: Item
    images: tuple[Opener, ...]
    index: FrameIndex


def is_watched(item_type: str) -> bool:
    """Whether items of this type, as the platform spells it, have frames to watch."""
    return item_type.replace("_", "").lower() in WATCHED


def look_behind(client: Client, uuid: str, cancel: CancelToken) -> Film | Images:
    """Ask the platform what an item is and open what stands behind it. Raises PlatformError, MediaUnreadable."""
    item = client().get_item(uuid, sign_url=True, cancel=cancel)
    kind = item.item_type.replace("_", "").lower()
    if kind in GROUPS:
        return _images(client, item, cancel)
    if kind not in WATCHED:
        raise MediaUnreadable("This item is no video: it has no frames to watch.")
    renew = partial(_address_of, client, uuid, cancel)
    blocks = RemoteBlocks(client(), _address(item), item.file_size or 0, renew=renew, cancel=cancel)

    def opened() -> BinaryIO:
        return cast("BinaryIO", blocks.open())

    return Film(item, Source.of_opener(opened, blocks.size), blocks)


def _images(client: Client, item: Item, cancel: CancelToken) -> Images:
    children = client().child_items(item.parent or "", item.uuid, cancel=cancel)
    images = tuple(partial(_image, client, child.uuid, cancel) for child in children)
    return Images(item, images, sequence_index(len(images), item.fps or 1.0))


def _image(client: Client, uuid: str, cancel: CancelToken) -> bytes:
    return client().get_bytes(_address_of(client, uuid, cancel), cancel=cancel)


def _address_of(client: Client, uuid: str, cancel: CancelToken) -> str:
    return _address(client().get_item(uuid, sign_url=True, cancel=cancel))


def _address(item: Item) -> str:
    if item.signed_url is None:
        raise MediaUnreadable("The platform gave no address for this file.")
    return item.signed_url
