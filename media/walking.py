"""Find every frame by decoding the whole film, where its packets do not tell when frames are shown."""

import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import av.error
import numpy as np

from media.frame_index import DTS, MISSING, ORDER, POSITION, PTS, FrameIndex, Ticks
from media.frame_order import end_of, key_frames, problems_of
from media.hollow_file import HollowFile
from media.packets import Packets, frames_of
from media.probe import MediaUnreadable
from media.source import Source, film_of

if TYPE_CHECKING:
    from av.packet import Packet
    from av.video.stream import VideoStream

EVERY = 0.5  # seconds between two looks at what was found so far
FIRST = 32  # frames found before the first look
USUAL_RATE = 25


@dataclass(slots=True)
class _Walk:
    """What was decoded so far: the packets, and the ordinals of those shown, in the order they are shown."""

    packets: Packets
    shown: list[int] = field(default_factory=list[int])

    def decode(self, stream: "VideoStream", packet: "Packet[Any] | None") -> None:
        try:
            frames = frames_of(stream, packet)
        except av.error.FFmpegError:
            return
        self.shown.extend(frame.pts for frame in frames if frame.pts is not None)


def index_by_decoding(
    source: Source, grown: Callable[[FrameIndex], None] | None, cancelled: Callable[[], bool]
) -> FrameIndex:
    """The frames of a film that only decoding tells. Raises MediaUnreadable."""
    file = HollowFile(source.binary(), source.size)
    with contextlib.closing(file), source.container(file) as container:
        stream = film_of(container)
        walk = _Walk(Packets(stream.codec_context.name))
        problems: list[str] = []
        complete, told = True, 0.0
        try:
            for packet in container.demux(stream):
                if not packet.size:
                    continue
                walk.packets.add(packet)
                packet.pts = len(walk.packets) - 1
                walk.decode(stream, packet)
                if cancelled():
                    complete = False
                    break
                if grown is not None and len(walk.shown) >= FIRST and time.monotonic() > told:
                    grown(_index(walk, stream, (), complete=False))
                    told = time.monotonic() + EVERY
        except (av.error.InvalidDataError, av.error.EOFError):
            problems.append("The file is damaged: what follows the last frame found cannot be read.")
        file.check()
        if complete:
            walk.decode(stream, None)
        if complete and not walk.shown:
            raise MediaUnreadable("No frame of this video can be decoded.")
        return _index(walk, stream, tuple(problems), complete=complete)


def _index(walk: _Walk, stream: "VideoStream", problems: tuple[str, ...], *, complete: bool) -> FrameIndex:
    table = walk.packets.table()
    ordinals = np.array(walk.shown, np.int64)
    ticks, base = _moments(table, ordinals, stream, complete=complete)
    known_by, signs = _signs(table, ordinals)
    as_shown = table.copy()
    as_shown[:, 0] = MISSING
    as_shown[ordinals, 0] = ticks
    keys, entries = key_frames(as_shown, ticks, ordinals)
    entries[:, 0] = table[ordinals[keys], 0]
    if known_by == ORDER:
        keys, entries = keys[:0], entries[:0]
    return FrameIndex(
        ticks,
        base,
        keys,
        complete,
        (*problems, *problems_of(table, stream, 0, complete=complete)),
        max(end_of(ticks, walk.packets.length), walk.packets.last + walk.packets.length),
        entries,
        known_by,
        signs,
    )


def _moments(table: Ticks, ordinals: Ticks, stream: "VideoStream", *, complete: bool) -> tuple[Ticks, Fraction]:
    """When the frames of these rows are shown: as they say; or at the moments they are decoded; or evenly."""
    base = stream.time_base or Fraction(1, USUAL_RATE)
    said = table[ordinals, 0]
    # While more may come, packets that wait in the decoder count too: the moments told stay those of the end.
    decoded = np.sort(table[ordinals, 1] if complete else table[:, 1])[: len(ordinals)]
    for ticks in (said, decoded):
        if len(ticks) and ticks.min() != MISSING and bool((np.diff(ticks) > 0).all()):
            return ticks.copy(), base
    rate = stream.average_rate or stream.guessed_rate or Fraction(USUAL_RATE)
    return np.arange(len(ordinals), dtype=np.int64), 1 / rate


def _signs(table: Ticks, ordinals: Ticks) -> tuple[str, Ticks]:
    """What tells one packet from another after a jump, and that of each frame."""
    for name, column in ((POSITION, 2), (DTS, 1), (PTS, 0)):
        values = table[:, column]
        if values.min(initial=0) > MISSING and len(np.unique(values)) == len(values):
            return name, table[ordinals, column].copy()
    return ORDER, ordinals
