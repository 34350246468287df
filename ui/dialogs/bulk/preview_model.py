"""The first values a change would touch: item, key, before and after."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from controllers.bulk import Change
from domain.metadata import CLEARED, Cell
from domain.schema import FieldType
from domain.words import Span, word_diff

Index = QModelIndex | QPersistentModelIndex

SPANS_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""What to paint of a value: spans of `domain.words`, those of the other side left out; None where there is no value."""

ITEM, KEY, BEFORE, AFTER = range(4)
_ROOT = QModelIndex()
_LONGEST = 400


class PreviewModel(QAbstractTableModel):
    """Lists changes; `kind` tells the type of a key."""

    def __init__(self, kind: Callable[[str], FieldType], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._changes: Sequence[Change] = ()
        self._titles = (self.tr("Item"), self.tr("Key"), self.tr("Before"), self.tr("After"))

    def show_changes(self, changes: Sequence[Change]) -> None:
        """Show these; where they only go on from those shown, the view stays where it is."""
        shown = len(self._changes)
        if shown and changes[:shown] == self._changes:
            if len(changes) > shown:
                self.beginInsertRows(_ROOT, shown, len(changes) - 1)
                self._changes = changes
                self.endInsertRows()
            return
        self.beginResetModel()
        self._changes = changes
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._changes)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._titles)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._titles[section]
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        change = self._changes[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self._text(change, index.column())
        if role == SPANS_ROLE and index.column() in {BEFORE, AFTER}:
            return self._spans(change, index.column())
        return None

    def _text(self, change: Change, column: int) -> str:
        match column:
            case 0:
                return change.name
            case 1:
                return change.key
            case _:
                cell = change.before if column == BEFORE else change.after
                return self._read(change.key, cell) if cell is not None else self.tr("no key")

    def _spans(self, change: Change, column: int) -> Sequence[Span] | None:
        before, after = change.before, change.after
        cell, mark = (before, "gone") if column == BEFORE else (after, "new")
        if cell is None or cell == CLEARED:
            return None
        whole = word_diff(self._read(change.key, before), self._read(change.key, after))
        return [span for span in whole if span[0] in {"same", mark}]

    def _read(self, key: str, cell: Cell) -> str:
        if cell is None or cell == CLEARED:
            return ""
        return self._kind(key).show(cell)[:_LONGEST]
