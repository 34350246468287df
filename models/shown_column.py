"""What very many rows show under a key, staged edits laid over what the platform confirmed. For a lane."""

from dataclasses import dataclass

import numpy as np

from models.arrow import ArrowArray
from models.arrow_page import FACT_MARK, KEY_MARK
from models.frame_reading import FrameReading
from models.key_cells import KeyCells
from models.staged_block import Block
from models.text_arrays import Mask, Rows, picked, replaced, text_array


@dataclass(frozen=True, slots=True, eq=False)
class ShownColumn:
    """Row by row: what its edit began with, what it shows, whether that is staged, and kept though it is invalid."""

    base: ArrowArray
    after: ArrowArray
    staged: Mask
    kept: Mask
    at: Rows
    """Where each row stands in the block that is staged, -1: nowhere."""

    def take(self, positions: Rows) -> "ShownColumn":
        """Some of the rows."""
        same = self.base is self.after
        base = picked(self.base, positions)
        after = base if same else picked(self.after, positions)
        return ShownColumn(base, after, self.staged[positions], self.kept[positions], self.at[positions])


def shown_column(reading: FrameReading, staged: KeyCells, key: str, rows: Rows) -> ShownColumn:
    """What rows of a frame show under a key."""
    confirmed = reading.texts(rows, KEY_MARK + key)
    nothing = np.zeros(len(rows), np.bool_)
    shown = ShownColumn(confirmed, confirmed, nothing, nothing, np.full(len(rows), -1, np.int64))
    if staged.block is not None:
        shown = _under_block(shown, staged.block, staged.out, reading, rows)
    return _under_cells(shown, staged, reading, rows) if staged.over else shown


def _under_block(shown: ShownColumn, block: Block, out: Mask, reading: FrameReading, rows: Rows) -> ShownColumn:
    at = block.items.find_rows(reading.origin, rows)
    if at is None:
        at = block.items.find_all(reading.texts(rows, FACT_MARK + "uuid"))
    if out.any():
        at = np.where((at >= 0) & ~out[at], at, -1)
    here = np.flatnonzero(at >= 0)
    places, kept = at[here], shown.kept.copy()
    kept[here] = block.kept[places]
    base = replaced(shown.base, here, picked(block.base, places))
    return ShownColumn(base, replaced(shown.after, here, picked(block.after, places)), at >= 0, kept, at)


def _under_cells(shown: ShownColumn, staged: KeyCells, reading: FrameReading, rows: Rows) -> ShownColumn:
    """The same under what was edited cell by cell."""
    place = np.full(reading.rows, -1, np.int64)
    place[rows] = np.arange(len(rows))
    found = ((reading.row_of(item), cell) for item, cell in staged.over.items())
    here = {int(place[row]): cell for row, cell in found if row is not None and row < reading.rows and place[row] >= 0}
    if not here:
        return shown
    at, cells = np.fromiter(here, np.int64, len(here)), list(here.values())
    is_staged, kept = shown.staged.copy(), shown.kept.copy()
    is_staged[at] = True
    kept[at] = [cell.kept_invalid for cell in cells]
    base = replaced(shown.base, at, text_array([cell.base for cell in cells]))
    after = replaced(shown.after, at, text_array([cell.after for cell in cells]))
    return ShownColumn(base, after, is_staged, kept, shown.at)
