"""Mending keyframes: only what was asked for, and everything is right once all of it was."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.keyframe_repairs import repaired
from domain.keyframe_values import Kind
from domain.keyframes import problems_of, read_keyframes
from domain.metadata import Cell

values = st.recursive(
    st.one_of(
        st.integers(-9, 50),
        st.floats(-9, 50, allow_nan=False),
        st.booleans(),
        st.none(),
        st.text("0123,. x", max_size=5),
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=2), inner, max_size=2)),
    max_leaves=8,
)


@given(values, st.none() | st.integers(1, 40))
def test_nothing_is_wrong_once_all_is_mended(value: object, frame_count: int | None) -> None:
    cell = json.dumps(value)
    mended = repaired(cell, frame_count)
    assert not problems_of(mended, frame_count)
    assert repaired(mended, frame_count) is mended


@given(st.lists(st.integers(-9, 50)), st.integers(1, 40))
def test_whole_frames_of_the_video_are_never_lost(numbers: list[int], frame_count: int) -> None:
    mended = repaired(json.dumps(numbers), frame_count)
    assert read_keyframes(mended).frames == tuple(sorted({n for n in numbers if 0 <= n < frame_count}))


@pytest.mark.parametrize(
    ("cell", "kind", "after"),
    [
        ('[3, "1", 1.5]', "text", "[3, 1, 1.5]"),
        ('["4, 5", "#", "[6]", "-2", "7.9"]', "text", "[4, 5, 6, 7]"),
        ('[3, "1", 1.5, 2.0]', "fraction", '[3, "1", 1, 2]'),
        ("[-3, 4, -0.5]", "negative", "[4]"),
        ("[99, 4, 1e400]", "beyond the end", "[4]"),
        ('["99", 4]', "text", "[99, 4]"),
        ("[true, 4, null]", "not a number", "[4]"),
        ('[[1, [2, "3"]], {"a": 9}, 4]', "nested", "[1, 2, 3, 4]"),
        ('[3, "x", 1]', "unordered", '[1, 3, "x"]'),
        ('[3, "x", 3, 1, 3.0]', "twice", '[3, "x", 1]'),
        ('"13, 17"', "not a list", "[13, 17]"),
        ("13", "not a list", "[13]"),
        ('{"13": {}}', "not a list", "[]"),
        ("[" * 3000 + "]" * 3000, "not a list", "[]"),
        ("[1, 2]", "text", "[1, 2]"),
        (None, "text", None),
    ],
)
def test_one_kind_is_mended_and_the_rest_stays_as_it_is_spelt(cell: Cell, kind: Kind, after: Cell) -> None:
    assert repaired(cell, 50, [kind]) == after


def test_mending_keeps_what_is_right_to_the_letter() -> None:
    cell = "[1,2,   3]"
    assert repaired(cell, None) is cell
