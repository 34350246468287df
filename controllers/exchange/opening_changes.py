"""A colleague's change set over an open table: what can be staged, what is there, what somebody else changed."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from controllers.exchange.records import column_of
from controllers.lanes import Lanes
from controllers.open_table import OpenTable
from domain.changes import ChangeSet
from domain.metadata import Cell, same_value
from domain.schema import Schema
from models.column_edit import ColumnEdit
from models.column_spec import key_column
from models.data_frame import ColumnValues, column_values
from models.staged import StagedEdits

_SLICE = 2_000  # items looked up between two breaths of the window


@dataclass(frozen=True, slots=True)
class Clash:
    """A cell the change set knew otherwise: what it was for them, what it is here, what it shall be."""

    row: int
    key: str
    before: Cell
    here: Cell
    after: Cell


@dataclass(frozen=True, slots=True)
class OpeningPlan:
    """What becomes of a change set in a table: edits to stage, clashes to decide, and what needs nothing.

    `already`: cells that hold the value. `elsewhere`: items of the change set that the table does not show.
    """

    edits: tuple[ColumnEdit, ...]
    clashes: tuple[Clash, ...]
    already: int
    elsewhere: int

    @property
    def count(self) -> int:
        """How many cells can be staged without a question."""
        return sum(len(edit.cells) for edit in self.edits)

    def chosen(self, *, theirs: bool) -> tuple[ColumnEdit, ...]:
        """The edits to stage; `theirs`: where the values clash, those of the change set too."""
        return (*self.edits, *_edits(self.clashes)) if theirs else self.edits


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a change set wants of one key: rows of the frame, what they were, what they shall be."""

    rows: npt.NDArray[np.int64]
    before: Sequence[Cell]
    after: Sequence[Cell]


async def plan_opening(
    changes: ChangeSet, table: OpenTable, staged: StagedEdits, schema: Schema, lanes: Lanes
) -> OpeningPlan:
    """Compare a change set with what the table shows now, staged edits included; nothing is changed."""
    wanted, elsewhere = await _by_key(changes, table)
    edits: list[ColumnEdit] = []
    clashes: list[Clash] = []
    already = 0
    for key, cells in wanted.items():
        values = column_values(table.frame, staged, key_column(key, schema))
        free, clashing = await lanes.compute(_compare, key, cells, values)
        already += len(cells.rows) - len(free.rows) - len(clashing)
        clashes += clashing
        if len(free.rows):
            edits.append(free)
    return OpeningPlan(tuple(edits), tuple(clashes), already, elsewhere)


async def _by_key(changes: ChangeSet, table: OpenTable) -> tuple[Mapping[str, _Wanted], int]:
    found: dict[str, tuple[list[int], list[Cell], list[Cell]]] = {}
    elsewhere = 0
    for start in range(0, len(changes.items), _SLICE):
        for change in changes.items[start : start + _SLICE]:
            row = table.frame.row_of(change.item)
            if row is None:
                elsewhere += 1
                continue
            for key, (before, after) in change.cells.items():
                rows, befores, afters = found.setdefault(key, ([], [], []))
                rows.append(row)
                befores.append(before)
                afters.append(after)
        await asyncio.sleep(0)
    return {key: _Wanted(np.array(rows, np.int64), *cells) for key, (rows, *cells) in found.items()}, elsewhere


def _compare(key: str, wanted: _Wanted, values: ColumnValues) -> tuple[ColumnEdit, list[Clash]]:
    here = column_of(values).at(wanted.rows)
    rows: list[int] = []
    cells: list[Cell] = []
    clashes: list[Clash] = []
    for row, now, before, after in zip(wanted.rows.tolist(), here, wanted.before, wanted.after, strict=True):
        if same_value(now, after):
            continue
        if same_value(now, before):
            rows.append(row)
            cells.append(after)
        else:
            clashes.append(Clash(row, key, before, now, after))
    return ColumnEdit(key, np.array(rows, np.int64), cells), clashes


def _edits(clashes: Sequence[Clash]) -> list[ColumnEdit]:
    by_key: dict[str, list[Clash]] = {}
    for clash in clashes:
        by_key.setdefault(clash.key, []).append(clash)
    return [
        ColumnEdit(key, np.array([clash.row for clash in same], np.int64), [clash.after for clash in same])
        for key, same in by_key.items()
    ]
