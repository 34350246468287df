"""Staged edits reach the platform, whole and told item by item, whatever stands in the way."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from controllers.open_table import OpenTable
from controllers.push_history import PushHistory
from controllers.push_plan import Choice, Plan
from controllers.push_receipt import Receipt
from controllers.push_scope import Scope
from controllers.pushing import PushLeft, PushRefused
from domain.changes import PushMode
from models.push_log import ReceiptOutcome
from tests.controllers.desk import Desk, edit_rows, tell
from tests.faulty_proxy import Answers, DropsAfter, DropsBefore, FaultyProxy
from tests.local_platform import ROOT, LocalPlatform

KEY = "bench.speed"
OTHER = "bench.note"


@pytest.fixture
def line(platform: LocalPlatform) -> Iterator[FaultyProxy]:
    """The line to the platform, which may go wrong."""
    with FaultyProxy(platform.url) as proxy:
        yield proxy


async def reviewed(desk: Desk, mode: PushMode = PushMode.MERGE) -> Plan:
    return await desk.pushing.review(desk.staged.changes(), mode)


def held_by(platform: LocalPlatform, folder: str, key: str = KEY) -> dict[str, object]:
    """What the SDK reads: item -> value."""
    items = platform.user_client().get_storage_folder(folder).list_items(page_size=1000)
    return {str(item.uuid): (item.client_metadata or {}).get(key) for item in items}


def colleague_sets(platform: LocalPlatform, item: str, **values: object) -> None:
    """A colleague edits an item with the SDK."""
    stored = platform.user_client().get_storage_item(item)
    stored.update(client_metadata={**(stored.client_metadata or {}), **values})


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


def test_a_connection_dropped_before_the_platform_hears_is_tried_again(
    platform: LocalPlatform, line: FaultyProxy, tmp_path: Path
) -> None:
    async def story(desk: Desk) -> Receipt:
        await desk.connect(line.url, platform.key_file)
        edit_rows(await desk.open_first_folder(), range(2500), "12", KEY)
        plan = await reviewed(desk)
        line.goes_wrong(DropsBefore(), times=2, method="PATCH")
        return await desk.pushing.push(plan)

    assert tell(tmp_path, story).count("pushed") == 2500


def test_a_lost_answer_is_settled_by_reading_back(platform: LocalPlatform, line: FaultyProxy, tmp_path: Path) -> None:
    async def story(desk: Desk) -> tuple[Receipt, int, Receipt, int]:
        await desk.connect(line.url, platform.key_file)
        edit_rows(await desk.open_first_folder(), range(2500), "13", KEY)
        plan = await reviewed(desk)
        line.goes_wrong(DropsAfter(), times=3, method="PATCH")
        receipt = await desk.pushing.push(plan)
        left = desk.staged.count
        again = await desk.pushing.push(plan.failed(receipt))
        return receipt, left, again, desk.staged.count

    receipt, left, again, at_the_end = tell(tmp_path, story)
    assert receipt.count("pushed") == 1000
    assert "has arrived" in receipt.results[0].sentence
    assert receipt.count("failed") == 1500
    assert receipt.results[-1].sentence.startswith("Not sent.")
    assert left == 1500
    assert again.count("pushed") == 1500
    assert at_the_end == 0


def test_an_edit_that_never_arrived_is_told_and_stays_staged(
    platform: LocalPlatform, line: FaultyProxy, tmp_path: Path
) -> None:
    async def story(desk: Desk) -> tuple[Receipt, int]:
        await desk.connect(line.url, platform.key_file)
        edit_rows(await desk.open_first_folder(), range(5), "14", KEY)
        plan = await reviewed(desk)
        line.goes_wrong(Answers(503), times=None, method="PATCH")
        return await desk.pushing.push(plan), desk.staged.count

    receipt, left = tell(tmp_path, story)
    assert receipt.count("failed") == 5
    assert "did not arrive" in receipt.results[0].sentence
    assert "503" in receipt.sentence
    assert left == 5


def test_a_pause_the_platform_asks_for_is_kept_and_shown(
    platform: LocalPlatform, line: FaultyProxy, tmp_path: Path
) -> None:
    async def story(desk: Desk) -> tuple[Receipt, list[str]]:
        await desk.connect(line.url, platform.key_file)
        edit_rows(await desk.open_first_folder(), range(5), "15", KEY)
        plan = await reviewed(desk)
        told: list[str] = []
        desk.session.pause_asked.connect(told.append)
        line.goes_wrong(Answers(429, {"Retry-After": "1"}), times=1, method="PATCH")
        return await desk.pushing.push(plan), told

    receipt, told = tell(tmp_path, story)
    assert receipt.count("pushed") == 5
    assert told[0].startswith("Waiting 1 s")


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


def test_the_platform_dies_in_the_middle_and_comes_back(tmp_path: Path) -> None:
    with LocalPlatform(tmp_path / "data", "--items", "2200") as platform:

        async def story(desk: Desk) -> tuple[Receipt, int, Receipt, int]:
            await desk.connect(platform.url, platform.key_file)
            edit_rows(await desk.open_first_folder(), range(2200), "22", KEY)
            plan = await reviewed(desk)

            def die(_: object) -> None:
                platform.kill()

            desk.pushing.accepted.connect(die)
            receipt = await desk.pushing.push(plan)
            left = desk.staged.count
            desk.pushing.accepted.disconnect()
            platform.start(port=int(platform.url.rsplit(":", 1)[1]))
            again = await desk.pushing.push(plan.failed(receipt))
            return receipt, left, again, desk.staged.count

        receipt, left, again, at_the_end = tell(tmp_path, story)
        assert receipt.count("pushed") == 1000
        assert receipt.results[-1].outcome in {"failed", "unknown"}
        assert left == 1200
        assert again.count("pushed") + again.count("already") == 1200
        assert at_the_end == 0


PUSHES_AND_WAITS = """
import asyncio, sys
from pathlib import Path
from domain.changes import PushMode
from tests.controllers.desk import Desk, edit_rows, tell

async def story(desk):
    await desk.connect(sys.argv[1], Path(sys.argv[2]))
    edit_rows(await desk.open_first_folder(), range(2400), "23", "bench.speed")
    plan = await desk.pushing.review(desk.staged.changes(), PushMode.MERGE)
    desk.pushing.accepted.connect(lambda _: print("one chunk is there", flush=True))
    await desk.pushing.push(plan)

if __name__ == "__main__":
    tell(Path(sys.argv[3]), story)
"""


def test_a_killed_push_is_told_at_the_next_start_and_goes_on(platform: LocalPlatform, tmp_path: Path) -> None:
    arguments = [platform.url, str(platform.key_file), str(tmp_path)]
    command = [sys.executable, "-c", PUSHES_AND_WAITS, *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.kill()

    async def story(desk: Desk) -> tuple[str | None, int, Plan, Receipt, str | None, int]:
        await desk.connect(platform.url, platform.key_file)
        told, left = desk.pushing.interrupted(), desk.staged.count
        plan = await reviewed(desk)
        receipt = await desk.pushing.push(plan)
        return told, left, plan, receipt, desk.pushing.interrupted(), desk.staged.count

    told, left, plan, receipt, afterwards, at_the_end = tell(tmp_path, story)
    assert told is not None
    assert "was cut short" in told
    assert 0 < left <= 2400
    assert receipt.count("already") == plan.unchanged_count
    assert receipt.count("pushed") == left - plan.unchanged_count
    assert afterwards is None
    assert at_the_end == 0


def test_a_plan_for_another_platform_is_refused(platform: LocalPlatform, tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        await desk.connect(platform.url, platform.key_file)
        edit_rows(await desk.open_first_folder(), range(1), "24", KEY)
        plan = await reviewed(desk)
        desk.staged.restore("https://elsewhere")
        with pytest.raises(PushRefused, match="another platform"):
            await desk.pushing.push(plan)

    tell(tmp_path, story)


def test_a_busy_platform_gets_less_at_once_and_everything_arrives(
    platform: LocalPlatform, line: FaultyProxy, tmp_path: Path
) -> None:
    async def story(desk: Desk) -> tuple[Receipt, int]:
        await desk.connect(line.url, platform.key_file)
        edit_rows(await desk.open_first_folder(), range(2400), "25", KEY)
        plan = await reviewed(desk)
        line.goes_wrong(Answers(503), times=7, method="PATCH")  # more than one call has patience for
        return await desk.pushing.push(plan), desk.staged.count

    receipt, left = tell(tmp_path, story)
    assert (receipt.count("pushed"), len(receipt.results), left) == (2400, 2400, 0)
    assert not receipt.sentence
    sizes = [seen.body.count(b"clientMetadata") for seen in line.seen if "patch-bulk" in seen.target]
    assert max(sizes) == 1000
    assert 25 <= min(sizes[7:]) <= 500


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
