"""What copied cells say to other programs: the values, and where a formula could be made of one, so much is said."""

from PySide6.QtCore import Qt

from tests.ui.grid.conftest import Hands
from ui.grid.clipboard_table import Piece, clip_of

CTRL = Qt.KeyboardModifier.ControlModifier


def test_plain_text_is_the_value_and_the_table_says_that_it_is_text() -> None:
    clip = clip_of([[Piece("=1+1", '"=1+1"'), Piece("-5", "-5")]])
    assert clip.text == "=1+1\t-5\n"
    assert "mso-number-format:'\\@'" in clip.html
    assert 'sdval="-5"' in clip.html
    assert clip.formulas == 0


def test_where_only_text_goes_along_what_looks_like_a_formula_is_counted() -> None:
    rows = [
        [Piece("-5", "-5"), Piece("=1+1", '"=1+1"')],
        *([Piece("1", "1"), Piece("a", '"a"')] for _ in range(10_000)),
    ]
    clip = clip_of(rows)
    assert (clip.html, clip.formulas) == ("", 1)
    assert clip.text.startswith("-5\t=1+1\n")


def test_copied_csv_is_the_text_of_an_exported_file(hands: Hands) -> None:
    hands.copy_text("=1+1\n")
    hands.go(0, "note")
    hands.press(Qt.Key.Key_V, CTRL)
    assert hands.cell(0, "note") == '"=1+1"'
    hands.grid.do("copy_as_csv")
    assert hands.clipboard == "note\n'=1+1\n"
    hands.grid.do("copy")
    assert hands.clipboard == "=1+1\n"
