"""Changing many values at once: what would change is computed beside the window, shown, and then staged as shown."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, TypeAlias

import numpy as np
import pyarrow
from PySide6.QtCore import QObject, Signal

from controllers.bulk_reading import SHOWN, Aim, Block, Rows, Values, compute, inputs
from controllers.lanes import Lanes
from controllers.open_table import OpenTable
from controllers.staging import AT_ONCE, stage
from domain.bulk.operation import Step
from domain.metadata import Cell
from domain.schema import FieldType, Schema
from models.arrow import ArrowArray, in_pieces, present
from models.arrow_page import UNREADABLE
from models.cell_edits import Outcome
from models.column_edit import ArrowCells, ColumnEdit
from models.column_spec import ColumnSpec
from models.data_frame import ColumnValues, column_values
from models.text_arrays import replaced, text_array

_FIRST_BLOCK = 1_024
_LARGEST_BLOCK = 32_768
_REASONS = 5

Pieces: TypeAlias = Sequence[tuple[int, ArrowArray | None]]

_arrow: Any = pyarrow


@dataclass(frozen=True, slots=True)
class Change:
    """One value as it is and as it would be. `row` is a row of the frame."""

    row: int
    name: str
    key: str
    before: Cell
    after: Cell


@dataclass(frozen=True, slots=True)
class Tally:
    """How far a plan is: values looked at and in all, what changes, what is refused and why, and the first changes."""

    seen: int
    total: int
    changes: int = 0
    refused: int = 0
    reasons: tuple[tuple[str, int], ...] = ()
    first: tuple[Change, ...] = ()

    @property
    def unchanged(self) -> int:
        """How many of the values looked at stay as they are."""
        return self.seen - self.changes - self.refused

    @property
    def complete(self) -> bool:
        """Whether every value was looked at."""
        return self.seen == self.total


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything a change would do to the table as it was at `moment`."""

    tally: Tally
    edits: tuple[ColumnEdit, ...]
    moment: int


@dataclass(slots=True)
class _Found:
    """What was found so far, step by step."""

    total: int
    rows: list[list[Rows]]
    cells: list[list[ArrowArray]]
    seen: int = 0
    changes: int = 0
    refused: Counter[str] = field(default_factory=Counter[str])
    first: list[Change] = field(default_factory=list[Change])

    def tally(self) -> Tally:
        """The same to look at."""
        reasons = tuple(self.refused.most_common(_REASONS))
        return Tally(self.seen, self.total, self.changes, self.refused.total(), reasons, tuple(self.first))


class Bulk(QObject):
    """Plans and applies changes of one table. A new question, or `stop`, drops the one before."""

    moved = Signal()
    """The table's values or rows are no more what the last plan saw: ask again."""

    def __init__(
        self, table: OpenTable, lanes: Lanes, schema: Schema, folders: Mapping[str, str] = MappingProxyType({})
    ) -> None:
        super().__init__()
        self.table = table
        self.schema = schema
        self._lanes = lanes
        self._folders = folders
        self._asked = 0
        self._moment = 0
        model = table.table
        for signal in (model.dataChanged, model.modelReset, model.rowsInserted):
            signal.connect(self._move)

    def kind(self, key: str) -> FieldType:
        """The type of a key."""
        return self.schema.field(key)

    def every_row(self) -> Rows:
        """All rows, shown or not."""
        return np.arange(self.table.frame.rows, dtype=np.int64)

    def shown_rows(self) -> Rows:
        """The rows the table shows, from top to bottom."""
        return self.table.frame.order

    def stop(self) -> None:
        """Drop what is being computed."""
        self._asked += 1

    async def plan(self, steps: Sequence[Step], rows: Rows, told: Callable[[Tally], None]) -> Plan | None:
        """What the steps would change, told as it comes; None where another question was asked meanwhile.

        Raises TooSlow where a regular expression runs away.
        """
        self._asked += 1
        question, moment = self._asked, self._moment
        aims = [Aim(step, self.kind(step.key)) for step in steps]
        values = await self.values(inputs(steps))
        found = _Found(len(rows) * len(aims), [[] for _ in aims], [[] for _ in aims])
        above: list[Cell] = [None] * len(aims)
        start, size = 0, _FIRST_BLOCK
        while start < len(rows):
            part = rows[start : start + size]
            for at, aim in enumerate(aims):
                block = await self._lanes.compute(compute, aim, values, part, start, above[at])
                if question != self._asked:
                    return None
                above[at] = block.above
                self._add(found, at, aim, part, block)
            told(found.tally())
            start, size = start + len(part), min(size * 4, _LARGEST_BLOCK)
        edits = await self._lanes.compute(_edits, aims, found)
        return Plan(found.tally(), edits, moment) if question == self._asked else None

    async def values(self, names: frozenset[str]) -> Values:
        """Columns as they are now, "k:" + key and "f:" + fact, in one piece each."""
        columns, frame = self._columns(names), self.table.frame
        reasons, accepted = frame.pieces(UNREADABLE), frame.accepted_rows()
        return Values(await self._lanes.compute(_in_one_piece, columns, reasons, accepted), self._folders)

    def is_current(self, plan: Plan) -> bool:
        """Whether the table is still as the plan saw it."""
        return plan.moment == self._moment

    def items_of(self, plan: Plan) -> int:
        """How many items a plan changes."""
        touched = np.zeros(self.table.frame.rows, np.bool_)
        for edit in plan.edits:
            touched[edit.rows] = True
        return int(np.count_nonzero(touched))

    async def apply(self, plan: Plan, title: str) -> Outcome | None:
        """Stage exactly what the plan says, as one step to undo; None, and nothing done, where the table has moved."""
        if not self.is_current(plan):
            return None
        return await stage(self.table, self._lanes, title, plan.edits)

    def _move(self) -> None:
        self._moment += 1
        self.moved.emit()

    def _columns(self, names: frozenset[str]) -> dict[str, ColumnValues]:
        """The columns as they are now, not copied."""
        frame, staged = self.table.frame, self.table.table.staged
        return {name: column_values(frame, staged, _spec(name)) for name in names}

    def _add(self, found: _Found, at: int, aim: Aim, part: Rows, block: Block) -> None:
        rows = part[block.places]
        found.seen += len(part)
        found.changes += len(rows)
        found.refused.update(block.refused)
        found.rows[at].append(rows)
        found.cells[at].append(block.cells)
        room = SHOWN - len(found.first)
        for row, (before, after) in zip(rows[:room].tolist(), block.first, strict=False):
            found.first.append(Change(row, self.table.frame.name(row), aim.step.key, before, after))


def _spec(name: str) -> ColumnSpec:
    kind, _, word = name.partition(":")
    return ColumnSpec("fact" if kind == "f" else "key", word, word)


def _in_one_piece(columns: Mapping[str, ColumnValues], reasons: Pieces, accepted: Rows) -> dict[str, ArrowArray]:
    """Columns without seams: taking from many pieces is a hundred times slower. For a lane."""
    made = {name: _joined(column.values) for name, column in columns.items()}
    if any(array is not None and len(present(array)) for _, array in reasons):
        # What the platform said anew of an item can be read.
        readable = text_array([None] * len(accepted))
        made[UNREADABLE] = replaced(_joined(in_pieces(reasons)), accepted, readable)
    return made


def _joined(column: Any) -> ArrowArray:
    array = _arrow.array(column.array) if hasattr(column, "array") else column
    return array.combine_chunks() if isinstance(array, _arrow.ChunkedArray) else array


def _edits(aims: Sequence[Aim], found: _Found) -> tuple[ColumnEdit, ...]:
    every = zip(aims, found.rows, found.cells, strict=True)
    edits = (ColumnEdit(aim.step.key, np.concatenate(rows), _cells(cells)) for aim, rows, cells in every if rows)
    return tuple(edit for edit in edits if len(edit.rows))


def _cells(parts: Sequence[ArrowArray]) -> Sequence[Cell]:
    array = _arrow.concat_arrays(list(parts))
    return array.to_pylist() if len(array) <= AT_ONCE else ArrowCells(array)
