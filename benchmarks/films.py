"""The films that are measured: moving pictures with their number in a corner, very many frames, a gigabyte."""

from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
from numpy.typing import NDArray

from tests.media.numbered import numbered

SHOT = 120  # frames between two cuts
CORNER = (256, 96)  # pixels, width and height, of the number
RATE = 30


def moving_film(path: Path, frames: int, size: tuple[int, int], options: Mapping[str, str]) -> Path:
    """An H.264 film of a texture that moves, with a cut every 120 frames; frame i carries number i."""
    width, height = size
    surface = _texture(2 * width, 2 * height)
    wide, high = min(CORNER[0], width), min(CORNER[1], height)
    with av.open(str(path), "w") as opened:
        container: Any = opened
        stream = container.add_stream("libx264", RATE, options={"preset": "veryfast", **options})
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        for number in range(frames):
            shot = number // SHOT
            left, top = (number * 3 + shot * 97) % width, (number * 2 + shot * 53) % height
            picture = np.roll(surface, shot * 211, axis=1)[top : top + height, left : left + width].copy()
            picture[:high, :wide] = numbered(number, wide, high)
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def repeated(film: Path, path: Path, times: int, *, front: bool = False) -> Path:
    """The packets of a film again and again, as one long film; `front`: its tables before its frames."""
    options = {"movflags": "faststart"} if front else {}
    with av.open(str(film)) as source, av.open(str(path), "w", options=options) as opened:
        out: Any = opened
        stream = out.add_stream_from_template(source.streams.video[0])
        packets = [packet for packet in source.demux(source.streams.video[0]) if packet.size]
        length = max(packet.pts or 0 for packet in packets) + (packets[0].duration or 0)
        held = [(bytes(packet), packet.pts or 0, packet.dts or 0, packet.is_keyframe) for packet in packets]
        base = source.streams.video[0].time_base
        for begin in range(0, times * length, length):
            for data, pts, dts, key in held:
                packet: Any = av.Packet(data)
                packet.pts, packet.dts, packet.is_keyframe = begin + pts, begin + dts, key
                packet.time_base, packet.duration, packet.stream = base, packets[0].duration, stream
                out.mux(packet)
    return path


def _texture(width: int, height: int) -> NDArray[np.uint8]:
    """Blotches of four sizes, the same every time; shape (height, width, 3)."""
    chance = np.random.default_rng(20261122)
    grey = np.zeros((height, width), np.float32)
    for size, strength in ((64, 60), (16, 40), (4, 20), (2, 6)):
        blotches = chance.random((height // size + 2, width // size + 2)).astype(np.float32)
        grey += strength * np.kron(blotches, np.ones((size, size), np.float32))[:height, :width]
    return np.stack([grey + 40, grey * 0.9 + 30, grey * 0.8 + 60], axis=2).clip(0, 255).astype(np.uint8)
