"""Images in a row, shown and numbered as the frames of a video."""

import io
from collections import OrderedDict
from collections.abc import Callable, Sequence
from fractions import Fraction

import numpy as np
from PIL import Image, ImageOps, UnidentifiedImageError

from media.frame_index import FrameIndex
from media.picture import Picture
from media.probe import MediaUnreadable

MEMORY = 512 * 1024 * 1024  # bytes of decoded images kept, where nobody says otherwise
TICKS = 1_000_000  # in a second
Opener = Callable[[], bytes]


def sequence_index(count: int, fps: float = 1.0) -> FrameIndex:
    """The index of `count` images, each shown for 1 / fps seconds. Raises MediaUnreadable where there is none."""
    if count <= 0:
        raise MediaUnreadable("There is no image in this sequence.")
    base = 1 / Fraction(fps).limit_denominator(TICKS) if fps > 0 else Fraction(1)
    numbers = np.arange(count, dtype=np.int64)
    return FrameIndex(numbers, base, numbers.copy(), end=count)


class SequenceDecoder:
    """Gives image n of a sequence. `images`: a function for each that gives its bytes. `memory`: bytes kept decoded."""

    def __init__(self, images: Sequence[Opener], index: FrameIndex, memory: int = MEMORY) -> None:
        self._images = images
        self._index = index
        self._memory = memory
        self._held = 0
        self._kept: OrderedDict[int, Picture] = OrderedDict()

    def frame(self, number: int) -> Picture:
        """Image `number`. Raises IndexError, and MediaUnreadable where it is damaged."""
        if not 0 <= number < min(self._index.frames, len(self._images)):
            raise IndexError(number)
        if number not in self._kept:
            self._keep(self._decoded(number))
        self._kept.move_to_end(number)
        return self._kept[number]

    def cached(self, number: int) -> bool:
        """Whether that image is decoded already."""
        return number in self._kept

    def close(self) -> None:
        """Free the images."""
        self._kept.clear()
        self._held = 0

    def _decoded(self, number: int) -> Picture:
        try:
            with Image.open(io.BytesIO(self._images[number]())) as image:
                upright = np.asarray(_eight_bits(ImageOps.exif_transpose(image)).convert("RGBA"))
        except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as problem:
            raise MediaUnreadable(f"Image {number:,} of this sequence is damaged and can't be shown.") from problem
        height, width = upright.shape[:2]
        pixels = np.ascontiguousarray(upright[:, :, [2, 1, 0, 3]]).reshape(height, width * 4)
        pixels.setflags(write=False)
        return Picture(number, self._index.time_of(number), width, height, width * 4, pixels)

    def _keep(self, picture: Picture) -> None:
        self._kept[picture.number] = picture
        self._held += picture.pixels.nbytes
        while self._held > self._memory and len(self._kept) > 1:
            _, gone = self._kept.popitem(last=False)
            self._held -= gone.pixels.nbytes


def _eight_bits(image: Image.Image) -> Image.Image:
    """Greys of 16 bits made such that they can be seen; Pillow by itself takes all above 255 for white."""
    if not image.mode.startswith("I"):
        return image
    greys = np.asarray(image).astype(np.int64) >> 8
    return Image.fromarray(np.clip(greys, 0, 255).astype(np.uint8))
