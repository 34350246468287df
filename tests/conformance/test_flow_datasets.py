"""The flows on a dataset's rows: list, write to one by its number, and write the same to all."""

from typing import Any

import pytest
from encord import EncordUserClient
from encord.dataset import Dataset
from encord.orm.dataset import DatasetAccessSettings
from encord.storage import StorageItem


def opened(sdk: EncordUserClient, dataset: Dataset) -> Any:
    """The dataset read with its metadata; the SDK leaves the rows' metadata untyped."""
    found = sdk.get_dataset(dataset.dataset_hash)
    found.set_access_settings(DatasetAccessSettings(fetch_client_metadata=True))
    return found


def test_rows_are_listed_with_their_metadata(sdk: EncordUserClient, dataset: Dataset) -> None:
    rows = opened(sdk, dataset).data_rows
    assert [dict(row.client_metadata or {}) for row in rows] == [{"city": "Kiel", "number": n} for n in range(4)]


def test_without_asking_for_it_there_is_no_metadata(sdk: EncordUserClient, dataset: Dataset) -> None:
    unread: Any = sdk.get_dataset(dataset.dataset_hash)
    assert [row.client_metadata for row in unread.data_rows] == [None] * 4


def test_a_row_is_written_by_its_number(sdk: EncordUserClient, dataset: Dataset, items: list[StorageItem]) -> None:
    row = opened(sdk, dataset).data_rows[1]
    row.client_metadata = {"my": "metadata"}
    with pytest.warns(DeprecationWarning, match="StorageItem"):
        row.save()
    assert row.client_metadata == {"my": "metadata"}
    assert row.backing_item_uuid == items[1].uuid
    assert sdk.get_storage_item(items[1].uuid).client_metadata == {"my": "metadata"}
    assert sdk.get_storage_item(items[0].uuid).client_metadata == {"city": "Kiel", "number": 0}


def test_the_number_of_a_row_shifts_when_another_is_removed(sdk: EncordUserClient, dataset: Dataset) -> None:
    before = opened(sdk, dataset)
    meant = before.data_rows[1].uid
    before.delete_data([before.data_rows[0].uid])
    after = opened(sdk, dataset)
    assert after.data_rows[1].uid != meant
    assert after.data_rows[0].uid == meant


def test_every_row_is_written_one_by_one(sdk: EncordUserClient, dataset: Dataset) -> None:
    for row in opened(sdk, dataset).data_rows:
        row.client_metadata = {"my": "metadata"}
        with pytest.warns(DeprecationWarning, match="StorageItem"):
            row.save()
        assert row.client_metadata == {"my": "metadata"}
    assert [row.client_metadata for row in opened(sdk, dataset).data_rows] == [{"my": "metadata"}] * 4


def test_a_change_inside_the_metadata_is_not_a_change(sdk: EncordUserClient, dataset: Dataset) -> None:
    row = opened(sdk, dataset).data_rows[0]
    with pytest.raises(TypeError):
        row.client_metadata["city"] = "Lübeck"
    with pytest.warns(DeprecationWarning, match="StorageItem"):
        row.save()
    assert opened(sdk, dataset).data_rows[0].client_metadata == {"city": "Kiel", "number": 0}


def test_the_row_and_the_item_show_the_same_metadata(
    sdk: EncordUserClient, dataset: Dataset, items: list[StorageItem]
) -> None:
    items[2].update(client_metadata={"written": "to the item"})
    assert opened(sdk, dataset).data_rows[2].client_metadata == {"written": "to the item"}
