"""What values become, before it happens: one row a distinct value, with how many there are."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from models.cell_text import elide, plain
from models.repairing import Change

Index = QModelIndex | QPersistentModelIndex

TITLES = ("Now", "Becomes", "Values")
_ROOT = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_LONGEST = 120
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class ChangeList(QAbstractTableModel):
    """Columns: the value now, what it becomes, how many rows hold it."""

    def __init__(self, changes: Sequence[Change], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._changes = changes

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._changes)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(TITLES)

    @override
    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        change = self._changes[index.row()]
        match role, index.column():
            case (Qt.ItemDataRole.DisplayRole, 2):
                return f"{change.count:,}"
            case (Qt.ItemDataRole.TextAlignmentRole, 2):
                return _RIGHT
            case (Qt.ItemDataRole.DisplayRole, column):
                return elide((change.before, change.after)[column], _LONGEST)
            case (Qt.ItemDataRole.ToolTipRole, column) if column < 2:
                return plain((change.before, change.after)[column])
            case _:
                return None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(TITLES):
            return None
        if role == int(Qt.ItemDataRole.TextAlignmentRole) and section == len(TITLES) - 1:
            return _RIGHT
        return TITLES[section] if role == _DISPLAY else None
