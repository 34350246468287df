"""The items of a frame as they are at a moment, for a lane: nothing is copied, and nothing moves under it."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from domain.metadata import Cell
from models.arrow import ArrowArray, in_pieces
from models.arrow_page import FACT_MARK, KEY_MARK
from models.text_arrays import Mask, Rows, missing, picked, replaced, text_array

_SPARSE = 16  # rows are few where there are so many times more between the first and the last


class Origin:
    """Stands for one frame, also after it is gone."""


@dataclass(frozen=True, slots=True)
class FrameReading:
    """Pages as they were loaded, the first row of each, and what the platform said since.

    `origin` is the same for every reading of one frame, whose rows keep their meaning for ever; `asked` moves whenever
    the platform says something new.
    """

    origin: object
    asked: int
    rows: int
    starts: Sequence[int]
    parts: Sequence[Mapping[str, ArrowArray]]
    accepted: Mapping[int, Mapping[str, Cell]]
    accepted_facts: Mapping[int, Mapping[str, Any]]
    row_of: Callable[[str], int | None]
    """The row of an item; it may know items that came later."""

    def texts(self, rows: Rows, column: str) -> ArrowArray:
        """A column of text ("f:" + fact, "k:" + key) at some rows, null where there is nothing."""
        if not len(rows):
            return text_array(())
        found = self._loaded(rows, column)
        positions = np.flatnonzero(self._moved(rows, column))
        if not len(positions):
            return found
        newer = [
            self._newer(row, column, found, at)
            for at, row in zip(positions.tolist(), rows[positions].tolist(), strict=True)
        ]
        return replaced(found, positions, text_array(newer))

    def unreadable(self, rows: Rows, reasons: str) -> Rows:
        """Those of the rows whose metadata cannot be read; `reasons` is the column that says why."""
        found = np.flatnonzero(~missing(self._loaded(rows, reasons)))
        return rows[[at for at in found.tolist() if int(rows[at]) not in self.accepted]] if len(found) else rows[:0]

    def _loaded(self, rows: Rows, column: str) -> ArrowArray:
        first = bisect_right(self.starts, int(rows.min())) - 1
        last = bisect_right(self.starts, int(rows.max())) - 1
        ends = [*self.starts[1:], self.rows]
        if last > first and len(rows) * _SPARSE < ends[last] - self.starts[first]:
            return self._page_by_page(rows, column)
        pieces = [(ends[at] - self.starts[at], self.parts[at].get(column)) for at in range(first, last + 1)]
        whole: Any = in_pieces(pieces)
        piece: Any = whole.chunk(0) if whole.num_chunks == 1 else whole.combine_chunks()
        at: Rows = rows - self.starts[first]
        start = int(at[0])
        if int(at[-1]) - start == len(at) - 1 and bool((np.diff(at) == 1).all()):
            return piece.slice(start, len(at))
        return picked(piece, at)

    def _page_by_page(self, rows: Rows, column: str) -> ArrowArray:
        """Few rows of many pages: joining the pages would copy the whole column."""
        pages = np.searchsorted(np.asarray(self.starts), rows, side="right") - 1
        order = np.argsort(pages, kind="stable")
        found: list[tuple[int, ArrowArray | None]] = []
        for number in sorted(set[int](pages.tolist())):
            page, wanted = self.parts[number].get(column), order[pages[order] == number]
            places: Rows = rows[wanted] - self.starts[number]
            found.append((len(wanted), None if page is None else picked(page, places)))
        whole: Any = in_pieces(found)
        back = np.empty(len(rows), np.int64)
        back[order] = np.arange(len(rows))
        piece: Any = whole.chunk(0) if whole.num_chunks == 1 else whole.combine_chunks()
        return picked(piece, back)

    def _moved(self, rows: Rows, column: str) -> Mask:
        newer = self.accepted if column.startswith(KEY_MARK) else self.accepted_facts
        moved = np.zeros(self.rows, np.bool_)
        moved[np.fromiter(newer, np.int64, len(newer))] = True
        return moved[rows]

    def _newer(self, row: int, column: str, found: ArrowArray, at: int) -> Cell:
        if column.startswith(KEY_MARK):
            return self.accepted[row].get(column.removeprefix(KEY_MARK))
        name = column.removeprefix(FACT_MARK)
        facts = self.accepted_facts[row]
        return facts[name] if name in facts else found[at].as_py()


def as_range(rows: list[int]) -> list[int] | range:
    """Rows that follow each other, as a range: those are read at once."""
    if rows and rows[-1] - rows[0] == len(rows) - 1 and rows == list(range(rows[0], rows[-1] + 1)):
        return range(rows[0], rows[-1] + 1)
    return rows
