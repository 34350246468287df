"""Requests as they are on the wire, signed by hand: what no client would send can be sent."""

import http.client
import json
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from wire.signing import PrivateKey, sign_v1, sign_v2


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


def send(url: str, method: str, target: str, body: bytes = b"", headers: dict[str, str] | None = None) -> Reply:
    """One request, nothing added but what HTTP wants."""
    address = urlsplit(url)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=120)
    try:
        connection.request(method, target, body, headers or {})
        reply = connection.getresponse()
        return Reply(reply.status, {name.lower(): value for name, value in reply.getheaders()}, reply.read())
    finally:
        connection.close()


def call(url: str, key: PrivateKey, method: str, path: str, body: bytes = b"", *, age: int = 0, **more: str) -> Reply:
    """A signed call of the current API, `age` seconds old; `more` headers, `_` for `-`."""
    target = f"/v2/public/{path}"
    headers = sign_v2(key, method, target, body, int(time.time()) - age)
    return send(url, method, target, body, headers | {name.replace("_", "-"): value for name, value in more.items()})


def call_v1(
    url: str, key: PrivateKey, query: str, method: str, *, uid: Any = None, payload: Any = None, resource: str = ""
) -> Reply:
    """A signed call of the older API."""
    body = json.dumps(
        {"query_type": query, "query_method": method, "values": {"uid": uid, "payload": payload}}
    ).encode()
    headers = sign_v1(key, body) | {"ResourceType": "dataset", "ResourceID": resource}
    return send(url, "POST", "/public", body, headers)
