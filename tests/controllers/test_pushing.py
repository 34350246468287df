"""Staged edits reach the platform, whole and told item by item, whatever stands in the way."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from controllers import editing
from controllers.open_table import OpenTable
from controllers.push_receipt import Receipt
from domain.changes import PushMode
from tests.controllers.desk import Desk, tell
from tests.local_platform import LocalPlatform

KEY = "bench.speed"


def edit_rows(table: OpenTable, rows: range, text: str, key: str = KEY) -> None:
    """Type the same into one column of many rows."""
    column = table.table.column_of(key)
    assert column is not None
    outcome = editing.set_text(table, [(row, column) for row in rows], text)
    assert isinstance(outcome, editing.Accepted), outcome


async def push_all(desk: Desk, mode: PushMode = PushMode.MERGE) -> Receipt:
    plan = await desk.pushing.review(desk.staged.changes(), mode)
    return await desk.pushing.push(plan)


def values_on(platform: LocalPlatform, table: OpenTable, key: str = KEY) -> list[object]:
    """What the SDK reads, in the order of the table's rows."""
    folder = platform.user_client().get_storage_folder(table.uuid)
    held = {str(item.uuid): (item.client_metadata or {}).get(key) for item in folder.list_items(page_size=1000)}
    return [held[table.table.item(row)] for row in range(table.frame.rows)]


def test_a_push_of_2500_items_arrives_and_the_table_shows_it(platform: LocalPlatform, tmp_path: Path) -> None:
    async def story(desk: Desk) -> tuple[Receipt, OpenTable, list[str | None], int]:
        await desk.connect(platform.url, platform.key_file)
        table = await desk.open_first_folder()
        edit_rows(table, range(2500), "77.5")
        receipt = await push_all(desk)
        return receipt, table, [table.frame.confirmed(row, KEY) for row in range(2500)], desk.staged.count

    receipt, table, confirmed, left = tell(tmp_path, story)
    assert receipt.count("pushed") == 2500
    assert not receipt.sentence
    assert set(confirmed) == {"77.5"}
    assert left == 0
    assert set(values_on(platform, table)) == {77.5}
