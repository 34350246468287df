"""What a person can do to the cells of an open table, one short function a gesture.

Cells are (row, column) of the table as it is shown. Each gesture is one step to undo; it gives `Accepted` (how many
cells changed) or `Rejected` (a sentence why nothing was staged; `invalid` says that it may be kept on purpose).
"""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from controllers.open_table import OpenTable
from domain.keys import warn_key
from domain.metadata import CLEARED, Cell
from models.cell_edits import Accepted, Outcome, Rejected
from models.edits import redo as redo_last
from models.edits import undo as undo_last

Cells: TypeAlias = Iterable[tuple[int, int]]


def set_text(table: OpenTable, cells: Cells, text: str, *, keep_invalid: bool = False) -> Outcome:
    """Give the cells what was typed, read by the schema; `keep_invalid` keeps it although it breaks the schema."""
    return table.table.edit(cells, text, keep_invalid=keep_invalid)


def set_texts(table: OpenTable, texts: Mapping[tuple[int, int], str], *, keep_invalid: bool = False) -> Outcome:
    """Give each cell its own text, as a paste does."""
    return table.table.edit_each(texts, keep_invalid=keep_invalid)


def set_value(table: OpenTable, cells: Cells, cell: Cell, *, keep_invalid: bool = False) -> Outcome:
    """Give the cells a value as JSON text."""
    return table.table.set_cells(cells, cell, keep_invalid=keep_invalid)


def clear(table: OpenTable, cells: Cells) -> Outcome:
    """Empty the cells: the key stays on the item and holds nothing."""
    return table.table.set_cells(cells, CLEARED)


def remove(table: OpenTable, cells: Cells) -> Outcome:
    """Take the keys of the cells off their items."""
    return table.table.set_cells(cells, None)


def add_key(table: OpenTable, key: str) -> Outcome:
    """Show a column for a key; the key reaches the platform with its first value. The note warns of look-alikes."""
    known = table.frame.keys
    try:
        table.table.add_key(key)
    except ValueError as refusal:
        return Rejected(str(refusal))
    return Accepted(0, " ".join(warn_key(key, known)))


def undo(table: OpenTable) -> Outcome:
    """Take the last gesture on this table back."""
    refusal = undo_last(table.undo)
    return Rejected(refusal) if refusal else Accepted(0)


def redo(table: OpenTable) -> Outcome:
    """Do the gesture that was taken back last again."""
    refusal = redo_last(table.undo)
    return Rejected(refusal) if refusal else Accepted(0)
