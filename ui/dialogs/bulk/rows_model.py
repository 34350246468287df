"""A table of lines under fixed heads, which are shown all at once or go on below those that are shown."""

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

Index = QModelIndex | QPersistentModelIndex
T = TypeVar("T")
_ROOT = QModelIndex()
_READ = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)


class RowsModel(QAbstractTableModel, Generic[T]):
    """`titles` are the heads; whoever derives from it says what a line reads as."""

    def __init__(self, titles: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._titles = titles
        self.rows: Sequence[T] = ()

    def show_rows(self, rows: Sequence[T]) -> None:
        """Show these; where they only go on from those shown, the view stays where it is."""
        shown = len(self.rows)
        if not shown or rows[:shown] != self.rows:
            self.beginResetModel()
            self.rows = rows
            self.endResetModel()
        elif len(rows) > shown:
            self.beginInsertRows(_ROOT, shown, len(rows) - 1)
            self.rows = rows
            self.endInsertRows()

    def text(self, row: T, column: int) -> str:
        """What a line reads as in a column."""
        raise NotImplementedError

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

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
        if not index.isValid() or role not in _READ:
            return None
        return self.text(self.rows[index.row()], index.column())
