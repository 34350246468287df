"""Very many marks at once: none is lost, none is made up, each stands in its column."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter

from models.frame_times import steady
from ui.timeline.axis import axis_of, frames_of
from ui.timeline.density import counts, heights, paint_bars, strongest
from ui.timeline.scale import Scale
from ui.timeline.waveform import SILENCE, waveform_of

FRAMES = 600
AXIS = axis_of(steady(FRAMES, 30))
marks = st.lists(st.integers(0, FRAMES - 1), max_size=80)


@given(marks, st.floats(20, 900), st.floats(1, 30), st.floats(0, 1))
def test_columns_hold_what_single_marks_would(some: list[int], width: float, factor: float, share: float) -> None:
    scale = Scale(left=0, width=width).fitted(AXIS).zoomed(factor, share * width, AXIS)
    numbers = frames_of(some)
    found = counts(numbers, scale.frame_edges(AXIS, 1.0))
    expected = np.zeros(len(found), np.int64)
    for number in numbers.tolist():
        column = np.floor((AXIS.centre_of(number) - scale.start) / scale.per_pixel)
        if 0 <= column < len(found):
            expected[int(column)] += 1
    # On the edge of a column the last bit of a fraction decides, so the sums are compared up to there.
    assert np.abs(np.cumsum(found) - np.cumsum(expected)).max(initial=0) <= 1


@given(st.lists(st.tuples(st.integers(0, 99), st.floats(0, 1, width=32)), max_size=40))
def test_a_column_is_as_high_as_its_strongest_mark(pairs: list[tuple[int, float]]) -> None:
    pairs.sort(key=lambda pair: pair[0])
    numbers = np.array([number for number, _ in pairs], np.int64)
    strengths = np.array([strength for _, strength in pairs], np.float32)
    edges = np.arange(0, 101, 10)
    found = strongest(numbers, strengths, edges)
    for column in range(10):
        inside = [strength for number, strength in pairs if column * 10 <= number < column * 10 + 10]
        assert found[column] == pytest.approx(max(inside, default=0.0))


def test_one_mark_can_be_seen_beside_a_thousand() -> None:
    shares = heights(np.array([0, 1, 1000]), 1000)
    assert shares[0] == 0
    assert shares[1] >= 0.3
    assert shares[2] == pytest.approx(1)


def test_bars_stand_on_the_ground_in_their_colour() -> None:
    picture = QImage(3, 10, QImage.Format.Format_RGB32)
    picture.fill(QColor("white"))
    with QPainter(picture) as painter:
        paint_bars(painter, QPointF(0, 0), np.array([0.0, 0.5, 1.0]), 10, 1.0, QColor("#3552cf"))
    painted = [[picture.pixelColor(x, y) == QColor("#3552cf") for y in range(10)] for x in range(3)]
    assert [sum(column) for column in painted] == [0, 5, 10]
    assert painted[1] == [False] * 5 + [True] * 5


@example(1053, 10.53125, 1.0, 1)
@given(st.integers(1, 5000), st.floats(0, 20), st.floats(0.001, 20), st.integers(1, 60))
def test_a_waveform_is_never_lower_than_its_peaks(count: int, start: float, length: float, columns: int) -> None:
    rng = np.random.default_rng(count)
    peaks = np.sort(rng.uniform(-1, 1, (count, 2)), axis=1).astype(np.float32)
    edges = np.linspace(start, start + length, columns + 1)
    found = waveform_of(peaks, 0.01).columns(edges)
    assert found.shape == (columns, 2)
    for column in range(columns):
        low, high = int(edges[column] / 0.01 + 1e-6), int(edges[column + 1] / 0.01 - 1e-6)
        inside = peaks[low:high]
        if edges[column] < count * 0.01 and len(inside):
            assert found[column, 1] >= inside[:, 1].max()
            assert found[column, 0] <= inside[:, 0].min()
        elif edges[column] >= count * 0.01:
            assert not found[column].any()


def test_no_sound_is_silence() -> None:
    assert waveform_of(np.zeros((0, 2), np.float32), 0.01) is SILENCE
    assert not SILENCE.columns(np.linspace(0, 1, 5)).any()
