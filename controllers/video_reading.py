"""The files of many videos, read one after the other beside the window for what a rule must know of each."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from controllers.jobs import Tasks
from controllers.keyframe_rules import ManyWish
from controllers.lanes import Lanes
from controllers.many_finding import Seen
from controllers.many_videos import Unknown, Video
from controllers.session import Session
from controllers.video_files import Looked, Progress, VideoFiles, found_in
from media.picture import Picture
from media.probe import MediaUnreadable
from wire.cancel import CancelToken
from wire.errors import PlatformError

FRAMES_KEPT = 8_000_000
"""Frames whose times stay in memory, over all videos: 64 MB."""
FRAMES_MEASURED = 1_000_000
"""Frames whose measures do: 70 MB."""

T = TypeVar("T", Seen, Looked)


@dataclass(frozen=True, slots=True)
class _Coming(Generic[T]):
    task: "asyncio.Task[T | Unknown]"
    token: CancelToken


class Kept(Generic[T]):
    """What was read of videos lately, and what is being read: asked twice, it is read once.

    Whoever asks another question meanwhile wants the same file most likely, so what nobody awaits any more goes on.
    """

    def __init__(self, tasks: Tasks, most: int, frames: Callable[[T], int]) -> None:
        self._tasks = tasks
        self._most = most
        self._frames = frames
        self._here: OrderedDict[str, T] = OrderedDict()
        self._coming: dict[str, _Coming[T]] = {}

    async def of(self, item: str, read: Callable[[CancelToken], Coroutine[Any, Any, T]]) -> T | Unknown:
        """What is here of an item, else what `read` gives, or the sentence why it cannot be read."""
        if item in self._here:
            self._here.move_to_end(item)
            return self._here[item]
        if item not in self._coming:
            token = CancelToken()
            self._coming[item] = _Coming(self._tasks.spawn(self._come(item, read(token))), token)
        return await asyncio.shield(self._coming[item].task)

    async def stop(self) -> None:
        """What is being read is wanted no more, and ends as soon as it can."""
        coming = list(self._coming.values())
        for each in coming:
            each.token.cancel()
        await asyncio.gather(*(each.task for each in coming), return_exceptions=True)

    async def _come(self, item: str, reading: Coroutine[Any, Any, T]) -> T | Unknown:
        try:
            found = await reading
        except (PlatformError, MediaUnreadable) as problem:
            return Unknown(problem.sentence)
        finally:
            del self._coming[item]
        self._here[item] = found
        while len(self._here) > 1 and sum(map(self._frames, self._here.values())) > self._most:
            self._here.popitem(last=False)
        return found


class VideoReading:
    """Reads videos of the platform we are connected with; what was found in a file is kept in `data_dir`."""

    def __init__(
        self,
        session: Session,
        lanes: Lanes,
        tasks: Tasks,
        data_dir: Path,
        told: Callable[[Progress], None] | None = None,
    ) -> None:
        self._lanes = lanes
        self._files = VideoFiles(session.require_client, data_dir)
        self._told = told
        self._seen: Kept[Seen] = Kept(tasks, FRAMES_KEPT, lambda seen: seen.times.frames)
        self._looked: Kept[Looked] = Kept(tasks, FRAMES_MEASURED, lambda looked: looked.seen.times.frames)
        self._turn = asyncio.Lock()  # one film at a time is looked at: its decoder has threads of its own
        self._closed = CancelToken()

    async def close(self) -> None:
        """Nothing is wanted any more."""
        self._closed.cancel()
        self._told = None
        await self._seen.stop()
        await self._looked.stop()

    async def stop_looking(self) -> None:
        """No pictures are wanted any more."""
        await self._looked.stop()

    async def known(self, video: Video, wish: ManyWish) -> Seen | Unknown:
        """What a rule must know of a video, by its file, or the sentence why that cannot be read."""
        if not wish.sees_pictures:
            return await self._seen.of(video.item, lambda token: self._lanes.read(self._files.frames, video, token))
        looked = await self._looked.of(video.item, lambda token: self._look(video, token))
        return looked if isinstance(looked, Unknown) else await self._lanes.compute(found_in, wish.rule, looked)

    async def pictures(self, item: str, wanted: Sequence[int]) -> Sequence[Picture] | Unknown:
        """Small pictures of exactly these frames, in rising order, or the sentence why there are none."""
        try:
            return await self._lanes.read(self._files.pictures, item, wanted, self._closed)
        except (PlatformError, MediaUnreadable) as problem:
            return Unknown(problem.sentence)

    async def _look(self, video: Video, token: CancelToken) -> Looked:
        async with self._turn:
            return await self._lanes.watch(self._files.look, video, self._lanes.teller(self._tell), token)

    def _tell(self, progress: Progress) -> None:
        if self._told is not None:
            self._told(progress)
