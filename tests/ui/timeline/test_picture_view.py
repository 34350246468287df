"""The picture of a video: seen whole or enlarged, and never another one in place of a frame that is not to be had."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pytest
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from ui.timeline.picture_view import PictureView


@dataclass(frozen=True)
class Shade:
    """A frame of one colour."""

    number: int
    pixels: npt.NDArray[np.uint8]
    time: float = 0.0

    @property
    def width(self) -> int:
        return self.pixels.shape[1]

    @property
    def height(self) -> int:
        return self.pixels.shape[0]

    @property
    def stride(self) -> int:
        return self.pixels.strides[0]


def shade(number: int, light: int) -> Shade:
    return Shade(number, np.full((90, 160, 4), light, np.uint8))


@pytest.fixture
def view(qtbot: QtBot) -> PictureView:
    made = PictureView()
    qtbot.addWidget(made)
    made.resize(640, 360)
    made.show()
    return made


def light_in_the_middle(view: PictureView) -> int:
    return view.grab().toImage().pixelColor(320, 100).lightness()


def test_a_frame_is_seen_whole(view: PictureView) -> None:
    view.show_picture(shade(7, 200))
    assert light_in_the_middle(view) == 200
    assert (view.fitted, view.zoom) == (True, 4.0)
    assert view.accessibleDescription() == "Frame 7"


def test_no_other_picture_stands_where_one_is_missed(view: PictureView) -> None:
    view.show_picture(shade(7, 200))
    view.enlarge(3.0, QPointF(320, 180))
    view.miss("There is no picture of frame 8.")
    assert light_in_the_middle(view) < 40
    assert (view.picture, view.accessibleDescription()) == (None, "There is no picture of frame 8.")
    view.show_picture(shade(9, 200))
    assert (view.words, view.zoom, light_in_the_middle(view)) == ("", 12.0, 200)


def test_the_next_video_is_seen_whole_again(view: PictureView) -> None:
    view.show_picture(shade(7, 200))
    view.enlarge(3.0, QPointF(320, 180))
    view.clear("Opening…")
    view.show_picture(shade(0, 200))
    assert view.fitted
