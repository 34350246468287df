"""Decode a film forwards from a frame that may be started from; every picture that comes out knows its number."""

import contextlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import av.error
import numpy as np
from av.video.frame import PictureType

from media.frame_index import MISSING, ORDER, POSITION, PTS, FrameIndex
from media.hollow_file import HollowFile
from media.packets import NO_ROWS, frames_of
from media.picture import Look, matrix_of
from media.source import Source, film_of

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.packet import Packet
    from av.video.frame import VideoFrame

BY_BYTES = frozenset({"mpegts", "mpeg", "h264", "hevc", "mpegvideo"})  # forms without a table of where frames are
BY_DTS = frozenset({"avi"})
PATIENCE = 128  # packets after which a start that gives no picture is given up
RECOVERING = frozenset({"h264", "hevc"})  # their decoders give no picture before they are sure of it
STRICT = {"err_detect": "explode"}  # what is damaged is said, not painted over with the frame before


class Run:
    """An open film. `start` jumps; iterating gives (number, frame) in the order shown, damaged ones left out."""

    def __init__(self, source: Source, index: FrameIndex, options: Mapping[str, str] = STRICT) -> None:
        self.index = index
        self.damaged = False  # whether something was lost since the last start
        self.silent = False  # whether nothing at all came out since then
        self.spoiled: set[int] = set()  # numbers of the frames that were lost with it
        self._lost = False  # whether what comes next refers to something lost
        self._doubted = False  # whether the first picture has to be one that refers to no other
        self._source = source
        self._options = dict(options)
        self._looks: dict[int, Look] = {}  # by the degrees that a frame is turned
        self._open()
        self._order = np.argsort(index.signs) if index.known_by != PTS else NO_ROWS

    def _open(self) -> None:
        local = isinstance(self._source.file, Path)
        self._file = None if local else HollowFile(self._source.binary(), self._source.size)
        with contextlib.ExitStack() as held:
            if self._file is not None:
                held.callback(self._file.close)
            self._container: InputContainer = held.enter_context(self._source.container(self._file))
            self._stream = film_of(self._container)
            held.pop_all()
        self._stream.codec_context.options = self._options
        self._form = self._container.format.name.partition(",")[0]

    def look_of(self, frame: "VideoFrame") -> Look:
        """How a frame of this film is meant to be seen."""
        turned = frame.rotation
        if turned not in self._looks:
            self._looks[turned] = Look(float(self._stream.sample_aspect_ratio or 1), matrix_of(frame))
        return self._looks[turned]

    def close(self) -> None:
        """Close the file."""
        self._container.close()
        if self._file is not None:
            self._file.close()

    def grow(self, index: FrameIndex) -> None:
        """More is known of the same film."""
        self.index = index
        if index.known_by != PTS:
            self._order = np.argsort(index.signs)

    def start(self, key: int) -> "Iterator[tuple[int, VideoFrame]]":
        """The frames from the one with number `index.keys[key]` on; from the beginning where `key` is -1.

        They end where the file does, or where none comes for a long time.
        """
        self.damaged, self.silent = False, True
        self.spoiled, self._lost = set(), False
        self._doubted = key >= 0 and self._shows_itself(key)
        if key < 0:
            self._rewind()
            return self._decoded(self._packets(), 0)
        return self._decoded(self._arrive(key), int(self.index.keys[key]))

    def _rewind(self) -> None:
        self.close()
        self._open()

    def _packets(self) -> "Iterator[Packet[Any]]":
        return self._container.demux(self._stream)

    def _arrive(self, key: int) -> "Iterator[Packet[Any]]":
        """The packets from that of the key frame on; jumps further back, until it is not missed."""
        pts, dts, position = (int(value) for value in self.index.entries[key])
        for jump in self._jumps(key):
            try:
                self._container.seek(jump, stream=self._stream, unsupported_byte_offset=self._form in BY_BYTES)
            except av.error.FFmpegError:
                continue
            if (arrived := self._from(pts, dts, position)) is not None:
                return arrived
        self._rewind()
        return self._from(pts, dts, position) or iter(())

    def _jumps(self, key: int) -> Iterator[int]:
        column = 2 if self._form in BY_BYTES else 1 if self._form in BY_DTS else 0
        for back in range(3):
            if key - back < 0:
                return
            place = self.index.entries[key - back]
            for value in (place[column], place[1] if column == 0 else MISSING):
                if value != MISSING:
                    yield int(value)

    def _from(self, pts: int, dts: int, position: int) -> "Iterator[Packet[Any]] | None":
        """The packets from the one that is this one; None where it does not come."""
        packets = self._packets()
        for packet in packets:
            if not packet.size:
                return None
            here = MISSING if packet.pts is None else packet.pts
            if packet.is_keyframe and here == pts and (position in {MISSING, packet.pos}):
                return _with(packet, packets)
            if dts != MISSING and packet.dts is not None and packet.dts > dts:
                return None
        return None

    def _decoded(self, packets: "Iterator[Packet[Any]]", floor: int) -> "Iterator[tuple[int, VideoFrame]]":
        lowest = self._sign_of(floor)
        waiting = groups = 0
        for ordinal, packet in enumerate(packets):
            waiting += not packet.is_discard
            if self.silent and waiting > PATIENCE:
                return
            self._stamp(packet, ordinal)
            groups += packet.is_keyframe
            if self._lost and packet.is_keyframe and packet.pts is not None:
                self._lost, lowest = False, packet.pts
                # In the first group what seems lost may be frames before it, which later ones let go of by name:
                # the decoder has to keep those it has.
                yield from self._numbered(self._emptied() if groups > 2 else [], floor)
            leading = packet.pts is not None and packet.pts < lowest
            if self._lost or leading:
                self._spoil(packet.pts)
            frames, failed = self._given(packet)
            if failed and not leading:
                self._lose(packet.pts)
            if self._doubted and self._belies(frames, floor):
                return
            yield from self._numbered(frames, floor)
        self._check()

    def _check(self) -> None:
        """Raise what kept the file from being read, which is no damage of the film."""
        if self._file is not None:
            self._file.check()

    def _shows_itself(self, key: int) -> bool:
        """Whether the packet to start at is that of a frame shown, and not of one before an edit."""
        number, place = int(self.index.keys[key]), self.index.entries[key]
        if self.index.known_by == PTS:
            return int(place[0]) == int(self.index.pts[number])
        return self.index.known_by == POSITION and int(place[2]) == int(self.index.signs[number])

    def _belies(self, frames: "list[VideoFrame]", floor: int) -> bool:
        """Whether the first picture refers to others: the file calls something a key frame that is none."""
        for frame in frames:
            number = self._shown_at(frame.pts)
            if number is not None and number >= floor:
                self._doubted = False
                whole = frame.key_frame or frame.pict_type == PictureType.I
                return not whole and (number == floor or self._stream.codec_context.name not in RECOVERING)
        return False

    def _given(self, packet: "Packet[Any]") -> "tuple[list[VideoFrame], bool]":
        """The frames that come out as a packet goes in, and whether it was damaged."""
        if packet.is_corrupt and packet.size:
            return [], True
        try:
            return frames_of(self._stream, packet if packet.size else None), False
        except av.error.EOFError:
            return [], False
        except av.error.FFmpegError:
            return [], packet.size > 0

    def _emptied(self) -> "list[VideoFrame]":
        """What is whole in the decoder, which then starts afresh."""
        frames: list[VideoFrame] = []
        with contextlib.suppress(av.error.FFmpegError):
            frames = frames_of(self._stream, None)
        self._stream.codec_context.flush_buffers()
        return frames

    def _sign_of(self, number: int) -> int:
        if self.index.known_by != PTS or not self.index.frames:
            return number
        return int(self.index.pts[number])

    def _lose(self, pts: int | None) -> None:
        self.damaged = self._lost = True
        self._spoil(pts)

    def _spoil(self, pts: int | None) -> None:
        """A frame that refers to something lost is not shown."""
        number = self._shown_at(pts)
        if number is not None:
            self.spoiled.add(number)

    def _shown_at(self, pts: int | None) -> int | None:
        if pts is None or self.index.known_by != PTS:
            return pts
        return self.index.number_at(pts)

    def _stamp(self, packet: "Packet[Any]", ordinal: int) -> None:
        """Write on a packet the number of its frame, where its pts does not tell it."""
        if packet.is_discard:
            packet.pts = None
        elif self.index.known_by != PTS and packet.size:
            known_by = self.index.known_by
            sign = ordinal if known_by == ORDER else packet.pos if known_by == POSITION else packet.dts
            packet.pts = self._number_of(sign)

    def _number_of(self, sign: int | None) -> int | None:
        if sign is None:
            return None
        at = int(np.searchsorted(self.index.signs, sign, sorter=self._order))
        if at < len(self._order) and int(self.index.signs[self._order[at]]) == sign:
            return int(self._order[at])
        return None

    def _numbered(self, frames: "list[VideoFrame]", floor: int) -> "Iterator[tuple[int, VideoFrame]]":
        for frame in frames:
            number = self._shown_at(frame.pts)
            if frame.is_corrupt:  # the decoder filled in what was missing
                self._lose(frame.pts)
            if number is not None and number >= floor and number not in self.spoiled:
                self.silent = False
                yield number, frame


def _with(first: "Packet[Any]", rest: "Iterator[Packet[Any]]") -> "Iterator[Packet[Any]]":
    yield first
    yield from rest
