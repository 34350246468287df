"""What 1,000,000 keyframes of one video cost the window's thread: read, shown, filtered, tagged, undone, mended.

python -m benchmarks.keyframes
"""

import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, cast

import qasync
from PySide6.QtWidgets import QApplication

from benchmarks.report import Figure, Report
from controllers.garbage import GarbageCollection
from controllers.jobs import Tasks
from controllers.keyframing import track_of
from controllers.lanes import Lanes
from controllers.open_table import OpenTable
from domain.schema import EMPTY_SCHEMA
from models.arrow_page import arrow_page
from models.frame_times import steady
from models.journal import Journal
from models.keyframe_track import KeyframeTrack
from models.staged import StagedEdits
from ui.timeline.keyframe_list import KeyframeListPane

MANY = 1_000_000
WORST = 50.0  # ms
EVEN = str(list(range(0, 2 * MANY, 2)))
WRONG = json.dumps([*range(MANY // 2), *("7" for _ in range(1_000)), *range(MANY // 2)])


class Watched:
    """The longest the window's thread is busy in one turn of its loop, in milliseconds of processor time."""

    def __init__(self) -> None:
        self.worst = 0.0
        self.on = True

    async def run(self) -> None:
        before = time.thread_time()
        while self.on:
            await asyncio.sleep(0)
            now = time.thread_time()
            self.worst, before = max(self.worst, (now - before) * 1e3), now


class Desk:
    """A video with a million keyframes, and one whose list has text among them and everything twice."""

    def __init__(self, home: Path) -> None:
        self.journal = Journal.open(home / "journal.sqlite")
        self.lanes, self.tasks = Lanes(), Tasks()
        self.table = OpenTable("folder", "folder", "Folder", StagedEdits(self.journal, "local"), EMPTY_SCHEMA)
        spelt = {"keyframes": f"{EVEN}\0{WRONG}".encode()}
        facts = {"uuid": ["even", "wrong"], "name": ["even.mp4", "wrong.mp4"], "item_type": ["VIDEO", "VIDEO"]}
        self.table.table.append(arrow_page(facts, spelt, [None, None]))
        self.pane = KeyframeListPane(self.lanes, self.tasks)
        self.pane.resize(280, 640)
        self.pane.show()
        self.figures: list[Figure] = []

    def track(self, item: str) -> KeyframeTrack:
        track = track_of(self.table, item, self.lanes, self.tasks)
        track.show_times(steady(2 * MANY + 1, 25))
        return track

    async def tell(self, what: str, act: Callable[[], object], met: Callable[[], bool]) -> None:
        """Do something, and wait until it is there."""
        watched, start = Watched(), time.perf_counter()
        watching = asyncio.ensure_future(watched.run())
        await asyncio.sleep(0)
        act()
        async with asyncio.timeout(300):
            while not met():
                await asyncio.sleep(0.001)
        took = time.perf_counter() - start
        await asyncio.sleep(0.1)
        watched.on = False
        await watching
        kept = watched.worst < WORST
        beside = f"done after {took:.2f} s"
        self.figures.append(Figure(what, f"{watched.worst:.1f} ms", beside, f"under {WORST:.0f} ms", kept))

    def close(self) -> None:
        self.pane.close()
        self.lanes.close()
        self.journal.close()


async def story(home: Path) -> tuple[Figure, ...]:
    """Everything a person does to them, one after the other."""
    desk = Desk(home)
    pane, undo = desk.pane, desk.table.undo
    track = desk.track("even")
    await desk.tell("open the video", track.refresh, lambda: len(track.numbers) == MANY)
    await desk.tell("show the list", lambda: pane.show_track(track), lambda: pane.model.total == MANY)
    await desk.tell("filter it", lambda: pane.filter.setText("12"), lambda: pane.model.rowCount() < MANY)
    pane.filter.clear()
    await desk.tell("tag one frame", lambda: track.tag([1]), lambda: len(track.numbers) == MANY + 1)
    await desk.tell("undo it", undo.undo, lambda: len(track.numbers) == MANY)
    await desk.tell("select all", pane.rows.selectAll, lambda: len(pane.rows.selected) == MANY)
    await desk.tell("move all by one frame", lambda: track.move(track.numbers, 1), lambda: track.numbers[0] == 1)
    text = ", ".join(map(str, range(0, MANY, 2)))
    await desk.tell("paste half a million", lambda: pane.paste(text), lambda: len(track.numbers) > MANY)
    pane.show_track(None)
    track.deleteLater()  # the window has one video open at a time
    await asyncio.sleep(0.1)
    wrong = desk.track("wrong")
    pane.show_track(wrong)
    await desk.tell("open one with problems", wrong.refresh, lambda: len(wrong.problems) == 2)
    await desk.tell("mend it", wrong.repair, lambda: not wrong.problems)
    desk.close()
    return (*desk.figures, _naive())


def _naive() -> Figure:
    """What tagging one frame takes where the window does it itself."""
    start = time.thread_time()
    frames = {*json.loads(EVEN), 1}
    text = json.dumps(sorted(frames))
    taken = (time.thread_time() - start) * 1e3
    what = "to read and write them once for one tag, on the window's own thread"
    return Figure(what, f"{taken:.0f} ms", f"{len(text) / 1e6:.1f} MB")


def measure() -> Report:
    """Processor time of the window's thread, which is its time on a machine that does nothing else."""
    app = QApplication.instance() or QApplication([])
    loop = cast("asyncio.AbstractEventLoop", qasync.QEventLoop(app, already_running=False))
    asyncio.set_event_loop(loop)
    with tempfile.TemporaryDirectory() as home:
        told: Coroutine[Any, Any, tuple[Figure, ...]] = story(Path(home))
        garbage = GarbageCollection()  # as the window has it
        garbage.leave_out()
        figures = loop.run_until_complete(told)
        garbage.end()
    title = f"{MANY:,} keyframes of one video: the longest the window's thread is busy at a stretch"
    return Report("keyframes", title, figures)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.exit(measure().print())
