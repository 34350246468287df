"""Memory that was freed goes back to the system."""

import asyncio
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication

from controllers import memory
from controllers.jobs import JobBoard, Tasks
from controllers.lanes import Lanes
from controllers.memory import GivingBack, give_back
from models.journal import Journal
from models.staged import StagedEdits
from models.text_arrays import text_array
from models.touched import Touched, plain
from tests.models.world import item


def test_what_is_held_stays_whole() -> None:
    held = text_array([f"value {number}" for number in range(1000)])
    del_soon = text_array(["x" * 1000] * 1000)
    del del_soon
    give_back()
    assert held.to_pylist()[-1] == "value 999"


def test_a_job_and_an_edit_of_very_many_cells_are_followed_by_it(
    tmp_path: Path, qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory, "SOON", 0)

    async def story() -> None:
        journal, lanes, board = Journal.open(tmp_path / "journal.sqlite"), Lanes(), JobBoard()
        tasks = Tasks(loop=asyncio.get_running_loop())
        staged = StagedEdits(journal)
        giving = GivingBack(lanes, tasks, board, staged)
        begun: list[object] = []
        tasks.failed.connect(begun.append)
        board.start("Something", "items").finish()
        staged.changed.emit(frozenset({item(1)}))
        staged.changed.emit(Touched([plain([item(number) for number in range(memory.MANY + 1)])]))
        for _ in range(10):
            QCoreApplication.processEvents()
            await asyncio.sleep(0.01)
        giving.end()
        assert not begun
        giving.deleteLater()
        lanes.close()
        journal.close()

    asyncio.run(story())
