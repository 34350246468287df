"""What a number and a UUID may look like: read exactly where they are one, and no other text is taken for one."""

import json
import re
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.fields import (
    NumberType,
    UuidType,
)
from domain.reading import Invalid, Valid

_GRAMMAR = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")


@given(st.text("0123456789+-.eE\u2212\u0661 _xNaInf", max_size=9) | st.floats().map(repr) | st.integers().map(str))
@example(".e0")
@example("1\u0662")
@example("1e999999")
@example("-0")
@example("4.9e-324")
@example("nan")
@example("-Infinity")
@example("9" * 5000)
def test_a_number_is_read_exactly_where_it_is_one_and_keeps_its_value(text: str) -> None:
    typed = text.strip().replace("\u2212", "-")
    outcome = NumberType().read(text)
    assert isinstance(outcome, Valid) == (_GRAMMAR.fullmatch(typed) is not None)
    if isinstance(outcome, Valid):
        assert NumberType().check(outcome.cell) == Valid(outcome.cell)
        assert Decimal(outcome.cell) == Decimal(typed)


@given(st.sampled_from(["NaN", "Infinity", "-Infinity", '"1"', "true", "[1]", "{}", "1e", "01", "+1", ".5"]))
def test_no_other_json_is_a_number(cell: str) -> None:
    assert isinstance(NumberType().check(cell), Invalid)


@given(st.uuids(), st.sampled_from(["{}", "{{{}}}", "urn:uuid:{}"]), st.booleans(), st.booleans())
def test_a_uuid_is_read_in_each_of_its_forms(value: UUID, form: str, bare: bool, upper: bool) -> None:
    text = value.hex if bare else str(value)
    text = form.format(text.upper() if upper else text)
    outcome = UuidType().read(f" {text} ")
    assert isinstance(outcome, Valid)
    assert json.loads(outcome.cell) == str(value)
    assert isinstance(UuidType().check(json.dumps(text)), Valid)


@pytest.mark.parametrize(
    "text",
    [
        "8ad58157ca74-4ae4-8f37-a0193430bcac",
        "8-ad58157ca744ae48f37a0193430bcac",
        "8ad58157_ca74_4ae4_8f37_a0193430bcac",
        "0x8ad58157ca744ae48f37a0193430bc",
        "+8ad58157ca744ae48f37a0193430bca",
        "{8ad58157-ca74-4ae4-8f37-a0193430bcac",
        "8ad58157-ca74-4ae4-8f37-a0193430bcac}",
        "uuid:8ad58157-ca74-4ae4-8f37-a0193430bcac",
        "8ad58157-ca74-4ae4-8f37-a0193430bca\u0661",
        "8ad58157-ca74-4ae4-8f37-a0193430bcac\n",
    ],
)
def test_what_only_looks_like_a_uuid_is_none(text: str) -> None:
    assert isinstance(UuidType().check(json.dumps(text)), Invalid)
    if not text.endswith("\n"):
        assert isinstance(UuidType().read(text), Invalid)
