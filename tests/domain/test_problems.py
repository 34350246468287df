"""Which rule a value breaks: an error exactly where the type of the schema says that the value does not fit."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.fields import DatetimeType, EnumType, Field, NumberType, TextType, UuidType, VarcharType
from domain.problems import Kind, Rule, Severity, judge, kind_of
from domain.reading import Invalid
from domain.schema import Schema
from domain.shaped_fields import EmbeddingType, GeospatialType, UntypedField

FIELDS: list[Field] = [
    NumberType(),
    DatetimeType(),
    EnumType(("rain", "sun")),
    TextType(),
    VarcharType(5),
    UuidType(),
    EmbeddingType(2),
    GeospatialType(),
    UntypedField(),
    Schema.read({"b": {"ty": "variant", "hint": "boolean"}}).field("b"),
]
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=8)
    | st.sampled_from(["rain", "2024-02-30", "2024-02-29", "2024-05-31T10:00", "2024-05-31T10:00Z", "1e3"])
    | st.uuids().map(str),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["latitude", "longitude"]), inner),
    max_leaves=4,
)


@given(field=st.sampled_from(FIELDS), value=VALUES)
def test_an_error_is_what_the_type_calls_invalid(field: Field, value: object) -> None:
    cell = json.dumps(value, ensure_ascii=False)
    rule = judge(field, cell)
    broken = rule is not None and rule.severity is Severity.ERROR
    assert broken == isinstance(field.check(cell), Invalid)


@example(value=None)
@example(value=True)
@example(value=1)
@example(value="a")
@example(value=[])
@example(value={})
@given(value=VALUES)
def test_the_kind_of_a_cell_is_what_its_json_is(value: object) -> None:
    kinds: dict[type, Kind] = {type(None): Kind.NULL, bool: Kind.BOOLEAN, int: Kind.NUMBER, str: Kind.TEXT}
    kinds[list] = Kind.LIST
    assert kind_of(json.dumps(value)) is kinds.get(type(value), Kind.OBJECT)


@pytest.mark.parametrize(
    ("field", "cell", "rule"),
    [
        (NumberType(), '"100"', Rule.WRONG_TYPE),
        (NumberType(), "1.", Rule.NOT_JSON),
        (EnumType(("a",)), '"b"', Rule.NOT_AN_OPTION),
        (EnumType(("a",)), "1", Rule.WRONG_TYPE),
        (EnumType(("a",)), "[", Rule.NOT_JSON),
        (DatetimeType(), '"31/05/2024"', Rule.BAD_DATE),
        (DatetimeType(), "5", Rule.WRONG_TYPE),
        (DatetimeType(), '"2024-05-31T10:00:00"', Rule.NO_TIME_ZONE),
        (DatetimeType(), '"2024-05-31"', None),
        (UuidType(), '"x"', Rule.BAD_UUID),
        (UuidType(), '"c232ab00-9414-11ec-b3c8-9f6bdeced846"', Rule.OLD_UUID),
        (VarcharType(2), '"abc"', Rule.TOO_LONG),
        (EmbeddingType(2), "[1]", Rule.BAD_SHAPE),
        (GeospatialType(), "{}", Rule.BAD_SHAPE),
        (GeospatialType(), "1", Rule.WRONG_TYPE),
        (UntypedField(), "1", None),
        (UntypedField(), "{", Rule.NOT_JSON),
        (NumberType(), "null", None),
    ],
)
def test_each_wrong_value_breaks_its_own_rule(field: Field, cell: str, rule: Rule | None) -> None:
    assert judge(field, cell) is rule


def test_every_rule_has_a_title_and_says_how_grave_it_is() -> None:
    assert all(rule.title and rule.severity in Severity for rule in Rule)
    assert Rule.UNKNOWN_KEY.of_key
    assert not Rule.WRONG_TYPE.of_key
