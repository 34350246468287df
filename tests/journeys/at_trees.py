"""A person at the trees: unfolds branches by mouse and key, and opens what they lead to."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint
from PySide6.QtWidgets import QAbstractItemView, QTreeView

from tests.journeys import hands
from tests.journeys.at_window import AtWindow
from ui.panes.table_page import TablePage
from ui.panes.tree_pane import TreePane


class AtTrees(AtWindow):
    """Knows its way by the names of folders and datasets."""

    def opens(self, *path: str) -> None:
        """Unfold folder after folder and open the last one as a table; wait for its items."""
        self._opens(self.window.folders, path)

    def opens_dataset(self, *path: str) -> None:
        self._opens(self.window.datasets, path)

    def unfolds(self, *path: str) -> None:
        """Unfold folder after folder, by mouse and the Right key."""
        for depth in range(len(path)):
            self._unfold(self.window.folders.tree, path[: depth + 1])

    def unfolds_dataset(self, name: str) -> None:
        self._unfold(self.window.datasets.tree, [name])

    def _opens(self, pane: TreePane, path: Sequence[str]) -> None:
        for depth in range(len(path) - 1):
            self._unfold(pane.tree, path[: depth + 1])
        index = self._row(pane.tree, path)
        self.stage.act(lambda: hands.double_click(pane.tree.viewport(), _middle(pane.tree, index)))
        self.stage.until(lambda: self._is_loaded(path[-1]), f'the items of "{path[-1]}"')

    def _unfold(self, tree: QTreeView, path: Sequence[str]) -> None:
        index = self._row(tree, path)
        self.stage.act(lambda: hands.click(tree.viewport(), _middle(tree, index)))
        if not tree.isExpanded(index):
            self.presses("Right")

    def _row(self, tree: QTreeView, path: Sequence[str]) -> QModelIndex:
        """The row at a path of names, once it is there, in sight."""
        self.stage.until(lambda: _find(tree, path), f'"{" / ".join(path)}" in the tree')
        index = _find(tree, path)
        assert index is not None
        self.stage.act(lambda: tree.scrollTo(index))
        return index

    def _is_loaded(self, title: str) -> bool:
        page = self.window.tabs.current
        return isinstance(page, TablePage) and page.open_table.title == title and not page.open_table.loading


def _find(tree: QTreeView, path: Sequence[str]) -> QModelIndex | None:
    parent = QModelIndex()
    for name in path:
        rows = (tree.model().index(row, 0, parent) for row in range(tree.model().rowCount(parent)))
        found = next((row for row in rows if row.data() == name), None)
        if found is None:
            return None
        parent = found
    return parent


def _middle(view: QAbstractItemView, index: QModelIndex) -> QPoint:
    return view.visualRect(index).center()
