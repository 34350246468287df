"""The older API: one address, an envelope around every call, HTTP 200 whatever happens."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias, TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from server.app import Outcome, base_of, packed, read_body, run, settled
from server.calls import Call, Services
from server.reading import read_json, read_uuid
from server.refusals import Refusal, TooLarge, Unknown
from server.signatures import sender_v1
from wire.dataset_messages import V1RequestMessage, V1ValuesMessage

T = TypeVar("T")
_OK: Final = b'{"status":200,"response":'


@dataclass(frozen=True, slots=True)
class LegacyCall:
    """A call of the older API: about one dataset, with the uid and payload of its envelope."""

    call: Call
    resource: str
    values: V1ValuesMessage

    @property
    def dataset(self) -> str:
        """Give the dataset the call is about."""
        return read_uuid(self.resource)

    def uid(self, kind: type[T]) -> T:
        """Read the uid."""
        return read_json(self.values.uid, kind)

    def payload(self, kind: type[T]) -> T:
        """Read the payload."""
        return read_json(self.values.payload, kind)


LegacyHandler: TypeAlias = Callable[[LegacyCall], bytes | Awaitable[bytes]]


def legacy_routes(services: Services, handlers: Mapping[tuple[str, str], LegacyHandler]) -> list[BaseRoute]:
    """Give the routes of the older API; a handler has a query type and a query method."""

    async def answer(request: Request) -> Response:
        try:
            body = await read_body(request)
            result = await settled(run(services, lambda: _call(services, handlers, request, body)))
            return packed(request, _OK + result + b"}")
        except Refusal as refusal:
            return _refused(refusal)

    return [Route("/public", answer, methods=["POST"]), Route("/public/user", answer, methods=["POST"])]


def _call(
    services: Services, handlers: Mapping[tuple[str, str], LegacyHandler], request: Request, body: bytes
) -> Outcome:
    person = sender_v1(services, request.headers, body)
    message = read_json(body, V1RequestMessage)
    handler = handlers.get((message.query_type, message.query_method))
    if handler is None:
        raise Unknown(f"There is no call {message.query_method} {message.query_type} on the local platform.")
    call = Call(services, person, request.path_params, request.query_params, body, base_of(request))
    return handler(LegacyCall(call, request.headers.get("resourceid", ""), message.values))


def _refused(refusal: Refusal) -> Response:
    envelope = {"status": refusal.status, "response": [refusal.code], "payload": refusal.sentence}
    if isinstance(refusal, TooLarge):  # the one refusal, besides 429, that the SDK reads from the HTTP status
        envelope = {"message": refusal.sentence}
    status = refusal.status if isinstance(refusal, TooLarge) else 200
    return Response(msgspec.json.encode(envelope), status, media_type="application/json")
