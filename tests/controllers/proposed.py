"""A film with known cuts before what proposes frames of it, in a loop that runs until something is so."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from controllers.jobs import JobBoard, Tasks
from controllers.lanes import Lanes
from controllers.looking import measures_in
from controllers.proposing import Proposing
from media.film import VideoFilm
from tests.media.looked_at import film_at
from tests.media.scene_films import Scene, TrueCut, write_film

SCENES = (Scene("still", 40), Scene("objects", 40), Scene("pan", 40), Scene("still", 40))


class Studio:
    """Everything a film needs to be proposed of. What a task raises fails the test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lanes, self.board, self.tasks = Lanes(), JobBoard(), Tasks()
        self.proposing = Proposing(self.lanes, self.board, self.tasks, measures_in(folder))
        self.failures: list[object] = []
        self.tasks.failed.connect(self.failures.append)

    def film(self, name: str = "film.mp4", seed: int = 3) -> tuple[VideoFilm, list[TrueCut]]:
        """A film of four scenes, and its cuts."""
        cuts = write_film(self.folder / name, SCENES, seed)
        return film_at(self.folder / name), cuts

    async def until(self, so: Callable[[], bool]) -> None:
        """Go on until it is so."""
        async with asyncio.timeout(60):
            while not so():
                assert not self.failures, self.failures
                await asyncio.sleep(0.005)

    async def settled(self) -> None:
        """Go on until nothing is looked at or found any more."""
        proposing = self.proposing
        await self.until(lambda: not proposing.looking.running and not proposing.finding)

    def close(self) -> None:
        """End the lanes."""
        self.proposing.leave()
        self.lanes.close(10)
        self.proposing.deleteLater()
        self.board.deleteLater()


def run(folder: Path, story: Callable[[Studio], Coroutine[Any, Any, None]]) -> None:
    """Tell a story in a studio of its own."""

    async def told() -> None:
        studio = Studio(folder)
        try:
            await story(studio)
            assert not studio.failures
        finally:
            studio.close()

    asyncio.run(told())
