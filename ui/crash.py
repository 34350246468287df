"""When the fault is ours: a redacted report in a file, and one sentence that says where it is and what was kept."""

import asyncio
import platform
import re
import sys
import traceback
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler, qVersion

from ui.wording import said, sentence_of

_SECRETS = (
    (re.compile(r"-----BEGIN[^-]*-----.*?(-----END[^-]*-----|\Z)", re.DOTALL), "[key]"),
    (
        re.compile(
            r"(?i)(authorization|signature(-input)?|x-goog-signature|passphrase|password|token)(['\"]?\s*[:=]\s*).+"
        ),
        r"\1\3[secret]",
    ),
    (re.compile(r"(?i)bearer\s+\S+"), "Bearer [secret]"),
    (re.compile(r"[A-Za-z0-9+/_\-=]{40,}"), "[long text]"),
)


def redacted(text: str) -> str:
    """The text without keys, tokens, signatures and passphrases, and with the home folder as `~`."""
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    return text.replace(str(Path.home()), "~")


class CrashReports(QObject):
    """Takes every exception nobody caught. The world's refusals are told; ours are written down, one of a kind told."""

    refused = Signal(str)  # the sentence of a refusal of the world: a full disk, a locked journal
    happened = Signal(str, object)  # the sentence, the Path of the report or None

    def __init__(self, folder: Path, version: str) -> None:
        super().__init__()
        self._folder = folder
        self._version = version
        self._told: set[str] = set()

    def install(self) -> None:
        """Catch what slots raise and what Qt warns about; last, so that nothing overwrites it."""
        sys.excepthook = self.take_exception
        qInstallMessageHandler(_say_on_stderr)

    def watch(self, loop: asyncio.AbstractEventLoop) -> None:
        """Catch what coroutines raise while nobody awaits them."""
        loop.set_exception_handler(self._take_from_loop)

    def take_exception(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Write a report of an unexpected exception and tell it."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        known = sentence_of(error)
        if known is not None:
            self.refused.emit(known)
            return
        text = redacted("".join(traceback.format_exception(kind, error, trace)))
        sys.stderr.write(text)
        place = text.rsplit("File ", 1)[-1]
        if place in self._told:
            return
        self._told.add(place)
        self.happened.emit(_our_fault(kind.__name__), self._write(text))

    def take(self, error: BaseException) -> None:
        """The same, for an exception in hand."""
        self.take_exception(type(error), error, error.__traceback__)

    def _take_from_loop(self, _loop: asyncio.AbstractEventLoop, context: Mapping[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, BaseException):
            self.take(error)
        else:
            sys.stderr.write(redacted(f"{context.get('message')}\n"))

    def _write(self, text: str) -> Path | None:
        now = datetime.now().astimezone()
        head = f"Tagline {self._version}, {now:%Y-%m-%d %H:%M:%S %z}\n"
        head += f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}\n\n"
        path = self._folder / f"crash-{now:%Y%m%d-%H%M%S-%f}.txt"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            path.write_text(head + text, encoding="utf-8")
        except OSError:
            return None
        return path


def _our_fault(name: str) -> str:
    return said("Something went wrong inside Tagline ({name}). Your staged edits are kept on this computer.").format(
        name=name
    )


def _say_on_stderr(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    if kind != QtMsgType.QtDebugMsg:
        sys.stderr.write(redacted(f"Qt: {message}\n"))
