"""Keep what was found of each video on disk, by the key of its content; a damaged note is as none."""

import hashlib
import io
import os
import tempfile
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from media.frame_index import DTS, ORDER, POSITION, PTS, FrameIndex

VERSION = 1
DIGEST = 32  # bytes at the beginning of a note that tell whether the rest is as it was written
MOST = 256 * 1024 * 1024  # bytes kept; the notes used longest ago go first


class IndexStore:
    """Complete indexes in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def load(self, key: str) -> FrameIndex | None:
        """The index kept for that content; None where there is none that can be read."""
        path = self._path(key)
        try:
            data = path.read_bytes()
            if hashlib.sha256(data[DIGEST:]).digest() != data[:DIGEST]:
                return None
            with np.load(io.BytesIO(data[DIGEST:]), allow_pickle=False) as held:
                index = _read(held)
            os.utime(path)
        except (OSError, ValueError, KeyError):
            return None
        return index

    def keep(self, key: str, index: FrameIndex) -> None:
        """Keep a complete index; where the disk does not take it, it is found again the next time."""
        if not index.complete:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            self._write(self._path(key), index)
            self._tidy()
        except OSError:
            return

    def _path(self, key: str) -> Path:
        return self._folder / f"{hashlib.sha256(key.encode()).hexdigest()}.npz"

    def _write(self, path: Path, index: FrameIndex) -> None:
        body = io.BytesIO()
        np.savez(body, allow_pickle=False, **_written(index))
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


def _written(index: FrameIndex) -> dict[str, Any]:
    base = index.time_base
    return {
        "facts": np.array([VERSION, base.numerator, base.denominator, index.end], np.int64),
        "pts": index.pts,
        "keys": index.keys,
        "entries": index.entries,
        "signs": index.signs,
        "words": np.array([index.known_by, *index.problems]),
    }


def _read(held: Any) -> FrameIndex:
    """The index in a note. Raises KeyError, ValueError, where it is none."""
    version, numerator, denominator, end = (int(number) for number in held["facts"])
    known_by, *problems = (str(word) for word in held["words"])
    pts, keys, entries, signs = (np.asarray(held[name], np.int64) for name in ("pts", "keys", "entries", "signs"))
    whole = (
        version == VERSION
        and known_by in {PTS, DTS, POSITION, ORDER}
        and pts.ndim == 1
        and bool((np.diff(pts) > 0).all())
        and entries.size == 3 * len(keys)
        and bool(((keys >= 0) & (keys < len(pts))).all())
        and (known_by == PTS or len(signs) == len(pts))
    )
    if not whole:
        raise ValueError("not an index of this version")
    base = Fraction(numerator, denominator)
    return FrameIndex(pts, base, keys, True, tuple(problems), end, entries.reshape(-1, 3), known_by, signs)
