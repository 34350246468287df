"""Decode the first packets of a film, to learn whether packets and frames agree and which frame is shown first."""

from typing import TYPE_CHECKING, Any

import av.error

from media.packets import frames_of, is_hidden

if TYPE_CHECKING:
    from av.packet import Packet
    from av.video.stream import VideoStream

ENOUGH = 4  # frames decoded
MOST = 64  # packets tried
PROGRESSIVE = 1  # greatest field order, in FFmpeg's numbers, of a film that is not interlaced
REORDERED = frozenset({"h264", "hevc"})  # AVI says nothing about when their frames are shown


class Trial:
    """`trusted`: whether every packet is one frame, shown at its pts. `first`: pts of the first frame shown."""

    def __init__(self, stream: "VideoStream") -> None:
        self._stream = stream
        self._fed: list[int] = []
        self._shown: list[int] = []
        self._failures = 0
        self._packets = 0
        self.trusted = not _must_decode(stream)
        self.over = not self.trusted

    @property
    def first(self) -> int | None:
        """The pts of the first frame shown; None where none came out."""
        return self._shown[0] if self._shown else None

    def give(self, packet: "Packet[Any]") -> None:
        """Decode one more packet."""
        self._packets += 1
        codec = self._stream.codec_context.name
        if not packet.is_discard and not (codec in {"vp8", "vp9"} and is_hidden(packet, codec)):
            if packet.pts is None:
                self._end(trusted=False)
                return
            self._fed.append(packet.pts)
        self._decode(packet)
        if not self.over and (len(self._shown) >= ENOUGH or self._packets >= MOST):
            self._judge()

    def finish(self) -> None:
        """There are no more packets: what is still in the decoder comes out."""
        if self.over:
            return
        self._decode(None)
        if not self.over:
            self._judge()

    def _decode(self, packet: "Packet[Any] | None") -> None:
        try:
            frames = frames_of(self._stream, packet)
        except av.error.FFmpegError:
            self._failures += 1
            return
        for frame in frames:
            if frame.pts is None or (self._shown and frame.pts <= self._shown[-1]):
                self._end(trusted=False)
                return
            self._shown.append(frame.pts)

    def _judge(self) -> None:
        """Between the first and the last frame that came out, every packet must have become one."""
        if self._shown and not self._failures:
            expected = [pts for pts in sorted(self._fed) if self._shown[0] <= pts <= self._shown[-1]]
            self._end(trusted=expected == self._shown)
        else:
            self._end(trusted=True)

    def _end(self, *, trusted: bool) -> None:
        self.over = True
        self.trusted = trusted


def _must_decode(stream: "VideoStream") -> bool:
    context = stream.codec_context
    if context.name == "h264" and context.field_order > PROGRESSIVE:
        return True  # one frame may come in two packets, a field each
    return stream.container.format.name == "avi" and context.name in REORDERED
