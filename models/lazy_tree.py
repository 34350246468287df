"""A tree whose branches are fetched when they are opened, and whose nodes stay themselves when it is refreshed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Generic, TypeVar, overload

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon
from typing_extensions import override

Index = QModelIndex | QPersistentModelIndex
Value = TypeVar("Value")

NO_INDEX = QModelIndex()
DISPLAY = int(Qt.ItemDataRole.DisplayRole)
TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
DECORATION = int(Qt.ItemDataRole.DecorationRole)
ALIGNMENT = int(Qt.ItemDataRole.TextAlignmentRole)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

BRANCH_ROLE = int(Qt.ItemDataRole.UserRole) + 1
"""How far the children of a node are known: a `Branch`."""
SENTENCE_ROLE = BRANCH_ROLE + 1
"""Why fetching the children failed; empty otherwise."""
UUID_ROLE = BRANCH_ROLE + 2
"""What the node stands for, by UUID."""

_FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_LEAF_FLAGS = _FLAGS | Qt.ItemFlag.ItemNeverHasChildren
_NO_FLAGS = Qt.ItemFlag.NoItemFlags


class Branch(Enum):
    """How far the children of a node are known."""

    UNKNOWN = "unknown"
    WANTED = "wanted"
    FAILED = "failed"
    KNOWN = "known"
    LEAF = "leaf"


@dataclass(slots=True, eq=False)
class Node(Generic[Value]):
    """One node: what it shows, where it hangs, what is known below it. A number is never used twice."""

    number: int
    key: str
    value: Value
    parent: "Node[Value] | None"
    branch: Branch = Branch.UNKNOWN
    sentence: str = ""
    children: "list[Node[Value]]" = field(default_factory=list["Node[Value]"])


class LazyTree(QAbstractItemModel, Generic[Value]):
    """Nodes by key. A subclass says what a node shows, which are leaves, and who is asked for children."""

    def __init__(self, root: Value, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._root = Node(0, "", root, None, Branch.KNOWN)
        self._nodes: dict[int, Node[Value]] = {}
        self._by_key: dict[str, Node[Value]] = {}
        self._icons: Mapping[str, QIcon] = {}
        self._last = 0

    # what a subclass says

    titles: tuple[str, ...] = ("Name",)

    def is_leaf(self, value: Value) -> bool:
        """Whether nothing can ever hang below."""
        del value
        return False

    def may_have_children(self, node: Node[Value]) -> bool:
        """Whether a node whose children are not known yet might have some."""
        del node
        return True

    def want(self, node: Node[Value]) -> None:
        """Ask for the children of a node."""
        raise NotImplementedError

    def answer(self, node: Node[Value], column: int, role: int) -> Any:
        """What a node shows."""
        raise NotImplementedError

    # what Qt asks

    @override
    def index(self, row: int, column: int, parent: Index = NO_INDEX) -> QModelIndex:
        if parent.isValid() and parent.column() != 0:
            return QModelIndex()
        children = self.node(parent).children
        if 0 <= row < len(children) and 0 <= column < len(self.titles):
            return self.createIndex(row, column, children[row].number)
        return QModelIndex()

    @overload
    def parent(self) -> QObject | None: ...
    @overload
    def parent(self, child: Index) -> QModelIndex: ...
    @override
    def parent(self, child: Index | None = None) -> QObject | QModelIndex | None:
        """The node above; without an index, the object that owns the model."""
        if child is None:
            return super().parent()
        node = self.node(child)
        return QModelIndex() if node.parent is None else self.index_of_node(node.parent)

    @override
    def rowCount(self, parent: Index = NO_INDEX) -> int:
        return 0 if parent.column() > 0 else len(self.node(parent).children)

    @override
    def columnCount(self, parent: Index = NO_INDEX) -> int:
        del parent
        return len(self.titles)

    @override
    def hasChildren(self, parent: Index = NO_INDEX) -> bool:
        if parent.column() > 0:
            return False
        node = self.node(parent)
        known = node.branch in (Branch.KNOWN, Branch.LEAF) or bool(node.children)
        return bool(node.children) if known else self.may_have_children(node)

    @override
    def canFetchMore(self, parent: Index) -> bool:
        # A branch that failed is asked for again by a person, not by every repaint.
        return parent.column() <= 0 and self.node(parent).branch is Branch.UNKNOWN and self.hasChildren(parent)

    @override
    def fetchMore(self, parent: Index) -> None:
        node = self.node(parent)
        if node.branch in (Branch.UNKNOWN, Branch.FAILED):
            self.set_branch(node, Branch.WANTED)
            self.want(node)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return _NO_FLAGS
        return _LEAF_FLAGS if self.node(index).branch is Branch.LEAF else _FLAGS

    @override
    def data(self, index: Index, role: int = DISPLAY) -> Any:
        if not index.isValid():
            return None
        node = self.node(index)
        if role == BRANCH_ROLE:
            return node.branch
        return node.sentence if role == SENTENCE_ROLE else self.answer(node, index.column(), role)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = DISPLAY) -> Any:
        wanted = orientation == Qt.Orientation.Horizontal and role == DISPLAY and 0 <= section < len(self.titles)
        return self.titles[section] if wanted else None

    # nodes

    def node(self, index: Index) -> Node[Value]:
        """The node of an index; the root for an invalid one, and for one whose node is gone."""
        return self._nodes.get(index.internalId(), self._root) if index.isValid() else self._root

    def find(self, key: str) -> Node[Value] | None:
        """The node with a key, or None where it is not known."""
        return self._by_key.get(key)

    def index_of_node(self, node: Node[Value], column: int = 0) -> QModelIndex:
        """Where a node is now."""
        if node.parent is None:
            return QModelIndex()
        return self.createIndex(node.parent.children.index(node), column, node.number)

    def icon(self, name: str) -> QIcon | None:
        """The picture for a kind of node, if the window gave one."""
        return self._icons.get(name)

    def set_icons(self, icons: Mapping[str, QIcon]) -> None:
        """Show these pictures, by kind of node."""
        self._icons = icons
        for node in self._nodes.values():
            self.show_again(node)

    def set_branch(self, node: Node[Value], branch: Branch, sentence: str = "") -> None:
        """Say how far the children of a node are known."""
        node.branch, node.sentence = branch, sentence
        self.show_again(node)

    def show_again(self, node: Node[Value]) -> None:
        """Something a node shows has changed."""
        if node.parent is not None:
            self.dataChanged.emit(self.index_of_node(node), self.index_of_node(node, len(self.titles) - 1))

    # what moves the tree

    def set_nodes(self, parent: Node[Value], wanted: Sequence[tuple[str, Value]]) -> None:
        """Make these, (key, value) in order, the children of a node; those that stay keep what is known below them."""
        keys = {key for key, _ in wanted}
        self._remove_others(parent, keys)
        position = 0
        while position < len(wanted):
            key, value = wanted[position]
            node = self._by_key.get(key)
            if node is None:
                position = self._insert_run(parent, wanted, position)
                continue
            self._bring(node, parent, position)
            if node.value != value:
                node.value = value
                self.show_again(node)
            position += 1
        if parent.branch is not Branch.KNOWN:
            self.set_branch(parent, Branch.KNOWN)

    def clear(self) -> None:
        """Show nothing."""
        self.beginResetModel()
        self._root.children = []
        self._nodes.clear()
        self._by_key.clear()
        self.endResetModel()

    def _remove_others(self, parent: Node[Value], keys: set[str]) -> None:
        last = len(parent.children) - 1
        while last >= 0:
            if parent.children[last].key in keys:
                last -= 1
                continue
            first = last
            while first > 0 and parent.children[first - 1].key not in keys:
                first -= 1
            self._remove_run(parent, first, last)
            last = first - 1

    def _remove_run(self, parent: Node[Value], first: int, last: int) -> None:
        self.beginRemoveRows(self.index_of_node(parent), first, last)
        gone = parent.children[first : last + 1]
        del parent.children[first : last + 1]
        while gone:
            node = gone.pop()
            gone.extend(node.children)
            del self._nodes[node.number], self._by_key[node.key]
        self.endRemoveRows()

    def _insert_run(self, parent: Node[Value], wanted: Sequence[tuple[str, Value]], first: int) -> int:
        end = first
        while end < len(wanted) and wanted[end][0] not in self._by_key:
            end += 1
        self.beginInsertRows(self.index_of_node(parent), first, end - 1)
        parent.children[first:first] = [self._new(parent, key, value) for key, value in wanted[first:end]]
        self.endInsertRows()
        return end

    def _new(self, parent: Node[Value], key: str, value: Value) -> Node[Value]:
        self._last += 1
        branch = Branch.LEAF if self.is_leaf(value) else Branch.UNKNOWN
        node = Node(self._last, key, value, parent, branch)
        self._nodes[node.number] = self._by_key[key] = node
        return node

    def _bring(self, node: Node[Value], parent: Node[Value], position: int) -> None:
        """Put a node where it belongs, perhaps from under another parent, with all that hangs below it."""
        source = node.parent
        if source is None or (source is parent and parent.children[position] is node):
            return
        row = source.children.index(node)
        self.beginMoveRows(self.index_of_node(source), row, row, self.index_of_node(parent), position)
        del source.children[row]
        parent.children.insert(position, node)
        node.parent = parent
        self.endMoveRows()
