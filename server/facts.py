"""What an answer says about an item's file, spelt once when the item is made and kept as a ready piece of JSON."""

from dataclasses import fields

import msgspec

from media.probe import MediaFacts


class Facts(msgspec.Struct, rename="camel"):
    """The part of an item's answer that never changes; the platform wants every field there, null or not."""

    storage_location: str = "encord"
    integration_hash: str | None = None
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


def facts_of(media: MediaFacts) -> Facts:
    """Take over what a file says about itself."""
    return Facts(**{field.name: getattr(media, field.name) for field in fields(media)})


def spell_facts(facts: Facts) -> str:
    """Spell facts without the braces, to be put among an item's other fields."""
    return msgspec.json.encode(facts)[1:-1].decode()


def read_facts(text: str) -> Facts:
    """Read facts again."""
    return msgspec.json.decode(f"{{{text}}}", type=Facts)
