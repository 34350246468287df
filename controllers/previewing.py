"""A look at one file: its picture, the beginning of its text, or what is known of it."""

from dataclasses import dataclass

from wire.cancel import CancelToken
from wire.client import PlatformClient

LARGEST_PICTURE = 32 * 1024 * 1024  # bytes
LONGEST_TEXT = 256 * 1024  # bytes

PICTURES = frozenset({"image"})
TEXTS = frozenset({"plain_text"})


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
    """Fetch what can be shown of an item. Raises PlatformError."""
    item = client.get_item(uuid, sign_url=True, cancel=cancel)
    kind = item.item_type.lower()

    def nothing(sentence: str) -> Preview:
        return Preview(uuid, item.name, item.item_type, "none", "", sentence)

    if kind not in PICTURES | TEXTS:
        return nothing("There is no preview of files of this type yet.")
    if item.signed_url is None:
        return nothing("The platform gave no address for this file.")
    if kind in TEXTS:
        data = client.get_bytes(item.signed_url, 0, LONGEST_TEXT, cancel=cancel)
        cut = "This is the beginning of the file." if (item.file_size or 0) > LONGEST_TEXT else ""
        return Preview(uuid, item.name, item.item_type, "text", data.decode("utf-8", "replace"), cut)
    if (item.file_size or 0) > LARGEST_PICTURE:
        return nothing("The picture is too large for a preview.")
    return Preview(uuid, item.name, item.item_type, "picture", client.get_bytes(item.signed_url, cancel=cancel))
