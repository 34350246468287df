"""Data rows as the older API speaks of them: an item behind each, metadata as an object."""

from dataclasses import dataclass
from typing import Final

import msgspec
from sqlalchemy import Connection

from server.calls import Call
from server.facts import read_facts
from server.store import items
from server.store.datasets import StoredRow
from server.store.items import StoredItem
from wire.dataset_messages import DataRowMessage, ImageDataMessage
from wire.messages import NULL

_TYPES: Final = {
    "video": "VIDEO",
    "image": "IMAGE",
    "imageGroup": "IMG_GROUP",
    "imageSequence": "IMG_GROUP",
    "dicomFile": "DICOM",
    "dicomSeries": "DICOM",
    "nifti": "NIFTI",
    "audio": "AUDIO",
    "timeseries": "TIME_SERIES",
    "plainText": "PLAIN_TEXT",
    "pdf": "PDF",
    "group": "GROUP",
    "scene": "SCENE",
}


def data_type(item: StoredItem) -> str:
    """Give the older API's word for the kind of an item."""
    return _TYPES.get(item.kind, item.kind.upper())


@dataclass(frozen=True, slots=True)
class RowSpelling:
    """What rows are to be spelt with."""

    call: Call
    metadata: bool = False
    sign: bool = False

    def row(self, row: StoredRow, item: StoredItem) -> DataRowMessage:
        """Spell one row."""
        facts = read_facts(item.facts)
        return DataRowMessage(
            data_hash=row.uuid,
            data_title=row.title,
            data_type=data_type(item),
            created_at=row.created_at,
            last_edited_at=max(row.edited_at, item.edited_at),
            width=facts.width,
            height=facts.height,
            file_link=self._address(item),
            file_size=facts.file_size,
            file_type=facts.mime_type,
            frames_per_second=facts.fps,
            duration=facts.duration,
            backing_item_uuid=item.uuid,
            is_optimised_image_group=item.kind == "imageSequence" if data_type(item) == "IMG_GROUP" else None,
            client_metadata=msgspec.Raw(item.metadata.encode()) if self.metadata else NULL,
            signed_url=self._signed(item),
        )

    def images(self, connection: Connection, item: StoredItem) -> list[ImageDataMessage]:
        """Spell the images of a group."""
        return [self._image(image) for image in items.members_of(connection, item.uuid)]

    def _image(self, image: StoredItem) -> ImageDataMessage:
        facts = read_facts(image.facts)
        return ImageDataMessage(
            title=image.name,
            file_link=self._address(image),
            file_type=facts.mime_type,
            file_size=facts.file_size,
            image_hash=image.uuid,
            storage_location=0,
            created_at=image.created_at,
            last_edited_at=image.edited_at,
            height=facts.height,
            width=facts.width,
            signed_url=self._signed(image),
        )

    def _address(self, item: StoredItem) -> str | None:
        return None if item.blob is None else f"{self.call.base}/blob/{item.blob}"

    def _signed(self, item: StoredItem) -> str | None:
        if not self.sign or item.blob is None:
            return None
        return self.call.services.links.sign(self.call.base, "GET", f"/blob/{item.blob}")
