"""Where Enter and Tab go inside a selection: cell by cell through each range, and round again at the end."""

from collections.abc import Sequence
from dataclasses import dataclass

from ui.grid.movement import Move
from ui.grid.ranges import Range

Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Block:
    """A range as it stands on the screen: rows, and places among the visible columns, ends included."""

    top: int
    bottom: int
    first: int
    last: int

    @property
    def height(self) -> int:
        """How many rows it covers."""
        return self.bottom - self.top + 1

    @property
    def width(self) -> int:
        """How many visible columns it covers."""
        return self.last - self.first + 1

    @property
    def count(self) -> int:
        """How many cells it covers."""
        return self.height * self.width

    def holds(self, row: int, place: int) -> bool:
        """Whether a cell lies in it."""
        return self.top <= row <= self.bottom and self.first <= place <= self.last


def blocks_of(ranges: Sequence[Range], columns: Sequence[int]) -> list[Block]:
    """The selected blocks as a person sees them: columns moved on the screen are together where they stand together."""
    rows: dict[tuple[int, int], set[int]] = {}
    place_of = {column: place for place, column in enumerate(columns)}
    for each in ranges:
        places = rows.setdefault((each.top, each.bottom), set())
        places.update(place_of[column] for column in range(each.left, each.right + 1) if column in place_of)
    return [Block(top, bottom, *run) for (top, bottom), places in rows.items() for run in runs(sorted(places))]


def runs(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Numbers in order, as runs of neighbours: 1 2 3 7 gives (1, 3) and (7, 7)."""
    found: list[tuple[int, int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def next_inside(blocks: Sequence[Block], cell: Cell, move: Move) -> Cell:
    """The (row, place) after a cell: down the columns for UP and DOWN, along the rows for NEXT and PREVIOUS."""
    across = move in {Move.NEXT, Move.PREVIOUS}
    by = 1 if move in {Move.NEXT, Move.DOWN} else -1
    at = next((number for number, block in enumerate(blocks) if block.holds(*cell)), None)
    if at is None:
        return blocks[0].top, blocks[0].first
    block = blocks[at]
    here = _number(block, cell, across=across) + by
    if not 0 <= here < block.count:
        block = blocks[(at + by) % len(blocks)]
        here = 0 if by > 0 else block.count - 1
    return _cell(block, here, across=across)


def _number(block: Block, cell: Cell, *, across: bool) -> int:
    down, right = cell[0] - block.top, cell[1] - block.first
    return down * block.width + right if across else right * block.height + down


def _cell(block: Block, number: int, *, across: bool) -> Cell:
    if across:
        return block.top + number // block.width, block.first + number % block.width
    return block.top + number % block.height, block.first + number // block.height
