"""The sampling plan of many videos: how many frames the platform takes in, now and then, before anything changes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from PySide6.QtCore import QObject

from controllers.bulk import Bulk
from controllers.bulk_reading import Rows
from controllers.jobs import JobBoard
from controllers.lanes import Lanes
from controllers.many_cells import CellPlan, ManyCells
from controllers.many_lines import State
from controllers.many_videos import Steady, Unknown, Video, by_figures
from controllers.open_table import OpenTable
from domain.frame_metadata import read_frames
from domain.sampling import Mode, SamplingPlan, imported_frames, read_plan, with_plan
from domain.schema import Schema
from models.cell_edits import Outcome
from models.frame_times import NO_TIMES, FrameTimes, steady
from models.video_cells import VideoCells, read_video

_BLOCK = 2_000  # videos counted at once


@dataclass(frozen=True, slots=True)
class SamplingWish:
    """What of the plans shall change; None leaves it as it is on each video. `rate`: samples a second."""

    rate: float | None = None
    mode: Mode | None = None

    def of(self, plan: SamplingPlan) -> SamplingPlan:
        """The plan of one video then."""
        return SamplingPlan(plan.rate if self.rate is None else self.rate, self.mode or plan.mode)


@dataclass(frozen=True, slots=True)
class SamplingLine:
    """What would become of one video: how many of its frames are imported now and then, None where nobody knows."""

    row: int
    name: str
    frames: int | None
    duration: float | None
    keyframes: int
    now: int | None
    then: int | None
    plan: SamplingPlan
    state: State = "same"
    remark: str = ""


@dataclass(frozen=True, slots=True)
class SamplingTally:
    """All videos that were counted; `total` is how many there are, `unknown` those the platform knows too little of."""

    lines: Sequence[SamplingLine]
    total: int
    others: int
    changed: int = 0
    left: int = 0
    unknown: int = 0
    now: int = 0
    then: int = 0

    @property
    def ended(self) -> bool:
        """Whether every video was counted."""
        return len(self.lines) == self.total


@dataclass(frozen=True, slots=True)
class PlannedSampling:
    """What would change, and what it comes to."""

    tally: SamplingTally
    cells: CellPlan


class SamplingMany(QObject):
    """Counts and applies sampling plans. A new question, or `drop`, drops the one before."""

    def __init__(self, table: OpenTable, lanes: Lanes, schema: Schema, board: JobBoard | None = None) -> None:
        super().__init__()
        self._lanes = lanes
        bulk = Bulk(table, lanes, schema)
        bulk.setParent(self)
        self._cells = ManyCells(bulk, lanes, board)
        self._asked = 0

    def drop(self) -> None:
        """Nobody wants the answer any more."""
        self._asked += 1

    async def plan(
        self, wish: SamplingWish, rows: Rows, told: Callable[[SamplingTally], None]
    ) -> PlannedSampling | None:
        """What the wish comes to, told as it is counted; None where another question was asked meanwhile."""
        self._asked += 1
        question = self._asked
        videos, others = await self._cells.videos(rows)
        lines: list[SamplingLine] = []
        changed: list[tuple[Video, VideoCells]] = []
        tally = SamplingTally((), len(videos), others)
        for start in range(0, len(videos), _BLOCK):
            block = videos[start : start + _BLOCK]
            counted = await self._lanes.compute(count_all, wish, block)
            if question != self._asked:
                return None
            lines += [line for line, _ in counted]
            both = zip(block, counted, strict=True)
            changed += [(video, after) for video, (line, after) in both if line.state == "changed"]
            tally = _with(tally, tuple(lines), [line for line, _ in counted])
            told(tally)
        if question != self._asked:
            return None
        if not videos:
            told(tally)
        rows_changed = np.array([video.row for video, _ in changed], np.int64)
        cells = CellPlan(rows_changed, [video.cells for video, _ in changed], [after for _, after in changed])
        return PlannedSampling(tally, cells)

    async def apply(self, planned: PlannedSampling, title: str) -> Outcome | None:
        """Stage exactly what was shown, as one step to undo; None, and nothing done, where a video moved."""
        return await self._cells.apply(planned.cells, title)


def count_all(wish: SamplingWish, videos: Sequence[Video]) -> list[tuple[SamplingLine, VideoCells]]:
    """What a wish comes to for each video, and what it would hold. For a lane."""
    return [_count(wish, video) for video in videos]


def _count(wish: SamplingWish, video: Video) -> tuple[SamplingLine, VideoCells]:
    plan = read_plan(video.cells.encord)
    wanted = wish.of(plan)
    after, trouble = _after(plan, wanted, video)
    known = by_figures(video)
    before = read_video(video.cells, _times(known, plan), None).numbers.tolist()
    line = SamplingLine(video.row, video.name, video.frames, video.duration, len(before), None, None, plan)
    if isinstance(known, Steady):
        now = _imported(plan, known, before)
        # With another mode the names under `$encord` mean other frames.
        then = before if wanted.mode == plan.mode else read_video(after, _times(known, wanted), None).numbers.tolist()
        line = replace(line, frames=known.frames, duration=known.duration, now=now)
        line = replace(line, then=now if after == video.cells else _imported(wanted, known, then))
    if trouble:
        return replace(line, state="left", remark=trouble), after
    if after == video.cells:
        return line, after
    return replace(line, state="changed", remark=_remark(line, video, wanted)), after


def _after(plan: SamplingPlan, wanted: SamplingPlan, video: Video) -> tuple[VideoCells, str]:
    """What a video would hold, and why it is left alone if it is."""
    if video.trouble:
        return video.cells, video.trouble
    try:
        encord = video.cells.encord
        after = encord if wanted == plan else with_plan(encord, wanted)
    except ValueError as problem:
        return video.cells, str(problem)
    return VideoCells(video.cells.keyframes, after), ""


def _imported(plan: SamplingPlan, known: Steady, keyframes: Sequence[int]) -> int:
    return imported_frames(plan, known.frames, known.duration, keyframes)


def _remark(line: SamplingLine, video: Video, wanted: SamplingPlan) -> str:
    named = len(read_frames(video.cells.encord)) if wanted.mode != line.plan.mode else 0
    if not named:
        return ""
    what = "seconds" if wanted.mode == "seconds" else "frame numbers"
    return f"The names of {named:,} of its frames would be read as {what}; they stay as they are written."


def _times(known: Steady | Unknown, plan: SamplingPlan) -> FrameTimes:
    """Marks in seconds are found at the platform's rate."""
    return steady(known.frames, known.rate) if plan.mode == "seconds" and isinstance(known, Steady) else NO_TIMES


def _with(tally: SamplingTally, lines: Sequence[SamplingLine], new: Sequence[SamplingLine]) -> SamplingTally:
    return replace(
        tally,
        lines=lines,
        changed=tally.changed + sum(line.state == "changed" for line in new),
        left=tally.left + sum(line.state == "left" for line in new),
        unknown=tally.unknown + sum(line.now is None for line in new),
        now=tally.now + sum(line.now or 0 for line in new),
        then=tally.then + sum(line.then or 0 for line in new),
    )
