"""What every group of calls to the platform stands on: one way to send, and the small spellings of a request."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

import msgspec

from domain.metadata import Metadata, Unreadable
from wire.answers import decoded
from wire.cancel import CancelToken
from wire.dataset_messages import V1RequestMessage, V1ValuesMessage
from wire.errors import InvalidArguments
from wire.messages import NULL
from wire.transport import Call, Transport

T = TypeVar("T")

CHUNK = 1000
"""The most items or rows that go into one request."""

_OBJECT = msgspec.json.Decoder(dict[str, msgspec.Raw])


class Calls:
    """A group of calls over one transport."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def _get(self, path: str, kind: type[T], query: str, cancel: CancelToken | None) -> T:
        return decoded(self._transport.call(Call("GET", path, query), cancel), kind)

    def _find(self, path: str, cancel: CancelToken | None) -> dict[str, Any] | None:
        """Get an object that may not be there: an empty answer or null is None."""
        answer = self._transport.call(Call("GET", path), cancel)
        if not answer.body or answer.body.strip() == b"null":
            return None
        return decoded(answer, dict[str, Any])

    def _ask(
        self, method: str, path: str, body: Any, kind: type[T], cancel: CancelToken | None, *, repeatable: bool = True
    ) -> T:
        call = Call(method, path, body=msgspec.json.encode(body), repeatable=repeatable)
        return decoded(self._transport.call(call, cancel), kind)

    def _do(self, method: str, path: str, body: Any, cancel: CancelToken | None) -> None:
        """Ask for something that may be done twice and whose answer says nothing."""
        encoded = None if body is None else msgspec.json.encode(body)
        self._transport.call(Call(method, path, body=encoded), cancel)

    def _old(
        self,
        kind: type[T],
        question: tuple[str, str],
        dataset: str,
        cancel: CancelToken | None,
        *,
        uid: Any = None,
        payload: Any = None,
        repeatable: bool = True,
    ) -> T:
        """Call the old API about a dataset; `question` is its query type and method, as in ("datarow", "GET")."""
        values = V1ValuesMessage(uid=_raw(uid), payload=_raw(payload))
        body = msgspec.json.encode(V1RequestMessage(*question, values))
        call = Call("POST", "public", body=body, repeatable=repeatable, resource=("dataset", dataset))
        return decoded(self._transport.call(call, cancel), kind)


def _raw(value: Any) -> msgspec.Raw:
    return NULL if value is None else msgspec.Raw(msgspec.json.encode(value))


def segment(uuid: str) -> str:
    """One part of a path, quoted."""
    return quote(uuid, safe="")


def query_of(fields: Iterable[tuple[str, str | int | bool | Sequence[str] | None]]) -> str:
    """Spell a query: None is left out, lists repeat their name, booleans are `True` and `False`."""
    pairs: list[tuple[str, str]] = []
    for name, value in fields:
        match value:
            case None:
                continue
            case str() | int():
                pairs.append((name, str(value)))
            case _:
                pairs.extend((name, one) for one in value)
    return urlencode(pairs)


def spliced(metadata: str) -> msgspec.Raw:
    """Metadata as part of a body, byte for byte. Raises InvalidArguments unless it is the text of a JSON object."""
    try:
        encoded = metadata.encode()
    except UnicodeEncodeError:
        raise InvalidArguments(_UNSENT + "it holds half of a character.") from None
    try:
        _OBJECT.decode(encoded)
    except (msgspec.DecodeError, RecursionError):
        _check_slowly(metadata)
    return msgspec.Raw(encoded)


_UNSENT = "This metadata was not sent: "


def _check_slowly(metadata: str) -> None:
    """Look again with the reader that takes everything JSON allows, escaped halves of characters among it."""
    read = Metadata.read(metadata)
    if isinstance(read, Unreadable):
        raise InvalidArguments(_UNSENT + read.reason)
    if not metadata.lstrip().startswith("{"):
        raise InvalidArguments(_UNSENT + "it is not a JSON object.")


def chunks(values: Sequence[T], size: int = CHUNK) -> Iterator[Sequence[T]]:
    """Cut a sequence into pieces the platform takes."""
    return (values[start : start + size] for start in range(0, len(values), size))
