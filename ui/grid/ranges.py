"""A selection as ranges: what it touches and covers, without ever listing its cells one by one in Qt."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QItemSelection


@dataclass(frozen=True, slots=True)
class Range:
    """Rows `top` to `bottom` and columns `left` to `right` of the model, ends included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def count(self) -> int:
        """How many cells it covers."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell lies in it."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right


def ranges_of(selection: QItemSelection) -> tuple[Range, ...]:
    """The ranges of a selection, as plain numbers."""
    parts = (selection.at(position) for position in range(selection.count()))
    return tuple(Range(part.top(), part.left(), part.bottom(), part.right()) for part in parts)


def spans(ranges: Sequence[Range], column: int, first: int, last: int) -> list[tuple[int, int]]:
    """The stretches of rows selected in a column between two rows, merged, top to bottom."""
    parts = sorted(
        (max(r.top, first), min(r.bottom, last))
        for r in ranges
        if r.left <= column <= r.right and r.top <= last and r.bottom >= first
    )
    merged: list[tuple[int, int]] = []
    for top, bottom in parts:
        if merged and top <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], bottom))
        else:
            merged.append((top, bottom))
    return merged


def rows_of(ranges: Sequence[Range]) -> list[int]:
    """The rows touched, in order, each once."""
    spread = spans([Range(r.top, 0, r.bottom, 0) for r in ranges], 0, 0, max((r.bottom for r in ranges), default=-1))
    return [row for top, bottom in spread for row in range(top, bottom + 1)]


def columns_of(ranges: Sequence[Range]) -> set[int]:
    """The columns touched."""
    return {column for r in ranges for column in range(r.left, r.right + 1)}


def cells_of(ranges: Sequence[Range], columns: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Every selected cell of the given columns, column by column, each once."""
    lowest = max((r.bottom for r in ranges), default=-1)
    for column in columns:
        for top, bottom in spans(ranges, column, 0, lowest):
            for row in range(top, bottom + 1):
                yield row, column
