"""Values as the text of a file, and back: nothing is another value afterwards, whatever the schema says of it."""

import json
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from controllers.exchange.cell_texts import cell_text, read_cell_text
from controllers.exchange.defusing import SIGNS, defused, restored
from domain.fields import (
    BooleanType,
    DatetimeType,
    EnumType,
    Field,
    NumberType,
    TextType,
    UuidType,
    VarcharType,
)
from domain.metadata import same_value
from domain.reading import Invalid, Valid, parse, spell
from domain.shaped_fields import EmbeddingType, GeospatialType, UntypedField

TYPES: list[Field] = [
    BooleanType(),
    DatetimeType(),
    EnumType(("rain", "sun", "null", "5")),
    NumberType(),
    TextType(),
    UuidType(),
    VarcharType(20),
    EmbeddingType(2),
    GeospatialType(),
    UntypedField(),
]
MEANT = ["null", "", '"', '""', '"a"', "json:", "json:5", 'json:"', "true", "5", "1e5", "[1]", "'", "'=", "2024-05-31"]
TEXTS = st.one_of(st.text(max_size=8), st.text("\r\n\t\0\ud800\uffff ", max_size=4), st.sampled_from(MEANT))
NUMBERS = st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False))
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBERS, TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(TEXTS, inner, max_size=2)),
    max_leaves=4,
)
PLAIN = (
    r"-?[0-9]{1,6}(\.[0-9]{1,3})?(e[0-9])?|null|json:5?|json|true|[0-9a-z_ ]{1,6}|"
    r"[12][0-9]{3}-[01][0-9]-[0-3][0-9](T[0-2][0-9]:[0-6][0-9]:00Z)?"
)


@given(st.sampled_from(TYPES), VALUES)
def test_any_value_of_any_type_comes_back(field: Field, value: Any) -> None:
    cell = spell(value)
    text = cell_text(field, cell)
    reading = read_cell_text(field, text)
    assert not set(text) & set("\r\0\ud800\uffff")
    assert isinstance(reading, Valid)
    assert same_value(reading.cell, cell)


@given(
    st.sampled_from(TYPES),
    st.from_regex(PLAIN, fullmatch=True),
    st.booleans(),
)
def test_plain_values_and_what_looks_like_them_come_back(field: Field, text: str, quoted: bool) -> None:
    cell = spell(text)
    if not quoted:
        assume(_is_json(text))
        cell = text
    reading = read_cell_text(field, cell_text(field, cell))
    assert isinstance(reading, Valid)
    assert same_value(reading.cell, cell)


def _is_json(text: str) -> bool:
    try:
        parse(text)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("field", TYPES)
def test_a_key_the_item_does_not_have_is_an_empty_text(field: Field) -> None:
    assert cell_text(field, None) == ""
    assert read_cell_text(field, "") is None


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        (TextType(), "a plain text", "a plain text"),
        (TextType(), "null", '"null"'),
        (TextType(), "", '""'),
        (TextType(), "two\r\nlines", '"two\\r\\nlines"'),
        (TextType(), "half \ud800", '"half \\ud800"'),
        (TextType(), "two\nlines", "two\nlines"),
        (NumberType(), 5, "5"),
        (NumberType(), "5", '"5"'),
        (EnumType(("rain",)), 5, "json:5"),
        (UntypedField(), "100", '"100"'),
        (UntypedField(), [1, "a"], '[1,"a"]'),
        (GeospatialType(), {"latitude": 1, "longitude": 2}, "1, 2"),
    ],
)
def test_a_value_is_written_as_an_editor_shows_it_unless_that_would_mislead(
    field: Field, value: Any, text: str
) -> None:
    assert cell_text(field, spell(value)) == text


def test_what_a_person_wrote_is_read_as_if_it_was_typed() -> None:
    assert read_cell_text(NumberType(), "007") == Valid("7", "read as 7")
    assert isinstance(read_cell_text(NumberType(), "seven"), Invalid)
    assert read_cell_text(TextType(), 'json:{"open') == Valid(json.dumps('json:{"open'))


@given(TEXTS | st.text(alphabet="'=+-@\t\r\na", max_size=6))
def test_defused_text_starts_no_formula_and_comes_back(text: str) -> None:
    assert defused(text)[:1] not in SIGNS
    assert restored(defused(text)) == text


def test_only_what_could_be_a_formula_is_touched() -> None:
    assert defused("=1+1") == "'=1+1"
    assert defused("'tis") == "'tis"
    assert restored("'tis") == "'tis"
    assert defused("plain") == "plain"
