"""Which values are of a type: very many at once are answered as the type itself answers each."""

import json
from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.fields import BooleanType, DatetimeType, EnumType, Field, NumberType, TextType, UuidType, VarcharType
from domain.reading import Valid, spell
from domain.shaped_fields import DeletedType, EmbeddingType, GeospatialType, UnknownType, UntypedField, UserType
from models.distinct import SLICE
from models.fitting import fitting
from tests.models.columns_of_text import pyarrow

FIELDS: list[Field] = [
    NumberType(),
    BooleanType(),
    DatetimeType(),
    EnumType(("rain", "sun", 'a "b"', "", "é", "\n")),
    EnumType(),
    TextType(),
    VarcharType(4),
    UuidType(),
    EmbeddingType(2),
    GeospatialType(),
    UntypedField(),
    UserType(),
    DeletedType(NumberType()),
    UnknownType(word="later"),
]
ODD = st.sampled_from(
    [
        "",
        " ",
        "null",
        "null ",
        " null",
        "nul",
        "NaN",
        "Infinity",
        "-Infinity",
        "-",
        "01",
        "1.",
        "1e5",
        "1E+400",
        "-0",
        "- 1",
        "+1",
        " 1",
        "1 ",
        "\n1",
        "\u00a01",
        "true",
        " true",
        "true ",
        "True",
        "false",
        "tru",
        "f",
        '"',
        '"a',
        '"a\\"b"',
        '"a\\u0000"',
        '"a\\u00e9"',
        '"\\ud83d\\ude00"',
        '"\\ud83d"',
        '"\\x41"',
        '"a\nb"',
        '"\\u12"',
        '"a\\/b"',
        '"a" ',
        ' "a"',
        '"abcd"',
        '"abcde"',
        '"ab\\u0063d"',
        '"abcd\\n"',
        '"\U0001f600aaa"',
        '"rain"',
        '"Rain"',
        '"r\\u0061in"',
        '"\\u00e9"',
        '"é"',
        '""',
        '"\\n"',
        '"a \\"b\\""',
        '"\x7f"',
        '"\u2028"',
        "[1,2]",
        "[1, 2]",
        "[1 ,2]",
        "[ 1,2]",
        "[1,2,3]",
        "[]",
        "[1]",
        "[1,]",
        "[1,2",
        "[true,2]",
        '["1",2]',
        "[NaN,1]",
        "[[1,2]]",
        "[1,2] ",
        "[1e999,-0.5]",
        "{}",
        "{",
        '{"a":1}',
        '{"latitude":1}',
        '{"latitude":"1","longitude":2}',
        '{"latitude":1,"longitude":2}',
        '{"latitude": 90.0, "longitude": -180}',
        '{"latitude":90.1,"longitude":2}',
        '{"longitude":1e2,"latitude":-9E1}',
        '{"longitude":180.00000000000001,"latitude":0}',
        '{"latitude":1e999,"longitude":2}',
        '{"latitude":1,"longitude":2,"x":3}',
        '{"latitude":91,"latitude":1,"longitude":2}',
        '{"latitude":true,"longitude":2}',
    ]
)
MOMENTS = st.sampled_from(
    [
        "2024-02-29",
        "2023-02-29",
        "2024-04-31",
        "2024-12-31",
        "0001-01-01",
        "0000-01-01",
        "9999-12-31",
        "20240531",
        "2024-W05",
        "2024W05",
        "2024-W05-3",
        "2024W053",
        "2024-151",
        "2024-05",
        "202405",
        "2024",
        "24-05-31",
        "+2024-05-31",
        "2024-05-31T10",
        "2024-05-31T10:00",
        "2024-05-31 10:00",
        "2024-05-31T24:00Z",
        "2024-05-31T23:59:60Z",
        "2024-05-31x10:00",
        "2024-05-31T10:00:00.1Z",
        "2024-05-31T10:00:00.1234567Z",
        "2024-05-31T10:00:00,5",
        "2024-05-31T10:00:00+0530",
        "2024-05-31T10:00:00+05:30",
        "2024-05-31T10:00:00-23:59",
        "2024-05-31T10:00+24:00",
        "20240531T1000",
        "202405311000",
        "2024-05-31T10:00z",
        "2024-05-31T",
        "2024-05-31Z",
        " 2024-05-31",
        "2024-05-31 ",
        "\uff12\uff10\uff12\uff14-05-31",
        "10000001",
        "2024-13-01",
    ]
)
HEX = "c232ab00-9414-41ec-b3c8-9f6bdeced846"
NAMES = st.sampled_from(
    [
        HEX,
        HEX.upper(),
        HEX.replace("-", ""),
        f"{{{HEX}}}",
        f"urn:uuid:{HEX}",
        HEX[:-1],
        HEX + "0",
        f"uuid:urn:{HEX}",
        HEX.replace("c", "x"),
        HEX.replace("c", "g"),
        "0x" + HEX.replace("-", "")[2:],
        " " + HEX.replace("-", "")[1:],
        "1_2" + HEX.replace("-", "")[3:],
        "+" + HEX.replace("-", "")[1:],
        "\u0661" + HEX.replace("-", "")[1:],
        "-" * 40,
        f"{HEX[:8]}{HEX[9:]}",
        "urn:" * 20,
        "n" * 32,
        "i" * 36,
        "0" * 32,
        "f" * 33,
    ]
)
WRITTEN = st.one_of(
    ODD,
    st.one_of(MOMENTS, NAMES, st.text(max_size=6)).map(lambda text: json.dumps(text, ensure_ascii=False)),
    st.one_of(MOMENTS, NAMES, st.text(max_size=6)).map(json.dumps),
    st.uuids().map(lambda name: spell(str(name))),
    st.datetimes(timezones=st.none() | st.just(UTC)).map(lambda moment: spell(moment.isoformat())),
    st.dates().map(lambda day: spell(day.isoformat())),
    st.floats(allow_nan=False, allow_infinity=False).map(json.dumps),
    st.lists(st.integers() | st.floats(-1, 1), max_size=3).map(json.dumps),
    st.tuples(st.floats(-95, 95), st.floats(-185, 185)).map(lambda at: spell({"latitude": at[0], "longitude": at[1]})),
    st.text('[]{}",:0123456789-+.eE truefalsn\\u', max_size=12),
)


def answered(field: Field, cells: list[str]) -> list[bool]:
    return fitting(field, pyarrow.array(cells, pyarrow.large_string())).tolist()


@given(cells=st.lists(WRITTEN.filter(lambda cell: "\ud83d" not in cell)), field=st.sampled_from(FIELDS))
def test_very_many_values_fit_as_each_of_them_does(cells: list[str], field: Field) -> None:
    assert answered(field, cells) == [isinstance(field.check(cell), Valid) for cell in cells]


@given(text=st.from_regex(r"[0-9]{4}[-W0-9T: .Z+]{0,22}", fullmatch=True))
def test_no_spelling_of_a_date_is_missed(text: str) -> None:
    wanted = isinstance(DatetimeType().check(spell(text)), Valid)
    assert answered(DatetimeType(), [spell(text)]) == [wanted]


@given(text=st.from_regex(r"[0-9a-fA-Fxurnid:{}_ +-]{30,45}", fullmatch=True))
def test_no_spelling_of_a_uuid_is_missed(text: str) -> None:
    wanted = isinstance(UuidType().check(spell(text)), Valid)
    assert answered(UuidType(), [spell(text)]) == [wanted]


@pytest.mark.parametrize("field", FIELDS)
def test_no_values_are_no_trouble(field: Field) -> None:
    assert answered(field, []) == []


def test_many_values_that_must_be_looked_at_are() -> None:
    cells = [f'"\\u0032024-05-{day % 40:02}T{day}"' for day in range(SLICE + 7)]
    assert answered(DatetimeType(), cells) == [isinstance(DatetimeType().check(cell), Valid) for cell in cells]


def test_a_part_of_a_longer_column_is_answered_by_itself() -> None:
    whole = pyarrow.array(["1", '"x"', "null", "2"], pyarrow.large_string())
    assert fitting(NumberType(), whole.slice(1, 2)).tolist() == [False, True]
