"""A list of lines to tick, of any length: each with a sign, a text, and what there is to say about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QTreeView, QWidget
from typing_extensions import override

from ui.icons import icon
from ui.panes.side_tree import RowDelegate
from ui.tokens import tokens_of

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_CHECK = Qt.ItemDataRole.CheckStateRole


@dataclass(frozen=True, slots=True)
class TickLine:
    """One line. `sign`: an icon and the token of its colour; `more` is shown when the line is pointed at."""

    name: str
    text: str
    sign: tuple[str, str]
    more: str = ""


class TickModel(QAbstractListModel):
    """Lines, and the names of those that are ticked."""

    ticked_changed = Signal()

    def __init__(self, view: QWidget, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._view = view
        self._lines: Sequence[TickLine] = ()
        self.ticked: frozenset[str] = frozenset()

    def show(self, lines: Sequence[TickLine], ticked: frozenset[str]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._lines, self.ticked = lines, ticked
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        kept = super().flags(index)
        return kept | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemNeverHasChildren if index.isValid() else kept

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.text
            case Qt.ItemDataRole.ToolTipRole:
                return line.more or line.text
            case Qt.ItemDataRole.DecorationRole:
                return icon(line.sign[0], str(getattr(tokens_of(self._view.palette()), line.sign[1])))
            case Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if line.name in self.ticked else Qt.CheckState.Unchecked
            case _:
                return None

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != _CHECK:
            return False
        self.tick([self._lines[index.row()].name], ticked=Qt.CheckState(value) is Qt.CheckState.Checked)
        return True

    def tick(self, names: Sequence[str] | None = None, *, ticked: bool = True) -> None:
        """Tick some lines by their names, or all, or take their ticks away."""
        wanted = frozenset(line.name for line in self._lines) if names is None else frozenset(names)
        self.ticked = self.ticked | wanted if ticked else self.ticked - wanted
        if self._lines:
            self.dataChanged.emit(self.index(0), self.index(len(self._lines) - 1), [_CHECK])
        self.ticked_changed.emit()


class TickList(QTreeView):
    """Shows a `TickModel`; Space ticks the line under the cursor."""

    def __init__(self, name: str, title: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setProperty("role", "list")
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setUniformRowHeights(True)
        self.setItemDelegate(RowDelegate(self))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lines = TickModel(self, self)
        self.setModel(self.lines)
