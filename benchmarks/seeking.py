"""How long an exact frame takes: cold, beside the bare decoding it cannot do without; in the group; backwards; remote.

python -m benchmarks.seeking

The peer decodes from the key frame before to the frame and shows nothing: the limit of what can be. Both are measured
in processor time, turn by turn, on the same file. The film of 200,000 frames is a short one repeated; the remote one is
a gigabyte, served on loopback by another process.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, cast

import av

from benchmarks.films import moving_film, repeated
from benchmarks.range_server import served
from benchmarks.report import Figure, Report, median_of, percentile
from controllers.remote_file import RemoteBlocks
from media.decoder import Decoder
from media.frame_index import FrameIndex
from media.indexing import build_index
from media.source import Source
from wire.client import PlatformClient
from wire.signing import PrivateKey, generate_key

FRAMES = 1000
SEEKS = 40
STEPS = 100
RUNS = 5
HD = (1280, 720)
LIMITS = {30: 40, 250: 120}  # milliseconds, by length of a group
RATIO = 1.3
STILL = {"sc_threshold": "0", "bf": "3", "crf": "23"}
FULL = {"b": "40M", "maxrate": "40M", "bufsize": "4M", "x264-params": "nal-hrd=cbr", "g": "50", "bf": "3"}
GIGABYTE = 10**9


def milliseconds(function: Callable[[], object]) -> tuple[float, float]:
    """Processor time and time on the wall of one call."""
    wall, cpu = time.perf_counter(), time.process_time()
    function()
    return (time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000


class Bare:
    """The least that can be done: jump to the key frame, decode up to the frame, nothing else."""

    def __init__(self, path: Path, index: FrameIndex) -> None:
        self._container = av.open(str(path))
        self._index = index

    def reach(self, number: int) -> None:
        """Decode up to that frame."""
        stream = self._container.streams.video[0]
        key = int(self._index.keys[self._index.key_before(number)])
        self._container.seek(int(self._index.pts[key]), stream=stream)
        for frame in self._container.decode(stream):
            if frame.pts is not None and frame.pts >= int(self._index.pts[number]):
                return


def cold(path: Path, group: int) -> Figure:
    """Random frames, each from a decoder that stands elsewhere and keeps nothing."""
    source = Source.of_path(path)
    index = build_index(source)
    decoder, bare = Decoder(source, index, 0), Bare(path, index)
    parked = int(index.keys[-1])
    chance = random.Random(7)
    ours: list[tuple[float, float]] = []
    least: list[float] = []
    for number in [chance.randrange(parked) for _ in range(SEEKS)]:
        decoder.frame(parked)
        ours.append(milliseconds(lambda number=number: decoder.frame(number)))
        least.append(milliseconds(lambda number=number: bare.reach(number))[0])
    decoder.close()
    took, limit = median_of([cpu for cpu, _ in ours]), median_of(least)
    ratio = median_of([cpu / other for (cpu, _), other in zip(ours, least, strict=True)])
    return Figure(
        f"random exact seek, cold, group of {group}",
        f"{took:.0f} ms (on the wall {median_of([wall for _, wall in ours]):.0f}, "
        f"95 of 100 within {percentile([wall for _, wall in ours], 0.95):.0f})",
        f"bare decoding {limit:.0f} ms ({ratio:.2f} of it)",
        f"≤ {RATIO} times, ≤ {LIMITS[group]} ms",
        ratio <= RATIO and took <= LIMITS[group],
    )


def near(path: Path) -> list[Figure]:
    """In the group that is decoded, and backwards through it and the one before."""
    source = Source.of_path(path)
    index = build_index(source)
    decoder = Decoder(source, index)
    first, last = int(index.keys[1]), int(index.keys[2]) - 1
    decoder.frame(last)
    chance = random.Random(7)
    within = [milliseconds(lambda: decoder.frame(chance.randint(first, last)))[0] for _ in range(SEEKS)]
    decoder.close()
    begin = int(index.keys[2]) + 20  # so that the way back crosses into a group not decoded yet
    decoder.frame(begin)
    back = [milliseconds(lambda number=begin - step: decoder.frame(number))[0] for step in range(1, STEPS + 1)]
    rate = (STEPS - 1) * 1000 / (sum(back) - back[0])
    decoder.close()
    return [
        Figure("a frame of the group decoded", f"{median_of(within):.1f} ms", "", "≤ 5 ms", median_of(within) <= 5),
        Figure(
            f"step back {STEPS} frames, into the group before",
            f"{rate:.0f} a second (the longest {max(back):.0f} ms)",
            "",
            "≥ 60 a second",
            rate >= 60,
        ),
    ]


def many(folder: Path) -> Figure:
    """All frames of a very long film."""
    film = moving_film(folder / "short.mp4", 500, (64, 48), {"g": "250", **STILL})
    source = Source.of_path(repeated(film, folder / "many.mp4", 400))
    took = [milliseconds(lambda: build_index(source)) for _ in range(3)]
    seconds = median_of([cpu for cpu, _ in took]) / 1000
    with av.open(str(folder / "many.mp4")) as container:
        packets = milliseconds(lambda: sum(1 for _ in container.demux(container.streams.video[0])))[0] / 1000
    return Figure(
        f"index of {build_index(source).frames:,} frames",
        f"{seconds:.2f} s",
        f"reading the packets and doing nothing {packets:.2f} s",
        "≤ 2 s",
        seconds <= 2,
    )


def remote(folder: Path) -> list[Figure]:
    """From nothing to the first picture of a film of a gigabyte, its tables at the end and at the beginning."""
    part = moving_film(folder / "part.mp4", 100, (640, 360), FULL)
    times = GIGABYTE // part.stat().st_size + 1
    figures: list[Figure] = []
    for name, front in (("end", False), ("beginning", True)):
        path = repeated(part, folder / f"{name}.mp4", times, front=front)
        with served(folder) as address:
            figures.append(_first_frame(f"{address}/{path.name}", path.stat().st_size, name))
        path.unlink()
    return figures


def _first_frame(address: str, size: int, name: str) -> Figure:
    runs = [_opened_anew(address, size) for _ in range(RUNS)]
    took, bytes_read, known, frames = sorted(runs)[RUNS // 2]
    peer = median_of([milliseconds(lambda: _by_ffmpeg(address))[1] for _ in range(RUNS)]) / 1000
    return Figure(
        f"first frame of a remote file of {size / GIGABYTE:.2f} GB, tables at the {name}",
        f"{took:.2f} s, {bytes_read / 1e6:.1f} MB read; all {frames:,} frames known after {known / 1e6:.1f} MB",
        f"FFmpeg's own way, its first frame only {peer:.2f} s",
        "≤ 1 s",
        took <= 1,
    )


def _opened_anew(address: str, size: int) -> tuple[float, int, int, int]:
    """Seconds to the first picture, bytes read until then and until all frames are known, and how many there are."""
    client = PlatformClient("http://127.0.0.1", PrivateKey.from_text(generate_key()[0]))
    blocks = RemoteBlocks(client, address, size)
    shown: list[tuple[float, int]] = []

    def opened() -> BinaryIO:
        return cast("BinaryIO", blocks.open())

    def told(index: FrameIndex) -> None:
        if not shown:
            Decoder(source, index).frame(0)
            shown.append((time.perf_counter() - begin, blocks.bytes_read))

    begin = time.perf_counter()
    source = Source.of_opener(opened, size)
    whole = build_index(source, told)
    client.close()
    return *shown[0], blocks.bytes_read, whole.frames


def _by_ffmpeg(address: str) -> None:
    with av.open(address) as container:
        next(container.decode(video=0))


def measure() -> Report:
    """Everything, in one run."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        figures: list[Figure] = []
        for group in LIMITS:
            film = moving_film(folder / f"{group}.mp4", FRAMES, HD, {"g": str(group), **STILL})
            figures.append(cold(film, group))
        figures += near(folder / "250.mp4")
        figures += [many(folder), *remote(folder)]
    return Report(
        "seeking",
        f"H.264, {HD[0]} x {HD[1]}, three B-frames, {FRAMES:,} frames; processor time, medians of {SEEKS} seeks",
        tuple(figures),
    )


if __name__ == "__main__":
    sys.exit(measure().print())
