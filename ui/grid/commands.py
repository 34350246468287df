"""Which of the window's commands a table answers, and with what."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMenu, QWidget

from ui.actions import Actions
from ui.grid.editing import CellEditing
from ui.grid.hands import Hands
from ui.grid.selecting import Selecting

_FIRST = "watch | edit_cell open_editor | cut copy"
_COPY_AS = "copy_with_headers copy_with_titles copy_as_csv copy_as_json | copy_id"
_THEN = (
    "paste | fill_down fill_right insert_today insert_now | clear remove_key revert_cell | add_to_selection | add_key"
)
DURING_EDIT = frozenset({"edit_cell", "open_editor"})
"""The commands that go on with an open edit; the others finish it first."""


def cell_menu(actions: Actions, parent: QWidget) -> QMenu:
    """The menu of a cell; it goes when it is closed."""
    menu = actions.fill(QMenu(parent), _FIRST)
    actions.fill(menu.addMenu(QCoreApplication.translate("Hands", "Copy As")), _COPY_AS)
    actions.fill(menu, _THEN)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu


def grid_commands(hands: Hands, editing: CellEditing, selecting: Selecting) -> Mapping[str, Callable[[], object]]:
    """The commands by the name of their action."""
    return {
        "copy": hands.copying.copy,
        "copy_with_headers": hands.copying.copy_with_headers,
        "copy_with_titles": hands.copying.copy_with_titles,
        "copy_as_json": hands.copying.copy_as_json,
        "copy_as_csv": hands.copying.copy_as_csv,
        "copy_id": hands.copying.copy_identifiers,
        "cut": hands.cut,
        "paste": hands.pasting.paste,
        "clear": hands.cells.clear,
        "remove_key": hands.cells.remove_key,
        "revert_cell": hands.cells.revert,
        "fill_down": hands.filling.fill_down,
        "fill_right": hands.filling.fill_right,
        "insert_today": hands.filling.today,
        "insert_now": hands.filling.now,
        "add_to_selection": hands.cells.add_to_selection,
        "select_all": selecting.everything,
        "edit_cell": editing.begin,
        "open_editor": editing.begin_large,
    }
