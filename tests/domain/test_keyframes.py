"""Keyframes as they are read, changed and written: nothing that came in is changed before someone asks for it."""

import json
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.keyframe_values import CHUNK, LARGEST_FRAME
from domain.keyframes import (
    held_back,
    moved,
    problems_of,
    read_keyframes,
    with_frames,
    without_frames,
    write_keyframes,
)
from domain.metadata import same_value
from domain.reading import Invalid, Valid
from domain.shaped_fields import UntypedField

frames = st.integers(0, 10**6)
odd = st.one_of(
    st.integers(-5, 40),
    st.text(max_size=4),
    st.floats(-9, 40, allow_nan=False),
    st.booleans(),
    st.none(),
    st.lists(st.integers(0, 40), max_size=2),
    st.just({"a": 1}),
)


def kinds(cell: str | None, frame_count: int | None = None) -> dict[str, int]:
    return {problem.kind: problem.count for problem in problems_of(cell, frame_count)}


@given(st.sets(frames))
def test_what_is_written_is_read_again(numbers: set[int]) -> None:
    text = write_keyframes(numbers)
    assert read_keyframes(text).frames == tuple(sorted(numbers))
    assert not read_keyframes(text).problems
    assert json.loads(text) == sorted(numbers)


def test_the_list_is_written_as_the_platform_documents_it() -> None:
    assert write_keyframes([19, 13, 17, 13]) == "[13, 17, 19]"
    assert write_keyframes([]) == "[]"


@pytest.mark.parametrize("cell", [None, "null", "[]", " [ ] "])
def test_no_keyframes_are_no_problem(cell: str | None) -> None:
    assert read_keyframes(cell, 10).frames == ()
    assert not problems_of(cell, 10)


@pytest.mark.parametrize(
    ("cell", "found", "read"),
    [
        ("[3, 1]", {"unordered": 1}, (1, 3)),
        ("[1, 1, 1]", {"twice": 2}, (1,)),
        ("[-1, 2]", {"negative": 1}, (2,)),
        ("[-0.5, 2]", {"negative": 1}, (2,)),
        ("[1.5, 2]", {"fraction": 1}, (2,)),
        ("[13.0, 1e2]", {"fraction": 2}, (13, 100)),
        ('["13", "x"]', {"text": 2}, ()),
        ("[true, null]", {"not a number": 2}, ()),
        ('[[1], {"a": 2}]', {"nested": 2}, ()),
        ("[9, 10, 11]", {"beyond the end": 2}, (9, 10, 11)),
        (f"[{LARGEST_FRAME + 1}]", {"beyond the end": 1}, ()),
        ("[1e400]", {"beyond the end": 1}, ()),
        ("[1e99999999999999999999]", {"beyond the end": 1}, ()),
        ("[" + "9" * 5000 + "]", {"beyond the end": 1}, ()),
        ("13", {"not a list": 1}, ()),
        ('"13, 17"', {"not a list": 1}, ()),
        ('{"13": {}}', {"not a list": 1}, ()),
        ("[" * 5000 + "]" * 5000, {"not a list": 1}, ()),
        ("[NaN]", {"not a list": 1}, ()),
        ("[1,", {"not a list": 1}, ()),
        ("[1, 2x", {"not a list": 1}, ()),
    ],
)
def test_what_the_platform_never_checked_is_named(cell: str, found: dict[str, int], read: tuple[int, ...]) -> None:
    assert kinds(cell, 10) == found | ({"beyond the end": 1} if 13 in read else {}) | (
        {"beyond the end": 2} if 100 in read else {}
    )
    assert read_keyframes(cell, 10).frames == read


def test_a_problem_says_how_often_and_what() -> None:
    (problem,) = problems_of('["a", "b", "c", "dddddddddddddddddddddddddddddddd"]', None)
    assert problem.sentence == '4 keyframes are text: "a", "b", "c", ….'
    assert problem.examples == ('"a"', '"b"', '"c"')
    (problem,) = problems_of('[[1, 2, 3, 4, 5], {"key": [true]}]', None)
    assert problem.sentence == '2 keyframes are lists or objects: [1, 2, 3, 4], {"key": [true]}.'
    (problem,) = problems_of('["dddddddddddddddddddddddddddddddd"]', None)
    assert problem.sentence == 'One keyframe is text: "dddddddddddddddddddddd….'
    assert problem.fix == "Write as Numbers"


@given(st.lists(odd, max_size=8))
def test_every_frame_that_can_be_read_is_read_and_every_other_entry_named(entries: list[Any]) -> None:
    known = read_keyframes(json.dumps(entries))
    whole = {int(each) for each in entries if type(each) in (int, float) and each == int(each) >= 0}
    assert set(known.frames) == whole
    assert bool(known.problems) == (
        any(type(each) is not int or each < 0 for each in entries)
        or any(one >= other for one, other in pairwise(entries))
    )


@pytest.mark.parametrize("spaces", ["", " ", "\n  "])
def test_very_many_are_read_in_portions(spaces: str) -> None:
    numbers = range(0, 3 * CHUNK, 3)
    text = f"[{spaces}{f',{spaces}'.join(map(str, numbers))}{spaces}]"
    assert read_keyframes(text).frames == tuple(numbers)
    assert write_keyframes(reversed(numbers)) == str(list(numbers))


def test_very_many_with_problems_are_read_in_portions() -> None:
    words = json.dumps([f"a, {at}, ]" for at in range(CHUNK // 4)])
    assert kinds(words) == {"text": CHUNK // 4}
    assert kinds(f"[{'0' * 0}{', '.join(['5'] * CHUNK)}]") == {"twice": CHUNK - 1}
    assert read_keyframes(json.dumps([[at, at] for at in range(CHUNK)])).frames == ()


@given(st.sets(frames), st.sets(frames))
def test_frames_are_added_and_taken_out(before: set[int], some: set[int]) -> None:
    cell = write_keyframes(before)
    added, left = with_frames(cell, some), without_frames(cell, some)
    assert isinstance(added, str)
    assert isinstance(left, str)
    assert set(read_keyframes(added).frames) == before | some
    assert set(read_keyframes(left).frames) == before - some
    assert with_frames(added, some) is added
    assert without_frames(left, some) is left


def test_a_key_that_is_not_there_comes_with_the_first_frame() -> None:
    assert with_frames(None, [7]) == "[7]"
    assert with_frames("null", [7]) == "[7]"
    assert without_frames(None, [7]) is None


@given(st.lists(odd, max_size=8), st.sets(st.integers(0, 60), min_size=1, max_size=4))
def test_what_cannot_be_read_survives_an_edit_as_it_is_spelt(entries: list[object], new: set[int]) -> None:
    cell = json.dumps(entries)
    known = set(read_keyframes(cell).frames)
    added = with_frames(cell, new)
    assert isinstance(added, str)
    assert set(read_keyframes(added).frames) == known | new
    again = without_frames(added, new - known)
    assert isinstance(again, str)
    if read_keyframes(cell).problems:
        assert same_value(again, cell)


def test_an_edit_keeps_the_spelling_of_what_it_does_not_touch() -> None:
    assert with_frames('[5, "7" , 9.0, 1]', [6, 30]) == '[5, "7", 6, 9.0, 1, 30]'
    assert without_frames('[5, "7" , 9.0, 9, 1]', [9]) == '[5, "7", 1]'


def test_what_is_not_a_list_is_not_edited() -> None:
    assert isinstance(with_frames('"13"', [1]), Invalid)
    assert isinstance(moved('"13"', [1], 1), str)


@given(st.sets(st.integers(0, 99), min_size=1), st.integers(-200, 200), st.data())
def test_frames_move_together_and_stay_in_the_video(numbers: set[int], by: int, data: st.DataObject) -> None:
    chosen = data.draw(st.sets(st.sampled_from(sorted(numbers))))
    cell = write_keyframes(numbers)
    got = moved(cell, chosen, by, 100)
    assert isinstance(got, str)
    step = held_back(sorted(chosen), by, 100)
    assert abs(step) <= abs(by)
    assert set(read_keyframes(got, 100).frames) == (numbers - chosen) | {frame + step for frame in chosen}
    assert not problems_of(got, 100)


def test_nothing_moves_where_nothing_is_chosen() -> None:
    assert moved("[1]", [2], 5) == "[1]"
    assert held_back([], 5, None) == 0
    assert held_back([3], 0, None) == 0
    assert held_back([12], 5, 10) == 0


@pytest.mark.parametrize("wrong", ["[{}, 1", "[{} 1]", "[{}]]", "[{}, NaN]", "[{}],[1]"])
def test_a_long_text_that_is_no_list_is_no_list(wrong: str) -> None:
    cell = wrong.format(", ".join(["1"] * CHUNK))
    assert kinds(cell) == {"not a list": 1}
    assert UntypedField().check(cell) == Invalid("The value is not JSON.")


@pytest.mark.parametrize("entry", ["1", '"a, b"', "[1, 2]"])
def test_a_long_list_of_a_key_without_a_type_is_right_as_it_is(entry: str) -> None:
    cell = f"[{', '.join([entry] * CHUNK)}]"
    assert UntypedField().check(cell) == Valid(cell)
    assert UntypedField().edit_text(cell) is cell
