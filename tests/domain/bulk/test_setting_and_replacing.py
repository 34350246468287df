"""Setting, clearing, removing and replacing say what a value becomes, or why it stays."""

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.bulk.operation import ALONE, Operation, Result
from domain.bulk.patterns import TOO_SLOW, length_within_reach
from domain.bulk.replacing import ReplacePattern, ReplaceText
from domain.bulk.setting import Clear, Remove, Set
from domain.bulk.texts import NOTHING_LEFT, is_empty, quoted, rewritten, text_of, write
from domain.fields import EnumType, Field, NumberType, TextType, VarcharType
from domain.metadata import CLEARED, Cell
from domain.reading import Invalid
from domain.shaped_fields import UntypedField

TEXT, NUMBER, UNTYPED = TextType(), NumberType(), UntypedField()
SPELT = st.text(st.characters(codec="utf-8"))


def after(operation: Operation, cell: Cell, kind: Field = TEXT) -> Result:
    return operation.apply(cell, ALONE, kind)


class Endless:
    """An expression that never ends in time."""

    def sub(self, template: str, text: str) -> str:
        raise TimeoutError

    def search(self, text: str) -> None:
        raise TimeoutError


@given(SPELT)
def test_a_text_goes_through_json_and_back(text: str) -> None:
    assert json.loads(quoted(text)) == text
    assert text_of(quoted(text)) == text


def test_values_that_are_no_text_are_worked_on_as_their_json() -> None:
    assert text_of("12.50") == "12.50"
    assert text_of('[1,"a"]') == '[1,"a"]'
    assert text_of(None) == text_of(CLEARED) == ""


@pytest.mark.parametrize(("cell", "empty"), [(None, True), (CLEARED, True), ('""', True), ("0", False), ('" "', False)])
def test_absent_cleared_and_empty_text_count_as_no_value(cell: Cell, empty: bool) -> None:
    assert is_empty(cell) is empty


def test_a_text_is_written_as_its_type_wants_it() -> None:
    assert write("7", TEXT) == '"7"'
    assert write("7", NUMBER) == "7"
    assert write("seven", NUMBER) == Invalid('"seven" is not a number. Write it like 12, -0.5 or 1e6.')
    assert write(" ", NUMBER) == Invalid(NOTHING_LEFT)
    assert write("abc", VarcharType(3)) == '"abc"'
    assert isinstance(write("abcd", VarcharType(3)), Invalid)
    assert write("rain", EnumType(("rain",))) == '"rain"'


def test_where_the_schema_is_silent_text_stays_text_and_numbers_stay_numbers() -> None:
    assert write("7", UNTYPED) == '"7"'
    assert write("7", UNTYPED, '"a"') == '"7"'
    assert write("7", UNTYPED, "12") == "7"


def test_a_value_whose_text_is_the_same_keeps_its_spelling() -> None:
    assert rewritten("1.0", "1.0", NUMBER) == "1.0"
    assert rewritten('"\\u0061"', "a", TEXT) == '"\\u0061"'
    assert rewritten("1.0", "1.5", NUMBER) == "1.5"


def test_set_reads_the_text_as_typed_and_may_leave_values_alone() -> None:
    assert after(Set("12"), '"x"', NUMBER) == "12"
    assert isinstance(after(Set("x"), "1", NUMBER), Invalid)
    assert after(Set("b", only_empty=True), '"a"') == '"a"'
    assert after(Set("b", only_empty=True), CLEARED) == '"b"'


def test_clear_keeps_the_key_and_gives_it_to_nobody() -> None:
    assert after(Clear(), '"a"') == CLEARED
    assert after(Clear(), None) is None


def test_remove_takes_the_key() -> None:
    assert after(Remove(), '"a"') is None


@given(SPELT, st.text("ab", min_size=1), SPELT)
def test_replacing_letters_is_what_python_does(text: str, find: str, replacement: str) -> None:
    wanted = quoted(text.replace(find, replacement))
    assert after(ReplaceText(find, replacement, match_case=True), quoted(text)) == wanted


@pytest.mark.parametrize(
    ("operation", "wanted"),
    [
        (ReplaceText("ROAD", r"\1"), r'"the \\1 \\1"'),
        (ReplaceText("ROAD", "x", match_case=True), '"the Road road"'),
        (ReplaceText("road", "x", whole=True), '"the Road road"'),
        (ReplaceText("the road ROAD", "x", whole=True), '"x"'),
        (ReplaceText("the Road road", "x", match_case=True, whole=True), '"x"'),
        (ReplaceText("", "x"), '"the Road road"'),
    ],
)
def test_replace_minds_case_and_whole_values_when_asked(operation: ReplaceText, wanted: str) -> None:
    assert after(operation, '"the Road road"') == wanted


def test_what_is_not_there_is_not_replaced() -> None:
    for operation in (ReplaceText("a", "b"), ReplacePattern(re.compile("a"), "b")):
        assert after(operation, None) is None
        assert after(operation, CLEARED) == CLEARED
        assert after(operation, '"c"') == '"c"'


def test_a_pattern_puts_its_groups_into_the_template() -> None:
    swap = ReplacePattern(re.compile(r"(\w+)-(\d+)"), r"\2_\1")
    assert after(swap, '"clip-12"') == '"12_clip"'
    assert after(ReplacePattern(re.compile(r"\d$"), ""), "129", NUMBER) == "12"
    assert after(ReplacePattern(re.compile(r"\d+"), ""), "129", NUMBER) == Invalid(NOTHING_LEFT)


def test_a_pattern_that_takes_too_long_leaves_the_value_and_says_so() -> None:
    assert after(ReplacePattern(Endless(), ""), '"a"') == Invalid(TOO_SLOW)


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|aa)*b", r"(?=a)b", "(?R)", "(ab){2,}", "a{e<=1}", r"(?i)a"])
def test_patterns_that_may_run_away_are_timed_on_every_text(pattern: str) -> None:
    assert length_within_reach(pattern) == 0


@pytest.mark.parametrize("pattern", ["road", r"(\w+)-(\d+)", r"(?P<name>\w+) (?:x|y)", r"(?<n>a)?b"])
def test_plain_patterns_surely_end_on_short_texts(pattern: str) -> None:
    assert length_within_reach(pattern) >= 200
