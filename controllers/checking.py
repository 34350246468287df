"""Checks the table in front while a person works: after it is loaded, after edits, and only what moved."""

import asyncio
import time
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject, Signal

from controllers.jobs import Job, JobBoard, Tasks
from controllers.lanes import Lanes
from controllers.open_table import OpenTable
from controllers.pausing import pause
from controllers.session import Session
from domain.schema import Schema
from models.arrow import ArrowArray, in_pieces
from models.arrow_page import UNREADABLE
from models.checking import CheckedColumn, check_column, rechecked
from models.column_spec import ColumnSpec
from models.data_frame import column_values
from models.findings import Report, Rows, report, unreadable_rows
from models.frame_reading import FrameReading
from models.key_cells import KeyCells
from models.shown_column import shown_column
from models.staged import StagedEdits
from models.touched import Touched

SOON = 0.2  # s without a change before a check begins
RESTS = 4  # times as long as the last round took is waited before the next: a push moves items all the time
LONGEST_REST = 5.0  # s
LONG = 4_000_000  # values; a check of more is shown as a job that can be cancelled


class Checking(QObject):
    """What is wrong with one table. `report` is None until the first check is over; `stopped` when it was cancelled."""

    changed = Signal()
    """The report, or how far the check is, has moved."""

    def __init__(
        self,
        lanes: Lanes,
        board: JobBoard,
        tasks: Tasks,
        staged: StagedEdits,
        session: Session,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._board = board
        self._tasks = tasks
        self._staged = staged
        self._session = session
        self.table: OpenTable | None = None
        self.report: Report | None = None
        self.running = False
        self.stopped = False
        self.done = self.total = 0
        self._question = 0
        self._columns: dict[str, CheckedColumn] = {}
        self._moved = np.zeros(0, np.bool_)
        """The rows that moved since they were checked."""
        self._edited_much = False
        self._gather = False
        self._edited_keys: frozenset[str] = frozenset()
        self._rest = 0.0
        self.awake = False
        """Whether a check is under way or about to begin."""
        self._changes = 0
        self._task: asyncio.Task[None] | None = None
        staged.changed.connect(self._note_edited)

    def watch(self, table: OpenTable | None) -> None:
        """Check this table from now on, and no other."""
        if table is self.table:
            return
        if self.table is not None:
            self._connect(self.table, follow=False)
        self.table = table
        self._forget()
        if table is not None:
            self._connect(table, follow=True)
        self.changed.emit()

    def check_again(self) -> None:
        """Begin anew, as after the check was cancelled."""
        self._forget()
        self.changed.emit()

    def _connect(self, table: OpenTable, *, follow: bool) -> None:
        pairs = [
            (table.state_changed, self._check_soon),
            (table.confirmed_moved, self._note_moved),
            *((signal, self._check_soon) for signal in (table.table.rowsInserted, table.table.columnsInserted)),
            *((signal, self._check_soon) for signal in (table.table.columnsRemoved, table.table.modelReset)),
        ]
        for signal, slot in pairs:
            if follow:
                signal.connect(slot)
            else:
                signal.disconnect(slot)

    def _forget(self) -> None:
        self._question += 1
        self.report, self.stopped, self._gather = None, False, True
        self._columns, self._moved = {}, self._moved[:0]
        self._check_soon()

    def _note_edited(self, items: AbstractSet[str]) -> None:
        if isinstance(items, Touched):
            self._edited_much = True
            self._check_soon()
        else:
            self._note_moved(items)

    def _note_moved(self, items: AbstractSet[str]) -> None:
        if self.table is None:
            return
        rows = [row for row in map(self.table.frame.row_of, items) if row is not None]
        if len(self._moved) < self.table.frame.rows:
            more = np.zeros(self.table.frame.rows - len(self._moved), np.bool_)
            self._moved = np.concatenate([self._moved, more])
        self._moved[rows] = True
        self._check_soon()

    def _check_soon(self) -> None:
        self._changes += 1
        if not self.awake and not self.stopped and self.table is not None:
            self.awake = True
            self._task = self._tasks.spawn(self._keep_up())

    # one round after the other, until nothing is out of date

    async def _keep_up(self) -> None:
        try:
            while not self.stopped and await self._is_quiet():
                if self.table is None or self.table.loading or self.stopped or not self._is_behind():
                    break
                self.running = True
                began = time.monotonic()
                again = await self._round(self.table, self._question)
                self._rest = min(RESTS * (time.monotonic() - began), LONGEST_REST) if again else 0.0
                self.running = False
        finally:
            self.running = self.awake = False
            self.changed.emit()

    async def _is_quiet(self) -> bool:
        """Wait until nothing has changed for a moment; whether there still is a table then."""
        changes, wait = -1, max(SOON, self._rest)
        while changes != self._changes:
            changes = self._changes
            await pause(self._task, wait)
            wait = SOON
        return self.table is not None

    def _is_behind(self) -> bool:
        return self._gather or self._edited_much or bool(self._moved.any()) or bool(self._to_check())

    def _to_check(self) -> list[ColumnSpec]:
        """The keys that were never checked as they are now: another type, more rows, or new."""
        if self.table is None:
            return []
        rows, known = self.table.frame.rows, self._columns
        specs = [spec for spec in self.table.table.columns if spec.editable]
        return [
            spec
            for spec in specs
            if (column := known.get(spec.name)) is None or column.field != spec.field or len(column.marks) != rows
        ]

    async def _round(self, table: OpenTable, question: int) -> bool:
        """Check what is out of date; gives whether that was only some rows."""
        self._forget_edited()
        specs = self._to_check()
        job = self._job(table, len(specs))
        try:
            if specs:
                await self._check(table, specs, question, job)
            if question == self._question and self._moved.any():
                await self._check_moved(table, question)
            if question == self._question and not self.stopped:
                await self._report(table, question)
        finally:
            if job is not None:
                job.finish()
        return not specs

    def _job(self, table: OpenTable, keys: int) -> Job | None:
        self.done, self.total = 0, keys
        self.changed.emit()
        if table.frame.rows * keys <= LONG:
            return None
        return self._board.start(f"Checking {table.title}", "keys", keys)

    async def _check(self, table: OpenTable, specs: Sequence[ColumnSpec], question: int, job: Job | None) -> None:
        for spec in specs:
            column = column_values(table.frame, self._staged, spec)
            checked = await self._lanes.compute(check_column, column)
            if question != self._question:
                return
            self._columns[spec.name] = checked
            self.done += 1
            if job is not None:
                job.advance(1)
                if job.cancelled:
                    self.stopped = True
                    return
            self.changed.emit()

    async def _check_moved(self, table: OpenTable, question: int) -> None:
        """Check the rows again that moved, under every key."""
        rows, self._moved = np.flatnonzero(self._moved), self._moved[:0]
        staged = {key: self._staged.column(key).copy() for key in self._columns}
        again = _Again(table.frame.reading(), rows, dict(self._columns), staged)
        checked = await self._lanes.compute(_rechecked, again)
        if question == self._question:
            self._columns.update(checked)

    def _forget_edited(self) -> None:
        """Where very many cells were edited, forget the keys in which they may be; those are checked whole."""
        keys, before = frozenset(self._staged.keys), self._edited_keys
        self._edited_keys = keys
        if self._edited_much:
            self._edited_much = False
            self._columns = {k: c for k, c in self._columns.items() if k not in keys | before}

    async def _report(self, table: OpenTable, question: int) -> None:
        self._gather = False
        frame, order = table.frame, [spec.name for spec in table.table.columns if spec.name in self._columns]
        came_so = await self._lanes.compute(_came_unreadable, frame.pieces(UNREADABLE))
        unreadable = [row for row in came_so.tolist() if frame.unreadable(row) is not None]
        known = [self._columns[key] for key in order if key in self._columns]  # some may be forgotten meanwhile
        columns = [column for column in known if len(column.marks) == frame.rows]
        made_of = _Gathering(columns, unreadable, frame.rows, table.gone, self._session.schema)
        found = await self._lanes.compute(_gathered, made_of)
        if question == self._question:
            self.report = found
            self.changed.emit()


@dataclass(frozen=True, slots=True, eq=False)
class _Again:
    """Rows to be checked again under every key that was checked, and what they show."""

    reading: FrameReading
    rows: Rows
    columns: Mapping[str, CheckedColumn]
    staged: Mapping[str, KeyCells]


def _rechecked(again: _Again) -> dict[str, CheckedColumn]:
    checked: dict[str, CheckedColumn] = {}
    for key, column in again.columns.items() if len(again.rows) else ():
        if len(column.marks) > again.rows[-1]:
            shown = shown_column(again.reading, again.staged[key], key, again.rows)
            checked[key] = rechecked(column, again.rows, shown.after)
    return checked


def _came_unreadable(pieces: Sequence[tuple[int, ArrowArray | None]]) -> Rows:
    return unreadable_rows(in_pieces(pieces))


@dataclass(frozen=True, slots=True, eq=False)
class _Gathering:
    """What a report is made of: checked columns, rows that cannot be read, and those that are no items any more."""

    columns: Sequence[CheckedColumn]
    unreadable: Sequence[int]
    rows: int
    gone: Rows
    schema: Schema


def _gathered(made_of: _Gathering) -> Report:
    """What was found in the items that are still on the platform."""
    gone, columns = made_of.gone, made_of.columns
    here = [column.without(gone) for column in columns] if len(gone) else columns
    unreadable = np.setdiff1d(np.array(made_of.unreadable, np.int64), gone)
    return report(here, unreadable, made_of.rows, made_of.schema, gone=len(gone))
