"""Items through the unmodified SDK: read, change, change many, move, delete."""

from uuid import UUID, uuid4

import pytest
from encord import EncordUserClient
from encord.exceptions import AuthorisationError, InvalidArgumentsError
from encord.http.bundle import Bundle
from encord.orm.storage import DataGroupCarousel, FoldersSortBy
from encord.storage import StorageFolder, StorageItem

from server.store.database import Store
from tests.local_platform import LocalPlatform
from tests.server.conftest import put_items
from tests.server.signed_http import call
from wire.signing import PrivateKey


def items_of(sdk: EncordUserClient, store: Store, count: int, metadata: str = "{}") -> list[StorageItem]:
    folder, _ = put_items(store, count, metadata)
    return list(sdk.get_storage_folder(UUID(folder)).list_items(page_size=1000))


def test_a_listing_gives_every_item_once_in_the_order_asked_for(sdk: EncordUserClient, store: Store) -> None:
    folder, _ = put_items(store, 25)
    listed = sdk.get_storage_folder(UUID(folder))
    names = [item.name for item in listed.list_items(page_size=7)]
    assert names == [f"item-{number:04}" for number in range(25)]
    assert [item.name for item in listed.list_items(page_size=7, desc=True)] == names[::-1]
    assert {item.name for item in listed.list_items(page_size=7, order=FoldersSortBy.CREATED_AT)} == set(names)


def test_metadata_is_replaced_as_a_whole_and_the_edit_moves_the_clock(sdk: EncordUserClient, store: Store) -> None:
    (item,) = items_of(sdk, store, 1, '{"old": 1}')
    before = item.last_edited_at
    item.update(client_metadata={"new": [1.5, None, True, {"é": "日本"}], "$encord": {"frames": {"0": {}}}})
    read = sdk.get_storage_item(item.uuid)
    assert read.client_metadata == {"new": [1.5, None, True, {"é": "日本"}], "$encord": {"frames": {"0": {}}}}
    assert read.last_edited_at is not None
    assert before is not None
    assert read.last_edited_at > before
    item.update(client_metadata={})
    assert sdk.get_storage_item(item.uuid).client_metadata == {}


def test_a_name_changes_without_the_metadata(sdk: EncordUserClient, store: Store) -> None:
    (item,) = items_of(sdk, store, 1, '{"kept":true}')
    item.update(name="Renamed \N{PARTY POPPER} \u05e9\u05dc\u05d5\u05dd\nnew line", description="said")
    read = sdk.get_storage_item(item.uuid)
    assert read.name == "Renamed \N{PARTY POPPER} \u05e9\u05dc\u05d5\u05dd\nnew line"
    assert read.client_metadata == {"kept": True}


def test_a_bundle_changes_many_items_in_one_call(sdk: EncordUserClient, store: Store) -> None:
    items = items_of(sdk, store, 1200)
    with Bundle() as bundle:
        for number, item in enumerate(items):
            item.update(client_metadata={"n": number}, bundle=bundle)
    read = sdk.get_storage_items([item.uuid for item in items])
    assert [item.client_metadata for item in read] == [{"n": number} for number in range(1200)]


def test_a_bulk_read_keeps_the_order_of_the_request(sdk: EncordUserClient, store: Store) -> None:
    items = items_of(sdk, store, 30)[::-1]
    assert [item.uuid for item in sdk.get_storage_items([item.uuid for item in items])] == [item.uuid for item in items]
    assert sdk.get_storage_items([]) == []


def test_a_bulk_change_with_an_unknown_item_changes_nothing_and_names_it(
    sdk: EncordUserClient, store: Store, platform: LocalPlatform, key: PrivateKey
) -> None:
    (item,) = items_of(sdk, store, 1, '{"a":1}')
    stranger = uuid4()
    body = f'{{"itemPatches":{{"{item.uuid}":{{"clientMetadata":{{}}}},"{stranger}":{{"clientMetadata":{{}}}}}}}}'
    reply = call(platform.url, key, "PATCH", "storage/items/patch-bulk", body.encode())
    assert reply.status == 403
    assert reply.json()["items"] == {str(stranger): "It is not there, or not for you."}
    assert sdk.get_storage_item(item.uuid).client_metadata == {"a": 1}


def test_metadata_that_is_no_object_is_refused_for_each_item(
    sdk: EncordUserClient, store: Store, platform: LocalPlatform, key: PrivateKey
) -> None:
    (item,) = items_of(sdk, store, 1, '{"a":1}')
    body = f'{{"itemPatches":{{"{item.uuid}":{{"clientMetadata":[1]}}}}}}'
    reply = call(platform.url, key, "PATCH", "storage/items/patch-bulk", body.encode())
    assert reply.status == 400
    assert reply.json()["items"] == {str(item.uuid): "clientMetadata is a JSON object, not [1]."}
    assert sdk.get_storage_item(item.uuid).client_metadata == {"a": 1}


def test_an_item_that_is_not_there_is_forbidden(sdk: EncordUserClient, folder: StorageFolder) -> None:
    with pytest.raises(AuthorisationError):
        sdk.get_storage_item(uuid4())
    with pytest.raises(AuthorisationError):
        sdk.get_storage_items([uuid4()])
    with pytest.raises(AuthorisationError):
        sdk.get_storage_folder(uuid4())


def test_items_move_and_are_deleted(sdk: EncordUserClient, store: Store, folder: StorageFolder) -> None:
    items = items_of(sdk, store, 3)
    source = items[0].parent_folder()
    source.move_items_to_folder(folder, [items[0].uuid, items[1].uuid])
    assert [item.name for item in folder.list_items()] == ["item-0000", "item-0001"]
    folder.delete_storage_items([items[0].uuid])
    assert [item.name for item in folder.list_items()] == ["item-0001"]
    with pytest.raises(InvalidArgumentsError, match="not in this folder"):
        folder.delete_storage_items([items[2].uuid])


def test_a_search_finds_names_whatever_their_case(sdk: EncordUserClient, store: Store) -> None:
    folder, _ = put_items(store, 3, name="Straße 100%_{}")
    found = sdk.get_storage_folder(UUID(folder))
    assert len(list(found.list_items(search="STRASSE 100%_"))) == 3
    assert len(list(found.list_items(search="straße 100%_1"))) == 1
    assert list(found.list_items(search="100_%")) == []


def test_metadata_can_be_left_out_or_fetched_by_address(sdk: EncordUserClient, store: Store) -> None:
    folder, _ = put_items(store, 2, '{"a": [1, {"b": "\\""}]}')
    listed = sdk.get_storage_folder(UUID(folder))
    assert [item.client_metadata for item in listed.list_items(include_client_metadata=False)] == [{}, {}]
    resolved = listed.list_items(resolve_client_metadata_locally=True)
    assert [item.client_metadata for item in resolved] == [{"a": [1, {"b": '"'}]}] * 2


def test_an_item_says_where_it_is_used(sdk: EncordUserClient, store: Store, folder: StorageFolder) -> None:
    items = items_of(sdk, store, 2)
    (group,) = folder.create_data_groups(
        [DataGroupCarousel(layout_contents=[item.uuid for item in items], name="Pair")]
    )
    assert [child.uuid for child in sdk.get_storage_item(group).get_child_items()] == [item.uuid for item in items]
    summary = items[0].get_summary()
    assert [found.name for found in summary.accessible_group_items] == ["Pair"]
    assert summary.used_in_datasets == 0
