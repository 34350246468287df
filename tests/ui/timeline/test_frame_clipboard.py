"""Keyframes through the clipboard: back as they were, and in another video where frame, time or share says."""

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication

from domain.frame_rules import copied as copied_by_rule
from models.frame_times import FrameTimes, steady
from tests.ui.timeline.test_scale import gaps, video
from ui.timeline.frame_clipboard import FORMAT, CopiedFrames, Way, copied, placed, put, same_frames, taken

videos = gaps.map(video)
numbers = st.lists(st.integers(0, 70), max_size=20)


@pytest.fixture
def clipboard(qapp: QApplication) -> Iterator[QClipboard]:
    clipboard = QGuiApplication.clipboard()
    yield clipboard
    clipboard.clear()


def laid(copy: CopiedFrames, target: FrameTimes, way: Way, at: int | None = None) -> list[int]:
    return placed(copy, target, way, at).frames.tolist()


@given(numbers, videos, videos, st.sampled_from(Way))
def test_frames_lie_where_the_rule_for_many_videos_puts_them(
    some: list[int], source: FrameTimes, target: FrameTimes, way: Way
) -> None:
    copy = copied("a.mp4", some, source)
    result = placed(copy, target, way)
    assert tuple(result.frames.tolist()) == copied_by_rule(copy.frames.tolist(), source, target, way.value)
    assert len(result.frames) + result.beyond + result.same == len(copy.frames)


@given(numbers, videos)
def test_a_video_gets_its_own_frames_back(some: list[int], source: FrameTimes) -> None:
    copy = copied("a.mp4", some, source)
    assert same_frames(copy, source)


def test_each_way_keeps_what_it_says() -> None:
    copy = copied("a.mp4", [0, 30, 150], steady(300, 30))
    other = steady(100, 10)
    assert laid(copy, other, Way.FRAME) == [0, 30]
    assert laid(copy, other, Way.SECOND) == [0, 10, 50]
    assert laid(copy, steady(600, 30), Way.PROPORTION) == [0, 60, 300]


def test_the_first_frame_can_be_laid_at_the_playhead() -> None:
    copy = copied("a.mp4", [30, 60], steady(300, 30))
    assert laid(copy, steady(100, 10), Way.FRAME, 5) == [5, 35]
    assert laid(copy, steady(100, 10), Way.SECOND, 5) == [5, 15]
    assert laid(copy, steady(100, 10), Way.SECOND, 95) == [95]


def test_frames_that_fall_together_are_counted() -> None:
    result = placed(copied("a.mp4", [0, 1, 2, 299], steady(300, 30)), steady(5, 1), Way.SECOND)
    assert (result.frames.tolist(), result.beyond, result.same) == ([0], 1, 2)


def test_a_video_without_frames_takes_none() -> None:
    result = placed(copied("a.mp4", [1, 2], steady(300, 30)), steady(0, 30), Way.SECOND)
    assert (len(result.frames), result.beyond) == (0, 2)


def test_what_was_copied_comes_back_whole(clipboard: QClipboard) -> None:
    source = video([0.02, 0.5, 0.04] * 20)
    put(copied("fährt 東.mp4", [59, 3, 17, 3], source), clipboard)
    back = taken(clipboard)
    assert back is not None
    assert (back.video, back.count, back.duration) == ("fährt 東.mp4", 60, source.duration)
    assert back.frames.tolist() == [3, 17, 59]
    assert np.array_equal(back.times, source.times[[3, 17, 59]])


def test_other_programs_get_the_numbers(clipboard: QClipboard) -> None:
    put(copied("a.mp4", [13, 17, 19], steady(300, 30)), clipboard)
    assert clipboard.text() == "13, 17, 19"


def test_a_million_keyframes_go_through(clipboard: QClipboard) -> None:
    put(copied("long.mp4", np.arange(1_000_000), steady(1_000_000, 30)), clipboard)
    back = taken(clipboard)
    assert back is not None
    assert len(back.frames) == 1_000_000


HEAD = b'{"video": "a", "count": 9, "duration": 1, "copied": 2}\n'


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no json\n",
        b"[]\n",
        b"{}\n",
        HEAD,
        HEAD + b"\0" * 31,
        HEAD + np.array([5, 2], "<i8").tobytes() + np.zeros(2).tobytes(),
        HEAD + np.array([-1, 2], "<i8").tobytes() + np.zeros(2).tobytes(),
        HEAD + np.array([1, 2], "<i8").tobytes() + np.array([0, np.nan]).tobytes(),
        HEAD.replace(b"2}", b"1e999}"),
        HEAD.replace(b'"copied": 2', b'"copied": -2'),
    ],
)
def test_what_cannot_be_read_is_nothing(clipboard: QClipboard, content: bytes) -> None:
    mime = QMimeData()
    mime.setData(FORMAT, QByteArray(content))
    clipboard.setMimeData(mime)
    assert taken(clipboard) is None


def test_text_from_elsewhere_is_no_copied_keyframes(clipboard: QClipboard) -> None:
    clipboard.setText("13, 17")
    assert taken(clipboard) is None
