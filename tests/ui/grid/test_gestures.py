"""What is done to the selection: clear, remove, revert, tick, fill, copy, paste; each one step to undo."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt

from models.cell_state import CellState
from tests.ui.grid.conftest import Hands
from ui.grid.tsv import read_block, write_block

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_delete_clears_only_what_has_a_value(hands: Hands) -> None:
    hands.go(0, "note")
    hands.click(4, "note", SHIFT)
    hands.press(Key.Key_Delete)
    states = [hands.state(row, "note") for row in range(5)]
    assert states == [CellState.CLEARED, CellState.CLEARED, CellState.ABSENT, CellState.CLEARED, CellState.ABSENT]
    hands.table.undo_stack.undo()
    assert hands.cell(0, "note") == '"first"'
    assert hands.table.undo_stack.index() == 0


def test_control_delete_removes_the_key(hands: Hands) -> None:
    hands.go(0, "note")
    hands.press(Key.Key_Delete, CTRL)
    assert hands.cell(0, "note") is None
    assert hands.state(0, "note") is CellState.REMOVED


def test_delete_on_a_fact_says_why_nothing_happened(hands: Hands) -> None:
    hands.go(0, "name")
    hands.press(Key.Key_Delete)
    assert "comes from the platform" in hands.heard[-1]
    assert hands.table.undo_stack.count() == 0


def test_reverting_puts_every_edited_cell_back_in_one_step(hands: Hands) -> None:
    for row, text in enumerate(("1", "2")):
        hands.go(row, "video.rate")
        hands.type(text)
        hands.press(Key.Key_Return)
    hands.go(0, "video.rate")
    hands.click(3, "video.rate", SHIFT)
    steps = hands.table.undo_stack.count()
    hands.press(Key.Key_Backspace, CTRL)
    assert [hands.cell(row, "video.rate") for row in range(2)] == ["29.97", "12"]
    assert hands.table.undo_stack.count() == steps + 1


def test_space_ticks_the_whole_selection_like_the_current_cell(hands: Hands) -> None:
    hands.go(0, "scene.night")
    hands.click(4, "scene.night", SHIFT)
    hands.press(Key.Key_Space)
    assert {hands.cell(row, "scene.night") for row in range(5)} == {"false"}
    hands.press(Key.Key_Space)
    assert {hands.cell(row, "scene.night") for row in range(5)} == {"true"}


def test_a_click_on_the_box_of_the_current_cell_ticks_it(hands: Hands) -> None:
    box = QPoint(14, hands.grid.row_height // 2)
    hands.click(1, "scene.night", at=box)
    assert hands.cell(1, "scene.night") == "false"
    hands.click(1, "scene.night", at=box)
    assert hands.cell(1, "scene.night") == "true"


def test_filling_down_copies_the_first_value(hands: Hands) -> None:
    hands.go(0, "note")
    hands.click(4, "note", SHIFT)
    hands.press(Key.Key_D, CTRL)
    assert {hands.cell(row, "note") for row in range(5)} == {'"first"'}
    assert hands.table.undo_stack.count() == 1


def test_copied_cells_can_be_pasted_elsewhere(hands: Hands) -> None:
    hands.go(0, "video.rate")
    hands.click(1, "video.rate", SHIFT)
    hands.press(Key.Key_C, CTRL)
    assert hands.clipboard == "29.97\n12\n"
    hands.go(3, "video.rate")
    hands.press(Key.Key_V, CTRL)
    assert [hands.cell(row, "video.rate") for row in (3, 4)] == ["29.97", "12"]
    assert hands.heard[-1] == "Pasted 2 cells."


def test_copying_with_heads_names_the_keys(hands: Hands) -> None:
    hands.go(0, "video.rate")
    hands.press(Key.Key_C, CTRL, SHIFT)
    assert hands.clipboard == "video.rate\n29.97\n"


def test_copying_with_titles_takes_what_stands_over_the_columns(hands: Hands) -> None:
    hands.go(0, "video.rate")
    hands.click(0, "note", CTRL)
    hands.grid.heads.titles["key:video.rate"] = "Frames a second"
    hands.grid.do("copy_with_titles")
    assert "Frames a second" in hands.clipboard.splitlines()[0].split("\t")
    assert "note" in hands.clipboard.splitlines()[0].split("\t")
    hands.grid.do("copy_with_headers")
    assert "video.rate" in hands.clipboard.splitlines()[0].split("\t")


def test_one_value_fills_the_selection_in_one_step(hands: Hands) -> None:
    hands.copy_text("7\n")
    hands.go(0, "video.rate")
    hands.click(4, "video.rate", SHIFT)
    hands.press(Key.Key_V, CTRL)
    assert {hands.cell(row, "video.rate") for row in range(5)} == {"7"}
    assert hands.table.undo_stack.count() == 1


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("a\tb\r\nc\td\r\n", [["a", "b"], ["c", "d"]]),
        ('"two\nlines"\tx', [["two\nlines", "x"]]),
        ('5" nail', [['5" nail']]),
        ('"open', [['"open']]),
        ("", [[""]]),
        ("a\n\nb", [["a"], [""], ["b"]]),
    ],
)
def test_text_of_other_programs_is_read_as_a_block(text: str, block: list[list[str]]) -> None:
    assert read_block(text) == block


@given(st.lists(st.lists(st.text(), min_size=2, max_size=2), min_size=1, max_size=4))
def test_a_block_that_is_written_is_read_the_same(rows: list[list[str]]) -> None:
    plain = [[text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "") for text in row] for row in rows]
    assert read_block(write_block(plain)) == plain
