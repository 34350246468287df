"""Finds out who sent a request: by signature (both kinds) or bearer token."""

import time
from collections.abc import Mapping

from server.calls import Services
from server.people import Person
from server.refusals import Unsigned
from wire.errors import SignatureRefused
from wire.signing import verify_v1, verify_v2


def sender_v2(services: Services, method: str, target: bytes, headers: Mapping[str, str], body: bytes) -> Person:
    """Give the person who signed a request of the current API; `target` is path and query as they came."""
    bearer = _bearer(services, headers)
    if bearer is not None:
        return bearer
    try:
        key = verify_v2(method, target, headers, body, time.time())
    except SignatureRefused as error:
        raise Unsigned(str(error)) from error
    return _known(services.people.with_key(key))


def sender_v1(services: Services, headers: Mapping[str, str], body: bytes) -> Person:
    """Give the person who signed a request of the older API."""
    bearer = _bearer(services, headers)
    if bearer is not None:
        return bearer
    try:
        key = verify_v1(headers.get("authorization", ""), body, services.people.keys())
    except SignatureRefused as error:
        raise Unsigned(str(error)) from error
    return _known(services.people.with_key(key))


def _bearer(services: Services, headers: Mapping[str, str]) -> Person | None:
    kind, _, token = headers.get("authorization", "").partition(" ")
    if kind.lower() != "bearer":
        return None
    key = services.tokens.key_of(token.strip())
    if key is None:
        raise Unsigned("This bearer token was not issued here, or its hour is over: sign in again.")
    return _known(services.people.with_key(key))


def _known(person: Person | None) -> Person:
    if person is None:
        raise Unsigned("This key is not known here: its public half must stand in authorized_keys.")
    return person
