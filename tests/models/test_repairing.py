"""Mending many values: what is shown before is what a person would work out cell by cell, and nothing else moves."""

import json

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from domain.fields import DatetimeType, EnumType, Field, NumberType
from domain.metadata import Cell
from domain.problems import Rule
from domain.repairs import Fix, ReadAs, ReadDate, fixes_for
from models.repairing import Counted, describe, edit_of, merge_of, plan
from tests.models.columns_of_text import series

FIELDS: list[Field] = [NumberType(), EnumType(("rain", "sun")), DatetimeType()]
SPELT = st.sampled_from(['"100"', '"rian"', '"Rain"', "7", '"x"', "null", "[1]", '"31/05/2024"', "true"])
CELLS = st.lists(st.none() | SPELT, min_size=1, max_size=30)
FIXES = st.sampled_from([fix for field in FIELDS for fix in fixes_for(Rule.WRONG_TYPE, field)])


def rows_of(draw: st.DataObject, cells: list[Cell]) -> list[int]:
    return sorted(draw.draw(st.sets(st.integers(0, len(cells) - 1))))


@given(cells=CELLS, fix=FIXES, data=st.data())
def test_a_plan_is_what_mending_each_cell_would_give(cells: list[Cell], fix: Fix, data: st.DataObject) -> None:
    rows = rows_of(data, cells)
    planned = plan("key", series(cells), np.array(rows, np.int64), fix.mend)
    wanted = {row: after for row in rows if (cell := cells[row]) is not None and (after := fix.mend(cell))}
    edit = edit_of(planned, series(cells))
    assert dict(zip(edit.rows.tolist(), edit.cells, strict=True)) == wanted
    assert planned.count == len(wanted)
    assert planned.left == sum(cells[row] is not None for row in rows) - len(wanted)


@given(cells=CELLS, fix=FIXES, data=st.data())
def test_only_what_was_shown_happens_however_the_table_moved(cells: list[Cell], fix: Fix, data: st.DataObject) -> None:
    rows = rows_of(data, cells)
    planned = plan("key", series(cells), np.array(rows, np.int64), fix.mend)
    shown = {change.before: change.after for change in planned.changes}
    moved = data.draw(st.dictionaries(st.integers(0, len(cells) - 1), st.none() | SPELT))
    now = [moved.get(row, cell) for row, cell in enumerate(cells)]
    edit = edit_of(planned, series(now))
    touched: list[int] = edit.rows.tolist()
    for row, after in zip(touched, edit.cells, strict=True):
        assert row in rows
        assert now[row] == cells[row]
        assert shown[str(now[row])] == after
    unmoved = {row for row in rows if now[row] == cells[row] and cells[row] in shown}
    assert set(edit.rows.tolist()) == unmoved


@given(cells=CELLS, data=st.data())
def test_values_are_described_with_their_counts(cells: list[Cell], data: st.DataObject) -> None:
    rows = rows_of(data, cells)
    fixes = fixes_for(Rule.WRONG_TYPE, NumberType())
    described = describe(series(cells), np.array(rows, np.int64), fixes)
    held = [cell for row in rows if (cell := cells[row]) is not None]
    assert {value.cell: value.count for value in described.values} == {cell: held.count(cell) for cell in held}
    assert [value.count for value in described.values] == sorted((held.count(cell) for cell in set(held)), reverse=True)
    helped = {offer.fix: offer.count for offer in described.offers}
    assert helped == {fix: n for fix in fixes if (n := sum(fix.mend(cell) is not None for cell in held))}


def test_the_most_frequent_change_is_shown_first() -> None:
    planned = plan("key", series(['"1"', '"2"', '"2"', '"x"']), np.arange(4), ReadAs(NumberType()).mend)
    assert [(change.before, change.after, change.count) for change in planned.changes] == [
        ('"2"', "2", 2),
        ('"1"', "1", 1),
    ]
    assert planned.left == 1


def test_nothing_to_mend_is_an_empty_plan() -> None:
    planned = plan("key", series(["1", None]), np.arange(2), ReadDate("Day/Month/Year").mend)
    assert (planned.count, planned.left, planned.changes) == (0, 1, ())
    assert edit_of(planned, series(["1", None])).cells == []


@given(cells=CELLS, afters=st.dictionaries(SPELT, SPELT))
def test_a_merge_replaces_whole_values_by_their_spelling(cells: list[Cell], afters: dict[str, str]) -> None:
    edit = merge_of("key", series(cells), afters)
    wanted = {
        row: afters[cell] for row, cell in enumerate(cells) if cell is not None and afters.get(cell, cell) != cell
    }
    assert dict(zip(edit.rows.tolist(), edit.cells, strict=True)) == wanted


def test_a_value_that_is_shown_is_its_json() -> None:
    text = json.dumps("a")
    assert describe(series([text]), np.arange(1), ()).values == (Counted(text, 1),)
