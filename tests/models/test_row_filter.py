"""A filter finds the rows a plain loop over plain values would find."""

import json
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.conditions import (
    Between,
    Condition,
    Contains,
    Equals,
    IsChanged,
    IsEmpty,
    IsInvalid,
    Less,
    Matches,
    More,
    Not,
    OneOf,
    Unclear,
    read_condition,
)
from domain.operands import number_of, span_of
from domain.reading import Invalid, spell
from domain.schema import read_field
from models.read_column import ReadColumn
from models.row_filter import FilterRefused, matching, rows_meeting
from tests.models.columns import (
    BOOLEAN,
    DATETIME,
    EMBEDDING,
    ENUM,
    NUMBER,
    TEXT,
    UUID,
    VARCHAR,
    fact_values,
    key_values,
)

TEXTS = ["fog", "Fog", "fog 2", "rain", "", "a\nb", 'q"q', "b\\c", "ä", "Ä", "12", "2.5", "3", "empty", "[x]"]
numbers = st.sampled_from(["0", "-0.0", "1", "2.5", "-3", "1e3", "12", "12.0"])
values = st.one_of(
    st.none(),
    st.just("null"),
    numbers,
    st.sampled_from(TEXTS).map(spell),
    st.sampled_from(["true", "false", "[1,2]", '{"a":"fog"}', '"fog\\u0021"', '"\\ud800 half"']),
)
columns = st.lists(values, max_size=30)
operands = st.one_of(st.sampled_from(TEXTS), numbers)
bounds: st.SearchStrategy[Condition] = st.one_of(
    st.builds(Equals, operands),
    st.builds(Less, operands, st.booleans()),
    st.builds(More, operands, st.booleans()),
    st.builds(Between, operands, operands),
)
plain: st.SearchStrategy[Condition] = st.one_of(
    bounds,
    st.builds(Contains, operands),
    st.builds(OneOf, st.lists(operands, min_size=1, max_size=3).map(tuple), st.booleans()),
    st.builds(Matches, st.sampled_from(["f.g", "^[0-9]+$", "(?i)FOG", "^$"])),
    st.just(IsEmpty()),
    st.just(IsChanged()),
)
conditions = st.one_of(plain, plain.map(Not))


def as_text(cell: str | None) -> str | None:
    if cell is None or cell == "null":
        return None
    if not cell.startswith('"'):
        return cell
    text: str = json.loads(cell)
    return cell[1:-1] if re.search("[\ud800-\udfff]", text) else text


def expected(cell: str | None, condition: Condition, *, changed: bool, texts_only: bool) -> bool:
    """What one value answers to a condition."""
    text = as_text(cell)
    match condition:
        case Not(inner):
            return not expected(cell, inner, changed=changed, texts_only=texts_only)
        case IsChanged():
            return changed
        case IsEmpty():
            return not text
        case OneOf(texts, empty):
            return text in texts or (empty and not text)
        case _ if text is None:
            return False
        case Contains(wanted):
            return wanted.lower() in text.lower()
        case Matches(pattern):
            return re.search(pattern, text) is not None
        case Equals() | Less() | More() | Between():
            return compared(text, condition, texts_only=texts_only)
        case IsInvalid():
            raise AssertionError


def compared(text: str, condition: Any, *, texts_only: bool) -> bool:
    asked = [condition.low, condition.high] if isinstance(condition, Between) else [condition.text]
    sizes = [number_of(each) for each in asked]
    value: Any = text.lower()
    limits: list[Any] = [each.lower() for each in asked]
    if None not in sizes and not (texts_only and isinstance(condition, Equals)):
        value, limits = number_of(text), sizes
        if value is None:
            return False
    elif isinstance(condition, Equals):
        return text == condition.text
    match condition:
        case Less(_, or_equal):
            return value <= limits[0] if or_equal else value < limits[0]
        case More(_, or_equal):
            return value >= limits[0] if or_equal else value > limits[0]
        case Between():
            return limits[0] <= value <= limits[1]
        case _:
            return value == limits[0]


@given(columns, conditions, st.sampled_from([None, NUMBER, TEXT, ENUM, BOOLEAN]))
def test_a_filter_finds_what_a_plain_loop_finds(cells: list[str | None], condition: Condition, ty: Any) -> None:
    changed = list(range(0, len(cells), 3))
    column = key_values(cells, ty, changed)
    texts_only = ty in (TEXT, ENUM)
    found = matching(column, condition)
    assert found.tolist() == [
        expected(cell, condition, changed=row in changed, texts_only=texts_only) for row, cell in enumerate(cells)
    ]


@given(columns, conditions)
def test_values_that_seldom_come_again_are_filtered_alike(cells: list[str | None], condition: Condition) -> None:
    often = key_values(cells, None)
    seldom = key_values([*cells, *(f'"{number}"' for number in range(6000))], None)
    assert often.codes is not None
    assert seldom.codes is None
    assert matching(seldom, condition).tolist()[: len(cells)] == matching(often, condition).tolist()


MOMENTS = [
    None,
    "null",
    '"2024-05-31T10:00:00Z"',
    '"2024-05-31"',
    '"2024-06-01T00:30:00+02:00"',
    '"2024-06-01T00:00:00"',
    '"2023-01-01T00:00:00.250Z"',
    '"no date"',
    "12",
]


@given(
    st.lists(st.sampled_from([*MOMENTS, '"2024-02-30"', '"2024-13-01T10:00:00Z"']), max_size=12),
    st.sampled_from(["2024", "2024-05", "2024-05-31", "2024-05-31T10:00:00Z", "2023"]),
    st.sampled_from(["=", "<", "<=", ">", ">="]),
)
def test_moments_are_compared_as_stretches_of_time(cells: list[str | None], asked: str, sign: str) -> None:
    condition = read_condition(sign + asked)
    assert condition is not None
    assert not isinstance(condition, Unclear)
    span = span_of(asked)
    assert span is not None
    start, end = span
    answers: dict[str, Callable[[datetime], bool]] = {
        "=": lambda at: start <= at < end,
        "<": lambda at: at < start,
        "<=": lambda at: at < end,
        ">": lambda at: at >= end,
        ">=": lambda at: at >= start,
    }

    def told(cell: str | None) -> bool:
        text = as_text(cell) or ""
        try:
            datetime.fromisoformat(text)
        except ValueError:
            return False
        spans = span_of(text)
        return spans is not None and answers[sign](spans[0])

    assert matching(key_values(cells, DATETIME), condition).tolist() == [told(cell) for cell in cells]


def test_between_moments_the_last_day_is_in_it() -> None:
    column = key_values(MOMENTS, DATETIME)
    found = matching(column, Between("2024-05-31", "2024-06-01"))
    assert np.flatnonzero(found).tolist() == [2, 3, 4, 5]


def test_facts_are_filtered_by_what_they_are() -> None:
    assert matching(fact_values("file_size", [10, None, 3000]), More("20")).tolist() == [False, False, True]
    assert matching(fact_values("file_size", [10, None, 3000]), Contains("00")).tolist() == [False, False, True]
    assert matching(fact_values("duration", [1.5, None]), IsEmpty()).tolist() == [False, True]
    assert matching(fact_values("item_type", ["IMAGE_GROUP", "VIDEO"]), Contains("image g")).tolist() == [True, False]
    created = fact_values("created_at", ["2024-05-31T10:00:00Z", "2024-06-01T10:00:00Z", None])
    assert matching(created, Equals("2024-05")).tolist() == [True, False, False]
    assert matching(created, IsInvalid()).tolist() == [False, False, False]


INVALID = [
    *MOMENTS,
    "1",
    "true",
    '"rain"',
    '"fog"',
    '"longer"',
    "[1,2]",
    "[1]",
    '"00000000-0000-4000-8000-000000000001"',
    '"00000000-0000-4000-8000-00000000000g"',
]


@pytest.mark.parametrize("ty", [NUMBER, TEXT, DATETIME, BOOLEAN, UUID, VARCHAR, ENUM, EMBEDDING, None])
def test_invalid_rows_are_those_the_type_refuses(ty: Any) -> None:
    field = None if ty is None else read_field(ty)
    expected_rows = [
        field is not None and cell is not None and isinstance(field.check(cell), Invalid) for cell in INVALID
    ]
    assert matching(key_values(INVALID, ty), IsInvalid()).tolist() == expected_rows


def test_every_condition_must_be_met_and_one_column_is_enough_for_all() -> None:
    named: dict[str, ReadColumn] = {
        "one": key_values(['"fog"', '"rain"', '"fog"', None]),
        "two": key_values(["1", "2", "3", '"foggy"']),
    }
    assert rows_meeting(4, named, {"one": Contains("fog"), "two": More("1")}, None).tolist() == [
        False,
        False,
        True,
        False,
    ]
    assert rows_meeting(4, named, {}, Contains("fog")).tolist() == [True, False, True, True]
    assert rows_meeting(4, named, {}, Not(Contains("fog"))).tolist() == [False, True, False, False]
    assert rows_meeting(4, named, {"one": IsEmpty()}, Contains("fog")).tolist() == [False, False, False, True]
    assert rows_meeting(4, named, {"gone": Contains("x")}, None).all()
    assert rows_meeting(2, {}, {"gone": Contains("x")}, None).tolist() == [True, True]


def test_an_expression_the_columns_cannot_be_asked_is_refused_with_a_sentence() -> None:
    with pytest.raises(FilterRefused) as refused:
        matching(key_values(['"fog"']), Matches("(?P<a>x)(?<b>y)(?#c)"))
    assert refused.value.sentence.endswith(".")


def test_once_cancelled_no_further_column_is_read() -> None:
    asked: list[bool] = []

    def cancelled() -> bool:
        asked.append(True)
        return len(asked) > 1

    column = key_values(['"fog"'])
    rows_meeting(1, {"a": column, "b": key_values(['"fog"'])}, {}, Contains("x"), cancelled)
    assert len(asked) == 2
