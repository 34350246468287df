"""Very many keyframes of one video: read and edited beside the window, in order, and nothing lost."""

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QSignalSpy

from controllers.jobs import Tasks
from controllers.keyframing import track_of
from controllers.lanes import Lanes
from controllers.open_table import OpenTable
from domain.metadata import Metadata
from domain.schema import Schema
from models.cell_edits import Accepted
from models.journal import Journal
from models.keyframe_track import KeyframeTrack
from models.staged import StagedEdits
from tests.models.world import SCHEMA, item, page

MANY = 30_000
EVEN = str(list(range(0, 2 * MANY, 2)))


class Desk:
    """One table of one video with very many keyframes, and one with text among them."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.journal = Journal.open(home / "journal.sqlite")
        self.lanes, self.tasks = Lanes(), Tasks()
        self.table = self.opened()
        self.faults: list[BaseException] = []
        self.tasks.failed.connect(self.faults.append)

    def opened(self) -> OpenTable:
        staged = StagedEdits(self.journal, "local")
        staged.restore()
        table = OpenTable("folder", "folder", "Folder", staged, Schema.read(SCHEMA))
        cells = {1: {"keyframes": EVEN}, 2: {"keyframes": EVEN.replace("[0,", '["0",')}, 3: {"keyframes": "[1]"}}
        table.table.append(page(cells, frame_count=3 * MANY))
        return table

    def track(self, number: int = 1) -> KeyframeTrack:
        return track_of(self.table, item(number), self.lanes, self.tasks)

    def close(self) -> None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self.lanes.close()
        self.journal.close()
        assert not self.faults


@pytest.fixture
def desk(tmp_path: Path, qapp: object) -> Iterator[Desk]:
    desk = Desk(tmp_path)
    yield desk
    desk.close()


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not true():
            await asyncio.sleep(0.002)


def test_they_are_read_beside_the_window(desk: Desk) -> None:
    async def story() -> None:
        track = desk.track()
        assert len(track.numbers) == 0
        await until(lambda: track.is_read)
        assert track.numbers.tolist() == list(range(0, 2 * MANY, 2))

    asyncio.run(story())


def test_edits_come_one_after_the_other_and_each_is_a_step_to_undo(desk: Desk) -> None:
    async def story() -> None:
        track = desk.track()
        assert track.tag([1]) == Accepted(0)  # before anything is read
        track.tag([3])
        track.untag([0])
        track.move([3], 2)
        await until(lambda: desk.table.undo.count() == 4 and track.is_read)
        assert track.numbers[:5].tolist() == [1, 2, 4, 5, 6]
        assert (track.cells.keyframes or "").startswith("[1, 2, 4, 5, 6, ")
        for _ in range(4):
            desk.table.undo.undo()
        await until(lambda: track.is_read)
        assert (track.cells.keyframes, track.staged) == (EVEN, False)

    asyncio.run(story())


def test_what_is_staged_is_there_after_a_restart(desk: Desk) -> None:
    async def story() -> None:
        track = desk.track()
        track.replace(np.arange(MANY))
        await until(lambda: desk.table.undo.count() == 1)
        desk.table = desk.opened()
        again = desk.track()
        await until(lambda: again.is_read)
        assert again.staged
        assert again.numbers.tolist() == list(range(MANY))

    asyncio.run(story())


def test_what_is_refused_is_said_and_changes_nothing(desk: Desk) -> None:
    async def story() -> None:
        track = desk.track()
        refused = QSignalSpy(track.refused)
        track.tag([99 * MANY])
        await until(lambda: refused.count() == 1)
        assert "There is no frame" in refused.at(0)[0]
        assert not track.staged

    asyncio.run(story())


def test_problems_among_very_many_stay_and_are_mended(desk: Desk) -> None:
    async def story() -> None:
        track = desk.track(2)
        track.tag([1])
        await until(lambda: track.staged and track.is_read)
        assert [problem.kind for problem in track.problems] == ["text"]
        assert (track.cells.keyframes or "").startswith('["0", 1, 2, 4')
        track.repair()
        await until(lambda: not track.problems)
        assert track.numbers[:3].tolist() == [0, 1, 2]

    asyncio.run(story())


def test_an_edit_of_the_table_meanwhile_is_not_lost(desk: Desk) -> None:
    async def story() -> None:
        track = desk.track()
        await until(lambda: track.is_read)
        track.tag([1])
        column = desk.table.table.column_of("keyframes")
        assert column is not None
        desk.table.table.set_cells([(0, column)], EVEN.replace("[0, ", "[0, 3, "))
        await until(lambda: desk.table.undo.count() == 2 and track.is_read)
        assert track.numbers[:5].tolist() == [0, 1, 2, 3, 4]

    asyncio.run(story())


def test_a_video_of_few_keyframes_that_gets_very_many_and_loses_them(desk: Desk) -> None:
    async def story() -> None:
        track = desk.track(3)
        assert track.numbers.tolist() == [1]
        assert track.replace(np.arange(MANY)) == Accepted(0)
        await until(lambda: len(track.numbers) == MANY)
        track.replace([7])
        await until(lambda: len(track.numbers) == 1)
        assert track.cells.keyframes == "[7]"

    asyncio.run(story())


def test_a_track_let_go_while_it_is_read_is_let_go(desk: Desk) -> None:
    async def story() -> None:
        track = desk.track()
        track.tag([1])
        track.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        await desk.tasks.cancel_all()
        again = desk.track()
        again.refresh()
        again.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        await desk.lanes.compute(lambda: None)
        await asyncio.sleep(0.05)

    asyncio.run(story())


def test_what_the_platform_says_of_a_video_that_is_filtered_out_is_shown(desk: Desk) -> None:
    async def story() -> None:
        track = desk.track(3)
        desk.table.table.set_order(np.array([0]))
        read = Metadata.read('{"keyframes": [4, 5]}')
        assert isinstance(read, Metadata)
        desk.table.accept({item(3): read}, {})
        assert track.numbers.tolist() == [4, 5]

    asyncio.run(story())
