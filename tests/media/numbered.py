"""Pictures that carry their own number in their pixels, and a reader that never guesses."""

import zlib
from functools import cache

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
WIDTH, HEIGHT = 128, 96
COLUMNS, ROWS = 8, 4
NUMBER_BITS, CHECK_BITS = 20, 12


def numbered(number: int, width: int = WIDTH, height: int = HEIGHT) -> Pixels:
    """A picture of shape (height, width, 3), RGB: 8 x 4 black and white cells, a number and its check."""
    return _scaled(cells_of(number), width, height)


def number_in(bgra: Pixels) -> int | None:
    """The number a picture of any size carries; None where it carries none that passes its check."""
    height, width = bgra.shape[:2]
    bits = 0
    for row in range(ROWS):
        for column in range(COLUMNS):
            top, left = (4 * row + 1) * height // (4 * ROWS), (4 * column + 1) * width // (4 * COLUMNS)
            cell = bgra[top : top + height // (2 * ROWS), left : left + width // (2 * COLUMNS), :3]
            bits = bits << 1 | int(cell.mean() > 127)
    number, check = bits >> CHECK_BITS, bits & (1 << CHECK_BITS) - 1
    return number if check == check_of(number) else None


@cache
def check_of(number: int) -> int:
    return zlib.crc32(number.to_bytes(4, "big")) & (1 << CHECK_BITS) - 1


def cells_of(number: int) -> Pixels:
    """Shape (4, 8), 0 or 255."""
    bits = number << CHECK_BITS | check_of(number)
    places = range(COLUMNS * ROWS - 1, -1, -1)
    return np.array([(bits >> place & 1) * 255 for place in places], np.uint8).reshape(ROWS, COLUMNS)


def _scaled(cells: Pixels, width: int, height: int) -> Pixels:
    rows = np.arange(height) * ROWS // height
    columns = np.arange(width) * COLUMNS // width
    return np.repeat(cells[rows[:, None], columns[None, :], None], 3, axis=2)
