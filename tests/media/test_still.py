"""Small pictures: of an image, of the first frame of a video; garbage is told in a sentence."""

import io
from pathlib import Path

import pytest
from PIL import Image

from media.probe import MediaUnreadable
from media.still import first_frame, small_picture
from tests.server.media_files import film


def encoded(image: Image.Image, form: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_a_large_picture_comes_small_and_in_its_shape(form: str) -> None:
    picture = encoded(Image.new("RGB", (1600, 800), "teal"), form)
    assert opened(small_picture(picture, 400)).size == (400, 200)


def test_a_small_picture_is_not_enlarged() -> None:
    assert opened(small_picture(encoded(Image.new("L", (30, 20)), "PNG"), 400)).size == (30, 20)


def test_what_is_transparent_stays_so() -> None:
    picture = opened(small_picture(encoded(Image.new("RGBA", (30, 20), (0, 0, 0, 0)), "PNG")))
    assert picture.mode == "RGBA"


def test_a_picture_taken_sideways_comes_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    sideways = encoded(Image.new("RGB", (200, 100)), "JPEG", exif=exif)
    assert opened(small_picture(sideways)).size == (100, 200)


def test_the_first_frame_of_a_film_is_a_picture(tmp_path: Path) -> None:
    path = film(tmp_path / "film.mp4")
    with path.open("rb") as file:
        picture = opened(first_frame(file, 320))
    assert max(picture.size) <= 320


@pytest.mark.parametrize("garbage", [b"", b"not a picture", b"\xff\xd8\xff\xe0cut short"])
def test_garbage_is_told_in_a_sentence(garbage: bytes) -> None:
    with pytest.raises(MediaUnreadable, match="can't be read"):
        small_picture(garbage)
    with pytest.raises(MediaUnreadable, match="can't be read"):
        first_frame(io.BytesIO(garbage))
