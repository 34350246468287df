"""Arrays kept on disk by the key of the content they were found in; a damaged note is as none."""

import hashlib
import io
import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

T = TypeVar("T")

DIGEST = 32  # bytes at the beginning of a note that tell whether the rest is as it was written
MOST = 256 * 1024 * 1024  # bytes kept; the notes used longest ago go first


class Notes:
    """Notes in a folder of their own. Where the disk does not take one, it is made again the next time."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, key: str, read: Callable[[Mapping[str, Any]], T]) -> T | None:
        """What `read` makes of the arrays kept for that content; None where there are none, or it raises ValueError."""
        path = self._path(key)
        try:
            data = path.read_bytes()
            if hashlib.sha256(data[DIGEST:]).digest() != data[:DIGEST]:
                return None
            with np.load(io.BytesIO(data[DIGEST:]), allow_pickle=False) as held:
                found = read(held)
            os.utime(path)
        except (OSError, ValueError, KeyError):
            return None
        return found

    def keep(self, key: str, arrays: Mapping[str, Any]) -> None:
        """Keep arrays, whole or not at all."""
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._write(self._path(key), arrays)
            self._tidy()
        except OSError:
            return

    def _path(self, key: str) -> Path:
        return self._folder / f"{hashlib.sha256(key.encode()).hexdigest()}.npz"

    def _write(self, path: Path, arrays: Mapping[str, Any]) -> None:
        body = io.BytesIO()
        np.savez(body, allow_pickle=False, **arrays)
        handle, name = tempfile.mkstemp(dir=self._folder, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(hashlib.sha256(body.getbuffer()).digest())
                file.write(body.getbuffer())
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)

    def _tidy(self) -> None:
        notes = sorted(((path.stat(), path) for path in self._folder.glob("*.npz")), key=lambda note: note[0].st_mtime)
        total = sum(facts.st_size for facts, _ in notes)
        for facts, path in notes[:-1]:
            if total <= MOST:
                return
            path.unlink(missing_ok=True)
            total -= facts.st_size
