"""Every form of ISO 8601 that names a day or a moment is read, and nothing else."""

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.fields import DatetimeType
from domain.moments import Moment, read_moment
from domain.reading import Invalid, Valid, spell

DAYS = st.dates()
ZONES = st.none() | st.integers(-23 * 60 - 59, 23 * 60 + 59).map(lambda minutes: timezone(timedelta(minutes=minutes)))


def moment_of(text: str) -> Moment:
    moment = read_moment(text)
    assert moment is not None, text
    return moment


@given(DAYS)
def test_a_day_is_read_in_all_six_spellings(day: date) -> None:
    year, week, weekday = day.isocalendar()
    ordinal = f"{day.timetuple().tm_yday:03}"
    spellings = [day.isoformat(), f"{day.year:04}{day:%m%d}", f"{day.year:04}-{ordinal}", f"{day.year:04}{ordinal}"]
    if 1 <= year <= 9999:
        spellings += [f"{year:04}-W{week:02}-{weekday}", f"{year:04}W{week:02}{weekday}"]
    for spelling in spellings:
        assert moment_of(spelling) == Moment(datetime.combine(day, time()), day.isoformat(), is_day=True)


@given(DAYS, st.times(), ZONES, st.sampled_from(["T", "t", " "]), st.booleans(), st.booleans())
def test_a_moment_is_read_with_every_zone(
    day: date, clock: time, zone: timezone | None, mark: str, basic: bool, short: bool
) -> None:
    form = "%H%M%S" if basic else "%H:%M:%S"
    fraction = f"{',' if short else '.'}{clock.microsecond:06}" if clock.microsecond else ""
    offset = "" if zone is None else datetime.combine(day, clock, zone).isoformat()[-6:]
    if zone is not None and short and offset.endswith(":00"):
        offset = "Z" if offset[1:] == "00:00" else offset[:3]
    text = f"{day:%m%d}" if basic else f"-{day:%m-%d}"
    moment = moment_of(f"{day.year:04}{text}{mark}{clock:{form}}{fraction}{offset.replace(':', '' if basic else ':')}")
    assert moment.at == datetime.combine(day, clock, zone)
    assert not moment.is_day
    assert moment_of(moment.spelt) == moment


@pytest.mark.parametrize(
    ("text", "spelt"),
    [
        ("2024-05-31T14Z", "2024-05-31T14:00:00Z"),
        ("2024-05-31T14:30", "2024-05-31T14:30:00"),
        ("2024-05-31T14.5+02", "2024-05-31T14:30:00+02:00"),
        ("2024-05-31T14:30,25Z", "2024-05-31T14:30:15Z"),
        ("2024-05-31T14.0001Z", "2024-05-31T14:00:00.36Z"),
        ("2024-05-31T14:30:00.123456789012Z", "2024-05-31T14:30:00.123456789012Z"),
        ("2024-05-31T14:30:00+0530", "2024-05-31T14:30:00+05:30"),
        ("2024-05-31T14:30:00\u221205:30", "2024-05-31T14:30:00-05:30"),
        ("2024-05-31T14:30:00-00:00", "2024-05-31T14:30:00Z"),
        ("2024-05-31T24:00:00Z", "2024-06-01T00:00:00Z"),
        ("20240531T2400", "2024-06-01T00:00:00"),
        ("2024-W22-5T14:30Z", "2024-05-31T14:30:00Z"),
        ("2016-12-31T23:59:60Z", "2016-12-31T23:59:60Z"),
        ("2017-01-01T05:29:60.5+05:30", "2017-01-01T05:29:60.5+05:30"),
        ("20161231T235960", "2016-12-31T23:59:60"),
    ],
)
def test_a_moment_has_one_spelling_here(text: str, spelt: str) -> None:
    assert moment_of(text).spelt == spelt


def test_a_leap_second_counts_as_the_second_after_it() -> None:
    leap = moment_of("2016-12-31T15:59:60.25-08:00")
    assert (leap.is_leap_second, leap.at.astimezone(UTC)) == (True, datetime(2017, 1, 1, 0, 0, 0, 250000, UTC))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2024",
        "2024-05",
        "202405",
        "2024-W22",
        "2024-0531",
        "202405-31",
        "2024-W225",
        "2024-02-30",
        "2023-366",
        "2024-000",
        "2024-W54-1",
        "2024-W22-8",
        "0000-01-01",
        "12024-05-31",
        "2024-05-31T",
        "2024-05-31x14:30",
        "2024-05-31T14:3000",
        "2024-05-31T1430:00",
        "2024-05-31T25:00",
        "2024-05-31T14:60",
        "2024-05-31T14:30:61",
        "2024-05-31T14:30:60Z",
        "2016-12-31T23:59:60+01:00",
        "2016-12-30T23:59:60Z",
        "2024-05-31T24:00:01",
        "2024-05-31T24:00:00.1",
        "9999-12-31T24:00:00",
        "9999-12-31T23:59:60-01:00",
        "2024-05-31T14:30:00+24:00",
        "2024-05-31T14:30:00+05:60",
        "2024-05-31T14:30:00+05:30:15",
        "2024-05-31T14:30:00 Z",
        "2024-05-31Z",
        "\u0662\u0660\u0662\u0664-05-31",
        " 2024-05-31",
        "P1D",
        "2024-05-31/2024-06-01",
    ],
)
def test_what_names_no_day_and_no_moment_is_not_read(text: str) -> None:
    assert read_moment(text) is None


@given(st.text("0123456789-:TWZz+., ", max_size=30) | st.text(max_size=8))
@example("2024-05-31T14:30:00." + "9" * 5000 + "Z")
def test_what_is_read_is_written_as_what_is_read_again(text: str) -> None:
    moment = read_moment(text)
    if moment is None:
        assert isinstance(DatetimeType().check(spell(text)), Invalid)
        return
    assert moment_of(moment.spelt) == moment
    read = DatetimeType().read(text)
    assert isinstance(read, Valid)
    assert DatetimeType().check(read.cell) == Valid(read.cell)
    assert isinstance(DatetimeType().check(spell(text)), Valid)
