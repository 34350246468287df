"""The bodies of datasets: the v2 listing, and the old API's envelope, dataset and data row."""

from msgspec import UNSET, Raw, Struct, UnsetType

from wire.messages import NULL

# --- v2 ------------------------------------------------------------------------------------------------------------


class ListedDatasetMessage(Struct, rename="camel"):
    """A dataset in GET datasets/list."""

    dataset_uuid: str
    title: str
    description: str | None = ""
    created_at: str = ""
    last_edited_at: str = ""
    user_role: str | None = None
    storage_location: int | None = None
    backing_folder_uuid: str | None = None


class DatasetListMessage(Struct):
    """The answer of GET datasets/list: `result`, not `results`, and no pages."""

    result: list[ListedDatasetMessage]


class CreateDatasetMessage(Struct, rename="camel"):
    """Body of POST datasets."""

    title: str
    description: str | UnsetType | None = UNSET
    create_backing_folder: bool = True
    legacy_call: bool | UnsetType | None = UNSET


class CreatedDatasetMessage(Struct, rename="camel"):
    """Its answer."""

    dataset_uuid: str
    backing_folder_uuid: str | None = None


# --- v1: the envelope ----------------------------------------------------------------------------------------------


class V1ValuesMessage(Struct):
    """What a call of the old API is about."""

    uid: Raw = NULL
    payload: Raw = NULL


class V1RequestMessage(Struct):
    """A call of the old API: always a POST, whatever `query_method` says."""

    query_type: str
    query_method: str
    values: V1ValuesMessage


class V1AnswerMessage(Struct):
    """Its answer, at HTTP 200. `status` 200: `response` is the result; else it is a list of one error code."""

    status: int
    response: Raw = NULL
    payload: Raw | UnsetType = UNSET


# --- v1: datasets and rows -----------------------------------------------------------------------------------------


class ImageDataMessage(Struct):
    """One image of an image group, in a data row."""

    title: str
    file_link: str | None
    file_type: str | None
    file_size: int | None
    image_hash: str
    storage_location: int
    created_at: str
    last_edited_at: str
    height: int | None
    width: int | None
    signed_url: str | None = None


class DataRowMessage(Struct):
    """A data row. `client_metadata` is a JSON object or null, byte for byte."""

    data_hash: str
    data_title: str
    data_type: str
    created_at: str = ""
    last_edited_at: str = ""
    width: int | None = None
    height: int | None = None
    file_link: str | None = None
    file_size: int | None = None
    file_type: str | None = None
    frames_per_second: float | None = None
    duration: float | None = None
    storage_location: int = 0
    backing_item_uuid: str | None = None
    is_optimised_image_group: bool | None = None
    client_metadata: Raw = NULL
    signed_url: str | None = None
    images_data: list[ImageDataMessage] | None = None


class DatasetMessage(Struct):
    """A dataset as the old API answers it."""

    title: str | None = None
    description: str | None = None
    dataset_type: str | None = None
    dataset_hash: str | None = None
    backing_folder_uuid: str | None = None
    data_rows: list[DataRowMessage] = []


class AccessSettingsMessage(Struct):
    """What a dataset call shall fetch along."""

    fetch_client_metadata: bool = False
    fetch_rows: bool = True


class GetDatasetMessage(Struct):
    """Payload of `dataset` GET."""

    dataset_access_settings: AccessSettingsMessage


class ListRowsMessage(Struct):
    """Payload of `datarows` GET; null means no such condition."""

    title_eq: str | None = None
    title_like: str | None = None
    created_before: str | None = None
    created_after: str | None = None
    data_types: list[str] | None = None
    data_hashes: list[str] | None = None
    dataset_access_settings: AccessSettingsMessage | None = None


class SaveRowMessage(Struct):
    """Payload of `datarow` POST: what changes, and nothing else."""

    client_metadata: Raw | UnsetType = UNSET
    data_title: str | UnsetType = UNSET


class SavedRowMessage(Struct):
    """Its answer."""

    updated_fields: list[str]
    data_row: DataRowMessage


class LinkItemsMessage(Struct):
    """Payload of `datasetlinkitems` POST; duplicates_behavior is SKIP, DUPLICATE or FAIL."""

    item_uuids: list[str]
    duplicates_behavior: str = "SKIP"


class UpdatedTitleMessage(Struct):
    """One element of the payload of `video` POST."""

    video_hash: str
    title: str
