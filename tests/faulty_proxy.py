"""Stands between a client and a real platform, forwards everything, and goes wrong on request.

    with FaultyProxy(platform_url) as proxy:
        proxy.goes_wrong(Answers(429, {"Retry-After": "1"}), times=2, method="PATCH", path="patch-bulk")
        client = PlatformClient(proxy.url, key)

A fault applies to the next `times` requests that match (None: to all of them), then the proxy is honest again. Faults
that match the same request apply one at a time, oldest first. Signatures stay valid: they do not cover the host.
"""

import http.client
import json
import threading
import time
from dataclasses import dataclass, field, replace
from typing import TypeAlias
from urllib.parse import urlsplit

from tests.local_http import LocalServer, Reply, Seen

HELD_AT_MOST = 30  # s

_HOP = {"connection", "keep-alive", "transfer-encoding", "content-length", "host", "accept-encoding"}


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers by itself; the platform never sees the request."""

    status: int
    headers: dict[str, str] = field(default_factory=dict[str, str])
    body: bytes = b'{"message": "made up by the test"}'


@dataclass(frozen=True, slots=True)
class DropsBefore:
    """Closes the connection; the platform never sees the request."""


@dataclass(frozen=True, slots=True)
class DropsAfter:
    """Lets the platform carry the request out, then closes the connection instead of handing the answer on."""


@dataclass(frozen=True, slots=True)
class Truncates:
    """Hands on half of the answer, then closes the connection."""


@dataclass(frozen=True, slots=True)
class Garbles:
    """Lets the platform carry the request out, and answers 200 with something that is not JSON."""

    body: bytes = b'{"results": [{"uuid": '


@dataclass(frozen=True, slots=True)
class Delays:
    """Hands the request on only after some seconds."""

    seconds: float

    def wait(self) -> None:
        time.sleep(self.seconds)


@dataclass(frozen=True, slots=True)
class Holds:
    """Hands the request on only when the test says so: `until.set()`."""

    until: threading.Event

    def wait(self) -> None:
        self.until.wait(HELD_AT_MOST)


@dataclass(frozen=True, slots=True)
class Rewrites:
    """Hands on the answer with some of its letters replaced, wherever they stand."""

    old: bytes
    new: bytes


@dataclass(frozen=True, slots=True)
class LoopsToken:
    """Hands on a page whose next page is itself, and gives it again whenever it is asked for."""

    token: str = "again"


SpoilsAnswer: TypeAlias = DropsAfter | Truncates | Garbles | Rewrites
Fault: TypeAlias = Answers | DropsBefore | SpoilsAnswer | Delays | Holds | LoopsToken


@dataclass(slots=True)
class _Plan:
    fault: Fault
    left: int | None
    method: str
    path: str

    def takes(self, seen: Seen) -> bool:
        fits = self.method in {"", seen.method} and self.path in seen.target
        if not fits or self.left == 0:
            return False
        if self.left is not None:
            self.left -= 1
        return True


class FaultyProxy(LocalServer):
    """A platform with a bad line in front of it. `target` may be changed when the platform comes back elsewhere."""

    def __init__(self, target: str) -> None:
        self.target = target
        self._plans: list[_Plan] = []
        self._lock = threading.Lock()
        self._page = Reply()
        super().__init__(self._pass_on)

    def goes_wrong(self, fault: Fault, *, times: int | None = 1, method: str = "", path: str = "") -> None:
        """Plan a fault; `path` is any part of the request target."""
        with self._lock:
            self._plans.append(_Plan(fault, times, method, path))

    def behaves(self) -> None:
        """Forget every fault planned."""
        with self._lock:
            self._plans.clear()

    def _pass_on(self, seen: Seen) -> Reply:
        with self._lock:
            plan = next((plan for plan in self._plans if plan.takes(seen)), None)
        match plan.fault if plan else None:
            case Answers(status, headers, body):
                return Reply(status, body, {"Content-Type": "application/json", **headers})
            case DropsBefore():
                return Reply(dropped=True)
            case Delays() | Holds() as pause:
                pause.wait()
                return self._forward(seen)
            case LoopsToken(token):
                if f"pageToken={token}" not in seen.target:
                    self._page = _looped(self._forward(seen), token)
                return self._page
            case None:
                return self._forward(seen)
            case spoils:
                return _spoilt(self._forward(seen), spoils)

    def _forward(self, seen: Seen) -> Reply:
        place = urlsplit(self.target)
        connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=60)
        headers = {name: value for name, value in seen.headers.items() if name.lower() not in _HOP}
        try:
            connection.request(seen.method, seen.target, seen.body or None, {**headers, "Accept-Encoding": "identity"})
            answer = connection.getresponse()
            kept = {name: value for name, value in answer.getheaders() if name.lower() not in _HOP}
            return Reply(answer.status, answer.read(), kept)
        except (OSError, http.client.HTTPException):
            return Reply(dropped=True)
        finally:
            connection.close()


def _spoilt(reply: Reply, how: SpoilsAnswer) -> Reply:
    match how:
        case DropsAfter():
            return Reply(dropped=True)
        case Truncates():
            return replace(reply, cut=len(reply.body) // 2)
        case Garbles(body):
            return Reply(200, body, {"Content-Type": "application/json"})
        case Rewrites(old, new):
            return replace(reply, body=reply.body.replace(old, new))


def _looped(reply: Reply, token: str) -> Reply:
    page = json.loads(reply.body)
    page["nextPageToken"] = token
    return Reply(reply.status, json.dumps(page).encode(), reply.headers)
