"""Carries one request to the platform and its answer back: signed, kept alive, compressed, repeated when that is safe.

One transport serves all threads: under it is only requests' connection pool, which is thread-safe. There are no
cookies, no redirects (the signature would no longer fit) and no .netrc. Proxies and certificate bundles come from the
environment, as with any program that uses requests; certificates are always checked.
"""

import os
import platform
import time
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.utils import get_environ_proxies
from typing_extensions import override
from urllib3.exceptions import HTTPError as UrllibError
from urllib3.exceptions import ProtocolError

from wire.answers import Answer, Broken, refusal, unwrapped
from wire.breakage import breakage
from wire.cancel import CancelToken
from wire.connections import CANCEL, KeptAlive
from wire.errors import Cancelled
from wire.retry import RetryPolicy, seconds_asked, until_answered
from wire.signing import BearerToken, PrivateKey, sign_v1, sign_v2

VERSION = "0.1.0"
_AGENT = f"Tagline/{VERSION} python/{platform.python_version()}"
_PIECE = 1 << 20


@dataclass(frozen=True, slots=True)
class Call:
    """One request; `path` and `query` are quoted already. With `resource` (type, UUID) it is a call of the old API.

    `repeatable`: carrying it out twice leaves the platform as carrying it out once.
    """

    method: str
    path: str
    query: str = ""
    body: bytes | None = field(default=None, repr=False)
    repeatable: bool = True
    resource: tuple[str, str] | None = None

    @property
    def target(self) -> str:
        """Path and query below the platform's address."""
        root = "/v2/public/" if self.resource is None else "/"
        return f"{root}{self.path}?{self.query}" if self.query else f"{root}{self.path}"


class _Hidden(str):
    """A header's value that repr() does not show, not even in a crash report that lists local variables."""

    __slots__ = ()

    @override
    def __repr__(self) -> str:
        return "'…'"


class Transport:
    """The way to one platform. Every method may be called from any thread; `on_wait` is called in that thread."""

    def __init__(
        self, url: str, credentials: PrivateKey | BearerToken, policy: RetryPolicy, on_wait: Callable[[str], None]
    ) -> None:
        self.url = url
        self._credentials = credentials
        self._policy = policy
        self._on_wait = on_wait
        self._adapter = KeptAlive()
        self._proxies: dict[str, dict[str, str]] = {}

    def call(self, call: Call, cancel: CancelToken | None) -> Answer:
        """Send a request until it succeeds. Raises PlatformError."""
        request_id, token = uuid.uuid4().hex, cancel or CancelToken()
        return self._answered(lambda: self._attempt(call, request_id, token), token, repeatable=call.repeatable)

    def fetch(self, url: str, headers: Mapping[str, str], cancel: CancelToken | None) -> Answer:
        """Get a signed URL; nothing of ours is sent along. Raises PlatformError."""
        token = cancel or CancelToken()

        def attempt() -> Answer | Broken:
            return self._exchange(_prepared("GET", url, headers, None), "", token)

        return self._answered(attempt, token, repeatable=True)

    def put(self, url: str, headers: Mapping[str, str], body: Callable[[], Any], cancel: CancelToken | None) -> None:
        """Put at a signed URL what `body` opens, anew for each attempt. Raises PlatformError."""
        token = cancel or CancelToken()

        def attempt() -> Answer | Broken:
            return self._exchange(_prepared("PUT", url, headers, body()), "", token)

        self._answered(attempt, token, repeatable=True)

    def close(self) -> None:
        """Close every connection."""
        self._adapter.close()

    def _answered(self, attempt: Callable[[], Answer | Broken], token: CancelToken, *, repeatable: bool) -> Answer:
        outcome = until_answered(attempt, self._policy, repeatable=repeatable, cancel=token, on_wait=self._on_wait)
        if isinstance(outcome, Answer) and outcome.ok:
            return outcome
        if isinstance(outcome, Broken):
            outcome.error.maybe_done = outcome.sent
            raise outcome.error
        raise refusal(outcome)

    def _attempt(self, call: Call, request_id: str, token: CancelToken) -> Answer | Broken:
        prepared = _prepared(call.method, self.url + call.target, {}, call.body)
        if isinstance(prepared, requests.PreparedRequest):
            prepared.headers.update(self._headers(call, prepared.path_url, request_id))
        answer = self._exchange(prepared, request_id, token)
        return unwrapped(answer) if call.resource is not None and isinstance(answer, Answer) else answer

    def _headers(self, call: Call, target: str, request_id: str) -> dict[str, str]:
        headers = {"Accept-Encoding": "gzip", "X-Cloud-Trace-Context": f"{request_id}/1;o=1"}
        if call.body is not None:
            headers["Content-Type"] = "application/json"
        if call.resource is not None:
            kind, about = call.resource
            headers |= {"Accept": "application/json", "ResourceType": kind, "ResourceID": about}
        return headers | {name: _Hidden(value) for name, value in self._proof(call, target).items()}

    def _proof(self, call: Call, target: str) -> dict[str, str]:
        if isinstance(self._credentials, BearerToken):
            return {"Authorization": self._credentials.header()}
        body = call.body or b""
        if call.resource is not None:
            return sign_v1(self._credentials, body)
        return sign_v2(self._credentials, call.method, target, body, int(time.time()))

    def _exchange(
        self, prepared: requests.PreparedRequest | Broken, request_id: str, token: CancelToken
    ) -> Answer | Broken:
        """Send once. Nothing is raised from here: what fails deep in the network is left behind with its frames."""
        if isinstance(prepared, Broken):
            return prepared
        CANCEL.set(token)
        try:
            return self._received(prepared, request_id, token)
        except Cancelled as stopped:
            return Broken(Cancelled(stopped.sentence), passing=False, sent=True)
        except (requests.RequestException, UrllibError, OSError) as error:
            return breakage(error, prepared.url or "")

    def _received(self, prepared: requests.PreparedRequest, request_id: str, token: CancelToken) -> Answer:
        response = self._adapter.send(
            prepared,
            stream=True,
            timeout=(self._policy.connect_timeout, self._policy.read_timeout),
            verify=os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE") or True,
            proxies=self._proxies_for(prepared.url or ""),
        )
        try:
            body = _body(response, token)
        finally:
            response.close()
        now = time.time()
        headers = {name.lower(): value for name, value in response.headers.items()}
        asked = seconds_asked(headers.get("retry-after"), now)
        return Answer(response.status_code, headers, body, request_id, now, asked)

    def _proxies_for(self, url: str) -> dict[str, str]:
        """The proxies of the environment, asked for once for each host: asking costs a tenth of a large page."""
        host = urlsplit(url).netloc
        if host not in self._proxies:
            self._proxies[host] = dict(get_environ_proxies(url, no_proxy=None))
        return self._proxies[host]


def _body(response: requests.Response, token: CancelToken) -> bytes:
    """The whole body, piece by piece to hear a wish to stop; what is not compressed is taken as it comes, uncopied."""
    pieces: list[bytes] = []
    for piece in response.iter_content(_PIECE) if "Content-Encoding" in response.headers else _as_it_comes(response):
        token.raise_if_cancelled()
        pieces.append(piece)
    return b"".join(pieces)


def _as_it_comes(response: requests.Response) -> Iterator[bytes]:
    """What requests' iter_content gives, without its copies."""
    try:
        while piece := response.raw.read1(_PIECE, decode_content=False):
            yield piece
    except ProtocolError as error:
        raise requests.exceptions.ChunkedEncodingError(error) from error


def _prepared(method: str, url: str, headers: Mapping[str, str], body: Any) -> requests.PreparedRequest | Broken:
    """Make a request ready. requests' own sessions would look into .netrc here; this does not."""
    try:
        prepared = requests.Request(method, url, headers={"User-Agent": _AGENT, **headers}, data=body).prepare()
    except requests.RequestException as error:
        return breakage(error, url)
    return prepared
