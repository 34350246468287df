"""Gestures over more cells than the window has time for: the same outcome, worked out beside it."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from controllers.jobs import Tasks
from controllers.lanes import Lanes
from controllers.open_table import OpenTable
from domain.schema import Schema
from models.journal import Journal
from models.staged import StagedEdits
from tests.models.world import SCHEMA, page
from tests.ui.conftest import new_loop
from tests.ui.grid.conftest import Hands
from ui.grid.changing import MOST_AT_ONCE, Background
from ui.grid.fill_plan import Drag, Way
from ui.grid.grid_view import GridView
from ui.grid.travelling import Block

ROWS = MOST_AT_ONCE * 3
Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


class Large:
    """A large table in a grid, hands over it, and the loop in which its work is done."""

    def __init__(self, app: QApplication, journal: Journal, qtbot: QtBot) -> None:
        self.loop = new_loop(app)
        self.owner = QObject()
        self.lanes = Lanes()
        self.tasks = Tasks(self.owner, self.loop)
        self.failures: list[object] = []
        self.tasks.failed.connect(self.failures.append)
        staged = StagedEdits(journal, "local")
        self.open = OpenTable("folder", "1", "large", staged, Schema.read(SCHEMA), self.owner)
        cells = {at: {"note": f'"n {at}"', "video.rate": str(at)} for at in range(ROWS)}
        self.open.table.append(page(cells, {7: "Not an object."}))
        self.grid = GridView(self.open.table)
        self.grid.resize(1200, 400)
        self.grid.show()
        self.grid.setFocus()
        self.grid.hands.work_with(Background(self.open, self.lanes, self.tasks))
        self.hands = Hands(self.grid, qtbot)

    def settle(self) -> None:
        """Let what was begun come to its end."""

        async def wait() -> None:
            for _ in range(1000):
                await asyncio.sleep(0.01)
                if len(asyncio.all_tasks()) == 1:
                    return
            raise AssertionError

        task = asyncio.ensure_future(wait(), loop=self.loop)
        task.add_done_callback(self._stop)
        self.loop.run_forever()
        task.result()
        assert self.failures == []

    def _stop(self, _task: object) -> None:
        self.loop.stop()

    def column(self, key: str) -> list[str | None]:
        at = self.hands.column(key)
        return [self.open.table.cell(row, at) for row in range(ROWS)]

    def close(self) -> None:
        if shiboken6.isValid(self.grid):
            shiboken6.delete(self.grid)  # before its model goes
        self.lanes.close()
        self.loop.close()
        asyncio.set_event_loop(None)


@pytest.fixture
def large(qapp: QApplication, tmp_path: Path, qtbot: QtBot) -> Iterator[Large]:
    journal = Journal.open(tmp_path / "journal.sqlite")
    large = Large(qapp, journal, qtbot)
    yield large
    large.close()
    journal.close()


def whole(large: Large, key: str) -> None:
    large.hands.go(0, key)
    large.hands.press(Key.Key_Space, CTRL)


def test_a_whole_column_is_cleared_and_comes_back(large: Large) -> None:
    before = large.column("note")
    whole(large, "note")
    large.hands.press(Key.Key_Delete)
    large.settle()
    after = large.column("note")
    assert after[:7] == ["null"] * 7
    assert after[8:] == ["null"] * (ROWS - 8)
    assert large.open.undo.count() == 1
    large.hands.press(Key.Key_Backspace, CTRL)
    large.settle()
    assert large.column("note") == before
    assert large.open.undo.count() == 2


def test_a_whole_column_is_filled_with_what_is_typed(large: Large) -> None:
    whole(large, "note")
    large.hands.type("same")
    large.hands.press(Key.Key_Return, CTRL)
    large.settle()
    assert set(large.column("note")) == {'"same"', '"n 7"'}


def test_a_series_is_dragged_over_thousands_of_rows(large: Large) -> None:
    places = large.grid.selecting.columns
    place = list(places).index(large.hands.column("video.rate"))
    large.hands.go(0, "video.rate")
    large.hands.type("0.5")
    large.hands.press(Key.Key_Return)
    large.grid.hands.filling.drag(Block(0, 1, place, place), Block(2, ROWS - 1, place, place), Drag(Way.DOWN))
    large.settle()
    rates = large.column("video.rate")
    assert rates[:4] == ["0.5", "1", "1.5", "2.0"]
    assert rates[-1] == f"{0.5 + 0.5 * (ROWS - 2)}"


def test_a_large_block_is_copied_and_pasted(large: Large) -> None:
    whole(large, "note")
    large.hands.press(Key.Key_C, CTRL)
    large.settle()
    assert large.hands.clipboard.startswith("n 0\nn 1\n")
    large.hands.go(0, "vector")
    large.hands.copy_text("\n".join(f"m {row}" for row in range(ROWS)))
    large.hands.go(0, "note")
    large.hands.press(Key.Key_V, CTRL)
    large.settle()
    assert "1 is refused" in large.grid.hands.pasting.bar.text
    large.hands.grid.hands.pasting.bar.dismiss()
    large.hands.copy_text("one")
    large.hands.go(8, "note")
    large.grid.selecting.extend((ROWS - 1, large.hands.column("note")))
    large.hands.press(Key.Key_V, CTRL)
    large.settle()
    assert set(large.column("note")[8:]) == {'"one"'}


def test_a_tab_closed_meanwhile_is_left_alone(large: Large) -> None:
    whole(large, "note")
    large.hands.press(Key.Key_Delete)
    shiboken6.delete(large.grid)
    shiboken6.delete(large.open)
    large.settle()
