"""The bodies by which files come to the platform: signed places to put them, and the job that takes them in."""

from msgspec import UNSET, Raw, Struct, UnsetType


class UploadUrlsMessage(Struct, rename="camel"):
    """Body of POST storage/folders/{f}/upload-signed-urls."""

    item_type: str
    count: int


class UploadUrlMessage(Struct, rename="camel"):
    """A place to PUT one file, and the item it will become."""

    item_uuid: str
    object_key: str
    signed_url: str
    upload_headers: dict[str, str] = {}  # msgspec copies it for every answer


class MediaMessage(Struct, rename="camel"):
    """What the sender says about a file; which fields are given depends on its kind."""

    fps: float | UnsetType | None = UNSET
    duration: float | UnsetType | None = UNSET
    width: int | UnsetType | None = UNSET
    height: int | UnsetType | None = UNSET
    file_size: int | UnsetType | None = UNSET
    mime_type: str | UnsetType | None = UNSET
    sample_rate: int | UnsetType | None = UNSET
    bit_depth: int | UnsetType | None = UNSET
    codec: str | UnsetType | None = UNSET
    num_channels: int | UnsetType | None = UNSET
    num_pages: int | UnsetType | None = UNSET


class UploadItemMessage(Struct, rename="camel"):
    """One file of a job: image, video, audio, NIfTI, text or PDF. Metadata is a JSON object, byte for byte."""

    object_url: str
    external_file_type: str
    title: str | UnsetType | None = UNSET
    client_metadata: Raw | UnsetType = UNSET
    placeholder_item_uuid: str | UnsetType | None = UNSET
    image_metadata: MediaMessage | UnsetType | None = UNSET
    video_metadata: MediaMessage | UnsetType | None = UNSET
    audio_metadata: MediaMessage | UnsetType | None = UNSET
    text_metadata: MediaMessage | UnsetType | None = UNSET
    pdf_metadata: MediaMessage | UnsetType | None = UNSET


class GroupImageMessage(Struct, rename="camel"):
    """One image of an image group."""

    url: str
    title: str | UnsetType | None = UNSET
    image_metadata: MediaMessage | UnsetType | None = UNSET
    placeholder_item_uuid: str | UnsetType | None = UNSET


class ImageGroupMessage(Struct, rename="camel"):
    """An image group (or, with `create_video`, an image sequence) made of uploaded images."""

    images: list[GroupImageMessage]
    external_file_type: str = "IMG_GROUP"
    title: str | UnsetType | None = UNSET
    client_metadata: Raw | UnsetType = UNSET
    create_video: bool = False


class DataItemsMessage(Struct, rename="camel"):
    """Everything one job takes in. Kinds this program does not make are carried as they are."""

    videos: list[UploadItemMessage] = []
    image_groups: list[ImageGroupMessage] = []
    dicom_series: list[Raw] = []
    images: list[UploadItemMessage] = []
    image_groups_from_items: list[Raw] = []
    audio: list[UploadItemMessage] = []
    time_series: list[Raw] = []
    nifti: list[UploadItemMessage] = []
    text: list[UploadItemMessage] = []
    pdf: list[UploadItemMessage] = []
    scenes: list[Raw] = []
    skip_duplicate_urls: bool = False
    upsert_metadata: bool = False


class UploadJobBodyMessage(Struct, rename="camel"):
    """Body of POST storage/folders/{f}/data-upload-jobs."""

    data_items: DataItemsMessage | UnsetType | None = UNSET
    external_files: Raw | UnsetType = UNSET
    integration_hash: str | UnsetType | None = UNSET
    ignore_errors: bool = False
    file_name: str | UnsetType | None = UNSET


class NamedItemMessage(Struct, rename="camel"):
    """An item a job made."""

    item_uuid: str
    name: str


class UnitErrorMessage(Struct, rename="camel"):
    """A file a job could not take in."""

    object_urls: list[str] = []
    error: str = ""
    subtask_uuid: str = ""
    action_description: str = ""


class UploadJobMessage(Struct, rename="camel"):
    """How a job stands: PENDING, DONE, ERROR or CANCELLED."""

    status: str
    items_with_names: list[NamedItemMessage] = []
    errors: list[str] = []
    units_pending_count: int = 0
    units_done_count: int = 0
    units_error_count: int = 0
    units_cancelled_count: int = 0
    unit_errors: list[UnitErrorMessage] = []
    file_name: str | None = None


class CancelledUnitsMessage(Struct, rename="camel"):
    """The answer to cancelling a job."""

    units_cancelled_count: int
