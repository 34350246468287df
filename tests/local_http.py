"""A small HTTP server under a test's control: it keeps every request as it came and answers what the test says."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self, cast

from typing_extensions import override


@dataclass(frozen=True, slots=True)
class Seen:
    """One request: the target exactly as sent, headers by the names they came with, and the connection's number."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    connection: int

    @property
    def path(self) -> str:
        """The target without its query."""
        return self.target.partition("?")[0]

    def header(self, name: str) -> str:
        """One header, whatever its case; empty when absent."""
        return next((value for known, value in self.headers.items() if known.lower() == name.lower()), "")


@dataclass(frozen=True, slots=True)
class Reply:
    """What to answer. `cut`: send only so many bytes of the body, then drop; `dropped`: do not answer at all."""

    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict[str, str])
    cut: int | None = None
    dropped: bool = False


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 16  # head and body in one packet, or each answer waits for a delayed acknowledgement
    disable_nagle_algorithm = True

    def __getattr__(self, name: str) -> Any:
        """Take every method the same way: the standard library looks for do_GET, do_POST and so on."""
        if name.startswith("do_"):
            return self._handle
        raise AttributeError(name)

    def _handle(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        seen = Seen(self.command, self.path, dict(self.headers.items()), body, id(self.connection))
        reply = cast("_Server", self.server).answer(seen)
        if reply.dropped:
            self.close_connection = True
            return
        if reply.cut is not None:
            self.close_connection = True
        self.send_response_only(reply.status)
        names = {name.lower() for name in reply.headers}
        for name, value in reply.headers.items():
            self.send_header(name, value)
        if "content-length" not in names and reply.status != 204:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if reply.status != 204:
            self.wfile.write(reply.body if reply.cut is None else reply.body[: reply.cut])

    @override
    def handle_one_request(self) -> None:
        with contextlib.suppress(ConnectionError, ssl.SSLError):
            super().handle_one_request()
            return
        self.close_connection = True

    @override
    def finish(self) -> None:
        with contextlib.suppress(ConnectionError):
            super().finish()

    @override
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = False
    request_queue_size = 128

    def __init__(self, answer: Callable[[Seen], Reply], port: int) -> None:
        self.answer = answer
        self.open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", port), _Handler)

    @override
    def get_request(self) -> tuple[socket.socket, Any]:
        connection, address = super().get_request()
        self.open.add(connection)
        return connection, address

    @override
    def shutdown_request(self, request: Any) -> None:
        self.open.discard(request)
        super().shutdown_request(request)

    def drop_everyone(self) -> None:
        for connection in tuple(self.open):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


class LocalServer:
    """Answers on a free port of 127.0.0.1 until stopped; `answer` must not raise, and many threads call it."""

    def __init__(self, answer: Callable[[Seen], Reply], port: int = 0, *, tls: ssl.SSLContext | None = None) -> None:
        self.seen: list[Seen] = []
        self._answer = answer
        self._server = _Server(self._record, port)
        if tls is not None:
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def _record(self, seen: Seen) -> Reply:
        self.seen.append(seen)
        return self._answer(seen)

    def stop(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.drop_everyone()
        self._server.server_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
