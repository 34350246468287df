"""What `$encord.frames` says of single frames is read and set; everything else stays byte for byte."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.frame_metadata import is_mark, read_frames, with_frame, without_frames

names = st.one_of(st.integers(0, 50).map(str), st.floats(0, 50).map(repr))
frames = st.dictionaries(names, st.dictionaries(st.text(max_size=3), st.integers(), max_size=2), max_size=5)
around = st.dictionaries(st.sampled_from(["config", "x", "é"]), st.integers(), max_size=3)


@given(frames, around, st.sampled_from([None, 1]), names)
def test_a_frame_is_set_and_taken_out_again(
    known: dict[str, Any], others: dict[str, Any], indent: Any, name: str
) -> None:
    text = json.dumps(others | {"frames": known}, indent=indent)
    changed = with_frame(text, name, '{"a": 1}')
    assert json.loads(changed) == others | {"frames": known | {name: {"a": 1}}}
    assert read_frames(changed)[name] == '{"a": 1}'
    left = with_frame(changed, name, None)
    assert json.loads(left) == others | {"frames": {key: each for key, each in known.items() if key != name}}
    if name not in known:
        assert json.loads(left) == json.loads(text)


def test_a_mark_is_an_empty_object() -> None:
    assert is_mark("{}")
    assert is_mark("{ \n}")
    assert not is_mark('{"a":1}')
    assert not is_mark("[]")


@pytest.mark.parametrize("encord", [None, "null", "{}", "[1]", '{"frames":null}', '{"frames":[1]}', "[" * 9000])
def test_without_frames_none_are_read(encord: str | None) -> None:
    assert read_frames(encord) == {}


def test_the_first_frame_makes_room_for_itself() -> None:
    assert with_frame(None, "3", "{}") == '{"frames":{"3":{}}}'
    assert with_frame("null", "3", "{}") == '{"frames":{"3":{}}}'
    assert with_frame('{"frames": null, "x":1.0}', "3", "{}") == '{"frames": {"3":{}}, "x":1.0}'


def test_taking_out_what_is_not_there_changes_nothing() -> None:
    text = '{"frames": {"1" :{} , "2":{}}, "x":1.0}'
    assert without_frames(text, ["7"]) is text
    assert without_frames("{}", ["7"]) == "{}"
    assert without_frames(text, ["1"]) == '{"frames": {"2":{}}, "x":1.0}'


@pytest.mark.parametrize("encord", ["[1]", '{"frames":[1]}', '{"frames":7}'])
def test_nothing_is_thrown_away_to_make_room_for_a_frame(encord: str) -> None:
    with pytest.raises(ValueError, match="Nothing was changed"):
        with_frame(encord, "3", "{}")
