"""Many values change as the preview showed, or not at all."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from controllers import editing
from controllers.bulk import Bulk, Plan, Tally
from controllers.bulk_reading import SHOWN
from controllers.bulk_reports import DuplicateReport, Reports
from controllers.lanes import Lanes
from controllers.open_table import OpenTable
from controllers.patterns import TooSlow, read_pattern
from controllers.together import held
from domain.bulk.columns import Copy
from domain.bulk.filling import FillDown, NumberRows
from domain.bulk.operation import ALONE, Operation, Step
from domain.bulk.replacing import ReplacePattern, ReplaceText
from domain.bulk.setting import Clear, Remove, Set
from domain.bulk.templates import Template, read_template
from domain.metadata import Cell
from domain.reading import Invalid
from domain.schema import Schema
from models.cell_edits import Accepted
from models.journal import Journal
from models.staged import StagedEdits
from tests.models.world import SCHEMA, page

MANY = 3_000


@pytest.fixture
def lanes() -> Iterator[Lanes]:
    lanes = Lanes()
    yield lanes
    lanes.close()


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    journal = Journal.open(tmp_path / "journal.sqlite")
    yield journal
    journal.close()


@pytest.fixture
def table(journal: Journal, qapp: object) -> OpenTable:
    table = OpenTable("folder", "folder", "Folder", StagedEdits(journal, "local"), Schema.read(SCHEMA))
    cells = {number: {"note": f'"clip {number % 7}"', "video.rate": str(number % 3)} for number in range(MANY)}
    table.table.append(page(cells, {5: "It is not a JSON object."}, fps=25.0))
    return table


@pytest.fixture
def bulk(table: OpenTable, lanes: Lanes) -> Bulk:
    return Bulk(table, lanes, Schema.read(SCHEMA), {"folder": "Street/Old town"})


def planned(bulk: Bulk, steps: Sequence[Step], rows: Sequence[int] | None = None) -> Plan:
    chosen = bulk.every_row() if rows is None else np.array(rows, np.int64)
    plan = asyncio.run(bulk.plan(steps, chosen, ignore))
    assert plan is not None
    return plan


def ignore(_tally: Tally) -> None:
    """Nobody watches."""


def applied(bulk: Bulk, plan: Plan) -> int:
    outcome = asyncio.run(bulk.apply(plan, "Change"))
    assert isinstance(outcome, Accepted)
    return outcome.count


def cells(table: OpenTable, key: str, rows: Sequence[int]) -> list[Cell]:
    column = table.table.column_of(key)
    assert column is not None
    return [table.table.cell(row, column) for row in rows]


def test_what_was_planned_is_what_is_staged_in_one_step(bulk: Bulk, table: OpenTable) -> None:
    plan = planned(bulk, [Step("note", ReplaceText("clip", "take"))])
    assert applied(bulk, plan) == plan.tally.changes == MANY - 1
    assert cells(table, "note", [0, 1, 6, 7]) == ['"take 0"', '"take 1"', '"take 6"', '"take 0"']
    assert table.undo.count() == 1
    editing.undo(table)
    assert cells(table, "note", [0, 1]) == ['"clip 0"', '"clip 1"']


def test_the_first_changes_are_told_at_once_and_the_count_as_it_comes(bulk: Bulk) -> None:
    told: list[Tally] = []
    asyncio.run(bulk.plan([Step("note", Clear())], bulk.every_row(), told.append))
    assert [tally.complete for tally in told] == [False, True]
    assert len(told[0].first) == SHOWN
    assert told[0].first[0].before == '"clip 0"'
    assert told[0].first[0].after == "null"
    assert told[0].first[1].name == "file 1.mp4"
    assert [tally.seen for tally in told] == [1_024, MANY]


def test_what_the_schema_refuses_is_counted_with_its_reason_and_stays(bulk: Bulk, table: OpenTable) -> None:
    plan = planned(bulk, [Step("video.rate", ReplaceText("1", "fast"))])
    assert plan.tally.changes == 0
    assert plan.tally.refused == MANY // 3
    assert plan.tally.unchanged == MANY - MANY // 3
    assert plan.tally.reasons[0] == ('"fast" is not a number. Write it like 12, -0.5 or 1e6.', MANY // 3)


def test_items_that_cannot_be_read_are_left_and_said(bulk: Bulk) -> None:
    plan = planned(bulk, [Step("note", Set("x"))], range(10))
    assert plan.tally.changes == 9
    assert plan.tally.reasons == (("It is not a JSON object.", 1),)


def test_several_steps_read_what_was_there_before_any(bulk: Bulk, table: OpenTable) -> None:
    plan = planned(bulk, [Step("note", Set("new")), Step("other", Copy("note")), Step("video.rate", Remove())], [0, 1])
    assert applied(bulk, plan) == 6
    assert cells(table, "note", [0, 1]) == ['"new"', '"new"']
    assert cells(table, "other", [0, 1]) == ['"clip 0"', '"clip 1"']
    assert cells(table, "video.rate", [0, 1]) == [None, None]


def test_a_change_reads_edits_that_are_staged(bulk: Bulk, table: OpenTable) -> None:
    applied(bulk, planned(bulk, [Step("note", Set("one"))], [0, 2]))
    plan = planned(bulk, [Step("note", ReplaceText("one", "two"))])
    assert [change.row for change in plan.tally.first] == [0, 2]


def test_a_value_that_would_be_the_same_is_no_change(bulk: Bulk) -> None:
    assert planned(bulk, [Step("video.rate", Set("0.0"))], [0, 3]).tally.changes == 0


def test_facts_and_the_folder_come_into_a_template(bulk: Bulk) -> None:
    template = read_template("{folder}: {name} {fps} {number}", (), ("name", "fps"))
    assert isinstance(template, Template)
    plan = planned(bulk, [Step("note", template)], [7, 3])
    assert [change.after for change in plan.tally.first] == [
        '"Street/Old town: file 7.mp4 25.0 1"',
        '"Street/Old town: file 3.mp4 25.0 2"',
    ]


def test_rows_are_numbered_and_filled_across_blocks(bulk: Bulk, table: OpenTable) -> None:
    rows = [row for row in range(MANY) if row != 5]
    applied(bulk, planned(bulk, [Step("number", NumberRows())], rows))
    assert cells(table, "number", [0, 4, MANY - 1]) == ["1", "5", str(MANY - 1)]
    applied(bulk, planned(bulk, [Step("only", Set("first"))], [0]))
    applied(bulk, planned(bulk, [Step("only", FillDown())], rows))
    assert cells(table, "only", [1, MANY - 1]) == ['"first"', '"first"']


def test_a_plan_is_refused_when_the_table_has_moved(bulk: Bulk, table: OpenTable) -> None:
    moved: list[bool] = []
    bulk.moved.connect(lambda: moved.append(True))
    plan = planned(bulk, [Step("note", Clear())], [0])
    assert bulk.is_current(plan)
    column = table.table.column_of("note")
    assert column is not None
    table.table.edit([(1, column)], "typed meanwhile")
    assert moved
    assert not bulk.is_current(plan)
    assert asyncio.run(bulk.apply(plan, "Clear")) is None
    assert cells(table, "note", [0]) == ['"clip 0"']


def test_an_outdated_question_is_dropped(bulk: Bulk) -> None:
    async def both() -> tuple[Plan | None, Plan | None]:
        first = asyncio.ensure_future(bulk.plan([Step("note", Clear())], bulk.every_row(), ignore))
        await asyncio.sleep(0)
        second = await bulk.plan([Step("note", Remove())], bulk.every_row(), ignore)
        return await first, second

    first, second = asyncio.run(both())
    assert first is None
    assert second is not None


def test_counting_can_be_stopped(bulk: Bulk) -> None:
    def stop(_tally: Tally) -> None:
        bulk.stop()

    assert asyncio.run(bulk.plan([Step("note", Clear())], bulk.every_row(), stop)) is None


def test_an_expression_that_runs_away_is_given_up(bulk: Bulk, table: OpenTable) -> None:
    slow = [Step("note", Set("a" * 40 + "!" + str(number))) for number in range(30)]
    for row, step in enumerate(slow, 10):
        applied(bulk, planned(bulk, [step], [row]))
    endless = read_pattern(r"(a|a|aa)+\Z", "x")
    assert not isinstance(endless, Invalid)
    with pytest.raises(TooSlow):
        planned(bulk, [Step("note", ReplacePattern(endless, "x"))], range(10, 40))


@pytest.mark.parametrize(
    ("source", "template"), [("(", ""), ("a", r"\1"), ("a", r"\g<name>"), ("(a", "x"), ("a{2", r"\9")]
)
def test_an_expression_that_cannot_be_read_says_so(source: str, template: str) -> None:
    assert isinstance(read_pattern(source, template), Invalid)


def test_an_expression_minds_case_and_whole_values_when_asked() -> None:
    def replaced(text: str, *, match_case: bool, whole: bool) -> str:
        pattern = read_pattern("(b)a?", r"<\1>", match_case=match_case, whole=whole)
        assert not isinstance(pattern, Invalid)
        return pattern.sub(r"<\1>", text)

    assert replaced("BA ba", match_case=False, whole=False) == "<B> <b>"
    assert replaced("BA ba", match_case=True, whole=False) == "BA <b>"
    assert replaced("ba ba", match_case=True, whole=True) == "ba ba"
    assert replaced("ba", match_case=True, whole=True) == "<b>"


CELLS = st.sampled_from([None, "null", '""', '"a b"', '"A"', "12", "true", "[1]"])
OPERATIONS: dict[str, Callable[[], Operation]] = {
    "replace": lambda: ReplaceText("a", "b"),
    "clear": Clear,
    "remove": Remove,
    "set": lambda: Set("a b"),
}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(before=st.lists(CELLS, min_size=1, max_size=12), name=st.sampled_from(sorted(OPERATIONS)), data=st.data())
def test_a_plan_does_to_each_row_what_the_operation_says(
    journal: Journal, lanes: Lanes, qapp: object, before: list[Cell], name: str, data: st.DataObject
) -> None:
    table = OpenTable("folder", "f", "F", StagedEdits(journal, "local"), Schema.read({}))
    table.table.append(page({at: {} if cell is None else {"k": cell} for at, cell in enumerate(before)}))
    bulk = Bulk(table, lanes, Schema.read({}))
    rows = data.draw(st.lists(st.sampled_from(range(len(before))), unique=True))
    operation = OPERATIONS[name]()
    plan = planned(bulk, [Step("k", operation)], rows)
    wanted = {row: operation.apply(before[row], ALONE, bulk.kind("k")) for row in rows}
    expected = {row: cell for row, cell in wanted.items() if cell != before[row] and not isinstance(cell, Invalid)}
    found = {row: cell for edit in plan.edits for row, cell in zip(edit.rows.tolist(), edit.cells, strict=True)}
    assert found == expected
    assert plan.tally.changes == len(expected)


def test_the_values_of_keys_are_counted_together(bulk: Bulk, lanes: Lanes) -> None:
    counts = asyncio.run(Reports(bulk, lanes).distinct(["video.rate", "missing"], bulk.every_row()[:9]))
    assert counts == [("", 9), ("0", 3), ("1", 3), ("2", 3)]


def test_rows_that_hold_the_same_are_reported(bulk: Bulk, lanes: Lanes) -> None:
    report = asyncio.run(Reports(bulk, lanes).duplicates(["note", "video.rate"], bulk.every_row()[:23], loosely=False))
    assert isinstance(report, DuplicateReport)
    assert report.count == 2
    assert report.groups[0].values == ("clip 0", "0")
    assert report.groups[0].names == ("file 0.mp4", "file 21.mp4")
    assert report.rows.tolist() == [0, 21, 1, 22]


def test_a_report_nobody_waits_for_is_dropped(bulk: Bulk, lanes: Lanes) -> None:
    reports = Reports(bulk, lanes)

    async def asked() -> DuplicateReport | None:
        waiting = asyncio.ensure_future(reports.duplicates(["note"], bulk.every_row(), loosely=True))
        await asyncio.sleep(0)
        reports.stop()
        return await waiting

    assert asyncio.run(asked()) is None


def test_a_form_learns_what_the_items_hold(bulk: Bulk, lanes: Lanes) -> None:
    mixed = asyncio.run(held(bulk, lanes, "video.rate", bulk.every_row()[:10]))
    assert mixed.is_mixed
    assert mixed.values == (("0", 4), ("1", 3), ("2", 3))
    assert mixed.common is None
    same = asyncio.run(held(bulk, lanes, "note", bulk.every_row()[14::-7]))
    assert same.common == '"clip 0"'
    nothing = asyncio.run(held(bulk, lanes, "missing", bulk.every_row()))
    assert (nothing.common, nothing.is_mixed) == (None, False)
