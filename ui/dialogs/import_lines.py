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
    """`line(n)` gives the texts of the n-th line; the last one shown is remembered. `ticked(n)`: if it is ticked."""

    def __init__(
        self,
        titles: Sequence[str],
        count: int,
        line: Callable[[int], Line],
        parent: QObject | None = None,
        ticked: Callable[[int], bool] | None = None,
    ) -> None:
        super().__init__(parent)
        self._ticked = ticked
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
        if index.isValid() and role == Qt.ItemDataRole.CheckStateRole:
            return self._tick(index)
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if self._known[0] != index.row():
            self._known = index.row(), self._line(index.row())
        texts = self._known[1]
        text = texts[index.column()] if index.column() < len(texts) else ""
        return one_line(text) if role == Qt.ItemDataRole.DisplayRole else text[:2000] or None

    def refresh(self) -> None:
        """What the lines say, or which are ticked, is different now."""
        self._known = (-1, ())
        if self._count:
            self.dataChanged.emit(self.index(0, 0), self.index(self._count - 1, len(self._titles) - 1))

    def _tick(self, index: Index) -> Qt.CheckState | None:
        if self._ticked is None or index.column():
            return None
        return Qt.CheckState.Checked if self._ticked(index.row()) else Qt.CheckState.Unchecked

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
        self,
        titles: Sequence[str],
        count: int,
        line: Callable[[int], Line],
        widths: Sequence[int] = (),
        ticked: Callable[[int], bool] | None = None,
    ) -> None:
        """Show other lines; `widths` in pixels, the last column takes the rest. `ticked`: they have a box to tick."""
        before = self._lines
        self._lines = Lines(titles, count, line, self, ticked)
        self.setModel(self._lines)
        if before is not None:
            before.deleteLater()
        for column, width in enumerate(widths):
            self.header().resizeSection(column, width)
        self.header().setStretchLastSection(True)

    @property
    def line(self) -> int:
        """The line that is current; -1 where none is."""
        return self.currentIndex().row()

    @property
    def lines(self) -> int:
        """How many lines there are."""
        return self._lines.rowCount() if self._lines is not None else 0

    def go_to(self, line: int) -> None:
        """Make a line the current one and bring it into sight, if it is there."""
        if self._lines is not None and 0 <= line < self.lines:
            self.setCurrentIndex(self._lines.index(line, 0))

    def refresh(self) -> None:
        """Ask for the lines again."""
        if self._lines is not None:
            self._lines.refresh()


def one_line(text: str) -> str:
    """The text on one line, not longer than is read at a glance."""
    if len(text) > _LONGEST:
        text = text[: _LONGEST - 1] + "…"
    return text.replace("\r\n", "⏎").replace("\n", "⏎").replace("\r", "⏎").replace("\t", "⇥")
