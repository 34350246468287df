"""Gestures over areas as large as the table: set, fill, clear and remove, each one step to undo."""

import asyncio
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest

from controllers import editing
from controllers.editing import Area
from controllers.lanes import Lanes
from controllers.open_table import OpenTable
from domain.schema import Schema
from models.cell_edits import Accepted, Outcome, Rejected
from models.journal import Journal
from models.staged import StagedEdits
from tests.models.world import SCHEMA, item, page

KEYS = ("note", "scene.weather", "video.rate")


@pytest.fixture
def lanes() -> Iterator[Lanes]:
    lanes = Lanes()
    yield lanes
    lanes.close()


@pytest.fixture
def staged(tmp_path: Path, qapp: object) -> Iterator[StagedEdits]:
    journal = Journal.open(tmp_path / "journal.sqlite")
    yield StagedEdits(journal, "local")
    journal.close()


@pytest.fixture
def table(staged: StagedEdits) -> OpenTable:
    """Six items with a note, three of them with a rate; the metadata of the last cannot be read."""
    table = OpenTable("folder", "folder", "Folder", staged, Schema.read(SCHEMA))
    cells = {number: {"note": f'"{number}"'} | ({"video.rate": "25"} if number % 2 == 0 else {}) for number in range(6)}
    table.table.append(page(cells, {5: "It is not JSON."}))
    return table


def done(work: Coroutine[Any, Any, Outcome]) -> Outcome:
    return asyncio.run(work)


def area(table: OpenTable, rows: range, *keys: str) -> Area:
    columns = [table.table.column_of(key) for key in keys]
    return Area(rows, [column for column in columns if column is not None])


def seen(table: OpenTable, key: str) -> list[str | None]:
    column = table.table.column_of(key)
    assert column is not None
    return [table.table.cell(row, column) for row in range(table.table.rowCount())]


def test_what_was_typed_is_read_by_each_column_and_goes_into_every_cell(table: OpenTable, lanes: Lanes) -> None:
    areas = [area(table, range(3), "note"), area(table, range(2, 4), "note", "video.rate")]
    assert done(editing.set_text_over(table, lanes, areas, "030", "Fill")) == Accepted(6, "read as 30")
    assert seen(table, "note") == ['"030"'] * 4 + ['"4"', '"5"']
    assert seen(table, "video.rate") == ["25", None, "30", "30", "25", None]
    assert table.undo.undoText() == "Fill"
    editing.undo(table)
    assert seen(table, "note")[0] == '"0"'


def test_what_breaks_the_type_of_a_column_is_refused_or_kept_on_purpose(table: OpenTable, lanes: Lanes) -> None:
    areas = [area(table, range(3), "note", "video.rate")]
    outcome = done(editing.set_text_over(table, lanes, areas, "fast"))
    assert isinstance(outcome, Rejected)
    assert outcome.invalid
    assert done(editing.set_text_over(table, lanes, areas, "fast", keep_invalid=True)) == Accepted(6)
    assert seen(table, "video.rate")[:3] == ['"fast"'] * 3


def test_facts_and_items_that_cannot_be_read_are_passed_over(
    table: OpenTable, lanes: Lanes, staged: StagedEdits
) -> None:
    every = Area(range(6), range(table.table.columnCount()))
    assert done(editing.remove_over(table, lanes, [every], "Remove")) == Accepted(8)
    assert not staged.cells_of(item(5))
    assert seen(table, "note")[:5] == [None] * 5


def test_clearing_empties_what_is_there_and_adds_no_key(table: OpenTable, lanes: Lanes) -> None:
    editing.set_value(table, [(1, table.table.column_of("video.rate") or 0)], "30")
    areas = [area(table, range(4), "video.rate", "scene.weather")]
    assert done(editing.clear_over(table, lanes, areas)) == Accepted(3)
    assert seen(table, "video.rate") == ["null", "null", "null", None, "25", None]
    assert seen(table, "scene.weather") == [None] * 6


def test_rows_are_those_shown(table: OpenTable, lanes: Lanes) -> None:
    table.table.set_order([4, 2])
    assert done(editing.fill_over(table, lanes, [area(table, range(1), "note")], '"x"')) == Accepted(1)
    table.table.set_order(range(6))
    assert seen(table, "note")[4] == '"x"'


def test_filling_down_takes_the_topmost_value_of_each_column(table: OpenTable, lanes: Lanes) -> None:
    areas = [area(table, range(1, 4), "note"), area(table, range(2, 4), "video.rate", "scene.weather")]
    assert done(editing.fill_down_over(table, lanes, areas, "Fill down")) == Accepted(3)
    assert seen(table, "note") == ['"0"', '"1"', '"1"', '"1"', '"4"', '"5"']
    assert seen(table, "video.rate") == ["25", None, "25", "25", "25", None]
