"""Everything the SDK can do with folders, done here."""

import secrets
from collections.abc import Iterable

import pytest
from encord import EncordUserClient
from encord.exceptions import AuthorisationError, ResourceNotFoundError
from encord.orm.storage import FoldersSortBy
from encord.storage import StorageFolder, StorageItem

from wire.client import PlatformClient


def names(folders: Iterable[StorageFolder]) -> list[str]:
    return [folder.name for folder in folders]


def test_a_folder_is_made_with_its_metadata_and_read_again(sdk: EncordUserClient) -> None:
    made = sdk.create_storage_folder("Größe 🦊", description="two\nlines", client_metadata={"a": [1, None, "é"]})
    again = sdk.get_storage_folder(made.uuid)
    assert (again.name, again.description, again.client_metadata) == ("Größe 🦊", "two\nlines", {"a": [1, None, "é"]})
    assert again.parent is None


def test_folders_are_listed_page_by_page_in_order(sdk: EncordUserClient, folder: StorageFolder) -> None:
    for name in ("c", "a", "b"):
        folder.create_subfolder(name)
    assert names(folder.list_subfolders(page_size=1)) == ["a", "b", "c"]
    assert names(folder.list_subfolders(order=FoldersSortBy.NAME, desc=True, page_size=2)) == ["c", "b", "a"]
    assert names(folder.list_subfolders(order=FoldersSortBy.CREATED_AT)) == ["c", "a", "b"]
    assert names(folder.list_subfolders(search="B")) == ["b"]


def test_the_top_holds_only_folders_without_a_parent(sdk: EncordUserClient, folder: StorageFolder) -> None:
    below = folder.create_subfolder(f"below {secrets.token_hex(4)}")
    top = {found.uuid for found in sdk.list_storage_folders(page_size=1000)}
    assert folder.uuid in top
    assert below.uuid not in top
    assert [found.uuid for found in sdk.find_storage_folders(search=below.name)] == [below.uuid]


def test_folders_below_are_found_at_any_depth(folder: StorageFolder) -> None:
    deep = folder.create_subfolder("one").create_subfolder("two").create_subfolder("three")
    assert names(folder.list_subfolders()) == ["one"]
    assert sorted(names(folder.find_subfolders())) == ["one", "three", "two"]
    assert deep.parent is not None
    assert deep.parent.name == "two"


def test_a_folder_is_renamed_and_its_metadata_replaced(sdk: EncordUserClient, folder: StorageFolder) -> None:
    folder.update(name="new name", description="new words", client_metadata={"only": "this"})
    folder.update(client_metadata={"and then": "this"})
    again = sdk.get_storage_folder(folder.uuid)
    assert (again.name, again.description, again.client_metadata) == ("new name", "new words", {"and then": "this"})


def test_a_folder_moves_into_another_and_back_to_the_top(sdk: EncordUserClient, folder: StorageFolder) -> None:
    target = folder.create_subfolder("target")
    moved = sdk.create_storage_folder("moved")
    moved.move_to_folder(target)
    assert names(target.list_subfolders()) == ["moved"]
    moved.move_to_folder(None)
    assert names(target.list_subfolders()) == []
    assert sdk.get_storage_folder(moved.uuid).parent is None


def test_a_folder_that_is_gone_is_not_shown_to_anyone(sdk: EncordUserClient, folder: StorageFolder) -> None:
    below = folder.create_subfolder("below")
    below.delete()
    assert names(folder.list_subfolders()) == []
    with pytest.raises((AuthorisationError, ResourceNotFoundError)):
        sdk.get_storage_folder(below.uuid)


def test_a_summary_counts_what_is_inside(
    folder: StorageFolder, items: list[StorageItem], client: PlatformClient
) -> None:
    folder.create_subfolder("below")
    summary = folder.get_summary()
    assert (summary.files, summary.images, summary.folders) == (len(items), len(items), 1)
    ours = client.folder_summary(str(folder.uuid))
    assert {name: getattr(ours, name) for name in ours.__slots__} == {
        name: getattr(summary, name) for name in ours.__slots__
    }


def test_unknown_folders_are_refused_without_saying_whether_they_exist(sdk: EncordUserClient) -> None:
    with pytest.raises((AuthorisationError, ResourceNotFoundError)):
        sdk.get_storage_folder("00000000-0000-4000-8000-000000000000")
