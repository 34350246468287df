"""Write films and sounds as files: pictures with the moment each is shown, samples with their rate."""

from collections.abc import Collection, Iterable, Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any, Protocol, cast

import av
import numpy as np
from av.video.frame import PictureType
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Samples = NDArray[np.signedinteger[Any]]


class _Container(Protocol):
    """PyAV's container, said without the type arguments its stubs leave out."""

    def add_stream(self, codec_name: str, rate: int, **more: object) -> object: ...
    def mux(self, packets: object) -> None: ...


class _Encoder(Protocol):
    """PyAV's stream, likewise."""

    def encode(self, frame: object) -> object: ...


def write_film(
    path: Path,
    frames: Iterable[tuple[int, Picture]],
    *,
    rate: int,
    codec: str = "libx264",
    options: Mapping[str, str] | None = None,
    whole: Collection[int] = (),
) -> None:
    """Frames are (moment in ticks of 1/rate s, picture of height x width x 3 bytes RGB), all of one even size.

    Those at the moments in `whole` are coded whole, as the first of a shot is.
    """
    with av.open(str(path), "w") as opened:
        container = cast("_Container", opened)
        stream = cast("av.VideoStream", container.add_stream(codec, rate, options=dict(options or {})))
        stream.pix_fmt = "yuv420p"
        stream.codec_context.time_base = Fraction(1, rate)
        for moment, picture in frames:
            if not stream.codec_context.is_open:
                stream.height, stream.width = picture.shape[:2]
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = moment, Fraction(1, rate)
            if moment in whole:
                frame.pict_type = PictureType.I
            container.mux(cast("_Encoder", stream).encode(frame))
        container.mux(cast("_Encoder", stream).encode(None))


def write_sound(path: Path, samples: Samples, *, rate: int, codec: str) -> None:
    """Samples are of shape (n,) or (n, channels), 16 or 32 bits; `codec` is FFmpeg's word."""
    layout = "mono" if samples.ndim == 1 else "stereo"
    form = "s16" if samples.dtype == np.int16 else "s32"
    with av.open(str(path), "w") as opened:
        container = cast("_Container", opened)
        stream = cast("av.AudioStream", container.add_stream(codec, rate, layout=layout))
        if codec == "flac":
            stream.codec_context.format = form
        packed = cast("Any", np.ascontiguousarray(samples).reshape(1, -1))
        frame = av.AudioFrame.from_ndarray(packed, format=form, layout=layout)
        frame.sample_rate, frame.pts = rate, 0
        container.mux(cast("_Encoder", stream).encode(frame))
        container.mux(cast("_Encoder", stream).encode(None))
