"""Which types of values each key really holds, as a table: keys whose values are of several types come first."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from domain.problems import Kind
from models.findings import KeyTypes

Index = QModelIndex | QPersistentModelIndex

DRIFTS_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""Whether the values of a row's key are of more than one type."""
KEY_ROLE = DRIFTS_ROLE + 1
"""The key of a row."""

_KINDS = (Kind.TEXT, Kind.NUMBER, Kind.BOOLEAN, Kind.LIST, Kind.OBJECT, Kind.NULL, Kind.ABSENT)
TITLES = ("Key", "Type", *(kind.value.capitalize() for kind in _KINDS))
_FIRST_COUNT = 2
_ROOT = QModelIndex()
_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class TypeTable(QAbstractTableModel):
    """Rows are keys; columns are the key, the schema's type, and a count for each type of JSON."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._types: Sequence[KeyTypes] = ()

    def show(self, types: Sequence[KeyTypes]) -> None:
        """Show these keys and no others."""
        self.beginResetModel()
        self._types = sorted(types, key=lambda each: not each.drifts)
        self.endResetModel()

    def is_used(self, column: int) -> bool:
        """Whether any key has something in a column."""
        return column < _FIRST_COUNT or any(_text(each, column) for each in self._types)

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._types)

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(TITLES)

    @override
    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if not index.isValid():
            return None
        types, column = self._types[index.row()], index.column()
        if role == DRIFTS_ROLE:
            return types.drifts
        if role == KEY_ROLE:
            return types.key
        if role == int(Qt.ItemDataRole.TextAlignmentRole):
            return _RIGHT if column >= _FIRST_COUNT else None
        if role == int(Qt.ItemDataRole.ToolTipRole):
            return "Its values are of more than one type." if types.drifts else None
        return _text(types, column) if role == _DISPLAY else None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(TITLES):
            return None
        if role == int(Qt.ItemDataRole.TextAlignmentRole) and section >= _FIRST_COUNT:
            return _RIGHT
        return TITLES[section] if role == _DISPLAY else None


def _text(types: KeyTypes, column: int) -> str:
    if column < _FIRST_COUNT:
        return (types.key, types.wanted)[column]
    count = types.counts.get(_KINDS[column - _FIRST_COUNT], 0)
    return f"{count:,}" if count else ""
