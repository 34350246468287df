"""From records to a file beside the window: step by step in the lane that computes, with progress and Cancel."""

from collections.abc import Mapping
from pathlib import Path

from controllers.exchange.formats import Format, Options, Steps, Written
from controllers.exchange.gathering import file_addresses, folder_paths, folders_of, item_names
from controllers.exchange.records import Records
from controllers.exchange.writing import step, steps
from controllers.jobs import Job
from controllers.lanes import Lanes
from models.metadata_frame import MetadataFrame
from wire.client import PlatformClient
from wire.errors import Cancelled


async def paths_for(frame: MetadataFrame, client: PlatformClient | None, lanes: Lanes, job: Job) -> Mapping[str, str]:
    """The paths of the folders the items lie in; none without a connection. Raises PlatformError."""
    if client is None:
        return {}
    folders = await lanes.compute(folders_of, frame)
    return await lanes.read(folder_paths, client, folders, job.token)


async def export(
    records: Records,
    kind: Format,
    path: Path,
    options: Options,
    *,
    client: PlatformClient | None,
    lanes: Lanes,
    job: Job,
) -> Written:
    """Write the records. Raises ExportRefused, PlatformError, and Cancelled with nothing written."""
    urls: Mapping[str, str] = {}
    if kind is Format.REGISTRATION and client is not None:
        urls = await lanes.read(file_addresses, client, item_names(records), job.token)
    job.advance(0, len(records))
    return await run_steps(steps(records, kind, path, options, urls), lanes, job)


async def run_steps(writing: Steps, lanes: Lanes, job: Job) -> Written:
    """Write to the end, telling the job of each step. Raises ExportRefused, and Cancelled with nothing written."""
    try:
        while not isinstance(done := await lanes.compute(step, writing), Written):
            job.advance(done)
            if job.cancelled:
                raise Cancelled("Stopped. The file was not written; what was there before is unchanged.")
    finally:
        await lanes.compute(writing.close)
    return done
