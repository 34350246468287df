"""What an upload job asks for, read into units: one file, one group of images, or something that is not taken here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec

from server.metadata_text import object_text
from server.reading import check_text, read_json, read_uuid, read_uuids
from wire.messages import NULL

_KINDS: Final[Mapping[str, str]] = {
    "videos": "video",
    "images": "image",
    "audio": "audio",
    "text": "plainText",
    "pdf": "pdf",
    "pdfs": "pdf",
    "texts": "plainText",
    "text_files": "plainText",
}
_GROUPS: Final = frozenset({"imageGroups", "image_groups"})
_GROUPS_FROM_ITEMS: Final = "imageGroupsFromItems"
_FLAGS: Final = frozenset({"skipDuplicateUrls", "upsertMetadata", "skip_duplicate_urls", "upsert_metadata"})
_FOREIGN: Final = "foreign"
LONGEST_TITLE: Final = 300


@dataclass(frozen=True, slots=True)
class UnitFile:
    """A file of a unit: where it was put, and the uuid its item is to have when that was promised."""

    url: str
    title: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """One item to be made. `members`: the items a group is made of; `metadata`: a JSON object as it was sent."""

    kind: str
    files: tuple[UnitFile, ...] = ()
    title: str | None = None
    metadata: str = "{}"
    members: tuple[str, ...] = ()

    @property
    def taken_here(self) -> bool:
        """Say whether the local platform makes items of this kind."""
        return self.kind != _FOREIGN

    @property
    def label(self) -> str:
        """Give a name for messages."""
        return self.title or (self.files[0].url if self.files else self.kind)


@dataclass(frozen=True, slots=True)
class JobRequest:
    """All units of a job, and what is to happen to doubles and errors."""

    units: tuple[Unit, ...]
    skip_duplicates: bool = False
    upsert_metadata: bool = False
    ignore_errors: bool = False
    file_name: str | None = None


class _Body(msgspec.Struct, rename="camel"):
    # Looser than wire.upload_messages, which spells what our own client sends: registration files are people's own.
    data_items: msgspec.Raw = NULL
    external_files: msgspec.Raw = NULL
    ignore_errors: bool = False
    file_name: str | None = None


class _Element(msgspec.Struct, rename="camel"):
    object_url: str
    title: str | None = None
    client_metadata: msgspec.Raw = NULL
    placeholder_item_uuid: str | None = None


class _GroupImage(msgspec.Struct, rename="camel"):
    url: str
    title: str | None = None
    placeholder_item_uuid: str | None = None


class _Group(msgspec.Struct, rename="camel"):
    images: list[_GroupImage] = []
    image_items: list[str] = []
    title: str | None = None
    client_metadata: msgspec.Raw = NULL
    create_video: bool = False


def read_request(body: bytes) -> JobRequest:
    """Read the body of POST data-upload-jobs.

    Raises:
        Unfit: it is shaped otherwise; the sentence says where.
    """
    message = read_json(body, _Body)
    lists: dict[str, msgspec.Raw] = {}
    for raw, name in ((message.data_items, "dataItems"), (message.external_files, "externalFiles")):
        if object_text(raw, name):
            lists |= read_json(raw, dict[str, msgspec.Raw])
    return JobRequest(
        tuple(unit for name, raw in lists.items() if name not in _FLAGS for unit in _read_list(name, raw)),
        _flag(lists, "skipDuplicateUrls", "skip_duplicate_urls"),
        _flag(lists, "upsertMetadata", "upsert_metadata"),
        message.ignore_errors,
        message.file_name,
    )


def _flag(lists: Mapping[str, msgspec.Raw], *names: str) -> bool:
    return any(read_json(lists[name], bool) for name in names if name in lists)


def _read_list(name: str, raw: msgspec.Raw) -> Iterator[Unit]:
    if name in _KINDS:
        for element in read_json(raw, list[_Element]):
            file = _file(element.object_url, element.title, element.placeholder_item_uuid)
            yield Unit(_KINDS[name], (file,), file.title, object_text(element.client_metadata) or "{}")
    elif name in _GROUPS:
        for element in read_json(raw, list[msgspec.Raw]):
            yield _read_group(element)
    elif name == _GROUPS_FROM_ITEMS:
        for group in read_json(raw, list[_Group]):
            members = tuple(read_uuids(group.image_items))
            yield Unit(_group_kind(group), (), group.title, object_text(group.client_metadata) or "{}", members)
    else:
        for _ in read_json(raw, list[msgspec.Raw]):
            yield Unit(_FOREIGN, title=name)


def _read_group(raw: msgspec.Raw) -> Unit:
    group = read_json(raw, _Group)
    images = group.images or _numbered(read_json(raw, dict[str, msgspec.Raw]))
    files = tuple(_file(image.url, image.title, image.placeholder_item_uuid) for image in images)
    return Unit(_group_kind(group), files, group.title, object_text(group.client_metadata) or "{}")


def _group_kind(group: _Group) -> str:
    return "imageSequence" if group.create_video else "imageGroup"


def _numbered(fields: Mapping[str, msgspec.Raw]) -> Sequence[_GroupImage]:
    """Read the images of a registration file's group: `objectUrl_0`, `objectUrl_1` and so on."""
    found: list[_GroupImage] = []
    while f"objectUrl_{len(found)}" in fields:
        found.append(_GroupImage(read_json(fields[f"objectUrl_{len(found)}"], str)))
    return found


def _file(url: str, title: str | None, place: str | None) -> UnitFile:
    return UnitFile(
        url, check_text(title, "title", LONGEST_TITLE) if title else None, read_uuid(place) if place else None
    )
