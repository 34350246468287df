"""Reads a whole folder for a command without a window, and tells at a terminal how far it is."""

import sys

from cli.connection import Connection
from controllers.exchange.subfolders import Below, read_below
from controllers.jobs import Job
from controllers.loading import FolderRest, read_batches
from domain.catalog import Folder
from models.metadata_frame import MetadataFrame
from wire.client import PlatformClient
from wire.errors import Forbidden, NotFound, Told


class NoSuchFolder(Told):
    """The platform has no such folder for us."""


async def read_folder(connection: Connection, uuid: str) -> tuple[Folder, MetadataFrame]:
    """The folder and every item directly in it. Raises NoSuchFolder, PlatformError."""
    folder = await _folder(connection, uuid)
    return folder, await connection.lanes.read(_read_items, connection.client, uuid)


async def read_folders(connection: Connection, uuid: str) -> tuple[Folder, Below]:
    """The folder, and every item in it and in the folders in it. Raises NoSuchFolder, PlatformError."""
    folder = await _folder(connection, uuid)
    job = Job("Read", "items")
    job.progressed.connect(lambda: tell_progress(f"{job.done:,} items read"))
    below = await read_below(uuid, connection.client, connection.lanes, job)
    tell_progress("")
    return folder, below


async def _folder(connection: Connection, uuid: str) -> Folder:
    try:
        return await connection.lanes.read(connection.client.get_folder, uuid)
    except (Forbidden, NotFound) as unknown:
        raise NoSuchFolder(f'There is no folder "{uuid}" on {connection.session.platform}.') from unknown


def _read_items(client: PlatformClient, folder: str) -> MetadataFrame:
    frame = MetadataFrame()
    for batch in read_batches(client, FolderRest(folder)):
        frame.append(batch.table)
        tell_progress(f"{frame.rows:,} items read")
    tell_progress("")
    return frame


def tell_progress(sentence: str) -> None:
    """Say on one line of a terminal how far it is; nothing where the words go to a file."""
    if sys.stderr.isatty():
        sys.stderr.write(f"\r\x1b[K{sentence}")
        sys.stderr.flush()


def items(count: int) -> str:
    """How many items, in words."""
    return "1 item" if count == 1 else f"{count:,} items"
