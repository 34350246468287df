"""One part of a JSON text changes, and every other byte stays."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.json_parts import entries, members, value_of, with_member, without_members

keys = st.text(max_size=3)
values = st.recursive(
    st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=4), st.none()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=3)),
    max_leaves=6,
)
objects = st.dictionaries(keys, values, max_size=5)
indents = st.sampled_from([None, 0, 1, "\t"])


@given(st.lists(values, max_size=5), indents)
def test_the_entries_of_a_list_are_told_apart(value: list[Any], indent: Any) -> None:
    assert [json.loads(entry) for entry in entries(json.dumps(value, indent=indent))] == value


@given(objects, indents, keys, values)
def test_a_value_is_set_and_the_others_stay(value: dict[str, Any], indent: Any, key: str, new: Any) -> None:
    text = json.dumps(value, indent=indent)
    changed = with_member(text, key, json.dumps(new))
    assert json.loads(changed) == value | {key: new}
    assert value_of(changed, key) == json.dumps(new)
    if key in value:
        assert with_member(changed, key, value_of(text, key) or "") == text
    else:
        assert changed.startswith(text.rstrip("}").rstrip())
        assert value_of(text, key) is None


@given(objects, indents, st.sets(keys))
def test_members_are_taken_out_and_the_others_stay(value: dict[str, Any], indent: Any, gone: set[str]) -> None:
    gone = gone | set(list(value)[1:3])
    left = without_members(json.dumps(value, indent=indent), frozenset(gone))
    assert json.loads(left) == {key: each for key, each in value.items() if key not in gone}
    assert [member.key for member in members(left)] == [key for key in value if key not in gone]


def test_what_stands_between_the_members_stays() -> None:
    text = '{ "a" : 1.0 ,  "b":[ 1,2 ], "c" :2e0 }'
    assert with_member(text, "b", "0") == '{ "a" : 1.0 ,  "b":0, "c" :2e0 }'
    assert without_members(text, frozenset({"b"})) == '{ "a" : 1.0, "c" :2e0 }'
    assert without_members(text, frozenset({"a"})) == '{ "b":[ 1,2 ], "c" :2e0 }'
    assert without_members(text, frozenset({"x"})) == text
    assert without_members(text, frozenset({"a", "b", "c"})) == "{  }"


def test_of_a_key_that_is_there_twice_the_last_one_counts() -> None:
    text = '{"a":1,"a":2}'
    assert value_of(text, "a") == "2"
    assert with_member(text, "a", "3") == '{"a":1,"a":3}'
    assert without_members(text, frozenset({"a"})) == "{}"


def test_a_number_of_any_length_is_passed_over() -> None:
    long = "9" * 5000
    assert entries(f"[{long}, 1]") == [long, "1"]


@pytest.mark.parametrize("text", ["", "1", "{", '{"a"}', '{"a":1', '{"a":1,}', '{"a":1}x', "{a:1}", '{"a":NaN}', "[1]"])
def test_what_is_no_object_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        members(text)
