"""A video of a real platform is watched: every picture is the one asked for, and trouble is a sentence and a retry."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from controllers.watching import GONE, OpenVideo, indexes_in
from tests.controllers.seats import FRAMES, MEMORY, Reel, Seat, reels, watched
from tests.faulty_proxy import Answers, DropsBefore, FaultyProxy, Rewrites


@pytest.fixture(scope="module")
def reel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reel]:
    with reels(tmp_path_factory.mktemp("reel")) as made:
        yield made


def through(reel: Reel, line: FaultyProxy) -> None:
    """Let the file's bytes come over the line as well."""
    line.goes_wrong(Rewrites(reel.platform.url.encode(), line.url.encode()), times=None, path="storage/items")


@pytest.fixture
def line(reel: Reel) -> Iterator[FaultyProxy]:
    with FaultyProxy(reel.platform.url) as proxy:
        yield proxy


def test_any_frame_that_is_asked_for_is_the_one_that_is_shown(reel: Reel, tmp_path: Path) -> None:
    async def story(seat: Seat) -> None:
        await seat.opens()
        assert (seat.video.times.frames, seat.video.times.complete) == (FRAMES, True)
        for frame in (0, 1, 49, 50, 51, 249, 248, 120, 119, 118, 7):
            assert await seat.goes_to(frame) == frame
        assert await seat.goes_to(10**9) == FRAMES - 1
        assert await seat.goes_to(-3) == 0
        assert seat.video.remarks == ()

    watched(tmp_path, reel.platform.url, reel, story)


def test_of_many_frames_asked_for_at_once_the_last_one_stays(reel: Reel, tmp_path: Path) -> None:
    async def story(seat: Seat) -> None:
        await seat.opens()
        for frame in range(10, 240):
            seat.video.seek(frame)
        await seat.until(lambda: seat.seen[-1] == 239)
        assert len(seat.seen) < 100, "frames passed by are not all decoded"

    watched(tmp_path, reel.platform.url, reel, story)


def test_what_was_found_once_is_there_at_once_the_next_time(reel: Reel, tmp_path: Path) -> None:
    async def story(seat: Seat) -> None:
        grown: list[int] = []
        seat.video.index_grew.connect(lambda: grown.append(seat.video.times.frames))
        await seat.opens()
        await seat.until(lambda: seat.video.times.complete)
        assert grown[-1] == FRAMES
        first = OpenVideo(
            reel.video,
            session=seat.desk.session,
            lanes=seat.desk.lanes,
            tasks=seat.tasks,
            indexes=indexes_in(seat.desk.home),
            memory=MEMORY,
        )
        sizes: list[int] = []
        first.index_grew.connect(lambda: sizes.append(first.times.frames))
        await seat.until(lambda: any(seat.desk.home.rglob("*.npz")))
        await first.open()
        assert sizes == [FRAMES]
        first.close()

    watched(tmp_path, reel.platform.url, reel, story)


def test_an_item_without_frames_is_a_sentence(reel: Reel, tmp_path: Path) -> None:
    async def story(seat: Seat) -> None:
        await seat.video.open()
        assert seat.failed == ["This item is no video: it has no frames to watch."]

    watched(tmp_path, reel.platform.url, reel, story, item=reel.note)


def test_a_line_cut_in_the_middle_of_a_seek_is_a_sentence_and_goes_on_when_asked(
    reel: Reel, line: FaultyProxy, tmp_path: Path
) -> None:
    through(reel, line)

    async def story(seat: Seat) -> None:
        again = await seat.again(reel.long)
        line.goes_wrong(DropsBefore(), times=None, path="/blob/")
        again.video.seek(190)
        await again.until(lambda: again.failed)
        assert again.video.position == 190
        assert again.seen[-1] == 0, "the picture seen before stays"
        line.behaves()
        through(reel, line)
        await again.video.retry()
        assert again.seen[-1] == 190
        assert again.video.sentence == ""
        await again.leaves()

    watched(tmp_path, line.url, reel, story)


def test_an_address_that_expires_while_the_video_is_open_is_renewed_unnoticed(
    reel: Reel, line: FaultyProxy, tmp_path: Path
) -> None:
    through(reel, line)

    async def story(seat: Seat) -> None:
        again = await seat.again(reel.long)
        before = " ".join(seen.path.split("/")[1] for seen in line.seen)
        line.goes_wrong(Answers(403), times=1, path="/blob/")
        assert await again.goes_to(190) == 190
        assert again.failed == []
        asked = " ".join(seen.path.split("/")[1] for seen in line.seen)
        assert "blob v2 blob" in asked.removeprefix(before).strip(), "refused, asked for another address, read"
        await again.leaves()

    watched(tmp_path, line.url, reel, story)


def test_little_of_a_file_is_fetched_to_see_one_frame_of_it(reel: Reel, tmp_path: Path) -> None:
    async def story(seat: Seat) -> None:
        again = await seat.again(reel.long)
        before = again.video.bytes_read
        assert await again.goes_to(190) == 190
        assert 0 < again.video.bytes_read - before < 1024 * 1024
        assert seat.video.facts is None
        await again.leaves()

    watched(tmp_path, reel.platform.url, reel, story)


def test_a_video_deleted_meanwhile_is_a_sentence_and_the_frames_seen_stay(
    reel: Reel, line: FaultyProxy, tmp_path: Path
) -> None:
    through(reel, line)

    async def story(seat: Seat) -> None:
        await seat.opens()
        await seat.until(lambda: seat.video.times.complete)
        line.behaves()
        line.goes_wrong(Answers(404), times=None, path="")
        await seat.video.retry()
        assert seat.failed == [GONE]
        assert seat.video.shown is not None
        assert seat.video.times.frames == FRAMES

    watched(tmp_path, line.url, reel, story)


def test_closed_while_it_opens_and_decodes_it_ends_quietly_every_time(reel: Reel, tmp_path: Path) -> None:
    async def story(seat: Seat) -> None:
        for turn in range(100):
            other = Seat(seat.desk, reel.video)
            opening = asyncio.ensure_future(other.video.open())
            if turn % 3:
                await other.until(lambda other=other: other.video.times.frames)
                other.video.seek(200)
                other.video.seek(3)
            await asyncio.sleep(0.001 * (turn % 5))
            other.video.close()
            await opening
            assert other.failed == []
            await other.leaves()

    watched(tmp_path, reel.platform.url, reel, story)
