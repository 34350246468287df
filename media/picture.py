"""One exact frame, ready to be painted: upright, with square pixels, in the colours of the screen."""

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from av.sidedata.sidedata import Type
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange, Colorspace, Interpolation
from numpy.typing import NDArray

UNSAID = 2  # the colours of a frame that does not say how they are meant
HD_HEIGHT = 720  # lines from which on unsaid colours are meant as in high definition
SMALL = 16  # pixels a side
Matrix = tuple[int, int, int, int]
_MATRIX_ONE = 1 << 16


@dataclass(frozen=True, slots=True)
class Look:
    """How frames are meant to be seen: the width of a pixel over its height, and how they are to be turned."""

    aspect: float = 1.0
    matrix: Matrix = (1, 0, 0, 1)


PLAIN = Look()


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """Frame `number`, shown at `time` seconds. `pixels`: read-only bytes of shape (height, stride), BGRA."""

    number: int
    time: float
    width: int
    height: int
    stride: int
    pixels: NDArray[np.uint8]

    @property
    def bgra(self) -> NDArray[np.uint8]:
        """The same pixels as an array of shape (height, width, 4); a view."""
        return self.pixels[:, : self.width * 4].reshape(self.height, self.width, 4)


class Frames(Protocol):
    """Where exact frames come from, one at a time."""

    def frame(self, number: int) -> Picture:
        """Frame `number`. Raises IndexError, MediaUnreadable."""
        ...

    def cached(self, number: int) -> bool:
        """Whether that frame is there at once."""
        ...

    def close(self) -> None:
        """Free what is held."""
        ...


def picture_of(frame: VideoFrame, number: int, time: float, look: Look = PLAIN, longest: int | None = None) -> Picture:
    """What a decoded frame looks like on a screen. `longest`: the most pixels a side, where it is given."""
    width, height = square_size(frame.width, frame.height, look.aspect)
    if longest is not None and max(width, height) > longest:
        share = longest / max(width, height)
        width, height = max(1, round(width * share)), max(1, round(height * share))
    shown = frame.reformat(
        width=width,
        height=height,
        format="bgra",
        interpolation=Interpolation.BILINEAR if longest is None else Interpolation.AREA,
        src_colorspace=_colours_of(frame),
        dst_colorspace=_colours_of(frame),
        src_color_range=_range_of(frame),
        dst_color_range=int(ColorRange.JPEG),
        threads=0 if longest is None else 1,
    )
    plane = shown.planes[0]
    flat = np.frombuffer(memoryview(plane), np.uint8, plane.line_size * shown.height)
    pixels = flat.reshape(shown.height, plane.line_size)
    turned = _upright(pixels, shown.width, look.matrix)
    turned.setflags(write=False)
    high, stride = turned.shape
    wide = shown.width if turned is pixels else stride // 4
    return Picture(number, time, wide, high, stride, turned)


def square_size(width: int, height: int, aspect: float) -> tuple[int, int]:
    """Width and height with square pixels; only ever enlarged, so that nothing is lost."""
    if not 0.05 < aspect < 20 or abs(aspect - 1) < 0.001:
        return width, height
    return (round(width * aspect), height) if aspect > 1 else (width, round(height / aspect))


def matrix_of(frame: VideoFrame) -> Matrix:
    """How the frame is to be turned: a, b, c, d of the display matrix (1, 0, 0, 1 for not at all).

    ISO/IEC 14496-12, 6.2.2: nine numbers of 32 bits; a point (x, y) is shown at (a x + c y, b x + d y).
    """
    # A frame that was asked for its side data refers to itself from then on: better a small one than a large one.
    small = frame.reformat(width=SMALL, height=SMALL, format="gray", interpolation=Interpolation.POINT)
    by_type: Any = small.side_data  # a mapping by type, which its stub leaves out
    held = by_type.get(Type.DISPLAYMATRIX)
    if held is None:
        return 1, 0, 0, 1
    numbers = np.frombuffer(bytes(held), np.int32, 9)
    a, b, _, c, d = (round(int(number) / _MATRIX_ONE) for number in numbers[:5])
    return a, b, c, d


def _upright(pixels: NDArray[np.uint8], width: int, matrix: Matrix) -> NDArray[np.uint8]:
    a, b, c, d = matrix
    if (a, b, c, d) == (1, 0, 0, 1) or abs(a * d - b * c) != 1 or (a and b):
        return pixels
    image = pixels[:, : width * 4].view(np.uint32)
    if a == 0:  # x and y change places
        image = image.T
        a, d = c, b
    if a < 0:
        image = image[:, ::-1]
    if d < 0:
        image = image[::-1]
    return np.ascontiguousarray(image).view(np.uint8)


def _colours_of(frame: VideoFrame) -> int:
    if frame.colorspace != UNSAID:
        return frame.colorspace
    return int(Colorspace.ITU709 if frame.height >= HD_HEIGHT else Colorspace.ITU601)


def _range_of(frame: VideoFrame) -> int:
    return int(ColorRange.JPEG if frame.color_range == ColorRange.JPEG else ColorRange.MPEG)
