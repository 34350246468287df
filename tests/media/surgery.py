"""What happens to films on their way: cut short, overwritten, begun in the middle, given a cover, given sound."""

import random
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.stream import Disposition

HURTS = 3


def cut(path: Path) -> Path:
    """The last third of the file is gone."""
    data = path.read_bytes()
    path.write_bytes(data[: len(data) * 2 // 3])
    return path


def overwritten(path: Path) -> Path:
    """A few packets hold noise; always the same ones."""
    chance = random.Random(5)
    data = bytearray(path.read_bytes())
    places = packets_of(path)
    for _ in range(HURTS):
        begin, size = places[chance.randrange(5, len(places))]
        length = min(size // 2, 60)
        at = begin + 12 + chance.randrange(max(1, min(size, 160) - length - 12))
        data[at : at + length] = bytes(chance.randrange(256) for _ in range(length))
    path.write_bytes(data)
    return path


def packets_of(path: Path) -> list[tuple[int, int]]:
    """Where each packet of the film lies in the file, and its size."""
    with av.open(str(path)) as container:
        packets = container.demux(container.streams.video[0])
        return [(packet.pos or 0, packet.size) for packet in packets if packet.size]


def beginning_in_the_middle(path: Path) -> Path:
    """An MPEG transport stream switched on between two frames that may be started from."""
    with av.open(str(path)) as container:
        packets = [packet for packet in container.demux(container.streams.video[0]) if packet.size]
        begin = packets[10].pos or 0
    data = path.read_bytes()
    tables = data[: 188 * 3]  # which programs and streams there are
    path.write_bytes(tables + data[begin // 188 * 188 :])
    return path


def with_cover(path: Path) -> Path:
    """The same film with a picture attached, before it."""
    return _again(path, cover=True)


def with_sound(path: Path) -> Path:
    """The same film with noise between its frames."""
    return _again(path, cover=False)


def _again(path: Path, *, cover: bool) -> Path:
    new = path.with_stem(f"{path.stem}-with")
    with av.open(str(path)) as film, av.open(str(new), "w") as opened:
        out: Any = opened
        more: Any = _cover(out) if cover else out.add_stream("aac", rate=48_000, layout="mono")
        stream = out.add_stream_from_template(film.streams.video[0])
        if cover:
            frame = av.VideoFrame.from_ndarray(np.full((32, 32, 3), 90, np.uint8), format="rgb24")
            out.mux(more.encode(frame))
            out.mux(more.encode(None))
        for ordinal, packet in enumerate(film.demux(film.streams.video[0])):
            if packet.size:
                if not cover:
                    out.mux(more.encode(_noise(ordinal)))
                packet.stream = stream
                out.mux(packet)
    return new.replace(path)


def _cover(out: Any) -> Any:
    stream = out.add_stream("mjpeg", 1)
    stream.width = stream.height = 32
    stream.pix_fmt = "yuvj420p"
    stream.disposition = Disposition.attached_pic
    return stream


def _noise(ordinal: int) -> av.AudioFrame:
    """A 25th of a second."""
    samples = np.random.default_rng(ordinal).standard_normal((1, 1920)).astype(np.float32) / 10
    frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout="mono")
    frame.sample_rate = 48_000
    frame.pts = ordinal * 1920
    return frame
