"""A folder behind addresses, on loopback, in a process of its own: what a bucket with signed addresses does."""

import contextlib
import os
import socket
import subprocess
import sys
import time
from collections.abc import Generator
from pathlib import Path

from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

FOLDER = "SERVED_FOLDER"


def app() -> Starlette:
    """Answers ranges of the files in the folder that the environment names."""
    return Starlette(routes=[Mount("/", StaticFiles(directory=os.environ[FOLDER]))])


@contextlib.contextmanager
def served(folder: Path) -> Generator[str]:
    """The address of the folder while it is served."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "--factory", "benchmarks.range_server:app"]
    command += ["--port", str(port), "--log-level", "error"]
    server = subprocess.Popen(command, env={**os.environ, FOLDER: str(folder)})
    try:
        _wait(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.kill()  # it would wait for connections kept alive
        server.wait()


def _wait(port: int) -> None:
    for _ in range(200):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
