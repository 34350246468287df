"""Keyframes of many videos on a real platform: looked at, staged as shown, stopped, and left alone with a reason."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from controllers import editing
from controllers.bulk_reading import Rows
from controllers.jobs import Tasks
from controllers.keyframe_rules import AtCuts, BestOfScenes, CopyFrom, EveryFrames, EverySeconds, ManyWish
from controllers.keyframing_many import KeyframingMany, ManyPlan, NoReference
from controllers.many_lines import ManyTally, VideoLine
from controllers.many_videos import Unknown
from controllers.open_table import OpenTable
from controllers.video_files import Progress
from controllers.video_reading import VideoReading
from domain.metadata import Cell
from models.cell_edits import Accepted
from tests.controllers.desk import Desk, tell
from tests.faulty_proxy import DropsBefore, FaultyProxy
from tests.local_platform import LocalPlatform
from tests.media.films import Film, write
from tests.media.numbered import number_in
from tests.server.media_files import picture

STEADY, VARYING, BROKEN, NOT_ONE = "steady.mp4", "varying.mp4", "broken.mp4", "picture.png"
GAPS = [40 * frame for frame in range(50)] + [2_000 + 200 * frame for frame in range(50)]
"""Milliseconds: 2 s at 25 frames a second, then 10 s at 5."""


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalPlatform]:
    """A platform with a folder of two videos, one that became unreadable, and a picture."""
    made = tmp_path_factory.mktemp("films")
    paths = [write(made, Film(STEADY)), write(made, Film(VARYING, moments=GAPS, base=Fraction(1, 1000)))]
    paths.append(write(made, Film(BROKEN, moments=range(30))))
    with LocalPlatform(tmp_path_factory.mktemp("platform")) as platform:
        client = platform.client()
        folder = client.create_folder("Films").uuid
        for path in paths:
            client.upload_file(folder, path, item_type="video")
        client.upload_file(folder, picture(made / NOT_ONE), item_type="image")
        client.close()
        (stored,) = (path for path in platform.data_dir.rglob("*") if _is_same(path, paths[2]))
        stored.write_bytes(b"\0" * stored.stat().st_size)
        yield platform


def _is_same(path: Path, other: Path) -> bool:
    return path.is_file() and path.stat().st_size == other.stat().st_size and path.read_bytes() == other.read_bytes()


@dataclass
class Many:
    """The folder in a table, and what gives its videos keyframes."""

    desk: Desk
    table: OpenTable
    reading: VideoReading
    many: KeyframingMany
    told: list[ManyTally]
    progress: list[Progress]

    @property
    def rows(self) -> Rows:
        return np.arange(self.table.frame.rows, dtype=np.int64)

    async def plan(self, wish: ManyWish) -> ManyPlan:
        plan = await self.many.plan(wish, self.rows, self.told.append)
        assert plan is not None
        assert self.told[-1] == plan.tally
        return plan

    async def applies(self, wish: ManyWish) -> int:
        outcome = await self.many.apply(await self.plan(wish), "Rule")
        assert isinstance(outcome, Accepted), outcome
        return outcome.count

    def cell(self, name: str) -> Cell:
        column = self.table.table.column_of("keyframes")
        return None if column is None else self.table.table.cell(self.row(name), column)

    def row(self, name: str) -> int:
        return next(row for row in range(self.table.frame.rows) if self.table.frame.name(row) == name)


def lines(plan: ManyPlan) -> dict[str, VideoLine]:
    return {line.name: line for line in plan.tally.lines}


@pytest.fixture
def line(films: LocalPlatform) -> Iterator[FaultyProxy]:
    """The line to the platform, which may go wrong."""
    with FaultyProxy(films.url) as proxy:
        yield proxy


@pytest.fixture
def story(
    films: LocalPlatform, line: FaultyProxy, tmp_path: Path, qapp: object
) -> Callable[[Callable[[Many], Awaitable[None]]], None]:
    """Tells a story before the open folder."""

    def run(told: Callable[[Many], Awaitable[None]]) -> None:
        async def whole(desk: Desk) -> None:
            await desk.connect(line.url, films.key_file)
            table = await desk.open_first_folder()
            progress: list[Progress] = []
            reading = VideoReading(desk.session, desk.lanes, Tasks(), tmp_path / "data", progress.append)
            many = KeyframingMany(table, desk.lanes, desk.session.schema, reading, desk.board)
            try:
                await told(Many(desk, table, reading, many, [], progress))
            finally:
                many.drop()
                await reading.close()

        tell(tmp_path, whole)

    return run


Story = Callable[[Callable[[Many], Awaitable[None]]], None]


def test_what_is_shown_is_staged_in_one_step_and_what_cannot_be_read_is_left_with_a_reason(story: Story) -> None:
    async def told(here: Many) -> None:
        plan = await here.plan(ManyWish(EverySeconds(2.0)))
        found = lines(plan)
        assert (plan.tally.total, plan.tally.others, plan.tally.left, plan.tally.changed) == (3, 1, 1, 2)
        assert (found[BROKEN].state, found[BROKEN].remark[:22]) == ("left", "This file is not a vid")
        assert plan.tally.keyframes == 8
        assert plan.tally.ended
        assert not plan.tally.stopped
        outcome = await here.many.apply(plan, "Every 2 s")
        assert outcome == Accepted(2)
        assert here.cell(STEADY) == "[0, 50]"
        assert here.cell(VARYING) == "[0, 50, 60, 70, 80, 90]"
        assert here.cell(BROKEN) is None
        assert here.table.undo.count() == 1
        editing.undo(here.table)
        assert here.cell(VARYING) is None

    story(told)


def test_the_platforms_figures_are_quick_and_off_where_the_rate_varies(story: Story) -> None:
    async def told(here: Many) -> None:
        quick = lines(await here.plan(ManyWish(EverySeconds(2.0), basis="platform")))
        exact = lines(await here.plan(ManyWish(EverySeconds(2.0))))
        assert quick[STEADY].samples == exact[STEADY].samples == (0, 50)
        assert exact[VARYING].samples == (0, 50, 60, 70, 80, 90)
        assert quick[VARYING].samples != exact[VARYING].samples
        assert quick[BROKEN].state == "changed"  # nobody looked at the file
        assert here.progress == []

    story(told)


def test_sample_pictures_are_exactly_the_frames_that_were_found(story: Story) -> None:
    async def told(here: Many) -> None:
        line = lines(await here.plan(ManyWish(EveryFrames(33))))[VARYING]
        pictures = await here.reading.pictures(line.item, line.samples)
        assert not isinstance(pictures, Unknown)
        assert [number_in(picture.bgra) for picture in pictures] == [0, 33, 66, 99]
        gone = await here.reading.pictures(here.table.frame.uuid(here.row(BROKEN)), (0,))
        assert isinstance(gone, Unknown)

    story(told)


def test_keyframes_are_copied_from_a_video_that_has_some(story: Story) -> None:
    async def told(here: Many) -> None:
        reference = here.table.frame.uuid(here.row(STEADY))
        wish = ManyWish(CopyFrom(reference, "second"))
        with pytest.raises(NoReference, match=r'"steady\.mp4" has no keyframes to copy'):
            await here.many.plan(wish, here.rows, here.told.append)
        assert await here.applies(ManyWish(EveryFrames(30))) == 2
        assert lines(await here.plan(wish))[VARYING].samples == (0, 30, 52, 58)
        broken = ManyWish(CopyFrom(here.table.frame.uuid(here.row(BROKEN)), "frame"))
        with pytest.raises(NoReference, match="can't be copied from"):
            await here.many.plan(broken, here.rows, here.told.append)
        with pytest.raises(NoReference, match="not in this table any more"):
            await here.many.plan(ManyWish(CopyFrom("nobody", "frame")), here.rows, here.told.append)

    story(told)


def test_who_stops_it_can_change_what_was_looked_at_and_no_more(story: Story) -> None:
    async def told(here: Many) -> None:
        def stop(tally: ManyTally) -> None:
            here.told.append(tally)
            here.many.stop_here()

        plan = await here.many.plan(ManyWish(EveryFrames(30)), here.rows, stop)
        assert plan is not None
        assert plan.tally.stopped
        assert 0 < plan.tally.seen < 3
        assert isinstance(await here.many.apply(plan, "Rule"), Accepted)

    story(told)


def test_another_question_drops_the_one_before(story: Story) -> None:
    async def told(here: Many) -> None:
        def drop(_tally: ManyTally) -> None:
            here.many.drop()

        assert await here.many.plan(ManyWish(EveryFrames(30)), here.rows, drop) is None
        assert await here.many.plan(ManyWish(EveryFrames(30), basis="platform"), here.rows, drop) is None
        assert len(lines(await here.plan(ManyWish(EveryFrames(30))))) == 3

    story(told)


def test_nothing_is_done_where_keyframes_moved_meanwhile(story: Story) -> None:
    async def told(here: Many) -> None:
        plan = await here.plan(ManyWish(EveryFrames(30)))
        assert await here.applies(ManyWish(EveryFrames(10))) == 2
        assert await here.many.apply(plan, "Rule") is None
        assert here.cell(STEADY) == "[0, 10, 20, 30, 40, 50, 60, 70, 80, 90]"

    story(told)


def test_while_the_line_is_cut_videos_are_left_alone_and_read_when_it_is_back(story: Story, line: FaultyProxy) -> None:
    async def told(here: Many) -> None:
        line.goes_wrong(DropsBefore(), times=None, method="GET")
        cut = await here.plan(ManyWish(EveryFrames(50)))
        assert (cut.tally.left, cut.tally.changed) == (3, 0)
        assert all(found.remark.startswith("The connection to ") for found in cut.tally.lines)
        assert await here.many.apply(cut, "Rule") == Accepted(0)
        line.behaves()
        assert (await here.plan(ManyWish(EveryFrames(50)))).tally.changed == 2

    story(told)


def test_cuts_and_best_frames_are_found_by_looking_once(story: Story) -> None:
    async def told(here: Many) -> None:
        found = lines(await here.plan(ManyWish(AtCuts(0.1))))
        assert found[STEADY].samples[0] == 0
        assert found[BROKEN].state == "left"
        best = lines(await here.plan(ManyWish(BestOfScenes(2))))
        assert best[STEADY].after >= 1

    story(told)


def test_closing_ends_what_is_being_looked_at(story: Story) -> None:
    async def told(here: Many) -> None:
        looking = asyncio.ensure_future(here.many.plan(ManyWish(AtCuts(0.1)), here.rows, here.told.append))
        while len(asyncio.all_tasks()) < 4:  # the story, the plan, and the first videos it asks for
            await asyncio.sleep(0)
        here.many.drop()
        await here.reading.close()
        assert await looking is None

    story(told)
