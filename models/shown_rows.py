"""Which items of a frame a table shows, and where."""

from collections.abc import Iterable, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from models.metadata_frame import MetadataFrame

_NOWHERE = -1

RowNumbers: TypeAlias = Sequence[int] | npt.NDArray[np.int64]


class ShownRows:
    """Shown row <-> the frame's row. A frame's rows are shown as they came until they are put in another order."""

    def __init__(self, frame: MetadataFrame) -> None:
        self._frame = frame
        self._as_they_came = len(frame.order) == frame.rows
        self._places: npt.NDArray[np.int64] | None = None
        self.count = len(frame.order)
        """How many rows are shown."""

    def source(self, shown: int) -> int:
        """The frame's row behind a shown one."""
        return int(self._frame.order[shown])

    def put_in_order(self, rows: RowNumbers) -> None:
        """Show these rows of the frame, in this order."""
        self._frame.order = np.asarray(rows, np.int64)
        self._as_they_came = False
        self.refresh()

    def refresh(self) -> None:
        """The frame's order has changed."""
        self.count = len(self._frame.order)
        self._as_they_came = self._as_they_came and self.count == self._frame.rows
        self._places = None

    def of_items(self, items: Iterable[str]) -> list[int]:
        """The shown rows of those items that are shown."""
        found = [row for row in map(self._frame.row_of, items) if row is not None]
        if self._as_they_came:
            return found
        if self._places is None:
            self._places = np.full(self._frame.rows, _NOWHERE, np.int64)
            self._places[self._frame.order] = np.arange(self.count)
        return [place for place in self._places[found].tolist() if place != _NOWHERE]
