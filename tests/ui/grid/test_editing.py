"""Editing in place: by type, refused with a reason, kept on purpose, or taken back with Esc."""

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication

from models.cell_state import CellState
from tests.ui.grid.conftest import Hands
from ui.grid.moments import in_words, spelt_out

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def test_typing_replaces_the_value_and_enter_goes_down(hands: Hands) -> None:
    hands.go(0, "video.rate")
    hands.type("24")
    hands.press(Key.Key_Return)
    assert hands.cell(0, "video.rate") == "24"
    assert hands.state(0, "video.rate") is CellState.CHANGED
    assert hands.current == (1, "video.rate")
    assert not hands.grid.editing.active


def test_f2_goes_on_from_the_value_and_tab_goes_right(hands: Hands) -> None:
    hands.go(0, "note")
    hands.press(Key.Key_F2)
    hands.press(Key.Key_End)
    hands.type("!")
    hands.press(Key.Key_Tab)
    assert hands.cell(0, "note") == '"first!"'
    assert hands.current[0] == 0
    assert hands.current[1] != "note"


def test_escape_leaves_the_value_as_it_was(hands: Hands) -> None:
    hands.go(0, "note")
    hands.type("nothing of this")
    hands.press(Key.Key_Escape)
    assert hands.cell(0, "note") == '"first"'
    assert not hands.grid.editing.active
    assert hands.table.undo_stack.count() == 0


def test_an_edit_that_changes_nothing_stages_nothing(hands: Hands) -> None:
    hands.go(2, "video.rate")
    hands.press(Key.Key_F2)
    hands.press(Key.Key_Return)
    assert hands.cell(2, "video.rate") == '"12"'
    assert hands.state(2, "video.rate") is CellState.INVALID


def test_a_value_that_breaks_the_schema_keeps_the_editor_open_with_the_reason(hands: Hands) -> None:
    hands.go(0, "video.rate")
    hands.type("fast")
    hands.press(Key.Key_Return)
    assert hands.grid.editing.active
    assert hands.grid.editing.bubble.refusing
    assert "is not a number" in hands.grid.editing.bubble.text
    assert hands.cell(0, "video.rate") == "29.97"


def test_enter_again_keeps_a_refused_value_on_purpose(hands: Hands) -> None:
    hands.go(0, "scene.weather")
    hands.type("drizzle")
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Return)
    assert hands.cell(0, "scene.weather") == '"drizzle"'
    assert hands.state(0, "scene.weather") is CellState.KEPT_INVALID
    assert not hands.grid.editing.active


def test_a_refused_value_that_is_typed_over_is_asked_about_anew(hands: Hands) -> None:
    hands.go(0, "video.rate")
    hands.type("fast")
    hands.press(Key.Key_Return)
    hands.type("er")
    assert not hands.grid.editing.bubble.refusing
    hands.press(Key.Key_Return)
    assert hands.grid.editing.active
    assert hands.grid.editing.bubble.refusing


def test_a_click_elsewhere_never_keeps_a_refused_value(hands: Hands) -> None:
    hands.go(0, "video.rate")
    hands.type("fast")
    hands.click(3, "note")
    assert hands.grid.editing.active
    hands.click(3, "note")
    assert hands.cell(0, "video.rate") == "29.97"
    hands.press(Key.Key_Escape)
    assert hands.cell(0, "video.rate") == "29.97"


def test_a_click_elsewhere_keeps_a_value_that_fits(hands: Hands) -> None:
    hands.go(0, "video.rate")
    hands.type("25")
    hands.click(3, "note")
    assert hands.cell(0, "video.rate") == "25"
    assert hands.current == (3, "note")


@pytest.mark.parametrize("word", ["now", "today"])
def test_dates_are_said_back_and_understood(hands: Hands, word: str) -> None:
    hands.go(0, "video.shot at")
    hands.type(word)
    assert str(datetime.now().astimezone().year) in hands.grid.editing.bubble.text
    hands.press(Key.Key_Return)
    cell = hands.cell(0, "video.shot at")
    assert cell is not None
    assert cell.startswith(f'"{datetime.now().astimezone().year}-')


def test_a_moment_is_said_with_its_zone() -> None:
    assert in_words("2024-05-01T12:15:00+02:00") == "Wed 1 May 2024, 12:15:00 UTC+02:00"
    assert in_words("2024-05-01T12:15:00Z") == "Wed 1 May 2024, 12:15:00 UTC"
    assert in_words("2024-05-01") == "Wed 1 May 2024"
    assert in_words("soon") == ""


def test_words_for_days_become_dates() -> None:
    noon = datetime.fromisoformat("2024-05-01T12:00:00+02:00")
    assert spelt_out("now", lambda: noon) == "2024-05-01T12:00:00+02:00"
    assert spelt_out(" Yesterday ", lambda: noon) == "2024-04-30"
    assert spelt_out("2024", lambda: noon) == "2024"


def test_the_list_of_an_enum_opens_and_takes_a_choice(hands: Hands) -> None:
    hands.go(0, "scene.weather")
    hands.press(Key.Key_Down, ALT)
    editor = hands.grid.editing.editor
    assert editor is not None
    popup = editor.completer().popup()
    assert popup is not None
    assert popup.isVisible()
    popup.hide()
    editor.setText("sun")
    hands.press(Key.Key_Return)
    assert hands.cell(0, "scene.weather") == '"sun"'


def popup_of(hands: Hands) -> QAbstractItemView:
    editor = hands.grid.editing.editor
    assert editor is not None
    popup = editor.completer().popup()
    assert popup is not None
    assert popup.isVisible()
    return popup


def test_enter_takes_the_only_option_that_the_typed_letters_begin(hands: Hands) -> None:
    hands.go(0, "scene.weather")
    hands.type("SU")
    QTest.keyClick(popup_of(hands), Key.Key_Return)
    assert hands.cell(0, "scene.weather") == '"sun"'
    assert hands.current == (1, "scene.weather")


def test_enter_over_the_list_takes_what_is_typed_when_it_begins_no_option(hands: Hands) -> None:
    hands.go(0, "scene.weather")
    hands.type("un")
    QTest.keyClick(popup_of(hands), Key.Key_Return)
    assert hands.grid.editing.bubble.refusing
    assert 'Did you mean "sun"?' in hands.grid.editing.bubble.text
    hands.press(Key.Key_Escape)
    assert hands.cell(0, "scene.weather") == '"rain"'


def test_a_marked_option_is_taken_by_enter(hands: Hands) -> None:
    hands.go(0, "scene.weather")
    hands.type("s")
    QTest.keyClick(popup_of(hands), Key.Key_Down)
    QTest.keyClick(popup_of(hands), Key.Key_Return)
    assert hands.cell(0, "scene.weather") == '"sun"'
    assert not hands.grid.editing.active


def test_facts_and_unreadable_items_say_why_they_cannot_be_edited(hands: Hands) -> None:
    hands.go(0, "name")
    hands.type("x")
    assert not hands.grid.editing.active
    assert "comes from the platform" in hands.heard[-1]
    hands.go(5, "note")
    hands.press(Key.Key_F2)
    assert hands.heard[-1] == "The metadata is not a JSON object."


def test_an_embedding_is_not_typed(hands: Hands) -> None:
    hands.go(2, "vector")
    hands.press(Key.Key_F2)
    assert not hands.grid.editing.active
    assert "embedding" in hands.heard[-1]


def test_text_of_several_lines_opens_with_room(hands: Hands) -> None:
    hands.go(3, "note")
    hands.press(Key.Key_F2)
    assert not hands.grid.editing.active
    editor = QApplication.activeModalWidget()
    assert editor is not None
    editor.close()


def test_control_enter_and_other_commands_leave_a_refused_edit_open(hands: Hands) -> None:
    hands.go(0, "video.rate")
    hands.type("fast")
    assert hands.grid.do("fill_down")
    assert hands.grid.editing.active
    assert hands.cell(1, "video.rate") == "12"
    assert not hands.grid.do("review")
