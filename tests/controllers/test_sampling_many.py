"""Sampling plans of many videos: what they come to is known before, and everything else under `$encord` stays."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from controllers import editing
from controllers.lanes import Lanes
from controllers.open_table import OpenTable
from controllers.sampling_many import PlannedSampling, SamplingMany, SamplingTally, SamplingWish
from domain.schema import Schema
from models.cell_edits import Accepted
from models.journal import Journal
from models.staged import StagedEdits
from tests.models.world import SCHEMA, page

PLAIN, PLANNED, MARKED, BROKEN, UNREADABLE, ODD, SILENT = range(7)
CELLS: dict[int, dict[str, str]] = {
    PLAIN: {"keyframes": "[0, 1, 999]"},
    PLANNED: {"$encord": '{"other": 1.0, "config": {"sampling_rate": 2, "mine": [1]}, "frames": {}}'},
    MARKED: {"$encord": '{"frames": {"3": {}, "5.5": {"a": 1}}}'},
    BROKEN: {"$encord": "[1]"},
    UNREADABLE: {},
    ODD: {"$encord": '{"config": {"sampling_rate": "many"}}'},
}


@pytest.fixture
def lanes() -> Iterator[Lanes]:
    lanes = Lanes()
    yield lanes
    lanes.close()


@pytest.fixture
def table(tmp_path: Path, qapp: object) -> Iterator[OpenTable]:
    """Six videos of 100 frames in 10 s, and one of which the platform says neither."""
    journal = Journal.open(tmp_path / "journal.sqlite")
    table = OpenTable("folder", "folder", "Folder", StagedEdits(journal, "local"), Schema.read(SCHEMA))
    unreadable = {UNREADABLE: "It is not a JSON object."}
    table.table.append(page(CELLS, unreadable, frame_count=100, fps=10.0, duration=10.0))
    table.table.append(page({SILENT: {}}))
    yield table
    journal.close()


@pytest.fixture
def many(table: OpenTable, lanes: Lanes) -> SamplingMany:
    return SamplingMany(table, lanes, Schema.read(SCHEMA))


def planned(many: SamplingMany, table: OpenTable, wish: SamplingWish) -> PlannedSampling:
    told: list[SamplingTally] = []
    rows = np.arange(table.frame.rows, dtype=np.int64)
    found = asyncio.run(many.plan(wish, rows, told.append))
    assert found is not None
    assert told[-1] == found.tally
    assert found.tally.ended
    return found


def encord(table: OpenTable, row: int) -> str | None:
    column = table.table.column_of("$encord")
    assert column is not None
    return table.table.cell(row, column)


def test_the_number_of_frames_now_and_then_is_known_before_anything_changes(
    many: SamplingMany, table: OpenTable
) -> None:
    tally = planned(many, table, SamplingWish(rate=0)).tally
    now = [line.now for line in tally.lines]
    then = [line.then for line in tally.lines]
    # One a second makes 10; keyframe 1 comes beside them, and those beyond the end of a video never come.
    assert now == [11, 20, 11, 10, 10, 10, None]
    assert then == [2, 1, 2, 10, 10, 1, None]
    assert (tally.now, tally.then, tally.unknown, tally.left) == (72, 26, 1, 2)
    assert tally.changed == 5
    assert {line.remark for line in tally.lines if line.state == "left"} == {
        "It is not a JSON object.",
        '"$encord" of this video is not an object, so no plan can be put into it. Nothing was changed.',
    }


def test_only_the_plan_is_another_afterwards_and_undo_takes_it_back(many: SamplingMany, table: OpenTable) -> None:
    found = planned(many, table, SamplingWish(rate=0.5))
    outcome = asyncio.run(many.apply(found, "Set the plan"))
    assert outcome == Accepted(5)
    assert encord(table, PLAIN) == '{"config":{"sampling_rate":0.5}}'
    assert encord(table, PLANNED) == '{"other": 1.0, "config": {"sampling_rate": 0.5, "mine": [1]}, "frames": {}}'
    assert encord(table, MARKED) == '{"frames": {"3": {}, "5.5": {"a": 1}},"config":{"sampling_rate":0.5}}'
    assert encord(table, BROKEN) == "[1]"
    assert encord(table, UNREADABLE) is None
    assert encord(table, ODD) == '{"config": {"sampling_rate": 0.5}}'
    assert encord(table, SILENT) == '{"config":{"sampling_rate":0.5}}'
    assert table.undo.count() == 1
    editing.undo(table)
    assert encord(table, PLANNED) == CELLS[PLANNED]["$encord"]


def test_another_mode_says_which_names_would_be_read_otherwise(many: SamplingMany, table: OpenTable) -> None:
    tally = planned(many, table, SamplingWish(mode="seconds")).tally
    assert tally.lines[MARKED].remark == (
        "The names of 2 of its frames would be read as seconds; they stay as they are written."
    )
    assert tally.lines[MARKED].then == 10  # frame 30, at 3 s, is a sample already
    assert tally.lines[PLANNED].remark == ""
    back = planned(many, table, SamplingWish(rate=1.0, mode="frame")).tally
    assert back.lines[MARKED].state == "same"


def test_what_is_left_as_it_is_changes_nothing(many: SamplingMany, table: OpenTable) -> None:
    found = planned(many, table, SamplingWish())
    assert found.tally.changed == 0
    assert found.tally.now == found.tally.then
    assert asyncio.run(many.apply(found, "Nothing")) == Accepted(0)


def test_an_outdated_question_is_dropped(many: SamplingMany, table: OpenTable) -> None:
    async def both() -> tuple[PlannedSampling | None, PlannedSampling | None]:
        rows = np.arange(table.frame.rows, dtype=np.int64)
        first = asyncio.ensure_future(many.plan(SamplingWish(rate=0), rows, lambda _: None))
        await asyncio.sleep(0)
        return await many.plan(SamplingWish(rate=3), rows, lambda _: None), await first

    second, first = asyncio.run(both())
    assert first is None
    assert second is not None
    dropped = asyncio.run(many.plan(SamplingWish(), np.arange(2, dtype=np.int64), lambda _: many.drop()))
    assert dropped is None


def test_no_video_among_the_rows_is_told(many: SamplingMany) -> None:
    told: list[SamplingTally] = []
    found = asyncio.run(many.plan(SamplingWish(rate=0), np.empty(0, np.int64), told.append))
    assert found is not None
    assert (told[-1].total, told[-1].changed) == (0, 0)
