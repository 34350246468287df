"""Numbers and dates written the way of a place, beside how Python writes them."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.fields import DatetimeType, NumberType, TextType
from domain.local_forms import LocalForms
from domain.reading import Invalid, Valid

GERMAN = LocalForms(",", ".", "dmy")
ENGLISH = LocalForms(".", ",", "mdy")
FRENCH = LocalForms(",", "\u202f", "dmy")
SWEDISH = LocalForms(",", "\u00a0", "ymd")


@given(st.decimals(-(10**9), 10**9, places=2), st.sampled_from([GERMAN, ENGLISH, FRENCH, SWEDISH]))
def test_a_number_is_read_as_it_was_written(number: Decimal, forms: LocalForms) -> None:
    written = f"{number:,.2f}".replace(",", "\0").replace(".", forms.decimal).replace("\0", forms.group)
    outcome = forms.read(NumberType(), written)
    assert isinstance(outcome, Valid)
    assert Decimal(outcome.cell) == number


@given(st.dates(date(1970, 1, 1), date(2069, 12, 31)), st.booleans())
def test_a_date_is_read_in_the_order_of_its_place(day: date, short: bool) -> None:
    year = f"{day.year % 100:02d}" if short else str(day.year)
    assert GERMAN.moment(f"{day.day}.{day.month}.{year}") == day.isoformat()
    assert ENGLISH.moment(f"{day.month}/{day.day}/{year}") == day.isoformat()
    assert SWEDISH.moment(f"{day.year}-{day.month}-{day.day}") == day.isoformat()
    assert GERMAN.moment(f"{day.year}/{day.month}/{day.day}") == day.isoformat()


@given(st.integers(0, 3_000_000_000))
def test_a_time_may_follow(seconds: int) -> None:
    moment = datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None)
    assert ENGLISH.moment(f"{moment:%m/%d/%Y %I:%M:%S %p}") == moment.isoformat()
    assert GERMAN.moment(f"{moment:%d.%m.%Y %H:%M}") == moment.replace(second=0).isoformat()


@pytest.mark.parametrize("text", ["31.2.2025", "1.2", "24.12-2025", "x", "1/1/2025 13:00 pm", "1/1/2025 25:00", ""])
def test_what_is_no_date(text: str) -> None:
    assert ENGLISH.moment(text) is None


@pytest.mark.parametrize("text", ["-7", "12.34.56", "abc", "1 23", "0.125", "٣", ""])
def test_what_is_not_written_the_local_way(text: str) -> None:
    assert GERMAN.number(text) is None


def test_a_number_that_can_be_read_in_two_ways() -> None:
    assert GERMAN.read(NumberType(), "1.234") == Valid("1234", "read as 1234")
    assert GERMAN.read(NumberType(), "1.234", local=False) == Valid("1.234")
    assert GERMAN.read(NumberType(), "1.234,5", local=False) == Valid("1234.5", "read as 1234.5")
    assert GERMAN.prevails(["1.234", "7,5"])
    assert not GERMAN.prevails(["1.234", "29.97"])
    assert GERMAN.prevails(["1.234", "7"])


def test_dates_and_times_say_how_they_were_understood() -> None:
    assert GERMAN.read(DatetimeType(), "24.12.2025") == Valid('"2025-12-24"', "read as 2025-12-24")
    outcome = GERMAN.read(DatetimeType(), "24.12.2025 18:30")
    assert isinstance(outcome, Valid)
    assert "in UTC" in outcome.note
    assert isinstance(GERMAN.read(DatetimeType(), "soon"), Invalid)
    assert GERMAN.read(DatetimeType(), "2025-12-24") == Valid('"2025-12-24"')
    assert GERMAN.read(TextType(), "1.234,5") == Valid('"1.234,5"')
    assert isinstance(GERMAN.read(NumberType(), "1,2,3"), Invalid)
