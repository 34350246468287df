"""Look at every frame of a film once, in the order shown, and measure it."""

import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from av.video.frame import VideoFrame

from media.frame_index import FrameIndex
from media.measures import Gauge, Measures
from media.probe import MediaUnreadable
from media.run import STRICT, Run
from media.source import Source

if TYPE_CHECKING:
    from media.picture import Frames

_ALONE = {**STRICT, "threads": "1"}  # beside the window: it leaves the other cores to the picture that is watched
EVERY = 0.5  # seconds between two looks at what is measured so far


def never() -> bool:
    """Nobody asks to stop."""
    return False


def measure(
    source: Source,
    index: FrameIndex,
    grown: Callable[[Measures], None] | None = None,
    cancelled: Callable[[], bool] = never,
) -> Measures:
    """The measures of a film, row n of them of frame n of the index. Stopped, those of the frames before.

    A frame that is damaged has a row that says so. Raises MediaUnreadable where the file cannot be read at all.
    """
    run = Run(source, index, _ALONE)
    try:
        return _measured(index.frames, run.start(-1), grown, cancelled)
    finally:
        run.close()


def measure_pictures(
    frames: "Frames",
    count: int,
    grown: Callable[[Measures], None] | None = None,
    cancelled: Callable[[], bool] = never,
) -> Measures:
    """The same of frames that come one by one, the pictures of a sequence."""
    return _measured(count, _pictures(frames, count), grown, cancelled)


def _measured(
    count: int,
    frames: "Iterator[tuple[int, VideoFrame]]",
    grown: Callable[[Measures], None] | None,
    cancelled: Callable[[], bool],
) -> Measures:
    gauge, told = Gauge(count), time.monotonic() + EVERY
    for number, frame in frames:
        gauge.take(number, frame)
        if cancelled():
            return gauge.measured()
        if grown is not None and time.monotonic() > told:
            grown(gauge.measured())
            told = time.monotonic() + EVERY
    return gauge.finished()


def _pictures(frames: "Frames", count: int) -> "Iterator[tuple[int, VideoFrame]]":
    for number in range(count):
        try:
            picture = frames.frame(number)
        except MediaUnreadable:
            continue
        yield number, VideoFrame.from_ndarray(picture.bgra, format="bgra")
