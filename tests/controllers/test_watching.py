"""A video of a real platform is watched: every picture is the one asked for, and trouble is a sentence and a retry."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from controllers.jobs import Tasks
from controllers.watching import GONE, OpenVideo, indexes_in
from media.picture import Picture
from tests.controllers.desk import Desk, tell
from tests.faulty_proxy import Answers, DropsBefore, FaultyProxy, Rewrites
from tests.local_platform import LocalPlatform
from tests.media.films import Film, write
from tests.media.numbered import number_in
from tests.server.media_files import text

FRAMES = 250
MEMORY = 32 * 1024 * 1024


@dataclass(frozen=True)
class Reel:
    """A platform with a video, one of many blocks, and an item that is none."""

    platform: LocalPlatform
    video: str
    long: str
    note: str


@pytest.fixture(scope="module")
def reel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reel]:
    made = tmp_path_factory.mktemp("reel")
    film = write(made, Film("reel.mp4", moments=range(FRAMES), options={"g": "50", "bf": "2"}))
    long = write(made, Film("long.mkv", codec="rawvideo", moments=range(FRAMES)))
    with LocalPlatform(tmp_path_factory.mktemp("platform")) as platform:
        client = platform.client()
        folder = client.create_folder("Reel").uuid
        video = client.upload_file(folder, film, item_type="video")
        large = client.upload_file(folder, long, item_type="video")
        note = client.upload_file(folder, text(made / "note.txt", "no frames"), item_type="plainText")
        client.close()
        yield Reel(platform, video, large, note)


class Seat:
    """Someone who watches one item, and what was seen and heard of it."""

    def __init__(self, desk: Desk, item: str) -> None:
        self.desk = desk
        self.tasks = Tasks()
        self.raised: list[object] = []
        self.tasks.failed.connect(self.raised.append)
        self.failed: list[str] = []
        self.seen: list[int] = []
        self.video = OpenVideo(
            item,
            session=desk.session,
            lanes=desk.lanes,
            tasks=self.tasks,
            indexes=indexes_in(desk.home),
            memory=MEMORY,
        )
        self.video.failed.connect(self.failed.append)
        self.video.picture_shown.connect(self._see)

    def _see(self, shown: Picture) -> None:
        assert number_in(shown.bgra) == shown.number
        self.seen.append(shown.number)

    async def opens(self) -> None:
        await self.video.open()
        await self.until(lambda: self.video.shown is not None)

    async def again(self, item: str) -> "Seat":
        """Another seat before a video whose frames were found before, so that nothing of it is read ahead."""
        first = Seat(self.desk, item)
        await first.opens()
        await first.until(lambda: any(self.desk.home.rglob("*.npz")))
        await first.leaves()
        seat = Seat(self.desk, item)
        await seat.opens()
        return seat

    async def goes_to(self, frame: int) -> int:
        self.video.seek(frame)
        await self.until(lambda: self.seen[-1:] == [self.video.position])
        return self.seen[-1]

    async def until(self, met: Callable[[], object]) -> None:
        for _ in range(1000):
            if met():
                return
            await asyncio.sleep(0.01)
        raise AssertionError(f"never happened; seen {self.seen[-5:]}, told {self.failed}")

    async def leaves(self) -> None:
        self.video.close()
        await self.tasks.cancel_all()
        assert self.raised == []


def watched(home: Path, url: str, reel: Reel, story: Callable[[Seat], object], item: str = "") -> Seat:
    """Tell a story of one seat before the platform at an address."""

    async def telling(desk: Desk) -> Seat:
        await desk.connect(url, reel.platform.key_file)
        seat = Seat(desk, item or reel.video)
        try:
            result = story(seat)
            if asyncio.iscoroutine(result):
                await result
        finally:
            await seat.leaves()
        return seat

    return tell(home, telling)


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
        for turn in range(30):
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
