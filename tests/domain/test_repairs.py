"""Mending values: what each way makes of them, and that what it makes fits."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.fields import BooleanType, DatetimeType, EnumType, Field, NumberType, TextType, UuidType, VarcharType
from domain.problems import Rule, judge
from domain.reading import Valid
from domain.repairs import FORMS, Clear, Fix, NearestOption, ReadAs, ReadDate, fixes_for
from domain.shaped_fields import EmbeddingType

WEATHER = EnumType(("rain", "sun"))
FIELDS: list[Field] = [NumberType(), BooleanType(), DatetimeType(), WEATHER, TextType(), VarcharType(3), UuidType()]


@given(
    field=st.sampled_from(FIELDS),
    rule=st.sampled_from([rule for rule in Rule if rule is not Rule.MIXED_TYPES]),
    value=st.text(max_size=6) | st.integers() | st.booleans() | st.none() | st.lists(st.integers(), max_size=2),
)
def test_what_is_mended_fits_and_is_another_value(field: Field, rule: Rule, value: object) -> None:
    cell = json.dumps(value)
    for fix in fixes_for(rule, field):
        mended = fix.mend(cell)
        assert fix.title
        if mended is not None:
            assert mended != cell
            assert isinstance(field.check(mended), Valid)


@pytest.mark.parametrize(
    ("fix", "cell", "mended"),
    [
        (ReadAs(NumberType()), '"100"', "100"),
        (ReadAs(NumberType()), '"a hundred"', None),
        (ReadAs(NumberType()), "[1]", None),
        (ReadAs(NumberType()), "[", None),
        (ReadAs(NumberType()), "1", None),
        (ReadAs(BooleanType()), '"Yes"', "true"),
        (ReadAs(BooleanType()), "0", "false"),
        (ReadAs(TextType()), "4.50", '"4.50"'),
        (ReadAs(TextType()), "true", '"true"'),
        (ReadAs(WEATHER), '" RAIN "', '"rain"'),
        (ReadAs(DatetimeType()), '"2024-05-31T10:00:00"', '"2024-05-31T10:00:00Z"'),
        (NearestOption(WEATHER), '"rian"', '"rain"'),
        (NearestOption(WEATHER), '"rain"', None),
        (NearestOption(WEATHER), "null", None),
        (NearestOption(WEATHER), '"hail"', None),
        (Clear(), "1", "null"),
        (Clear(), "null", None),
        (ReadDate("Day/Month/Year"), '"31/05/2024"', '"2024-05-31"'),
        (ReadDate("Day/Month/Year"), '"31.5.2024 14:30"', '"2024-05-31T14:30:00Z"'),
        (ReadDate("Day/Month/Year"), '"31/05/24"', None),
        (ReadDate("Day/Month/Year"), '"soon"', None),
        (ReadDate("Month/Day/Year"), '"31/05/2024"', None),
        (ReadDate("Month/Day/Year"), '"05/31/2024 2:30:05 PM"', '"2024-05-31T14:30:05Z"'),
        (ReadDate("Month/Day/Year"), '"05/31/2024 14:30 pm"', None),
        (ReadDate("Month/Day/Year"), '"05/31/2024 12:00 am"', '"2024-05-31T00:00:00Z"'),
        (ReadDate("Year/Month/Day"), '"2024/5/31"', '"2024-05-31"'),
        (ReadDate("Day Month Name Year"), '"31 May 2024"', '"2024-05-31"'),
        (ReadDate("Day Month Name Year"), '"May 31, 2024"', '"2024-05-31"'),
        (ReadDate("Day Month Name Year"), '"September 2024"', None),
        (ReadDate("Day Month Name Year"), '"31 Mayday 2024"', None),
        (ReadDate("Day Month Name Year"), '"31 Foo 2024"', None),
        (ReadDate("Day Month Name Year"), '"3 May 4, 2024"', None),
        (ReadDate("Seconds since 1970"), "1717113600", '"2024-05-31T00:00:00Z"'),
        (ReadDate("Milliseconds since 1970"), '"1717113600000"', '"2024-05-31T00:00:00Z"'),
        (ReadDate("Seconds since 1970"), "1e99", None),
        (ReadDate("Seconds since 1970"), '"soon"', None),
        (ReadDate("Seconds since 1970"), "[]", None),
    ],
)
def test_a_value_becomes(fix: Fix, cell: str, mended: str | None) -> None:
    assert fix.mend(cell) == mended


def test_each_rule_offers_what_may_help() -> None:
    assert fixes_for(Rule.NOT_AN_OPTION, WEATHER) == (ReadAs(WEATHER), NearestOption(WEATHER), Clear())
    assert len(fixes_for(Rule.BAD_DATE, DatetimeType())) == 2 + len(FORMS)
    assert fixes_for(Rule.TOO_LONG, VarcharType(1)) == (Clear(),)
    assert fixes_for(Rule.UNKNOWN_KEY, TextType()) == ()
    assert NearestOption(WEATHER).title == "Take the Nearest Option"
    assert ReadAs(EmbeddingType(2)).title == "Read as the Schema's Type"


def test_mixed_values_are_made_of_one_type() -> None:
    number = fixes_for(Rule.MIXED_TYPES, TextType())[0]
    assert number.mend('"12"') == "12"
    assert judge(NumberType(), "12") is None
