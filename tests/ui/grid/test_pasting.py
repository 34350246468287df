"""Pasting: clean ones just happen, all others are shown before they do; blocks repeat, numbers and dates are local."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from models.cell_state import CellState
from tests.ui.grid.conftest import Hands
from ui.grid.clipboard_table import Piece, clip_of, from_clipboard, read_table
from ui.grid.tiling import landing
from ui.grid.travelling import Block

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
SAMPLES = Path(__file__).parent / "clipboards"


@pytest.fixture
def german() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    yield
    QLocale.setDefault(before)


def press_button(hands: Hands, name: str) -> None:
    button = hands.grid.findChild(QPushButton, name)
    assert button is not None
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def cells(hands: Hands, key: str, rows: int = 5) -> list[str | None]:
    return [hands.cell(row, key) for row in range(rows)]


def test_what_would_not_go_in_is_said_before_anything_happens(hands: Hands) -> None:
    hands.copy_text("1\nfast\n\n4\n5\n6\n7\n")
    hands.go(0, "video.rate")
    before = cells(hands, "video.rate")
    hands.press(Key.Key_V, CTRL)
    asked = hands.grid.hands.pasting.bar.text
    assert "3 of 6 pasted values fit." in asked
    assert '"fast" is not a number' in asked
    assert "1 lies outside the table." in asked
    assert cells(hands, "video.rate") == before
    press_button(hands, "paste_what_fits")
    assert cells(hands, "video.rate") == ["1", "12", '"12"', "4", "5"]
    assert hands.table.undo_stack.count() == 1
    assert hands.heard[-1].startswith("Pasted 3 cells.")
    assert hands.grid.hasFocus()


def test_escape_pastes_nothing_and_gives_the_keyboard_back(hands: Hands) -> None:
    hands.copy_text("fast\n2\n")
    hands.go(0, "video.rate")
    hands.press(Key.Key_V, CTRL)
    QTest.keyClick(focus(), Key.Key_Escape)
    assert hands.grid.hands.pasting.bar.text == ""
    assert hands.table.undo_stack.count() == 0
    assert hands.heard[-1] == "Nothing was pasted."
    assert hands.grid.hasFocus()


def test_enter_answers_the_question(hands: Hands) -> None:
    hands.copy_text("fast\n2\n")
    hands.go(0, "video.rate")
    hands.press(Key.Key_V, CTRL)
    QTest.keyClick(focus(), Key.Key_Return)
    assert cells(hands, "video.rate", 2) == ["29.97", "2"]


def test_a_paste_into_what_the_platform_says_can_only_be_closed(hands: Hands) -> None:
    hands.copy_text("new name")
    hands.go(0, "name")
    hands.press(Key.Key_V, CTRL)
    assert "comes from the platform" in hands.grid.hands.pasting.bar.text
    button = hands.grid.findChild(QPushButton, "paste_what_fits")
    assert button is not None
    assert not button.isVisible()


def test_a_block_repeats_over_a_selection_that_is_a_multiple(hands: Hands) -> None:
    hands.copy_text("1\n2\n")
    hands.go(0, "video.rate")
    hands.click(3, "video.rate", SHIFT)
    hands.press(Key.Key_V, CTRL)
    assert cells(hands, "video.rate") == ["1", "2", "1", "2", None]
    hands.go(0, "video.rate")
    hands.click(2, "video.rate", SHIFT)
    hands.copy_text("7\n8\n")
    hands.press(Key.Key_V, CTRL)
    assert cells(hands, "video.rate") == ["7", "8", "1", "2", None]


def test_numbers_and_dates_of_the_place_are_understood_and_shown(hands: Hands, german: None) -> None:
    hands.copy_text("1.234,5\t24.12.2025\n")
    hands.go(0, "video.rate")
    order = [hands.table.column(column).name for column in hands.grid.order.visible()]
    assert order[order.index("video.rate") + 1] == "video.shot at"
    hands.press(Key.Key_V, CTRL)
    asked = hands.grid.hands.pasting.bar.text
    assert '"1.234,5" → 1234.5' in asked
    assert '"24.12.2025" → 2025-12-24' in asked
    press_button(hands, "paste_what_fits")
    assert hands.cell(0, "video.rate") == "1234.5"
    assert hands.cell(0, "video.shot at") == '"2025-12-24"'


def test_a_number_typed_the_way_of_the_place_is_said_back(hands: Hands, german: None) -> None:
    hands.go(0, "video.rate")
    hands.type("1,5")
    assert hands.grid.editing.bubble.text == "read as 1.5"
    hands.press(Key.Key_Return)
    assert hands.cell(0, "video.rate") == "1.5"


def test_a_number_of_two_meanings_can_be_taken_as_it_is_written(hands: Hands, german: None) -> None:
    hands.copy_text("1.234\n5.678\n")
    hands.go(0, "video.rate")
    hands.press(Key.Key_V, CTRL)
    press_button(hands, "paste_as_written")
    assert cells(hands, "video.rate", 2) == ["1.234", "5.678"]
    hands.press(Key.Key_V, CTRL)
    press_button(hands, "paste_what_fits")
    assert cells(hands, "video.rate", 2) == ["1234", "5678"]


def test_what_was_copied_here_is_pasted_exactly(hands: Hands) -> None:
    hands.go(3, "scene.night")
    hands.press(Key.Key_C, CTRL)
    hands.go(0, "scene.night")
    hands.press(Key.Key_V, CTRL)
    assert hands.cell(0, "scene.night") == "null"
    assert hands.state(0, "scene.night") is CellState.CLEARED
    hands.go(3, "note")
    hands.press(Key.Key_C, CTRL)
    hands.go(1, "note")
    hands.press(Key.Key_V, CTRL)
    assert hands.cell(1, "note") == '"two\\nlines"'
    assert hands.grid.hands.pasting.bar.text == ""


def put_html(html: str, text: str = "") -> None:
    data = QMimeData()
    data.setHtml(html)
    if text:
        data.setText(text)
    QApplication.clipboard().setMimeData(data)


def test_a_block_of_libreoffice_keeps_numbers_exact(hands: Hands, german: None) -> None:
    put_html((SAMPLES / "libreoffice.html").read_text(encoding="utf-8"))
    hands.go(0, "video.rate")
    hands.press(Key.Key_V, CTRL)
    assert '"24.12.2025" → 2025-12-24' in hands.grid.hands.pasting.bar.text
    press_button(hands, "paste_what_fits")
    assert cells(hands, "video.rate", 3) == ["1234.5678", "0.5", "12"]
    assert hands.cell(0, "video.shot at") == '"2025-12-24"'


def test_a_block_of_excel_is_read_with_its_lines(hands: Hands) -> None:
    put_html((SAMPLES / "excel.html").read_text(encoding="utf-8"))
    hands.go(0, "note")
    hands.press(Key.Key_V, CTRL)
    assert hands.cell(0, "note") == '"two\\nlines"'
    assert hands.cell(1, "note") == '"a & b"'
    assert hands.cell(2, "note") == '"=1+1"'


def test_spans_and_blanks_of_a_table_take_their_cells() -> None:
    rows = read_table("<table><tr><td rowspan=2>a</td><td colspan=2>b&nbsp;c</td></tr><tr><td>d</td><td><br></td></tr>")
    assert [[piece.text for piece in row] for row in rows] == [["a", "b c", ""], ["", "d", ""]]
    assert read_table("<p>nothing</p>") == []


def test_the_text_keeps_blanks_that_the_table_beside_it_lost() -> None:
    html = '<table><tr><td>a  b</td><td sdval="1234.5678" sdnum="1033;0;0.0">1234.6</td></tr></table>'
    assert from_clipboard(b"", html, "a  b\t1234.6\n") == [[Piece("a  b"), Piece("1234.6", "1234.5678")]]
    assert from_clipboard(b"", html, "other")[0][0].text == "a b"


pieces = st.builds(Piece, st.text(), st.sampled_from([None, "1", '"x"', "null"]))


@given(st.lists(st.lists(pieces, min_size=2, max_size=2), min_size=1, max_size=4))
def test_a_clip_is_read_back_as_it_was(block: list[list[Piece]]) -> None:
    clip = clip_of(block)
    assert from_clipboard(clip.exact, clip.html, clip.text) == block


def block_at(top: int, first: int, tall: int, wide: int) -> Block:
    return Block(top, top + tall, first, first + wide)


small = st.integers(0, 7)
blocks = st.builds(block_at, small, small, small, small)


@given(blocks, st.integers(1, 6), st.integers(1, 6))
def test_where_a_block_lands(chosen: Block, tall: int, wide: int) -> None:
    rows = columns = 16
    got = landing(chosen, tall, wide, rows, columns)
    height = chosen.height if chosen.height % tall == 0 else tall
    width = chosen.width if chosen.width % wide == 0 else wide
    if (chosen.height > tall and chosen.height % tall) or (chosen.width > wide and chosen.width % wide):
        height, width = tall, wide
    wanted = {(r, c) for r in range(chosen.top, chosen.top + height) for c in range(chosen.first, chosen.first + width)}
    inside = {(r, c) for r, c in wanted if r < rows and c < columns}
    landed = got.block
    assert inside == {
        (r, c) for r in range(landed.top, landed.bottom + 1) for c in range(landed.first, landed.last + 1)
    }
    assert got.cut == len(wanted) - len(inside)
