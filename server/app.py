"""The local platform as an ASGI application: reads a request, finds who sent it, calls, and answers or refuses."""

import gzip
import ipaddress
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Final, TypeAlias

import msgspec
from sqlalchemy.exc import DBAPIError
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from server.calls import Call, Handler, Services
from server.refusals import NotAllowed, Refusal, TooLarge, Unfit, Unknown
from server.signatures import sender_v2

ROOT: Final = "/v2/public/"
LARGEST_BODY: Final = 64 * 1024 * 1024
WORTH_PACKING: Final = 1024
_METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")

Outcome: TypeAlias = bytes | Awaitable[bytes]

_log = logging.getLogger(__name__)


def make_app(services: Services, calls: Mapping[tuple[str, str], Handler], others: list[BaseRoute]) -> Starlette:
    """Put the calls (method, path under /v2/public/) and the other routes behind one address."""
    by_path: dict[str, dict[str, Handler]] = {}
    for (method, path), handler in calls.items():
        by_path.setdefault(path, {})[method] = handler
    routes = [Route(ROOT + path, _endpoint(services, handlers), methods=_METHODS) for path, handlers in by_path.items()]
    app = Starlette(routes=[*routes, *others], exception_handlers={HTTPException: _no_such_call})
    app.state.services = services
    return app


def _endpoint(services: Services, handlers: Mapping[str, Handler]) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        try:
            body = await read_body(request)
            return packed(request, await settled(run(services, lambda: _call(services, handlers, request, body))))
        except Refusal as refusal:
            return refused(refusal)

    return answer


def _call(services: Services, handlers: Mapping[str, Handler], request: Request, body: bytes) -> Outcome:
    person = sender_v2(services, request.method, raw_target(request), request.headers, body)
    if "\0" in "".join(request.query_params.values()):
        raise Unfit("The query may not contain the character NUL.")
    handler = handlers.get(request.method)
    if handler is None:
        raise NotAllowed(f"{request.method} is not a way to call {request.url.path}.")
    return handler(Call(services, person, request.path_params, request.query_params, body, base_of(request)))


async def run(services: Services, work: Callable[[], Outcome]) -> Outcome:
    """Do the work of a call: here when the database is a file, beside when it is another machine's."""
    try:
        return await run_in_threadpool(work) if services.store.waits else work()
    except DBAPIError as error:
        _log.exception("the database refused")
        raise Refusal("The platform's database refused this; nothing was changed.") from error


async def settled(running: Awaitable[Outcome]) -> bytes:
    """Wait for an answer, and then for what it waits for."""
    outcome = await running
    return outcome if isinstance(outcome, bytes) else await outcome


async def read_body(request: Request) -> bytes:
    """Read the whole body, up to the largest one the platform takes."""
    chunks: list[bytes] = []
    size = 0
    try:
        async for chunk in request.stream():
            size += len(chunk)
            if size > LARGEST_BODY:
                raise TooLarge("The body is larger than 64 MB: send it in parts.")
            chunks.append(chunk)
    except ClientDisconnect as error:
        raise Refusal("The connection ended before the body did; nothing was changed.") from error
    return b"".join(chunks)


def raw_target(request: Request) -> bytes:
    """Give the path and query as they came, before any decoding."""
    path: bytes = request.scope.get("raw_path") or request.scope["path"].encode()
    query: bytes = request.scope["query_string"]
    return path + b"?" + query if query else path


def base_of(request: Request) -> str:
    """Give the address the caller used, without a path."""
    return f"{request.url.scheme}://{request.url.netloc}"


def packed(request: Request, body: bytes, status: int = 200) -> Response:
    """Answer with JSON; compressed when asked for, and not on this machine, where it costs more than it saves."""
    headers = {"Vary": "Accept-Encoding"}
    if len(body) > WORTH_PACKING and _asks_for_gzip(request) and not _is_near(request):
        body, headers["Content-Encoding"] = gzip.compress(body, 1, mtime=0), "gzip"
    return Response(body, status, headers, "application/json")


def _asks_for_gzip(request: Request) -> bool:
    choices = [choice.strip().lower() for choice in request.headers.get("accept-encoding", "").split(",")]
    return any(choice.split(";")[0] == "gzip" and not choice.replace(" ", "").endswith(";q=0") for choice in choices)


def _is_near(request: Request) -> bool:
    try:
        return request.client is not None and ipaddress.ip_address(request.client.host).is_loopback
    except ValueError:
        return False


def refused(refusal: Refusal) -> Response:
    """Answer with a sentence, and with one for each item where there are several."""
    body: dict[str, object] = {"message": refusal.sentence}
    if refusal.items:
        body["items"] = refusal.items
    return Response(msgspec.json.encode(body), refusal.status, media_type="application/json")


async def _no_such_call(request: Request, error: Exception) -> Response:
    if isinstance(error, HTTPException) and error.status_code == 405:
        return refused(NotAllowed(f"{request.method} is not a way to call {request.url.path}."))
    return refused(Unknown(f"There is no call {request.method} {request.url.path} on the local platform."))
