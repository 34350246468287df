"""Making items of the files that were put: looking each one up, reading its facts, saying why one cannot be taken."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

from sqlalchemy import Connection

from media.probe import MediaUnreadable, probe
from server.facts import Facts, facts_of, spell_facts
from server.intake.requests import Unit, UnitFile
from server.media_store import MediaStore
from server.reading import read_uuid
from server.refusals import Unfit
from server.store import items, jobs
from server.store.items import NewItem
from server.store.jobs import StoredJob
from wire.errors import Told

OBJECT_KEY: Final = "uploads/"
_FAMILIES: Final = {"image": "image/", "video": "video/", "audio": "audio/", "pdf": "application/pdf"}
_WORDS: Final = {"image": "a picture", "video": "a video", "audio": "a sound", "pdf": "a PDF", "plainText": "a text"}


class UnitRefused(Told):
    """A unit that cannot be taken in."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A unit that is ready to be stored: its item, the frames that come with it, and the members of a group."""

    item: NewItem
    frames: tuple[NewItem, ...] = ()
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    uuid: str | None
    blob: str
    media_type: str | None


def prepare(connection: Connection, media: MediaStore, job: StoredJob, unit: Unit) -> Prepared:
    """Make one unit ready.

    Raises:
        UnitRefused: it cannot be taken in; the sentence says why.
    """
    if not unit.taken_here:
        raise UnitRefused(f"The local platform does not take {unit.title}: only videos, images, audio, text and PDF.")
    if unit.members:
        return _prepare_group(job, unit, (), _known_members(connection, job, unit.members))
    if unit.kind in _WORDS:
        return Prepared(_prepare_file(connection, media, job, unit, unit.files[0], is_frame=False))
    if not unit.files:
        raise UnitRefused("A group wants at least one image.")
    frames = tuple(
        _prepare_file(connection, media, job, Unit("image", (file,), file.title), file, is_frame=True)
        for file in unit.files
    )
    return _prepare_group(job, unit, frames, ())


def _prepare_file(
    connection: Connection, media: MediaStore, job: StoredJob, unit: Unit, file: UnitFile, *, is_frame: bool
) -> NewItem:
    found = _find(connection, job, file)
    path = media.path(found.blob)
    if path is None:
        raise UnitRefused("The file is no longer on this platform: upload it again.")
    try:
        facts = probe(path, found.media_type)
    except MediaUnreadable as error:
        raise UnitRefused(error.sentence) from error
    _check_kind(unit.kind, facts.mime_type)
    return NewItem(
        organisation=job.organisation,
        folder=job.folder,
        kind=unit.kind,
        name=unit.title or _last_part(file.url),
        owner=job.owner,
        facts=spell_facts(facts_of(facts)),
        metadata=unit.metadata,
        blob=found.blob,
        size=facts.file_size,
        is_frame=is_frame,
        uuid=found.uuid,
    )


def _find(connection: Connection, job: StoredJob, file: UnitFile) -> _Found:
    place = file.place or _place_of(file.url)
    if place is not None:
        upload = jobs.find_uploads(connection, job.organisation, [place]).get(place)
        if upload is None:
            raise UnitRefused("No place for this file was given out: ask for a signed URL first.")
        if upload.blob is None:
            raise UnitRefused("The file was never uploaded to the place it was given.")
        if items.find(connection, job.organisation, [place]):
            raise UnitRefused("An item was made of this upload already.")
        return _Found(place, upload.blob, upload.media_type)
    blob = _blob_of(file.url)
    if blob is None or not jobs.blob_is_known(connection, job.organisation, blob):
        raise UnitRefused("The local platform holds no file at this address: it takes only files uploaded to it.")
    return _Found(None, blob, None)


def _place_of(url: str) -> str | None:
    if not url.startswith(OBJECT_KEY):
        return None
    try:
        return read_uuid(url.removeprefix(OBJECT_KEY))
    except Unfit:
        return None


def _blob_of(url: str) -> str | None:
    try:
        path = urlsplit(url).path
    except ValueError:
        return None
    return path.removeprefix("/blob/") if path.startswith("/blob/") else None


def _last_part(url: str) -> str:
    return unquote(url.rstrip("/").rsplit("/", 1)[-1])[:300] or "file"


def _check_kind(kind: str, mime_type: str) -> None:
    family = _FAMILIES.get(kind)
    fits = (
        mime_type.startswith(family) if family else not any(mime_type.startswith(known) for known in _FAMILIES.values())
    )
    if not fits:
        raise UnitRefused(f"The file is not {_WORDS[kind]}: it is of the type {mime_type}.")


def _known_members(connection: Connection, job: StoredJob, uuids: tuple[str, ...]) -> tuple[items.StoredItem, ...]:
    found = items.find(connection, job.organisation, uuids)
    strangers = [uuid for uuid in uuids if uuid not in found or found[uuid].kind != "image"]
    if strangers:
        raise UnitRefused(f"A group is made of images; {strangers[0]} is not an image here.")
    return tuple(found[uuid] for uuid in uuids)


def _prepare_group(
    job: StoredJob, unit: Unit, frames: tuple[NewItem, ...], members: tuple[items.StoredItem, ...]
) -> Prepared:
    size = sum(frame.size or 0 for frame in frames) or None
    facts = Facts(file_size=size, frame_count=len(frames) or len(members))
    item = NewItem(
        organisation=job.organisation,
        folder=job.folder,
        kind=unit.kind,
        name=unit.title or (frames[0].name if frames else members[0].name),
        owner=job.owner,
        facts=spell_facts(facts),
        metadata=unit.metadata,
    )
    return Prepared(item, frames, tuple(member.uuid for member in members))
