"""Moving and selecting as in a spreadsheet: by key and by mouse, as ranges, however many rows there are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView

from tests.models.world import World, page
from tests.ui.grid.conftest import Hands
from ui.grid.grid_view import GridView
from ui.grid.movement import Extent, Move, move_of, step
from ui.grid.ranges import Range, cells_of, rows_of, spans

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


def test_arrows_move_and_shift_lets_the_range_grow(hands: Hands) -> None:
    hands.go(0, "note")
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Down, SHIFT)
    hands.press(Key.Key_Right, SHIFT)
    assert hands.current == (1, "note")
    note = hands.column("note")
    assert hands.grid.selecting.ranges == (Range(1, note, 2, note + 1),)
    hands.press(Key.Key_Up, SHIFT)
    hands.press(Key.Key_Left, SHIFT)
    assert hands.grid.selecting.ranges == (Range(1, note, 1, note),)


def test_home_and_end_go_to_the_ends(hands: Hands) -> None:
    hands.go(2, "note")
    hands.press(Key.Key_Home)
    assert hands.current == (2, "name")
    hands.press(Key.Key_End, CTRL)
    assert hands.current == (5, "last_edited_at")
    hands.press(Key.Key_Up, CTRL)
    assert hands.current == (0, "last_edited_at")
    hands.press(Key.Key_Home, CTRL)
    assert hands.current == (0, "name")
    hands.press(Key.Key_PageDown)
    assert hands.current == (5, "name")
    assert len(hands.grid.selecting.ranges) == 1


def test_control_and_an_arrow_goes_to_where_data_ends(hands: Hands) -> None:
    hands.go(0, "scene.weather")
    hands.press(Key.Key_Down, CTRL)
    assert hands.current == (2, "scene.weather")
    hands.press(Key.Key_Down, CTRL)
    assert hands.current == (5, "scene.weather")
    hands.press(Key.Key_Up, CTRL)
    assert hands.current == (2, "scene.weather")
    hands.go(0, "note")
    hands.press(Key.Key_Down, CTRL, SHIFT)
    note = hands.column("note")
    assert hands.grid.selecting.ranges == (Range(0, note, 1, note),)


def test_an_edit_moves_where_data_ends(hands: Hands) -> None:
    hands.go(2, "note")
    hands.type("third")
    hands.press(Key.Key_Return)
    hands.go(1, "note")
    hands.press(Key.Key_Delete)
    hands.press(Key.Key_Down, CTRL)
    assert hands.current == (2, "note")
    hands.press(Key.Key_Down, CTRL)
    assert hands.current == (3, "note")
    hands.press(Key.Key_Left, CTRL)
    assert hands.current == (3, "last_edited_at") or hands.current[0] == 3


def test_enter_and_tab_go_round_inside_the_selection(hands: Hands) -> None:
    hands.go(1, "name")
    hands.click(2, "file_size", SHIFT)
    chosen = hands.grid.selecting.ranges
    seen: list[tuple[int, str]] = []
    for _ in range(6):
        hands.press(Key.Key_Tab)
        seen.append(hands.current)
    assert seen == [
        (1, "item_type"),
        (1, "file_size"),
        (2, "name"),
        (2, "item_type"),
        (2, "file_size"),
        (1, "name"),
    ]
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Return)
    assert hands.current == (1, "item_type")
    hands.press(Key.Key_Return, SHIFT)
    assert hands.current == (2, "name")
    assert hands.grid.selecting.ranges == chosen


def test_typed_values_go_down_a_selected_column_and_round(hands: Hands) -> None:
    hands.go(0, "video.rate")
    hands.click(2, "video.rate", SHIFT)
    for text in "789":
        hands.type(text)
        hands.press(Key.Key_Return)
    assert [hands.cell(row, "video.rate") for row in range(3)] == ["7", "8", "9"]
    assert hands.current == (0, "video.rate")


def test_several_ranges_are_selected_with_control_and_the_mouse(hands: Hands) -> None:
    grid, table = hands.grid, hands.table
    hands.click(0, "name")
    first = grid.visualRect(table.index(2, 1)).center()
    last = grid.visualRect(table.index(3, 2)).center()
    QTest.mousePress(grid.viewport(), LEFT, CTRL, first)
    QTest.mouseMove(grid.viewport(), last - QPoint(2, 2))
    QTest.mouseMove(grid.viewport(), last)
    QTest.mouseRelease(grid.viewport(), LEFT, CTRL, last)
    assert {(r.top, r.left, r.bottom, r.right) for r in grid.selecting.ranges} == {(0, 0, 0, 0), (2, 1, 3, 2)}


def test_several_ranges_are_selected_by_key_alone(hands: Hands) -> None:
    hands.go(0, "name")
    hands.press(Key.Key_Down, SHIFT)
    hands.press(Key.Key_F8, CTRL)
    for _ in range(3):
        hands.press(Key.Key_Down)
    hands.press(Key.Key_Right, SHIFT)
    hands.press(Key.Key_Escape)
    assert {(r.top, r.left, r.bottom, r.right) for r in hands.grid.selecting.ranges} == {(0, 0, 1, 0), (3, 0, 3, 1)}
    hands.press(Key.Key_F8, CTRL)
    hands.press(Key.Key_Up)
    hands.press(Key.Key_F8, CTRL)
    assert sum(r.count for r in hands.grid.selecting.ranges) == 5
    hands.press(Key.Key_Down)
    assert sum(r.count for r in hands.grid.selecting.ranges) == 1


def test_everything_stays_everything_while_rows_come(hands: Hands) -> None:
    hands.press(Key.Key_A, CTRL)
    hands.table.append(page({21: {}, 22: {}}))
    assert len(rows_of(hands.grid.selecting.ranges)) == hands.table.rowCount()
    hands.click(0, "name")
    hands.table.append(page({23: {}}))
    assert rows_of(hands.grid.selecting.ranges) == [0]


def test_tab_goes_on_to_the_next_row_and_leaves_at_the_end(hands: Hands) -> None:
    hands.go(0, "last_edited_at")
    hands.press(Key.Key_Tab)
    assert hands.current == (1, "name")
    hands.press(Key.Key_Backtab)
    assert hands.current == (0, "last_edited_at")
    hands.go(5, "last_edited_at")
    tab = QKeyEvent(QEvent.Type.KeyPress, Key.Key_Tab, NONE)
    hands.grid.keyPressEvent(tab)
    assert not tab.isAccepted()


def test_enter_goes_down_and_shift_enter_up(hands: Hands) -> None:
    hands.go(0, "note")
    hands.press(Key.Key_Return)
    assert hands.current == (1, "note")
    hands.press(Key.Key_Return, SHIFT)
    assert hands.current == (0, "note")


def test_dragging_selects_a_block_and_keeps_the_current_cell(hands: Hands) -> None:
    grid, table = hands.grid, hands.table
    first = grid.visualRect(table.index(0, hands.column("name"))).center()
    last = grid.visualRect(table.index(3, hands.column("file_size"))).center()
    QTest.mousePress(grid.viewport(), LEFT, NONE, first)
    QTest.mouseMove(grid.viewport(), last - QPoint(4, 4))
    QTest.mouseMove(grid.viewport(), last)
    QTest.mouseRelease(grid.viewport(), LEFT, NONE, last)
    assert hands.current == (0, "name")
    assert grid.selecting.ranges == (Range(0, 0, 3, 2),)


def test_control_click_adds_and_takes_away(hands: Hands) -> None:
    hands.click(0, "note")
    hands.click(2, "note", CTRL)
    assert sum(r.count for r in hands.grid.selecting.ranges) == 2
    hands.click(2, "note", CTRL)
    assert sum(r.count for r in hands.grid.selecting.ranges) == 1


def test_a_column_moved_on_the_screen_is_selected_as_it_stands(hands: Hands) -> None:
    heads = hands.grid.heads
    camera = hands.column("camera")
    heads.moveSection(heads.visualIndex(camera), 1)
    hands.click(0, "name")
    hands.click(1, "camera", SHIFT)
    touched = {column for r in hands.grid.selecting.ranges for column in range(r.left, r.right + 1)}
    assert touched == {0, camera}


def test_space_with_modifiers_selects_whole_rows_and_columns(hands: Hands) -> None:
    hands.go(1, "note")
    hands.press(Key.Key_Space, CTRL)
    note = hands.column("note")
    assert hands.grid.selecting.ranges == (Range(0, note, 5, note),)
    hands.press(Key.Key_Space, SHIFT)
    assert rows_of(hands.grid.selecting.ranges) == [0, 1, 2, 3, 4, 5]


def test_row_numbers_select_rows_also_by_dragging(hands: Hands) -> None:
    numbers, height = hands.grid.numbers, hands.grid.row_height
    QTest.mousePress(numbers.viewport(), LEFT, NONE, QPoint(8, height // 2))
    QTest.mouseMove(numbers.viewport(), QPoint(8, 2 * height + 4))
    QTest.mouseRelease(numbers.viewport(), LEFT, NONE, QPoint(8, 2 * height + 4))
    assert rows_of(hands.grid.selecting.ranges) == [0, 1, 2]


def test_a_current_cell_is_always_kept(hands: Hands) -> None:
    hands.grid.clearFocus()
    hands.grid.setFocus()
    assert hands.grid.currentIndex().isValid()


@pytest.fixture
def big(world: World, qtbot: object) -> GridView:
    table = world.table(page({number: {"video.rate": str(number), "note": '"x"'} for number in range(100_000)}))
    grid = GridView(table)
    grid.resize(1400, 900)
    grid.show()
    grid.grab()
    return grid


def test_all_of_100_000_rows_are_selected_as_ranges(big: GridView) -> None:
    big.selectAll()
    big.viewport().repaint()
    big.heads.viewport().repaint()
    assert len(big.selecting.ranges) <= len(big.selecting.columns)
    assert sum(r.count for r in big.selecting.ranges) == 100_000 * len(big.selecting.columns)
    big.close()
    big.deleteLater()


def test_typing_in_a_read_only_column_goes_nowhere(big: GridView) -> None:
    big.selecting.go((0, 0))
    QTest.keyClick(big, Key.Key_X)
    big.keyboardSearch("frame-0099999")
    assert big.currentIndex().row() == 0
    QTest.keyClick(big, Key.Key_End, CTRL)
    assert big.currentIndex().row() == 99_999
    assert big.visualRect(big.currentIndex()).intersects(big.viewport().rect())
    assert big.verticalScrollMode() == QAbstractItemView.ScrollMode.ScrollPerPixel
    big.close()
    big.deleteLater()


extents = st.builds(Extent, st.integers(1, 50), st.integers(1, 20), st.integers(1, 30))


@given(extents, st.integers(0, 49), st.integers(0, 19), st.sampled_from(Move))
def test_no_step_leaves_the_table(extent: Extent, row: int, place: int, move: Move) -> None:
    row, place = min(row, extent.rows - 1), min(place, extent.columns - 1)
    to_row, to_place = step(row, place, move, extent)
    assert 0 <= to_row < extent.rows
    assert 0 <= to_place < extent.columns


def test_alt_and_an_arrow_is_no_step() -> None:
    assert move_of(Key.Key_Down, Qt.KeyboardModifier.AltModifier) is None
    assert move_of(Key.Key_Down, NONE) is Move.DOWN


def block(top: int, left: int, tall: int, wide: int) -> Range:
    return Range(top, left, top + tall, left + wide)


ranges = st.builds(block, st.integers(0, 12), st.integers(0, 6), st.integers(0, 6), st.integers(0, 4))


@given(st.lists(ranges, max_size=5))
def test_the_cells_of_ranges_are_each_given_once(chosen: list[Range]) -> None:
    expected = {(row, column) for row in range(30) for column in range(12) if any(r.holds(row, column) for r in chosen)}
    cells = list(cells_of(chosen, range(12)))
    assert len(cells) == len(set(cells))
    assert set(cells) == expected
    assert rows_of(chosen) == sorted({row for row, _ in expected})


def test_stretches_that_touch_are_one() -> None:
    assert spans([Range(0, 0, 2, 0), Range(3, 0, 5, 0), Range(8, 0, 9, 0)], 0, 1, 8) == [(1, 5), (8, 8)]
