"""Answers of the current API, joined from strings that are ready: a page of 1,000 items costs milliseconds.

The fields, their names and their order are those of `wire.messages`, and a test holds them together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from json.encoder import encode_basestring as quoted

from server.links import Links
from server.people import Person
from server.store.folders import StoredFolder
from server.store.items import StoredItem


@dataclass(frozen=True, slots=True)
class ItemSpelling:
    """How items are to be spelt in one answer: with signed addresses, with metadata or where to fetch it."""

    links: Links
    base: str
    sign: bool = False
    with_metadata: bool = True
    metadata_as_link: bool = False

    def item(self, item: StoredItem) -> str:
        """Spell one item."""
        address = item.url if item.blob is None else f"{self.base}/blob/{item.blob}"
        signed = self.links.sign(self.base, "GET", f"/blob/{item.blob}") if self.sign and item.blob else None
        inline = self.with_metadata and not self.metadata_as_link
        text = (
            f'{{"uuid":"{item.uuid}","parent":"{item.folder}","itemType":"{item.kind}","name":{quoted(item.name)},'
            f'"description":{quoted(item.description)},"clientMetadata":{quoted(item.metadata) if inline else _EMPTY},'
            f'"owner":{quoted(item.owner)},"createdAt":"{item.created_at}","lastEditedAt":"{item.edited_at}",'
            f'"isTombstone":false,"isPlaceholder":false,"backedDataUnitsCount":{item.links},'
            f'"url":{or_null(address)},"signedUrl":{or_null(signed)},{item.facts}'
        )
        if not self.metadata_as_link:
            return text + "}"
        link = self.links.sign(self.base, "GET", f"/metadata/{item.uuid}")
        return f'{text},"clientMetadataSignedUrl":{quoted(link)}}}'

    def results(self, items: Iterable[StoredItem]) -> bytes:
        """Spell items that are all there is."""
        return results(map(self.item, items))

    def page(self, items: Iterable[StoredItem], token: str | None) -> bytes:
        """Spell one page of items."""
        return page(map(self.item, items), token)


_EMPTY = '"{}"'


def folder(stored: StoredFolder, path: Sequence[StoredFolder], role: str) -> str:
    """Spell one folder; `path` are its parents, the top one first."""
    steps = ",".join(_step(step) for step in path)
    return (
        f'{{"uuid":"{stored.uuid}","parent":{or_null(stored.parent)},"name":{quoted(stored.name)},'
        f'"description":{quoted(stored.description)},"clientMetadata":{or_null(stored.metadata)},'
        f'"owner":{quoted(stored.owner)},"createdAt":"{stored.created_at}","lastEditedAt":"{stored.edited_at}",'
        f'"userRole":"{role}","syncedDatasetHash":{or_null(stored.dataset)},"pathToRoot":[{steps}],'
        f'"folderType":"generic","integrationHash":null,"remoteUrl":null}}'
    )


def _step(stored: StoredFolder) -> str:
    return (
        f'{{"uuid":"{stored.uuid}","parentUuid":{or_null(stored.parent)},"name":{quoted(stored.name)},'
        f'"syncedDatasetHash":{or_null(stored.dataset)}}}'
    )


def or_null(text: str | None) -> str:
    """Spell a string or null."""
    return "null" if text is None else quoted(text)


def results(objects: Iterable[str]) -> bytes:
    """Spell a list that is all there is."""
    return f'{{"results":[{",".join(objects)}]}}'.encode()


def page(objects: Iterable[str], token: str | None) -> bytes:
    """Spell one page of a listing."""
    return f'{{"results":[{",".join(objects)}],"nextPageToken":{or_null(token)}}}'.encode()


def role_in(stored: StoredFolder, person: Person) -> str:
    """Say what a person is in a folder: its owner and the organisation's admins are admins."""
    return "admin" if person.role == "admin" or stored.owner == person.email else "user"
