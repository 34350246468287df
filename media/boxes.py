"""The boxes an MP4 file is made of: where its frames lie, and how many it claims to hold."""

import struct
from collections.abc import Iterator
from typing import BinaryIO

from media.probe import MediaUnreadable

# ISO/IEC 14496-12, 4.2: a size and a name of four letters, and where the size is 1, a larger size behind them.
HEAD = 8
FRAGMENTS = frozenset({b"moof", b"sidx", b"styp", b"mfra"})  # tables among the frames
WAY = (b"moov", b"trak", b"mdia", b"minf", b"stbl")  # to the table of sizes
SIZES = b"stsz"
A_BYTE = 8  # most samples a byte may hold: old sound is counted in samples, several of which share one
MOST = 256  # boxes looked at, one beside the other

Box = tuple[bytes, int, int]  # name, first byte of what it holds, byte after the last


def boxes_in(file: BinaryIO, begin: int, after: int) -> Iterator[Box]:
    """The boxes from one byte to another, up to where they make no sense."""
    at = begin
    for _ in range(MOST):
        if at + HEAD > after:
            return
        file.seek(at)
        head = file.read(2 * HEAD)
        if len(head) < HEAD:
            return
        length, name = struct.unpack(">I4s", head[:HEAD])
        inside = at + HEAD
        if length == 1 and len(head) == 2 * HEAD:
            length, inside = int.from_bytes(head[HEAD:], "big"), at + 2 * HEAD
        end = after if length == 0 else min(at + length, after)
        if end < inside:
            return
        yield name, inside, end
        at = end


def frame_spans(file: BinaryIO, size: int) -> list[tuple[int, int]]:
    """Where the frames of a file of `size` bytes lie; nowhere where its tables are scattered among them."""
    found = list(boxes_in(file, 0, size))
    if any(name in FRAGMENTS for name, _, _ in found):
        return []
    return [(begin, after) for name, begin, after in found if name == b"mdat" and begin < after]


def check_claims(file: BinaryIO, size: int) -> None:
    """Refuse a file that claims more frames than it has bytes, before room is made for them. Raises MediaUnreadable."""
    file.seek(4)
    if file.read(4) != b"ftyp":
        return
    for begin in _tables(file, 0, size, WAY):
        file.seek(begin + 8)  # 8.7.3.2: version and flags, the size of all, how many
        counted = file.read(4)
        if len(counted) == 4 and (claimed := int.from_bytes(counted, "big")) > size * A_BYTE:
            raise MediaUnreadable(
                f"The video is damaged: it claims to hold {claimed:,} frames, and its file has only {size:,} bytes."
            )


def _tables(file: BinaryIO, begin: int, after: int, way: tuple[bytes, ...]) -> Iterator[int]:
    """Where the tables of sizes begin."""
    wanted = way[0] if way else SIZES
    for name, inside, end in list(boxes_in(file, begin, after)):
        if name == wanted and way:
            yield from _tables(file, inside, end, way[1:])
        elif name == wanted:
            yield inside
