"""Write numbered films: any codec and container, any moments, turned, cut, shifted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

from tests.media.numbered import HEIGHT, WIDTH, numbered

QUIET: dict[str, dict[str, str]] = {
    "libx264": {"preset": "veryfast"},
    "libx265": {"preset": "ultrafast", "x265-params": "log-level=none"},
    "libsvtav1": {"preset": "8", "crf": "18", "svtav1-params": "lp=1"},
    "libvpx-vp9": {"deadline": "realtime", "cpu-used": "8"},
    "libvpx": {"deadline": "realtime", "cpu-used": "8"},
    "mjpeg": {"qscale": "2"},
}


@dataclass(frozen=True)
class Film:
    """How a film is written. `moments`: when its frames are shown, in ticks of `base`; frame i carries number i."""

    name: str
    codec: str = "libx264"
    moments: Sequence[int] = tuple(range(100))
    base: Fraction = Fraction(1, 25)
    options: Mapping[str, str] = field(default_factory=dict[str, str])
    muxer: Mapping[str, str] = field(default_factory=dict[str, str])
    form: str | None = None
    pixels: str = "yuv420p"
    size: tuple[int, int] = (WIDTH, HEIGHT)
    turn: int = 0  # degrees clockwise it has to be turned to be upright
    aspect: Fraction | None = None
    first: int = 0  # number of the first frame


def write(folder: Path, film: Film) -> Path:
    """Write the film into `folder`."""
    path = folder / film.name
    with av.open(str(path), "w", format=film.form, options=dict(film.muxer)) as opened:
        container: Any = opened
        container.flags |= 0x0400  # bit exact: the same file every time
        stream = container.add_stream(film.codec, Fraction(1, 1) / film.base, options=_options(film))
        stream.pix_fmt = film.pixels
        stream.codec_context.time_base = film.base
        if film.aspect is not None:
            stream.codec_context.sample_aspect_ratio = film.aspect
        pictures = _pictures(film)
        for moment, picture in zip(film.moments, pictures, strict=True):
            if not stream.codec_context.is_open:
                stream.height, stream.width = picture.shape[:2]
                if film.turn:
                    stream.set_display_rotation(-film.turn)
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = moment, film.base
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def _options(film: Film) -> dict[str, str]:
    chosen = {**QUIET.get(film.codec, {}), **film.options}
    if film.codec == "libx265" and "x265-params" in film.options:
        chosen["x265-params"] = f"{QUIET['libx265']['x265-params']}:{film.options['x265-params']}"
    return chosen


def _pictures(film: Film) -> "list[Any] | Any":
    width, height = film.size
    if film.turn % 180:
        width, height = height, width
    for number in range(film.first, film.first + len(film.moments)):
        upright = numbered(number, width, height)
        yield np.ascontiguousarray(np.rot90(upright, film.turn // 90))
