"""How a gesture reaches the table: at once where it is small; a large one beside the window, which stays free."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar

import numpy as np
from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from controllers.jobs import Tasks
from controllers.lanes import Lanes
from controllers.open_table import OpenTable
from controllers.selected import Values, values_of
from controllers.staging import stage
from models.cell_edits import Accepted, Outcome
from models.column_edit import ColumnEdit
from models.metadata_table import MetadataTable
from ui.grid.targets import Rows, Target

MOST_AT_ONCE = 2_000
"""Cells a gesture changes without giving the window time in between."""

Plan: TypeAlias = Callable[[], Sequence[ColumnEdit]]
"""What a gesture will change; over values as they were, so any thread may ask."""
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Background:
    """What large gestures are done with."""

    table: OpenTable
    lanes: Lanes
    tasks: Tasks


class Changing(QObject):
    """Changes the cells of one table for all its gestures. `background` comes when the table stands in a window."""

    said = Signal(str)
    """What happened, as a sentence."""

    def __init__(self, table: MetadataTable, parent: QObject) -> None:
        super().__init__(parent)
        self.table = table
        self.background: Background | None = None

    def is_large(self, cells: int) -> bool:
        """Whether a gesture over so many cells is done beside the window."""
        return self.background is not None and cells > MOST_AT_ONCE

    def values(self, target: Target, size: int) -> Values:
        """What some cells hold now, as a question a gesture over `size` cells may ask of any thread."""
        return values_of(self.table, target.spec, target.rows, at_once=not self.is_large(size))

    def values_at(self, column: int, rows: Rows, size: int) -> Values:
        """The same for frame rows of a column, which need not be one that can be edited."""
        return values_of(self.table, self.table.column(column), rows, at_once=not self.is_large(size))

    def change(
        self, size: int, title: str, plan: Plan, nothing: str = "", told: Callable[[int], str] | None = None
    ) -> None:
        """Make what is planned one step to undo. `nothing` is said where nothing is planned, `told` what was done."""
        self.work(size, plan, lambda edits: self.keep(size, title, edits, nothing, told))

    def work(self, size: int, question: Callable[[], T], then: Callable[[T], None]) -> None:
        """Answer a question, in a lane where it is about many cells, and go on with the answer here."""
        if self.background is None or not self.is_large(size):
            then(question())
        else:
            self.said.emit(self.tr("Working on %s cells…") % f"{size:,}")
            self.background.tasks.spawn(self._work(self.background, question, then))

    def keep(
        self,
        size: int,
        title: str,
        edits: Sequence[ColumnEdit],
        nothing: str = "",
        told: Callable[[int], str] | None = None,
        *,
        keep_invalid: bool = False,
    ) -> None:
        """Stage edits as one step, and say what became of them; `keep_invalid` keeps what breaks the schema."""
        there = [edit for edit in each_key_once(edits) if len(edit.rows)]
        if not there:
            self.said.emit(nothing)
        elif self.background is None or not self.is_large(size):
            self._tell(self.table.edits.set_columns(there, title, keep_invalid=keep_invalid), told)
        else:
            self.background.tasks.spawn(
                self._stage(self.background, title, there, told or self._counted, keep_invalid=keep_invalid)
            )

    async def _work(self, background: Background, question: Callable[[], T], then: Callable[[T], None]) -> None:
        answer = await background.lanes.compute(question)
        if isValid(background.table) and isValid(self):  # the tab may have been closed meanwhile
            then(answer)

    async def _stage(
        self,
        background: Background,
        title: str,
        edits: Sequence[ColumnEdit],
        told: Callable[[int], str],
        *,
        keep_invalid: bool,
    ) -> None:
        if not isValid(background.table):
            return
        outcome = await stage(background.table, background.lanes, title, edits, keep_invalid=keep_invalid)
        if isValid(self):
            self._tell(outcome, told)

    def _counted(self, count: int) -> str:
        return self.tr("%s cells changed.") % f"{count:,}"

    def _tell(self, outcome: Outcome, told: Callable[[int], str] | None) -> None:
        if not isinstance(outcome, Accepted):
            self.said.emit(outcome.reason)
        elif told is not None:
            self.said.emit(told(outcome.count))
        elif outcome.note:
            self.said.emit(outcome.note)


def each_key_once(edits: Sequence[ColumnEdit]) -> list[ColumnEdit]:
    """The same edits with those of one key joined; of two edits of one cell the later counts."""
    by_key: dict[str, list[ColumnEdit]] = {}
    for edit in edits:
        by_key.setdefault(edit.key, []).append(edit)
    return [same[0] if len(same) == 1 else _joined(key, same) for key, same in by_key.items()]


def _joined(key: str, edits: Sequence[ColumnEdit]) -> ColumnEdit:
    cells = {row: cell for edit in edits for row, cell in zip(edit.rows.tolist(), edit.cells, strict=True)}
    return ColumnEdit(key, np.array(list(cells), np.int64), list(cells.values()))
