"""Distinct values with how many rows hold each, the most frequent first, as a list a view can show."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from models.cell_text import elide, plain
from models.repairing import Counted

Index = QModelIndex | QPersistentModelIndex

VALUE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""The value's JSON text."""
COUNT_ROLE = VALUE_ROLE + 1
"""How many rows hold it."""
SHARE_ROLE = VALUE_ROLE + 2
"""That count as a share of the most frequent value's, 0 to 1."""

_ROOT = QModelIndex()
_LONGEST = 200
_LONGEST_TIP = 1_200


def as_json(cell: str) -> str:
    """A value as it is spelt, in one line."""
    return cell.replace("\n", " ")


class ValueCounts(QAbstractListModel):
    """The rows are values; `shows` writes one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._values: Sequence[Counted] = ()
        self._shows: Callable[[str], str] = as_json
        self._most = 1

    def show(self, values: Sequence[Counted], shows: Callable[[str], str] = as_json) -> None:
        """Show these values and no others."""
        self.beginResetModel()
        self._values, self._shows = values, shows
        self._most = max((value.count for value in values), default=0) or 1  # options nobody uses have none
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._values)

    @override
    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        value = self._values[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return elide(self._shows(value.cell), _LONGEST)
            case Qt.ItemDataRole.ToolTipRole:
                return plain(elide(value.cell, _LONGEST_TIP))
            case _:
                answers = {VALUE_ROLE: value.cell, COUNT_ROLE: value.count, SHARE_ROLE: value.count / self._most}
                return answers.get(role)
