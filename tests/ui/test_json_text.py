"""JSON in the roomy editor: errors with their place, and a layout that re-spells nothing."""

import json
import re

from hypothesis import given
from hypothesis import strategies as st

from ui.dialogs.json_text import indented, json_problem

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(JSON)
def test_indenting_keeps_the_value(value: object) -> None:
    assert json.loads(indented(json.dumps(value))) == value


@given(JSON)
def test_indenting_changes_nothing_but_white_space(value: object) -> None:
    text = json.dumps(value, ensure_ascii=False)
    tokens = r'"(?:[^"\\]|\\.)*"|[^\s"]'
    assert re.findall(tokens, indented(text)) == re.findall(tokens, text)


def test_numbers_keep_their_spelling() -> None:
    assert indented('{"a":1.0,"b":12345678901234567890123,"c":1e5}') == (
        '{\n  "a": 1.0,\n  "b": 12345678901234567890123,\n  "c": 1e5\n}'
    )


def test_empty_objects_stay_on_one_line() -> None:
    assert indented("[{},[]]") == "[\n  {},\n  []\n]"


def test_an_error_names_line_and_column() -> None:
    assert json_problem('{"a": 1,\n "b": }') == ("Line 2, column 7: expecting value.", 15)


def test_words_json_does_not_have_are_refused() -> None:
    problem = json_problem("[NaN]")
    assert problem is not None
    assert problem[0].startswith("NaN is not JSON")


def test_good_json_has_no_problem() -> None:
    assert json_problem("[1, 2]") is None


def test_very_deep_json_is_refused_and_not_crashed_on() -> None:
    problem = json_problem("[" * 100_000)
    assert problem is not None
