"""The table in front is checked beside the window, and after any edit it is as if all had been checked anew."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path

import numpy as np
import pytest

from controllers import checking as checking_room
from controllers.checking import Checking
from controllers.jobs import Job, JobBoard, Tasks
from controllers.lanes import Lanes
from controllers.open_table import OpenTable
from controllers.repairing import Repairing
from controllers.session import Session
from controllers.staging import stage
from domain.metadata import Metadata
from domain.problems import Rule
from domain.repairs import ReadAs
from models.cell_edits import Accepted
from models.column_edit import ColumnEdit
from models.findings import Finding, Report
from models.journal import Journal
from models.staged import StagedEdits
from tests.local_platform import serve_command
from tests.models.world import SCHEMA, item, page

ITEMS = {
    1: {"video.rate": '"100"', "scene.weather": '"rain"'},
    2: {"video.rate": "2", "scene.weather": '"hail"', "note": '"a"'},
    3: {"video.rate": '"soon"'},
    4: {},
}


class Bench:
    """A table of four items, the last of which cannot be read, being checked."""

    def __init__(self, home: Path) -> None:
        self.journal = Journal.open(home / "journal.sqlite")
        self.staged = StagedEdits(self.journal, "local")
        self.lanes = Lanes()
        self.tasks = Tasks()
        self.failed: list[object] = []
        self.tasks.failed.connect(self.failed.append)
        self.board = JobBoard()
        self.session = Session(self.lanes, serve_command(), home / "platform")
        self.session.draft.open("", SCHEMA)
        self.table = self.new_table()
        self.checking = Checking(self.lanes, self.board, self.tasks, self.staged, self.session)
        self.repairing = Repairing(self.lanes, self.staged)

    def new_table(self) -> OpenTable:
        table = OpenTable("folder", "1", "Folder", self.staged, self.session.schema)
        table.table.append(page(ITEMS, {4: "The metadata is not a JSON object."}))
        return table

    async def report(self) -> Report:
        """What is found once nothing is out of date."""
        for _ in range(400):
            await asyncio.sleep(0.01)
            assert not self.failed
            if self.checking.report is not None and not self.checking.awake:
                return self.checking.report
        raise AssertionError

    async def edit(self, key: str, cells: Mapping[int, str | None]) -> None:
        change = ColumnEdit(key, np.array(list(cells), np.int64), list(cells.values()))
        assert isinstance(await stage(self.table, self.lanes, "Edit", [change], keep_invalid=True), Accepted)

    async def found_anew(self) -> list[tuple[str, Rule, list[int]]]:
        """What a check from the beginning finds."""
        self.checking.check_again()
        return told(await self.report())


Story = Callable[[Bench], Awaitable[None]]


def told(report: Report) -> list[tuple[str, Rule, list[int]]]:
    return [(finding.key, finding.rule, finding.rows.tolist()) for finding in report.findings]


def finding(report: Report, key: str) -> Finding:
    return next(finding for finding in report.findings if finding.key == key)


FOUND = [
    ("", Rule.UNREADABLE, [3]),
    ("scene.weather", Rule.NOT_AN_OPTION, [1]),
    ("video.rate", Rule.WRONG_TYPE, [0, 2]),
]


@pytest.fixture
def tell(tmp_path: Path, qapp: object, monkeypatch: pytest.MonkeyPatch) -> Callable[[Story], None]:
    monkeypatch.setattr(checking_room, "SOON", 0.01)

    def run(story: Story) -> None:
        async def whole() -> None:
            bench = Bench(tmp_path)
            bench.checking.watch(bench.table)
            try:
                await story(bench)
            finally:
                bench.checking.watch(None)
                await bench.tasks.cancel_all()
                bench.lanes.close()
                bench.journal.close()

        asyncio.run(whole())

    return run


Tell = Callable[[Story], None]


def test_what_is_wrong_is_found_by_itself(tell: Tell) -> None:
    async def story(bench: Bench) -> None:
        report = await bench.report()
        assert told(report) == FOUND
        assert report.items == 4

    tell(story)


def test_an_edit_is_checked_and_its_undo_too(tell: Tell) -> None:
    async def story(bench: Bench) -> None:
        await bench.report()
        await bench.edit("video.rate", {0: "100", 1: '"x"'})
        await bench.edit("a new key", {0: "1", 1: "2", 2: '"3"'})
        after = told(await bench.report())
        assert ("video.rate", Rule.WRONG_TYPE, [1, 2]) in after
        assert ("a new key", Rule.UNKNOWN_KEY, [0, 1, 2]) in after
        assert ("a new key", Rule.MIXED_TYPES, [2]) in after
        assert after == await bench.found_anew()
        bench.table.undo.undo()
        bench.table.undo.undo()
        assert told(await bench.report()) == FOUND

    tell(story)


def test_very_many_edits_are_checked_column_by_column(tell: Tell) -> None:
    async def story(bench: Bench) -> None:
        await bench.report()
        edit = ColumnEdit("video.rate", np.arange(3), ["1", '"x"', "3"])
        await stage(bench.table, bench.lanes, "Edit", [edit], keep_invalid=True, at_once=2)
        assert ("video.rate", Rule.WRONG_TYPE, [1]) in told(await bench.report())
        bench.table.undo.undo()
        assert told(await bench.report()) == FOUND

    tell(story)


def test_what_a_colleague_changed_is_checked(tell: Tell) -> None:
    async def story(bench: Bench) -> None:
        await bench.report()
        bench.table.accept({item(1): Metadata({"video.rate": "7"}), item(4): Metadata({"note": '"fine"'})}, {})
        assert told(await bench.report()) == [
            ("scene.weather", Rule.NOT_AN_OPTION, [1]),
            ("video.rate", Rule.WRONG_TYPE, [2]),
        ]

    tell(story)


def test_rows_that_come_and_rows_that_go_are_counted(tell: Tell) -> None:
    async def story(bench: Bench) -> None:
        await bench.report()
        bench.table.table.append(page({5: {"video.rate": "true"}}))
        report = await bench.report()
        assert (report.items, told(report)[-1]) == (5, ("video.rate", Rule.WRONG_TYPE, [0, 2, 4]))
        bench.table.gone = np.array([0, 3], np.int64)
        bench.checking.check_again()
        report = await bench.report()
        assert report.items == 3
        assert told(report) == [("scene.weather", Rule.NOT_AN_OPTION, [1]), ("video.rate", Rule.WRONG_TYPE, [2, 4])]

    tell(story)


def test_another_schema_and_another_table_are_checked_anew(tell: Tell) -> None:
    async def story(bench: Bench) -> None:
        await bench.report()
        bench.session.draft.take_base({**SCHEMA, "video.rate": {"ty": "variant", "hint": "text"}})
        bench.table.table.set_schema(bench.session.schema)
        assert ("video.rate", Rule.WRONG_TYPE, [1]) in told(await bench.report())
        bench.checking.watch(bench.new_table())
        assert bench.checking.report is None
        assert len(told(await bench.report())) == len(FOUND)

    tell(story)


def test_a_long_check_is_a_job_that_can_be_cancelled(tell: Tell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking_room, "LONG", 0)

    async def story(bench: Bench) -> None:
        def cancel(job: Job) -> None:
            job.cancel()

        bench.board.job_started.connect(cancel)
        while bench.checking.awake:
            await asyncio.sleep(0.01)
        assert bench.checking.stopped
        assert bench.checking.report is None
        assert not bench.board.running
        await bench.edit("note", {0: '"a"'})
        assert not bench.checking.awake
        bench.board.job_started.disconnect(cancel)
        assert len(await bench.found_anew()) == len(FOUND)

    tell(story)


def test_a_closed_table_is_not_checked(tell: Tell) -> None:
    async def story(bench: Bench) -> None:
        bench.checking.watch(None)
        while bench.checking.awake:
            await asyncio.sleep(0.01)
        assert bench.checking.report is None

    tell(story)


def test_mending_is_one_step_and_touches_what_was_shown_alone(tell: Tell) -> None:
    async def story(bench: Bench) -> None:
        wrong = finding(await bench.report(), "video.rate")
        described = await bench.repairing.describe(bench.table, wrong)
        assert [(offer.fix.title, offer.count) for offer in described.offers] == [
            ("Convert to Numbers", 1),
            ("Clear the Values", 2),
        ]
        planned = await bench.repairing.plan(bench.table, wrong, described.offers[0].fix)
        assert planned is not None
        assert (planned.count, planned.left) == (1, 1)
        await bench.edit("video.rate", {1: '"100"'})
        steps = bench.table.undo.count()
        assert await bench.repairing.carry_out(bench.table, planned, "Convert") == Accepted(1)
        assert bench.table.undo.count() == steps + 1
        cells = [bench.table.table.cell(row, bench.table.table.column_of("video.rate") or 0) for row in range(3)]
        assert cells == ["100", '"100"', '"soon"']

    tell(story)


def test_a_key_that_went_away_is_not_mended(tell: Tell) -> None:
    async def story(bench: Bench) -> None:
        report = await bench.report()
        gone = Finding("gone", Rule.WRONG_TYPE, 1, np.array([0]))
        assert (await bench.repairing.describe(bench.table, gone)).values == ()
        assert await bench.repairing.plan(bench.table, gone, ReadAs(bench.session.schema.field("video.rate"))) is None
        assert (await bench.repairing.describe(bench.table, finding(report, ""))).offers == ()

    tell(story)
