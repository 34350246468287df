"""Folders through the unmodified SDK: a tree that is listed, searched, changed, moved and deleted."""

from collections.abc import Iterable
from uuid import UUID

import pytest
from encord import EncordUserClient
from encord.exceptions import AuthorisationError, EncordException, InvalidArgumentsError
from encord.http.bundle import Bundle
from encord.storage import StorageFolder

from server.store import items as stored_items
from server.store.database import Store
from tests.local_platform import LocalPlatform
from tests.server.conftest import put_items
from tests.server.signed_http import call
from wire.signing import PrivateKey


def names(folders: Iterable[StorageFolder]) -> list[str]:
    return sorted(folder.name for folder in folders)


def test_a_folder_knows_its_way_to_the_root(folder: StorageFolder, platform: LocalPlatform, key: PrivateKey) -> None:
    deep = folder.create_subfolder("Middle").create_subfolder("Deep", description="d", client_metadata={"a": 1})
    assert deep.client_metadata == {"a": 1}
    path = call(platform.url, key, "GET", f"storage/folders/{deep.uuid}").json()["pathToRoot"]
    assert [(step["name"], step["parentUuid"]) for step in path] == [
        (folder.name, None),
        ("Middle", str(folder.uuid)),
    ]


def test_children_are_listed_one_level_and_found_in_all(sdk: EncordUserClient, folder: StorageFolder) -> None:
    middle = folder.create_subfolder("Harbour")
    middle.create_subfolder("harbour at night")
    assert names(folder.list_subfolders()) == ["Harbour"]
    assert names(folder.find_subfolders(search="HARBOUR")) == ["Harbour", "harbour at night"]
    assert folder.name in names(sdk.list_storage_folders(page_size=1000))
    assert "Harbour" not in names(sdk.list_storage_folders(page_size=1000))
    assert "harbour at night" in names(sdk.find_storage_folders(search="at night"))


def test_folders_change_one_by_one_and_in_a_bundle(sdk: EncordUserClient, folder: StorageFolder) -> None:
    folder.update(name="New name", client_metadata={"a": [1]})
    read = sdk.get_storage_folder(folder.uuid)
    assert (read.name, read.client_metadata) == ("New name", {"a": [1]})
    children = [folder.create_subfolder(str(number)) for number in range(3)]
    with Bundle() as bundle:
        for child in children:
            child.update(client_metadata={"n": child.name}, bundle=bundle)
    assert [sdk.get_storage_folder(child.uuid).client_metadata for child in children] == [
        {"n": "0"},
        {"n": "1"},
        {"n": "2"},
    ]


def test_a_folder_moves_but_not_into_itself(sdk: EncordUserClient, folder: StorageFolder) -> None:
    child = folder.create_subfolder("Child")
    grandchild = child.create_subfolder("Grandchild")
    with pytest.raises(InvalidArgumentsError, match="into itself"):
        folder.move_to_folder(grandchild)
    with pytest.raises(InvalidArgumentsError, match="into itself"):
        folder.move_to_folder(folder)
    grandchild.move_to_folder(folder)
    assert names(folder.list_subfolders()) == ["Child", "Grandchild"]
    grandchild.move_to_folder(None)
    assert grandchild.parent is None


def test_a_deleted_folder_takes_everything_in_it_along(sdk: EncordUserClient, store: Store) -> None:
    top, (item,) = put_items(store, 1)
    folder = sdk.get_storage_folder(UUID(top))
    child = folder.create_subfolder("Child")
    folder.delete()
    for uuid in (folder.uuid, child.uuid):
        with pytest.raises(AuthorisationError):
            sdk.get_storage_folder(uuid)
    with store.read() as connection:
        assert stored_items.find(connection, "Local", [item]) == {}


def test_a_summary_counts_everything_below(sdk: EncordUserClient, store: Store) -> None:
    top, _ = put_items(store, 2)
    folder = sdk.get_storage_folder(UUID(top))
    folder.create_subfolder("Child").create_subfolder("Grandchild")
    summary = folder.get_summary()
    assert (summary.files, summary.images, summary.folders, summary.videos) == (2, 2, 2, 0)


def test_the_configuration_is_kept_with_what_it_does_not_know(
    folder: StorageFolder, platform: LocalPlatform, key: PrivateKey
) -> None:
    path = f"storage/folders/{folder.uuid}/folder-config"
    assert call(platform.url, key, "GET", path).json() == {}
    assert call(platform.url, key, "POST", path, b'{"extra":[1.0],"metadataIngestion":null}').status == 200
    folder.enable_metadata_ingestion()
    kept = call(platform.url, key, "GET", path).json()
    assert kept["extra"] == [1.0]
    assert kept["metadataIngestion"]["matcher"]["suffix"] == ".metadata.json"


@pytest.mark.parametrize("name", ["", "x" * 301, "nul \0"])
def test_a_name_that_cannot_be_kept_is_refused(sdk: EncordUserClient, name: str) -> None:
    with pytest.raises(InvalidArgumentsError, match="name"):
        sdk.create_storage_folder(name)


@pytest.mark.parametrize("name", ["x" * 300, "שלום \N{PARTY POPPER}", "two\nlines", "' OR 1=1 --", " "])
def test_unusual_names_are_kept(sdk: EncordUserClient, name: str) -> None:
    assert sdk.get_storage_folder(sdk.create_storage_folder(name).uuid).name == name


def test_metadata_that_is_no_json_object_is_refused_at_creation(sdk: EncordUserClient) -> None:
    with pytest.raises(InvalidArgumentsError, match="JSON object"):
        sdk.create_storage_folder("NaN", client_metadata={"a": float("nan")})


def test_what_the_local_platform_does_not_have_is_refused_with_the_reason(folder: StorageFolder) -> None:
    with pytest.raises(EncordException, match="no cloud storage"):
        folder.sync_private_data_with_cloud_synced_folder_start()
    assert list(folder.list_groups()) == []
