"""Owners, descriptions, colours and rules of namespaces: shown, changed, taken in and out, and drawn everywhere."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QTableWidget,
    QTabWidget,
)
from pytestqt.qtbot import QtBot

from domain.migrations.renaming import RenameKey
from models.namespace_book import COLOURS, EMPTY_BOOK, Namespace, NamespaceBook, spell_book
from models.namespaces import FOLDER, file_name, load_book
from tests.ui.conftest import Office
from tests.ui.finding import find, press
from ui.dialogs.namespace import NamespacesDialog
from ui.dialogs.swatch import Swatch
from ui.tokens import DARK, LIGHT, choose_colours, colour_of, namespace_colour

KEYS = ("scene.weather", "scene.lux", "scene.sky.cover", "Voice.language", "split")
BOOK = (
    EMPTY_BOOK.with_namespace("scene", Namespace("Perception", "What is seen", "orange", protected=True))
    .with_description("scene.lux", "Light at the lens")
    .with_description("gone.key", "Deleted since")
    .with_policies(["scene"], "snake_case")
)


@pytest.fixture
def dialog(qtbot: QtBot) -> NamespacesDialog:
    made = NamespacesDialog(BOOK, KEYS, None)
    qtbot.addWidget(made)
    assert made.go_to("scene")
    return made


@pytest.fixture
def _usual_colours() -> Iterator[None]:
    yield
    choose_colours({})


def names(dialog: NamespacesDialog) -> list[str]:
    shown = find(dialog, QListWidget, "namespace_list")
    return [shown.item(row).text() for row in range(shown.count()) if not shown.item(row).isHidden()]


def described(dialog: NamespacesDialog) -> dict[str, str]:
    table = find(dialog, QTableWidget, "key_descriptions").model()
    return {str(table.index(row, 0).data()): str(table.index(row, 1).data()) for row in range(table.rowCount())}


def test_namespaces_of_keys_of_the_book_and_of_descriptions_are_listed(dialog: NamespacesDialog) -> None:
    assert names(dialog) == ["gone.", "scene.", "scene.sky.", "Voice."]
    assert described(dialog) == {"lux": "Light at the lens", "weather": ""}
    assert find(dialog, QLineEdit, "namespace_owner").text() == "Perception"
    assert find(dialog, Swatch, "swatch_orange").isChecked()
    assert "scene.  ·  3 keys" in [label.text() for label in dialog.findChildren(QLabel)]
    assert not dialog.is_changed
    dialog.go_to("gone")
    assert described(dialog) == {"key": "Deleted since"}


def test_what_is_typed_goes_into_the_book_and_stays_when_another_namespace_is_looked_at(
    dialog: NamespacesDialog,
) -> None:
    find(dialog, QLineEdit, "namespace_owner").setText(" Ada ")
    find(dialog, QPlainTextEdit, "namespace_description").setPlainText("All of it")
    press(dialog, "swatch_teal")
    press(dialog, "namespace_protected")
    item = find(dialog, QTableWidget, "key_descriptions").item(1, 1)
    assert item is not None
    item.setText("What the sky does")
    dialog.go_to("Voice")
    assert find(dialog, QLineEdit, "namespace_owner").text() == ""
    assert find(dialog, Swatch, "swatch_usual").isChecked()
    dialog.go_to("scene")
    assert dialog.book.namespace("scene") == Namespace("Ada", "All of it", "teal", protected=False)
    assert dialog.book.description_of("scene.weather") == "What the sky does"
    assert dialog.book.description_of("scene.lux") == "Light at the lens"
    assert dialog.book.description_of("gone.key") == "Deleted since"
    assert "Voice" not in dialog.book.namespaces
    assert dialog.is_changed


def test_rules_say_how_a_name_would_be_spelt_and_which_namespace_is_new(dialog: NamespacesDialog) -> None:
    assert find(dialog, QTabWidget, "namespace_tabs").tabText(1) == "Rules for new keys  (2)"
    find(dialog, QLineEdit, "rule_prefixes").setText("scene., Team. , scene")
    style = find(dialog, QComboBox, "rule_style")
    style.setCurrentIndex(style.findData("PascalCase"))
    assert (dialog.book.prefixes, dialog.book.style) == (("scene", "Team"), "PascalCase")
    shown = [label.text() for label in dialog.findChildren(QLabel)]
    assert "Such as video.FrameRate" in shown
    assert "No key is in Team. yet." in shown
    style.setCurrentIndex(style.findData("any"))
    find(dialog, QLineEdit, "rule_prefixes").clear()
    assert find(dialog, QTabWidget, "namespace_tabs").tabText(1) == "Rules for new keys"
    assert "Names may be spelt any way." in [label.text() for label in dialog.findChildren(QLabel)]


def test_a_namespace_is_found_by_its_name_and_by_its_keys(dialog: NamespacesDialog) -> None:
    dialog.field.setText("LUX")
    assert names(dialog) == ["scene."]
    dialog.field.setText("voice")
    assert names(dialog) == ["Voice."]
    assert "Voice.  ·  1 key" in [label.text() for label in dialog.findChildren(QLabel)]
    dialog.field.setText("no such")
    assert names(dialog) == []
    assert not dialog.form.isEnabled()


def test_without_a_namespace_it_says_how_one_is_made(qtbot: QtBot) -> None:
    empty = NamespacesDialog(EMPTY_BOOK, ["split"], None)
    qtbot.addWidget(empty)
    assert "A key such as scene.weather makes a namespace." in [label.text() for label in empty.findChildren(QLabel)]
    assert not empty.form.isEnabled()
    assert not empty.is_changed


def test_a_colour_that_was_chosen_counts_in_both_themes_and_for_what_is_inside() -> None:
    chosen = {"scene": "teal"}
    for tokens in (LIGHT, DARK):
        teal = tokens.namespaces[COLOURS.index("teal")]
        assert colour_of(tokens, "scene", chosen) == colour_of(tokens, "scene.sky", chosen) == teal
        assert colour_of(tokens, "scenery", chosen) == namespace_colour(tokens, "scenery")
        assert colour_of(tokens, "", chosen) == tokens.muted


def test_a_book_laid_over_another_keeps_what_only_one_of_them_knows() -> None:
    mine = NamespaceBook().with_namespace("a", Namespace("me")).with_namespace("b", Namespace("me"))
    theirs = NamespaceBook().with_namespace("b", Namespace("they")).with_description("b.c", "said")
    joined = mine.with_policies(["a"], "any").joined(theirs)
    assert (joined.owner_of("a.x"), joined.owner_of("b.x"), joined.description_of("b.c")) == ("me", "they", "said")
    assert joined.prefixes == ("a",)
    assert joined.joined(theirs.with_policies([], "camelCase")).prefixes == ()


@pytest.mark.usefixtures("_usual_colours")
def test_what_is_kept_is_on_disk_and_drawn_at_once(office: Office) -> None:
    office.trigger("namespaces")
    dialog = office.dialog(NamespacesDialog)
    office.do(lambda: dialog.go_to("bench"))
    office.do(lambda: press(dialog, "swatch_pink"))
    office.do(lambda: find(dialog, QLineEdit, "namespace_owner").setText("Ada"))
    office.do(lambda: press(dialog, "keep_namespaces"))
    office.until(lambda: office.startup.namespaces.book.owner_of("bench.speed") == "Ada", "kept")
    path = office.home / FOLDER / file_name(office.startup.session.platform_key)
    assert load_book(path) == office.startup.namespaces.book
    assert namespace_colour(LIGHT, "bench") == LIGHT.namespaces[COLOURS.index("pink")]


@pytest.mark.usefixtures("_usual_colours")
def test_a_book_goes_to_a_colleague_and_comes_back(office: Office, tmp_path: Path) -> None:
    office.startup.namespace_books.open("bench")
    dialog = office.dialog(NamespacesDialog)
    theirs = tmp_path / "theirs.json"
    theirs.write_text(spell_book(BOOK), "utf-8")
    office.do(lambda: press(dialog, "import_namespaces"))
    office.do(lambda: dialog.findChildren(QFileDialog)[0].fileSelected.emit(str(theirs)))
    assert "laid over" in dialog.sentence.text()
    assert dialog.book.owner_of("scene.lux") == "Perception"
    assert office.startup.namespaces.book == EMPTY_BOOK
    ours = tmp_path / "ours.json"
    office.do(lambda: office.startup.namespace_books.export_from(dialog, str(ours)))
    assert json.loads(ours.read_text("utf-8")) == json.loads(spell_book(BOOK))
    for name, said in (("ours.json/x.json", "could not be written"), ("", "could not be written")):
        office.do(lambda name=name: office.startup.namespace_books.export_from(dialog, str(tmp_path / name)))
        assert said in dialog.sentence.text()
    theirs.write_text("[]", "utf-8")
    office.do(lambda: office.startup.namespace_books.import_into(dialog, str(theirs)))
    assert "holds no namespaces" in dialog.sentence.text()
    office.do(lambda: office.startup.namespace_books.import_into(dialog, str(tmp_path / "missing.json")))
    assert "No such file" in dialog.sentence.text()
    for chooser in dialog.findChildren(QFileDialog):
        office.do(chooser.close)
    office.do(dialog.reject)
    assert office.startup.namespaces.book == EMPTY_BOOK


def test_a_renamed_key_keeps_its_description(office: Office) -> None:
    namespaces = office.startup.namespaces
    office.do(lambda: namespaces.keep(BOOK))
    office.do(lambda: office.startup.migrations.done.emit(RenameKey("scene.lux", "scene.light")))
    assert namespaces.book.description_of("scene.light") == "Light at the lens"
    office.do(lambda: namespaces.keep(EMPTY_BOOK))
