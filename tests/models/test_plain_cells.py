"""Cells that need no JSON reader are written the same as if they had been read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.fields import DatetimeType, NumberType, TextType, VarcharType
from domain.reading import Invalid, spell
from domain.schema import FieldType
from models.cell_text import LONGEST, CellWriter, elide

cells = st.one_of(
    st.text(),
    st.text().map(spell),
    st.text().map(lambda text: f'"{text}"'),
    st.integers().map(str),
    st.floats(allow_nan=False, allow_infinity=False).map(spell),
    st.datetimes().map(lambda moment: f'"{moment.isoformat()}Z"'),
    st.sampled_from(['"', '""', "-", "01", "1.", "null", "true", '"2024-05-01"', '"2024-13-01"', "٣", '"a\tb"', ""]),
    st.text(min_size=LONGEST).map(spell),
)


@pytest.mark.parametrize("field", [TextType(), VarcharType(), VarcharType(3), NumberType(), DatetimeType()])
@given(cell=cells)
def test_a_plain_cell_is_written_as_it_is_read(field: FieldType, cell: str) -> None:
    text, reason = CellWriter(field).read(cell)
    outcome = field.check(cell)
    assert reason == (outcome.reason if isinstance(outcome, Invalid) else "")
    assert text == ("null" if cell == "null" else elide(field.show(cell), LONGEST))
