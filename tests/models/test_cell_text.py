"""What a cell says at length and for people: tooltips, states, and edits taken one way and the other."""

from PySide6.QtGui import QUndoStack

from domain.changes import CellChange
from domain.metadata import CLEARED
from domain.schema import Schema
from models.cell_state import CellState, ShownCell
from models.cell_text import CellWriter, elide, tooltip
from models.edits import EditCells, redo, undo
from models.staged import StagedEdits
from models.staged_columns import StagedCell, columns_of
from tests.models.world import SCHEMA

FIELD = Schema.read(SCHEMA).field


def test_a_tooltip_tells_absent_cleared_and_empty_apart() -> None:
    note = FIELD("note")
    assert "the item does not have this key" in tooltip("note", note, None, None, "")
    assert "cleared: the key is there without a value" in tooltip("note", note, CLEARED, None, "")
    assert "(empty text)" in tooltip("note", note, '""', None, "")
    said = tooltip("note", note, '"old"', StagedCell('"old"', None), "")
    assert "does not have this key" in said
    assert "Original: old" in said
    assert "too long" in tooltip("note", note, '"x"', None, "The text is too long.")
    assert len(tooltip("note", note, f'"{"x" * 99_999}"', None, "")) < 2000


def test_a_column_remembers_values_without_end_of_memory() -> None:
    writer = CellWriter(FIELD("video.rate"))
    for number in range(10_000):
        assert writer.write(str(number), None) == ShownCell(str(number), CellState.CONFIRMED)
    assert writer.write("1", None).text == "1"


def test_a_place_that_is_none_is_shown_as_it_is() -> None:
    shown = CellWriter(FIELD("place")).write('{"latitude":99,"longitude":0}', None)
    assert (shown.text, shown.state) == ('{"latitude":99,"longitude":0}', CellState.INVALID)
    assert CellWriter(FIELD("place")).write(CLEARED, None) == ShownCell("null", CellState.NULL)


def test_states_say_what_is_edited_and_what_is_wrong() -> None:
    assert [state for state in CellState if state.staged] == [
        CellState.CHANGED,
        CellState.ADDED,
        CellState.CLEARED,
        CellState.REMOVED,
        CellState.KEPT_INVALID,
    ]
    assert [state for state in CellState if state.broken] == [CellState.INVALID, CellState.KEPT_INVALID]


def test_text_is_cut_with_an_ellipsis() -> None:
    assert (elide("abc", 3), elide("abcd", 3)) == ("abc", "ab…")


def test_a_command_pushed_by_hand_stages_itself(staged: StagedEdits) -> None:
    stack = QUndoStack()
    stack.push(EditCells(staged, "Set a", columns_of([CellChange("one", "a", "0", "1")]), {}))
    assert staged.cell("one", "a") == StagedCell("0", "1")
    stack.undo()
    assert staged.count == 0
    assert redo(stack) == ""
    assert staged.count == 1
    assert undo(stack) == ""
    assert (undo(stack), staged.count) == ("", 0)
