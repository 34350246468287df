"""What shall become of the keyframes and the sampling plans of many videos: staged as one step, if nothing moved."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from controllers.bulk import Bulk
from controllers.bulk_reading import Rows, Values
from controllers.jobs import JobBoard
from controllers.lanes import Lanes
from controllers.many_videos import READ, Video, videos_of
from controllers.staging import stage
from domain.keyframes import KEY
from domain.metadata import Cell
from domain.sampling import KEY as ENCORD
from models.cell_edits import Outcome
from models.column_edit import ColumnEdit
from models.video_cells import VideoCells

_KEYS = (KEY, ENCORD)


@dataclass(frozen=True, slots=True)
class CellPlan:
    """Videos by rows of the frame: what each held when it was looked at, and what it shall hold."""

    rows: Rows
    before: Sequence[VideoCells]
    after: Sequence[VideoCells]

    @property
    def edits(self) -> list[ColumnEdit]:
        """The same, key by key, only what changes."""
        return [edit for edit in (self._edit(place) for place in range(len(_KEYS))) if len(edit.rows)]

    def _edit(self, place: int) -> ColumnEdit:
        each = zip(self.rows.tolist(), self.before, self.after, strict=True)
        moved = [(row, _pair(new)[place]) for row, old, new in each if _pair(old)[place] != _pair(new)[place]]
        rows = np.array([row for row, _ in moved], np.int64)
        return ColumnEdit(_KEYS[place], rows, [cell for _, cell in moved], reserved=True)


class ManyCells:
    """Reads the videos of one table, and stages what was planned of them."""

    def __init__(self, bulk: Bulk, lanes: Lanes, board: JobBoard | None) -> None:
        self._bulk = bulk
        self._lanes = lanes
        self._board = board

    async def videos(self, rows: Rows) -> tuple[tuple[Video, ...], int]:
        """The videos among rows of the frame as they are now, and how many rows are none."""
        return await self._lanes.compute(videos_of, await self._bulk.values(READ), rows)

    async def apply(self, plan: CellPlan, title: str) -> Outcome | None:
        """Stage exactly what the plan says, as one step to undo; None, and nothing done, where a video moved.

        What the platform keeps for itself has no type in the schema that could refuse it.
        """
        values = await self._bulk.values(frozenset(f"k:{key}" for key in _KEYS))
        if not await self._lanes.compute(_is_as_before, values, plan):
            return None
        return await stage(self._bulk.table, self._lanes, title, plan.edits, keep_invalid=True, board=self._board)


def _pair(cells: VideoCells) -> tuple[Cell, Cell]:
    return cells.keyframes, cells.encord


def _is_as_before(values: Values, plan: CellPlan) -> bool:
    now = zip(*(values.of(f"k:{key}", plan.rows) for key in _KEYS), strict=True)
    return all(_pair(before) == cells for before, cells in zip(plan.before, now, strict=True))
