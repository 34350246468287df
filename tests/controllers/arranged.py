"""A table of four items, arranged, and how its stories are told."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from PySide6.QtTest import QAbstractItemModelTester

from controllers.arranging import Arrangement
from controllers.jobs import Tasks
from controllers.lanes import Lanes
from controllers.open_table import OpenTable
from controllers.settings import Settings
from domain.schema import Schema
from models.journal import Journal
from models.staged import StagedEdits
from tests.models.world import SCHEMA, column, page

ITEMS = {
    1: {"note": '"fog"', "video.rate": "3", "scene.weather": '"sun"'},
    2: {"note": '"Fog again"', "video.rate": "1", "scene.weather": '"rain"'},
    3: {"note": '"clear"', "video.rate": "2", "scene.weather": '"sun"'},
    4: {"video.rate": "2"},
}


class Bench:
    """A table of four items, arranged."""

    def __init__(self, home: Path, settings: Settings | None) -> None:
        self.journal = Journal.open(home / "journal.sqlite")
        self.staged = StagedEdits(self.journal, "local")
        self.lanes = Lanes()
        self.tasks = Tasks()
        self.table = OpenTable("folder", "1", "Folder", self.staged, Schema.read(SCHEMA))
        self.tester = QAbstractItemModelTester(
            self.table.table, QAbstractItemModelTester.FailureReportingMode.Fatal, self.table.table
        )
        self.failed: list[object] = []
        self.tasks.failed.connect(self.failed.append)
        self.arrangement = Arrangement(self.table, self.lanes, self.tasks.spawn, settings)

    @property
    def names(self) -> list[int]:
        """The numbers of the items shown, from top to bottom."""
        table = self.table.table
        return [int(table.item(row)[-12:]) for row in range(table.rowCount())]

    async def settles(self) -> None:
        """Wait until nothing is being worked out."""
        for _ in range(500):
            await asyncio.sleep(0.005)
            if not self.tasks_left():
                assert not self.failed
                return
        raise AssertionError

    def tasks_left(self) -> bool:
        return len(asyncio.all_tasks()) > 1

    async def loads(self, numbers: range) -> None:
        await self.table.take(page({number: {"note": f'"fog {number}"'} for number in numbers}))

    def edit(self, row: int, key: str, text: str) -> None:
        self.table.table.edit([(row, column(self.table.table, key))], text)

    def close(self) -> None:
        self.lanes.close()
        self.journal.close()


Story = Callable[[Bench], Awaitable[None]]


Tell = Callable[..., None]


def telling(home: Path) -> Tell:
    """Tells a story of a table that was loaded, or not, with settings, or without."""

    def run(story: Story, settings: Settings | None = None, *, loaded: bool = True) -> None:
        async def whole() -> None:
            bench = Bench(home, settings)
            if loaded:
                question = bench.table.begin()
                await bench.table.take(page(ITEMS))
                bench.table.end(question)
                await bench.settles()
            try:
                await story(bench)
            finally:
                await bench.tasks.cancel_all()
                bench.close()

        asyncio.run(whole())

    return run
