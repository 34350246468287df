"""Small pictures of many frames, quickly: nearly the frame where that is enough, else exactly it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from av.video.frame import VideoFrame

from media.frame_index import FrameIndex
from media.picture import Picture, picture_of
from media.probe import MediaUnreadable
from media.run import STRICT, Run
from media.source import Source

if TYPE_CHECKING:
    from media.picture import Frames

LONGEST = 192  # pixels, of the longer side of a thumbnail
NEARLY = 4  # frames off from which on a decoder may leave frames out
_ALONE = {**STRICT, "threads": "1"}  # beside the window: the other cores are for the picture that is watched
_HURRIED = {**_ALONE, "skip_frame": "noref", "skip_loop_filter": "all"}


def thumbnails(
    source: Source,
    index: FrameIndex,
    wanted: Sequence[int],
    slack: int = 0,
    longest: int = LONGEST,
    cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[tuple[int, Picture]]:
    """Pairs of a number wanted and its picture, in rising order; frames that are damaged or not there are left out.

    The picture's own number says which frame it is: the one wanted where `slack` is 0, else one at most `slack` frames
    before it or a few behind it. Raises MediaUnreadable where the file cannot be read.
    """
    run = Run(source, index, _HURRIED if slack >= NEARLY else _ALONE)
    walk = _Walk(run, index, slack)
    try:
        for number in sorted({each for each in wanted if 0 <= each < index.frames}):
            if cancelled():
                return
            found = walk.come_to(number)
            if found is not None:
                own, frame = found
                yield number, picture_of(frame, own, index.time_of(own), run.look_of(frame), longest)
    finally:
        run.close()


def sequence_thumbnails(
    frames: "Frames", wanted: Sequence[int], longest: int = LONGEST, cancelled: Callable[[], bool] = lambda: False
) -> Iterator[tuple[int, Picture]]:
    """The same of pictures that come one by one."""
    for number in sorted(set(wanted)):
        if cancelled():
            return
        try:
            whole = frames.frame(number)
        except (MediaUnreadable, IndexError):
            continue
        small = picture_of(VideoFrame.from_ndarray(whole.bgra, "bgra"), number, whole.time, longest=longest)
        yield number, replace(small, time=whole.time)


class _Walk:
    """Goes through a film in one direction, jumping where a key frame is nearer than going on."""

    def __init__(self, run: Run, index: FrameIndex, slack: int) -> None:
        self._run = run
        self._index = index
        self._slack = slack
        self._frames: Iterator[tuple[int, VideoFrame]] = iter(())
        self._last: tuple[int, VideoFrame] | None = None

    def come_to(self, number: int) -> tuple[int, VideoFrame] | None:
        """The frame nearest to that number that is near enough."""
        key = self._index.key_before(number)
        entry = int(self._index.keys[key]) if key >= 0 else 0
        if self._last is None or self._last[0] < entry:
            self._frames = self._run.start(key)
            self._last = next(self._frames, None)
        while self._last is not None and self._last[0] < number - self._slack:
            self._last = next(self._frames, None)
        found = self._last
        return found if found is not None and self._is_near(found[0], number) else None

    def _is_near(self, found: int, number: int) -> bool:
        return found == number or (self._slack > 0 and abs(found - number) <= max(self._slack, 2 * NEARLY))


def usual_slack(wanted: Sequence[int]) -> int:
    """How far off pictures side by side may be: a sixth of the way from one to the next."""
    if len(wanted) < 2:
        return 0
    return int(np.diff(np.sort(np.asarray(wanted, np.int64))).min()) // 6
