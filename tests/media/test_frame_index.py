"""A moment and a number are two names of one frame."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from media.frame_index import FrameIndex

BASES = st.sampled_from([Fraction(1, 90_000), Fraction(1, 1000), Fraction(1001, 30_000), Fraction(1, 1)])


@st.composite
def indexes(draw: st.DrawFn) -> FrameIndex:
    gaps = draw(st.lists(st.integers(1, 5000), min_size=1, max_size=50))
    pts = draw(st.integers(-(2**33), 2**33)) + np.cumsum(np.array(gaps, np.int64))
    return FrameIndex(pts, draw(BASES), np.zeros(1, np.int64), end=int(pts[-1]) + gaps[-1])


@given(index=indexes())
def test_the_frame_at_its_own_time_is_itself(index: FrameIndex) -> None:
    assert [index.frame_at(index.time_of(number)) for number in range(index.frames)] == list(range(index.frames))


@given(index=indexes())
def test_a_frame_is_shown_until_the_next_one_begins(index: FrameIndex) -> None:
    for number in range(index.frames - 1):
        middle = (index.time_of(number) + index.time_of(number + 1)) / 2
        assert index.frame_at(middle) == number


@given(index=indexes())
def test_before_the_beginning_is_the_first_and_after_the_end_the_last(index: FrameIndex) -> None:
    assert index.frame_at(-1.0) == 0
    assert index.frame_at(index.duration + 1) == index.frames - 1
    assert index.time_of(0) == 0.0
    assert index.duration == pytest.approx(float((index.end - index.pts[0]) * index.time_base))
    assert index.fps == pytest.approx(index.frames / index.duration)


@given(index=indexes())
def test_only_a_moment_of_its_own_is_a_frame(index: FrameIndex) -> None:
    first = int(index.pts[0])
    assert index.number_at(first) == 0
    assert index.number_at(first - 1) is None
    assert index.number_at(int(index.pts[-1]) + 1) is None


def test_no_number_outside_the_film_has_a_time() -> None:
    index = FrameIndex(np.array([0, 1]), Fraction(1), np.array([0]), end=2)
    for number in (-1, 2):
        with pytest.raises(IndexError):
            index.time_of(number)


def test_what_is_found_cannot_be_changed() -> None:
    index = FrameIndex(np.array([0, 1]), Fraction(1), np.array([0]), end=2)
    for array in (index.pts, index.keys, index.seconds):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 5


def test_nothing_known_is_no_time_at_all() -> None:
    index = FrameIndex(np.empty(0, np.int64), Fraction(1), np.empty(0, np.int64), complete=False)
    assert (index.frames, index.duration, index.fps, index.frame_at(3.0), index.key_before(0)) == (0, 0.0, 0.0, 0, -1)
