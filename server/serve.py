"""The command `serve`: one local platform on one address, from the ready line to the last committed byte."""

import argparse
import asyncio
import logging
import os
import signal
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec
import uvicorn
from typing_extensions import override

from server.app import make_app
from server.blobs import blob_routes
from server.calls import Services
from server.intake.runner import JobRunner
from server.legacy import legacy_routes
from server.links import Links
from server.media_store import MediaStore
from server.people import People, Person
from server.routes import CALLS
from server.routes.legacy_datasets import LEGACY_CALLS
from server.sample.make import SampleUnmade, sample_files
from server.stocking import is_empty, stock
from server.store.database import DatabaseUnusable, open_store
from server.synthetic import add_synthetic_items
from server.tokens import Tokens
from server.workplace import Workplace, WorkplaceRefused
from wire.errors import Told

GRACE_SECONDS = 3

_log = logging.getLogger("tagline.server")


class CannotListen(Told):
    """The address cannot be listened on; the sentence says why."""


class Ready(msgspec.Struct):
    """The line that says the platform is ready."""

    url: str
    key_file: str
    pid: int


def main(argv: Sequence[str]) -> int:
    """Serve until told to stop: 0 after a clean stop, 2 when it could not start (one sentence on standard error)."""
    options = _read_arguments(argv)
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    try:
        workplace = Workplace(options.data)
        try:
            return _serve(options, workplace)
        finally:
            workplace.close()
    except (WorkplaceRefused, DatabaseUnusable, CannotListen, SampleUnmade) as refusal:
        sys.stderr.write(f"{refusal.sentence}\n")
        return 2


def _read_arguments(argv: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="tagline serve", description="Run the local platform: folders, items, datasets and their metadata."
    )
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="the folder that holds everything")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: this machine only)")
    parser.add_argument("--port", type=int, default=0, help="the port to listen on (default: any free one)")
    parser.add_argument("--database", metavar="URL", help="a database of its own: postgresql://user@host/name")
    parser.add_argument("--sample", action="store_true", help="fill an empty platform with the sample workspace")
    parser.add_argument("--items", type=int, default=0, metavar="N", help="add a folder of N synthetic items")
    parser.add_argument("--strict", action="store_true", help="refuse values that break the metadata schema")
    parser.add_argument("--exit-with-parent", action="store_true", help="stop when standard input is closed")
    return parser.parse_args(argv)


def _serve(options: argparse.Namespace, workplace: Workplace) -> int:
    listener = _listen(options.host, options.port)
    store = open_store(options.database or workplace.database)
    try:
        people = People(workplace.authorized_keys)
        links, tokens = Links(workplace.secret), Tokens(workplace.secret)
        media = MediaStore(workplace.blobs)
        services = Services(store, media, people, links, tokens, JobRunner(store, media), options.strict)
        _fill(options, services, _first_admin(people))
        app = make_app(services, CALLS, [*blob_routes(services), *legacy_routes(services, LEGACY_CALLS)])
        url = f"http://{_host_of(listener)}:{listener.getsockname()[1]}"
        ready = Ready(url, str(workplace.key_file), os.getpid())
        _Server(_configuration(app), services.jobs, ready, watch_parent=options.exit_with_parent).run([listener])
    finally:
        store.close()
    _log.info("stopped")
    return 0


def _first_admin(people: People) -> Person:
    person = people.first_admin()
    if person is None:
        raise WorkplaceRefused("Nobody in authorized_keys is an admin: at least one line must end in `admin`.")
    return person


def _fill(options: argparse.Namespace, services: Services, owner: Person) -> None:
    if options.sample and is_empty(services.store, owner):
        begun = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="tagline-sample-") as folder:
            stock(services.store, services.media, owner, sample_files(Path(folder)))
        _log.info("made the sample workspace in %.1f s", time.monotonic() - begun)
    if options.items > 0:
        add_synthetic_items(services.store, owner, options.items)


def _listen(host: str, port: int) -> socket.socket:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((host, port))
            listener.listen(256)
        except OSError:
            listener.close()
            raise
    except (OSError, OverflowError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise CannotListen(f"The local platform cannot listen on {host}, port {port}: {reason}.") from error
    return listener


def _host_of(listener: socket.socket) -> str:
    host: str = listener.getsockname()[0]
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  listened on, not connected to
    return f"[{host}]" if ":" in host else host


def _configuration(app: object) -> uvicorn.Config:
    return uvicorn.Config(
        app,  # pyright: ignore[reportArgumentType]  uvicorn's own type for an application is narrower than Starlette's
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
        timeout_keep_alive=75,
    )


class _Server(uvicorn.Server):
    """Says when it is ready, and stops on SIGTERM, SIGINT and the end of its parent."""

    def __init__(self, config: uvicorn.Config, jobs: JobRunner, ready: Ready, *, watch_parent: bool) -> None:
        super().__init__(config)
        self._jobs, self._ready, self._watch_parent = jobs, ready, watch_parent

    @override
    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if not self.should_exit:
            self._jobs.start(asyncio.get_running_loop())
            sys.stdout.write(msgspec.json.encode(self._ready).decode() + "\n")
            sys.stdout.flush()
            _log.info("listening on %s", self._ready.url)
            if self._watch_parent:
                threading.Thread(target=self._wait_for_parent, daemon=True).start()

    @override
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._jobs.stop()
        await super().shutdown(sockets)
        self._jobs.join()

    @override
    @contextmanager
    def capture_signals(self) -> Generator[None]:
        # uvicorn's own version raises the signal again when it is done, which would skip the closing of the database.
        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _wait_for_parent(self) -> None:
        # os.read and not sys.stdin: a daemon thread that holds stdin's lock aborts the interpreter on its way out.
        while os.read(0, 4096):
            pass
        self.should_exit = True
