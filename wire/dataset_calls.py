"""What can be asked about datasets and their rows, most of it through the platform's old API."""

from collections.abc import Sequence

from msgspec import UNSET

from domain.catalog import DataRow, Dataset
from wire.calls import Calls, query_of, spliced
from wire.cancel import CancelToken
from wire.dataset_messages import (
    AccessSettingsMessage,
    CreateDatasetMessage,
    CreatedDatasetMessage,
    DataRowMessage,
    DatasetListMessage,
    DatasetMessage,
    GetDatasetMessage,
    LinkItemsMessage,
    ListRowsMessage,
    SavedRowMessage,
    SaveRowMessage,
)
from wire.readings import dataset_of, listed_dataset, row_of


class DatasetCalls(Calls):
    """Datasets: list, make, read, their rows, linking. Every call raises PlatformError."""

    def list_datasets(self, title_like: str | None = None, *, cancel: CancelToken | None = None) -> tuple[Dataset, ...]:
        """Every dataset, or those whose title is like `title_like` (SQL LIKE: % stands for anything)."""
        query = query_of([("titleLike", title_like), ("includeOrgAccess", False)])
        return tuple(map(listed_dataset, self._get("datasets/list", DatasetListMessage, query, cancel).result))

    def create_dataset(
        self,
        title: str,
        description: str = "",
        *,
        create_backing_folder: bool = True,
        cancel: CancelToken | None = None,
    ) -> Dataset:
        """Make a dataset; never sent twice, because twice would make two. Its times are not told."""
        body = CreateDatasetMessage(title, description, create_backing_folder, legacy_call=False)
        made = self._ask("POST", "datasets", body, CreatedDatasetMessage, cancel, repeatable=False)
        return Dataset(made.dataset_uuid, title, description, "", "", None, made.backing_folder_uuid)

    def get_dataset(self, uuid: str, *, cancel: CancelToken | None = None) -> Dataset:
        """One dataset, without its rows. Its times and role are not told."""
        payload = GetDatasetMessage(AccessSettingsMessage(fetch_client_metadata=False, fetch_rows=False))
        return dataset_of(self._old(DatasetMessage, ("dataset", "GET"), uuid, cancel, payload=payload), uuid)

    def dataset_rows(
        self, uuid: str, *, with_metadata: bool = False, cancel: CancelToken | None = None
    ) -> tuple[DataRow, ...]:
        """Every row of a dataset; the platform has no pages for them."""
        settings = AccessSettingsMessage(fetch_client_metadata=with_metadata)
        payload = ListRowsMessage(dataset_access_settings=settings)
        return tuple(map(row_of, self._old(list[DataRowMessage], ("datarows", "GET"), uuid, cancel, payload=payload)))

    def save_data_row(
        self,
        dataset: str,
        row: str,
        *,
        metadata: str | None = None,
        title: str | None = None,
        cancel: CancelToken | None = None,
    ) -> DataRow:
        """Change what is given; metadata replaces what was there, on the item behind the row."""
        payload = SaveRowMessage(
            client_metadata=UNSET if metadata is None else spliced(metadata),
            data_title=UNSET if title is None else title,
        )
        saved = self._old(SavedRowMessage, ("datarow", "POST"), dataset, cancel, uid=row, payload=payload)
        return row_of(saved.data_row)

    def link_items(
        self,
        dataset: str,
        item_uuids: Sequence[str],
        duplicates: str = "SKIP",
        *,
        cancel: CancelToken | None = None,
    ) -> tuple[DataRow, ...]:
        """Link items into a dataset; the new rows. `duplicates` is SKIP, DUPLICATE or FAIL."""
        payload = LinkItemsMessage(list(item_uuids), duplicates)
        rows = self._old(
            list[DataRowMessage],
            ("datasetlinkitems", "POST"),
            dataset,
            cancel,
            uid=dataset,
            payload=payload,
            repeatable=duplicates == "SKIP",
        )
        return tuple(map(row_of, rows))
