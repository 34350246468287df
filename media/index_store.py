"""Keep what was found of each video on disk, by the key of its content; a damaged note is as none."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from media.frame_index import DTS, ORDER, POSITION, PTS, FrameIndex
from media.notes import Notes

VERSION = 1


class IndexStore:
    """Complete indexes in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self._notes = Notes(folder)

    def load(self, key: str) -> FrameIndex | None:
        """The index kept for that content; None where there is none that can be read."""
        return self._notes.load(key, _read)

    def keep(self, key: str, index: FrameIndex) -> None:
        """Keep a complete index; where the disk does not take it, it is found again the next time."""
        if index.complete:
            self._notes.keep(key, _written(index))


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
