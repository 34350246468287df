"""Staged edits are what differs from the confirmed values: always, and after any restart."""

import pytest
from PySide6.QtTest import QSignalSpy

from domain.changes import CellChange
from domain.metadata import CLEARED, Cell, same_value
from models.cell_edits import Accepted
from models.edits import redo, undo
from models.journal import Journal
from models.journal_file import JournalRefused
from models.restored import Restored
from models.staged import StagedEdits
from models.staged_columns import StagedCell, same
from tests.models.world import World, column, item, page, text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("1", "1.0"),
        ('"a"', '"\\u0061"'),
        ('{"a":1}', '{"a": 1}'),
        ("true", "1"),
        ('"1"', "1"),
        (None, "null"),
        ("", ""),
        ("[1]", '"a"'),
        ("1", "2"),
        ("[1, 2]", "[1,2]"),
        ("[1,\n[2]]", "[1,[2]]"),
        ("[1,2]", "[12]"),
        ("[1]", "[1.0]"),
        ("[1]", '["1"]'),
        ('["1"]', "[1]"),
        ("[[1]]", '[{"a":1}]'),
        ("[1]", "[true]"),
        ("[10]", "[1e1]"),
        ('"a"', '"b"'),
        ("-1", "1"),
    ],
)
def test_the_quick_comparison_says_what_the_exact_one_says(one: Cell, other: Cell) -> None:
    assert same(one, other) == same_value(one, other)
    assert same(other, one) == same_value(other, one)


def test_edits_are_counted_and_named(staged: StagedEdits) -> None:
    pending = QSignalSpy(staged.pending_changed)
    changed = QSignalSpy(staged.changed)
    changes = [
        CellChange("one", "a", None, "1"),
        CellChange("two", "a", "2", CLEARED),
        CellChange("one", "b", "3", None),
    ]
    staged.stage("Set", changes, {"one": ("one.mp4", "folder"), "two": ("two.mp4", "folder")})
    assert (staged.count, staged.items, set(staged.keys)) == (3, {"one", "two"}, {"a", "b"})
    assert pending.at(0)[0] == 3
    assert changed.at(0)[0] == {"one", "two"}
    one, two = staged.changes().items
    assert (one.item, one.name, one.folder, dict(one.cells)) == (
        "one",
        "one.mp4",
        "folder",
        {"a": (None, "1"), "b": ("3", None)},
    )
    assert two.name == "two.mp4"
    assert [change.item for change in staged.changes(["two", "none"]).items] == ["two"]
    assert staged.cells_of("one") == {"a": StagedCell(None, "1"), "b": StagedCell("3", None)}


def test_the_later_of_two_changes_to_a_cell_counts(staged: StagedEdits) -> None:
    staged.stage("Set", [CellChange("one", "a", "0", "1"), CellChange("one", "a", "1", "2")])
    assert staged.cell("one", "a") == StagedCell("0", "2")
    staged.stage("Set", [CellChange("one", "a", "2", "3"), CellChange("one", "a", "3", "0.0")])
    assert staged.count == 0


def test_what_was_pushed_is_forgotten_and_what_was_edited_meanwhile_stays(staged: StagedEdits) -> None:
    staged.stage("Set", [CellChange("one", "a", "0", "1"), CellChange("two", "a", "0", "1")])
    pushed = staged.changes()
    staged.stage("Set", [CellChange("two", "a", "1", "2")])
    staged.forget(pushed)
    assert staged.cell("one", "a") is None
    assert staged.cell("two", "a") == StagedCell("1", "2")
    staged.forget(pushed)
    assert staged.count == 1


def test_a_restart_restores_edits_and_says_how_many_since_when(journal: Journal, staged: StagedEdits) -> None:
    staged.stage("Set", [CellChange("one", "a", "0", "1"), CellChange("two", "b", "0", "1")], {"one": ("1.mp4", "f")})
    again = StagedEdits(journal)
    assert again.restore() == Restored(0, 0, "")
    restored = again.restore("local")
    assert (restored.cells, restored.items, bool(restored.since)) == (2, 2, True)
    assert again.platform == "local"
    assert again.changes() == staged.changes()


def test_discarding_lets_go_of_everything(staged: StagedEdits) -> None:
    staged.stage("Set", [CellChange("one", "a", "0", "1"), CellChange("two", "b", "0", "1")])
    assert staged.discard().count_cells == 2
    assert (staged.count, staged.items) == (0, frozenset())
    assert staged.discard().count_cells == 0


def fill_the_disk(journal: Journal) -> None:
    with journal.writing() as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count={pages}")


def test_on_a_full_disk_nothing_is_shown_that_is_not_kept(journal: Journal, world: World) -> None:
    table = world.table(page({number: {"note": '"x"'} for number in range(300)}))
    cells = [(row, column(table, "note")) for row in range(300)]
    table.edit(cells, "y")
    fill_the_disk(journal)
    outcome = table.edit(cells, "z" * 5000)
    assert not isinstance(outcome, Accepted)
    assert "no room left on the disk" in outcome.reason
    assert (text(table, 0, "note"), table.undo_stack.count()) == ("y", 1)
    with pytest.raises(JournalRefused):
        world.staged.stage(
            "Set", [CellChange(f"item {number}", "a", "0", '"' + "x" * 100 + '"') for number in range(999)]
        )
    assert world.staged.count == 300


def test_an_undo_the_disk_does_not_take_changes_nothing(journal: Journal, world: World) -> None:
    table = world.table(page({number: {"note": f'"{number:0500}"'} for number in range(100)}))
    cells = [(row, column(table, "note")) for row in range(100)]
    table.edit(cells, "y")
    table.edit(cells, "z")
    said = QSignalSpy(world.staged.refused)
    fill_the_disk(journal)
    while not (sentence := undo(table.undo_stack)):
        redo(table.undo_stack)
    assert "no room left" in sentence
    assert said.at(0)[0] == sentence
    assert table.undo_stack.index() == table.undo_stack.count()
    assert text(table, 0, "note") == "z"
    with journal.writing() as connection:
        connection.execute("PRAGMA max_page_count=1000000")
    assert undo(table.undo_stack) == ""
    assert text(table, 0, "note") == "y"


def test_undoing_a_kept_value_keeps_the_mark_of_the_one_before(world: World) -> None:
    table = world.table(page({1: {}}))
    cell = (0, column(table, "video.rate"))
    table.edit([cell], "many", keep_invalid=True)
    table.edit([cell], "3")
    undo(table.undo_stack)
    kept = world.staged.cell(item(1), "video.rate")
    assert kept == StagedCell(None, '"many"', kept_invalid=True)
