"""The flows that send many updates in one request: a whole folder, and chosen items, with what is wrong there."""

from collections.abc import Mapping
from typing import Any

import pytest
from encord import EncordUserClient
from encord.http.bundle import Bundle
from encord.storage import StorageFolder, StorageItem


def of_folder(sdk: EncordUserClient, folder: StorageFolder) -> dict[str, dict[str, Any] | None]:
    return {item.name: item.client_metadata for item in sdk.get_storage_folder(folder.uuid).list_items()}


def update_by(updates: Mapping[Any, dict[str, Any]], folder: StorageFolder) -> None:
    with Bundle() as bundle:
        for item in folder.list_items():
            item.update(client_metadata=updates[item.uuid], bundle=bundle)


def test_a_bundle_overwrites_a_whole_folder(
    sdk: EncordUserClient, folder: StorageFolder, items: list[StorageItem]
) -> None:
    with Bundle() as bundle:
        for item in sdk.get_storage_folder(folder.uuid).list_items():
            item.update(client_metadata={"metadata-1": "value", "metadata-2": False}, bundle=bundle)
    assert of_folder(sdk, folder) == {item.name: {"metadata-1": "value", "metadata-2": False} for item in items}


def test_text_keys_are_not_found_by_uuid_and_nothing_is_sent(
    sdk: EncordUserClient, folder: StorageFolder, items: list[StorageItem]
) -> None:
    before = of_folder(sdk, folder)
    updates = {str(item.uuid): {"metadata-2": True} for item in items}
    with pytest.raises(KeyError):
        update_by(updates, folder)
    assert of_folder(sdk, folder) == before


def test_the_flow_that_claims_to_merge_replaces_everything(
    sdk: EncordUserClient, folder: StorageFolder, items: list[StorageItem]
) -> None:
    updates = {item.uuid: {"metadata-2": True} for item in items}
    update_by(updates, folder)
    assert of_folder(sdk, folder) == {item.name: {"metadata-2": True} for item in items}


def test_an_item_that_has_no_update_ends_the_flow(
    sdk: EncordUserClient, folder: StorageFolder, items: list[StorageItem]
) -> None:
    before = of_folder(sdk, folder)
    updates = {items[0].uuid: {"metadata-2": True}}
    with pytest.raises(KeyError):
        update_by(updates, folder)
    assert of_folder(sdk, folder) == before


def test_of_two_updates_of_one_item_only_the_last_is_sent(sdk: EncordUserClient, items: list[StorageItem]) -> None:
    with Bundle() as bundle:
        items[0].update(name="renamed", bundle=bundle)
        items[0].update(client_metadata={"b": 2}, bundle=bundle)
    again = sdk.get_storage_item(items[0].uuid)
    assert (again.name, again.client_metadata) == ("tile 0", {"b": 2})


def test_small_bundles_are_several_requests_with_one_result(
    sdk: EncordUserClient, folder: StorageFolder, items: list[StorageItem]
) -> None:
    with Bundle(bundle_size=1) as bundle:
        for number, item in enumerate(items):
            item.update(client_metadata={"turn": number}, bundle=bundle)
    assert of_folder(sdk, folder) == {item.name: {"turn": number} for number, item in enumerate(items)}


def test_items_know_what_the_bundle_wrote(items: list[StorageItem]) -> None:
    with Bundle() as bundle:
        items[0].update(client_metadata={"seen": True}, name="new", bundle=bundle)
    assert items[0].name == "new"
    assert items[0].client_metadata == {"seen": True}


def test_folders_are_bundled_too(sdk: EncordUserClient, folder: StorageFolder) -> None:
    others = [folder.create_subfolder(f"part {number}") for number in range(3)]
    with Bundle() as bundle:
        for number, part in enumerate(others):
            part.update(client_metadata={"part": number}, bundle=bundle)
    assert [sdk.get_storage_folder(part.uuid).client_metadata for part in others] == [{"part": n} for n in range(3)]
