"""One picture of a file, small enough to be shown at once: of an image, or the first frame of a video."""

import io
from typing import BinaryIO

import av
import av.error
from PIL import Image, ImageOps, UnidentifiedImageError

from media.probe import MediaUnreadable

LONGEST_SIDE = 960  # pixels, of the pictures made here
_UNREADABLE = "This file can't be read as a picture."


def small_picture(data: bytes, longest: int = LONGEST_SIDE) -> bytes:
    """An encoded image turned upright and scaled down to at most `longest` pixels a side. Raises MediaUnreadable."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            image.draft("RGB", (longest, longest))
            return _encoded(ImageOps.exif_transpose(image), longest)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as problem:
        raise MediaUnreadable(_UNREADABLE) from problem


def first_frame(file: BinaryIO, longest: int = LONGEST_SIDE) -> bytes:
    """The first frame a video shows, as an encoded image; reads only what it needs. Raises MediaUnreadable."""
    try:
        with av.open(file, "r") as container:
            for frame in container.decode(video=0):
                return _encoded(Image.fromarray(frame.to_ndarray(format="rgb24")), longest)
    except (av.error.FFmpegError, IndexError, OSError, ValueError) as problem:
        raise MediaUnreadable("The first frame of this video can't be read.") from problem
    raise MediaUnreadable("There is no frame in this video.")


def _encoded(image: Image.Image, longest: int) -> bytes:
    image.thumbnail((longest, longest))
    has_alpha = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
    out = io.BytesIO()
    if has_alpha:
        image.convert("RGBA").save(out, "PNG", compress_level=1)
    else:
        image.convert("RGB").save(out, "JPEG", quality=88)
    return out.getvalue()
