"""A table of a few items in a grid on an (offscreen) screen, driven by mouse and key."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from controllers.settings import Settings
from domain.metadata import Cell
from domain.schema import Schema
from models.cell_state import CellState
from models.journal import Journal
from models.staged import StagedEdits
from tests.models.world import SCHEMA, World, column, page
from ui.grid.grid_view import GridView

METADATA = {
    1: {"scene.weather": '"rain"', "scene.night": "true", "video.rate": "29.97", "note": '"first"'},
    2: {"scene.weather": '"sun"', "scene.night": "false", "video.rate": "12", "note": '"second"'},
    3: {"scene.weather": '"hail"', "video.rate": '"12"', "vector": "[1,2,3]", "camera": '"left"'},
    4: {"scene.night": "null", "video.shot at": '"2024-05-01T10:00:00Z"', "note": '"two\\nlines"'},
    5: {},
    6: {"note": '"never seen"'},
}


class Hands:
    """What a person does to one grid, and what they then see."""

    def __init__(self, grid: GridView, qtbot: QtBot) -> None:
        self.grid = grid
        self.table = grid.table
        self._qtbot = qtbot
        self.heard: list[str] = []
        grid.said.connect(self.heard.append)

    def press(self, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= modifier
        QTest.keyClick(self._target(), key, held)

    def type(self, text: str) -> None:
        for character in text:
            QTest.keyClicks(self._target(), character)

    def go(self, row: int, key: str) -> None:
        self.click(row, key)

    def click(self, row: int, key: str, *modifiers: Qt.KeyboardModifier, at: QPoint | None = None) -> None:
        held = Qt.KeyboardModifier.NoModifier
        for modifier in modifiers:
            held |= modifier
        index = self.table.index(row, self.column(key))
        self.grid.scrollTo(index)
        rect = self.grid.visualRect(index)
        point = rect.center() if at is None else rect.topLeft() + at
        QTest.mouseClick(self.grid.viewport(), Qt.MouseButton.LeftButton, held, point)

    def double_click(self, row: int, key: str) -> None:
        index = self.table.index(row, self.column(key))
        self.grid.scrollTo(index)
        point = self.grid.visualRect(index).center()
        QTest.mouseDClick(self.grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point)

    def column(self, key: str) -> int:
        ids = [spec.id for spec in self.table.columns]
        return ids.index(f"fact:{key}") if f"fact:{key}" in ids else column(self.table, key)

    def cell(self, row: int, key: str) -> Cell:
        return self.table.cell(row, self.column(key))

    def state(self, row: int, key: str) -> CellState:
        return self.table.shown(row, self.column(key)).state

    @property
    def current(self) -> tuple[int, str]:
        index = self.grid.currentIndex()
        return index.row(), self.table.column(index.column()).name

    @property
    def clipboard(self) -> str:
        return QApplication.clipboard().text()

    def copy_text(self, text: str) -> None:
        QApplication.clipboard().setText(text)

    def _target(self) -> QWidget:
        return self.grid.editing.editor or self.grid


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(tmp_path)


@pytest.fixture
def world(tmp_path: Path, qapp: QApplication) -> Iterator[World]:
    journal = Journal.open(tmp_path / "journal.sqlite")
    yield World(StagedEdits(journal, "local"), Schema.read(SCHEMA))
    journal.close()


@pytest.fixture
def grid(world: World, settings: Settings, qtbot: QtBot) -> Iterator[GridView]:
    table = world.table(page(METADATA, {6: "The metadata is not a JSON object."}))
    grid = GridView(table, settings=settings, view_id="folder:1")
    qtbot.addWidget(grid)
    grid.resize(1200, 400)
    grid.show()
    grid.setFocus()
    yield grid
    grid.editing.cancel()


@pytest.fixture
def hands(grid: GridView, qtbot: QtBot) -> Hands:
    return Hands(grid, qtbot)
