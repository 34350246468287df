"""The tree of datasets: the folder each mirrors, if it mirrors one, and its rows, fetched when it is opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal
from typing_extensions import override

from domain.catalog import DataRow, Dataset
from models.cell_text import plain
from models.facts import write_moment
from models.lazy_tree import RIGHT, UUID_ROLE, Branch, Index, LazyTree, Node

DATASET_ROLE = UUID_ROLE + 1
"""The `Dataset` of a node, or of the dataset the node belongs to."""
ROW_ROLE = UUID_ROLE + 2
"""The `DataRow` of a node; None for others."""
BACKING_ROLE = UUID_ROLE + 3
"""The UUID of the folder a node stands for; None for others."""

NAME_COLUMN, KIND_COLUMN = 0, 1


@dataclass(frozen=True, slots=True)
class Backing:
    """The folder a dataset mirrors."""

    folder: str


_Shown: TypeAlias = Dataset | DataRow | Backing | None


class DatasetTree(LazyTree[_Shown]):
    """Datasets at the top; below each the folder it mirrors, then its rows. A refresh keeps what is open."""

    rows_wanted = Signal(str)
    """The dataset whose rows shall be fetched and given to `set_rows`."""

    titles = ("Name", "Rows")

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(None, parent)

    def dataset(self, index: Index) -> Dataset | None:
        """The dataset an index shows or belongs to; None for an invalid one."""
        return _dataset_of(self.node(index))

    def index_of(self, uuid: str) -> QModelIndex:
        """Where a dataset is; an invalid index where it is not known."""
        node = self.find(f"dataset:{uuid}")
        return QModelIndex() if node is None else self.index_of_node(node)

    def set_datasets(self, datasets: Sequence[Dataset]) -> None:
        """Show these datasets, in this order."""
        new = {f"dataset:{dataset.uuid}": dataset for dataset in datasets}
        self.set_nodes(self._root, list(new.items()))

    def set_rows(self, dataset: str, rows: Sequence[DataRow]) -> None:
        """Show these rows, in this order, below a dataset. A dataset that is not known is passed over."""
        node = self.find(f"dataset:{dataset}")
        if node is None or not isinstance(node.value, Dataset):
            return
        backing = node.value.backing_folder
        wanted: dict[str, _Shown] = {f"backing:{dataset}": Backing(backing)} if backing else {}
        wanted.update((f"row:{dataset}:{row.uuid}", row) for row in rows)
        self.set_nodes(node, list(wanted.items()))

    def set_failed(self, dataset: str, sentence: str) -> None:
        """The rows could not be fetched; `fetch_again` asks once more."""
        node = self.find(f"dataset:{dataset}")
        if node is not None and node.branch is Branch.WANTED:
            self.set_branch(node, Branch.FAILED, sentence)

    def fetch_again(self, dataset: str) -> None:
        """Ask for the rows of a dataset once more."""
        node = self.find(f"dataset:{dataset}")
        if node is not None:
            self.set_branch(node, Branch.WANTED)
            self.want(node)

    @override
    def is_leaf(self, value: _Shown) -> bool:
        return not isinstance(value, Dataset)

    @override
    def want(self, node: Node[_Shown]) -> None:
        if isinstance(node.value, Dataset):
            self.rows_wanted.emit(node.value.uuid)

    @override
    def answer(self, node: Node[_Shown], column: int, role: int) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _name(node) if column == NAME_COLUMN else _kind(node)
            case Qt.ItemDataRole.ToolTipRole:
                return _tooltip(node)
            case Qt.ItemDataRole.DecorationRole:
                return self.icon(_icon_name(node.value)) if column == NAME_COLUMN else None
            case Qt.ItemDataRole.TextAlignmentRole:
                return RIGHT if column == KIND_COLUMN else None
            case _:
                return _own(node, role)


def _own(node: Node[_Shown], role: int) -> Any:
    value = node.value
    if role == DATASET_ROLE:
        return _dataset_of(node)
    if role == ROW_ROLE:
        return value if isinstance(value, DataRow) else None
    if role == BACKING_ROLE:
        return value.folder if isinstance(value, Backing) else None
    if role == UUID_ROLE:
        return value.folder if isinstance(value, Backing) else None if value is None else value.uuid
    return None


def _dataset_of(node: Node[_Shown]) -> Dataset | None:
    if isinstance(node.value, Dataset):
        return node.value
    return None if node.parent is None else _dataset_of(node.parent)


def _name(node: Node[_Shown]) -> str:
    match node.value:
        case Dataset(title=title) | DataRow(title=title):
            return " ".join(title.splitlines())
        case Backing():
            return "Mirrored folder"
        case None:
            return ""


def _kind(node: Node[_Shown]) -> str:
    match node.value:
        case Dataset() if node.branch is Branch.KNOWN:
            return f"{sum(isinstance(child.value, DataRow) for child in node.children):,}"
        case DataRow(data_type=kind):
            return kind.replace("_", " ").lower()
        case _:
            return ""


def _tooltip(node: Node[_Shown]) -> str:
    match node.value:
        case Dataset() as dataset:
            lines = [dataset.title, dataset.description, f"Created {write_moment(dataset.created_at)}", node.sentence]
        case DataRow() as row:
            lines = [row.title, _kind(node), "" if row.backing_item else "The row has no item behind it."]
        case _:
            lines = ["The folder this dataset mirrors: its items are the dataset's rows."]
    return plain("\n".join(line for line in lines if line))


def _icon_name(value: _Shown) -> str:
    match value:
        case DataRow(data_type=kind):
            return kind.casefold()
        case Backing():
            return "folder"
        case _:
            return "dataset"
