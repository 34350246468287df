"""The flows on a folder's items: list, overwrite some or all, and update some by reading them first."""

from typing import Any, cast
from uuid import UUID

import pytest
from encord import EncordUserClient
from encord.storage import StorageFolder, StorageItem

from wire.client import PlatformClient

VALUES: list[dict[str, Any]] = [{"dark": True}, {"light": False}, {"count": "100"}, {"taken_at": "2024-02-24"}]


def read_again(sdk: EncordUserClient, items: list[StorageItem]) -> list[dict[str, Any] | None]:
    return [sdk.get_storage_item(item.uuid).client_metadata for item in items]


def test_a_folder_lists_its_items_with_their_metadata(
    sdk: EncordUserClient, folder: StorageFolder, items: list[StorageItem]
) -> None:
    listed = {item.uuid: item.client_metadata for item in sdk.get_storage_folder(folder.uuid).list_items()}
    assert listed == {item.uuid: {"city": "Kiel", "number": number} for number, item in enumerate(items)}


def test_a_list_leaves_out_what_lies_in_folders_below(
    sdk: EncordUserClient, folder: StorageFolder, items: list[StorageItem], picture: str
) -> None:
    below = folder.create_subfolder("below")
    hidden = below.upload_image(picture)
    assert hidden not in {item.uuid for item in folder.list_items()}
    assert hidden in {item.uuid for item in folder.find_items(search="tile")}


def test_writing_to_some_items_overwrites_all_they_had(sdk: EncordUserClient, items: list[StorageItem]) -> None:
    updates = {str(item.uuid): values for item, values in zip(items, VALUES, strict=True)}
    for uuid, values in updates.items():
        sdk.get_storage_item(item_uuid=uuid).update(client_metadata=values)
    assert read_again(sdk, items) == VALUES


def test_writing_to_all_items_overwrites_all_they_had(
    sdk: EncordUserClient, folder: StorageFolder, items: list[StorageItem]
) -> None:
    for item in sdk.get_storage_folder(folder.uuid).list_items():
        item.update(client_metadata={"dark": True, "captured_at": "2024-02-24"})
    assert read_again(sdk, items) == [{"dark": True, "captured_at": "2024-02-24"}] * 4


def test_updating_reads_copies_and_writes_back(sdk: EncordUserClient, items: list[StorageItem]) -> None:
    updates = {str(item.uuid): values for item, values in zip(items, VALUES, strict=True)}
    for uuid, update in updates.items():
        item = sdk.get_storage_item(item_uuid=uuid)
        current = item.client_metadata
        assert current is not None
        current = current.copy()
        current.update(update)
        item.update(client_metadata=current)
    expected = [{"city": "Kiel", "number": number, **values} for number, values in enumerate(VALUES)]
    assert read_again(sdk, items) == expected


def test_an_update_loses_what_a_colleague_wrote_in_between(sdk: EncordUserClient, items: list[StorageItem]) -> None:
    mine, theirs = sdk.get_storage_item(items[0].uuid), sdk.get_storage_item(items[0].uuid)
    theirs.update(client_metadata={**(theirs.client_metadata or {}), "theirs": 1})
    mine.update(client_metadata={**(mine.client_metadata or {}), "mine": 1})
    assert read_again(sdk, items)[0] == {"city": "Kiel", "number": 0, "mine": 1}


def test_a_value_of_the_wrong_type_is_taken(
    no_schema: None, sdk: EncordUserClient, client: PlatformClient, items: list[StorageItem]
) -> None:
    client.write_schema({"count": {"ty": "variant", "hint": "number"}, "dark": {"ty": "variant", "hint": "boolean"}})
    items[0].update(client_metadata={"count": "100", "dark": "maybe", "not in the schema": 1})
    assert read_again(sdk, items)[0] == {"count": "100", "dark": "maybe", "not in the schema": 1}


def test_a_copy_of_nothing_ends_the_flow(sdk: EncordUserClient, folder: StorageFolder) -> None:
    fresh = sdk.get_storage_folder(folder.uuid)
    assert fresh.client_metadata is None
    with pytest.raises(AttributeError, match="copy"):
        cast("Any", fresh).client_metadata.copy()


def test_clearing_writes_an_empty_object_and_null_stays_null(sdk: EncordUserClient, items: list[StorageItem]) -> None:
    items[0].update(client_metadata={})
    items[1].update(client_metadata={"city": None})
    assert read_again(sdk, items)[:2] == [{}, {"city": None}]


def test_the_time_of_the_last_edit_moves(sdk: EncordUserClient, items: list[StorageItem]) -> None:
    before = sdk.get_storage_item(items[0].uuid)
    items[0].update(client_metadata={"a": 1})
    after = sdk.get_storage_item(items[0].uuid)
    assert after.last_edited_at > before.last_edited_at
    assert after.created_at == before.created_at


def test_keys_of_an_update_may_be_given_as_text_or_uuid(sdk: EncordUserClient, items: list[StorageItem]) -> None:
    text = str(items[0].uuid)
    assert sdk.get_storage_item(text).uuid == sdk.get_storage_item(UUID(text)).uuid
