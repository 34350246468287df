"""The parts of the schema's tab by themselves: what they show of odd schemas, and what a screen reader hears."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from domain.keys import KnownKeys, findings
from domain.schema import Schema
from domain.schema_changes import changes
from models.schema_usage import KeyUsage
from tests.ui.finding import find
from ui.actions import Actions
from ui.schema.deleting import DeleteForEverDialog
from ui.schema.key_dialog import NewKeyDialog
from ui.schema.options_dialog import AddOptionsDialog
from ui.schema.page import SchemaPage
from ui.schema.properties import KeyShown, NamespaceShown

NUMBER = {"ty": "variant", "hint": "number"}
ODD = {
    "user": {"ty": "user"},
    "later": {"ty": "hologram", "depth": 3},
    "strict": {"ty": "varchar", "max_length": 12},
    "alias": {"ty": "variant", "hint": "long_string"},
    "big": {"ty": "embedding", "size": 3000},
    "full": {"ty": "enum", "values": [f"option {number}" for number in range(255)]},
    "twice": {"ty": "enum", "values": ["a", "a", "b"]},
    "keyframes": NUMBER,
    "k" * 500: NUMBER,
    "was": {"ty": "tombstone", "deleted_ty": NUMBER},
    "gone": {"ty": "tombstone", "deleted_ty": None},
}


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[SchemaPage]:
    owner = QObject()
    page = SchemaPage(Actions(owner))
    qtbot.addWidget(page)
    page.show()
    yield page
    page.close()


def shown(page: SchemaPage, key: str) -> SchemaPage:
    """The page with a key of the odd schema in its properties."""
    schema = Schema.read(ODD)
    page.properties.show_key(KeyShown(key, schema.field(key), ODD[key], findings=findings(key, ODD)))
    return page


@pytest.mark.parametrize(
    ("key", "told"),
    [
        ("user", "does not edit such keys"),
        ("later", "sent back as it came"),
        ("strict", "A strict type made by the platform"),
        ("alias", "The schema says long_string, another name for it."),
        ("big", "Active takes embeddings of at most 2,000 numbers"),
        ("was", "It was number, and can be restored."),
        ("gone", "Deleted for ever"),
    ],
)
def test_each_odd_kind_is_explained_and_stays_as_it_is(page: SchemaPage, key: str, told: str) -> None:
    assert told in shown(page, key).properties.type.told
    assert page.properties.type.box.isVisible() == (key == "alias")


def test_an_odd_schema_is_listed_whole(page: SchemaPage) -> None:
    page.show_schema(Schema.read(ODD), ())
    assert page.side.model.shown == len(ODD)
    for key in ODD:
        assert page.side.go_to(key), key
    assert page.changes.isHidden()


def test_an_empty_schema_says_how_to_begin(page: SchemaPage) -> None:
    page.show_schema(Schema.read(None), ())
    assert page.side.remark == "The schema has no keys yet. Insert or New Key adds the first one."
    added = QSignalSpy(page.side.tree.addition_wanted)
    page.side.tree.show()
    QTest.keyClick(page.side, Qt.Key.Key_Insert)
    assert added.count() == 1


def test_without_a_platform_the_page_says_why_and_offers_one(page: SchemaPage) -> None:
    page.show_disconnected("Not connected", "Connect to a platform to see and edit its schema.")
    assert page.remark.startswith("Connect to a platform")
    assert page.connect_again.isVisible()
    page.show_schema(Schema.read(ODD), ())
    assert page.remark == ""


def test_a_full_enum_takes_no_more_options(page: SchemaPage) -> None:
    options = shown(page, "full").properties.options
    assert options.count.text() == "255 of 255"
    wanted = QSignalSpy(options.addition_wanted)
    QTest.keyClicks(options.field, "one more")
    QTest.keyClick(options.field, Qt.Key.Key_Return)
    assert wanted.count() == 0
    shown(page, "twice")
    assert options.count.text() == "3 of 255"
    QTest.keyClick(options.field, Qt.Key.Key_Return)
    assert [wanted.at(number)[0] for number in range(wanted.count())] == [["one more"]]


def test_findings_are_heard_with_how_grave_they_are(page: SchemaPage) -> None:
    page.properties.findings.show_findings(findings("a..b", ()))
    assert page.properties.findings.accessibleName().startswith("Warning: Two separators follow each other")
    assert shown(page, "keyframes").properties.findings.accessibleName().startswith("Error:")


def test_the_cursor_of_the_changes_goes_to_what_is_new(page: SchemaPage) -> None:
    base = {"a": NUMBER, "b": NUMBER}
    page.show_schema(Schema.read(base), changes(base, {**base, "c": NUMBER}))
    after = {"a": {"ty": "variant", "hint": "text"}, "b": NUMBER, "c": NUMBER}
    page.show_schema(Schema.read(after), changes(base, after))
    assert page.changes.isVisible()
    assert page.changes.change is not None
    assert page.changes.change.key == "a"


def test_what_is_unfolded_and_the_cursor_stay_when_the_schema_moves(page: SchemaPage) -> None:
    base = {f"space{number % 30}.key {number}": NUMBER for number in range(300)}
    page.show_schema(Schema.read(base), ())
    model, tree = page.side.model, page.side.tree
    tree.expand(model.index_of_namespace("space7"))
    page.side.go_to("space7.key 37")
    page.show_schema(Schema.read({**base, "added": NUMBER}), ())
    assert tree.isExpanded(model.index_of_namespace("space7"))
    assert not tree.isExpanded(model.index_of_namespace("space8"))
    assert page.side.key == "space7.key 37"


def test_a_description_is_told_for_what_it_was_written_for(page: SchemaPage) -> None:
    described = QSignalSpy(page.properties.described)
    field = page.properties.findChild(QPlainTextEdit, "schema_description")
    assert field is not None
    page.properties.show_namespace(NamespaceShown("video", 3))
    field.setFocus()
    QTest.keyClicks(field, "all of the cameras ")
    page.properties.show_namespace(NamespaceShown("video", 4))
    assert field.toPlainText() == "all of the cameras ", "what is being written is left alone"
    shown(page, "user")
    assert described.at(0) == ["video.", "all of the cameras"]


def test_usage_is_told_and_a_key_nobody_has_says_so(page: SchemaPage) -> None:
    kind = Schema.read(ODD).field("alias")
    page.properties.show_key(KeyShown("alias", kind, ODD["alias"], usage=KeyUsage(1000, 999, 12, 3)))
    assert page.properties.usage.told == "999 of 1,000 items that are loaded have a value (99 %)."
    assert page.properties.usage.invalid.isVisible()
    page.properties.show_key(KeyShown("alias", kind, ODD["alias"]))
    assert page.properties.usage.told.startswith("Open a folder or a dataset")


# the dialogs


@pytest.fixture
def dialog(qtbot: QtBot) -> NewKeyDialog:
    known = KnownKeys.of(["scene.weather"])

    def taken(key: str) -> str:
        return "It is there already." if key == "scene.weather" else ""

    dialog = NewKeyDialog(lambda key: findings(key, known), taken, known.namespaces, None)
    qtbot.addWidget(dialog)
    return dialog


def type_key(dialog: NewKeyDialog, key: str) -> NewKeyDialog:
    find(dialog, QLineEdit, "key_field").setText(key)
    return dialog


@pytest.mark.parametrize("key", ["", "$a", "...", "key frames", "a/b", "scene.weather"])
def test_what_the_platform_refuses_cannot_be_added(dialog: NewKeyDialog, key: str) -> None:
    assert not type_key(dialog, key).add.isEnabled()
    assert dialog.add.toolTip()


def test_a_fix_is_one_press_away(dialog: NewKeyDialog) -> None:
    find(type_key(dialog, "a..b").findings, QPushButton, "key_fix").click()
    assert (dialog.key, dialog.findings.sentences) == ("a.b", ())


def test_each_type_makes_its_form(dialog: NewKeyDialog) -> None:
    type_key(dialog, "a.b")
    dialog.type.setCurrentText("enum")
    assert not dialog.add.isEnabled(), "an enum needs options"
    dialog.options.setPlainText("one\n\n two ")
    assert (dialog.add.isEnabled(), dialog.form) == (True, {"ty": "enum", "values": ["one", "two"]})
    dialog.options.setPlainText("one\none")
    assert 'The option "one" is there twice.' in dialog.problem
    dialog.type.setCurrentText("embedding")
    dialog.numbers.setValue(4096)
    assert dialog.form == {"ty": "embedding", "size": 4096, "api": None}
    dialog.type.setCurrentText("text")
    assert dialog.form == {"ty": "variant", "hint": "text"}


def test_for_ever_needs_the_very_key(qtbot: QtBot) -> None:
    dialog = DeleteForEverDialog("scene.place", Schema.read({"scene.place": NUMBER}).field("scene.place"), 7, None)
    qtbot.addWidget(dialog)
    field = find(dialog, QLineEdit, "typed_key")
    for typed, allowed in (("", False), ("scene.Place", False), ("scene.place ", False), ("scene.place", True)):
        field.setText(typed)
        assert dialog.delete.isEnabled() == allowed, typed


def test_options_are_added_once_each_and_never_beyond_the_most(qtbot: QtBot) -> None:
    dialog = AddOptionsDialog("k", [f"option {number}" for number in range(253)], None, ["option 1", "new", "new", "x"])
    qtbot.addWidget(dialog)
    assert dialog.options == ["new", "x"]
    button = find(dialog, QPushButton, "add")
    assert (button.isEnabled(), button.text()) == (True, "Add 2 Options")
    find(dialog, QPlainTextEdit, "new_options").appendPlainText("one too many")
    assert not button.isEnabled()
