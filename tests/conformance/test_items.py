"""Everything the SDK can do with items, done here."""

from pathlib import Path
from uuid import uuid4

import pytest
import requests
from encord import EncordUserClient
from encord.exceptions import AuthorisationError, ResourceNotFoundError
from encord.http.bundle import Bundle
from encord.orm.storage import FoldersSortBy, StorageItemType
from encord.storage import StorageFolder, StorageItem


def test_items_are_listed_page_by_page_in_order(folder: StorageFolder, items: list[StorageItem]) -> None:
    every = [item.name for item in items]
    assert [item.name for item in folder.list_items(page_size=1)] == every
    assert [item.name for item in folder.list_items(page_size=3, desc=True)] == every[::-1]
    assert [item.name for item in folder.list_items(order=FoldersSortBy.CREATED_AT)] == every
    assert [item.name for item in folder.list_items(search="LE 2")] == ["tile 2"]
    assert [item.name for item in folder.list_items(item_types=[StorageItemType.VIDEO])] == []
    types = [StorageItemType.VIDEO, StorageItemType.IMAGE]
    assert [item.name for item in folder.list_items(item_types=types)] == every


def test_items_in_a_dataset_are_told_from_the_rest(
    folder: StorageFolder, items: list[StorageItem], picture: Path, dataset: object
) -> None:
    loose = folder.upload_image(picture, title="loose")
    assert {item.uuid for item in folder.list_items(is_in_dataset=True)} == {item.uuid for item in items}
    assert {item.uuid for item in folder.list_items(is_in_dataset=False)} == {loose}


def test_a_list_without_metadata_has_none_to_lose(folder: StorageFolder, items: list[StorageItem]) -> None:
    assert [item.client_metadata for item in folder.list_items(include_client_metadata=False)] == [{}] * len(items)


def test_metadata_may_be_fetched_by_links(folder: StorageFolder, items: list[StorageItem]) -> None:
    fetched = [item.client_metadata for item in folder.list_items(resolve_client_metadata_locally=True)]
    assert fetched == [item.client_metadata for item in items]


def test_facts_of_a_file_come_from_the_file(items: list[StorageItem], picture: Path) -> None:
    item = items[0]
    assert (item.width, item.height, item.mime_type) == (12, 8, "image/png")
    assert item.file_size == picture.stat().st_size
    assert (item.frame_count, item.duration, item.fps) == (None, None, None)


def test_a_signed_url_gives_the_file_and_any_part_of_it(
    sdk: EncordUserClient, items: list[StorageItem], picture: Path
) -> None:
    url = sdk.get_storage_item(items[0].uuid, sign_url=True).get_signed_url()
    assert url is not None
    assert requests.get(url, timeout=60).content == picture.read_bytes()
    part = requests.get(url, headers={"Range": "bytes=2-5"}, timeout=60)
    assert (part.status_code, part.content) == (206, picture.read_bytes()[2:6])
    assert requests.get(url[:-2] + "xx", timeout=60).status_code in {400, 401, 403}


def test_many_items_are_read_at_once_in_the_order_asked(sdk: EncordUserClient, items: list[StorageItem]) -> None:
    asked = [items[2].uuid, items[0].uuid, items[3].uuid]
    assert [item.uuid for item in sdk.get_storage_items(asked)] == asked
    assert sdk.get_storage_items([]) == []


def test_an_item_is_renamed_alone_and_in_a_bundle(sdk: EncordUserClient, items: list[StorageItem]) -> None:
    items[0].update(name="alone")
    with Bundle() as bundle:
        items[1].update(name="together", bundle=bundle)
        items[2].update(name="with others", bundle=bundle)
    again = sdk.get_storage_items([item.uuid for item in items])
    assert [item.name for item in again] == ["alone", "together", "with others", "tile 3"]
    assert again[0].client_metadata == {"city": "Kiel", "number": 0}


def test_an_update_of_nothing_is_nothing(sdk: EncordUserClient, items: list[StorageItem]) -> None:
    items[0].update()
    assert sdk.get_storage_item(items[0].uuid).last_edited_at == items[0].last_edited_at


def test_items_move_to_another_folder(folder: StorageFolder, items: list[StorageItem]) -> None:
    target = folder.create_subfolder("target")
    items[0].move_to_folder(target.uuid)
    folder.move_items_to_folder(target, [items[1].uuid, items[2].uuid])
    assert [item.name for item in target.list_items()] == ["tile 0", "tile 1", "tile 2"]
    assert [item.name for item in folder.list_items()] == ["tile 3"]
    assert items[0].parent_folder_uuid == target.uuid


def test_items_are_deleted_alone_and_together(
    sdk: EncordUserClient, folder: StorageFolder, items: list[StorageItem]
) -> None:
    items[0].delete()
    folder.delete_storage_items([items[1].uuid, items[2].uuid])
    assert [item.name for item in folder.list_items()] == ["tile 3"]
    with pytest.raises((AuthorisationError, ResourceNotFoundError)):
        sdk.get_storage_item(items[0].uuid)


def test_a_group_shows_its_pictures(sdk: EncordUserClient, folder: StorageFolder, picture: Path) -> None:
    group = sdk.get_storage_item(folder.create_image_group([picture, picture], title="pair"))
    children = list(group.get_child_items(get_signed_urls=True))
    assert group.item_type == StorageItemType.IMAGE_GROUP
    assert [child.item_type for child in children] == [StorageItemType.IMAGE] * 2
    assert all(child.get_signed_url() for child in children)


def test_an_item_knows_which_datasets_hold_it(items: list[StorageItem], dataset: object) -> None:
    summary = items[0].get_summary()
    assert summary.used_in_datasets == 1


def test_an_item_that_nobody_has_is_refused(sdk: EncordUserClient) -> None:
    with pytest.raises((AuthorisationError, ResourceNotFoundError)):
        sdk.get_storage_item(uuid4())
