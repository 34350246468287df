"""Times and timecodes, written and read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.timecode import clock, read_time, timecode


@given(st.integers(0, 10**8))
def test_a_time_that_is_written_is_read_again(milliseconds: int) -> None:
    assert read_time(clock(milliseconds / 1000)) == pytest.approx(milliseconds / 1000)


@pytest.mark.parametrize(
    ("seconds", "digits", "text"),
    [(0, 3, "0:00.000"), (83.5, 1, "1:23.5"), (3723.5, 0, "1:02:04"), (59.9999, 2, "1:00.00"), (-3, 0, "0:00")],
)
def test_times_are_written_as_clocks_show_them(seconds: float, digits: int, text: str) -> None:
    assert clock(seconds, digits) == text


@pytest.mark.parametrize(
    ("frame", "rate", "text"),
    [
        (0, 25, "00:00:00:00"),
        (2087, 25, "00:01:23:12"),
        (29, 29.97, "00:00:00:29"),
        (250, 240, "00:00:01:010"),
        (3, 0, "00:00:03:00"),
    ],
)
def test_timecode_counts_frames_within_the_second(frame: int, rate: float, text: str) -> None:
    assert timecode(frame, rate) == text


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1:23.5", 83.5),
        (" 1:02:03 ", 3723.0),
        ("90:00", 5400.0),
        ("12.5s", 12.5),
        ("90ms", 0.09),
        ("2 min", 120.0),
        ("1H", 3600.0),
        ("0:60", None),
        ("1:60:00", None),
        ("13", None),
        ("1:2:3:4", None),
        ("s", None),
    ],
)
def test_times_are_read(text: str, seconds: float | None) -> None:
    assert read_time(text) == seconds
