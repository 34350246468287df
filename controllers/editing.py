"""What a person can do to the cells of an open table, one short function a gesture.

Cells are (row, column) of the table as it is shown. Each gesture is one step to undo; it gives `Accepted` (how many
cells changed) or `Rejected` (a sentence why nothing was staged; `invalid` says that it may be kept on purpose).

The gestures whose names end in `_over` take areas instead of cells and may be as large as the table: the window stays
free while they work. They pass over what cannot be edited (facts, items whose metadata cannot be read).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from controllers.lanes import Lanes
from controllers.open_table import OpenTable
from controllers.staging import stage
from domain.keys import warn_key
from domain.metadata import CLEARED, Cell
from models.cell_edits import Accepted, Outcome, Rejected, read_text
from models.column_edit import ColumnEdit, Repeated
from models.edits import redo as redo_last
from models.edits import undo as undo_last
from models.frame_reading import FrameReading
from models.key_cells import KeyCells
from models.shown_column import shown_column
from models.text_arrays import Rows, missing

Cells: TypeAlias = Iterable[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Area:
    """Shown rows and the columns that cross them, as the table numbers both. Areas may overlap."""

    rows: range
    columns: Sequence[int]


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


async def set_text_over(
    table: OpenTable, lanes: Lanes, areas: Sequence[Area], text: str, title: str = "", *, keep_invalid: bool = False
) -> Outcome:
    """Give every cell of the areas what was typed, read by the type of each column."""
    notes: dict[str, None] = {}
    edits: list[ColumnEdit] = []
    for column, rows in _rows_by_column(table, areas).items():
        spec = table.table.column(column)
        reading = read_text(spec, text)
        if reading.problem and not keep_invalid:
            return Rejected(reading.problem, invalid=True)
        notes[reading.note] = None
        edits.append(ColumnEdit(spec.name, rows, Repeated(reading.cell, len(rows))))
    outcome = await stage(table, lanes, title, edits, keep_invalid=keep_invalid)
    return Accepted(outcome.count, "; ".join(filter(None, notes))) if isinstance(outcome, Accepted) else outcome


async def fill_over(
    table: OpenTable, lanes: Lanes, areas: Sequence[Area], cell: Cell, title: str = "", *, keep_invalid: bool = False
) -> Outcome:
    """Give every cell of the areas a value as JSON text; None takes the keys off the items."""
    columns = _rows_by_column(table, areas).items()
    edits = [ColumnEdit(table.table.column(column).name, rows, Repeated(cell, len(rows))) for column, rows in columns]
    return await stage(table, lanes, title, edits, keep_invalid=keep_invalid)


async def fill_down_over(table: OpenTable, lanes: Lanes, areas: Sequence[Area], title: str = "") -> Outcome:
    """Give every cell of the areas the value of the topmost one of its column; a column without one is left alone."""
    edits: list[ColumnEdit] = []
    for column, rows in _rows_by_column(table, areas).items():
        top = min(area.rows[0] for area in areas if column in area.columns and area.rows)
        cell = table.table.cell(top, column)
        if cell not in (None, CLEARED):
            edits.append(ColumnEdit(table.table.column(column).name, rows, Repeated(cell, len(rows))))
    return await stage(table, lanes, title, edits, keep_invalid=True)


async def clear_over(table: OpenTable, lanes: Lanes, areas: Sequence[Area], title: str = "") -> Outcome:
    """Empty the cells of the areas that have a value: their keys stay on the items and hold nothing."""
    edits: list[ColumnEdit] = []
    for column, rows in _rows_by_column(table, areas).items():
        key = table.table.column(column).name
        staged = table.table.staged.column(key).copy()
        there = await lanes.compute(_with_key, table.frame.reading(), staged, key, rows)
        edits.append(ColumnEdit(key, there, Repeated(CLEARED, len(there))))
    return await stage(table, lanes, title, edits)


async def remove_over(table: OpenTable, lanes: Lanes, areas: Sequence[Area], title: str = "") -> Outcome:
    """Take the keys of the areas' columns off the items."""
    return await fill_over(table, lanes, areas, None, title)


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


def _rows_by_column(table: OpenTable, areas: Sequence[Area]) -> dict[int, Rows]:
    """The rows of the frame that the areas cover in each column that can be edited, unreadable items left out."""
    wanted: dict[int, list[range]] = {}
    for area in areas:
        for column in area.columns:
            if table.table.column(column).editable:
                wanted.setdefault(column, []).append(area.rows)
    known: dict[tuple[range, ...], Rows] = {}
    for parts in map(tuple, wanted.values()):
        if parts not in known:
            known[parts] = _readable(table, parts)
    return {column: known[tuple(parts)] for column, parts in wanted.items()}


def _readable(table: OpenTable, parts: Sequence[range]) -> Rows:
    covered = np.zeros(len(table.frame.order), np.bool_)
    for part in parts:
        covered[part.start : part.stop] = True
    rows = table.frame.order[covered]
    broken = table.frame.unreadable_rows()
    return rows if not len(broken) else rows[~np.isin(rows, broken)]


def _with_key(reading: FrameReading, staged: KeyCells, key: str, rows: Rows) -> Rows:
    """Those of the rows that have a key, whatever it holds. For a lane."""
    return rows[~missing(shown_column(reading, staged, key, rows).after)] if len(rows) else rows
