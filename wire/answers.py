"""What came back from the platform: an answer, or how it failed to come; and the sentence for each refusal."""

import dataclasses
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar, cast

import msgspec

from wire.dataset_messages import V1AnswerMessage
from wire.errors import (
    Conflicted,
    Forbidden,
    InvalidArguments,
    Limited,
    Malformed,
    NotFound,
    PlatformDown,
    PlatformError,
    Refused,
    SignedOut,
    TooLarge,
)
from wire.messages import ReadErrorMessage

T = TypeVar("T")

_SECRETS = re.compile(r"(?i)bearer\s+\S+|[0-9a-f]{64}:[0-9a-f]{128}|-----BEGIN.*")
_LONGEST_MESSAGE = 500
_CLOCK_SLACK = 120

_OLD_CODES = {
    "AUTHENTICATION_ERROR": 401,
    "SSH_KEY_NOT_FOUND_ERROR": 401,
    "AUTHORISATION_ERROR": 403,
    "OPERATION_NOT_ALLOWED": 403,
    "RESOURCE_NOT_FOUND_ERROR": 404,
    "METHOD_NOT_ALLOWED_ERROR": 405,
    "RESOURCE_EXISTS_ERROR": 409,
    "DUPLICATE_SSH_KEY_ERROR": 409,
    "RATE_LIMIT_ERROR": 429,
    "UNKNOWN_ERROR": 500,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that arrived whole. Headers by lower-case name; times in seconds.

    repr() shows neither body nor headers: they may hold a token.
    """

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    request_id: str
    received: float
    retry_after: float | None = None

    @property
    def ok(self) -> bool:
        """Whether the platform did what it was asked."""
        return 200 <= self.status < 300


@dataclass(frozen=True, slots=True)
class Broken:
    """No whole answer. `passing`: asking again may help. `sent`: the request may have arrived and been carried out."""

    error: PlatformError
    passing: bool
    sent: bool
    retry_after: None = None


def decoded(answer: Answer, kind: type[T]) -> T:
    """Read the body of an answer. Raises Malformed."""
    value = _decoded(answer.body, kind)
    if isinstance(value, Malformed):
        value.maybe_done = True
        raise value
    return value


def _decoded(body: bytes, kind: type[T]) -> T | Malformed:
    if not body:
        return Malformed("The platform answered with nothing where something was due.")
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.ValidationError as error:
        return Malformed(f"The platform's answer has another shape than agreed: {error}.")
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return Malformed("The platform's answer is not well-formed JSON. Nothing was changed here; try again.")


def unwrapped(answer: Answer) -> Answer | Broken:
    """Take an answer of the old API out of its envelope; the code in it becomes a plain HTTP status."""
    if answer.status != 200:
        return answer
    envelope = _decoded(answer.body, V1AnswerMessage)
    if isinstance(envelope, Malformed):
        return Broken(envelope, passing=False, sent=True)
    if envelope.status == 200:
        return dataclasses.replace(answer, body=bytes(envelope.response))
    code = _code(_loose(envelope.response))
    detail = _loose(envelope.payload)
    message = detail if isinstance(detail, str) and detail else code.replace("_", " ").capitalize()
    body = msgspec.json.encode({"message": message})
    return dataclasses.replace(answer, status=_OLD_CODES.get(code, 400), body=body)


def _code(response: Any) -> str:
    """The error code: the platform wraps it in a list of one."""
    return response[0] if isinstance(response, list) and response and isinstance(response[0], str) else ""


def refusal(answer: Answer) -> PlatformError:
    """The error for an answer that is not a success, with its sentence."""
    said = message_of(answer)
    tail = f" It says: {said}" if said else ""
    status, known = answer.status, _REFUSALS.get(answer.status)
    if known is not None:
        kind, sentence = known
        return kind(sentence + tail, status, answer.request_id)
    if status == 401:
        return SignedOut(_signed_out(answer) + tail, status, answer.request_id)
    if status == 429:
        return Limited(_limited(answer.retry_after), status, answer.request_id, answer.retry_after)
    if status >= 500:
        down = PlatformDown(f"The platform has trouble (error {status}) and did not recover while we waited.{tail}")
        down.maybe_done = True
        return down
    if 300 <= status < 400:
        return Refused("This address only points to another one. Give the platform's own address.", status)
    return Refused(f"The platform refused the request (error {status}).{tail}", status, answer.request_id)


_REFUSALS: Mapping[int, tuple[type[Refused], str]] = {
    400: (InvalidArguments, "The platform did not accept the request."),
    403: (Forbidden, "You may not do this, or what you ask for does not exist."),
    404: (NotFound, "What you ask for does not exist on the platform, or no longer."),
    409: (Conflicted, "The platform has such a thing already."),
    413: (TooLarge, "This is more than the platform takes in one request."),
    422: (InvalidArguments, "The platform did not accept the request."),
}


def _limited(retry_after: float | None) -> str:
    when = "in a while" if retry_after is None else f"in {retry_after:.0f} s"
    return f"The platform asks for fewer requests. Nothing was changed; try again {when}."


def _signed_out(answer: Answer) -> str:
    skew = _clock_skew(answer)
    if abs(skew) > _CLOCK_SLACK:
        side = "ahead of" if skew > 0 else "behind"
        return (
            f"The platform did not accept the signature: this computer's clock is {abs(skew) / 60:.0f} min "
            f"{side} the platform's. Set the clock and try again."
        )
    return (
        "The platform does not know this key or token. Check that the public key is registered with your user there, "
        "and that the address is the one of your region."
    )


def _clock_skew(answer: Answer) -> float:
    """Seconds this computer is ahead of the platform; 0 when the platform does not tell the time."""
    try:
        return answer.received - parsedate_to_datetime(answer.headers.get("date", "")).timestamp()
    except (ValueError, OverflowError):
        return 0.0


def message_of(answer: Answer) -> str:
    """What the platform says about its refusal, in one line and without anything that looks like a secret."""
    body = _decoded(answer.body, ReadErrorMessage)
    if isinstance(body, Malformed):
        return ""
    said = _words(_loose(body.message)) or _words(_loose(body.detail))
    line = " ".join(_SECRETS.sub("…", said).split())
    return line if len(line) <= _LONGEST_MESSAGE else line[:_LONGEST_MESSAGE] + "…"


def _words(value: Any) -> str:
    match value:
        case str():
            return value
        case {"msg": str(words), **rest}:
            place = ".".join(str(step) for step in rest.get("loc", ()))
            return f"{place}: {words}" if place else words
        case list():
            return "; ".join(filter(None, map(_words, cast("list[Any]", value))))
        case _:
            return ""


def _loose(raw: msgspec.Raw | msgspec.UnsetType) -> Any:
    return None if isinstance(raw, msgspec.UnsetType) else msgspec.json.decode(raw)
