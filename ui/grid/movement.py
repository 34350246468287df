"""Where a key takes the current cell: pure steps over rows and over columns as they stand on the screen."""

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import Qt


class Move(Enum):
    """A step a key asks for."""

    UP = auto()
    DOWN = auto()
    LEFT = auto()
    RIGHT = auto()
    NEXT = auto()
    """To the right, and from the last column to the first of the next row."""
    PREVIOUS = auto()
    EDGE_UP = auto()
    """To where the data of the column ends, as `data_edge` says; so for the other three."""
    EDGE_DOWN = auto()
    EDGE_LEFT = auto()
    EDGE_RIGHT = auto()
    FIRST = auto()
    LAST = auto()
    START = auto()
    """The first cell of the table."""
    END = auto()
    PAGE_UP = auto()
    PAGE_DOWN = auto()


@dataclass(frozen=True, slots=True)
class Extent:
    """How far one can go: rows, visible columns, and the rows of a page."""

    rows: int
    columns: int
    page: int


EDGES = frozenset({Move.EDGE_UP, Move.EDGE_DOWN, Move.EDGE_LEFT, Move.EDGE_RIGHT})
"""The steps that depend on where data ends."""
_CTRL = Qt.KeyboardModifier.ControlModifier
_NONE = Qt.KeyboardModifier.NoModifier
_KEYS = {
    (Qt.Key.Key_Up, False): Move.UP,
    (Qt.Key.Key_Down, False): Move.DOWN,
    (Qt.Key.Key_Left, False): Move.LEFT,
    (Qt.Key.Key_Right, False): Move.RIGHT,
    (Qt.Key.Key_Up, True): Move.EDGE_UP,
    (Qt.Key.Key_Down, True): Move.EDGE_DOWN,
    (Qt.Key.Key_Left, True): Move.EDGE_LEFT,
    (Qt.Key.Key_Right, True): Move.EDGE_RIGHT,
    (Qt.Key.Key_Home, False): Move.FIRST,
    (Qt.Key.Key_End, False): Move.LAST,
    (Qt.Key.Key_Home, True): Move.START,
    (Qt.Key.Key_End, True): Move.END,
    (Qt.Key.Key_PageUp, False): Move.PAGE_UP,
    (Qt.Key.Key_PageDown, False): Move.PAGE_DOWN,
}


def move_of(key: int, modifiers: Qt.KeyboardModifier) -> Move | None:
    """The step a key asks for; Shift only says that the selection grows."""
    if modifiers & Qt.KeyboardModifier.AltModifier:
        return None
    return _KEYS.get((Qt.Key(key), bool(modifiers & _CTRL)))


def step(row: int, place: int, move: Move, extent: Extent) -> tuple[int, int]:
    """The cell a step leads to, from row and place (a column's position among the visible ones); never outside.

    A step to the edge of data depends on the data and leads nowhere here.
    """
    last_row, last_place = extent.rows - 1, extent.columns - 1
    match move:
        case Move.NEXT | Move.PREVIOUS:
            return _along(row, place, 1 if move is Move.NEXT else -1, extent)
        case Move.UP | Move.DOWN | Move.PAGE_UP | Move.PAGE_DOWN:
            length = extent.page if move in {Move.PAGE_UP, Move.PAGE_DOWN} else 1
            row += length if move in {Move.DOWN, Move.PAGE_DOWN} else -length
        case Move.LEFT | Move.RIGHT:
            place += 1 if move is Move.RIGHT else -1
        case Move.FIRST | Move.LAST:
            place = 0 if move is Move.FIRST else last_place
        case Move.START:
            row, place = 0, 0
        case Move.END:
            row, place = last_row, last_place
        case _:
            pass
    return min(max(row, 0), last_row), min(max(place, 0), last_place)


def _along(row: int, place: int, by: int, extent: Extent) -> tuple[int, int]:
    """One cell on in reading order; at the ends of the table it stays."""
    cell = row * extent.columns + place + by
    if not 0 <= cell < extent.rows * extent.columns:
        return row, place
    return divmod(cell, extent.columns)
