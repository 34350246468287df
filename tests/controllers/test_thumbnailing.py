"""Thumbnails and sound of a film: made beside the window, kept, and given up with the film."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage

from controllers.jobs import Tasks
from controllers.lanes import Lanes
from controllers.sounding import Sounding
from controllers.thumbnailing import Thumbnails
from media.film import VideoFilm
from media.indexing import build_index
from media.source import Source
from tests.media.films import Film, write
from tests.media.looked_at import film_at
from tests.media.numbered import number_in
from tests.media.sound_films import beep, film_with_sound

pytestmark = pytest.mark.usefixtures("qapp")


def _number(image: QImage) -> int | None:
    import numpy as np

    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return number_in(pixels[:, : image.width() * 4].reshape(image.height(), image.width(), 4))


class Wall:
    """Thumbnails as they come."""

    def __init__(self) -> None:
        self.lanes, self.tasks = Lanes(), Tasks()
        self.thumbnails = Thumbnails(self.lanes, self.tasks)
        self.seen: list[tuple[int, int | None]] = []
        self.failures: list[object] = []
        self.thumbnails.made.connect(self._see)
        self.tasks.failed.connect(self.failures.append)

    def _see(self, number: int, image: QImage) -> None:
        self.seen.append((number, _number(image)))

    async def until(self, so: Callable[[], bool]) -> None:
        async with asyncio.timeout(60):
            while not so():
                assert not self.failures
                await asyncio.sleep(0.005)


def run(story: Callable[[Wall], Coroutine[Any, Any, None]]) -> None:
    async def told() -> None:
        wall = Wall()
        try:
            await story(wall)
        finally:
            wall.thumbnails.leave()
            wall.lanes.close(10)
            wall.thumbnails.deleteLater()

    asyncio.run(told())


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> VideoFilm:
    return film_at(write(tmp_path_factory.mktemp("films"), Film("film.mp4", options={"g": "50"})))


def test_what_is_wanted_exactly_comes_exactly(film: VideoFilm) -> None:
    async def story(wall: Wall) -> None:
        wall.thumbnails.open(film)
        wall.thumbnails.want([30, 10, 99], exact=True)
        await wall.until(lambda: len(wall.seen) == 3)
        assert sorted(wall.seen) == [(10, 10), (30, 30), (99, 99)]
        assert wall.thumbnails.image(30) is not None
        assert wall.thumbnails.image(31) is None

    run(story)


def test_what_is_there_comes_at_once_and_is_not_made_again(film: VideoFilm) -> None:
    async def story(wall: Wall) -> None:
        wall.thumbnails.open(film)
        wall.thumbnails.want([10, 20])
        await wall.until(lambda: len(wall.seen) == 2)
        wall.thumbnails.want([10, 20])
        assert len(wall.seen) == 4

    run(story)


def test_side_by_side_they_may_be_off_and_are_made_again_when_wanted_exactly(film: VideoFilm) -> None:
    async def story(wall: Wall) -> None:
        wall.thumbnails.open(film)
        wall.thumbnails.want([1, 31, 61, 91])
        await wall.until(lambda: len(wall.seen) == 4)
        assert all(shown is not None and abs(number - shown) <= 8 for number, shown in wall.seen)
        wall.seen.clear()
        wall.thumbnails.want([31, 61], exact=True)
        await wall.until(lambda: (31, 31) in wall.seen and (61, 61) in wall.seen)

    run(story)


def test_what_was_wanted_before_the_film_is_known_comes_when_it_is(film: VideoFilm) -> None:
    async def story(wall: Wall) -> None:
        wall.thumbnails.want([5, 60])
        part = build_index(film.source, cancelled=lambda: False)
        wall.thumbnails.open(VideoFilm(film.source, part))
        await wall.until(lambda: {number for number, _ in wall.seen} == {5, 60})

    run(story)


def test_another_wish_replaces_the_one_before_and_another_film_forgets(film: VideoFilm, tmp_path: Path) -> None:
    other = film_at(write(tmp_path, Film("other.mp4", first=500)))

    async def story(wall: Wall) -> None:
        wall.thumbnails.open(film)
        wall.thumbnails.want(range(100), exact=True)
        wall.thumbnails.want([7], exact=True)
        await wall.until(lambda: (7, 7) in wall.seen)
        wall.thumbnails.open(other)
        wall.thumbnails.want([7], exact=True)
        await wall.until(lambda: (7, 507) in wall.seen)

    run(story)


def test_a_film_that_cannot_be_read_has_none_and_says_nothing(film: VideoFilm, tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(b"no film at all" * 50)

    async def story(wall: Wall) -> None:
        wall.thumbnails.open(VideoFilm(Source.of_path(path), film.index))
        wall.thumbnails.want([1, 2, 3])
        await wall.until(lambda: not wall.thumbnails.making)
        assert wall.seen == []

    run(story)


def test_only_so_many_are_kept(film: VideoFilm, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("controllers.thumbnailing.KEPT", 3)

    async def story(wall: Wall) -> None:
        wall.thumbnails.open(film)
        wall.thumbnails.want(range(5), exact=True)
        await wall.until(lambda: not wall.thumbnails.making)
        assert [wall.thumbnails.image(number) is not None for number in range(5)] == [False, False, True, True, True]

    run(story)


def test_the_sound_of_a_film_comes_as_peaks(tmp_path: Path) -> None:
    film = film_with_sound(tmp_path / "film.mkv", beep())

    async def story() -> None:
        lanes = Lanes()
        sounding = Sounding(lanes)
        grown: list[tuple[int, float]] = []

        def note(peaks: Any, seconds: float) -> None:
            grown.append((len(peaks), seconds))

        sounding.grew.connect(note)
        await sounding.open(film)
        assert grown[-1] == (300, 0.01)
        assert sounding.sound.complete
        sounding.leave()
        assert len(sounding.sound.peaks) == 0
        lanes.close(10)
        sounding.deleteLater()

    asyncio.run(story())


def test_the_sound_of_a_large_or_unreadable_film_is_left_alone(
    tmp_path: Path, film: VideoFilm, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(b"no film at all" * 50)

    async def story() -> None:
        lanes = Lanes()
        sounding = Sounding(lanes)
        grown: list[object] = []

        def note(peaks: object, _seconds: float) -> None:
            grown.append(peaks)

        sounding.grew.connect(note)
        await sounding.open(VideoFilm(Source.of_path(path), film.index))
        monkeypatch.setattr("controllers.sounding.AT_ONCE", 1)
        await sounding.open(film)
        assert grown == []
        lanes.close(10)
        sounding.deleteLater()

    asyncio.run(story())
