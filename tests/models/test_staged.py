"""Staged edits are what differs from the confirmed values: always, and after any restart."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from PySide6.QtGui import QUndoStack
from PySide6.QtTest import QSignalSpy
from typing_extensions import override

from domain.changes import CellChange, ChangeSet
from domain.metadata import CLEARED, Cell, same_value
from domain.schema import Schema
from models.cell_edits import Accepted
from models.edits import redo, undo
from models.journal import Journal
from models.journal_file import JournalRefused
from models.metadata_frame import MetadataFrame
from models.metadata_table import MetadataTable
from models.staged import Restored, StagedEdits
from models.staged_columns import StagedCell, same
from tests.models.world import SCHEMA, World, column, item, page, text

KEYS = ("note", "video.rate", "loose")
ITEMS = (0, 63, 64, 129)
WHICH = st.integers(0, 1)
CELLS = st.sampled_from(['"a"', '"b"', "1", "1.0", "1e0", CLEARED, None, '{"x":1,"y":2}', '{"y":2, "x":1}'])


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


class Editing(RuleBasedStateMachine):
    """Two tables over the same items, edited, undone, pushed, refreshed and restarted in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory()
        self.journal = Journal.open(Path(self.folder.name) / "journal.sqlite")
        self.staged = StagedEdits(self.journal, "local")
        self.platform: dict[str, dict[str, Cell]] = {
            item(number): {"note": '"a"', "video.rate": "1"} for number in range(130)
        }
        self.sent: ChangeSet | None = None
        self.stacks = [QUndoStack(), QUndoStack()]
        self.tables = [MetadataTable(MetadataFrame(), self.staged, Schema.read(SCHEMA), stack) for stack in self.stacks]

    @initialize()
    def load(self) -> None:
        numbers = range(130)
        for start, end in ((0, 50), (50, 130)):
            part = page({number: {"note": '"a"', "video.rate": "1"} for number in numbers[start:end]})
            self.tables[0].append(part)
        for end, start in ((130, 90), (90, 0)):
            self.tables[1].append(page({number: {"note": '"a"', "video.rate": "1"} for number in numbers[start:end]}))
        for table in self.tables:
            table.add_key("loose")

    @rule(
        which=WHICH,
        items=st.sets(st.sampled_from(ITEMS), min_size=1),
        key=st.sampled_from(KEYS),
        cell=CELLS,
    )
    def set_cells(self, which: int, items: set[int], key: str, cell: Cell) -> None:
        table = self.tables[which]
        rows = [row for row in map(table.row_of, map(item, items)) if row is not None]
        table.set_cells([(row, column(table, key)) for row in rows], cell, keep_invalid=True)

    @rule(which=WHICH)
    def undo(self, which: int) -> None:
        if self.stacks[which].index() > 1:
            assert undo(self.stacks[which]) == ""

    @rule(which=WHICH)
    def redo(self, which: int) -> None:
        if self.stacks[which].canRedo():
            assert redo(self.stacks[which]) == ""

    @precondition(lambda self: self.staged.count and self.sent is None)
    @rule(data=st.data())
    def begin_push(self, data: st.DataObject) -> None:
        self.sent = self.staged.changes(data.draw(st.sets(st.sampled_from(sorted(self.staged.items)), min_size=1)))

    @precondition(lambda self: self.sent is not None)
    @rule()
    def finish_push(self) -> None:
        assert self.sent is not None
        for change in self.sent.items:
            self.platform[change.item].update({key: after for key, (_, after) in change.cells.items()})
        self.staged.forget(self.sent)
        self.tell({change.item for change in self.sent.items})
        self.sent = None

    @rule(number=st.sampled_from(ITEMS), key=st.sampled_from(KEYS), cell=CELLS)
    def colleague_edits(self, number: int, key: str, cell: Cell) -> None:
        self.platform[item(number)][key] = cell
        self.tell({item(number)})

    @rule()
    def restart(self) -> None:
        before = self.staged.changes()
        self.staged.restore()
        assert {change.item: change for change in self.staged.changes().items} == {
            change.item: change for change in before.items
        }

    @rule(order=st.sampled_from([range(130), range(129, -1, -1), [*range(40, 130), *range(40)], range(0, 130, 3)]))
    def reorder(self, order: Sequence[int]) -> None:
        self.tables[1].set_order(order)

    def tell(self, items: set[str]) -> None:
        confirmed = {item: {k: v for k, v in self.platform[item].items() if v is not None} for item in items}
        for table in self.tables:
            table.accept(confirmed)

    @invariant()
    def staged_is_what_differs_from_confirmed(self) -> None:
        for uuid in self.staged.items:
            for key, cell in self.staged.cells_of(uuid).items():
                assert not same_value(cell.after, self.platform[uuid].get(key))

    @invariant()
    def every_table_shows_the_edit_or_else_the_confirmed_value(self) -> None:
        for table in self.tables:
            for number in ITEMS:
                self.check_row(table, item(number))

    def check_row(self, table: MetadataTable, uuid: str) -> None:
        row = table.row_of(uuid)
        if row is None:
            return
        assert table.item(row) == uuid
        for key in KEYS:
            staged = self.staged.cell(uuid, key)
            expected = self.platform[uuid].get(key) if staged is None else staged.after
            assert table.cell(row, column(table, key)) == expected
            blank = "" if staged is None else "removed"
            shown = text(table, row, key)
            assert shown == (blank if expected is None else SHOWN[key, expected])

    @invariant()
    def the_journal_says_what_is_staged(self) -> None:
        log = self.journal.staged("local")
        assert log.columns == {key: dict(self.staged.column(key)) for key in self.staged.keys}
        assert self.staged.count == sum(map(len, log.columns.values()))

    @override
    def teardown(self) -> None:
        self.journal.close()
        self.folder.cleanup()


def written() -> Iterator[tuple[tuple[str, str], str]]:
    """What each key shows for each value, from the types themselves."""
    for key in KEYS:
        field = Schema.read(SCHEMA).field(key)
        for cell in ('"a"', '"b"', "1", "1.0", "1e0", '{"x":1,"y":2}', '{"y":2, "x":1}'):
            yield (key, cell), field.show(cell)
        yield (key, CLEARED), "null"


SHOWN: dict[tuple[str, str], str] = dict(written())


def test_any_sequence_of_gestures_leaves_staged_what_differs_from_confirmed(qapp: Any) -> None:
    quick = settings(
        max_examples=40, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    run_state_machine_as_test(Editing, settings=quick)
