"""Groups of items that hold the same: what they hold, how many they are, which come first."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from controllers.bulk_reports import Twins
from ui.wording import number

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class ReportModel(QAbstractTableModel):
    """One row a group, the largest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._groups: Sequence[Twins] = ()
        self._titles = (self.tr("Values"), self.tr("Items"), self.tr("First items"))

    def show_groups(self, groups: Sequence[Twins]) -> None:
        """Show these groups."""
        self.beginResetModel()
        self._groups = groups
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._groups)

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
        if not index.isValid() or role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        group = self._groups[index.row()]
        texts = (" · ".join(value or "-" for value in group.values), number(group.count), ", ".join(group.names))
        return texts[index.column()]
