"""A column's profile: counted as a person would count, whatever the values are."""

import json
import statistics
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.fields import BooleanType, DatetimeType, EnumType, NumberType, TextType
from domain.metadata import Cell
from domain.shaped_fields import UntypedField
from models.column_spec import ColumnSpec
from models.data_frame import ColumnValues
from models.distinct import distinct
from models.facts import FACTS
from models.measures import measured_lengths, measured_moments, measured_numbers, text_of
from models.profile import Profile, profile
from tests.models.columns_of_text import column, pyarrow, series

NOTHING_GONE = np.empty(0, np.int64)
CELLS = st.lists(st.none() | st.sampled_from(["1", "2.5", "-3e2", '"a"', "null", "true", "[1]", "1e999"]))


def of(cells: list[Cell], field: object = None) -> Profile:
    return profile(column(cells, field if isinstance(field, NumberType | TextType) else UntypedField()), NOTHING_GONE)


@given(cells=CELLS, gone=st.sets(st.integers(0, 5)))
def test_every_item_is_filled_cleared_or_absent(cells: list[Cell], gone: set[int]) -> None:
    rows = np.array(sorted(row for row in gone if row < len(cells)), np.int64)
    found = profile(column(cells, NumberType()), rows)
    here = [cell for row, cell in enumerate(cells) if row not in set(rows.tolist())]
    filled = [cell for cell in here if cell not in {None, "null"}]
    assert (found.rows, found.filled, found.cleared) == (len(here), len(filled), here.count("null"))
    assert found.absent == here.count(None)
    assert {value.cell: value.count for value in found.values} == {cell: filled.count(cell) for cell in filled}
    assert found.different == len(set(filled))


@given(numbers=st.lists(st.integers(-(10**6), 10**6) | st.floats(-1e6, 1e6), min_size=1))
def test_numbers_are_spread_as_statistics_says(numbers: list[float]) -> None:
    spread = of([json.dumps(number) for number in numbers], NumberType()).spread
    assert spread is not None
    assert (spread.what, spread.count) == ("numbers", len(numbers))
    assert (spread.least, spread.greatest) == (min(numbers), max(numbers))
    assert spread.mean == pytest.approx(statistics.fmean(numbers), abs=1e-6)
    assert spread.median == statistics.median_low(numbers)
    assert sum(spread.histogram.counts) == len(numbers)
    bars = list(zip(spread.histogram.lows, spread.histogram.highs, strict=True))
    assert (bars[0][0], bars[-1][1]) == (min(numbers), max(numbers))
    assert all(low <= high for low, high in bars)


def test_what_lies_far_out_is_found_with_its_rows() -> None:
    cells: list[Cell] = [str(number) for number in range(100)]
    spread = of([*cells, "100000"], NumberType()).spread
    assert spread is not None
    assert spread.outliers.tolist() == [100]


def test_whole_numbers_close_to_each_other_have_a_bar_each() -> None:
    spread = of(["1", "1", "3"], NumberType()).spread
    assert spread is not None
    assert (spread.histogram.lows, spread.histogram.counts) == ((1, 2, 3), (2, 0, 1))
    assert spread.histogram.highs == spread.histogram.lows


def test_dates_are_spread_in_time() -> None:
    found = profile(column(['"2024-05-31"', '"2024-06-01T00:00:00Z"', '"soon"'], DatetimeType()), NOTHING_GONE)
    assert found.spread is not None
    assert found.spread.what == "moments"
    assert found.spread.least == datetime(2024, 5, 31, tzinfo=UTC).timestamp()


def test_text_is_spread_by_its_length() -> None:
    spread = of(['"a"', '"äö"', '"a\\nb"'], TextType()).spread
    assert spread is not None
    assert (spread.what, spread.least, spread.greatest) == ("lengths", 1, 3)


def test_other_values_have_no_spread() -> None:
    assert profile(column(["true", "false"], BooleanType()), NOTHING_GONE).spread is None
    assert of([]).spread is None
    assert of([None, "null"]).spread is None


def test_a_fact_is_profiled_as_it_is() -> None:
    fact = next(fact for fact in FACTS if fact.name == "file_size")
    sizes = pyarrow.chunked_array([pyarrow.array([10, 20, None], pyarrow.int64())])
    found = profile(ColumnValues(ColumnSpec("fact", fact.name, fact.title, fact=fact), sizes), NOTHING_GONE)
    assert (found.filled, found.absent, found.alike) == (2, 1, ())
    assert found.spread is not None
    assert found.spread.greatest == 20


def test_values_that_look_alike_are_found_for_text_and_options_only() -> None:
    cells: list[Cell] = ['"rain"', '"rain"', '"Rain "']
    assert len(profile(column(cells, EnumType(("rain",))), NOTHING_GONE).alike) == 1
    assert profile(column(cells, DatetimeType()), NOTHING_GONE).alike == ()
    assert profile(column(cells, NumberType()), NOTHING_GONE).alike == ()


def test_measures_leave_out_what_has_no_size() -> None:
    found = distinct(series(['"a"', "1e400", "12", '"2024-05-31"', '"\\"', '"\\ud800"']))
    assert np.isnan(measured_numbers(found)).tolist() == [True, True, False, True, True, True]
    assert np.isnan(measured_moments(found)).tolist()[3] is False
    assert np.isnan(measured_lengths(found)).tolist() == [False, True, True, False, True, False]
    assert text_of("1") is None
