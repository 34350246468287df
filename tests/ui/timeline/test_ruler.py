"""The ruler of any video at any look: ticks from left to right whose labels do not run into each other."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.frame_times import steady
from tests.ui.timeline.test_scale import axes, widths
from ui.timeline.axis import EMPTY, Axis, axis_of
from ui.timeline.ruler import Unit, ticks
from ui.timeline.scale import Scale


def wide(label: str) -> float:
    return 7.0 * len(label)


@given(axes, widths, st.floats(1, 1e5), st.floats(0, 1), st.sampled_from(Unit))
def test_labels_do_not_run_into_each_other(axis: Axis, width: float, factor: float, share: float, unit: Unit) -> None:
    scale = Scale(left=0, width=width).fitted(axis).zoomed(factor, share * width, axis)
    found = ticks(scale, axis, unit, wide)
    assert [tick.x for tick in found] == sorted(tick.x for tick in found)
    assert len(found) < width / 2 + 10 or unit is not Unit.SECONDS
    labelled = [tick for tick in found if tick.label]
    assert all(one.x + wide(one.label) <= next_one.x for one, next_one in pairwise(labelled))


def labels(unit: Unit, rate: float, start: float, end: float, frames: int = 1_080_000) -> list[str]:
    axis = axis_of(steady(frames, rate))
    scale = Scale(left=0, width=1000).showing(start, end, axis)
    return [tick.label for tick in ticks(scale, axis, unit, wide) if tick.label]


@pytest.mark.parametrize(
    ("unit", "start", "end", "expected"),
    [
        (Unit.SECONDS, 0, 36_000, ["0:00", "1:00:00", "2:00:00"]),
        (Unit.SECONDS, 0, 60, ["0:00", "0:05", "0:10"]),
        (Unit.SECONDS, 10, 11, ["0:10.0", "0:10.1", "0:10.2"]),
        (Unit.FRAMES, 0, 10, ["0", "20", "40"]),
        (Unit.FRAMES, 1000, 1000.5, ["30,000", "30,001", "30,002"]),
        (Unit.TIMECODE, 0, 20, ["00:00:00:00", "00:00:02:00", "00:00:04:00"]),
        (Unit.TIMECODE, 0, 0.5, ["00:00:00:00", "00:00:00:02", "00:00:00:04"]),
    ],
)
def test_labels_are_round_in_their_unit(unit: Unit, start: float, end: float, expected: list[str]) -> None:
    assert labels(unit, 30, start, end)[:3] == expected


def test_a_video_without_frames_has_no_ticks() -> None:
    assert ticks(Scale(), EMPTY, Unit.FRAMES, wide) == []
