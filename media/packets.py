"""What the packets of a film say about its frames: moments, byte positions, which may be started from."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from media.frame_index import MISSING, Ticks

if TYPE_CHECKING:
    from av.packet import Packet
    from av.video.frame import VideoFrame
    from av.video.stream import VideoStream

KEY, DISCARDED, HIDDEN, CORRUPT = 1, 2, 4, 8
VP8_SHOWN = 0x10  # RFC 6386, 9.1: bit of the first byte; a frame without it is decoded and never shown
VP9_SUPERFRAME = 0xC0  # VP9 bitstream specification, annex B: the last byte of several frames in one packet
NO_ROWS = np.empty((0, 4), np.int64)


@dataclass(slots=True)
class Packets:
    """The packets read so far, in decoding order. `table` gives one row each: pts, dts, byte position, marks.

    `keys`: what the tables of the file say of each packet, where they say it: whether it may be started from.
    """

    codec: str
    pts: list[int] = field(default_factory=list[int])
    dts: list[int] = field(default_factory=list[int])
    positions: list[int] = field(default_factory=list[int])
    marks: list[int] = field(default_factory=list[int])
    length: int = 0  # ticks the last shown packet is shown
    last: int = MISSING  # its pts
    keys: Sequence[bool] = ()

    def add(self, packet: "Packet[Any]") -> None:
        """Take note of one packet that holds data."""
        pts, dts, position = packet.pts, packet.dts, packet.pos
        at = len(self.marks)
        marks = KEY if packet.is_keyframe or (at < len(self.keys) and self.keys[at]) else 0
        if packet.is_discard:
            marks |= DISCARDED
        elif self.codec in {"vp8", "vp9"} and is_hidden(packet, self.codec):
            marks |= HIDDEN
        elif pts is not None and pts >= self.last:
            self.last, self.length = pts, packet.duration or 0
        if packet.is_corrupt:
            marks |= CORRUPT
        self.pts.append(MISSING if pts is None else pts)
        self.dts.append(MISSING if dts is None else dts)
        self.positions.append(MISSING if position is None else position)
        self.marks.append(marks)

    def __len__(self) -> int:
        return len(self.marks)

    def table(self) -> Ticks:
        """Shape (packets, 4)."""
        if not self.marks:
            return NO_ROWS
        return np.array([self.pts, self.dts, self.positions, self.marks], np.int64).T


def frames_of(stream: "VideoStream", packet: "Packet[Any] | None") -> "list[VideoFrame]":
    """The frames that come out of the decoder as a packet goes in; the last ones for None. Raises FFmpegError."""
    decoder: Any = stream.codec_context
    return decoder.decode(packet)


def is_hidden(packet: "Packet[Any]", codec: str) -> bool:
    """Whether a VP8 or VP9 packet holds only a frame that others refer to and that is never shown."""
    data = memoryview(packet)
    if codec == "vp8":
        return not data[0] & VP8_SHOWN
    if data[-1] & 0xE0 == VP9_SUPERFRAME:
        return False
    # VP9 bitstream specification, 6.2: marker 2 bits, profile 2, (one more in profile 3), existing, type, shown
    bits = data[0] << 8 | (data[1] if len(data) > 1 else 0)
    if bits & 0x3000 == 0x3000:
        bits <<= 1
    return not bits & 0x0800 and not bits & 0x0200
