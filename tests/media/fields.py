"""An H.264 film whose fields are coded apart, two packets a frame, as broadcasts do; written bit by bit."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

from tests.media.numbered import HEIGHT, WIDTH, Pixels, numbered

# ITU-T H.264, 7.3 and 7.4: Main profile, level 3, frame_mbs_only_flag 0, CAVLC; every macroblock is I_PCM.
GROUP = 10  # frames from one that may be started from to the next
MACROBLOCK = 16
I_PCM = 25
IDR, SLICE, SPS, PPS = 0x65, 0x41, 0x67, 0x68
BLACK, WHITE, NO_COLOUR = 16, 235, 128
TICKS = 3600  # of 90,000 in a second


class Bits:
    """Bits put one after the other."""

    def __init__(self) -> None:
        self._bits: list[str] = []

    def fixed(self, value: int, length: int) -> "Bits":
        self._bits.append(f"{value:0{length}b}")
        return self

    def golomb(self, *values: int) -> "Bits":
        for value in values:
            code = f"{value + 1:b}"
            self._bits.append("0" * (len(code) - 1) + code)
        return self

    def unit(self, head: int, data: bytes = b"") -> bytes:
        """A NAL unit: its head, the bits filled up, what follows them in whole bytes, and the bit that ends it."""
        bits = "".join(self._bits)
        if data:
            bits += "0" * (-len(bits) % 8)
        else:
            bits += "1"
            bits += "0" * (-len(bits) % 8)
        body = int(bits, 2).to_bytes(len(bits) // 8, "big") + (data + b"\x80" if data else b"")
        return b"\0\0\0\1" + bytes([head]) + _escaped(body)


def _escaped(body: bytes) -> bytes:
    """7.4.1: a byte 3 goes between two zeros and what would look like the beginning of a unit."""
    out = bytearray()
    for byte in body:
        if byte <= 3 and out.endswith(b"\0\0"):
            out.append(3)
        out.append(byte)
    return bytes(out)


def parameters() -> bytes:
    across, down = WIDTH // MACROBLOCK, HEIGHT // MACROBLOCK // 2
    sequence = Bits().fixed(77, 8).fixed(0, 8).fixed(30, 8).golomb(0, 0, 0, 4, 1).fixed(0, 1)
    sequence.golomb(across - 1, down - 1).fixed(0, 1).fixed(0, 1).fixed(1, 1).fixed(0, 2)
    picture = Bits().golomb(0, 0).fixed(0, 2).golomb(0, 0, 0).fixed(0, 3).golomb(0, 0, 0).fixed(0b100, 3)
    return sequence.unit(SPS) + picture.unit(PPS)


def field(number: int, rows: Pixels, *, bottom: bool) -> bytes:
    """One field of a frame: every second row, shape (48, 128)."""
    within = number % GROUP
    first = within == 0 and not bottom
    head = Bits().golomb(0, 7, 0).fixed(within % 16, 4).fixed(1, 1).fixed(int(bottom), 1)
    if first:
        head.golomb(number // GROUP % 2)
    head.fixed(2 * within + bottom, 8).fixed(0, 2 if first else 1).golomb(0, 1)
    blocks = [
        rows[top : top + MACROBLOCK, left : left + MACROBLOCK].tobytes()
        for top in range(0, rows.shape[0], MACROBLOCK)
        for left in range(0, rows.shape[1], MACROBLOCK)
    ]
    # Each block begins with its kind, 000011010, filled up to whole bytes; that of the first one ends the head.
    head.golomb(I_PCM)
    kind = int(f"{I_PCM + 1:09b}".ljust(16, "0"), 2).to_bytes(2, "big")
    return head.unit(IDR if first else SLICE, kind.join(block + bytes([NO_COLOUR]) * 128 for block in blocks))


def units() -> Iterator[tuple[int, bytes]]:
    """Number of the frame and bytes of each field, one after the other."""
    number = 0
    while True:
        frame = np.where(numbered(number)[:, :, 0] > 127, WHITE, BLACK).astype(np.uint8)
        top = field(number, frame[0::2], bottom=False)
        yield number, (parameters() + top if number % GROUP == 0 else top)
        yield number, field(number, frame[1::2], bottom=True)
        number += 1


def write_fields(path: Path, frames: int) -> Path:
    """A transport stream of that many frames, 25 a second."""
    raw = path.with_suffix(".h264")
    packets = [next_unit for _, next_unit in zip(range(2 * frames), units(), strict=False)]
    raw.write_bytes(b"".join(data for _, data in packets))
    with av.open(str(raw)) as source, av.open(str(path), "w") as opened:
        out: Any = opened
        stream = out.add_stream_from_template(source.streams.video[0])
        for place, (number, data) in enumerate(packets):
            packet: Any = av.Packet(data)
            packet.stream, packet.time_base = stream, Fraction(1, 90_000)
            packet.pts = packet.dts = place * TICKS // 2
            packet.is_keyframe = number % GROUP == 0 and place % 2 == 0
            out.mux(packet)
    raw.unlink()
    return path
