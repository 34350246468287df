"""A list of lines under a header, asked for one by one as they come into sight: of any length."""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QTreeView
from typing_extensions import override

Index: TypeAlias = QModelIndex | QPersistentModelIndex
Line: TypeAlias = Sequence[str]

_ROOT = QModelIndex()
_LONGEST = 160


class Lines(QAbstractTableModel):
    """`line(n)` gives the texts of the n-th line; the last one shown is remembered."""

    def __init__(
        self, titles: Sequence[str], count: int, line: Callable[[int], Line], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._titles = tuple(titles)
        self._count = count
        self._line = line
        self._known: tuple[int, Line] = (-1, ())

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._count

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._titles)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if self._known[0] != index.row():
            self._known = index.row(), self._line(index.row())
        texts = self._known[1]
        text = texts[index.column()] if index.column() < len(texts) else ""
        return one_line(text) if role == Qt.ItemDataRole.DisplayRole else text[:2000] or None

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        across = orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole
        return self._titles[section] if across and 0 <= section < len(self._titles) else None


class LineList(QTreeView):
    """Shows `Lines` with rows of one height."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._lines: Lines | None = None
        self.setObjectName(name)
        self.setProperty("role", "list")
        self.setUniformRowHeights(True)
        self.setRootIsDecorated(False)
        self.setItemsExpandable(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)

    def show_lines(
        self, titles: Sequence[str], count: int, line: Callable[[int], Line], widths: Sequence[int] = ()
    ) -> None:
        """Show other lines; `widths` in pixels, the last column takes the rest."""
        before = self._lines
        self._lines = Lines(titles, count, line, self)
        self.setModel(self._lines)
        if before is not None:
            before.deleteLater()
        for column, width in enumerate(widths):
            self.header().resizeSection(column, width)
        self.header().setStretchLastSection(True)


def one_line(text: str) -> str:
    """The text on one line, not longer than is read at a glance."""
    if len(text) > _LONGEST:
        text = text[: _LONGEST - 1] + "…"
    return text.replace("\r\n", "⏎").replace("\n", "⏎").replace("\r", "⏎").replace("\t", "⇥")
