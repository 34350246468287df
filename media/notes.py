"""Arrays kept on disk by the key of the content they were found in; a damaged note is as none."""

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

T = TypeVar("T")

MOST = 256 * 1024 * 1024  # bytes kept; the notes used longest ago go first


class Notes:
    """Notes in a folder of their own. Where the disk does not take one, it is made again the next time."""

    def __init__(self, folder: Path, most: int = MOST) -> None:
        self._folder = folder
        self._most = most

    def load(self, key: str, read: Callable[[Mapping[str, Any]], T]) -> T | None:
        """What `read` makes of the arrays kept for that content; None where there are none, or it raises ValueError."""
        path = self._path(key)
        try:
            with path.open("rb") as file, np.load(file, allow_pickle=False) as held:
                found = read(held)
            os.utime(path)
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, ArithmeticError):
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
        handle, name = tempfile.mkstemp(dir=self._folder, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                np.savez(file, allow_pickle=False, **arrays)
            Path(name).replace(path)
        finally:
            Path(name).unlink(missing_ok=True)

    def _tidy(self) -> None:
        notes = sorted(((path.stat(), path) for path in self._folder.glob("*.npz")), key=lambda note: note[0].st_mtime)
        total = sum(facts.st_size for facts, _ in notes)
        for facts, path in notes[:-1]:
            if total <= self._most:
                return
            path.unlink(missing_ok=True)
            total -= facts.st_size
