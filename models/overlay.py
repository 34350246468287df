"""The staged cells of a key as rows of a frame: what filters, sorts and jumps lay over the confirmed values."""

from dataclasses import dataclass

import numpy as np

from models.arrow import ArrowArray
from models.arrow_page import FACT_MARK
from models.key_cells import KeyCells
from models.metadata_frame import MetadataFrame
from models.staged import StagedEdits
from models.staged_block import Items
from models.text_arrays import Rows, joined, picked, text_array


@dataclass(frozen=True, slots=True, eq=False)
class Overlay:
    """Rows with a staged cell, each once, in no order, and the JSON text each shall have; null where it is removed."""

    rows: Rows
    cells: ArrowArray


def overlay(frame: MetadataFrame, staged: StagedEdits, key: str) -> Overlay:
    """What is staged under a key on items of a frame; quick for a million, and later edits do not touch it."""
    cells = staged.column(key)
    found = ((frame.row_of(item), cell.after) for item, cell in cells.over.items())
    over = {row: after for row, after in found if row is not None}
    few = Overlay(np.fromiter(over, np.int64, len(over)), text_array(list(over.values())))
    if cells.block is None:
        return few
    rows = rows_in(cells.block.items, frame)
    here = np.flatnonzero((rows >= 0) & ~cells.out)
    after = picked(cells.block.after, here)
    return (
        Overlay(np.concatenate([rows[here], few.rows]), joined([after, few.cells]))
        if len(few.rows)
        else Overlay(rows[here], after)
    )


def count_in(frame: MetadataFrame, staged: StagedEdits) -> int:
    """How many cells of items of a frame are staged."""
    return sum(_count_in(frame, staged.column(key)) for key in staged.keys)


def _count_in(frame: MetadataFrame, cells: KeyCells) -> int:
    over = sum(frame.row_of(item) is not None for item in cells.over)
    if cells.block is None:
        return over
    return over + int(np.count_nonzero((rows_in(cells.block.items, frame) >= 0) & ~cells.out))


def rows_in(items: Items, frame: MetadataFrame) -> Rows:
    """The row of each item in a frame, -1 where it is not there; what was found is kept for the next time."""
    if items.rows is not None and items.origin is frame.origin:
        return items.rows
    done, rows = items.known_rows.get(frame.origin, (0, np.full(len(items), -1, np.int64)))
    if done < frame.rows:
        places = items.find_all(frame.reading().texts(np.arange(done, frame.rows), f"{FACT_MARK}uuid"))
        rows = rows.copy()
        rows[places[places >= 0]] = np.flatnonzero(places >= 0) + done
        items.known_rows[frame.origin] = (frame.rows, rows)
    return rows
