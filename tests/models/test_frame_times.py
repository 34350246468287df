"""When frames are shown: by number and by time, for any rate."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.frame_times import NO_TIMES, FrameTimes, in_order, steady

gaps = st.lists(st.floats(0.001, 5.0), min_size=1, max_size=40)


@given(gaps)
def test_every_frame_is_found_at_its_own_time(steps: list[float]) -> None:
    times = FrameTimes(np.cumsum([0.0, *steps]), sum(steps) + 1.0, complete=True)
    for number in range(times.frames):
        assert times.frame_at(times.time_of(number)) == number


@given(gaps, st.floats(-5, 300))
def test_the_frame_at_a_time_is_the_one_shown_then(steps: list[float], seconds: float) -> None:
    times = FrameTimes(np.cumsum([0.0, *steps]), sum(steps) + 1.0, complete=True)
    number = times.frame_at(seconds)
    assert 0 <= number < times.frames
    assert number == 0 or times.time_of(number) <= seconds + 1e-6
    assert number == times.frames - 1 or seconds < times.time_of(number + 1)


def test_a_frame_not_known_yet_is_placed_by_the_rate_so_far() -> None:
    times = FrameTimes(steady(10, 25).times, 0.4, complete=False)
    assert times.rate == pytest.approx(25)
    assert times.time_of(20) == pytest.approx(0.8)
    assert times.times_of(np.array([5, 20])).tolist() == pytest.approx([0.2, 0.8])


def test_nothing_is_known_of_no_video() -> None:
    assert (NO_TIMES.frames, NO_TIMES.rate, NO_TIMES.frame_at(3.0), NO_TIMES.time_of(9)) == (0, 0.0, 0, 0.0)


def test_times_are_kept_read_only() -> None:
    mine = np.array([0.0, 1.0])
    times = FrameTimes(mine, 2.0, complete=True)
    mine[1] = 5.0
    assert times.time_of(1) == 1.0
    with pytest.raises(ValueError, match="read-only"):
        times.times[0] = 1.0
    assert FrameTimes(times.times, 2.0, complete=True).times is times.times


@given(st.lists(st.lists(st.integers(0, 99)), max_size=3))
def test_frames_are_put_in_order_each_once(parts: list[list[int]]) -> None:
    assert in_order(*(np.array(part, np.int64) for part in parts)).tolist() == sorted({n for p in parts for n in p})
