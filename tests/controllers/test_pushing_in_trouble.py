"""Lines that drop, platforms that die and pushes that are killed: told truly, nothing lost, nothing sent twice."""

import subprocess
import sys
from pathlib import Path

from controllers.push_plan import Plan
from controllers.push_receipt import Receipt
from tests.controllers.desk import Desk, edit_rows, tell
from tests.controllers.pushes import KEY, reviewed
from tests.faulty_proxy import Answers, DropsAfter, DropsBefore, FaultyProxy
from tests.local_platform import ROOT, LocalPlatform


def test_a_connection_dropped_before_the_platform_hears_is_tried_again(
    platform: LocalPlatform, line: FaultyProxy, tmp_path: Path
) -> None:
    async def story(desk: Desk) -> Receipt:
        await desk.connect(line.url, platform.key_file)
        edit_rows(await desk.open_first_folder(), range(2500), "12.03125", KEY)
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
