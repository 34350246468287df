"""What a filter compares with is read as a number or as a stretch of time."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.operands import number_of, span_of


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", 12.0),
        (" -0.5 ", -0.5),
        ("+.5", 0.5),
        ("1e6", 1e6),
        ("\u22123", -3.0),
        ("", None),
        ("nan", None),
        ("1e999", None),
        ("1,5", None),
        ("fog", None),
    ],
)
def test_a_number_is_read(text: str, number: float | None) -> None:
    assert number_of(text) == number


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0, second: int = 0, micro: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, second, micro, UTC)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2024", utc(2024, 1, 1), utc(2025, 1, 1)),
        ("2024-05", utc(2024, 5, 1), utc(2024, 6, 1)),
        ("2024-12", utc(2024, 12, 1), utc(2025, 1, 1)),
        ("2024-05-31", utc(2024, 5, 31), utc(2024, 6, 1)),
        ("2024-05-31T14:30", utc(2024, 5, 31, 14, 30), utc(2024, 5, 31, 14, 31)),
        ("2024-05-31 14:30:05Z", utc(2024, 5, 31, 14, 30, 5), utc(2024, 5, 31, 14, 30, 6)),
        ("2024-05-31T16:30:05+02:00", utc(2024, 5, 31, 14, 30, 5), utc(2024, 5, 31, 14, 30, 6)),
        ("2024-05-31T14:30:05.25", utc(2024, 5, 31, 14, 30, 5, 250_000), utc(2024, 5, 31, 14, 30, 5, 250_001)),
    ],
)
def test_a_stretch_of_time_is_read(text: str, start: datetime, end: datetime) -> None:
    assert span_of(text) == (start, end)


@pytest.mark.parametrize("text", ["", "fog", "2024-13", "0000", "9999", "9999-12-31", "12"])
def test_what_names_no_time_has_no_stretch(text: str) -> None:
    assert span_of(text) is None


@given(st.text())
def test_nothing_typed_raises(text: str) -> None:
    span = span_of(text)
    assert span is None or span[0] < span[1]
    number_of(text)
