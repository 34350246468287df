"""One open folder or dataset: its frame, its table, its undo stack, and whether it is still loading."""

import asyncio
import itertools
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from controllers.jobs import Job
from controllers.second_reading import items_of, moved_items, moved_rows
from domain.metadata import Metadata
from domain.schema import Schema
from models.arrow import ArrowTable
from models.metadata_frame import MetadataFrame
from models.metadata_table import MetadataTable
from models.staged import StagedEdits

_NUMBERS = itertools.count(1)
SLICE = 500  # items brought up to date between two breaths of the window


class OpenTable(QObject):
    """What a tab shows. `sentence` says what went wrong, if so; `asked` moves with every question to the platform."""

    state_changed = Signal()
    closed = Signal()
    rows_came = Signal()
    """Items were added, shown or waiting to be filtered."""
    confirmed_moved = Signal(object)
    """A frozenset of items of which the platform says something new."""

    schema_moved = Signal(object)
    """A frozenset of ids of columns that are of another type now."""

    def __init__(
        self, kind: str, uuid: str, title: str, staged: StagedEdits, schema: Schema, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.id = next(_NUMBERS)
        self.kind = kind
        self.uuid = uuid
        self.title = title
        self.frame = MetadataFrame()
        self.undo = QUndoStack(self)
        self.table = MetadataTable(self.frame, staged, schema, self.undo, self)
        self.loading = False
        self.sentence = ""
        self.asked = 0
        self.gone: npt.NDArray[np.int64] = np.empty(0, np.int64)
        """Rows of items the platform has no more: never shown."""
        self._job: Job | None = None
        self._read_again: set[str] | None = None

    @property
    def view_id(self) -> str:
        """The name the layout of its columns is kept under."""
        return f"{self.kind}:{self.uuid}"

    def begin(self) -> int:
        """A new question to the platform: answers to earlier ones are dropped from now on."""
        self.asked += 1
        self._read_again = set() if self.frame.rows else None
        self._say(loading=True, sentence="")
        return self.asked

    def is_current(self, question: int) -> bool:
        """Whether an answer to this question is still wanted."""
        return question == self.asked

    async def take(self, rows: ArrowTable) -> None:
        """Show rows: new items below, and of items that are here what the platform says now."""
        if self._read_again is not None:
            question, moved = self.asked, moved_rows(rows, self.last_edited(items_of(rows)))
            self._read_again.update(items_of(rows))
            for start in range(0, len(moved), SLICE):
                news = moved_items(rows, moved[start : start + SLICE])
                self.table.accept(news.cells, news.facts)
                self.confirmed_moved.emit(frozenset(news.cells))
                await asyncio.sleep(0)
                if not self.is_current(question):
                    return
        if self.table.append(rows):
            self.rows_came.emit()

    def end(self, question: int, sentence: str = "") -> None:
        """The question is answered, or will not be, and `sentence` says why."""
        if self.is_current(question):
            if not sentence and self._read_again is not None:
                self._show_only(self._read_again)
            self._say(loading=False, sentence=sentence)

    def watch(self, job: Job) -> None:
        """The job that fills the table: it is cancelled when another one starts or the tab is closed."""
        self._stop_job()
        self._job = job

    def close(self) -> None:
        """The tab is gone: nothing is wanted any more."""
        self.asked += 1
        self._stop_job()
        self.closed.emit()

    def show_schema(self, schema: Schema) -> None:
        """Show the same items under another schema."""
        before = {spec.id: spec.field for spec in self.table.columns}
        self.table.set_schema(schema)
        now = {spec.id: spec.field for spec in self.table.columns}
        moved = frozenset(name for name in {**before, **now} if before.get(name) is not now.get(name))
        if moved:
            self.schema_moved.emit(moved)

    def accept(self, confirmed: Mapping[str, Metadata], edited_at: Mapping[str, str]) -> None:
        """Show what the platform says now of those items that are here."""
        here = {item: metadata.cells for item, metadata in confirmed.items() if self.frame.row_of(item) is not None}
        if here:
            moved = {item: {"last_edited_at": moment} for item, moment in edited_at.items() if item in here}
            self.table.accept(here, moved)
            self.confirmed_moved.emit(frozenset(here))

    def last_edited(self, items: Sequence[str]) -> dict[str, str]:
        """When the platform said items were edited last; those that are not here are left out."""
        here = [(item, row) for item in items if (row := self.frame.row_of(item)) is not None]
        moments = self.frame.fact_values([row for _, row in here], "last_edited_at")
        return {item: moment for (item, _), moment in zip(here, moments, strict=True) if moment is not None}

    def confirmed(self, item: str) -> Metadata | None:
        """An item's metadata as the platform last confirmed it, in the order of the columns; None if it is not here."""
        row = self.frame.row_of(item)
        if row is None or self.frame.unreadable(row) is not None:
            return None
        return Metadata(self.frame.metadata(row))

    def _show_only(self, items: set[str]) -> None:
        """Items the platform has no more are shown no more; their staged edits stay, and a review says what became."""
        rows = [row for row in map(self.frame.row_of, items) if row is not None]
        there = np.zeros(self.frame.rows, np.bool_)
        there[rows] = True
        self.gone = np.flatnonzero(~there)
        if self.frame.holds_new_rows:
            return  # whoever filters puts them in order
        shown = self.frame.order[there[self.frame.order]]
        there[shown] = False
        order = np.concatenate([shown, np.flatnonzero(there)])
        if len(order) != len(self.frame.order) or len(shown) != len(order):
            self.table.set_order(order)

    def _stop_job(self) -> None:
        if self._job is not None and self._job.running:
            self._job.cancel()

    def _say(self, *, loading: bool, sentence: str) -> None:
        if (loading, sentence) != (self.loading, self.sentence):
            self.loading, self.sentence = loading, sentence
            self.state_changed.emit()
