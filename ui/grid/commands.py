"""Which of the window's commands a table answers, and with what."""

from collections.abc import Callable, Mapping

from ui.grid.editing import CellEditing
from ui.grid.gestures import Gestures
from ui.grid.selecting import Selecting

MENU = (
    "edit_cell open_editor | cut copy copy_with_headers paste | fill_down fill_right | "
    "clear remove_key revert_cell | add_key"
)
"""The commands of a cell's menu, in order; `|` draws a line."""
DURING_EDIT = frozenset({"edit_cell", "open_editor"})
"""The commands that go on with an open edit; the others finish it first."""


def grid_commands(gestures: Gestures, editing: CellEditing, selecting: Selecting) -> Mapping[str, Callable[[], object]]:
    """The commands by the name of their action."""
    return {
        "copy": gestures.copy,
        "copy_with_headers": gestures.copy_with_headers,
        "cut": gestures.cut,
        "paste": gestures.paste,
        "clear": gestures.clear,
        "remove_key": gestures.remove_key,
        "revert_cell": gestures.revert,
        "fill_down": gestures.fill_down,
        "fill_right": gestures.fill_right,
        "copy_id": gestures.copy_identifiers,
        "select_all": selecting.everything,
        "edit_cell": editing.begin,
        "open_editor": editing.begin_large,
    }
