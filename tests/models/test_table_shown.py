"""What the metadata table shows: columns, values, facts, and answers to every role."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QSignalSpy

from domain.schema import Schema
from models.cell_state import (
    BASE_ROLE,
    CELL_ROLE,
    CHECK_ROLE,
    COLUMN_ROLE,
    FIELD_ROLE,
    ITEM_ROLE,
    STATE_ROLE,
    CellState,
)
from models.edits import undo
from models.metadata_table import MetadataTable
from tests.models.world import World, column, item, page, text

SUNNY = {1: {"scene.weather": '"sun"', "video.rate": "1.0"}, 2: {"scene.weather": '"rain"', "loose": "[1, 2]"}, 3: {}}


def state(table: MetadataTable, row: int, key: str) -> CellState:
    return table.data(table.index(row, column(table, key)), STATE_ROLE)


def test_columns_are_facts_then_keys_by_namespace_then_keys_the_schema_lacks(world: World) -> None:
    table = world.table(page({**SUNNY, 4: {"$encord": "{}", "old": "1", "apart": "1"}}))
    titles = [table.headerData(section, Qt.Orientation.Horizontal) for section in range(table.columnCount())]
    facts = ["Name", "Type", "Size", "Duration", "FPS", "Width", "Height", "Frames", "Created", "Edited"]
    keys = ["note", "place", "vector", "scene.night", "scene.weather", "team.owner", "video.rate", "video.shot at"]
    assert titles == [*facts, *keys, "apart", "loose", "$encord", "old"]
    assert [spec.name for spec in table.columns if spec.hidden] == ["$encord", "old"]
    assert table.column(column(table, "loose")).note == "not in the schema"


@pytest.mark.parametrize(
    ("key", "cell", "shown"),
    [
        ("video.rate", "123456789012345678901234567890", "123456789012345678901234567890"),
        ("video.shot at", '"2024-05-01T10:00:00+02:00"', "2024-05-01T10:00:00+02:00"),
        ("vector", "[0.1,0.2,0.3]", "3 numbers"),
        ("place", '{"latitude":51.5074,"longitude":-0.1278}', "51.50740, -0.12780"),
        ("note", '"one\\ntwo"', "one⏎two"),
        ("note", f'"{"x" * 9000}"', "x" * 239 + "…"),
        ("loose", '{"a":[1,2]}', '{"a":[1,2]}'),
    ],
)
def test_values_are_written_short_and_whole(world: World, key: str, cell: str, shown: str) -> None:
    assert text(world.table(page({1: {key: cell}})), 0, key) == shown


def test_a_column_added_by_hand_goes_when_its_adding_is_undone(world: World) -> None:
    table = world.table(page(SUNNY))
    before = table.columnCount()
    added = table.add_key("scene.lens")
    assert table.headerData(added, Qt.Orientation.Horizontal) == "scene.lens"
    assert table.add_key("scene.lens") == added
    undo(table.undo_stack)
    assert table.columnCount() == before
    with pytest.raises(ValueError, match="belong to the platform"):
        table.add_key("$mine")


def test_facts_are_written_for_people_with_the_exact_value_in_the_tooltip(world: World) -> None:
    table = world.table(page({3: {}}, duration=83.4, fps=29.97, width=1920))
    facts = {spec.name: position for position, spec in enumerate(table.columns) if spec.kind == "fact"}
    shown = {name: table.data(table.index(0, position)) for name, position in facts.items()}
    assert (shown["item_type"], shown["file_size"], shown["duration"]) == ("video", "3.0 KB", "1:23")
    assert (shown["fps"], shown["width"], shown["height"]) == ("29.97", "1,920", "")
    exact = table.data(table.index(0, facts["created_at"]), Qt.ItemDataRole.ToolTipRole)
    assert "2024-05-01T12:00:00Z" in exact
    assert "3,000 bytes" in table.data(table.index(0, facts["file_size"]), Qt.ItemDataRole.ToolTipRole)
    assert table.data(table.index(0, facts["height"]), Qt.ItemDataRole.ToolTipRole) == ""
    right = table.data(table.index(0, facts["file_size"]), Qt.ItemDataRole.TextAlignmentRole)
    assert right & Qt.AlignmentFlag.AlignRight


def test_a_tooltip_never_becomes_markup_and_tells_of_a_colleague(world: World) -> None:
    table = world.table(page({1: {"note": '"<b>x</b>"'}}))
    index = table.index(0, column(table, "note"))
    assert "&lt;b&gt;x&lt;/b&gt;" in table.data(index, Qt.ItemDataRole.ToolTipRole)
    table.edit([(0, index.column())], "mine")
    table.accept({item(1): {"note": '"theirs"'}})
    said = table.data(index, Qt.ItemDataRole.ToolTipRole)
    assert "mine" in said
    assert "The platform now says: theirs" in said


def test_every_other_role_is_answered_with_nothing(world: World) -> None:
    table = world.table(page(SUNNY))
    index = table.index(0, column(table, "note"))
    for role in (Qt.ItemDataRole.FontRole, Qt.ItemDataRole.BackgroundRole, Qt.ItemDataRole.CheckStateRole, 9999):
        assert table.data(index, role) is None
    assert table.data(QModelIndex()) is None
    assert table.data(QModelIndex(), Qt.ItemDataRole.ToolTipRole) is None
    assert table.headerData(0, Qt.Orientation.Vertical) == "1"
    assert table.headerData(999, Qt.Orientation.Horizontal) is None
    assert table.headerData(999, Qt.Orientation.Vertical) is None
    assert table.data(index, Qt.ItemDataRole.EditRole) == ""
    assert table.data(index, ITEM_ROLE) == item(1)
    assert table.data(index, COLUMN_ROLE) is table.headerData(index.column(), Qt.Orientation.Horizontal, COLUMN_ROLE)
    assert table.data(index, FIELD_ROLE) == table.column(index.column()).field
    assert table.data(table.index(0, 0), FIELD_ROLE) is None
    assert table.data(table.index(0, 0), CHECK_ROLE) is None
    assert table.data(table.index(0, 0), CELL_ROLE) is table.data(table.index(0, 0), BASE_ROLE) is None


def test_a_screen_reader_hears_what_colour_says(world: World) -> None:
    table = world.table(page({1: {"video.rate": '"many"', "note": '"x"'}}))
    said = table.data(table.index(0, column(table, "video.rate")), Qt.ItemDataRole.AccessibleDescriptionRole)
    assert said.startswith("invalid. The value")
    assert table.data(table.index(0, column(table, "note")), Qt.ItemDataRole.AccessibleDescriptionRole) is None


def test_a_new_schema_is_shown_at_once(world: World) -> None:
    table = world.table(page({1: {"loose": '"x"'}}))
    table.edit([(0, column(table, "note"))], "mine")
    reset = QSignalSpy(table.modelReset)
    table.set_schema(Schema.read({"loose": {"ty": "variant", "hint": "number"}}))
    assert reset.count() == 1
    assert state(table, 0, "loose") is CellState.INVALID
    assert text(table, 0, "note") == "mine"
    assert table.column(column(table, "note")).note == "not in the schema"
    assert table.column_of("scene.weather") is None


def test_a_glance_at_one_row_shows_what_its_block_would(world: World) -> None:
    metadata = {number: {"note": f'"{number}"', "video.rate": str(number)} for number in range(1, 131)}
    table = world.table(page(metadata, unreadable={7: "not a JSON object"}))
    column = table.column_of("note")
    assert column is not None
    table.edit([(2, column)], "edited")
    glances = [table.glance(row, column) for row in range(130)]
    assert glances == [table.shown(row, column) for row in range(130)]
    assert glances == [table.glance(row, column) for row in range(130)]
    assert glances[2].text == "edited"
    assert table.glance(3, 0) == table.shown(3, 0)
