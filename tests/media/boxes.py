"""Change the tables of an MP4 file: the edits that say which part is shown, the number of frames it claims to hold."""

import struct
from pathlib import Path

Edit = tuple[float, float]  # seconds shown, second of the film it begins at
PARENTS = (b"moov", b"trak", b"edts")


def with_edits(path: Path, edits: list[Edit]) -> Path:
    """Replace the edit list (ISO/IEC 14496-12, 8.6.6) of a file whose tables are at its end."""
    data = bytearray(path.read_bytes())
    movie_rate, film_rate = _rate(data, b"mvhd"), _rate(data, b"mdhd")
    at, size = find(data, b"elst")
    first = struct.unpack_from(">i", data, at + 20)[0]  # where frame 0 is: later frames may come before it in the file
    rows = [(round(shown * movie_rate), first + round(begin * film_rate), 1 << 16) for shown, begin in edits]
    body = struct.pack(">II", 0, len(rows)) + b"".join(struct.pack(">iiI", *row) for row in rows)
    more = 8 + len(body) - size
    data[at : at + size] = struct.pack(">I4s", 8 + len(body), b"elst") + body
    for parent in PARENTS:
        begin, length = find(data, parent)
        data[begin : begin + 4] = struct.pack(">I", length + more)
    path.write_bytes(data)
    return path


def claiming(path: Path, frames: int) -> Path:
    """Let the table of sizes (8.7.3.2), of chunks and of times claim that many frames, all of one size."""
    data = bytearray(path.read_bytes())
    for kind, values in ((b"stsz", (1, frames)), (b"stts", (1, frames)), (b"stsc", (1, 1, frames))):
        at, _ = find(data, kind)
        struct.pack_into(f">{len(values)}I", data, at + 12, *values)
    path.write_bytes(data)
    return path


def calling_every_frame_a_key(path: Path) -> Path:
    """Without the table of key frames (8.6.2), each frame is said to be one."""
    data = path.read_bytes()
    assert b"stss" in data
    path.write_bytes(data.replace(b"stss", b"free"))
    return path


def find(data: bytes | bytearray, kind: bytes) -> tuple[int, int]:
    """Where the first box of that kind begins, and its size."""
    tables = data.rfind(b"moov") if kind != b"mdat" else 0
    at = data.index(kind, tables) - 4
    return at, struct.unpack_from(">I", data, at)[0]


def _rate(data: bytearray, kind: bytes) -> int:
    at, _ = find(data, kind)
    return struct.unpack_from(">I", data, at + 20)[0]
