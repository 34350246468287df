"""What is staged for the schema, one line a key, with what is known of its impact."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from domain.schema_changes import SchemaChange, describe

Index = QModelIndex | QPersistentModelIndex

CHANGE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The `SchemaChange` of a row."""
NOTE_ROLE = CHANGE_ROLE + 1
"""A few words on its impact; empty while nothing is known."""
GRAVE_ROLE = CHANGE_ROLE + 2
"""Whether the note is a reason to stop and think."""

_ROOT = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)


class SchemaChangeList(QAbstractListModel):
    """The rows are changes. Those that stay keep their place when others come and go."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._changes: Sequence[SchemaChange] = ()
        self._notes: dict[str, tuple[str, bool]] = {}

    def show(self, changes: Sequence[SchemaChange]) -> None:
        """Show these changes and no others."""
        self.beginResetModel()
        before = {change.key: change for change in self._changes}
        kept = {change.key for change in changes if before.get(change.key) == change}
        self._notes = {key: note for key, note in self._notes.items() if key in kept}
        self._changes = changes
        self.endResetModel()

    def note(self, notes: Mapping[str, tuple[str, bool]]) -> None:
        """Say a few words beside changes, by key, and whether they are grave."""
        self._notes |= notes
        for row, change in enumerate(self._changes):
            if change.key in notes:
                index = self.index(row)
                self.dataChanged.emit(index, index, [NOTE_ROLE, GRAVE_ROLE])

    def row_of(self, key: str) -> int:
        """The row of a key's change; -1 for none."""
        return next((row for row, change in enumerate(self._changes) if change.key == key), -1)

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._changes)

    @override
    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        change = self._changes[index.row()]
        note, grave = self._notes.get(change.key, ("", False))
        if role == _DISPLAY:
            return describe(change)
        if role in {int(Qt.ItemDataRole.ToolTipRole), int(Qt.ItemDataRole.AccessibleTextRole)}:
            return f"{describe(change)}. {note}" if note else describe(change)
        return {CHANGE_ROLE: change, NOTE_ROLE: note, GRAVE_ROLE: grave}.get(role)
