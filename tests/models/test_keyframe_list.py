"""The list of keyframes as views see it: rows come and go one by one, and a filter shows what is asked for."""

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy

from models.frame_times import NO_TIMES, Frames, FrameTimes, steady
from models.keyframe_filter import shown_by
from models.keyframe_list import BEYOND_ROLE, NUMBER, NUMBER_ROLE, PICTURE, TIME, KeyframeList

TIMES = steady(3000, 25)


def array(*frames: int) -> Frames:
    return np.array(frames, np.int64)


def found(text: str, *frames: int, times: FrameTimes = TIMES) -> list[int]:
    numbers = array(*frames)
    return numbers[shown_by(numbers, times, text)].tolist()


@pytest.fixture
def model(qapp: object) -> Iterator[KeyframeList]:
    model = KeyframeList()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    yield model
    model.deleteLater()


def test_a_row_says_number_and_time(model: KeyframeList) -> None:
    model.show_times(TIMES)
    model.show_keyframes(array(13, 2087, 4000), 3000)
    assert [model.index(row, NUMBER).data() for row in range(3)] == ["13", "2,087", "4,000"]
    assert [model.index(row, TIME).data() for row in range(3)] == ["0:00.520", "1:23.480", "beyond the end"]
    assert [model.index(row, 0).data(BEYOND_ROLE) for row in range(3)] == [False, False, True]
    assert model.index(1, PICTURE).data(NUMBER_ROLE) == 2087
    assert model.index(1, PICTURE).data(Qt.ItemDataRole.ToolTipRole) == "Frame 2,087, 1:23.480"
    assert model.headerData(TIME, Qt.Orientation.Horizontal) == "Time"
    assert model.headerData(TIME, Qt.Orientation.Vertical) is None


def test_times_are_left_empty_until_they_are_known(model: KeyframeList) -> None:
    model.show_keyframes(array(13), None)
    assert model.index(0, TIME).data() == ""
    model.show_times(TIMES)
    assert model.index(0, TIME).data() == "0:00.520"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.sets(st.integers(0, 30)), max_size=5))
def test_whatever_comes_and_goes_the_rows_are_the_keyframes(model: KeyframeList, steps: list[set[int]]) -> None:
    for step in steps:
        model.show_keyframes(array(*sorted(step)), None)
        assert model.shown.tolist() == sorted(step)
        assert [model.row_of(number) for number in sorted(step)] == list(range(len(step)))
        assert model.row_of(99) is None


def test_what_stays_is_not_shown_anew(model: KeyframeList) -> None:
    model.show_keyframes(array(1, 5, 9), None)
    reset, added, gone = (QSignalSpy(each) for each in (model.modelReset, model.rowsInserted, model.rowsRemoved))
    model.show_keyframes(array(1, 3, 5, 9), None)
    assert (added.at(0)[1:], gone.count()) == ([1, 1], 0)
    model.show_keyframes(array(1, 3, 9), None)
    assert gone.at(0)[1:] == [2, 2]
    model.show_keyframes(np.arange(5000), None)
    assert reset.count() == 1


def test_very_many_rows_of_frames_are_found_at_once(qapp: object) -> None:
    model = KeyframeList()  # a tester would look at every row
    model.show_keyframes(np.arange(0, 2_000_000, 2), None)
    assert model.rows_of(array(0, 4, 5, 1_999_998, 3_000_000)).tolist() == [0, 2, 999_999]
    assert model.rows_of(np.arange(10, 40, 2)).tolist() == list(range(5, 20))
    assert model.rows_of(array()).tolist() == []


def test_pictures_are_asked_for_once_and_the_oldest_forgotten(qapp: object) -> None:
    model = KeyframeList()
    model.show_keyframes(np.arange(600), 500)
    changed = QSignalSpy(model.dataChanged)
    assert model.without_picture(-1, 2) == [0, 1, 2]
    model.show_picture(1, QImage(4, 3, QImage.Format.Format_RGB32))
    assert changed.count() == 1
    assert model.index(1, PICTURE).data(Qt.ItemDataRole.DecorationRole).width() == 4
    assert model.index(0, PICTURE).data(Qt.ItemDataRole.DecorationRole) is None
    assert model.without_picture(0, 2) == [0, 2]
    assert model.without_picture(498, 501) == [498, 499]
    for number in range(2, 402):
        model.show_picture(number, QImage(4, 3, QImage.Format.Format_RGB32))
    assert model.without_picture(0, 2) == [0, 1]
    model.forget_pictures()
    assert model.without_picture(2, 2) == [2]
    model.show_picture(9999, QImage())


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", [1, 12, 120, 1234, 2087]),
        ("12", [12, 120, 1234]),
        ("1,2", [12, 120, 1234]),
        ("0", []),
        ("100-1300", [120, 1234]),
        ("0:04-1:00", [120, 1234]),
        ("0:04", [120]),
        ("1:23.4", [2087]),
        ("1:23.5", []),
        ("12; 2", [12, 120, 1234, 2087]),
        ("x", []),
        ("1-x", []),
        (" ; ", [1, 12, 120, 1234, 2087]),
    ],
)
def test_a_filter_shows_numbers_that_begin_so_ranges_and_times(text: str, shown: list[int]) -> None:
    assert found(text, 1, 12, 120, 1234, 2087) == shown


def test_zero_is_a_frame_and_times_wait_until_they_are_known() -> None:
    assert found("0", 0, 10) == [0]
    assert found("0:00", 0, 10, times=NO_TIMES) == []


def test_a_filtered_list_counts_all_and_shows_some(model: KeyframeList) -> None:
    model.show_keyframes(array(1, 12, 30), None)
    model.find("1")
    assert (model.total, model.shown.tolist()) == (3, [1, 12])
    model.show_keyframes(array(1, 12, 15, 30), None)
    assert model.shown.tolist() == [1, 12, 15]
    model.find(" ")
    assert model.shown.tolist() == [1, 12, 15, 30]
