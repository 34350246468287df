"""Any stretch of any video on any screen: zooming holds what is under the pointer, nothing leaves the video."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.frame_times import NO_TIMES, FrameTimes, steady
from ui.timeline.axis import Axis, axis_of, frames_of, in_both, merged
from ui.timeline.scale import Scale

gaps = st.lists(st.sampled_from([0.001, 0.02, 1 / 30, 0.04, 0.5, 1.0]), min_size=1, max_size=60)
axes = gaps.map(lambda each: axis_of(video(each)))
widths = st.floats(50, 4000)


def video(each: list[float]) -> FrameTimes:
    times = np.cumsum([0.0, *each])
    return FrameTimes(times[:-1], float(times[-1]), complete=True)


def whole(axis: Axis, width: float) -> Scale:
    return Scale(left=10, width=width).fitted(axis)


@given(axes, widths, st.floats(1, 1e6), st.floats(0, 1))
def test_zooming_in_holds_the_time_under_the_pointer(axis: Axis, width: float, factor: float, share: float) -> None:
    scale = whole(axis, width)
    x = scale.left + share * width
    held = scale.seconds_at(x)
    closer = scale.zoomed(factor, x, axis)
    assert closer.x_of(held) == pytest.approx(x, abs=1e-3)
    assert closer.per_pixel <= scale.per_pixel


@given(axes, widths, st.lists(st.tuples(st.floats(1e-3, 1e3), st.floats(-500, 5000), st.floats(-1e5, 1e5)), max_size=5))
def test_whatever_a_hand_does_the_look_stays_inside_the_video(
    axis: Axis, width: float, turns: list[tuple[float, float, float]]
) -> None:
    scale = whole(axis, width)
    for factor, x, along in turns:
        scale = scale.zoomed(factor, x, axis).panned(along, axis)
    assert scale.start >= 0
    assert scale.end <= axis.total * (1 + 1e-9) + 1e-9


@given(axes, widths, st.floats(1, 1e4), st.floats(0, 1))
def test_a_frame_is_found_where_its_middle_is_drawn(axis: Axis, width: float, factor: float, share: float) -> None:
    scale = whole(axis, width).zoomed(factor, 10 + share * width, axis)
    for frame in range(axis.frames):
        assert axis.frame_at(scale.seconds_at(scale.x_of(axis.centre_of(frame)))) == frame


@given(axes, widths, st.sampled_from([0.5, 1.0, 1.5, 2.0]))
def test_every_frame_falls_into_one_column_of_pixels(axis: Axis, width: float, ratio: float) -> None:
    edges = whole(axis, width).frame_edges(axis, ratio)
    assert edges[0] == 0
    assert edges[-1] == axis.frames
    assert (np.diff(edges) >= 0).all()


def test_the_closest_look_shows_single_frames() -> None:
    axis = axis_of(steady(36_000, 1.0))
    closest = whole(axis, 1000).zoomed(1e9, 400, axis)
    assert closest.pixels(1.0) == pytest.approx(120)


def test_two_frames_a_millisecond_apart_do_not_set_the_closest_look() -> None:
    axis = axis_of(video([0.04] * 50 + [0.001] + [0.04] * 50))
    assert axis.gap == pytest.approx(0.04)


def test_a_whole_video_stays_whole_when_its_place_grows() -> None:
    axis = axis_of(steady(300, 30))
    assert whole(axis, 500).at(90, 1500, axis).end == pytest.approx(10.0)


def test_a_part_of_a_video_stays_that_close_when_its_place_grows() -> None:
    axis = axis_of(steady(300, 30))
    part = whole(axis, 500).showing(2, 4, axis)
    assert part.at(90, 600, axis).per_pixel == part.per_pixel


def test_one_frame_without_a_duration_has_a_width() -> None:
    axis = axis_of(FrameTimes(np.zeros(1), 0.0, complete=True))
    scale = whole(axis, 500)
    assert scale.x_of(axis.start_of(1)) - scale.x_of(axis.start_of(0)) == pytest.approx(500)


def test_no_frames_are_nowhere() -> None:
    axis = axis_of(NO_TIMES)
    assert (axis.frames, axis.frame_at(3.0), axis.start_of(5), axis.rate) == (0, 0, 0.0, 0.0)
    assert len(axis.known(frames_of([1, 2]))) == 0


numbers = st.lists(st.integers(0, 50), max_size=30)


@given(numbers, numbers)
def test_sorted_frames_are_compared_and_merged_as_sets_are(some: list[int], others: list[int]) -> None:
    one, other = frames_of(some), frames_of(others)
    assert one[in_both(one, other)].tolist() == sorted(set(some) & set(others))
    assert merged(one, other).tolist() == sorted({*some, *others})
