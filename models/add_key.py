"""A new key's column, as a step that can be undone; the key reaches the platform with its first value."""

from typing import Protocol

from PySide6.QtGui import QUndoCommand
from typing_extensions import override


class KeyColumns(Protocol):
    """A table that can show one more key."""

    def insert_key(self, key: str) -> None:
        """Show a column for the key."""
        ...

    def remove_key(self, key: str) -> None:
        """Show it no more, unless an item has the key."""
        ...


class AddKey(QUndoCommand):
    """Show a column for a key that no item has yet."""

    def __init__(self, table: KeyColumns, key: str) -> None:
        super().__init__(f"Add key {key}")
        self._table = table
        self._key = key

    @override
    def redo(self) -> None:
        self._table.insert_key(self._key)

    @override
    def undo(self) -> None:
        self._table.remove_key(self._key)
