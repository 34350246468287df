"""The sound of a film as peaks to be drawn, on the same clock as its frames."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av.error
import numpy as np
from numpy.typing import NDArray

from media.frame_index import FrameIndex
from media.hollow_file import HollowFile
from media.source import Source

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.container import InputContainer

Peaks = NDArray[np.float32]

FINEST = 0.01  # seconds a peak
MOST = 500_000  # peaks of a whole film
EVERY = 0.5  # seconds between two looks at what is there so far


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """`peaks` [n, 2]: the lowest and highest sample, -1 to 1, of every `seconds` from the first frame shown on.

    Silence is 0 and 0; a film without sound has no peaks. `complete`: whether the sound has been heard whole.
    """

    peaks: Peaks
    seconds: float
    complete: bool = True


NO_SOUND = Sound(np.zeros((0, 2), np.float32), FINEST)


def _never() -> bool:
    return False


def sound_of(
    source: Source,
    index: FrameIndex,
    grown: Callable[[Sound], None] | None = None,
    cancelled: Callable[[], bool] = _never,
) -> Sound:
    """The peaks of the first sound of a film, as long as its pictures. Raises MediaUnreadable, and what reading raises.

    What is damaged is silence. Stopped, the peaks until then.
    """
    file = None if isinstance(source.file, Path) else HollowFile(source.binary(), source.size)
    try:
        with source.container(file) as container:
            if not container.streams.audio or not index.frames:
                return NO_SOUND
            found = _heard(container, _Hearing(index), grown, cancelled)
        if file is not None:
            file.check()
        return found
    finally:
        if file is not None:
            file.close()


def _heard(
    container: "InputContainer",
    hearing: "_Hearing",
    grown: Callable[[Sound], None] | None,
    cancelled: Callable[[], bool],
) -> Sound:
    told = time.monotonic() + EVERY
    try:
        for packet in container.demux(container.streams.audio[0]):
            hearing.take(packet.decode)
            if cancelled():
                return hearing.heard(complete=False)
            if grown is not None and time.monotonic() > told:
                grown(hearing.heard(complete=False))
                told = time.monotonic() + EVERY
    except av.error.FFmpegError:
        pass  # a damaged end: what was heard before it is shown
    return hearing.heard(complete=True)


class _Hearing:
    """The peaks so far. The clock starts with the first frame shown, whatever the file calls that moment."""

    def __init__(self, index: FrameIndex) -> None:
        self._start = float(int(index.pts[0]) * index.time_base)
        self._seconds = max(FINEST, index.duration / MOST)
        self._peaks = np.zeros((max(1, int(np.ceil(index.duration / self._seconds))), 2), np.float32)
        self._until = 0

    def heard(self, *, complete: bool) -> Sound:
        """What is known by now."""
        peaks = self._peaks if complete else self._peaks[: self._until].copy()
        peaks.setflags(write=False)
        return Sound(peaks, self._seconds, complete)

    def take(self, decode: "Callable[[], list[AudioFrame]]") -> None:
        """The samples of a packet."""
        try:
            frames = decode()
        except av.error.FFmpegError:
            return
        for frame in frames:
            if frame.pts is not None and frame.time_base is not None and frame.samples:
                self._add(float(frame.pts * frame.time_base) - self._start, _samples(frame), frame.sample_rate)

    def _add(self, begin: float, samples: Peaks, rate: int) -> None:
        places = ((begin + np.arange(len(samples)) / rate) / self._seconds).astype(np.int64)
        inside = (begin + np.arange(len(samples)) / rate >= 0) & (places < len(self._peaks))
        places, samples = places[inside], samples[inside]
        if not len(places):
            return
        starts = np.concatenate([[0], np.flatnonzero(np.diff(places)) + 1])
        at = places[starts]
        self._peaks[at, 0] = np.minimum(self._peaks[at, 0], np.minimum.reduceat(samples, starts))
        self._peaks[at, 1] = np.maximum(self._peaks[at, 1], np.maximum.reduceat(samples, starts))
        self._until = max(self._until, int(at[-1]) + 1)


def _samples(frame: "AudioFrame") -> Peaks:
    """The samples of all channels in one, each the loudest of them, -1 to 1."""
    values = frame.to_ndarray()
    if not frame.format.is_planar:
        values = values.reshape(-1, frame.layout.nb_channels).T
    shares = _unit(values)
    return shares[np.abs(shares).argmax(0), np.arange(shares.shape[1])]


def _unit(values: NDArray[Any]) -> Peaks:
    """Whole numbers as shares of the largest; unsigned bytes lie around 128."""
    samples: Peaks = values.astype(np.float32)
    if values.dtype == np.uint8:
        return samples / np.float32(128) - np.float32(1)
    return samples if values.dtype.kind == "f" else samples / np.float32(2 ** (8 * values.dtype.itemsize - 1))
