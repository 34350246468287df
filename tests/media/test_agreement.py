"""What the platform says of a video and what its file holds: a difference is said, and by how much."""

from fractions import Fraction

import numpy as np

from media.agreement import disagreements, is_steady
from media.frame_index import FrameIndex


def steady(frames: int = 300, *, complete: bool = True) -> FrameIndex:
    pts = np.arange(frames, dtype=np.int64) * 1001
    return FrameIndex(pts, Fraction(1, 30_000), np.array([0]), complete, end=frames * 1001)


def test_what_is_the_same_is_not_worth_a_word() -> None:
    assert disagreements(steady(), 300, 29.97) == ()
    assert disagreements(steady(), 300, 30000 / 1001) == ()
    assert disagreements(steady(), None, None) == ()
    assert disagreements(steady(), None, 0.0) == ()


def test_another_count_is_said_with_its_difference() -> None:
    (more,) = disagreements(steady(), 312, 29.97)
    assert "The platform counts 312 frames in this video, 12 more than the 300 in the file" in more
    (fewer,) = disagreements(steady(), 1, 29.97)
    assert "The platform counts 1 frame in this video, 299 fewer than the 300 in the file" in fewer


def test_another_rate_is_said_with_how_far_it_leads_astray() -> None:
    (rate,) = disagreements(steady(30_000), 30_000, 30.0)
    assert "The platform says 30 frames a second, the file shows 29.97" in rate
    assert "is 1.0 s off." in rate
    assert "evenly" not in rate


def test_frames_that_are_not_evenly_spaced_are_said_to_be() -> None:
    pts = np.cumsum(np.array([1, 5] * 50, np.int64)) * 1000
    index = FrameIndex(pts, Fraction(1, 30_000), np.array([0]), end=int(pts[-1]) + 1000)
    assert not is_steady(index)
    (rate,) = disagreements(index, 100, 25.0)
    assert rate.endswith("Its frames are not evenly spaced.")


def test_moments_in_whole_milliseconds_are_still_evenly_spaced() -> None:
    pts = np.round(np.arange(100) * 1001 / 30).astype(np.int64)
    assert is_steady(FrameIndex(pts, Fraction(1, 1000), np.array([0]), end=int(pts[-1]) + 33))
    assert is_steady(steady(2))


def test_nothing_is_said_before_all_is_known() -> None:
    assert disagreements(steady(complete=False), 999, 5.0) == ()
