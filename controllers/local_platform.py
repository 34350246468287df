"""The local platform as a process of its own: started, watched, stopped."""

import asyncio
import json
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from controllers.lanes import Lanes
from wire.errors import Told

STOP_WITHIN = 6.0  # s after SIGTERM before it is killed
LOG = "platform.log"


@dataclass(frozen=True, slots=True)
class Address:
    """Where the local platform answers, and the key that opens it."""

    url: str
    key_file: Path


class LocalPlatformFailed(Told):
    """The local platform did not start; `sentence` says why, in its own words where it had some."""


class LocalPlatform(QObject):
    """The local platform, a child process that ends when we end."""

    died = Signal(str)

    def __init__(self, lanes: Lanes, command: Sequence[str], data: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._command = tuple(command)
        self._data = data
        self._process: subprocess.Popen[bytes] | None = None
        self._watch: asyncio.Task[None] | None = None

    @property
    def process_id(self) -> int | None:
        """The process that answers now, None when there is none."""
        return self._process.pid if self._process is not None else None

    async def start(self, *, sample: bool) -> Address:
        """Start it and wait until it answers. Raises LocalPlatformFailed."""
        await self.stop()
        arguments = [*self._command, "--data", str(self._data), "--exit-with-parent"]
        self._process = await self._lanes.read(self._launch, [*arguments, "--sample"] if sample else arguments)
        try:
            line = await self._lanes.watch(_ready_line, self._process)
            address = _address(line) or await self._failure(self._process)
        except BaseException:
            await self.stop()
            raise
        self._watch = asyncio.get_running_loop().create_task(self._tell_death(self._process))
        return address

    async def stop(self) -> None:
        """Ask it to end and wait until it has: nothing is lost."""
        process, self._process = self._process, None
        if process is not None:
            await self._lanes.watch(_end, process)
        if self._watch is not None:
            await asyncio.gather(self._watch, return_exceptions=True)
            self._watch = None

    def _launch(self, arguments: list[str]) -> "subprocess.Popen[bytes]":
        try:
            self._data.mkdir(parents=True, exist_ok=True)
            with (self._data / LOG).open("wb") as log:
                return subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log)
        except OSError as problem:
            raise LocalPlatformFailed(f"The local platform could not be started: {problem.strerror}.") from problem

    async def _failure(self, process: "subprocess.Popen[bytes]") -> Address:
        code = await self._lanes.watch(process.wait)
        said = await self._lanes.read(_last_words, self._data / LOG) if code == 2 else ""
        raise LocalPlatformFailed(said or f"The local platform ended before it was ready. Its log: {self._data / LOG}")

    async def _tell_death(self, process: "subprocess.Popen[bytes]") -> None:
        await self._lanes.watch(process.wait)
        if process is self._process:
            self._process = None
            _close_pipes(process)
            self.died.emit("The local platform stopped. Your staged edits are kept; start it again to go on.")


def _ready_line(process: "subprocess.Popen[bytes]") -> bytes:
    return process.stdout.readline() if process.stdout is not None else b""


def _address(line: bytes) -> Address | None:
    try:
        told = json.loads(line)
        return Address(str(told["url"]), Path(told["key_file"]))
    except (ValueError, KeyError, TypeError):
        return None


def _last_words(log: Path) -> str:
    lines = log.read_text("utf-8", "replace").strip().splitlines()
    return lines[-1] if lines else ""


def _end(process: "subprocess.Popen[bytes]") -> None:
    process.terminate()
    try:
        process.wait(STOP_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    _close_pipes(process)


def _close_pipes(process: "subprocess.Popen[bytes]") -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
