"""Seats before a video of a real platform: what is seen and heard of it by someone who watches."""

import asyncio
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from controllers.jobs import Tasks
from controllers.watching import OpenVideo, indexes_in
from media.picture import Picture
from tests.controllers.desk import Desk, tell
from tests.local_platform import LocalPlatform
from tests.media.films import Film, write
from tests.media.numbered import number_in
from tests.media.surgery import packets_of
from tests.server.media_files import text

FRAMES = 250
DAMAGED = 35  # a frame of the damaged film; those up to the next key frame stand on it
MEMORY = 32 * 1024 * 1024


@dataclass(frozen=True)
class Reel:
    """A platform with a video, one of many blocks, a damaged one, and an item that is none."""

    platform: LocalPlatform
    video: str
    long: str
    damaged: str
    note: str


@contextmanager
def reels(folder: Path) -> Generator[Reel]:
    """The platform, running; everything is made in a folder."""
    film = write(folder, Film("reel.mp4", moments=range(FRAMES), options={"g": "50", "bf": "2"}))
    long = write(folder, Film("long.mkv", codec="rawvideo", moments=range(FRAMES)))
    damaged = write(folder, Film("damaged.mp4", moments=range(60), options={"g": "10", "bf": "0"}))
    place, size = packets_of(damaged)[DAMAGED]
    spoilt = bytearray(damaged.read_bytes())
    spoilt[place : place + size] = b"\xff" * size
    damaged.write_bytes(spoilt)
    with LocalPlatform(folder / "platform") as platform:
        client = platform.client()
        reel = client.create_folder("Reel").uuid
        video = client.upload_file(reel, film, item_type="video")
        large = client.upload_file(reel, long, item_type="video")
        broken = client.upload_file(reel, damaged, item_type="video")
        note = client.upload_file(reel, text(folder / "note.txt", "no frames"), item_type="plainText")
        client.close()
        yield Reel(platform, video, large, broken, note)


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
