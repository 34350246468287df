"""What is stored on the platform: folders, items, datasets and their rows, as values.

UUIDs are lower-case text, times are ISO 8601 text as the platform sent them, sizes are bytes, durations are seconds.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PathStep:
    """One folder on the way from the root to a folder."""

    uuid: str
    name: str


@dataclass(frozen=True, slots=True)
class Folder:
    """A storage folder. `role` is "admin" or "user"; `kind` is the platform's folder type."""

    uuid: str
    name: str
    description: str
    parent: str | None
    owner: str
    role: str
    kind: str
    created_at: str
    last_edited_at: str
    synced_dataset: str | None
    path: tuple[PathStep, ...]
    metadata: str | None


@dataclass(frozen=True, slots=True)
class FolderSummary:
    """How many things of each kind a folder holds directly; `total_size` in bytes."""

    files: int
    folders: int
    videos: int
    images: int
    image_groups: int
    image_sequences: int
    dicom_files: int
    dicom_series: int
    niftis: int
    audios: int
    pdfs: int
    plain_texts: int
    tombstones: int
    upload_jobs: int
    total_size: float


@dataclass(frozen=True, slots=True)
class Item:
    """One stored file or group. `item_type` is the platform's word, known to us or not; `metadata` is JSON text."""

    uuid: str
    name: str
    description: str
    parent: str
    item_type: str
    metadata: str
    owner: str
    created_at: str
    last_edited_at: str
    storage_location: str
    url: str | None
    signed_url: str | None
    file_size: int | None
    mime_type: str | None
    duration: float | None
    fps: float | None
    width: int | None
    height: int | None
    frame_count: int | None
    audio_sample_rate: int | None
    audio_codec: str | None
    audio_num_channels: int | None


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset; `backing_folder` names the folder it mirrors, if it mirrors one."""

    uuid: str
    title: str
    description: str
    created_at: str
    last_edited_at: str
    role: str | None
    backing_folder: str | None


@dataclass(frozen=True, slots=True)
class DataRow:
    """One row of a dataset: a link to the item that carries the metadata."""

    uuid: str
    title: str
    data_type: str
    backing_item: str | None
    created_at: str
    last_edited_at: str
    metadata: str | None
