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

EVERY = 0.25  # seconds between two looks at what was found so far
LOOK = 256  # packets between two looks at the clock
SORTED = 400_000  # packets that are put in order in about a second

Grown = Callable[[FrameIndex], None]
Cancelled = Callable[[], bool]


def never() -> bool:
    """Nobody cancels."""
    return False


def build_index(source: Source, grown: Grown | None = None, cancelled: Cancelled = never) -> FrameIndex:
    """The frames of a video. `grown` is told what is known while it is read; frames once told keep their numbers.

    Where it is cancelled, what was found so far comes back, not complete. Raises MediaUnreadable with a sentence, and
    what reading the file raises.
    """
    file = HollowFile(source.binary(), source.size)
    with contextlib.closing(file):
        check_claims(cast("BinaryIO", file), source.size)
        with source.container(file) as container:
            found = _Pass(container, file, grown, cancelled).read()
    return index_by_decoding(source, grown, cancelled) if found is None else found


class _Pass:
    """One pass over the packets of a film."""

    def __init__(
        self, container: "InputContainer", file: HollowFile, grown: Grown | None, cancelled: Cancelled
    ) -> None:
        self._container = container
        self._stream = film_of(container)
        self._file = file
        self._grown = grown
        self._cancelled = cancelled
        self._trial = Trial(self._stream)
        self._packets = Packets(self._stream.codec_context.name)
        self._problems: list[str] = []
        self._next = 0.0  # when what is known is told again

    def read(self) -> FrameIndex | None:
        """The index; None where packets alone do not tell the order in which frames are shown."""
        complete = self._read() if self._trial.trusted else False
        self._file.check()
        self._trial.finish()
        if not self._trial.trusted:
            return None
        index = self._index(complete=complete)
        if index is not None and complete and not index.frames:
            raise MediaUnreadable("The video holds no frames.")
        return index

    def _read(self) -> bool:
        """Whether the end was reached."""
        for packet in self._held():
            self._packets.add(packet)
            told = self._try(packet)
            if not self._trial.trusted:
                return False
            if told or len(self._packets) % LOOK == 0:
                if self._cancelled():
                    return False
                self._tell()
        return True

    def _try(self, packet: "Packet[Any]") -> bool:
        """Give a packet to the trial, if that still runs; whether it is over since this one."""
        if self._trial.over:
            return False
        self._trial.give(packet)
        if self._trial.over and self._has_tables() and self._file.hollow_out():
            self._packets.keys = [entry.is_keyframe for entry in self._stream.index_entries]
        return self._trial.over

    def _has_tables(self) -> bool:
        """Whether everything about packets is said in tables, so that the packets themselves need not be read."""
        hidden = self._stream.codec_context.name in {"vp8", "vp9"}
        return self._container.format.name.startswith("mov,") and not hidden

    def _held(self) -> "Iterator[Packet[Any]]":
        """The packets that hold data, up to where the file cannot be read any further."""
        try:
            for packet in self._container.demux(self._stream):
                if packet.size:
                    yield packet
        except (av.error.InvalidDataError, av.error.EOFError):
            self._problems.append("The file is damaged: what follows the last frame found cannot be read.")

    def _tell(self) -> None:
        if self._grown is None or not self._trial.over or time.monotonic() < self._next:
            return
        index = self._index(complete=False)
        if index is not None and index.frames:
            self._grown(index)
            self._next = time.monotonic() + max(EVERY, len(self._packets) / SORTED)

    def _index(self, *, complete: bool) -> FrameIndex | None:
        findings = Findings(self._trial.first, complete, tuple(self._problems))
        return by_packets(self._packets, self._stream, findings)
