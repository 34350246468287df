"""Keep what was measured of each film, so that a film is looked at once."""

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from media.measures import NEAR, WITNESSES, Measures
from media.notes import Notes

VERSION = 3  # counts up whenever a measure comes to mean something else
_NAMES = tuple(each.name for each in fields(Measures) if each.name != "complete")
_KINDS = {"apart": np.dtype(np.float16), "look": np.dtype(np.uint64), "seen": np.dtype(np.bool_)}


class MeasureStore:
    """Measures of whole films in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self._notes = Notes(folder)

    def load(self, key: str, frames: int) -> Measures | None:
        """The measures kept for that content of so many frames; None where there are none that can be read."""
        found = self._notes.load(key, _read)
        return found if found is not None and found.frames == frames else None

    def keep(self, key: str, measures: Measures) -> None:
        """Keep the measures of a whole film; those of a part are not kept."""
        if measures.complete:
            self._notes.keep(key, {"version": np.array(VERSION)} | {name: getattr(measures, name) for name in _NAMES})


def _read(held: Mapping[str, Any]) -> Measures:
    if int(held["version"]) != VERSION:
        raise ValueError("not measures of this version")
    frames = len(held["motion"])

    def row(name: str) -> NDArray[Any]:
        array: NDArray[Any] = np.asarray(held[name])
        shape = (frames, WITNESSES, NEAR) if name == "apart" else (frames,)
        if array.shape != shape or array.dtype != _KINDS.get(name, np.dtype(np.float32)):
            raise ValueError("not measures of this version")
        return array

    whole = Measures(
        row("apart"),
        row("across"),
        row("mixed"),
        row("motion"),
        row("sharpness"),
        row("light"),
        row("contrast"),
        row("look"),
        row("seen"),
    )
    return whole.until(frames, complete=True)
