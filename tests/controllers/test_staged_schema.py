"""Every open table follows the staged schema before it is saved, and goes back with undo."""

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from controllers.arranging import Arrangement
from controllers.open_table import OpenTable
from domain.conditions import Equals
from domain.fields import NumberType, TextType
from domain.schema_edits import add_key, retype, soft_delete
from domain.type_forms import form_of
from models.cell_edits import Accepted
from tests.controllers.desk import Desk, tell
from tests.local_platform import LocalPlatform

KEY = "bench.speed"


async def at_a_table(desk: Desk, platform: LocalPlatform) -> OpenTable:
    await desk.connect(platform.url, platform.key_file)
    return await desk.open_first_folder()


def test_types_columns_and_editors_follow_and_go_back(platform: LocalPlatform, tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        table = (await at_a_table(desk, platform)).table
        draft = desk.session.draft
        resets: list[int] = []
        table.modelReset.connect(lambda: resets.append(1))
        before = [spec.id for spec in table.columns]
        column = table.column_of(KEY)
        assert column is not None
        assert table.column(column).field == NumberType()

        draft.stage("Change type", retype(draft.schema.raw, KEY, form_of("text")))
        assert table.column(column).field == TextType()
        assert isinstance(table.edit([(0, column)], "fast"), Accepted)

        draft.stage("Add key", add_key(draft.schema.raw, "team.new", form_of("number")))
        assert table.column_of("team.new") is not None
        draft.stage("Delete key", soft_delete(draft.schema.raw, "team.new"))
        assert table.column_of("team.new") is None

        draft.undo.undo()
        draft.undo.undo()
        assert table.column_of("team.new") is None
        draft.undo.undo()
        assert [spec.id for spec in table.columns] == before
        assert table.column(column).field == NumberType()
        assert len(resets) == 6

    tell(tmp_path, story)


def test_a_table_without_anything_to_follow_stays_as_it_is(platform: LocalPlatform, tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        table = (await at_a_table(desk, platform)).table
        resets: list[int] = []
        table.modelReset.connect(lambda: resets.append(1))
        desk.session.draft.take_base(dict(desk.session.schema.raw))
        assert resets == []

    tell(tmp_path, story)


def test_a_filter_by_a_key_is_worked_out_anew_when_its_type_is_another(platform: LocalPlatform, tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        table = await at_a_table(desk, platform)
        running: list[asyncio.Task[None]] = []

        def spawn(coroutine: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
            running.append(asyncio.ensure_future(coroutine))
            return running[-1]

        arrangement = Arrangement(table, desk.lanes, spawn)

        async def settled() -> int:
            while running:
                await running.pop()
            return arrangement.shown

        arrangement.add_condition(KEY, Equals(f"{float(table.frame.confirmed(0, KEY) or 0):.6f}"))
        as_numbers = await settled()
        draft = desk.session.draft
        draft.stage("Change type", retype(draft.schema.raw, KEY, form_of("text")))
        as_text = await settled()
        assert (as_numbers > 0, as_text, arrangement.refusal) == (True, 0, "")
        draft.undo.undo()
        assert await settled() == as_numbers

    tell(tmp_path, story)
