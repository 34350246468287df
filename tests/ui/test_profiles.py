"""The profile of a column beside the table: what it holds, how often, and what is unlike the rest."""

import asyncio

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from models.value_counts import VALUE_ROLE
from tests.ui.conftest import Office
from tests.ui.finding import find, listen, press
from tests.ui.problem_desk import Desk
from ui.panes.histogram import HistogramView


@pytest.fixture
def desk(office: Office) -> Desk:
    return Desk(office)


def is_profiled(desk: Desk, key: str) -> None:
    desk.office.until(lambda: desk.profile.profile is not None and desk.profile.profile.id == f"key:{key}", key)


def test_the_profile_follows_the_cursor_and_filters_by_what_is_clicked(desk: Desk) -> None:
    key, table = desk.key("enum"), desk.page.open_table.table
    desk.goes_to(0, key)
    desk.presses(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    is_profiled(desk, key)
    assert key in desk.profile.told
    profile = desk.profile.profile
    assert profile is not None
    first = desk.profile.values.model().index(0, 0)
    assert first.data(VALUE_ROLE) == profile.values[0].cell
    desk.office.do(lambda: desk.profile.values.activated.emit(first))
    desk.office.until(lambda: table.rowCount() == profile.values[0].count, "only its items")
    other = desk.key("number")
    desk.goes_to(0, other)
    is_profiled(desk, other)


def test_a_bar_and_what_lies_far_out_filter_too(desk: Desk) -> None:
    key, table = desk.key("number"), desk.page.open_table.table
    desk.put(key, {row: str(row % 5) for row in range(29)} | {29: "100000"})
    desk.goes_to(0, key)
    desk.office.trigger("profile_column")
    is_profiled(desk, key)
    desk.office.until(desk.profile.outliers.isVisible, "one is far out")
    desk.office.do(desk.profile.outliers.click)
    desk.office.until(lambda: table.rowCount() == 1, "only that one")
    arrangement = desk.page.arrangement
    assert arrangement is not None
    desk.office.do(arrangement.clear_filters)
    desk.office.until(lambda: table.rowCount() == 30, "all items")
    histogram = desk.profile.histogram
    desk.office.do(histogram.setFocus)
    desk.presses(Qt.Key.Key_Right)
    assert "29 values" in histogram.told(0)
    desk.presses(Qt.Key.Key_Return)
    desk.office.until(lambda: table.rowCount() == 29, "those of the first bar")


def test_values_that_look_alike_become_one_by_a_click(desk: Desk) -> None:
    key = desk.key("varchar")
    desk.put(key, dict.fromkeys(range(6), '"Harbour"') | {6: '"harbour "', 7: '"Harbor"'})
    desk.goes_to(0, key)
    desk.office.trigger("profile_column")
    is_profiled(desk, key)
    desk.office.until(desk.profile.alike.isVisible, "what is alike")
    desk.office.do(lambda: press(desk.profile.alike, "merge"))
    desk.office.until(lambda: "2 values were changed" in desk.said, "they are one")
    assert desk.cell(6, key) == desk.cell(7, key) == '"Harbour"'
    desk.office.trigger("undo")
    assert desk.cell(7, key) == '"Harbor"'


def test_the_menu_of_a_head_leads_to_its_profile(desk: Desk) -> None:
    key = desk.key("boolean")
    column = desk.page.open_table.table.column_of(key)
    menu = QMenu()
    desk.office.do(lambda: desk.page.grid.head_menu_opened.emit(column, menu))
    desk.office.do(menu.actions()[-1].trigger)
    is_profiled(desk, key)


def test_a_bar_is_pointed_at_by_the_mouse(desk: Desk) -> None:
    key = desk.key("number")
    desk.put(key, {row: str(row) for row in range(30)})
    desk.goes_to(0, key)
    desk.office.trigger("profile_column")
    is_profiled(desk, key)
    histogram = find(desk.profile, HistogramView)
    desk.office.until(histogram.isVisible, "the histogram")
    chosen = listen(histogram.range_chosen)
    middle = QPointF(histogram.rect().center()).toPoint()
    desk.office.do(lambda: QTest.mouseClick(histogram, Qt.MouseButton.LeftButton, pos=middle))
    assert len(chosen) == 1
    desk.office.run(asyncio.sleep(0.05))


def test_every_button_of_the_panes_can_be_named_aloud(desk: Desk) -> None:
    below: QWidget = desk.office.window.middle.below
    for button in [each for each in below.findChildren(QPushButton) if not each.isHidden()]:
        assert button.text() or button.accessibleName()
