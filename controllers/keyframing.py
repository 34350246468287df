"""Very many keyframes of one video, read and edited beside the window: one edit after the other, none lost."""

import asyncio
from weakref import WeakSet

from PySide6.QtCore import QObject
from shiboken6 import isValid

from controllers.jobs import Tasks
from controllers.lanes import Lanes
from controllers.open_table import OpenTable
from controllers.staging import stage
from models.cell_edits import Rejected
from models.frame_times import FrameTimes
from models.keyframe_track import KeyframeTrack
from models.video_cells import VideoCells, VideoKeyframes, read_video
from models.video_edits import Refused, VideoEdit

_TRIES = 5


def track_of(table: OpenTable, item: str, lanes: Lanes, tasks: Tasks, parent: QObject | None = None) -> KeyframeTrack:
    """The keyframes of one video of an open table, however many they are."""
    track = KeyframeTrack(table.table, item, parent, KeyframesBeside(table, lanes, tasks))
    table.confirmed_moved.connect(track.refresh)
    return track


class KeyframesBeside:
    """What a `KeyframeTrack` hands over where it would keep the window waiting."""

    def __init__(self, table: OpenTable, lanes: Lanes, tasks: Tasks) -> None:
        self._table = table
        self._lanes = lanes
        self._tasks = tasks
        self._turn = asyncio.Lock()
        self._reading: WeakSet[KeyframeTrack] = WeakSet()

    def read(self, track: KeyframeTrack) -> None:
        """Read the track's cells and let it take what they say; once, however often it is asked meanwhile."""
        if track not in self._reading:
            self._reading.add(track)
            self._tasks.spawn(self._read(track))

    def edit(self, track: KeyframeTrack, title: str, edit: VideoEdit) -> None:
        """Stage an edit after those asked for before."""
        self._tasks.spawn(self._edit(track, title, edit))

    async def _read(self, track: KeyframeTrack) -> None:
        try:
            while isValid(track) and not track.is_read:
                video = await self._lanes.compute(read_video, track.cells, track.times, track.frame_count)
                if isValid(track):  # it may have been let go meanwhile
                    track.take(video)
        finally:
            self._reading.discard(track)

    async def _edit(self, track: KeyframeTrack, title: str, edit: VideoEdit) -> None:
        async with self._turn:
            try:
                refusal = await self._staged(track, title, edit)
            except Refused as refused:
                refusal = str(refused)
            if refusal and isValid(track):
                track.refuse(refusal)

    async def _staged(self, track: KeyframeTrack, title: str, edit: VideoEdit) -> str:
        """Gives why it was not staged; empty where it was."""
        for _ in range(_TRIES):
            before = await self._now(track)
            after = await self._lanes.compute(_made, edit, before)
            if track.cells != before.cells:
                continue
            track.expect(after)
            edits = track.edits_to(after.cells)
            outcome = await stage(self._table, self._lanes, title, edits, keep_invalid=True, at_once=0)
            return outcome.reason if isinstance(outcome, Rejected) else ""
        return "These keyframes kept changing while the edit was prepared, so nothing was changed. Try again."

    async def _now(self, track: KeyframeTrack) -> VideoKeyframes:
        """What the track's cells say now."""
        if track.is_read:
            return track.video
        return await self._lanes.compute(read_video, track.cells, track.times, track.frame_count)


def _made(edit: VideoEdit, before: VideoKeyframes) -> VideoKeyframes:
    """What an edit makes, read. For a lane."""
    after: VideoCells = edit(before)
    times: FrameTimes = before.times
    return read_video(after, times, before.frame_count)
