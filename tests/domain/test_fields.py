"""Types: what a person types is read, what the platform holds is checked, and both are shown without loss."""

import json
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
from domain.reading import Invalid, Valid
from domain.shaped_fields import (
    DeletedType,
    EmbeddingType,
    GeospatialType,
    UnknownType,
    UntypedField,
    UserType,
    describe,
)

WEATHER = EnumType(("Fog", "clear", "rain"))
GOOD = [
    (BooleanType(), "Yes", "true", ""),
    (BooleanType(), " false ", "false", ""),
    (NumberType(), "12", "12", ""),
    (NumberType(), " -0.50 ", "-0.50", ""),
    (NumberType(), "1e6", "1e6", ""),
    (NumberType(), "+007", "7", "read as 7"),
    (NumberType(), ".5", "0.5", "read as 0.5"),
    (NumberType(), "5.", "5", "read as 5"),
    (NumberType(), "00", "0", "read as 0"),
    (NumberType(), "\u22123.5", "-3.5", ""),
    (NumberType(), "9" * 400, "9" * 400, ""),
    (DatetimeType(), "2024-02-24", '"2024-02-24"', ""),
    (DatetimeType(), "2024-02-24T10:00:00Z", '"2024-02-24T10:00:00Z"', ""),
    (DatetimeType(), "2024-02-24 10:00", '"2024-02-24T10:00:00Z"', "read as 2024-02-24T10:00:00Z, in UTC"),
    (DatetimeType(), "2024-02-24T10:00:00+05:30", '"2024-02-24T10:00:00+05:30"', ""),
    (DatetimeType(), "2024-02-24 10:00:00+00:00", '"2024-02-24T10:00:00Z"', "read as 2024-02-24T10:00:00Z"),
    (UuidType(), "8AD58157-CA74-4AE4-8F37-A0193430BCAC", '"8ad58157-ca74-4ae4-8f37-a0193430bcac"', "read as 8ad58157"),
    (UuidType(), "8ad58157-ca74-4ae4-8f37-a0193430bcac", '"8ad58157-ca74-4ae4-8f37-a0193430bcac"', ""),
    (VarcharType(), "", '""', ""),
    (VarcharType(3), "日本\n", '"日本\\n"', ""),
    (TextType(), "x" * 10_000, f'"{"x" * 10_000}"', ""),
    (WEATHER, "rain", '"rain"', ""),
    (WEATHER, " FOG", '"Fog"', "read as Fog"),
    (EmbeddingType(2), " [0.1, 2] ", "[0.1, 2]", ""),
    (GeospatialType(), "51.5074, -0.1278", '{"latitude":51.5074,"longitude":-0.1278}', ""),
    (GeospatialType(), "-07°; +0", '{"latitude":-7,"longitude":0}', ""),
    (GeospatialType(), '{"latitude": 1, "longitude": 2}', '{"latitude": 1, "longitude": 2}', ""),
    (UntypedField(), "12.0", "12.0", "a number"),
    (UntypedField(), '{"a": [1]}', '{"a": [1]}', "an object"),
    (UntypedField(), "[1]", "[1]", "a list"),
    (UntypedField(), "true", "true", "a boolean"),
    (UntypedField(), "null", "null", "nothing"),
    (UntypedField(), '"12"', '"12"', ""),
    (UntypedField(), "plain words", '"plain words"', ""),
    (UntypedField(), "NaN", '"NaN"', ""),
    (UserType(), "x", '"x"', ""),
]
BAD = [
    (BooleanType(), "maybe", "neither true nor false"),
    (BooleanType(), "", "Nothing was typed"),
    (NumberType(), "", "Nothing was typed"),
    (NumberType(), "1,5", "is not a number"),
    (NumberType(), "e5", "is not a number"),
    (NumberType(), "-", "is not a number"),
    (NumberType(), "nan", "is not a number"),
    (DatetimeType(), "", "Nothing was typed"),
    (DatetimeType(), "yesterday", "is not a date or time"),
    (UuidType(), "", "Nothing was typed"),
    (UuidType(), "123", "is not a UUID"),
    (VarcharType(3), "four", "has 4 characters; at most 3"),
    (WEATHER, "", "Nothing was typed"),
    (WEATHER, "rainn", 'Did you mean "rain"?'),
    (WEATHER, "zzz", "not one of the 3 options."),
    (EmbeddingType(2), "", "Nothing was typed"),
    (EmbeddingType(2), "[1]", "JSON list of 2 numbers"),
    (EmbeddingType(2), "null", "JSON list of 2 numbers"),
    (GeospatialType(), "", "Nothing was typed"),
    (GeospatialType(), "London", "latitude and a longitude"),
    (GeospatialType(), "null", "latitude and a longitude"),
    (GeospatialType(), "91, 0", "outside -90 to 90"),
    (UntypedField(), " ", "Nothing was typed"),
]


@pytest.mark.parametrize(("field", "text", "cell", "note"), GOOD)
def test_what_fits_is_read(field: Field, text: str, cell: str, note: str) -> None:
    outcome = field.read(text)
    assert isinstance(outcome, Valid)
    assert outcome.cell == cell
    assert outcome.note == note or (note and outcome.note.startswith(note))
    assert isinstance(field.check(cell), Valid)
    json.loads(cell)


@pytest.mark.parametrize(("field", "text", "reason"), BAD)
def test_what_does_not_fit_is_refused_with_a_reason(field: Field, text: str, reason: str) -> None:
    outcome = field.read(text)
    assert isinstance(outcome, Invalid)
    assert reason in outcome.reason


WRONG = [
    (BooleanType(), '"true"', '"true" is text, not true or false'),
    (BooleanType(), "1", '"1" is a number'),
    (NumberType(), '"100"', '"100" is text, not a number'),
    (NumberType(), "true", '"true" is a boolean'),
    (NumberType(), "[1]", "The value is a list"),
    (NumberType(), '{"a":1}', "The value is an object"),
    (NumberType(), "oops", "is not JSON"),
    (NumberType(), "NaN", "is not JSON"),
    (DatetimeType(), "5", "a number, not a date"),
    (DatetimeType(), '"soon"', "not an ISO 8601"),
    (UuidType(), "5", "a number, not a UUID"),
    (UuidType(), '"x"', "is not a UUID"),
    (VarcharType(), "5", "a number, not text"),
    (VarcharType(2), '"abc"', "at most 2"),
    (TextType(), "5", "a number, not text"),
    (WEATHER, "5", "not one of the options"),
    (WEATHER, '"snow"', "not one of the 3 options"),
    (EmbeddingType(2), '"x"', "is text, not a list"),
    (EmbeddingType(2), '[1,"x"]', "something else than numbers"),
    (EmbeddingType(2), "[1]", "has 1 numbers"),
    (GeospatialType(), "[1]", "a list, not a place"),
    (GeospatialType(), '{"latitude":"1"}', "no latitude"),
    (GeospatialType(), '{"latitude":1,"longitude":181}', "longitude 181 is outside"),
]


@pytest.mark.parametrize(("field", "cell", "reason"), WRONG)
def test_a_wrong_value_on_the_platform_is_found(field: Field, cell: str, reason: str) -> None:
    outcome = field.check(cell)
    assert isinstance(outcome, Invalid)
    assert reason in outcome.reason


@pytest.mark.parametrize(
    "field",
    [
        *(BooleanType(), NumberType(), DatetimeType(), UuidType(), VarcharType(), TextType(), WEATHER),
        *(EmbeddingType(2), GeospatialType(), UntypedField(), UserType(), DeletedType(), UnknownType()),
    ],
)
def test_a_cleared_value_fits_every_type_and_shows_as_nothing(field: Field) -> None:
    assert field.check("null") == Valid("null")
    assert field.show("null") in {"", "null"}


def test_what_the_platform_accepts_but_filters_oddly_carries_a_note() -> None:
    naive = DatetimeType().check('"2024-02-24T10:00:00"')
    assert isinstance(naive, Valid)
    assert "no time zone" in naive.note
    not_random = UuidType().check('"00000000-0000-0000-0000-000000000000"')
    assert isinstance(not_random, Valid)
    assert "version 4" in not_random.note
    assert UuidType().check('"8ad58157-ca74-4ae4-8f37-a0193430bcac"') == Valid('"8ad58157-ca74-4ae4-8f37-a0193430bcac"')
    assert DatetimeType().check('"2024-02-24"') == Valid('"2024-02-24"')


@pytest.mark.parametrize(
    ("field", "cell", "shown"),
    [
        (TextType(), '"two\\nlines"', "two⏎lines"),
        (NumberType(), "1.0", "1.0"),
        (NumberType(), '"broken', '"broken'),
        (BooleanType(), "true", "true"),
        (EmbeddingType(3), "[1, 2, 3]", "3 numbers"),
        (EmbeddingType(3), "[ ]", "0 numbers"),
        (EmbeddingType(3), "null", ""),
        (GeospatialType(), '{"longitude": 2.50, "latitude": 1}', "1, 2.50"),
        (GeospatialType(), '{"latitude":1}', '{"latitude":1}'),
        (GeospatialType(), "null", ""),
        (UntypedField(), '"12"', '"12"'),
        (UntypedField(), '"words"', "words"),
        (UntypedField(), "12", "12"),
    ],
)
def test_a_cell_is_one_line(field: Field, cell: str, shown: str) -> None:
    assert field.show(cell) == shown


@given(st.text(min_size=1))
def test_untyped_text_survives_being_edited_without_a_change(text: str) -> None:
    cell = json.dumps(text, ensure_ascii=False)
    outcome = UntypedField().read(UntypedField().edit_text(cell))
    if text.strip():
        assert isinstance(outcome, Valid)
        assert json.loads(outcome.cell) == text


@given(st.text())
def test_text_survives_being_edited_without_a_change(text: str) -> None:
    for field in (TextType(), VarcharType()):
        cell = json.dumps(text, ensure_ascii=False)
        assert field.read(field.edit_text(cell)) == Valid(cell)


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers())
def test_every_number_python_writes_is_read(number: float) -> None:
    assert NumberType().read(str(number)) == Valid(str(number))


zones = st.none() | st.integers(-14, 14).map(lambda hours: timezone(timedelta(hours=hours)))


@given(st.datetimes(min_value=datetime(1, 1, 2)), zones)  # noqa: DTZ001 - naive on purpose
def test_every_moment_python_writes_is_read_as_that_moment(moment: datetime, zone: timezone | None) -> None:
    moment = moment.replace(tzinfo=zone)
    outcome = DatetimeType().read(moment.isoformat())
    assert isinstance(outcome, Valid)
    read = datetime.fromisoformat(json.loads(outcome.cell))
    assert read == (moment if zone else moment.replace(tzinfo=UTC))


@given(st.uuids())
def test_every_uuid_is_read(value: UUID) -> None:
    assert UuidType().read(value.hex) == Valid(f'"{value}"', f"read as {value}")


@pytest.mark.parametrize(
    ("field", "described"),
    [
        (NumberType(), "number"),
        (WEATHER, "enum, 3 options"),
        (EmbeddingType(4096), "embedding, 4,096 numbers"),
        (DeletedType(NumberType()), "deleted"),
        (DeletedType(), "deleted for ever"),
        (UnknownType("hologram"), "unknown type hologram"),
        (UntypedField(), "not in the schema"),
        (UserType(), "user"),
    ],
)
def test_a_type_is_described_in_words(field: Field, described: str) -> None:
    assert describe(field) == described
