"""The sound of a film, decoded for playing: blocks of samples from any moment on, on the clock of its frames."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

import av
import av.error
import numpy as np
from numpy.typing import NDArray

from media.frame_index import FrameIndex
from media.source import Source

if TYPE_CHECKING:
    from av.audio.frame import AudioFrame
    from av.audio.stream import AudioStream
    from av.container import InputContainer

RATE = 48_000  # samples a second
CHANNELS = 2
SLACK = RATE // 50  # samples by which a frame of sound may be said to begin too early or late without being moved
LONGEST_GAP = 60 * RATE  # samples; more silence than this in one piece is damage

Samples = NDArray[np.float32]
"""Of shape (n, 2), left and right, from -1 to 1."""


def has_sound(source: Source) -> bool:
    """Whether there is anything to be heard. Raises MediaUnreadable."""
    with source.container() as container:
        return bool(container.streams.audio)


def sound_from(source: Source, index: FrameIndex, start: float) -> Iterator[Samples]:
    """The samples from `start` seconds after the first frame on, block by block; where there is none, silence.

    Raises MediaUnreadable. What is damaged ends the sound.
    """
    zero = float(int(index.pts[0]) * index.time_base) if index.frames else 0.0
    with source.container() as container:
        if not container.streams.audio:
            return
        try:
            yield from _laid_out(_heard(container, container.streams.audio[0], zero + start), zero + start)
        except av.error.FFmpegError:
            return


def _heard(container: "InputContainer", stream: "AudioStream", start: float) -> "Iterator[AudioFrame]":
    """Decoded frames in the form that is played, from shortly before `start` seconds of the file's clock."""
    if stream.time_base is not None and start > 0:
        container.seek(max(int((start - 0.1) / stream.time_base), 0), stream=stream)
    resampler = av.AudioResampler(format="flt", layout="stereo", rate=RATE)
    for frame in container.decode(stream):
        yield from resampler.resample(frame)
    yield from resampler.resample(None)


def _laid_out(frames: "Iterator[AudioFrame]", start: float) -> Iterator[Samples]:
    """Samples without gap or overlap, the first at `start`."""
    written, begun = 0, False
    for frame in frames:
        samples = cast("Samples", cast("Any", frame).to_ndarray()).reshape(-1, CHANNELS)
        place = written if frame.time is None else round((frame.time - start) * RATE)
        if begun and abs(place - written) <= SLACK:
            place = written
        if place > written:
            gap = min(place - written, LONGEST_GAP)
            yield np.zeros((gap, CHANNELS), np.float32)
            written += gap
        samples = samples[max(0, written - place) :]
        if len(samples):
            begun = True
            yield samples
            written += len(samples)
