"""The addresses that need no signature of a person, only their own: files to fetch and to put, metadata to fetch."""

from collections.abc import Awaitable, Callable
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route

from server.app import refused, run, settled
from server.calls import Services
from server.facts import read_facts
from server.media_store import Intake
from server.reading import read_uuid
from server.refusals import Forbidden, Refusal, Unfit, Unknown
from server.store import items, jobs

_SHOWN_AS_IS: Final = {
    "Cache-Control": "private, max-age=604800, immutable",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox",
}
_STEP: Final = 1 << 20


def blob_routes(services: Services) -> list[BaseRoute]:
    """Give the routes of signed addresses."""

    def guarded(work: Callable[[Services, Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
        async def answer(request: Request) -> Response:
            try:
                _check(services, request)
                return await work(services, request)
            except Refusal as refusal:
                return refused(refusal)

        return answer

    return [
        Route("/blob/{name}", guarded(_fetch), methods=["GET", "HEAD"]),
        Route("/blob/{name}", guarded(_put), methods=["PUT"]),
        Route("/metadata/{name}", guarded(_fetch_metadata), methods=["GET", "HEAD"]),
    ]


def _check(services: Services, request: Request) -> None:
    method = "GET" if request.method == "HEAD" else request.method
    expires, signature = request.query_params.get("expires", ""), request.query_params.get("signature", "")
    if not services.links.check(method, request.url.path, expires, signature):
        raise Forbidden("This address was not given out by this platform, was altered, or has expired: ask again.")


async def _fetch(services: Services, request: Request) -> Response:
    name = request.path_params["name"]
    path = services.media.path(name)
    if path is None:
        raise Unknown("This file is no longer on the platform.")

    def look() -> bytes:
        with services.store.read() as connection:
            facts = items.facts_of_blob(connection, name)
        return ((read_facts(facts).mime_type if facts else None) or "application/octet-stream").encode()

    media_type = await settled(run(services, look))
    return FileResponse(path, headers=_SHOWN_AS_IS, media_type=media_type.decode())


async def _put(services: Services, request: Request) -> Response:
    uuid = read_uuid(request.path_params["name"])
    try:
        with services.media.intake() as intake:
            await _receive(request, intake)
            blob = await run_in_threadpool(intake.keep)
    except ClientDisconnect as error:
        raise Unfit("The connection ended before the file did; nothing was kept.") from error
    except OSError as error:
        raise Refusal(f"The platform could not keep the file ({error.strerror}); nothing was kept.") from error

    def fill() -> bytes:
        with services.store.write() as connection:
            if not jobs.fill_upload(connection, uuid, blob.name, blob.size, request.headers.get("content-type")):
                raise Unknown("This place was not given out by this platform.")
        return b""

    return Response(await settled(run(services, fill)))


async def _receive(request: Request, intake: Intake) -> None:
    held: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        held.append(chunk)
        size += len(chunk)
        if size >= _STEP:
            await run_in_threadpool(intake.write, b"".join(held))
            held, size = [], 0
    await run_in_threadpool(intake.write, b"".join(held))


async def _fetch_metadata(services: Services, request: Request) -> Response:
    uuid = read_uuid(request.path_params["name"])

    def look() -> bytes:
        with services.store.read() as connection:
            text = items.metadata_of(connection, uuid)
        if text is None:
            raise Unknown("This item is no longer on the platform.")
        return text.encode()

    return Response(await settled(run(services, look)), media_type="application/json")
