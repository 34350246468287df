"""Images in a row are frames: numbered, shown in time, upright, kept within memory, refused where they are damaged."""

import io
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image

from media.image_sequence import SequenceDecoder, sequence_index
from media.probe import MediaUnreadable
from tests.media.numbered import HEIGHT, WIDTH, numbered
from tests.media.shown import RIGHT, verdicts

ONE = WIDTH * HEIGHT * 4  # bytes of an image shown


def encoded(number: int, form: str = "png", *, mode: str = "RGB", orientation: int = 1) -> bytes:
    out = io.BytesIO()
    image = Image.fromarray(numbered(number)).convert(mode)
    if orientation == 6:  # has to be turned a quarter to the right
        image = image.transpose(Image.Transpose.ROTATE_90)
    exif = Image.Exif()
    exif[0x0112] = orientation
    image.save(out, form, exif=exif) if form == "jpeg" else image.save(out, form)
    return out.getvalue()


def openers(*images: bytes) -> list[Callable[[], bytes]]:
    return [lambda image=image: image for image in images]


def test_every_image_is_the_frame_of_its_number() -> None:
    images = openers(*(encoded(number) for number in range(12)))
    index = sequence_index(12, 2.0)
    decoder = SequenceDecoder(images, index, 3 * ONE)
    assert verdicts(decoder, range(12), [11, 0, 5, 5, 4, 11]) == {RIGHT: 6}
    assert decoder.cached(11)
    assert not decoder.cached(0)
    assert decoder.frame(4).time == 2.0
    assert (index.duration, index.fps) == (6.0, 2.0)
    decoder.close()
    assert not decoder.cached(11)


@pytest.mark.parametrize("rate", [30000 / 1001, 25.0, 1.0, 0.2])
def test_images_keep_the_rate_they_are_shown_at(rate: float) -> None:
    index = sequence_index(100, rate)
    assert index.fps == pytest.approx(rate)
    assert index.time_of(99) == pytest.approx(99 / rate)


@pytest.mark.parametrize(("form", "mode"), [("png", "L"), ("png", "P"), ("jpeg", "RGB"), ("tiff", "CMYK")])
def test_any_kind_of_image_is_shown_upright(form: str, mode: str) -> None:
    image = encoded(77, form, mode=mode, orientation=6 if form == "jpeg" else 1)
    decoder = SequenceDecoder(openers(image), sequence_index(1))
    assert verdicts(decoder, [77], [0]) == {RIGHT: 1}
    picture = decoder.frame(0)
    assert (picture.width, picture.height, picture.stride) == (WIDTH, HEIGHT, WIDTH * 4)


def test_sixteen_bits_of_grey_are_seen_as_grey() -> None:
    out = io.BytesIO()
    Image.fromarray(np.full((4, 4), 32768, np.uint16)).save(out, "png")
    picture = SequenceDecoder(openers(out.getvalue()), sequence_index(1)).frame(0)
    assert picture.bgra[0, 0].tolist() == [128, 128, 128, 255]


def test_a_damaged_image_is_refused_and_the_next_is_shown() -> None:
    decoder = SequenceDecoder(openers(encoded(0)[:200], b"", encoded(2)), sequence_index(3))
    for number in (0, 1):
        with pytest.raises(MediaUnreadable, match=f"Image {number} of this sequence is damaged"):
            decoder.frame(number)
    assert verdicts(decoder, range(3), [2]) == {RIGHT: 1}


def test_a_sequence_of_nothing_says_so() -> None:
    with pytest.raises(MediaUnreadable, match="no image"):
        sequence_index(0)


def test_an_image_that_is_not_there_is_no_frame() -> None:
    decoder = SequenceDecoder(openers(encoded(0)), sequence_index(1))
    with pytest.raises(IndexError):
        decoder.frame(1)
