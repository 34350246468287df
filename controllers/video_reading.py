"""The files of many videos, read one after the other through their signed addresses for what a rule must know."""

import asyncio
from collections import OrderedDict
from pathlib import Path
from typing import BinaryIO, cast

from controllers.keyframe_rules import ManyWish
from controllers.lanes import Lanes
from controllers.many_finding import Seen
from controllers.many_videos import Unknown, Video
from controllers.remote_file import RemoteBlocks
from controllers.session import Session
from media.agreement import disagreements
from media.frame_index import FrameIndex
from media.index_store import IndexStore
from media.indexing import build_index
from media.probe import MediaUnreadable
from media.source import Source
from models.frame_times import FrameTimes
from wire.cancel import CancelToken
from wire.client import PlatformClient
from wire.errors import PlatformError

KEPT_FRAMES = 8_000_000
"""Frames whose times stay in memory, over all videos: 64 MB."""


class VideoReading:
    """Reads videos of the platform we are connected with; what was found in a file is kept in `folder`."""

    def __init__(self, session: Session, lanes: Lanes, folder: Path) -> None:
        self._session = session
        self._lanes = lanes
        self._store = IndexStore(folder)
        self._cancel = CancelToken()
        self._read: OrderedDict[str, Seen] = OrderedDict()
        self._coming: dict[str, asyncio.Task[Seen | Unknown]] = {}

    async def close(self) -> None:
        """Nothing is wanted any more: what is being read ends as soon as it can."""
        self._cancel.cancel()
        await asyncio.gather(*self._coming.values(), return_exceptions=True)

    async def known(self, video: Video, _wish: ManyWish) -> Seen | Unknown:
        """What a rule must know of a video, by its file, or the sentence why that cannot be read."""
        known = self._read.get(video.item)
        if known is not None:
            self._read.move_to_end(video.item)
            return known
        if video.item not in self._coming:
            # Whoever asks another question meanwhile wants the same file most likely: it is read to its end.
            self._coming[video.item] = asyncio.ensure_future(self._come(video))
        return await asyncio.shield(self._coming[video.item])

    async def _come(self, video: Video) -> Seen | Unknown:
        try:
            client = self._session.require_client()
            seen = await self._lanes.read(_read, client, self._store, video, self._cancel)
        except (PlatformError, MediaUnreadable) as problem:
            return Unknown(problem.sentence)
        finally:
            del self._coming[video.item]
        self._keep(video.item, seen)
        return seen

    def _keep(self, item: str, seen: Seen) -> None:
        self._read[item] = seen
        while len(self._read) > 1 and sum(each.times.frames for each in self._read.values()) > KEPT_FRAMES:
            self._read.popitem(last=False)


def source_of(client: PlatformClient, item: str, cancel: CancelToken) -> Source:
    """The file of an item behind its signed address, which is renewed when it expires.

    Raises PlatformError and MediaUnreadable.
    """

    def address() -> str:
        found = client.get_item(item, sign_url=True, cancel=cancel)
        if found.signed_url is None:
            raise MediaUnreadable("The platform gave no address for this file.")
        return found.signed_url

    found = client.get_item(item, sign_url=True, cancel=cancel)
    if found.signed_url is None:
        raise MediaUnreadable("The platform gave no address for this file.")
    size = found.file_size or 0
    blocks = RemoteBlocks(client, found.signed_url, size, renew=address, cancel=cancel)
    return Source.of_opener(lambda: cast("BinaryIO", blocks.open()), size)


def index_of(source: Source, store: IndexStore, cancel: CancelToken) -> FrameIndex:
    """The index of a whole file, kept from the last time or made now. Raises as reading the file does."""
    index = store.load(source.key)
    if index is None:
        index = build_index(source, cancelled=lambda: cancel.cancelled)
        store.keep(source.key, index)
    if not index.frames:
        raise MediaUnreadable("No frame of this video can be shown.")
    return index


def _read(client: PlatformClient, store: IndexStore, video: Video, cancel: CancelToken) -> Seen:
    index = index_of(source_of(client, video.item, cancel), store, cancel)
    remarks = (*disagreements(index, video.frames, video.rate), *index.problems)
    return Seen(FrameTimes(index.seconds, index.duration, index.complete), None, " ".join(remarks))
