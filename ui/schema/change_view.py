"""Changes of a schema as a list, each with the sign of its kind."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from domain.schema_changes import SchemaChange
from models.schema_change_list import CHANGE_ROLE, GRAVE_ROLE, NOTE_ROLE, SchemaChangeList
from ui.panes.side_tree import Index, Look, LookDelegate, SideTree, row_height

_SIGNS = {
    "add": ("add", "good"),
    "retype": ("change", "staged"),
    "options": ("edit", "staged"),
    "delete": ("remove", "problem"),
    "hard delete": ("lock", "problem"),
    "restore": ("undo", "good"),
}


def look_of(index: Index) -> Look:
    """A change with the sign of its kind; at the end, what is known of its impact."""
    change = index.data(CHANGE_ROLE)
    icon, colour = _SIGNS.get(change.kind if isinstance(change, SchemaChange) else "", ("edit", "staged"))
    note_colour = "problem" if index.data(GRAVE_ROLE) else "muted"
    return Look(icon, str(index.data() or ""), str(index.data(NOTE_ROLE) or ""), colour, note_colour, 10)


class ChangeView(SideTree):
    """One line a change."""

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setProperty("role", "list")
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.changes = SchemaChangeList(self)
        self.setModel(self.changes)
        self.setItemDelegate(LookDelegate(look_of, self))

    def show_changes(self, changes: Sequence[SchemaChange], most: int = 0) -> None:
        """Show these; as high as they need, but for at most `most` lines where that is given."""
        self.changes.show(changes)
        if most:
            line = row_height(self.fontMetrics())
            self.setFixedHeight(line * max(1, min(len(changes), most)) + 4)
