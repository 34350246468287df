"""Filling: by key, by the handle with the mouse, with what is typed, with today; each one step to undo."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from models.cell_state import CellState
from tests.ui.grid.conftest import Hands
from ui.grid.fill_handle import reach
from ui.grid.fill_plan import Way
from ui.grid.travelling import Block

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


def cells(hands: Hands, key: str, rows: int = 5) -> list[str | None]:
    return [hands.cell(row, key) for row in range(rows)]


def types(hands: Hands, row: int, key: str, text: str) -> None:
    hands.go(row, key)
    hands.type(text)
    hands.press(Key.Key_Return)


def corner(hands: Hands, row: int, key: str) -> QPoint:
    rect = hands.grid.visualRect(hands.table.index(row, hands.column(key)))
    return rect.bottomRight() - QPoint(1, 1)


def drags(hands: Hands, start: QPoint, row: int, key: str, held: Qt.KeyboardModifier = NONE) -> None:
    view = hands.grid.viewport()
    to = hands.grid.visualRect(hands.table.index(row, hands.column(key))).center()
    QTest.mousePress(view, LEFT, NONE, start)
    QTest.mouseMove(view, to - QPoint(2, 2))
    QTest.mouseMove(view, to)
    assert hands.grid.handle.outline is not None
    QTest.mouseRelease(view, LEFT, held, to)


def test_two_numbers_dragged_down_count_on(hands: Hands) -> None:
    types(hands, 0, "video.rate", "10")
    types(hands, 1, "video.rate", "12.5")
    steps = hands.table.undo_stack.count()
    hands.go(0, "video.rate")
    hands.click(1, "video.rate", SHIFT)
    drags(hands, corner(hands, 1, "video.rate"), 4, "video.rate")
    assert cells(hands, "video.rate") == ["10", "12.5", "15.0", "17.5", "20.0"]
    assert hands.table.undo_stack.count() == steps + 1
    assert [(r.top, r.bottom) for r in hands.grid.selecting.ranges] == [(0, 4)]


def test_one_number_is_copied_and_with_control_it_counts(hands: Hands) -> None:
    types(hands, 1, "video.rate", "7")
    hands.go(1, "video.rate")
    drags(hands, corner(hands, 1, "video.rate"), 3, "video.rate")
    assert cells(hands, "video.rate")[1:4] == ["7", "7", "7"]
    hands.table.undo_stack.undo()
    hands.go(1, "video.rate")
    drags(hands, corner(hands, 1, "video.rate"), 3, "video.rate", CTRL)
    assert cells(hands, "video.rate")[1:4] == ["7", "8", "9"]


def test_dragged_up_a_series_counts_back(hands: Hands) -> None:
    types(hands, 3, "note", "take 09")
    hands.go(3, "note")
    drags(hands, corner(hands, 3, "note"), 1, "note")
    assert cells(hands, "note")[1:4] == ['"take 07"', '"take 08"', '"take 09"']


def test_options_are_repeated_and_never_counted(hands: Hands) -> None:
    hands.go(0, "scene.weather")
    hands.click(1, "scene.weather", SHIFT)
    drags(hands, corner(hands, 1, "scene.weather"), 4, "scene.weather")
    assert cells(hands, "scene.weather") == ['"rain"', '"sun"', '"rain"', '"sun"', '"rain"']


def test_a_drag_to_the_right_is_read_by_the_types_it_reaches(hands: Hands) -> None:
    order = [hands.table.column(column).name for column in hands.grid.order.visible()]
    key = order[order.index("video.rate") + 1]
    assert key == "video.shot at"
    types(hands, 0, "video.rate", "7")
    hands.go(0, "video.rate")
    before = hands.cell(0, key)
    drags(hands, corner(hands, 0, "video.rate"), 0, key)
    assert hands.cell(0, key) == before
    assert "nothing that can be filled" in hands.heard[-1]


def test_escape_lets_go_of_the_handle(hands: Hands) -> None:
    hands.go(0, "note")
    view = hands.grid.viewport()
    QTest.mousePress(view, LEFT, NONE, corner(hands, 0, "note"))
    QTest.mouseMove(view, hands.grid.visualRect(hands.table.index(2, hands.column("note"))).center())
    hands.press(Key.Key_Escape)
    assert hands.grid.handle.outline is None
    QTest.mouseRelease(view, LEFT)
    assert hands.table.undo_stack.count() == 0


def test_a_double_click_fills_down_beside_the_neighbour(hands: Hands) -> None:
    types(hands, 0, "note", "n 1")
    hands.go(0, "note")
    QTest.mouseDClick(hands.grid.viewport(), LEFT, NONE, corner(hands, 0, "note"))
    assert hands.heard[-1:] == []
    assert cells(hands, "note") == [f'"n {row}"' for row in range(1, 6)]


def test_unreadable_items_are_passed_over(hands: Hands) -> None:
    hands.go(4, "note")
    hands.click(5, "note", SHIFT)
    types(hands, 4, "note", "y")
    hands.go(4, "note")
    hands.click(5, "note", SHIFT)
    hands.press(Key.Key_D, CTRL)
    assert hands.state(5, "note") is CellState.UNREADABLE


def test_control_d_on_one_row_takes_the_value_above(hands: Hands) -> None:
    hands.go(2, "note")
    hands.press(Key.Key_D, CTRL)
    assert hands.cell(2, "note") == '"second"'


def test_several_ranges_are_filled_down_each_by_itself(hands: Hands) -> None:
    hands.go(0, "video.rate")
    hands.click(1, "video.rate", SHIFT)
    hands.click(3, "note", CTRL)
    hands.click(4, "note", SHIFT)
    hands.press(Key.Key_D, CTRL)
    assert hands.cell(1, "video.rate") == "29.97"
    assert hands.cell(4, "note") == '"two\\nlines"'
    assert hands.table.undo_stack.count() == 1


def test_control_r_takes_what_stands_at_the_left(hands: Hands) -> None:
    hands.go(0, "file_size")
    hands.click(1, "note", SHIFT)
    hands.press(Key.Key_R, CTRL)
    assert cells(hands, "note", 2) == ['"1000"', '"2000"']


def test_control_enter_fills_the_selection_with_what_is_typed(hands: Hands) -> None:
    hands.go(0, "video.rate")
    hands.click(4, "video.rate", SHIFT)
    hands.type("24")
    hands.press(Key.Key_Return, CTRL)
    assert cells(hands, "video.rate") == ["24"] * 5
    assert hands.table.undo_stack.count() == 1
    assert not hands.grid.editing.active
    assert hands.current == (0, "video.rate")


def test_control_enter_refuses_in_the_open_and_keeps_on_purpose(hands: Hands) -> None:
    hands.go(0, "video.rate")
    hands.click(1, "video.rate", SHIFT)
    hands.type("fast")
    hands.press(Key.Key_Return, CTRL)
    assert hands.grid.editing.bubble.refusing
    assert hands.cell(0, "video.rate") == "29.97"
    hands.press(Key.Key_Return, CTRL)
    assert cells(hands, "video.rate", 2) == ['"fast"', '"fast"']


@pytest.mark.parametrize("modifiers", [(CTRL,), (CTRL, SHIFT)])
def test_today_and_now_go_into_dates_only(hands: Hands, modifiers: tuple[Qt.KeyboardModifier, ...]) -> None:
    hands.go(0, "video.rate")
    hands.click(1, "video.shot at", SHIFT)
    hands.press(Key.Key_Semicolon, *modifiers)
    today = datetime.now().astimezone().date().isoformat()
    for row in range(2):
        cell = hands.cell(row, "video.shot at") or ""
        assert cell.startswith(f'"{today}')
        assert ("T" in cell) == (len(modifiers) == 2)
    assert hands.cell(0, "video.rate") == "29.97"
    hands.go(0, "note")
    hands.press(Key.Key_Semicolon, *modifiers)
    assert hands.heard[-1] == "Today and now go into date fields."


def test_delete_over_several_ranges_clears_cells_only(hands: Hands) -> None:
    hands.go(0, "note")
    hands.click(1, "video.rate", CTRL)
    hands.press(Key.Key_Delete)
    assert hands.cell(0, "note") == "null"
    assert hands.cell(1, "video.rate") == "null"
    assert hands.table.rowCount() == 6
    assert hands.table.undo_stack.count() == 1


small = st.integers(0, 9)


@given(small, small, small, small, st.integers(0, 19), st.integers(0, 19))
def test_a_drag_reaches_beside_the_block_and_to_the_mouse(
    top: int, first: int, tall: int, wide: int, row: int, place: int
) -> None:
    source = Block(top, top + tall, first, first + wide)
    reached = reach(source, row, place)
    assert (reached is None) == source.holds(row, place)
    if reached is not None:
        to, way = reached
        assert to.count > 0
        assert not any(source.holds(r, p) for r in (to.top, to.bottom) for p in (to.first, to.last))
        assert row in {to.top, to.bottom} if way.upright else place in {to.first, to.last}
        assert (to.width == source.width) if way in {Way.DOWN, Way.UP} else (to.height == source.height)
