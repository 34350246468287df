"""What was staged comes back beside the window, and a long journal is shortened beside it."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import numpy as np
import pytest

from controllers import keeping
from controllers.jobs import Tasks
from controllers.keeping import Shortening, restore
from controllers.lanes import Lanes
from controllers.open_table import OpenTable
from controllers.staging import stage
from domain.changes import CellChange
from domain.schema import Schema
from models import staged as staged_room
from models.column_edit import ColumnEdit, Repeated
from models.journal import Journal
from models.restored import Restored
from models.staged import StagedEdits
from tests.models.world import SCHEMA, item, page

HERE, THERE = "https://here", "https://there"
ITEMS = 60


class Desk:
    """One journal, lanes, and a table of a few items."""

    def __init__(self, home: Path) -> None:
        self.lanes = Lanes()
        self.tasks = Tasks()
        self.journal = Journal.open(home / "journal.sqlite")
        self.staged = StagedEdits(self.journal, HERE)
        self.table = OpenTable("folder", "1", "Folder", self.staged, Schema.read(SCHEMA))
        self.table.table.append(page({number: {"note": '"old"'} for number in range(ITEMS)}))

    async def edit(self, cell: str, rows: range) -> None:
        edit = ColumnEdit("note", np.array(rows, np.int64), Repeated(cell, len(rows)))
        await stage(self.table, self.lanes, "Edit", [edit], at_once=10)

    def cells(self) -> dict[str, str | None]:
        return {each: cell.after for each, cell in self.staged.column("note").items()}


Tell = Callable[[Callable[[Desk], Awaitable[None]]], None]


@pytest.fixture
def tell(tmp_path: Path, qapp: object) -> Tell:
    def run(story: Callable[[Desk], Awaitable[None]]) -> None:
        async def whole() -> None:
            desk = Desk(tmp_path)
            try:
                await story(desk)
            finally:
                await desk.tasks.cancel_all()
                desk.lanes.close()
                desk.journal.close()

        asyncio.run(whole())

    return run


def test_many_and_few_edits_come_back_as_they_were(tell: Tell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "ROWS_AT_ONCE", 2)

    async def story(desk: Desk) -> None:
        await desk.edit('"many"', range(50))
        for row in range(5):
            await desk.edit(f'"{row}"', range(row, row + 1))
        before, since = desk.cells(), desk.journal.staged(HERE).since
        desk.staged.turn_to(THERE)
        assert desk.staged.count == 0
        assert await restore(desk.staged, desk.lanes, HERE) == Restored(50, 50, since)
        assert desk.cells() == before
        assert desk.table.table.cell(7, desk.table.table.column_of("note") or 0) == '"many"'

    tell(story)


def test_what_is_edited_before_it_is_back_is_there_too(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        await desk.edit('"many"', range(50))
        coming = asyncio.create_task(restore(desk.staged, desk.lanes, HERE))
        await asyncio.sleep(0)
        desk.staged.stage("Meanwhile", [CellChange(item(55), "note", '"old"', '"meanwhile"')])
        restored = await coming
        assert restored is not None
        assert restored.cells == 51
        assert desk.cells() == {**{item(row): '"many"' for row in range(50)}, item(55): '"meanwhile"'}

    tell(story)


def test_a_platform_that_was_left_meanwhile_is_not_shown(tell: Tell) -> None:
    async def story(desk: Desk) -> None:
        await desk.edit('"many"', range(50))
        coming = asyncio.create_task(restore(desk.staged, desk.lanes, HERE))
        await asyncio.sleep(0)
        assert await restore(desk.staged, desk.lanes, THERE) == Restored(0, 0, "")
        assert await coming is None
        assert (desk.staged.platform, desk.staged.count) == (THERE, 0)

    tell(story)


def test_a_long_journal_of_much_is_shortened_beside_the_window(tell: Tell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staged_room, "_REWRITE_AFTER", 0)
    monkeypatch.setattr(staged_room, "_AT_ONCE", 5)

    async def story(desk: Desk) -> None:
        shortening = Shortening(desk.staged, desk.lanes, desk.tasks)
        long: list[bool] = []
        desk.staged.grew_long.connect(lambda: long.append(True))
        await desk.edit('"many"', range(20))
        for round_ in range(200):
            await desk.edit(f'"{round_}"', range(round_ % 3, round_ % 3 + 1))
        await desk.tasks.cancel_all() if not long else await asyncio.sleep(0.2)
        assert long
        assert len(desk.journal.commands(HERE, 0, 500)) < 150
        before = desk.cells()
        desk.staged.restore()
        assert desk.cells() == before
        assert len(before) == 20
        del shortening

    tell(story)


def test_what_moved_while_the_journal_was_shortened_stays(tell: Tell, tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        shortening = Shortening(desk.staged, desk.lanes, desk.tasks)
        await desk.edit('"many"', range(50))
        desk.staged.grew_long.emit()
        desk.staged.stage("Meanwhile", [CellChange(item(55), "note", '"old"', '"meanwhile"')])
        await asyncio.sleep(0.2)
        before = desk.cells()
        assert len(before) == 51
        desk.staged.restore()
        assert desk.cells() == before
        assert len(list((tmp_path / "journal.sqlite-edits").iterdir())) == 1
        del shortening

    tell(story)
