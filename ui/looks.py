"""How the rows of the two trees are drawn: icon, name, count, and whether their children are on the way."""

from PySide6.QtCore import Qt

from domain.catalog import DataRow, Folder
from models.dataset_tree import BACKING_ROLE, ROW_ROLE
from models.folder_tree import FOLDER_ROLE
from models.lazy_tree import BRANCH_ROLE, Branch
from ui.panes.preview import type_icon
from ui.panes.side_tree import Index, Look
from ui.wording import said


def folder_look(index: Index) -> Look:
    """A folder with the number of its items; linked folders have a sign of their own."""
    folder = index.data(FOLDER_ROLE)
    name = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
    linked = isinstance(folder, Folder) and folder.synced_dataset is not None
    return Look("folder-linked" if linked else "folder", name, _branch_note(index) or _second(index))


def dataset_look(index: Index) -> Look:
    """A dataset, the folder it mirrors, or one of its rows."""
    name = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
    row = index.data(ROW_ROLE)
    if isinstance(row, DataRow):
        return Look(type_icon(row.data_type), name)
    if index.data(BACKING_ROLE):
        return Look("folder-linked", name)
    return Look("dataset", name, _branch_note(index) or _second(index))


def _second(index: Index) -> str:
    return str(index.model().index(index.row(), 1, index.parent()).data(Qt.ItemDataRole.DisplayRole) or "")


def _branch_note(index: Index) -> str:
    branch = index.data(BRANCH_ROLE)
    if branch is Branch.WANTED:
        return said("Loading…")
    return said("not loaded") if branch is Branch.FAILED else ""
