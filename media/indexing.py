"""Find every frame of a video in one pass over its packets; what was found is usable before the end is reached."""

import contextlib
import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO, cast

import av.error

from media.boxes import check_claims
from media.frame_index import FrameIndex
from media.frame_order import Findings, by_packets
from media.hollow_file import HollowFile
from media.packets import Packets
from media.probe import MediaUnreadable
from media.source import Source, film_of
from media.trial import Trial
from media.walking import index_by_decoding

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.packet import Packet
    from av.video.stream import VideoStream

EVERY = 0.25  # seconds between two looks at what was found so far
LOOK = 256  # packets between two looks at the clock

Grown = Callable[[FrameIndex], None]
Cancelled = Callable[[], bool]


def never() -> bool:
    """Nobody cancels."""
    return False


def build_index(source: Source, grown: Grown | None = None, cancelled: Cancelled = never) -> FrameIndex:
    """The frames of a video. `grown` is told what is known while it is read; frames once told keep their numbers.

    Where it is cancelled, what was found so far comes back, not complete. Raises MediaUnreadable with a sentence.
    """
    file = HollowFile(source.binary(), source.size)
    with contextlib.closing(file):
        check_claims(cast("BinaryIO", file), source.size)
        with source.container(file) as container:
            stream = film_of(container)
            found = _read(container, stream, file, _Teller(grown, stream, cancelled))
    if found is None:
        return index_by_decoding(source, grown, cancelled)
    return found


class _Teller:
    """Tells what is known so far, not too often."""

    def __init__(self, grown: Grown | None, stream: "VideoStream", cancelled: Cancelled) -> None:
        self._grown = grown
        self._stream = stream
        self.cancelled = cancelled
        self._next = 0.0

    def told(self, packets: Packets, trial: Trial) -> None:
        if self._grown is None or time.monotonic() < self._next:
            return
        index = by_packets(packets, self._stream, Findings(trial.first, complete=False))
        if index is not None and index.frames:
            self._grown(index)
            self._next = time.monotonic() + max(EVERY, len(packets) / 400_000)


def _read(container: "InputContainer", stream: "VideoStream", file: HollowFile, teller: _Teller) -> FrameIndex | None:
    """The index, or None where packets alone do not tell the order in which frames are shown."""
    trial, packets = Trial(stream), Packets(stream.codec_context.name)
    problems: list[str] = []
    complete = True
    for packet in _packets(container, stream, problems):
        packets.add(packet)
        if not trial.over:
            trial.give(packet)
            if trial.over and not trial.trusted:
                return None
        if len(packets) % LOOK and not trial.fresh:
            continue
        if teller.cancelled():
            complete = False
            break
        if trial.over:
            if trial.fresh and _has_tables(container, stream) and file.hollow_out():
                packets.keys = [entry.is_keyframe for entry in stream.index_entries]
            trial.fresh = False
            teller.told(packets, trial)
    file.check()
    trial.finish()
    if not trial.trusted:
        return None
    index = by_packets(packets, stream, Findings(trial.first, complete, tuple(problems)))
    if index is not None and complete and not index.frames:
        raise MediaUnreadable("The video holds no frames.")
    return index


def _has_tables(container: "InputContainer", stream: "VideoStream") -> bool:
    """Whether everything about packets is said in tables, so that the packets themselves need not be read."""
    return container.format.name.startswith("mov,") and stream.codec_context.name not in {"vp8", "vp9"}


def _packets(container: "InputContainer", stream: "VideoStream", problems: list[str]) -> "Iterator[Packet[Any]]":
    """The packets that hold data, up to where the file cannot be read any further."""
    try:
        for packet in container.demux(stream):
            if packet.size:
                yield packet
    except (av.error.InvalidDataError, av.error.EOFError):
        problems.append("The file is damaged: what follows the last frame found cannot be read.")
