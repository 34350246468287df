"""The other person: works with the real SDK on the same platform, and reads what is really there."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, cast

from encord import EncordUserClient
from encord.http.constants import RequestsSettings
from encord.storage import StorageFolder, StorageItem

from wire.client import PlatformClient
from wire.signing import PrivateKey


class Colleague:
    """Reads and edits the items of one folder with the SDK, by their names."""

    def __init__(self, url: str, key_file: Path, path: Sequence[str]) -> None:
        make = cast("Any", EncordUserClient).create_with_ssh_private_key  # the SDK leaves its options untyped
        patience = RequestsSettings(max_retries=0, connection_retries=0)
        self.sdk: EncordUserClient = make(ssh_private_key_path=key_file, domain=url, requests_settings=patience)
        self._raw = PlatformClient(url, PrivateKey.load(key_file))
        self._folder = _named(self.sdk.list_storage_folders(), path[0])
        for name in path[1:]:
            self._folder = _named(self._folder.list_subfolders(), name)

    def reads(self) -> dict[str, dict[str, Any]]:
        """Item -> its metadata."""
        return {name: item.client_metadata or {} for name, item in self._items().items()}

    def reads_text(self) -> dict[str, str]:
        """Item -> its metadata, letter by letter as the platform gives it."""
        return {name: str(cast("Any", item)._orm_item.client_metadata) for name, item in self._items().items()}

    def edits(self, name: str, values: dict[str, Any], gone: tuple[str, ...] = ()) -> None:
        """Set values on an item, and take keys off it, as the SDK's users do: read, change, write it all."""
        item = self._items()[name]
        metadata = {key: value for key, value in (item.client_metadata or {}).items() if key not in gone}
        item.update(client_metadata={**metadata, **values})

    def writes_text(self, name: str, text: str) -> None:
        """Give an item a metadata text that is spelt as no SDK would spell it."""
        self._raw.patch_items({str(self._items()[name].uuid): text})

    def renames(self, name: str, new: str) -> None:
        self._items()[name].update(name=new)

    def deletes(self, name: str) -> None:
        self._items()[name].delete()

    def _items(self) -> dict[str, StorageItem]:
        return {item.name: item for item in self._folder.list_items(page_size=1000)}


def _named(folders: Iterable[StorageFolder], name: str) -> StorageFolder:
    return next(folder for folder in folders if folder.name == name)
