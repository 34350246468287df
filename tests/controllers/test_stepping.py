"""Undo of very many cells after a push moved some of them: worked out beside the window, and right all the same."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import numpy as np
import pytest

from controllers import stepping
from controllers.lanes import Lanes
from controllers.open_table import OpenTable
from controllers.staging import stage
from domain.changes import CellChange
from domain.metadata import Metadata
from domain.schema import Schema
from models.cell_edits import Accepted, Rejected
from models.column_edit import ColumnEdit, Repeated
from models.journal import Journal
from models.staged import StagedEdits
from tests.models.world import SCHEMA, item, page

ITEMS = 60


class Desk:
    """A table of which every note was set by one command, and some were pushed since."""

    def __init__(self, home: Path) -> None:
        self.lanes = Lanes()
        self.journal = Journal.open(home / "journal.sqlite")
        self.staged = StagedEdits(self.journal, "here")
        self.said: list[str] = []
        self.staged.refused.connect(self.said.append)
        self.table = OpenTable("folder", "1", "Folder", self.staged, Schema.read(SCHEMA))
        self.table.table.append(page({number: {"note": '"old"'} for number in range(ITEMS)}))

    async def edit(self) -> None:
        edit = ColumnEdit("note", np.arange(ITEMS), Repeated('"new"', ITEMS))
        assert isinstance(await stage(self.table, self.lanes, "Edit", [edit], at_once=10), Accepted)

    def push(self, rows: range) -> None:
        pushed = [item(row) for row in rows]
        self.staged.forget(self.staged.changes(pushed))
        self.table.accept({each: Metadata({"note": '"new"'}) for each in pushed}, {})

    def shown(self) -> list[str | None]:
        column = self.table.table.column_of("note")
        assert column is not None
        return [self.table.table.cell(row, column) for row in range(ITEMS)]

    def staged_rows(self) -> dict[str, tuple[str | None, str | None]]:
        return {each: (cell.base, cell.after) for each, cell in self.staged.column("note").items()}


Tell = Callable[[Callable[[Desk], Awaitable[None]]], None]


@pytest.fixture
def tell(tmp_path: Path, qapp: object) -> Tell:
    def run(story: Callable[[Desk], Awaitable[None]]) -> None:
        async def whole() -> None:
            desk = Desk(tmp_path)
            try:
                await story(desk)
            finally:
                desk.lanes.close()
                desk.journal.close()

        asyncio.run(whole())

    return run


def test_undo_and_redo_after_a_push_start_from_what_is_there_now(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        await desk.edit()
        assert not stepping.takes_long(desk.table, forward=False)
        desk.push(range(20))
        assert stepping.takes_long(desk.table, forward=False)
        assert await stepping.undo(desk.table, desk.lanes) == Accepted(0)
        assert desk.shown() == ['"old"'] * ITEMS
        assert desk.staged_rows() == {item(row): ('"new"', '"old"') for row in range(20)}
        assert await stepping.redo(desk.table, desk.lanes) == Accepted(0)
        assert desk.shown() == ['"new"'] * ITEMS
        assert desk.staged_rows() == {item(row): ('"old"', '"new"') for row in range(20, ITEMS)}
        desk.staged.restore()
        assert desk.shown() == ['"new"'] * ITEMS

    tell(story)


def test_what_was_pushed_whole_is_staged_back_and_forth(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        await desk.edit()
        desk.push(range(ITEMS))
        assert desk.staged.count == 0
        await stepping.undo(desk.table, desk.lanes)
        assert desk.staged.count == ITEMS
        desk.table.accept({item(row): Metadata({"note": '"old"'}) for row in range(ITEMS)}, {})
        desk.staged.discard()
        await stepping.redo(desk.table, desk.lanes)
        await stepping.undo(desk.table, desk.lanes)
        assert (desk.staged.count, desk.shown()) == (0, ['"old"'] * ITEMS)

    tell(story)


def test_an_edit_meanwhile_goes_before_it(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        await desk.edit()
        desk.push(range(20))
        undoing = asyncio.create_task(stepping.undo(desk.table, desk.lanes))
        await asyncio.sleep(0)
        column = desk.table.table.column_of("note")
        assert column is not None
        desk.table.table.edit([(5, column)], "typed")
        assert isinstance(await undoing, Rejected)
        assert desk.said
        assert desk.shown()[5] == '"typed"'
        assert len(list((desk.journal.path.parent / "journal.sqlite-edits").iterdir())) == 1

    tell(story)


def test_values_that_moved_while_it_was_prepared_are_looked_at_again(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        await desk.edit()
        desk.push(range(20))
        undoing = asyncio.create_task(stepping.undo(desk.table, desk.lanes))
        await asyncio.sleep(0)
        desk.push(range(20, 30))
        desk.staged.stage("Elsewhere", [CellChange(item(40), "video.rate", None, "1")])
        assert await undoing == Accepted(0)
        assert set(desk.staged_rows()) == {item(row) for row in range(30)}

    tell(story)


def test_what_cannot_be_undone_stays_and_is_said(tell: Tell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stepping, "_TRIES", 0)

    async def story(desk: Desk) -> None:
        await desk.edit()
        desk.push(range(20))
        outcome = await stepping.undo(desk.table, desk.lanes)
        assert isinstance(outcome, Rejected)
        assert desk.said == [outcome.reason]
        assert desk.table.undo.canUndo()
        assert desk.shown() == ['"new"'] * ITEMS

    tell(story)


def test_with_nothing_to_undo_nothing_happens(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        assert await stepping.undo(desk.table, desk.lanes) == Accepted(0)
        assert await stepping.redo(desk.table, desk.lanes) == Accepted(0)

    tell(story)
