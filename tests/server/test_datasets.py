"""Datasets and their rows through the unmodified SDK, which speaks the older API for them."""

import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from encord import EncordUserClient
from encord.exceptions import AuthorisationError, InvalidArgumentsError, ResourceExistsError
from encord.orm.dataset import DataLinkDuplicatesBehavior, DatasetAccessSettings, StorageLocation

from server.store.database import Store
from tests.local_platform import LocalPlatform
from tests.server import media_files
from tests.server.conftest import put_items
from tests.server.signed_http import call_v1, send
from wire.signing import PrivateKey, sign_v1

WITH_METADATA = DatasetAccessSettings(fetch_client_metadata=True)


def make_dataset(sdk: EncordUserClient, title: str, *, mirror: bool = False) -> Any:
    """The SDK's Dataset, whose own types are half said."""
    made = sdk.create_dataset(title, StorageLocation.CORD_STORAGE, create_backing_folder=mirror)
    return sdk.get_dataset(made.dataset_hash)


def put_uuids(store: Store, count: int, metadata: str = "{}") -> list[UUID]:
    return [UUID(uuid) for uuid in put_items(store, count, metadata)[1]]


def test_linked_items_are_rows_that_share_their_metadata(sdk: EncordUserClient, store: Store) -> None:
    dataset = make_dataset(sdk, "Links")
    items = put_uuids(store, 3, '{"a":1}')
    rows = dataset.link_items(items)
    assert [row.backing_item_uuid for row in rows] == items
    sdk.get_storage_item(items[0]).update(client_metadata={"a": 2})
    dataset.set_access_settings(WITH_METADATA)
    assert [row.client_metadata for row in dataset.data_rows] == [{"a": 2}, {"a": 1}, {"a": 1}]
    assert sdk.get_storage_item(items[0]).get_summary().used_in_datasets == 1


def test_saving_a_row_writes_the_item(sdk: EncordUserClient, store: Store) -> None:
    dataset = make_dataset(sdk, "Rows")
    (item,) = put_uuids(store, 1)
    (row,) = dataset.link_items([item])
    row.client_metadata = {"b": [1, {"c": None}]}
    row.title = "Renamed row"
    with pytest.warns(DeprecationWarning, match="save is deprecated"):
        row.save()
    assert sdk.get_storage_item(item).client_metadata == {"b": [1, {"c": None}]}
    assert sdk.get_storage_item(item).name == "item-0000"
    row.refetch_data(signed_url=True, client_metadata=True)
    assert (row.title, row.client_metadata) == ("Renamed row", {"b": [1, {"c": None}]})


def test_doubles_are_skipped_linked_again_or_refused(sdk: EncordUserClient, store: Store) -> None:
    dataset = make_dataset(sdk, "Doubles")
    first, second = put_uuids(store, 2)
    dataset.link_items([first])
    assert len(dataset.link_items([first, second])) == 1
    assert len(dataset.link_items([first], DataLinkDuplicatesBehavior.DUPLICATE)) == 1
    with pytest.raises(ResourceExistsError):
        dataset.link_items([first], DataLinkDuplicatesBehavior.FAIL)


def test_rows_are_listed_by_title_type_and_hash_and_taken_out(sdk: EncordUserClient, store: Store) -> None:
    dataset = make_dataset(sdk, "Filters")
    rows = dataset.link_items(put_uuids(store, 3))
    assert len(dataset.list_data_rows(title_like="item-%1")) == 1
    assert len(dataset.list_data_rows(title_eq="item")) == 0
    assert len(dataset.list_data_rows(data_hashes=[rows[0].uid])) == 1
    dataset.delete_data([rows[0].uid, rows[1].uid])
    assert [row.uid for row in dataset.list_data_rows()] == [rows[2].uid]


def test_a_mirror_dataset_holds_what_its_folder_holds(sdk: EncordUserClient, tmp_path: Path) -> None:
    dataset = make_dataset(sdk, "Mirror", mirror=True)
    assert dataset.backing_folder_uuid is not None
    folder = sdk.get_storage_folder(dataset.backing_folder_uuid)
    item = folder.upload_image(media_files.picture(tmp_path / "a.png"))
    assert [row.backing_item_uuid for row in dataset.list_data_rows()] == [item]
    elsewhere = sdk.create_storage_folder("Elsewhere")
    with pytest.raises(InvalidArgumentsError, match="mirrors a dataset"):
        folder.move_items_to_folder(elsewhere, [item])
    folder.move_items_to_folder(elsewhere, [item], allow_mirror_dataset_changes=True)
    assert dataset.list_data_rows() == []
    elsewhere.move_items_to_folder(folder, [item])
    assert [row.backing_item_uuid for row in dataset.list_data_rows()] == [item]


def test_a_file_uploaded_into_a_dataset_is_a_row_of_it(sdk: EncordUserClient, tmp_path: Path) -> None:
    dataset = make_dataset(sdk, "Uploads", mirror=True)
    path = media_files.picture(tmp_path / "a.png")
    made = dataset.upload_image(path, title="Door")
    (row,) = dataset.list_data_rows()
    assert (row.uid, row.title, row.width) == (made["data_hash"], "Door", 64)
    dataset.create_image_group([path, path], title="Pair", create_video=False)
    group = next(row for row in dataset.list_data_rows() if row.title == "Pair")
    group.refetch_data(images_data_fetch_options=None)
    assert group.data_type.name == "IMG_GROUP"


def test_an_upload_into_a_dataset_without_a_folder_wants_one(sdk: EncordUserClient, tmp_path: Path) -> None:
    dataset = make_dataset(sdk, "No folder")
    path = media_files.picture(tmp_path / "a.png")
    with pytest.raises(InvalidArgumentsError, match="no folder of its own"):
        dataset.upload_image(path)
    folder = sdk.create_storage_folder("For it")
    dataset.upload_image(path, folder=folder.uuid)
    assert len(dataset.list_data_rows()) == 1


def test_datasets_are_listed_by_title_and_time(sdk: EncordUserClient) -> None:
    make_dataset(sdk, "Summer 100%")
    found = sdk.get_datasets(title_like="summer%")
    assert [entry["dataset"].title for entry in found] == ["Summer 100%"]
    assert sdk.get_datasets(title_eq="summer 100%") == []
    assert sdk.get_datasets(title_eq="Summer 100%", created_after="2020-01-01") != []
    assert sdk.get_datasets(title_eq="Summer 100%", created_before="2020-01-01") == []


def test_a_dataset_that_is_not_there_is_forbidden(sdk: EncordUserClient) -> None:
    with pytest.raises(AuthorisationError):
        sdk.get_dataset("00000000-0000-0000-0000-000000000001")


def test_every_refusal_of_the_older_api_comes_with_status_200(platform: LocalPlatform, key: PrivateKey) -> None:
    for reply in (
        call_v1(platform.url, key, "datarow", "GET", uid="nonsense", payload={}),
        call_v1(platform.url, key, "datarows", "GET", payload={}, resource="nonsense"),
        call_v1(platform.url, key, "datasetlinkitems", "POST", payload=5),
    ):
        assert (reply.status, reply.json()["response"]) == (200, ["INVALID_ARGUMENTS_ERROR"])
        assert reply.json()["payload"].endswith(".")
    body = b'{"query_type":"datarow","query_method":"POST","values":{"uid":null,"payload":{"client_metadata":NaN}}}'
    reply = send(platform.url, "POST", "/public", body, sign_v1(key, body))
    assert json.loads(reply.body)["status"] == 400
