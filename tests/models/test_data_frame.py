"""The confirmed values as a pandas frame, and rows in the order of a column."""

import numpy as np
import pandas as pd
import pytest

from models.column_spec import ColumnSpec
from models.data_frame import column_values, data_frame
from models.metadata_frame import MetadataFrame
from models.metadata_table import MetadataTable
from models.read_column import ReadColumn
from models.row_order import rows_in_order
from tests.models.world import World, column, item, page


def order(world: World, table: MetadataTable, key: str, *, descending: bool = False) -> list[int]:
    return order_by(world, table, table.column(column(table, key)), descending=descending)


def order_by(world: World, table: MetadataTable, spec: ColumnSpec, *, descending: bool = False) -> list[int]:
    read = ReadColumn(column_values(table.frame, world.staged, spec), table.frame.rows)
    return rows_in_order([(read, descending)], np.arange(table.frame.rows)).tolist()


def test_the_frame_holds_json_text_in_arrow_columns() -> None:
    frame = MetadataFrame()
    frame.append(page({1: {"a": "1"}, 2: {}}))
    frame.append(page({3: {"b": '"x"'}}))
    frame.accept({item(2): {"a": "9007199254740993"}}, {item(3): {"file_size": 5}})
    values = data_frame(frame)
    assert values["k:a"].tolist() == ["1", "9007199254740993", pd.NA]
    assert values["k:b"].tolist() == [pd.NA, pd.NA, '"x"']
    assert values["f:file_size"].tolist() == [1000, 2000, 5]
    assert all(isinstance(kind, pd.ArrowDtype) for kind in values.dtypes)
    assert data_frame(MetadataFrame()).empty


def test_numbers_are_ordered_by_size_text_by_letters_and_what_is_absent_comes_last(world: World) -> None:
    cells = ["10", '"text"', None, "9.5", "null", "-1"]
    table = world.table(page({at: {} if cell is None else {"video.rate": cell} for at, cell in enumerate(cells)}))
    assert order(world, table, "video.rate") == [5, 3, 0, 1, 2, 4]
    assert order(world, table, "video.rate", descending=True) == [0, 3, 5, 1, 2, 4]


def test_edits_count_for_the_order(world: World) -> None:
    table = world.table(page({1: {"note": '"b"'}, 2: {"note": '"C"'}, 3: {"note": '"a"'}}))
    table.edit([(0, column(table, "note"))], "z")
    rows = order(world, table, "note")
    assert rows == [2, 1, 0]
    table.set_order(rows)
    assert [table.cell(row, column(table, "note")) for row in range(3)] == ['"a"', '"C"', '"z"']


def test_moments_are_ordered_in_time_whatever_their_zone(world: World) -> None:
    moments = ["2024-05-01T12:00:00Z", "2024-05-01T12:00:00+02:00", "2024-04-30"]
    table = world.table(page({at: {"video.shot at": f'"{moment}"'} for at, moment in enumerate(moments)}))
    assert order(world, table, "video.shot at") == [2, 1, 0]


@pytest.mark.parametrize(("name", "rows"), [("file_size", [1, 2, 0]), ("name", [1, 2, 0]), ("duration", [0, 1, 2])])
def test_facts_have_an_order_too(world: World, name: str, rows: list[int]) -> None:
    table = world.table(page({3: {}, 1: {}, 2: {}}))
    spec = next(spec for spec in table.columns if spec.name == name)
    assert order_by(world, table, spec) == rows


def test_a_table_without_items_has_empty_columns() -> None:
    assert data_frame(MetadataFrame()).empty
    frame = MetadataFrame()
    frame.add_keys(["note"])
    assert data_frame(frame)["k:note"].to_list() == []
