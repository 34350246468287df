"""Everything the SDK can do with datasets, done here."""

import secrets
from pathlib import Path
from typing import Any

import pytest
from encord import EncordUserClient
from encord.dataset import Dataset
from encord.exceptions import AuthorisationError, EncordException, ResourceNotFoundError
from encord.orm.dataset import DataLinkDuplicatesBehavior, StorageLocation
from encord.storage import StorageFolder, StorageItem

from wire.client import PlatformClient


def made(sdk: EncordUserClient, *, mirror: bool) -> Any:
    title = f"Set {secrets.token_hex(4)}"
    return sdk.create_dataset(title, StorageLocation.CORD_STORAGE, "what for", create_backing_folder=mirror)


def test_a_dataset_is_made_listed_and_read(sdk: EncordUserClient) -> None:
    new = made(sdk, mirror=False)
    found = sdk.get_dataset(str(new.dataset_hash))
    assert (found.title, found.description) == (new.title, "what for")
    (listed,) = sdk.get_datasets(title_eq=new.title)
    assert listed["dataset"].dataset_hash == str(new.dataset_hash)
    assert new.title in {entry["dataset"].title for entry in sdk.get_datasets(title_like="Set %")}


def test_a_mirror_shows_what_is_put_into_its_folder(sdk: EncordUserClient, picture: Path) -> None:
    new = made(sdk, mirror=True)
    folder = sdk.get_storage_folder(new.backing_folder_uuid)
    uuid = folder.upload_image(picture, client_metadata={"in": "the mirror"})
    rows: list[Any] = list(sdk.get_dataset(str(new.dataset_hash)).data_rows)
    assert [row.backing_item_uuid for row in rows] == [uuid]
    assert [item.uuid for item in folder.list_items()] == [uuid]


def test_linking_twice_skips_fails_or_doubles(
    sdk: EncordUserClient, dataset: Dataset, items: list[StorageItem]
) -> None:
    first = [items[0].uuid]
    assert list(dataset.link_items(first)) == []
    with pytest.raises(EncordException):
        dataset.link_items(first, DataLinkDuplicatesBehavior.FAIL)
    assert len(dataset.link_items(first, DataLinkDuplicatesBehavior.DUPLICATE)) == 1
    rows: list[Any] = list(sdk.get_dataset(dataset.dataset_hash).data_rows)
    assert [row.backing_item_uuid for row in rows] == [*(item.uuid for item in items), items[0].uuid]


def test_rows_are_listed_by_title_and_refetched(sdk: EncordUserClient, dataset: Dataset) -> None:
    (row,) = dataset.list_data_rows(title_eq="tile 2")
    untyped: Any = row
    untyped.refetch_data(signed_url=True, client_metadata=True)
    assert untyped.client_metadata == {"city": "Kiel", "number": 2}
    assert untyped.signed_url


def test_a_row_taken_out_leaves_its_item(sdk: EncordUserClient, dataset: Dataset, items: list[StorageItem]) -> None:
    first: Any = dataset.data_rows[0]
    dataset.delete_data([first.uid])
    rows: list[Any] = list(sdk.get_dataset(dataset.dataset_hash).data_rows)
    assert [row.backing_item_uuid for row in rows] == [item.uuid for item in items[1:]]
    assert sdk.get_storage_item(items[0].uuid).name == "tile 0"


def test_our_client_sees_the_same_rows(dataset: Dataset, items: list[StorageItem], client: PlatformClient) -> None:
    rows = client.dataset_rows(dataset.dataset_hash, with_metadata=True)
    theirs: list[Any] = list(dataset.data_rows)
    assert [row.uuid for row in rows] == [row.uid for row in theirs]
    assert [row.backing_item for row in rows] == [str(item.uuid) for item in items]
    assert [row.metadata for row in rows] == [f'{{"city": "Kiel", "number": {n}}}' for n in range(4)]


def test_a_row_our_client_saves_is_what_the_sdk_reads(
    sdk: EncordUserClient, dataset: Dataset, items: list[StorageItem], client: PlatformClient
) -> None:
    row: Any = dataset.data_rows[3]
    client.save_data_row(dataset.dataset_hash, row.uid, metadata='{"ours":1.0}', title="new title")
    assert sdk.get_storage_item(items[3].uuid).client_metadata == {"ours": 1.0}
    (renamed,) = sdk.get_dataset(dataset.dataset_hash).list_data_rows(title_eq="new title")
    assert renamed.uid == row.uid


def test_deleting_the_folder_of_a_linked_item_empties_its_row(
    sdk: EncordUserClient, folder: StorageFolder, dataset: Dataset, items: list[StorageItem]
) -> None:
    folder.delete_storage_items([item.uuid for item in items])
    assert list(sdk.get_dataset(dataset.dataset_hash).data_rows) == []


def test_an_unknown_dataset_is_refused(sdk: EncordUserClient) -> None:
    with pytest.raises((AuthorisationError, ResourceNotFoundError)):
        sdk.get_dataset("00000000-0000-4000-8000-000000000000")
