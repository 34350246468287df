"""A column read all at once is the column read cell by cell."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from controllers.exchange.cell_texts import read_cell_text
from controllers.exchange.source import SourceColumn
from controllers.exchange.values import read_values
from domain.fields import BooleanType, DatetimeType, EnumType, Field, NumberType, TextType, UuidType, VarcharType
from domain.reading import Invalid, Valid, spell
from domain.shaped_fields import EmbeddingType, GeospatialType, UntypedField
from tests.controllers.exchange.incoming import texts

FIELDS: list[Field] = [
    NumberType(),
    TextType(),
    VarcharType(4),
    BooleanType(),
    DatetimeType(),
    UuidType(),
    EnumType(("rain", "sun")),
    EmbeddingType(2),
    GeospatialType(),
    UntypedField(),
]
WORDS = st.one_of(
    st.text(max_size=6),
    st.from_regex(r"-?[0-9]{1,4}(\.[0-9]{1,3})?([eE][+-]?[0-9]{1,2})?", fullmatch=True),
    st.from_regex(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}:[0-9]{2}Z)?", fullmatch=True),
    st.uuids().map(str),
    st.sampled_from(
        ["true", "no", "rain", "Rain", "null", '"x"', "json:1", "[1,2]", "1, 2", " ", "\n", "a\nb", "2024-02-30"]
    ),
)


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
@settings(max_examples=80, deadline=None)
@given(cells=st.lists(st.one_of(st.none(), WORDS), min_size=1, max_size=8))
def test_texts_are_read_as_the_type_reads_them(field: Field, cells: list[str | None]) -> None:
    values = read_values(SourceColumn("x", texts(cells)), field)
    for row, (text, cell) in enumerate(zip(cells, values.cells.to_pylist(), strict=True)):
        if not text or (not text.strip() and not isinstance(field, TextType | VarcharType)):
            assert cell is None
            assert not values.given[row]
            continue
        reading = read_cell_text(field, text)
        assert cell == (reading.cell if isinstance(reading, Valid) else None)
        assert (row in values.wrong) == isinstance(reading, Invalid)
        if isinstance(reading, Invalid):
            assert values.refused[text] == reading.reason
            assert field.check(values.kept[text])


@pytest.mark.parametrize(
    ("read_as", "text", "cell"),
    [
        ("text", "007", '"007"'),
        ("text", "7", '"7"'),
        ("text", "null", "null"),
        ("number", "7", "7"),
        ("number", "007", None),
        ("number", "1e5", "1e5"),
        ("boolean", "True", "true"),
        ("boolean", "maybe", None),
        ("JSON", "[1]", "[1]"),
        ("JSON", "word", '"word"'),
    ],
)
def test_keys_without_a_type_are_read_as_was_chosen(read_as: str, text: str, cell: str | None) -> None:
    values = read_values(SourceColumn("x", texts([text])), UntypedField(), read_as)
    assert values.cells.to_pylist() == [cell]
    assert bool(values.refused) == (cell is None)


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
@given(
    value=st.one_of(st.text(max_size=5), st.integers(), st.booleans(), st.none(), st.lists(st.integers(), max_size=2))
)
def test_values_of_json_stay_as_they_are_where_they_fit(field: Field, value: object) -> None:
    cell = spell(value)
    values = read_values(SourceColumn("x", texts([cell]), "json"), field)
    (read,) = values.cells.to_pylist()
    if isinstance(field.check(cell), Valid):
        assert read == cell
    elif isinstance(value, str) and isinstance(reading := field.read(value), Valid):
        assert read == reading.cell
    else:
        assert read is None
        assert values.kept[cell] == cell
