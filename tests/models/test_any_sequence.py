"""Edits, undo, redo, pushes, colleagues and restarts in any order: what is staged is what differs."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
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
from typing_extensions import override

from domain.changes import ChangeSet
from domain.metadata import CLEARED, Cell, same_value
from domain.schema import Schema
from models.column_edit import ColumnEdit
from models.edits import redo, undo
from models.journal import Journal
from models.large_edit import Prepared, prepare
from models.metadata_frame import MetadataFrame
from models.metadata_table import MetadataTable
from models.staged import StagedEdits
from tests.models.world import SCHEMA, column, item, page, text

KEYS = ("note", "video.rate", "loose")
ITEMS = (0, 1, 63, 64, 100, 129)
WHICH = st.integers(0, 1)
CELLS = st.sampled_from(['"a"', '"b"', "1", "1.0", "1e0", CLEARED, None, '{"x":1,"y":2}', '{"y":2, "x":1}'])


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

    @rule(
        which=WHICH,
        rows=st.sets(st.sampled_from([0, 1, 63, 64, 100, 129]), min_size=1),
        keys=st.sets(st.sampled_from(KEYS), min_size=1),
        data=st.data(),
    )
    def set_very_many(self, which: int, rows: set[int], keys: set[str], data: st.DataObject) -> None:
        """As few cells as here are set as very many are."""
        large = self.tables[which].edits.large
        edits = [
            ColumnEdit(key, np.array(list(rows), np.int64), [data.draw(CELLS) for _ in rows]) for key in sorted(keys)
        ]
        wishes = large.ask(edits, keep_invalid=True)
        prepared = prepare(wishes)
        assert isinstance(prepared, Prepared)
        assert large.holds(wishes)
        if prepared.stagings:
            large.show("Set many", prepared, large.write(prepared))

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
        assert {key: len(list(cells)) for key, cells in log.columns.items()} == {
            key: len(self.staged.column(key)) for key in self.staged.keys
        }
        assert self.staged.count_items == len(self.staged.items)

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
        max_examples=30, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
    run_state_machine_as_test(Editing, settings=quick)
