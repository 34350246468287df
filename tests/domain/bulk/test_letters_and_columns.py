"""Letters are changed and columns are split, joined and copied; what has no value is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.bulk.columns import Copy, How, Join, Part
from domain.bulk.lettering import ChangeCase, Pad, Trim
from domain.bulk.operation import ALONE, Operation, Result, Row
from domain.bulk.texts import quoted, text_of
from domain.fields import Field, NumberType, TextType
from domain.metadata import CLEARED, Cell
from domain.reading import Invalid
from domain.shaped_fields import UntypedField

TEXT, NUMBER, UNTYPED = TextType(), NumberType(), UntypedField()
WORDS = st.text(st.characters(codec="utf-8", categories=("L", "Nd")), min_size=1)


def after(operation: Operation, cell: Cell, kind: Field = TEXT, **cells: Cell) -> Result:
    return operation.apply(cell, Row(cells), kind)


@pytest.mark.parametrize(
    ("operation", "wanted"),
    [
        (ChangeCase("upper"), "  IT'S A  TEST "),
        (ChangeCase("lower"), "  it's a  test "),
        (ChangeCase("title"), "  It's A  Test "),
        (ChangeCase("sentence"), "  it's a  test "),
        (Trim(), "it's a  TEST"),
        (Trim("start"), "it's a  TEST "),
        (Trim("end"), "  it's a  TEST"),
        (Trim(inner=True), "it's a TEST"),
        (Pad(18, "."), "...  it's a  TEST "),
        (Pad(18, ".", "end"), "  it's a  TEST ..."),
        (Pad(3, "."), "  it's a  TEST "),
    ],
)
def test_letters_change_as_asked(operation: Operation, wanted: str) -> None:
    assert after(operation, quoted("  it's a  TEST ")) == quoted(wanted)


def test_no_value_stays_no_value() -> None:
    for operation in (ChangeCase("upper"), Trim(), Pad(3, "0")):
        assert after(operation, None) is None
        assert after(operation, CLEARED) == CLEARED


def test_a_padded_number_is_refused_where_it_stops_being_one() -> None:
    assert after(Pad(3, "x"), "7", NUMBER) == Invalid('"xx7" is not a number. Write it like 12, -0.5 or 1e6.')
    assert after(Pad(3, "0"), "7", NUMBER) == "7"


def test_a_copy_takes_the_value_as_it_is_where_it_fits() -> None:
    assert after(Copy("a"), '"b"', NUMBER, a="1.50") == "1.50"
    assert after(Copy("a"), None, NUMBER, a='"12"') == "12"
    assert isinstance(after(Copy("a"), None, NUMBER, a='"x"'), Invalid)
    assert after(Copy("a"), '"b"', UNTYPED, a="[1]") == "[1]"


def test_a_copy_of_nothing_changes_nothing() -> None:
    assert after(Copy("a"), '"b"', TEXT) == '"b"'
    assert after(Copy("a"), '"b"', TEXT, a=CLEARED) == '"b"'
    assert Copy("a").reads.keys == ("a",)


@pytest.mark.parametrize(
    ("how", "over_value", "over_nothing"),
    [("replace", '"s"', '"s"'), ("append", '"b s"', '"s"'), ("prepend", '"s b"', '"s"'), ("only_empty", '"b"', '"s"')],
)
def test_a_copy_joins_or_fills(how: How, over_value: str, over_nothing: str) -> None:
    assert after(Copy("a", how), '"b"', TEXT, a='"s"') == over_value
    assert after(Copy("a", how), CLEARED, TEXT, a='"s"') == over_nothing
    assert after(Copy("a", how), None, TEXT, a='"s"') == over_nothing


@given(st.lists(WORDS, min_size=1, max_size=5))
def test_what_was_joined_is_split_into_the_same_parts(words: list[str]) -> None:
    cells: dict[str, Cell] = {f"k{at}": quoted(word) for at, word in enumerate(words)}
    joined = Join(tuple(cells), "-").apply(None, Row(cells), TEXT)
    assert isinstance(joined, str)
    assert text_of(joined) == "-".join(words)
    parts = [Part("all", "-", at).apply(None, Row({"all": joined}), TEXT) for at in range(len(words))]
    assert parts == [quoted(word) for word in words]


def test_a_part_is_trimmed_and_the_last_takes_the_rest() -> None:
    assert after(Part("a", ",", 1), None, TEXT, a='"x, y, z"') == '"y"'
    assert after(Part("a", ",", 1, rest=True), None, TEXT, a='"x, y, z"') == '"y, z"'
    assert after(Part("a", "", 1), None, TEXT, a='"x   y"') == '"y"'
    assert Part("a", ",", 1).reads.keys == ("a",)


def test_a_part_that_is_missing_or_there_already_leaves_the_value() -> None:
    assert after(Part("a", ",", 4), '"b"', TEXT, a='"x,y"') == '"b"'
    assert after(Part("a", ",", 0), '"b"', TEXT) == '"b"'
    assert after(Part("a", ",", 0), '"\\u0078"', TEXT, a='"x,y"') == '"\\u0078"'


def test_a_join_leaves_out_what_is_empty() -> None:
    join = Join(("a", "b", "c"), "/")
    assert after(join, None, TEXT, a='"x"', b=CLEARED, c="3") == '"x/3"'
    assert after(join, '"old"', TEXT) == '"old"'
    assert after(join, '"\\u0078"', TEXT, a='"x"') == '"\\u0078"'
    assert join.reads.keys == ("a", "b", "c")
    assert ALONE.cells == {}
