"""Upload calls: places for files, and the jobs that make items of them."""

from typing import Final

import msgspec

from server.calls import Call, Handler
from server.intake.preparing import OBJECT_KEY
from server.intake.requests import read_request
from server.intake.storing import Outcome
from server.links import WRITE_SECONDS
from server.moments import new_uuid
from server.reading import check_text, read_json
from server.refusals import Forbidden, Unfit
from server.routes.folders import seen_folder
from server.store import jobs
from server.store.jobs import NewJob, StoredJob
from server.strictness import check_metadata
from wire.messages import ResultsMessage
from wire.upload_messages import (
    CancelledUnitsMessage,
    NamedItemMessage,
    UnitErrorMessage,
    UploadJobMessage,
    UploadUrlMessage,
    UploadUrlsMessage,
)

MOST_PLACES: Final = 1000
LONGEST_WAIT: Final = 7 * 24 * 3600


def places(call: Call) -> bytes:
    """POST storage/folders/{folder}/upload-signed-urls."""
    message = call.read(UploadUrlsMessage)
    with call.services.store.read() as connection:
        seen_folder(connection, call, call.uuid("folder"))
    return _give_places(call, message.item_type, message.count)


def places_anywhere(call: Call) -> bytes:
    """GET presigned-urls."""
    return _give_places(call, call.query.get("uploadItemType") or "", call.number("count", 1))


def _give_places(call: Call, kind: str, count: int) -> bytes:
    if not 1 <= count <= MOST_PLACES:
        raise Unfit(f"count is a number from 1 to {MOST_PLACES}, not {count}.")
    with call.services.store.write() as connection:
        uuids = jobs.add_uploads(connection, call.organisation, check_text(kind, "itemType"), count)
    links = call.services.links
    messages = [
        UploadUrlMessage(uuid, OBJECT_KEY + uuid, links.sign(call.base, "PUT", f"/blob/{uuid}", WRITE_SECONDS))
        for uuid in uuids
    ]
    return msgspec.json.encode(ResultsMessage(messages))


def start_job(call: Call, folder: str, dataset: str | None, body: bytes) -> str:
    """Note a job and have it done; give its uuid."""
    try:
        request, text = read_request(body), body.decode()
    except UnicodeDecodeError as error:
        raise Unfit("The body is not UTF-8.") from error
    with call.services.store.write() as connection:
        seen_folder(connection, call, folder)
        check_metadata(connection, call, {unit.label: unit.metadata for unit in request.units})
        job = NewJob(call.organisation, folder, dataset, call.person.email, text)
        uuid = jobs.add(connection, job)
    call.services.jobs.submit(call.organisation, uuid)
    return uuid


def seen_job(call: Call, uuid: str) -> StoredJob:
    """Give a job of the caller's organisation, or raise Forbidden."""
    with call.services.store.read() as connection:
        job = jobs.find(connection, call.organisation, uuid)
    if job is None:
        raise Forbidden(f"Upload job {uuid} is not there, or not for you.")
    return job


async def ended_job(call: Call, uuid: str, seconds: float) -> tuple[StoredJob, Outcome]:
    """Wait for a job, at most some seconds; give it as it stands then."""
    job = seen_job(call, uuid)
    if job.status == jobs.PENDING and seconds > 0:
        await call.services.jobs.wait(uuid, min(seconds, LONGEST_WAIT), lambda: seen_job(call, uuid).status)
        job = seen_job(call, uuid)
    return job, read_json(job.outcome.encode(), Outcome)


def start(call: Call) -> bytes:
    """POST storage/folders/{folder}/data-upload-jobs."""
    return msgspec.json.encode(start_job(call, call.uuid("folder"), None, call.body))


async def wait(call: Call) -> bytes:
    """GET storage/folders/{folder}/data-upload-jobs/{job}: answers when the job has ended or the time is over."""
    job, outcome = await ended_job(call, call.uuid("job"), call.number("timeoutSeconds", 0))
    if job.folder != call.uuid("folder"):
        raise Forbidden(f"Upload job {job.uuid} is not there, or not for you.")
    request = read_request(job.request.encode())
    message = UploadJobMessage(
        status=job.status,
        items_with_names=[NamedItemMessage(made.uuid, made.name) for made in outcome.made],
        errors=[f"{error.label}: {error.sentence}" for error in outcome.errors],
        units_pending_count=len(request.units) if job.status == jobs.PENDING else 0,
        units_done_count=outcome.done,
        units_error_count=len(outcome.errors),
        units_cancelled_count=len(request.units) if job.status == jobs.CANCELLED else outcome.cancelled,
        unit_errors=[
            UnitErrorMessage(list(error.urls), error.sentence, new_uuid(), f"Taking in {error.label}")
            for error in outcome.errors
        ],
        file_name=request.file_name,
    )
    return msgspec.json.encode(message)


def cancel(call: Call) -> bytes:
    """POST storage/folders/{folder}/data-upload-jobs/{job}/cancel."""
    job = seen_job(call, call.uuid("job"))
    with call.services.store.write() as connection:
        stopped = jobs.finish(connection, job.uuid, jobs.CANCELLED)
    call.services.jobs.announce(job.uuid)
    count = len(read_request(job.request.encode()).units) if stopped else 0
    return msgspec.json.encode(CancelledUnitsMessage(count))


CALLS: Final[dict[tuple[str, str], Handler]] = {
    ("POST", "storage/folders/{folder}/upload-signed-urls"): places,
    ("GET", "presigned-urls"): places_anywhere,
    ("POST", "storage/folders/{folder}/data-upload-jobs"): start,
    ("GET", "storage/folders/{folder}/data-upload-jobs/{job}"): wait,
    ("POST", "storage/folders/{folder}/data-upload-jobs/{job}/cancel"): cancel,
}
