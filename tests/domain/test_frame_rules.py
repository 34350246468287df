"""Frames by rule: every so many, every so often, and as in another video."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.frame_rules import Way, copied, every_frames, every_seconds
from tests.domain.clocks import UNSTEADY, Film, steady


def test_every_tenth_frame() -> None:
    assert list(every_frames(10, 35)) == [0, 10, 20, 30]
    assert list(every_frames(10, 35, 5, 25)) == [5, 15, 25]
    assert list(every_frames(10, 35, 5, 999)) == [5, 15, 25]
    assert list(every_frames(10, 0)) == []
    with pytest.raises(ValueError, match="1 frame or more"):
        every_frames(0, 35)


def test_every_second() -> None:
    assert every_seconds(1.0, steady(75, 25)) == (0, 25, 50)
    assert every_seconds(0.5, UNSTEADY) == (0, 1, 3, 4, 5)
    assert every_seconds(1.0, steady(75, 25), 1.0, 2.0) == (25, 50)
    assert every_seconds(1.0, steady(75, 25), 1.0, 9.0) == (25, 50, 74)
    assert every_seconds(1.0, Film([], 0.0)) == ()
    assert every_seconds(1.0, steady(75, 25), 2.0, 1.0) == ()
    with pytest.raises(ValueError, match="longer than no time"):
        every_seconds(0.0, UNSTEADY)


@given(st.sets(st.integers(0, 49)), st.sampled_from(["frame", "second", "proportion"]))
def test_a_video_copied_to_one_just_like_it_keeps_its_frames(frames: set[int], way: Way) -> None:
    assert copied(frames, steady(50, 25), steady(50, 25), way) == tuple(sorted(frames))


def test_frames_are_copied_by_number_by_time_and_by_share() -> None:
    long, short = steady(100, 10), steady(50, 25)
    assert copied([0, 10, 49, 50, -1], long, short, "frame") == (0, 10, 49)
    assert copied([0, 10, 19, 20, 500], long, short, "second") == (0, 25, 47)
    assert copied([0, 50, 99, 500], long, short, "proportion") == (0, 25, 49)


def test_nothing_goes_to_a_video_without_frames() -> None:
    empty = Film([], 0.0)
    assert copied([1], steady(50, 25), empty, "frame") == ()
    assert copied([1], steady(50, 25), empty, "second") == ()
    assert copied([0], Film([0.0], 0.0), steady(50, 25), "proportion") == (0,)
