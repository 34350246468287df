"""The tree of storage folders: children fetched when a folder is opened, with how many items each holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from typing_extensions import override

from domain.catalog import Folder, FolderSummary
from models.cell_text import plain
from models.lazy_tree import RIGHT, UUID_ROLE, Branch, Index, LazyTree, Node

FOLDER_ROLE = UUID_ROLE + 1
"""The `Folder` of a node."""
SUMMARY_ROLE = UUID_ROLE + 2
"""The `FolderSummary` of a node; None until it is known."""

NAME_COLUMN, COUNT_COLUMN = 0, 1


@dataclass(frozen=True, slots=True)
class _Shown:
    folder: Folder | None
    summary: FolderSummary | None = None


class FolderTree(LazyTree[_Shown]):
    """Folders by UUID. A refresh keeps what is open and selected: a folder stays the same node as long as it exists."""

    children_wanted = Signal(str)
    """The folder whose children shall be fetched and given to `set_children`."""

    titles = ("Name", "Items")

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(_Shown(None), parent)

    def folder(self, index: Index) -> Folder | None:
        """The folder of an index; None for an invalid one."""
        return self.node(index).value.folder

    def index_of(self, uuid: str) -> QModelIndex:
        """Where a folder is; an invalid index where it is not known."""
        node = self.find(uuid)
        return QModelIndex() if node is None else self.index_of_node(node)

    def set_children(self, parent: str | None, folders: Sequence[Folder]) -> None:
        """Show these folders, in this order, in a folder or (None) at the top. An unknown parent is passed over."""
        node = self._root if parent is None else self.find(parent)
        if node is None:
            return
        above = self._with_ancestors(node)
        new = {folder.uuid: folder for folder in folders if folder.uuid not in above}
        self.set_nodes(node, [(uuid, self._shown(folder)) for uuid, folder in new.items()])

    def set_summary(self, uuid: str, summary: FolderSummary) -> None:
        """Show how much a folder holds."""
        node = self.find(uuid)
        if node is not None:
            node.value = _Shown(node.value.folder, summary)
            self.show_again(node)

    def set_failed(self, uuid: str, sentence: str) -> None:
        """The children could not be fetched; `fetch_again` asks once more."""
        node = self.find(uuid)
        if node is not None and node.branch is Branch.WANTED:
            self.set_branch(node, Branch.FAILED, sentence)

    def fetch_again(self, uuid: str) -> None:
        """Ask for the children of a folder once more."""
        node = self.find(uuid)
        if node is not None:
            self.set_branch(node, Branch.WANTED)
            self.want(node)

    @override
    def want(self, node: Node[_Shown]) -> None:
        self.children_wanted.emit(node.key)

    @override
    def may_have_children(self, node: Node[_Shown]) -> bool:
        summary = node.value.summary
        return summary is None or summary.folders > 0

    @override
    def answer(self, node: Node[_Shown], column: int, role: int) -> Any:
        folder, summary = node.value.folder, node.value.summary
        if folder is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _text(folder, summary, column)
            case Qt.ItemDataRole.ToolTipRole:
                return _tooltip(folder, summary, node.sentence)
            case Qt.ItemDataRole.DecorationRole:
                return self.icon(folder.kind) or self.icon("folder") if column == NAME_COLUMN else None
            case Qt.ItemDataRole.TextAlignmentRole:
                return RIGHT if column == COUNT_COLUMN else None
            case _:
                return {UUID_ROLE: folder.uuid, FOLDER_ROLE: folder, SUMMARY_ROLE: summary}.get(role)

    def _shown(self, folder: Folder) -> _Shown:
        node = self.find(folder.uuid)
        return _Shown(folder, None if node is None else node.value.summary)

    def _with_ancestors(self, node: Node[_Shown]) -> set[str]:
        """A folder that is said to lie in itself, by way of others, would hang the tree in the air."""
        keys: set[str] = set()
        above: Node[_Shown] | None = node
        while above is not None:
            keys.add(above.key)
            above = above.parent
        return keys


def _text(folder: Folder, summary: FolderSummary | None, column: int) -> str:
    if column == NAME_COLUMN:
        return " ".join(folder.name.splitlines())
    return "" if summary is None else f"{summary.files:,}"


def _tooltip(folder: Folder, summary: FolderSummary | None, sentence: str) -> str:
    lines = [folder.name, folder.description, f"Owner: {folder.owner}" if folder.owner else ""]
    if summary is not None:
        lines.append(f"{summary.files:,} items, {summary.folders:,} folders")
    return plain("\n".join(line for line in (*lines, sentence) if line))
