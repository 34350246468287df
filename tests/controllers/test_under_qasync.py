"""The same coroutines under the loop of the window."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
import qasync
from PySide6.QtWidgets import QApplication

from controllers.jobs import Tasks
from domain.changes import PushMode
from tests.controllers.desk import Desk, edit_rows
from tests.local_platform import LocalPlatform


@pytest.fixture
def loop(qapp: QApplication) -> Iterator[asyncio.AbstractEventLoop]:
    """The loop of the window."""
    with qasync.QEventLoop(qapp, already_running=False) as running:
        yield running


def test_a_folder_is_opened_edited_and_pushed(
    loop: asyncio.AbstractEventLoop, platform: LocalPlatform, tmp_path: Path
) -> None:
    async def story() -> tuple[int, int, float]:
        desk = Desk(tmp_path)
        gaps: list[float] = []
        ticking = Tasks().spawn(tick(gaps))
        await desk.connect(platform.url, platform.key_file)
        await desk.browsing.prewarm()
        table = await desk.open_first_folder()
        edit_rows(table, range(1500), "31.5", "bench.gain")
        plan = await desk.pushing.review(desk.staged.changes(), PushMode.MERGE)
        receipt = await desk.pushing.push(plan)
        ticking.cancel()
        await desk.session.close()
        desk.leave()
        return table.frame.rows, receipt.count("pushed"), len(gaps)

    rows, pushed, ticks = loop.run_until_complete(story())
    assert (rows, pushed) == (2500, 1500)
    assert ticks > 20  # the window breathed all the while


async def tick(gaps: list[float]) -> None:
    """What the window does all the time."""
    clock = asyncio.get_running_loop()
    before = clock.time()
    while True:
        await asyncio.sleep(0.005)
        gaps.append(clock.time() - before)
        before = clock.time()
