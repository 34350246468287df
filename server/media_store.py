"""The bytes of the media: every file once, under the SHA-256 of its contents, written whole or not at all."""

import hashlib
import os
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

_NAME = re.compile(r"[0-9a-f]{64}")
_STEP = 1 << 20


@dataclass(frozen=True, slots=True)
class Blob:
    """A stored file: its name is its SHA-256 in hex, its size is in bytes."""

    name: str
    size: int


class Intake:
    """A file on its way in; it becomes a blob when kept, and vanishes when the block ends without that."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / f"incoming-{secrets.token_hex(8)}"
        self._file = self._path.open("xb")
        self._hash = hashlib.sha256()
        self._size = 0

    def write(self, chunk: bytes) -> None:
        """Take the next bytes."""
        self._hash.update(chunk)
        self._size += len(chunk)
        self._file.write(chunk)

    def keep(self) -> Blob:
        """Put the file in its place, safely on disk."""
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        blob = Blob(self._hash.hexdigest(), self._size)
        self._path.replace(self._folder / blob.name)
        return blob

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()
        self._path.unlink(missing_ok=True)


class MediaStore:
    """A folder of blobs."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        for left in folder.glob("incoming-*"):
            left.unlink(missing_ok=True)

    def intake(self) -> Intake:
        """Begin to take a file in; use it as a context manager."""
        return Intake(self._folder)

    def add(self, chunks: Iterable[bytes]) -> Blob:
        """Store some bytes that are at hand."""
        with self.intake() as intake:
            for chunk in chunks:
                intake.write(chunk)
            return intake.keep()

    def add_file(self, path: Path) -> Blob:
        """Store a copy of a file."""
        with path.open("rb") as file:
            return self.add(iter(lambda: file.read(_STEP), b""))

    def path(self, name: str) -> Path | None:
        """Find a blob by name; None when it is not here or the name is not the name of a blob."""
        if not _NAME.fullmatch(name):
            return None
        path = self._folder / name
        return path if path.is_file() else None

    def remove(self, name: str) -> None:
        """Forget a blob that nothing points to."""
        path = self.path(name)
        if path is not None:
            path.unlink(missing_ok=True)
