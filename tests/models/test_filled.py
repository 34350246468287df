"""Which cells show a value, beside asking each of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from domain.schema import Schema
from models.filled import filled_rows, is_filled
from models.journal import Journal
from models.staged import StagedEdits
from tests.models.world import SCHEMA, World, column, page


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory, qapp: QApplication) -> Iterator[World]:
    home: Path = tmp_path_factory.mktemp("journal")
    journal = Journal.open(home / "journal.sqlite")
    yield World(StagedEdits(journal, "local"), Schema.read(SCHEMA))
    journal.close()


cells = st.sampled_from(["", "null", '""', '"n"', "12", "false", "[]", '"null"', "1"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(st.lists(cells, min_size=1, max_size=9), st.integers(0, 9), st.sampled_from([None, "null", '"new"', '""']))
def test_a_column_shows_a_value_where_its_cells_do(world: World, values: list[str], cut: int, edit: str | None) -> None:
    items = {at: {"note": value, "b": "1"} if value else {"b": "1"} for at, value in enumerate(values)}
    first = {at: cells for at, cells in items.items() if at < cut}
    rest = {at: cells for at, cells in items.items() if at >= cut}
    table = world.table(*(page(part) for part in (first, rest) if part))
    note = table.column_of("note") or 0
    table.set_cells([(0, note)], edit, keep_invalid=True)
    got = filled_rows(table.frame, world.staged, table.column(note))
    assert got.tolist() == [is_filled(table.cell(row, note)) for row in range(table.rowCount())]
    table.undo_stack.undo()


def test_what_the_platform_says_of_an_item_is_filled_where_it_says_something(world: World) -> None:
    table = world.table(page({0: {}, 1: {}}, fps=None, width=640))
    by_name = {spec.name: spec for spec in table.columns if spec.kind == "fact"}
    assert filled_rows(table.frame, world.staged, by_name["width"]).tolist() == [True, True]
    assert filled_rows(table.frame, world.staged, by_name["fps"]).tolist() == [False, False]
    table.accept({}, {table.item(1): {"width": None, "fps": 25.0}})
    assert filled_rows(table.frame, world.staged, by_name["width"]).tolist() == [True, False]
    assert filled_rows(table.frame, world.staged, by_name["name"]).tolist() == [True, True]


def test_what_was_confirmed_since_counts(world: World) -> None:
    table = world.table(page({0: {"note": '"x"'}, 1: {}}))
    table.accept({table.item(0): {}, table.item(1): {"note": '"y"'}})
    assert filled_rows(table.frame, world.staged, table.column(column(table, "note"))).tolist() == [False, True]
