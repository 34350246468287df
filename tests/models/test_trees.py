"""The folder tree and the dataset tree: lazy, and the same after a refresh."""

from collections.abc import Sequence

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy

from domain.catalog import DataRow, Dataset, Folder, FolderSummary
from models.dataset_tree import BACKING_ROLE, DATASET_ROLE, ROW_ROLE, DatasetTree
from models.folder_tree import FOLDER_ROLE, SUMMARY_ROLE, FolderTree
from models.lazy_tree import BRANCH_ROLE, SENTENCE_ROLE, UUID_ROLE, Branch

MOMENT = "2024-05-01T12:00:00Z"


def folder(uuid: str, name: str = "", parent: str | None = None) -> Folder:
    return Folder(uuid, name or uuid, "", parent, "me@example.org", "admin", "FOLDER", MOMENT, MOMENT, None, (), None)


def summary(files: int, folders: int) -> FolderSummary:
    return FolderSummary(files, folders, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.0)


def dataset(uuid: str, backing: str | None = None) -> Dataset:
    return Dataset(uuid, f"Dataset {uuid}", "", MOMENT, MOMENT, "ADMIN", backing)


def row(uuid: str) -> DataRow:
    return DataRow(uuid, f"{uuid}.mp4", "VIDEO", f"item-{uuid}", MOMENT, MOMENT, None)


def names(tree: FolderTree | DatasetTree, parent: QModelIndex | None = None) -> list[str]:
    above = QModelIndex() if parent is None else parent
    return [tree.data(tree.index(number, 0, above)) for number in range(tree.rowCount(above))]


@pytest.fixture
def tree(qapp: object) -> FolderTree:
    tree = FolderTree()
    tree.set_children(None, [folder("a"), folder("b"), folder("c")])
    return tree


def test_children_are_asked_for_once_when_a_folder_is_opened(tree: FolderTree) -> None:
    asked = QSignalSpy(tree.children_wanted)
    a = tree.index_of("a")
    assert tree.hasChildren(a)
    assert tree.canFetchMore(a)
    tree.fetchMore(a)
    tree.fetchMore(a)
    assert [asked.at(number)[0] for number in range(asked.count())] == ["a"]
    assert tree.data(a, BRANCH_ROLE) is Branch.WANTED
    tree.set_children("a", [folder("a1"), folder("a2")])
    assert names(tree, a) == ["a1", "a2"]
    assert not tree.canFetchMore(a)


def test_a_folder_without_folders_shows_no_arrow(tree: FolderTree) -> None:
    tree.set_summary("a", summary(1200, 0))
    assert not tree.hasChildren(tree.index_of("a"))
    assert tree.data(tree.index(0, 1)) == "1,200"
    assert "1,200 items" in tree.data(tree.index(0, 0), Qt.ItemDataRole.ToolTipRole)
    assert tree.data(tree.index(0, 0), SUMMARY_ROLE) == summary(1200, 0)


def test_a_failed_branch_says_why_and_is_asked_for_again_by_hand(tree: FolderTree) -> None:
    asked = QSignalSpy(tree.children_wanted)
    a = tree.index_of("a")
    tree.fetchMore(a)
    tree.set_failed("a", "The platform cannot be reached.")
    assert tree.data(a, SENTENCE_ROLE) == "The platform cannot be reached."
    assert not tree.canFetchMore(a)
    tree.fetch_again("a")
    assert asked.count() == 2


@pytest.mark.parametrize(
    "after",
    [
        ["c", "b", "a"],
        ["x", "b", "y", "z"],
        [],
        ["b"],
        ["a", "x", "b", "c"],
        ["z", "c", "a"],
        ["c", "a", "q", "b", "r"],
    ],
)
def test_a_refresh_keeps_what_is_still_there(tree: FolderTree, after: Sequence[str]) -> None:
    QAbstractItemModelTester(tree, QAbstractItemModelTester.FailureReportingMode.Fatal, tree)
    tree.set_children("b", [folder("b1"), folder("b2")])
    b, deep = QPersistentModelIndex(tree.index_of("b")), QPersistentModelIndex(tree.index_of("b2"))
    tree.set_children(None, [folder(uuid) for uuid in after])
    assert names(tree) == list(after)
    assert b.isValid() == deep.isValid() == ("b" in after)
    if "b" in after:
        assert (b.row(), deep.row()) == (after.index("b"), 1)
        assert names(tree, tree.index_of("b")) == ["b1", "b2"]


def test_a_renamed_and_a_moved_folder_stay_the_same_folder(tree: FolderTree) -> None:
    QAbstractItemModelTester(tree, QAbstractItemModelTester.FailureReportingMode.Fatal, tree)
    tree.set_children("a", [folder("a1")])
    tree.set_children("a1", [folder("deep")])
    index = QPersistentModelIndex(tree.index_of("deep"))
    tree.set_children("b", [folder("a1", "renamed", "b")])
    assert names(tree, tree.index_of("b")) == ["renamed"]
    assert names(tree, tree.index_of("a")) == []
    assert index.isValid()
    assert tree.data(tree.index_of("a1"), FOLDER_ROLE).parent == "b"


def test_a_folder_that_is_said_to_lie_in_itself_is_passed_over(tree: FolderTree) -> None:
    tree.set_children("a", [folder("a1")])
    tree.set_children("a1", [folder("a"), folder("a1"), folder("a2")])
    assert names(tree, tree.index_of("a1")) == ["a2"]
    tree.set_children("unknown", [folder("q")])
    assert not tree.index_of("q").isValid()


def test_names_and_markup_are_shown_as_they_are(tree: FolderTree) -> None:
    tree.set_children(None, [folder("a", "line\nbreak <b>x</b>")])
    assert names(tree) == ["line break <b>x</b>"]
    assert "&lt;b&gt;" in tree.data(tree.index(0, 0), Qt.ItemDataRole.ToolTipRole)


def test_icons_come_from_the_window(tree: FolderTree) -> None:
    assert tree.data(tree.index(0, 0), Qt.ItemDataRole.DecorationRole) is None
    icon = QIcon(QPixmap(4, 4))
    tree.set_icons({"folder": icon})
    assert tree.data(tree.index(0, 0), Qt.ItemDataRole.DecorationRole).cacheKey() == icon.cacheKey()
    tree.clear()
    assert (tree.rowCount(), tree.columnCount()) == (0, 2)


def test_the_rows_of_a_dataset_come_when_it_is_opened(qapp: object) -> None:
    tree = DatasetTree()
    asked = QSignalSpy(tree.rows_wanted)
    tree.set_datasets([dataset("d", "f"), dataset("e")])
    d = tree.index_of("d")
    assert tree.canFetchMore(d)
    tree.fetchMore(d)
    assert asked.at(0)[0] == "d"
    QAbstractItemModelTester(tree, QAbstractItemModelTester.FailureReportingMode.Fatal, tree)
    tree.set_rows("d", [row("r1"), row("r2")])
    assert names(tree, d) == ["Mirrored folder", "r1.mp4", "r2.mp4"]
    assert tree.data(tree.index(0, 1)) == "2"
    first, second = tree.index(0, 0, d), tree.index(1, 0, d)
    assert (tree.data(first, BACKING_ROLE), tree.data(first, ROW_ROLE), tree.data(first, UUID_ROLE)) == ("f", None, "f")
    assert (tree.data(second, BACKING_ROLE), tree.data(second, ROW_ROLE)) == (None, row("r1"))
    assert tree.data(second, DATASET_ROLE) == tree.dataset(d) == dataset("d", "f")
    assert tree.data(tree.index(1, 1, d)) == "video"
    assert not tree.hasChildren(second)


def test_a_refresh_of_the_datasets_keeps_their_rows(qapp: object) -> None:
    tree = DatasetTree()
    tree.set_datasets([dataset("d"), dataset("e")])
    tree.set_rows("e", [row("r1"), row("r2"), row("r3")])
    index = QPersistentModelIndex(tree.index(2, 0, tree.index_of("e")))
    tree.set_datasets([dataset("new"), dataset("e")])
    tree.set_rows("e", [row("r3"), row("r1")])
    tree.set_rows("gone", [row("r9")])
    assert names(tree) == ["Dataset new", "Dataset e"]
    assert names(tree, tree.index_of("e")) == ["r3.mp4", "r1.mp4"]
    assert index.row() == 0
    tree.fetch_again("new")
    tree.set_failed("new", "Not now.")
    assert "Not now." in tree.data(tree.index_of("new"), Qt.ItemDataRole.ToolTipRole)
