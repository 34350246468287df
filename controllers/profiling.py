"""The profile of one column: asked for, computed beside the window, dropped when another one is asked for."""

import asyncio

from PySide6.QtCore import QObject, Signal

from controllers.jobs import Tasks
from controllers.lanes import Lanes
from controllers.open_table import OpenTable
from controllers.pausing import pause
from controllers.staging import stage
from models.alike import Cluster
from models.cell_edits import Accepted, Outcome
from models.column_spec import ColumnSpec
from models.data_frame import column_values
from models.profile import Profile, profile
from models.repairing import merge_of
from models.staged import StagedEdits

SOON = 0.3  # s after an edit


class Profiling(QObject):
    """What is known of the column that is looked at: `spec` of `table`; `profile` is None until it is computed."""

    changed = Signal()

    def __init__(self, lanes: Lanes, tasks: Tasks, staged: StagedEdits, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._tasks = tasks
        self._staged = staged
        self.table: OpenTable | None = None
        self.spec: ColumnSpec | None = None
        self.profile: Profile | None = None
        self._asked = 0
        self._task: asyncio.Task[None] | None = None
        staged.changed.connect(self._look_again)

    def look_at(self, table: OpenTable | None, spec: ColumnSpec | None) -> None:
        """Look at another column, or at none."""
        if table is self.table and spec == self.spec:
            return
        for old in (self.table,) if self.table is not None and self.table is not table else ():
            old.confirmed_moved.disconnect(self._look_again)
            old.state_changed.disconnect(self._look_again)
        if table is not None and table is not self.table:
            table.confirmed_moved.connect(self._look_again)
            table.state_changed.connect(self._look_again)
        self.table, self.spec, self.profile = table, spec, None
        self.changed.emit()
        self._ask()

    def _look_again(self) -> None:
        self._ask(SOON)

    def _ask(self, delay: float = 0.0) -> None:
        self._asked += 1
        if self.table is not None and self.spec is not None:
            self._task = self._tasks.spawn(self._compute(self.table, self.spec, self._asked, delay))

    async def _compute(self, table: OpenTable, spec: ColumnSpec, asked: int, delay: float) -> None:
        if delay:
            await pause(self._task, delay)
        if asked != self._asked or not table.frame.rows:
            return
        values = column_values(table.frame, self._staged, spec)
        found = await self._lanes.compute(profile, values, table.gone)
        if asked == self._asked:
            self.profile = found
            self.changed.emit()

    async def merge(self, cluster: Cluster) -> Outcome:
        """Give the values of a cluster the one to keep: those that are spelt as they were shown, and no others."""
        table, spec = self.table, self.spec
        if table is None or spec is None:
            return Accepted(0)
        afters = {other.cell: cluster.keep.cell for other in cluster.others}
        values = column_values(table.frame, self._staged, spec).values
        edit = await self._lanes.compute(merge_of, spec.name, values, afters)
        title = f"Merge {len(cluster.others)} spellings in {spec.name}"
        return await stage(table, self._lanes, title, [edit], keep_invalid=True)
