"""Keyframes of many videos by a rule: what would change is found beside the window, shown, and staged as shown."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QObject

from controllers.bulk import Bulk
from controllers.bulk_reading import Rows
from controllers.jobs import JobBoard
from controllers.keyframe_rules import CopyFrom, ManyWish
from controllers.lanes import Lanes
from controllers.many_cells import CellPlan, ManyCells
from controllers.many_finding import Found, Reference, Seen, all_by_figures, outcome_of
from controllers.many_lines import ManyTally, Tallying
from controllers.many_videos import Unknown, Video, by_figures
from controllers.open_table import OpenTable
from controllers.video_reading import VideoReading
from domain.schema import Schema
from models.cell_edits import Outcome
from models.frame_times import NO_TIMES, FrameTimes
from models.video_cells import VideoCells, read_video

_AHEAD = 3  # videos opened at once
_BLOCK = 2_000  # videos counted at once on the platform's figures
_TOLD_EVERY = 0.1  # s


class NoReference(Exception):
    """The video to copy from gives nothing to copy."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class ManyPlan:
    """Everything a rule would do, and what it would change."""

    tally: ManyTally
    cells: CellPlan


class KeyframingMany(QObject):
    """Plans and applies one rule after another to one table. A new question, or `drop`, drops the one before."""

    def __init__(
        self,
        table: OpenTable,
        lanes: Lanes,
        schema: Schema,
        reading: VideoReading,
        board: JobBoard | None = None,
    ) -> None:
        super().__init__()
        self.table = table
        self.reading = reading
        self._lanes = lanes
        bulk = Bulk(table, lanes, schema)
        bulk.setParent(self)
        self._cells = ManyCells(bulk, lanes, board)
        self._asked = 0
        self._halt = asyncio.Event()

    def stop_here(self) -> None:
        """Look at no more videos: the plan covers those that were looked at."""
        self._halt.set()

    def drop(self) -> None:
        """Nobody wants the answer any more."""
        self._asked += 1
        self._halt.set()

    async def plan(self, wish: ManyWish, rows: Rows, told: Callable[[ManyTally], None]) -> ManyPlan | None:
        """What the rule would change, told as it comes; None where another question was asked meanwhile.

        Videos that can't be read are lines that say why. Raises NoReference.
        """
        self._asked += 1
        question, self._halt = self._asked, asyncio.Event()
        if not wish.sees_pictures:
            await self.reading.stop_looking()
        videos, others = await self._cells.videos(rows)
        try:
            reference = await self._reference(wish)
        except NoReference:
            if question != self._asked:
                return None
            raise
        collected = _Collected(Tallying(len(videos), others))
        find = self._by_files if wish.reads_files else self._by_figures
        halt = self._halt
        last = 0.0
        async with aclosing(find(wish, videos, reference, halt)) as blocks:
            async for block in blocks:
                if question != self._asked:
                    return None
                collected.take(block)
                now = asyncio.get_running_loop().time()
                if now - last > _TOLD_EVERY:
                    told(collected.tallying.tally())
                    last = now
        if question != self._asked:
            return None
        if halt.is_set():
            await self.reading.stop_looking()
        plan = collected.plan()
        told(plan.tally)
        return plan

    async def apply(self, plan: ManyPlan, title: str) -> Outcome | None:
        """Stage exactly what the plan says, as one step to undo; None, and nothing done, where a video moved."""
        return await self._cells.apply(plan.cells, title)

    async def _reference(self, wish: ManyWish) -> Reference | None:
        if not isinstance(wish.rule, CopyFrom):
            return None
        row = self.table.frame.row_of(wish.rule.item)
        rows = np.array([] if row is None else [row], np.int64)
        videos, _ = await self._cells.videos(rows)
        if not videos:
            message = "The video to copy from is not in this table any more."
            raise NoReference(message)
        video = videos[0]
        known = by_figures(video) if wish.basis == "platform" else await self.reading.known(video, wish)
        if isinstance(known, Unknown):
            message = f'"{video.name}" can\'t be copied from. {known.sentence}'
            raise NoReference(message)
        clock = known.times if isinstance(known, Seen) else known
        times = clock if isinstance(clock, FrameTimes) else NO_TIMES
        frames = read_video(video.cells, times, None).numbers.tolist()
        if not frames:
            message = f'"{video.name}" has no keyframes to copy. Choose another video.'
            raise NoReference(message)
        return Reference(frames, clock)

    async def _by_figures(
        self, wish: ManyWish, videos: Sequence[Video], reference: Reference | None, halt: asyncio.Event
    ) -> AsyncGenerator[Sequence[Found]]:
        for start in range(0, len(videos), _BLOCK):
            if halt.is_set():
                return
            yield await self._lanes.compute(all_by_figures, wish, videos[start : start + _BLOCK], reference)

    async def _by_files(
        self, wish: ManyWish, videos: Sequence[Video], reference: Reference | None, halt: asyncio.Event
    ) -> AsyncGenerator[Sequence[Found]]:
        """In the order of the rows, the next ones being opened meanwhile."""
        halted = asyncio.ensure_future(halt.wait())
        waiting: list[asyncio.Task[Found]] = []
        coming = iter(videos)
        try:
            while True:
                while len(waiting) < _AHEAD and (video := next(coming, None)) is not None:
                    waiting.append(asyncio.ensure_future(self._look(wish, video, reference)))
                if not waiting:
                    return
                await asyncio.wait((waiting[0], halted), return_when=asyncio.FIRST_COMPLETED)
                if halted.done():
                    return
                yield [waiting.pop(0).result()]
        finally:
            halted.cancel()
            for task in waiting:
                task.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)
            await asyncio.gather(halted, return_exceptions=True)

    async def _look(self, wish: ManyWish, video: Video, reference: Reference | None) -> Found:
        known = Unknown(video.trouble) if video.trouble else await self.reading.known(video, wish)
        return await self._lanes.compute(outcome_of, wish, video, known, reference)


class _Collected:
    """What was found so far."""

    def __init__(self, tallying: Tallying) -> None:
        self.tallying = tallying
        self._rows: list[int] = []
        self._before: list[VideoCells] = []
        self._after: list[VideoCells] = []

    def take(self, block: Sequence[Found]) -> None:
        for found in block:
            self.tallying.add(found.line)
            if found.line.state == "changed":
                self._rows.append(found.line.row)
                self._before.append(found.before)
                self._after.append(found.after)

    def plan(self) -> ManyPlan:
        tally = self.tallying.tally(ended=True)
        return ManyPlan(tally, CellPlan(np.array(self._rows, np.int64), self._before, self._after))
