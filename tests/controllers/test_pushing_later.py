"""A push is paused, left for another day, taken back, and found in the history."""

import asyncio
import json
from pathlib import Path

import pytest

from controllers.push_history import PushHistory
from controllers.push_plan import Plan
from controllers.push_receipt import Receipt
from controllers.push_scope import Scope
from controllers.pushing import PushLeft
from domain.changes import PushMode
from models.push_log import ReceiptOutcome
from tests.controllers.desk import Desk, edit_rows, tell
from tests.controllers.pushes import KEY, OTHER, colleague_sets, held_by, reviewed
from tests.faulty_proxy import FaultyProxy
from tests.local_platform import LocalPlatform


def test_a_paused_push_waits_and_goes_on(platform: LocalPlatform, tmp_path: Path) -> None:
    async def story(desk: Desk) -> tuple[Receipt, list[bool], int]:
        await desk.connect(platform.url, platform.key_file)
        edit_rows(await desk.open_first_folder(), range(2400), "26", KEY)
        plan, paused = await reviewed(desk), list[bool]()

        def pause(_: object) -> None:
            desk.pushing.accepted.disconnect(pause)
            desk.pushing.pause()
            paused.append(desk.pushing.paused)
            asyncio.get_running_loop().call_later(0.5, desk.pushing.resume)

        desk.pushing.accepted.connect(pause)
        receipt = await desk.pushing.push(plan)
        return receipt, paused, desk.staged.count

    receipt, paused, left = tell(tmp_path, story)
    assert paused == [True]
    assert (receipt.count("pushed"), left) == (2400, 0)


def test_a_push_left_for_another_day_goes_on_there_under_the_same_number(
    platform: LocalPlatform, line: FaultyProxy, tmp_path: Path
) -> None:
    async def first_day(desk: Desk) -> str:
        await desk.connect(line.url, platform.key_file)
        edit_rows(await desk.open_first_folder(), range(2400), "27", KEY)
        plan = await reviewed(desk)

        def leave(_: object) -> None:
            desk.pushing.pause()
            desk.pushing.leave()

        desk.pushing.accepted.connect(leave)
        with pytest.raises(PushLeft) as left:
            await desk.pushing.push(plan)
        return left.value.sentence

    async def next_day(desk: Desk) -> tuple[str | None, int, Receipt, int]:
        await desk.connect(line.url, platform.key_file)
        told = desk.pushing.interrupted()
        unfinished = await desk.pushing.take_up()
        assert unfinished is not None
        plan = await desk.pushing.review(unfinished.changes, unfinished.mode)
        receipt = await desk.pushing.push(plan, unfinished.scope.choices, unfinished.scope)
        return told, len(plan.items), receipt, desk.staged.count

    sentence = tell(tmp_path, first_day)
    told, rest, receipt, left = tell(tmp_path, next_day)
    assert "was paused" in sentence
    assert told is not None
    assert "was paused" in told
    assert rest in {400, 1400}  # one chunk may have been on its way when it was paused
    assert (receipt.push_id, receipt.count("pushed"), left) == (1, 2400, 0)
    sent = [item for seen in line.seen if "patch-bulk" in seen.target for item in json.loads(seen.body)["itemPatches"]]
    assert len(sent) == len(set(sent)) == 2400


def test_the_undo_of_a_push_names_it_and_asks_about_what_a_colleague_changed_since(
    platform: LocalPlatform, tmp_path: Path
) -> None:
    async def story(desk: Desk) -> tuple[Plan, Receipt, int, dict[str, str | None]]:
        await desk.connect(platform.url, platform.key_file)
        table = await desk.open_first_folder()
        items = [table.table.item(row) for row in (20, 21)]
        before = {item: table.frame.confirmed(row, KEY) for item, row in zip(items, (20, 21), strict=True)}
        edit_rows(table, range(20, 22), "28", KEY)
        pushed = await desk.pushing.push(await reviewed(desk))
        colleague_sets(platform, items[0], **{KEY: 97})
        plan = await desk.pushing.review(pushed.inverse(), PushMode.MERGE)
        receipt = await desk.pushing.push(plan, {}, Scope(undoes=pushed.push_id))
        kept = desk.pushing.receipt(receipt.push_id)
        assert kept == receipt
        return plan, receipt, pushed.push_id, before

    plan, receipt, undone, before = tell(tmp_path, story)
    assert plan.conflict_count == 1
    assert receipt.undoes == undone
    assert {result.item: result.outcome for result in receipt.results} == dict(
        zip(before, ("skipped", "pushed"), strict=True)
    )
    held = held_by(platform, receipt.results[0].folder)
    first, second = before
    assert held[first] == 97
    assert str(held[second]) == before[second]


def test_what_is_found_in_the_history_is_the_push_with_such_a_key_day_item_or_outcome(
    platform: LocalPlatform, tmp_path: Path
) -> None:
    async def story(desk: Desk) -> None:
        await desk.connect(platform.url, platform.key_file)
        table = await desk.open_first_folder()
        edit_rows(table, range(30, 32), "29", KEY)
        one = await desk.pushing.push(await reviewed(desk))
        edit_rows(table, range(32, 33), "a note", OTHER)
        two = await desk.pushing.push(await reviewed(desk))
        history = PushHistory(desk.journal, desk.staged.platform)
        assert [past.push for past in history.pushes()] == [two.push_id, one.push_id]
        head = history.pushes()[0].head
        assert head is not None
        assert (head.count("pushed"), head.results) == (1, ())

        async def found(text: str, outcome: ReceiptOutcome | None = None) -> tuple[set[int], set[str]]:
            seen = [each async for each in history.find(text, outcome)][-1]
            return set(seen.pushes), {line.item for line in seen.lines}

        assert await found("SPEED") == ({one.push_id}, set())
        assert await found(table.table.item(32)) == (set(), {table.table.item(32)})
        assert await found(one.started[:10]) == ({one.push_id, two.push_id}, set())
        assert await found("pushed", "pushed") == (set(), {table.table.item(row) for row in (30, 31, 32)})
        assert await found("nowhere") == (set(), set())
        whole = history.receipt(one.push_id)
        assert whole == one
        assert history.unfinished_items(one) == frozenset()

    tell(tmp_path, story)
