"""Numbers shift exactly, dates keep their spelling, and what can't be converted says why."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.bulk.converting import Convert
from domain.bulk.operation import ALONE, Operation, Result
from domain.bulk.shifting import Arithmetic, ShiftDate, ShiftNumber, Unit
from domain.fields import DatetimeType, Field, NumberType, TextType
from domain.metadata import CLEARED, Cell
from domain.reading import Invalid, spell
from domain.shaped_fields import UntypedField

TEXT, NUMBER, DATE, UNTYPED = TextType(), NumberType(), DatetimeType(), UntypedField()


def after(operation: Operation, cell: Cell, kind: Field) -> Result:
    return operation.apply(cell, ALONE, kind)


@given(st.integers(), st.integers())
def test_sums_of_whole_numbers_are_exact_however_long(number: int, amount: int) -> None:
    assert after(ShiftNumber("add", Decimal(amount)), str(number), NUMBER) == str(number + amount)


@pytest.mark.parametrize(
    ("how", "amount", "cell", "wanted"),
    [
        ("add", "0.2", "0.1", "0.3"),
        ("subtract", "1", "1.50", "0.50"),
        ("multiply", "1.5", "12", "18.0"),
        ("divide", "4", "10", "2.5"),
        ("divide", "3", "10", "3.33333333333333"),
        ("divide", "10", "1000", "100"),
        ("round", "1", "2.25", "2.3"),
        ("round", "0", "2.5", "3"),
        ("round", "2", "2.5", "2.5"),
        ("round", "-2", "1250", "1.3E+3"),
        ("add", "0", "1.0", "1.0"),
        ("multiply", "10", "1e40", "1.0E+41"),
    ],
)
def test_arithmetic_on_numbers(how: Arithmetic, amount: str, cell: str, wanted: str) -> None:
    shifted = after(ShiftNumber(how, Decimal(amount)), cell, NUMBER)
    assert isinstance(shifted, str)
    assert Decimal(shifted) == Decimal(wanted)


def test_numbers_stay_what_they_are_in_a_text() -> None:
    assert after(ShiftNumber("add", Decimal(1)), '"41"', TEXT) == '"42"'
    assert after(ShiftNumber("add", Decimal(1)), '"41"', UNTYPED) == '"42"'
    assert after(ShiftNumber("add", Decimal(1)), "41", UNTYPED) == "42"


def test_what_is_no_number_or_too_large_says_so() -> None:
    assert after(ShiftNumber("add", Decimal(1)), '"x"', TEXT) == Invalid('"x" is not a number.')
    assert after(ShiftNumber("add", Decimal(1)), "1e2000", NUMBER) == Invalid(
        '"1e2000" can\'t be computed with exactly.'
    )
    assert after(ShiftNumber("divide", Decimal(0)), "1", NUMBER) == Invalid('"1" can\'t be computed with exactly.')


def test_no_value_is_not_shifted() -> None:
    operations = (ShiftNumber("add", Decimal(1)), ShiftDate(1, "days"), Convert("text"))
    for operation in operations:
        assert after(operation, None, TEXT) is None
        assert after(operation, CLEARED, TEXT) == CLEARED


@given(
    st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)),  # noqa: DTZ001 - hypothesis wants none
    st.integers(-10_000, 10_000),
    st.sampled_from(["weeks", "days", "hours", "minutes", "seconds"]),
)
def test_a_moment_moves_as_a_timedelta_does(moment: datetime, amount: int, unit: Unit) -> None:
    at = moment.replace(tzinfo=UTC)
    wanted = (at + timedelta(**{unit: amount})).isoformat().replace("+00:00", "Z")
    cell = spell(at.isoformat().replace("+00:00", "Z"))
    assert after(ShiftDate(amount, unit), cell, DATE) == spell(wanted)


@pytest.mark.parametrize(
    ("text", "amount", "unit", "wanted"),
    [
        ("2024-01-31", 1, "months", "2024-02-29"),
        ("2024-02-29", -1, "years", "2023-02-28"),
        ("2024-12-31T23:00:00+02:00", 1, "hours", "2025-01-01T00:00:00+02:00"),
        ("2024-05-31 10:00:00", 1, "days", "2024-06-01 10:00:00"),
        ("2024-05-31", 0, "days", "2024-05-31"),
    ],
)
def test_a_date_keeps_its_spelling(text: str, amount: int, unit: Unit, wanted: str) -> None:
    assert after(ShiftDate(amount, unit), spell(text), DATE) == spell(wanted)


@pytest.mark.parametrize(
    ("text", "operation", "reason"),
    [
        ("soon", ShiftDate(1, "days"), '"soon" is not a date or time.'),
        ("2024-05-31", ShiftDate(1, "hours"), '"2024-05-31" has no time of day.'),
        ("9999-12-31", ShiftDate(1, "days"), '"9999-12-31" would leave the years 1 to 9999.'),
        ("0001-01-01", ShiftDate(-1, "years"), '"0001-01-01" would leave the years 1 to 9999.'),
    ],
)
def test_a_date_that_cannot_move_says_why(text: str, operation: ShiftDate, reason: str) -> None:
    assert after(operation, spell(text), DATE) == Invalid(reason)


@pytest.mark.parametrize(
    ("operation", "cell", "wanted"),
    [
        (Convert("number"), '"100"', "100"),
        (Convert("number"), "100", "100"),
        (Convert("text"), "1.50", '"1.50"'),
        (Convert("text"), '"a"', '"a"'),
        (Convert("boolean"), '"Yes"', "true"),
        (Convert("boolean"), "0", "false"),
        (Convert("date"), '"2024-05-31 10:00Z"', '"2024-05-31 10:00Z"'),
        (Convert("date", "%d.%m.%Y"), '"31.05.2024"', '"2024-05-31"'),
        (Convert("date", "%d.%m.%Y %H:%M"), '"31.05.2024 10:00"', '"2024-05-31T10:00:00Z"'),
        (Convert("date", "%d.%m.%Y %H:%M %z"), '"31.05.2024 10:00 +0000"', '"2024-05-31T10:00:00Z"'),
    ],
)
def test_conversions(operation: Convert, cell: str, wanted: str) -> None:
    assert after(operation, cell, UNTYPED) == wanted


def test_a_value_becomes_what_the_schema_wants() -> None:
    assert after(Convert("schema"), '"12"', NUMBER) == "12"
    assert after(Convert("schema"), "12", NUMBER) == "12"
    assert isinstance(after(Convert("schema"), '"x"', NUMBER), Invalid)


def test_a_date_in_another_order_is_refused() -> None:
    assert after(Convert("date", "%d.%m.%Y"), '"2024-05-31"', DATE) == Invalid(
        '"2024-05-31" is not a date spelt like %d.%m.%Y.'
    )
