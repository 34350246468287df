"""A decoded frame as it is meant to be seen: upright, with square pixels, in its own colours."""

from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from media.decoder import Decoder
from media.indexing import build_index
from media.picture import Picture, square_size
from media.source import Source
from tests.media.corpus import GROUPS
from tests.media.films import Film, write
from tests.media.numbered import number_in


def first_of(path: Path) -> Picture:
    source = Source.of_path(path)
    decoder = Decoder(source, build_index(source))
    picture = decoder.frame(0)
    decoder.close()
    return picture


@pytest.mark.parametrize(("turn", "size"), [(0, (128, 96)), (90, (128, 96)), (180, (128, 96)), (270, (128, 96))])
def test_a_film_that_lies_on_its_side_stands_up(tmp_path: Path, turn: int, size: tuple[int, int]) -> None:
    picture = first_of(write(tmp_path, Film("turned.mp4", options=GROUPS, turn=turn, moments=range(5), first=1234)))
    assert number_in(picture.bgra) == 1234
    wide, high = size if turn % 180 == 0 else size[::-1]
    assert (picture.width, picture.height) == (wide, high)


@pytest.mark.parametrize(("mirror", "expected"), [((True, False), "left"), ((False, True), "top")])
def test_a_mirrored_film_is_mirrored_back(tmp_path: Path, mirror: tuple[bool, bool], expected: str) -> None:
    across, upside = mirror
    path = tmp_path / "mirrored.mp4"
    bright = np.zeros((96, 128, 3), np.uint8)
    if across:
        bright[:, 64:] = 255  # in the file on the right, so that it is seen on the left
    else:
        bright[48:] = 255
    with av.open(str(path), "w") as opened:
        container: Any = opened
        stream = container.add_stream("libx264", 25)
        stream.width, stream.height, stream.pix_fmt = 128, 96, "yuv420p"
        stream.set_display_rotation(0, hflip=across, vflip=upside)
        container.mux(stream.encode(av.VideoFrame.from_ndarray(bright, format="rgb24")))
        container.mux(stream.encode(None))
    seen = first_of(path).bgra
    half = seen[:, :60] if expected == "left" else seen[:44]
    assert half[:, :, :3].min() > 200


@pytest.mark.parametrize(
    ("aspect", "size"), [(Fraction(4, 3), (171, 96)), (Fraction(3, 4), (128, 128)), (Fraction(1, 1), (128, 96))]
)
def test_pixels_are_made_square_and_none_is_lost(tmp_path: Path, aspect: Fraction, size: tuple[int, int]) -> None:
    picture = first_of(write(tmp_path, Film("wide.mp4", options=GROUPS, aspect=aspect, moments=range(5))))
    assert (picture.width, picture.height) == size
    assert number_in(picture.bgra) == 0


def test_an_aspect_that_makes_no_sense_is_not_believed() -> None:
    assert square_size(128, 96, 0.0) == (128, 96)
    assert square_size(128, 96, 1000.0) == (128, 96)


def test_the_bytes_are_those_a_window_paints_and_cannot_be_changed(tmp_path: Path) -> None:
    picture = first_of(write(tmp_path, Film("odd.mp4", options=GROUPS, size=(130, 94), moments=range(3))))
    assert picture.pixels.shape == (94, picture.stride)
    assert picture.stride % 4 == 0
    assert picture.bgra.shape == (94, 130, 4)
    with pytest.raises(ValueError, match="read-only"):
        picture.pixels[0, 0] = 1


@pytest.mark.parametrize("size", [(128, 96), (1280, 720)])
@pytest.mark.parametrize(("codec", "pixels"), [("ffv1", "yuv420p"), ("ffv1", "yuv420p10le"), ("mjpeg", "yuvj420p")])
def test_colours_are_those_that_were_filmed(tmp_path: Path, size: tuple[int, int], codec: str, pixels: str) -> None:
    path = tmp_path / "colour.mkv"
    wanted = (200, 60, 30)
    full = codec == "mjpeg"
    matrix = 1 if size[1] >= 720 and not full else 5  # as a player takes a film that says nothing
    with av.open(str(path), "w") as opened:
        container: Any = opened
        stream = container.add_stream(codec, 25)
        (stream.width, stream.height), stream.pix_fmt = size, pixels
        picture = av.VideoFrame.from_ndarray(np.full((size[1], size[0], 3), wanted, np.uint8), format="rgb24")
        frame = picture.reformat(format=pixels, dst_colorspace=matrix, dst_color_range=2 if full else 1)
        frame.colorspace, frame.pts = 2, 0
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    blue, green, red, opaque = first_of(path).bgra[40, 60].tolist()
    assert (red, green, blue) == pytest.approx(wanted, abs=5)
    assert opaque == 255
