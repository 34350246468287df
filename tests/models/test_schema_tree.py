"""The tree of the schema: namespaces as deep as the dots go, deleted keys apart, found as one types."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy

from domain.schema import Schema
from models.schema_rows import Showing
from models.schema_tree import CHANGE_ROLE, INSIDE_ROLE, KEY_ROLE, NAMESPACE_ROLE, SchemaTree
from models.schema_words import DISTINCT, FILLED, INVALID, NAME, TYPE, share

NUMBER = {"ty": "variant", "hint": "number"}
SCHEMA = Schema.read(
    {
        "video.fps": NUMBER,
        "video.camera.lens": {"ty": "enum", "values": ["wide", "long"]},
        "video": {"ty": "variant", "hint": "text"},
        "split": {"ty": "enum", "values": ["train"]},
        "Zoo": {"ty": "user"},
        "video.old": {"ty": "tombstone", "deleted_ty": NUMBER},
        "gone": {"ty": "tombstone", "deleted_ty": None},
    }
)
KEYS = some.text(alphabet="ab. .é", max_size=8)


@dataclass(frozen=True)
class Counted:
    items: int
    filled: int
    distinct: int
    invalid: int


@pytest.fixture
def tree(qapp: object) -> Iterator[SchemaTree]:
    tree = SchemaTree()
    tester = QAbstractItemModelTester(tree, QAbstractItemModelTester.FailureReportingMode.Fatal)
    tree.show(SCHEMA, {"split": "options"})
    yield tree
    tester.deleteLater()


def rows(tree: SchemaTree, above: QModelIndex | None = None, column: int = NAME) -> list[str]:
    parent = above or QModelIndex()
    return [tree.index(row, column, parent).data() for row in range(tree.rowCount(parent))]


def listed(tree: SchemaTree, above: QModelIndex | None = None) -> list[str]:
    """Every key below an index, by going all the way down."""
    found: list[str] = []
    parent = above or QModelIndex()
    for row in range(tree.rowCount(parent)):
        index = tree.index(row, 0, parent)
        found += [index.data(KEY_ROLE)] if index.data(KEY_ROLE) else []
        found += listed(tree, index)
    return found


def test_namespaces_stand_first_then_keys_then_what_is_deleted(tree: SchemaTree) -> None:
    assert rows(tree) == ["video.", "split", "video", "Zoo", "Deleted"]
    video = tree.index_of_namespace("video")
    assert rows(tree, video) == ["camera.", "fps"]
    assert rows(tree, tree.index_of_namespace("video.camera")) == ["lens"]
    assert rows(tree, tree.index(4, 0)) == ["gone", "video.old"]
    assert (video.data(INSIDE_ROLE), tree.index(0, TYPE).data()) == (2, "2 keys")


def test_a_key_says_its_type_and_a_deleted_one_what_it_was(tree: SchemaTree) -> None:
    def kind(key: str) -> str:
        return tree.index_of(key).siblingAtColumn(TYPE).data()

    assert (kind("video.fps"), kind("split"), kind("Zoo")) == ("number", "enum, 1 option", "user")
    assert (kind("video.old"), kind("gone")) == ("was number", "deleted for ever")


def test_a_row_tells_its_namespace_and_what_is_staged(tree: SchemaTree) -> None:
    assert tree.index_of("video.camera.lens").data(NAMESPACE_ROLE) == "video.camera"
    assert tree.index_of_namespace("video.camera").data(NAMESPACE_ROLE) == "video.camera"
    assert tree.index_of("split").data(CHANGE_ROLE) == "options"
    assert tree.index_of("video.fps").data(CHANGE_ROLE) == ""
    assert tree.index_of("split").data(Qt.ItemDataRole.AccessibleTextRole) == "split, enum, 1 option, staged: options"


def test_typing_lists_what_holds_each_word_in_key_or_type(tree: SchemaTree) -> None:
    tree.narrow("VIDEO num")
    assert listed(tree) == ["video.fps", "video.old"]
    assert tree.shown == 2
    tree.narrow("enum")
    assert listed(tree) == ["video.camera.lens", "split"]
    tree.narrow("nothing like it")
    assert listed(tree) == []
    tree.narrow("")
    assert sorted(listed(tree)) == sorted(SCHEMA.fields)


def test_only_what_is_changed_invalid_unused_or_deleted_can_be_listed(tree: SchemaTree) -> None:
    tree.count({"video.fps": Counted(10, 9, 4, 2), "split": Counted(10, 0, 0, 0)})
    for showing, keys in (
        (Showing.CHANGED, ["split"]),
        (Showing.INVALID, ["video.fps"]),
        (Showing.UNUSED, ["split"]),
        (Showing.DELETED, ["gone", "video.old"]),
    ):
        tree.narrow("", showing)
        assert listed(tree) == keys


def test_counts_are_shown_when_they_are_known(tree: SchemaTree) -> None:
    fps = tree.index_of("video.fps")
    assert [fps.siblingAtColumn(column).data() for column in (FILLED, DISTINCT, INVALID)] == ["", "", ""]
    listed(tree)
    changed = QSignalSpy(tree.dataChanged)
    tree.count({"video.fps": Counted(1000, 999, 12, 3)})
    assert changed.count() > 0
    assert [fps.siblingAtColumn(column).data() for column in (FILLED, DISTINCT, INVALID)] == ["99 %", "12", "3"]
    assert "99 % filled, 3 invalid" in fps.data(Qt.ItemDataRole.AccessibleTextRole)


@pytest.mark.parametrize(("part", "whole", "words"), [(0, 5, "0 %"), (5, 5, "100 %"), (1, 999, "< 1 %")])
def test_a_share_is_never_rounded_to_all_or_nothing(part: int, whole: int, words: str) -> None:
    assert share(part, whole) == words


def test_a_key_dropped_on_a_namespace_is_told_and_nothing_moves(tree: SchemaTree) -> None:
    moved, carried = QSignalSpy(tree.moved), QSignalSpy(tree.namespace_moved)
    key = tree.mimeData([tree.index_of("split")])
    video = tree.index_of_namespace("video")
    action = Qt.DropAction.MoveAction
    assert tree.canDropMimeData(key, action, -1, -1, video)
    assert not tree.canDropMimeData(key, action, -1, -1, QModelIndex()), "it stands there already"
    tree.dropMimeData(key, action, -1, -1, video)
    assert moved.at(0) == ["split", "video"]
    space = tree.mimeData([tree.index_of_namespace("video.camera")])
    assert not tree.canDropMimeData(space, action, -1, -1, tree.index_of("video.camera.lens")), "not into itself"
    tree.dropMimeData(space, action, -1, -1, QModelIndex())
    assert carried.at(0) == ["video.camera", ""]
    assert sorted(listed(tree)) == sorted(SCHEMA.fields)


def test_what_is_deleted_is_neither_dragged_nor_a_place_to_drop(tree: SchemaTree) -> None:
    dragged = Qt.ItemFlag.ItemIsDragEnabled
    assert dragged not in tree.index_of("gone").flags()
    assert dragged in tree.index_of("video.fps").flags()


def test_namespaces_are_named_with_those_around_them(tree: SchemaTree) -> None:
    assert sorted(tree.namespaces()) == ["video", "video.camera"]


@given(some.lists(KEYS, unique=True, max_size=12), some.text(alphabet="ab. ", max_size=3))
def test_every_key_is_listed_once_whatever_its_dots(keys: list[str], text: str) -> None:
    tree = SchemaTree()
    tester = QAbstractItemModelTester(tree, QAbstractItemModelTester.FailureReportingMode.Fatal)
    document: Mapping[str, Any] = dict.fromkeys(keys, NUMBER)
    tree.show(Schema.read(document), {})
    assert sorted(filter(None, listed(tree))) == sorted(filter(None, keys))
    for key in filter(None, keys):
        assert tree.index_of(key).data(KEY_ROLE) == key
    tree.narrow(text)
    wanted = [key for key in keys if key and all(word in key for word in text.split())]
    assert sorted(filter(None, listed(tree))) == sorted(wanted)
    tester.deleteLater()
