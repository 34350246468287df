"""The metadata table edited: one step a gesture, announced once, refused with a reason, undone at once."""

from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy

from domain.changes import CellChange
from domain.metadata import CLEARED
from models.cell_edits import Accepted, Rejected
from models.cell_state import (
    BASE_ROLE,
    CELL_ROLE,
    CHECK_ROLE,
    REASON_ROLE,
    STATE_ROLE,
    CellState,
)
from models.edits import redo, undo
from models.metadata_table import MetadataTable
from tests.models.world import World, column, item, page, text

SUNNY = {1: {"scene.weather": '"sun"', "video.rate": "1.0"}, 2: {"scene.weather": '"rain"', "loose": "[1, 2]"}, 3: {}}


def state(table: MetadataTable, row: int, key: str) -> CellState:
    return table.data(table.index(row, column(table, key)), STATE_ROLE)


def ask(table: MetadataTable, row: int, key: str, role: int) -> Any:
    return table.data(table.index(row, column(table, key)), role)


def test_the_model_keeps_qts_rules_while_it_grows_and_is_edited(world: World) -> None:
    table = world.table()
    tester = QAbstractItemModelTester(table, QAbstractItemModelTester.FailureReportingMode.Fatal)
    table.append(page(SUNNY))
    table.append(page({5: {"new.key": "1", "another": "2"}}))
    table.edit([(0, column(table, "scene.weather"))], "rain")
    table.add_key("scene.added")
    undo(table.undo_stack)
    undo(table.undo_stack)
    table.set_order([2, 0])
    table.accept({item(1): {"fresh": "1"}})
    table.set_schema(world.schema)
    assert (table.rowCount(), table.rowCount(table.index(0, 0)), table.columnCount(table.index(0, 0))) == (2, 0, 0)
    assert tester.model() is table


def test_an_edit_shows_at_once_with_its_original_in_the_tooltip(world: World) -> None:
    table = world.table(page(SUNNY))
    outcome = table.edit([(0, column(table, "scene.weather"))], "RAIN")
    assert outcome == Accepted(1, "read as rain")
    assert text(table, 0, "scene.weather") == "rain"
    assert state(table, 0, "scene.weather") is CellState.CHANGED
    assert ask(table, 0, "scene.weather", CELL_ROLE) == '"rain"'
    assert ask(table, 0, "scene.weather", BASE_ROLE) == '"sun"'
    assert "Original: sun" in ask(table, 0, "scene.weather", Qt.ItemDataRole.ToolTipRole)
    assert world.staged.count == 1


def test_an_edit_of_many_cells_is_announced_once_and_undone_at_once(world: World) -> None:
    table = world.table(page(SUNNY))
    moved = QSignalSpy(table.dataChanged)
    pending = QSignalSpy(world.staged.pending_changed)
    assert table.edit([(row, column(table, "scene.weather")) for row in range(3)], "sun") == Accepted(2)
    assert (moved.count(), pending.count()) == (1, 1)
    assert table.undo_stack.undoText() == "Set scene.weather on 3 items"
    assert undo(table.undo_stack) == ""
    assert [text(table, row, "scene.weather") for row in range(3)] == ["sun", "rain", ""]
    assert world.staged.count == 0
    assert redo(table.undo_stack) == ""
    assert [text(table, row, "scene.weather") for row in range(3)] == ["sun", "sun", "sun"]


def test_an_edit_back_to_the_confirmed_value_is_no_edit(world: World) -> None:
    table = world.table(page(SUNNY))
    cell = (0, column(table, "video.rate"))
    table.edit([cell], "2")
    table.edit([cell], "1.00")
    assert world.staged.count == 0
    assert state(table, 0, "video.rate") is CellState.CONFIRMED


def test_setting_clearing_and_removing_are_three_things(world: World) -> None:
    table = world.table(page(SUNNY))
    weather = column(table, "scene.weather")
    table.set_cells([(0, weather)], CLEARED)
    table.set_cells([(1, weather)], None)
    table.set_cells([(2, weather)], '"sun"')
    shown = [(text(table, row, "scene.weather"), state(table, row, "scene.weather")) for row in range(3)]
    assert shown == [("null", CellState.CLEARED), ("removed", CellState.REMOVED), ("sun", CellState.ADDED)]
    texts = [table.undo_stack.text(number) for number in range(3)]
    assert texts == [f"{verb} scene.weather on 1 item" for verb in ("Clear", "Remove", "Set")]
    assert {change.item: dict(change.cells) for change in world.staged.changes().items} == {
        item(1): {"scene.weather": ('"sun"', "null")},
        item(2): {"scene.weather": ('"rain"', None)},
        item(3): {"scene.weather": (None, '"sun"')},
    }


def test_a_value_that_breaks_the_schema_is_refused_or_kept_on_purpose(world: World) -> None:
    table = world.table(page(SUNNY))
    cell = (0, column(table, "scene.weather"))
    refused = table.edit([cell], "snow")
    assert isinstance(refused, Rejected)
    assert refused.invalid
    assert "not one of the 2 options" in refused.reason
    assert world.staged.count == 0
    assert table.edit([cell], "snow", keep_invalid=True) == Accepted(1)
    assert state(table, 0, "scene.weather") is CellState.KEPT_INVALID
    assert "not one of the 2 options" in ask(table, 0, "scene.weather", REASON_ROLE)
    kept = world.staged.cell(item(1), "scene.weather")
    assert kept is not None
    assert kept.kept_invalid


def test_setdata_says_why_it_refuses(world: World) -> None:
    table = world.table(page(SUNNY))
    said = QSignalSpy(table.refused)
    index = table.index(0, column(table, "video.rate"))
    assert not table.setData(index, "many")
    assert said.at(0)[0].startswith('"many" is not a number')
    assert table.setData(index, "3.50")
    assert ask(table, 0, "video.rate", CELL_ROLE) == "3.50"
    assert not table.setData(QModelIndex(), "1")
    assert not table.setData(index, "1", Qt.ItemDataRole.DisplayRole)


def test_a_boolean_has_three_states(world: World) -> None:
    table = world.table(page({1: {"scene.night": "true"}}))
    index = table.index(0, column(table, "scene.night"))
    shown: list[tuple[Any, str]] = []
    for check in (Qt.CheckState.Unchecked, Qt.CheckState.PartiallyChecked, Qt.CheckState.Checked):
        shown.append((table.data(index, CHECK_ROLE), table.data(index)))
        table.setData(index, check, CHECK_ROLE)
    shown.append((table.data(index, CHECK_ROLE), table.data(index)))
    assert shown == [
        (Qt.CheckState.Checked, "✓"),
        (Qt.CheckState.Unchecked, "✗"),
        (Qt.CheckState.PartiallyChecked, "removed"),
        (Qt.CheckState.Checked, "✓"),
    ]
    assert world.staged.count == 0


def test_two_tables_of_one_item_show_the_same_edit(world: World) -> None:
    one, other = world.table(page(SUNNY)), world.table(page({2: SUNNY[2], 1: SUNNY[1]}))
    moved = QSignalSpy(other.dataChanged)
    one.edit([(0, column(one, "brand") if one.column_of("brand") else one.add_key("brand"))], "Acme")
    assert text(other, 1, "brand") == "Acme"
    assert moved.count() == 1


def test_facts_and_the_platforms_own_keys_cannot_be_edited(world: World) -> None:
    table = world.table(page({1: {"$encord": "{}"}}))
    assert table.edit([(0, 0)], "new name") == Rejected('"Name" comes from the platform and cannot be edited here.')
    assert isinstance(table.set_cells([(0, column(table, "$encord"))], None), Rejected)
    assert not table.flags(table.index(0, 0)) & Qt.ItemFlag.ItemIsEditable
    assert table.flags(table.index(0, column(table, "note"))) & Qt.ItemFlag.ItemIsEditable


def test_an_item_whose_metadata_cannot_be_read_says_so_and_is_left_alone(world: World) -> None:
    table = world.table(page({1: {}, 2: {"note": '"x"'}}, unreadable={1: "The metadata is an empty text."}))
    assert state(table, 0, "note") is CellState.UNREADABLE
    outcome = table.edit([(0, column(table, "note")), (1, column(table, "note"))], "y")
    assert outcome == Rejected('"file 1.mp4" cannot be edited here. The metadata is an empty text.')
    assert world.staged.count == 0


def test_what_the_platform_says_after_a_push_is_shown_and_settles_the_edit(world: World) -> None:
    table = world.table(page(SUNNY))
    table.edit([(0, column(table, "scene.weather"))], "rain")
    table.accept({item(1): {"scene.weather": '"rain"', "added": "1"}}, {item(1): {"file_size": 5}})
    assert world.staged.count == 0
    assert (text(table, 0, "scene.weather"), text(table, 0, "added"), text(table, 0, "video.rate")) == ("rain", "1", "")
    assert table.data(table.index(0, 2)) == "5 B"


def test_a_paste_gives_each_cell_its_own_text_in_one_step(world: World) -> None:
    table = world.table(page({number: {"note": '"x"'} for number in range(4)}))
    note, rate = column(table, "note"), column(table, "video.rate")
    texts = {(0, note): "a", (1, note): "b", (1, rate): "1", (2, rate): "2.50"}
    assert table.edit_each(texts, title="Paste 4 cells") == Accepted(4)
    assert [text(table, row, "note") for row in range(4)] == ["a", "b", "x", "x"]
    assert [text(table, row, "video.rate") for row in range(4)] == ["", "1", "2.50", ""]
    assert table.undo_stack.undoText() == "Paste 4 cells"
    assert [change.name for change in world.staged.changes().items] == ["file 0.mp4", "file 1.mp4", "file 2.mp4"]
    wrong = table.edit_each({(0, note): "fine", (0, rate): "not a number"})
    assert isinstance(wrong, Rejected)
    assert text(table, 0, "note") == "a"
    assert table.edit_each(texts) == Accepted(0)
    assert table.undo_stack.count() == 1


@pytest.mark.parametrize(
    ("key", "typed", "cell"),
    [
        ("scene.weather", "12", '"12"'),
        ("video.rate", "a few", '"a few"'),
        ("video.rate", "[1]", "[1]"),
        ("video.rate", "", '""'),
        ("vector", "[1,2]", "[1,2]"),
        ("team.owner", "nobody", '"nobody"'),
    ],
)
def test_what_is_kept_on_purpose_is_kept_as_it_was_typed(world: World, key: str, typed: str, cell: str) -> None:
    table = world.table(page({1: {}}))
    where = (0, column(table, key))
    assert isinstance(table.edit([where], typed), Rejected)
    assert table.edit([where], typed, keep_invalid=True) == Accepted(1)
    assert (table.cell(*where), table.shown(*where).state) == (cell, CellState.KEPT_INVALID)


def test_a_value_put_directly_is_held_to_the_schema_too(world: World) -> None:
    table = world.table(page({1: {}}))
    where = (0, column(table, "video.rate"))
    refused = table.set_cells([where], '"x"')
    assert isinstance(refused, Rejected)
    assert refused.invalid
    assert table.set_cells([where], '"x"', keep_invalid=True) == Accepted(1)


def test_edits_from_before_are_laid_over_items_that_come_later(world: World) -> None:
    changes = [CellChange(item(1), "own.key", None, '"kept"'), CellChange(item(2), "note", '"old"', '"new"')]
    world.staged.stage("Set", changes)
    table = world.table(page({1: {}, 2: {"note": '"new"'}}))
    assert text(table, 0, "own.key") == "kept"
    assert state(table, 1, "note") is CellState.CONFIRMED
    assert world.staged.count == 1


def test_an_item_that_comes_twice_is_shown_once(world: World) -> None:
    table = world.table(page(SUNNY), page({3: {}, 4: {}}))
    assert table.rowCount() == 4
    assert table.append(page(SUNNY)) == 0
    assert [table.item(row) for row in range(4)] == [item(number) for number in (1, 2, 3, 4)]
    assert (table.row_of(item(4)), table.row_of("nobody")) == (3, None)


def test_rows_in_another_order_are_edited_where_they_are_shown(world: World) -> None:
    table = world.table(page({number: {"note": f'"{number}"'} for number in range(200)}))
    table.set_order(range(199, 99, -1))
    table.edit([(0, column(table, "note"))], "first")
    assert [text(table, row, "note") for row in (0, 1, 99)] == ["first", "198", "100"]
    assert (table.rowCount(), table.row_of(item(199)), table.row_of(item(5))) == (100, 0, None)
    assert world.staged.items == {item(199)}
