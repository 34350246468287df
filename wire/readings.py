"""Turns the platform's messages into values of the domain."""

from domain.catalog import DataRow, Dataset, Folder, FolderSummary, Item, PathStep
from wire.dataset_messages import DataRowMessage, DatasetMessage, ListedDatasetMessage
from wire.messages import FolderMessage, FolderSummaryMessage, ItemMessage


def folder_of(message: FolderMessage) -> Folder:
    """Read a folder."""
    return Folder(
        uuid=message.uuid,
        name=message.name,
        description=message.description or "",
        parent=message.parent,
        owner=message.owner,
        role=message.user_role,
        kind=message.folder_type or "generic",
        created_at=message.created_at,
        last_edited_at=message.last_edited_at,
        synced_dataset=message.synced_dataset_hash,
        path=tuple(PathStep(step.uuid, step.name) for step in message.path_to_root),
        metadata=message.client_metadata,
    )


def summary_of(message: FolderSummaryMessage) -> FolderSummary:
    """Read what a folder holds."""
    return FolderSummary(
        files=message.files,
        folders=message.folders,
        videos=message.videos,
        images=message.images,
        image_groups=message.image_groups,
        image_sequences=message.image_sequences,
        dicom_files=message.dicom_files,
        dicom_series=message.dicom_series,
        niftis=message.niftis,
        audios=message.audios,
        pdfs=message.pdfs,
        plain_texts=message.plain_texts,
        tombstones=message.tombstones,
        upload_jobs=message.upload_jobs,
        total_size=message.total_size,
    )


def item_of(message: ItemMessage) -> Item:
    """Read an item."""
    return Item(
        uuid=message.uuid,
        name=message.name,
        description=message.description or "",
        parent=message.parent,
        item_type=message.item_type,
        metadata="{}" if message.client_metadata is None else message.client_metadata,
        owner=message.owner,
        created_at=message.created_at,
        last_edited_at=message.last_edited_at,
        storage_location=message.storage_location or "",
        url=message.url,
        signed_url=message.signed_url,
        file_size=message.file_size,
        mime_type=message.mime_type,
        duration=message.duration,
        fps=message.fps,
        width=message.width,
        height=message.height,
        frame_count=message.frame_count,
        audio_sample_rate=message.audio_sample_rate,
        audio_codec=message.audio_codec,
        audio_num_channels=message.audio_num_channels,
    )


def listed_dataset(message: ListedDatasetMessage) -> Dataset:
    """Read a dataset of the listing."""
    return Dataset(
        uuid=message.dataset_uuid,
        title=message.title,
        description=message.description or "",
        created_at=message.created_at,
        last_edited_at=message.last_edited_at,
        role=message.user_role,
        backing_folder=message.backing_folder_uuid,
    )


def dataset_of(message: DatasetMessage, uuid: str) -> Dataset:
    """Read a dataset of the old API, which tells neither times nor role."""
    return Dataset(
        uuid=message.dataset_hash or uuid,
        title=message.title or "",
        description=message.description or "",
        created_at="",
        last_edited_at="",
        role=None,
        backing_folder=message.backing_folder_uuid,
    )


def row_of(message: DataRowMessage) -> DataRow:
    """Read a data row; its metadata is JSON text, None when it was not asked for."""
    metadata = bytes(message.client_metadata).decode()
    return DataRow(
        uuid=message.data_hash,
        title=message.data_title,
        data_type=message.data_type,
        backing_item=message.backing_item_uuid,
        created_at=message.created_at,
        last_edited_at=message.last_edited_at,
        metadata=None if metadata == "null" else metadata,
    )
