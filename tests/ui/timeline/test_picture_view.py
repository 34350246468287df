"""The picture of a video: its pixels as they are, enlarged where the pointer is, moved by hand, with a word over it."""

from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.timeline.picture_view import PictureView


@dataclass(frozen=True)
class Frame:
    number: int
    time: float
    width: int
    height: int
    stride: int
    pixels: NDArray[np.uint8]


def frame(number: int, width: int = 40, height: int = 20) -> Frame:
    """Red at the left, blue at the right, in rows that are longer than what is shown of them."""
    stride = width * 4 + 32
    pixels = np.zeros((height, stride), np.uint8)
    image = pixels[:, : width * 4].reshape(height, width, 4)
    image[:, : width // 2, 2] = 255
    image[:, width // 2 :, 0] = 255
    pixels.setflags(write=False)
    return Frame(number, number / 25, width, height, stride, pixels)


@pytest.fixture
def view(qtbot: QtBot) -> PictureView:
    view = PictureView()
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()
    return view


def colour(view: PictureView, x: int, y: int) -> str:
    return QColor(view.grab().toImage().pixel(x, y)).name()


def test_the_whole_picture_is_seen_in_its_own_proportion_on_a_dark_ground(view: PictureView) -> None:
    view.show_picture(frame(7))
    assert view.place().getRect() == (0, 50, 400, 200)
    assert (colour(view, 100, 150), colour(view, 300, 150)) == ("#ff0000", "#0000ff")
    assert colour(view, 200, 20) == "#101214"
    assert view.accessibleDescription() == "Frame 7"


def test_what_is_under_the_pointer_stays_there_when_it_is_enlarged(view: PictureView) -> None:
    view.show_picture(frame(7))
    at = QPointF(320, 100)
    before = view.to_picture(at)
    view.enlarge(3.0, at)
    after = view.to_picture(at)
    assert (after.x(), after.y()) == pytest.approx((before.x(), before.y()))
    assert view.zoom == pytest.approx(30.0)
    view.enlarge(0.01, at)
    assert view.fitted


def test_a_double_click_goes_to_actual_size_and_back(view: PictureView) -> None:
    view.show_picture(frame(7))
    QTest.mouseDClick(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(200, 150))
    assert view.zoom == pytest.approx(1.0)
    view.toggle_size()
    assert view.fitted


def test_an_enlarged_picture_is_dragged(view: PictureView) -> None:
    view.show_picture(frame(7))
    view.enlarge(4.0, QPointF(200, 150))
    before = view.place()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(200, 150))
    QTest.mouseMove(view, QPoint(230, 160))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(230, 160))
    moved = view.place().topLeft() - before.topLeft()
    assert (moved.x(), moved.y()) == pytest.approx((30, 10))


def test_words_stand_over_the_picture_until_the_next_one_comes(view: PictureView) -> None:
    view.show_picture(frame(7))
    without = view.grab().toImage()
    view.say("Reading…")
    assert view.grab().toImage() != without
    view.show_picture(frame(8))
    assert view.words == ""
    view.clear("There is no picture.")
    assert (view.picture, view.words, view.accessibleDescription()) == (None, *2 * ("There is no picture.",))


def test_no_other_picture_stands_where_one_is_missed(view: PictureView) -> None:
    view.show_picture(frame(7))
    view.enlarge(3.0, QPointF(200, 150))
    view.miss("Frame 8 can't be shown.")
    assert (view.picture, view.accessibleDescription()) == (None, "Frame 8 can't be shown.")
    assert colour(view, 20, 20) == "#101214"
    view.show_picture(frame(9))
    assert (view.words, view.zoom) == ("", pytest.approx(30.0))
