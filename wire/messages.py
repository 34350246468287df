"""The bodies of requests and answers: the one spelling client and server share.

Names are snake_case here and camelCase in the JSON of the v2 API; the old API (v1) is snake_case on both sides.
What the platform may leave out has a default; what is `UNSET` is not sent. Times are ISO 8601 text with a zone, UUIDs
are text, sizes are bytes, durations are seconds. Metadata in an answer is a *string holding JSON*; in a request it is a
JSON object, kept as `Raw` so that not one byte of it is spelt anew.
"""

from typing import Generic, TypeVar

from msgspec import UNSET, Raw, Struct, UnsetType

T = TypeVar("T")

NULL = Raw(b"null")


# --- any listing ---------------------------------------------------------------------------------------------------


class PageMessage(Struct, Generic[T], rename="camel"):
    """One page of a listing. No token, or null: it was the last one."""

    results: list[T]
    next_page_token: str | None = None


class ResultsMessage(Struct, Generic[T]):
    """Every result in one answer."""

    results: list[T]


class ErrorMessage(Struct):
    """The body of a v2 refusal."""

    message: str


class ReadErrorMessage(Struct):
    """What a client looks for in a refusal: either may be absent, and `detail` may be anything."""

    message: Raw = NULL
    detail: Raw = NULL


class TokenMessage(Struct):
    """The answer of user/bearer-token."""

    token: str


# --- folders -------------------------------------------------------------------------------------------------------


class PathElementMessage(Struct, rename="camel"):
    """One folder on the way from the root."""

    uuid: str
    name: str
    parent_uuid: str | None = None
    synced_dataset_hash: str | None = None


class FolderMessage(Struct, rename="camel"):
    """A folder, as every folder call answers it."""

    uuid: str
    name: str
    parent: str | None = None
    description: str | None = ""
    client_metadata: str | None = None
    owner: str = ""
    created_at: str = ""
    last_edited_at: str = ""
    user_role: str = "user"
    synced_dataset_hash: str | None = None
    path_to_root: list[PathElementMessage] = []  # msgspec copies it for every folder
    folder_type: str | None = "generic"
    integration_hash: str | None = None
    remote_url: str | None = None


class CloudSyncMessage(Struct, rename="camel"):
    """What a folder linked to a bucket is created with."""

    integration_uuid: str
    remote_url: str


class CreateFolderMessage(Struct, rename="camel"):
    """Body of POST storage/folders. Here, and only here, metadata in a request is a string holding JSON."""

    name: str
    description: str | UnsetType | None = UNSET
    parent: str | UnsetType | None = UNSET
    client_metadata: str | UnsetType | None = UNSET
    cloud_synced_folder_params: CloudSyncMessage | UnsetType | None = UNSET


class FolderPatchMessage(Struct, rename="camel"):
    """What changes about a folder."""

    name: str | UnsetType = UNSET
    description: str | UnsetType = UNSET
    client_metadata: Raw | UnsetType = UNSET


class FolderPatchesMessage(Struct, rename="camel"):
    """Body of PATCH storage/folders/patch-bulk."""

    folder_patches: dict[str, FolderPatchMessage]


class MoveFoldersMessage(Struct, rename="camel"):
    """Body of POST storage/folders/move; no parent means the root."""

    folder_uuids: list[str]
    new_parent_uuid: str | UnsetType | None = UNSET


class FolderSummaryMessage(Struct, rename="camel"):
    """How much of what a folder holds."""

    files: int = 0
    folders: int = 0
    videos: int = 0
    images: int = 0
    image_groups: int = 0
    image_sequences: int = 0
    dicom_files: int = 0
    dicom_series: int = 0
    niftis: int = 0
    audios: int = 0
    pdfs: int = 0
    plain_texts: int = 0
    tombstones: int = 0
    upload_jobs: int = 0
    total_size: float = 0.0


# --- items ---------------------------------------------------------------------------------------------------------


class ItemText(Struct, rename="camel", gc=False):
    """As much of an item as is needed to change its metadata."""

    uuid: str
    last_edited_at: str = ""
    client_metadata: str | None = "{}"

    @property
    def metadata(self) -> str:
        """The metadata as JSON text."""
        return "{}" if self.client_metadata is None else self.client_metadata


class ItemMessage(Struct, rename="camel", gc=False):
    """An item, as every item call answers it."""

    uuid: str
    name: str
    item_type: str
    parent: str = ""
    description: str | None = ""
    client_metadata: str | None = "{}"
    owner: str = ""
    created_at: str = ""
    last_edited_at: str = ""
    is_tombstone: bool = False
    is_placeholder: bool = False
    backed_data_units_count: int = 0
    storage_location: str | None = "encord"
    integration_hash: str | None = None
    url: str | None = None
    signed_url: str | None = None
    file_size: int | None = None
    mime_type: str | None = None
    duration: float | None = None
    fps: float | None = None
    height: int | None = None
    width: int | None = None
    frame_count: int | None = None
    dicom_instance_uid: str | None = None
    dicom_study_uid: str | None = None
    dicom_series_uid: str | None = None
    audio_sample_rate: int | None = None
    audio_bit_depth: int | None = None
    audio_codec: str | None = None
    audio_num_channels: int | None = None
    client_metadata_signed_url: str | UnsetType | None = UNSET


class ItemPatchMessage(Struct, rename="camel"):
    """What changes about an item; the last three belong to viewers and may be null."""

    name: str | UnsetType = UNSET
    description: str | UnsetType = UNSET
    client_metadata: Raw | UnsetType = UNSET
    timeseries_settings: Raw | UnsetType = UNSET
    scene_view_settings: Raw | UnsetType = UNSET
    scene_layout: Raw | UnsetType = UNSET


class ItemPatchesMessage(Struct, rename="camel"):
    """Body of PATCH storage/items/patch-bulk."""

    item_patches: dict[str, ItemPatchMessage]


class GetBulkMessage(Struct, rename="camel"):
    """Body of POST storage/items/get-bulk."""

    item_uuids: list[str]
    sign_urls: bool = False


class MoveItemsMessage(Struct, rename="camel"):
    """Body of POST storage/folders/{f}/items/move."""

    item_uuids: list[str]
    new_parent_uuid: str
    allow_synced_dataset_move: bool = False


class DeleteItemsMessage(Struct, rename="camel"):
    """Body of POST storage/folders/{f}/items/delete."""

    child_uuids: list[str]
    remove_unused_frames: bool = True


class RemovedMessage(Struct, rename="camel"):
    """Its answer."""

    removed_items_count: int = 0
    removed_folders_count: int = 0
