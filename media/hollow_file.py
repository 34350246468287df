"""Read an MP4 file for its tables alone: where the frames themselves lie, nothing is fetched and zeros are given."""

import io
import struct
from typing import BinaryIO

from typing_extensions import override

ZEROS = bytes(256 * 1024)
FRAGMENTS = frozenset({b"moof", b"sidx", b"styp", b"mfra"})  # tables among the frames: all of it has to be read
SMALLEST = 8  # bytes of a box's head
MOST_BOXES = 64


class HollowFile(io.RawIOBase):
    """A file of `size` bytes that gives zeros inside `spans` (first byte, byte after the last) once it is hollow."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        super().__init__()
        self._file = file
        self._size = size
        self._at = 0
        self._spans: list[tuple[int, int]] = []

    def hollow_out(self) -> bool:
        """From now on, give zeros for what the tables do not need; False where the tables are scattered."""
        self._spans = frame_spans(self._file, self._size)
        return bool(self._spans)

    @override
    def readable(self) -> bool:
        return True

    @override
    def seekable(self) -> bool:
        return True

    @override
    def tell(self) -> int:
        return self._at

    @override
    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        begin = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        self._at = max(0, begin + offset)
        return self._at

    @override
    def read(self, size: int = -1) -> bytes:
        wanted = min(self._size - self._at if size < 0 else size, self._size - self._at)
        if wanted <= 0:
            return b""
        for first, after in self._spans:
            if first <= self._at < after:
                given = ZEROS[: min(wanted, after - self._at)]
                self._at += len(given)
                return given
        self._file.seek(self._at)
        data = self._file.read(wanted)
        self._at += len(data)
        return data

    @override
    def close(self) -> None:
        self._file.close()
        super().close()


def frame_spans(file: BinaryIO, size: int) -> list[tuple[int, int]]:
    """Where the media data of an MP4 file lies, in bytes (ISO/IEC 14496-12, 4.2 and 8.1.1); nowhere if in fragments."""
    at, spans = 0, list[tuple[int, int]]()
    for _ in range(MOST_BOXES):
        if at + SMALLEST > size:
            return spans
        file.seek(at)
        head = file.read(2 * SMALLEST)
        length, kind, large = *struct.unpack(">I4s", head[:SMALLEST]), head[SMALLEST:]
        begin = at + SMALLEST
        if length == 1 and len(large) == SMALLEST:
            length, begin = int.from_bytes(large, "big"), begin + SMALLEST
        after = size if length == 0 else min(at + length, size)
        if kind in FRAGMENTS or after <= at:
            return []
        if kind == b"mdat" and begin < after:
            spans.append((begin, after))
        at = after
    return []
