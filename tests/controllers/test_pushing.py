"""Staged edits are reviewed and pushed to a real platform; the SDK reads what came of it."""

from pathlib import Path

import pytest

from controllers.open_table import OpenTable
from controllers.push_plan import Choice, Plan
from controllers.push_receipt import Receipt
from controllers.pushing import PushRefused
from domain.changes import PushMode
from tests.controllers.desk import Desk, edit_rows, tell
from tests.controllers.pushes import KEY, OTHER, colleague_sets, held_by, reviewed
from tests.local_platform import LocalPlatform


def test_a_push_of_2500_items_arrives_and_the_table_shows_it(platform: LocalPlatform, tmp_path: Path) -> None:
    async def story(desk: Desk) -> tuple[Receipt, OpenTable, set[str | None], int]:
        await desk.connect(platform.url, platform.key_file)
        table = await desk.open_first_folder()
        edit_rows(table, range(2500), "77.5", KEY)
        receipt = await desk.pushing.push(await reviewed(desk))
        return receipt, table, {table.frame.confirmed(row, KEY) for row in range(2500)}, desk.staged.count

    receipt, table, confirmed, left = tell(tmp_path, story)
    assert receipt.count("pushed") == 2500
    assert not receipt.sentence
    assert confirmed == {"77.5"}
    assert left == 0
    assert set(held_by(platform, table.uuid).values()) == {77.5}


def test_a_receipt_is_kept_and_can_be_taken_back(platform: LocalPlatform, tmp_path: Path) -> None:
    async def story(desk: Desk) -> tuple[object, Receipt, str | None, str | None]:
        await desk.connect(platform.url, platform.key_file)
        table = await desk.open_first_folder()
        before = table.frame.confirmed(3, KEY)
        edit_rows(table, range(3, 4), "1.25", KEY)
        receipt = await desk.pushing.push(await reviewed(desk))
        kept = desk.pushing.receipt(receipt.push_id)
        plan = await desk.pushing.review(receipt.inverse(), PushMode.MERGE)
        await desk.pushing.push(plan)
        return kept, receipt, before, table.frame.confirmed(3, KEY)

    kept, receipt, before, after = tell(tmp_path, story)
    assert kept == receipt
    assert receipt.user == "you@tagline.local"
    assert before == after


def test_a_colleagues_edit_of_another_key_is_kept(platform: LocalPlatform, tmp_path: Path) -> None:
    async def story(desk: Desk) -> tuple[Plan, Receipt, str | None]:
        await desk.connect(platform.url, platform.key_file)
        table = await desk.open_first_folder()
        edit_rows(table, range(1), "16", KEY)
        colleague_sets(platform, table.table.item(0), **{OTHER: "from Ada", "ada.new": [1, 2]})
        plan = await reviewed(desk)
        receipt = await desk.pushing.push(plan)
        return plan, receipt, table.frame.confirmed(0, OTHER)

    plan, receipt, note = tell(tmp_path, story)
    assert plan.conflict_count == 0
    assert set(plan.items[0].theirs_moved) >= {OTHER, "ada.new"}
    assert receipt.count("pushed") == 1
    assert note == '"from Ada"'
    stored = platform.user_client().get_storage_item(receipt.results[0].item).client_metadata
    assert stored is not None
    assert (stored[KEY], stored[OTHER], stored["ada.new"]) == (16, "from Ada", [1, 2])


@pytest.mark.parametrize(("row", "choice", "expected"), [(1, "mine", 17), (7, "theirs", 99)])
def test_a_colleagues_edit_of_the_same_key_is_a_choice(
    platform: LocalPlatform, tmp_path: Path, row: int, choice: Choice, expected: float
) -> None:
    async def story(desk: Desk) -> tuple[Receipt, Receipt, int, str | None]:
        await desk.connect(platform.url, platform.key_file)
        table = await desk.open_first_folder()
        item = table.table.item(row)
        edit_rows(table, range(row, row + 1), "17", KEY)
        colleague_sets(platform, item, **{KEY: 99})
        plan = await reviewed(desk)
        undecided = await desk.pushing.push(plan)
        receipt = await desk.pushing.push(plan, {(item, KEY): choice})
        return undecided, receipt, desk.staged.count, table.frame.confirmed(row, KEY)

    undecided, receipt, left, confirmed = tell(tmp_path, story)
    assert undecided.results[0].outcome == "skipped"
    assert KEY in undecided.results[0].sentence
    assert receipt.results[0].outcome == ("pushed" if choice == "mine" else "already")
    assert left == 0
    assert confirmed == str(expected)


def test_replacing_says_what_it_drops_and_does_it(platform: LocalPlatform, tmp_path: Path) -> None:
    async def story(desk: Desk) -> tuple[Plan, Receipt]:
        await desk.connect(platform.url, platform.key_file)
        table = await desk.open_first_folder()
        edit_rows(table, range(2, 3), "18", KEY)
        colleague_sets(platform, table.table.item(2), **{"late.key": True})
        plan = await reviewed(desk, PushMode.REPLACE)
        return plan, await desk.pushing.push(plan)

    plan, receipt = tell(tmp_path, story)
    assert plan.items[0].would_drop == ("late.key",)
    stored = platform.user_client().get_storage_item(receipt.results[0].item).client_metadata
    assert stored is not None
    assert stored[KEY] == 18
    assert "late.key" not in stored
    assert len(stored) >= 30


def test_a_deleted_item_is_a_problem_and_the_others_arrive(platform: LocalPlatform, tmp_path: Path) -> None:
    async def story(desk: Desk) -> tuple[Plan, Receipt, int]:
        await desk.connect(platform.url, platform.key_file)
        table = await desk.open_first_folder()
        last = table.frame.rows - 1
        edit_rows(table, range(last - 9, last + 1), "19", KEY)
        platform.user_client().get_storage_item(table.table.item(last)).delete()
        plan = await reviewed(desk)
        return plan, await desk.pushing.push(plan), desk.staged.count

    plan, receipt, left = tell(tmp_path, story)
    assert plan.problem_count == 1
    assert (receipt.count("pushed"), receipt.count("failed")) == (9, 1)
    assert receipt.results[-1].sentence.startswith("It was deleted")
    assert left == 1


def test_an_edit_made_after_the_review_needs_a_new_one(platform: LocalPlatform, tmp_path: Path) -> None:
    async def story(desk: Desk) -> tuple[Receipt, int]:
        await desk.connect(platform.url, platform.key_file)
        table = await desk.open_first_folder()
        edit_rows(table, range(4, 6), "20", KEY)
        plan = await reviewed(desk)
        colleague_sets(platform, table.table.item(4), **{KEY: 98})
        items = frozenset(item.change.item for item in plan.items)
        return await desk.pushing.push(plan.only(items)), desk.staged.count  # as if the review had taken long

    receipt, left = tell(tmp_path, story)
    assert [result.outcome for result in receipt.results] == ["skipped", "pushed"]
    assert "while you reviewed" in receipt.results[0].sentence
    assert left == 1


def test_a_cancelled_push_keeps_what_was_not_sent(platform: LocalPlatform, tmp_path: Path) -> None:
    async def story(desk: Desk) -> tuple[Receipt, int, Receipt]:
        await desk.connect(platform.url, platform.key_file)
        edit_rows(await desk.open_first_folder(), range(2400), "21", KEY)
        plan = await reviewed(desk)

        def cancel(_: object) -> None:
            desk.board.cancel_all()

        desk.pushing.accepted.connect(cancel)
        receipt = await desk.pushing.push(plan)
        left = desk.staged.count
        desk.pushing.accepted.disconnect()
        return receipt, left, await desk.pushing.push(plan.failed(receipt))

    receipt, left, again = tell(tmp_path, story)
    assert 1000 <= receipt.count("pushed") <= 2000  # the second chunk may be on its way already
    assert receipt.results[-1].outcome == "skipped"
    assert receipt.results[-1].sentence.startswith("Not sent.")
    assert left == 2400 - receipt.count("pushed")
    assert again.count("pushed") + again.count("already") == left


def test_a_plan_for_another_platform_is_refused(platform: LocalPlatform, tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        await desk.connect(platform.url, platform.key_file)
        edit_rows(await desk.open_first_folder(), range(1), "24", KEY)
        plan = await reviewed(desk)
        desk.staged.restore("https://elsewhere")
        with pytest.raises(PushRefused, match="another platform"):
            await desk.pushing.push(plan)

    tell(tmp_path, story)
