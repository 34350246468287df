"""Filtering and sorting one open table: what is asked, what is shown, and when it is worked out again."""

import asyncio
import time
from collections.abc import Callable, Coroutine, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Signal

from controllers.arranged_news import Marks, News
from controllers.arranged_question import question_of
from controllers.cell_condition import condition_of_cell
from controllers.column_snapshots import ColumnSnapshots
from controllers.lanes import Lanes
from controllers.open_table import OpenTable
from controllers.pausing import pause
from controllers.settings import Settings
from controllers.wish import NO_WISH, Wish, read_wish
from domain.conditions import Condition
from models.arranging import Question, arranged, values_among
from models.distinct_values import DistinctValues
from models.row_filter import FilterRefused
from wire.cancel import CancelToken

Rows = npt.NDArray[np.int64]
Spawn = Callable[[Coroutine[Any, Any, None]], asyncio.Task[None]]

DEBOUNCE = 0.2  # s without a key before a typed filter is worked out
LOADING_EVERY = 1.0  # s between two times rows that come are filtered, at least
PATIENCE = 0.2  # s until a table that is being edited is looked at again


class Arrangement(QObject):
    """One table's filter and order. Staged edits never move a row by themselves: `outdated` says that they might.

    `may_move` is asked before rows move: while a person types into a cell they wait.
    """

    wish_changed = Signal()
    """What is asked for changed."""
    changed = Signal()
    """What is shown changed, or what is to be said of it: `busy`, `outdated`, `refusal`."""

    def __init__(self, table: OpenTable, lanes: Lanes, spawn: Spawn, settings: Settings | None = None) -> None:
        super().__init__(table)
        self.table = table
        self.wish = read_wish(settings.arrangement(table.view_id)) if settings else NO_WISH
        self.given = ""
        """A sentence about rows handed over by `show_rows`; empty while there are none."""
        self.refusal = ""
        """Why the filter could not be used; what was shown before stays."""
        self.busy = False
        self.outdated = False
        self.may_move: Callable[[], bool] = lambda: True
        self.snapshots = ColumnSnapshots(table, self)
        self._lanes = lanes
        self._spawn = spawn
        self._task: asyncio.Task[None] | None = None
        self._settings = settings
        self._given: Rows | None = None
        self._asked = 0
        self._token = CancelToken()
        self._took = 0.0
        self._worked_out_rows = 0
        self._since = News(table)
        self._awaits_rows = self._refreshes = self._looks = False
        table.closed.connect(self._stop)
        table.rows_came.connect(self._meet_rows)
        table.state_changed.connect(self._meet_state)
        table.table.staged.changed.connect(self._meet_edits)
        table.confirmed_moved.connect(self._meet_confirmed)
        table.schema_moved.connect(self._meet_schema)
        if self.active:
            table.frame.holds_new_rows = True

    # what is so

    @property
    def filters(self) -> bool:
        """Whether rows are left out."""
        return self.wish.filters or self._given is not None

    @property
    def active(self) -> bool:
        """Whether the rows are filtered or sorted."""
        return self.filters or bool(self.wish.sort)

    @property
    def total(self) -> int:
        """How many items there are, filtered or not."""
        return self.table.frame.rows - len(self.table.gone)

    @property
    def shown(self) -> int:
        """How many items are shown."""
        return len(self.table.frame.order)

    def described(self) -> tuple[str, ...]:
        """Every condition in words, with the title of its column."""
        found = self.wish.described({spec.id: spec.title for spec in self.table.table.columns})
        return (*found, self.given) if self.given else found

    # what a person asks

    def set_condition(self, column: str, condition: Condition | None, *, typing: bool = False) -> None:
        """Filter by a column, by its id; while a person is `typing` it is worked out a moment later."""
        self._want(self.wish.with_condition(column, condition), DEBOUNCE if typing else 0.0)

    def add_condition(self, key: str, condition: Condition) -> None:
        """Filter by a metadata key, beside what is filtered already."""
        self.set_condition(f"key:{key}", condition)

    def filter_by_cell(self, row: int, column: int) -> None:
        """Show the items that have the value of one cell, by its shown row and its column."""
        self.set_condition(self.table.table.column(column).id, condition_of_cell(self.table, row, column))

    def set_everywhere(self, condition: Condition | None, *, typing: bool = False) -> None:
        """Show the rows of which any column meets a condition."""
        self._want(replace(self.wish, everywhere=condition), DEBOUNCE if typing else 0.0)

    def sort_by(self, column: str, *, descending: bool | None, add: bool = False) -> None:
        """Sort by a column, by its id: alone, or after what is sorted by; None sorts by it no more."""
        self._want(self.wish.with_sort(column, descending=descending, add=add))

    def sort_no_more(self) -> None:
        """Show the rows in the order they came."""
        self._want(replace(self.wish, sort=()))

    def turn_sort(self, column: str, *, add: bool = False) -> None:
        """What a click on a head means: ascending, then descending, then not at all."""
        self.sort_by(column, descending=self.wish.turned(column), add=add)

    def show_rows(self, rows: Sequence[int] | Rows, sentence: str) -> None:
        """Show only these rows of the frame (of which the conditions still leave some out), and say what they are."""
        self._given, self.given = np.asarray(rows, np.int64), sentence
        self._want(self.wish)

    def clear_filters(self) -> None:
        """Show every row again, in the order there is."""
        self._given, self.given = None, ""
        self._want(Wish(sort=self.wish.sort))

    def apply_again(self) -> None:
        """Filter and sort by the values of now."""
        self._ask()

    async def values_of(self, column: str, most: int = 1000) -> DistinctValues:
        """The values of a column with counts, in the rows the other columns' filters show. Raises FilterRefused."""
        wish = self.wish.with_condition(column, None)
        question = self._question(wish, CancelToken(), more=[column])
        return await self._lanes.compute(values_among, question, column, most)

    # how it is worked out

    def _want(self, wish: Wish, delay: float = 0.0) -> None:
        self.wish = wish
        if self._settings is not None:
            self._settings.save_arrangement(self.table.view_id, wish.written())
        self.wish_changed.emit()
        self._ask(delay)

    def _ask(self, delay: float = 0.0, *, keep: bool = False) -> None:
        """Work out what to show; what was asked before is not wanted any more."""
        self._stop()
        self._token = CancelToken()
        self._task = self._spawn(self._work_out(self._asked, delay, keep=keep))

    def _stop(self) -> None:
        self._token.cancel()
        self._asked += 1

    async def _work_out(self, asked: int, delay: float, *, keep: bool) -> None:
        """Compute the rows and show them, unless something else was asked meanwhile."""
        await pause(self._task, delay)
        if asked != self._asked:
            return
        kept = self._since.rows() if keep else None
        rows, started = self.table.frame.rows, time.monotonic()
        marks = self._since.marks_of(self.wish)
        question = self._question(self.wish, self._token, kept=kept)
        self._say(busy=True, refusal=self.refusal)
        try:
            order = await self._lanes.compute(arranged, question)
        except FilterRefused as refused:
            if asked == self._asked:
                self._say(busy=False, refusal=refused.sentence)
            return
        self._took = time.monotonic() - started
        while asked == self._asked and not self.may_move():
            await pause(self._task, PATIENCE)
        if asked == self._asked:
            self._show(order, rows, None if keep and self.outdated else marks)
            self._say(busy=False, refusal="")
            self._meet_rows()

    def _question(
        self, wish: Wish, token: CancelToken, *, more: Sequence[str] = (), kept: Rows | None = None
    ) -> Question:
        return question_of(self.table, self.snapshots, wish, token, given=self._given, more=more, kept=kept)

    def _show(self, order: Rows, rows: int, marks: Marks | None) -> None:
        frame = self.table.frame
        frame.holds_new_rows = self.active
        if not self.active and rows != frame.rows:  # rows that came meanwhile were held back
            order = np.concatenate([order, np.arange(rows, frame.rows)])
            rows = frame.rows
        self._worked_out_rows = rows
        if not np.array_equal(order, frame.order):
            self.table.table.set_order(order)
        if marks is not None:
            self._since.marks, self._since.confirmed = marks, False
            self.outdated = self._since.marks_of(self.wish) != marks  # edited while it was worked out
        if not self.outdated:
            self._since.forget()

    def _say(self, *, busy: bool, refusal: str) -> None:
        self.busy, self.refusal = busy, refusal
        self.changed.emit()

    # what happens to the table meanwhile

    def _meet_rows(self) -> None:
        """Rows that came are filtered now and then while it loads; at its end the whole is."""
        if self.active and self.table.loading and not self._awaits_rows:
            wait = max(LOADING_EVERY, 5 * self._took) if self._worked_out_rows else 0.0
            self._awaits_rows = True
            self._task = self._spawn(self._filter_new_rows(wait))

    async def _filter_new_rows(self, wait: float) -> None:
        await pause(self._task, wait)
        self._awaits_rows = False
        if self.active and self.table.loading and not self.busy and self._worked_out_rows != self.table.frame.rows:
            self._ask(keep=True)

    def _meet_state(self) -> None:
        """What was read is filtered; after a refresh, edited rows too are looked at again."""
        if self.table.loading:
            self._refreshes = self.table.frame.rows > 0
        elif self.active:
            self._ask(keep=not self._refreshes)

    def _meet_edits(self, items: AbstractSet[str]) -> None:
        """Edits of keys that are asked for count, until they are taken back."""
        if self.active and self._since.marks_of(self.wish) != self._since.marks:
            self._meet_news(items)
        elif self.outdated and not self._since.confirmed:
            self._be_up_to_date()

    def _meet_confirmed(self, items: AbstractSet[str]) -> None:
        self._since.confirmed = self._since.confirmed or self.active
        self._meet_news(items)

    def _meet_schema(self, columns: AbstractSet[str]) -> None:
        if self.active and (self.wish.everywhere is not None or not columns.isdisjoint(self.wish.columns)):
            self._ask()

    def _meet_news(self, items: AbstractSet[str]) -> None:
        """Values changed that count: their rows stay where they are until someone asks."""
        self._since.add(items)
        if self.active and self._since and not self.outdated:
            self.outdated = True
            self.changed.emit()
        if self.outdated and not self._looks:
            self._looks = True
            self._task = self._spawn(self._look_whether_rows_move())

    async def _look_whether_rows_move(self) -> None:
        """A push makes news of every item it took, though what they show is what was sorted: then nothing is said."""
        try:
            while self.outdated and not self.busy and not self.table.loading and not self._token.cancelled:
                await pause(self._task, max(PATIENCE, 5 * self._took))
                seen, marks = (self._asked, self._since.count), self._since.marks_of(self.wish)
                order = await self._lanes.compute(arranged, self._question(self.wish, self._token))
                if seen == (self._asked, self._since.count) and marks == self._since.marks_of(self.wish):
                    if np.array_equal(order, self.table.frame.order):
                        self._since.marks, self._since.confirmed = marks, False
                        self._be_up_to_date()
                    return
        except FilterRefused:
            return
        finally:
            self._looks = False

    def _be_up_to_date(self) -> None:
        self._since.forget()
        self.outdated = False
        self.changed.emit()
