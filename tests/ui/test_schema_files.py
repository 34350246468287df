"""The schema goes out of the window as a file and comes back in, key by key; two schemas stand beside each other."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QListWidget, QPlainTextEdit, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from controllers.exchange.schema_diff import schema_diff
from controllers.exchange.schema_files import SchemaFile, read_schema_file, schema_text
from controllers.exchange.schema_plan import plan_file, planned_lines
from domain.schema_edits import add_key, retype
from domain.type_forms import form_of
from models.namespace_book import Namespace
from tests.ui.conftest import Office
from tests.ui.finding import find, listen, press
from ui.dialogs.question import Question
from ui.dialogs.schema_compare import FILE, CompareDialog, Source
from ui.dialogs.schema_export import NEW, OLD, SCRIPT, SchemaExportDialog
from ui.dialogs.schema_import import SchemaImportDialog

NUMBER, TEXT = form_of("number"), form_of("text")
WEATHER = {"ty": "enum", "values": ["clear", "rain"]}
HARD = {"ty": "tombstone", "deleted_ty": None}
BASE: dict[str, Any] = {"a.speed": NUMBER, "a.weather": WEATHER, "b.note": TEXT}


@pytest.fixture
def fresh(office: Office) -> Iterator[Office]:
    """The office; whatever is staged in the test is forgotten after it."""
    yield office
    office.do(office.startup.session.draft.revert)


def ask_import(office: Office, path: Path, raw: Any) -> SchemaImportDialog:
    path.write_text(json.dumps(raw), "utf-8")
    office.do(lambda: office.startup.schema_files.import_file(str(path)))
    return office.dialog(SchemaImportDialog)


def choose(office: Office, inside: QWidget, path: Path) -> None:
    """What a person does in the system's own dialog."""
    (chooser,) = (each for each in inside.findChildren(QFileDialog) if each.isVisible())
    office.do(lambda: chooser.fileSelected.emit(str(path)))
    office.do(chooser.close)


def texts(dialog: SchemaImportDialog) -> list[str]:
    model = dialog.list.lines
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def rest(dialog: SchemaImportDialog) -> list[str]:
    shown = find(dialog, QListWidget, "schema_import_rest")
    return [shown.item(row).text() for row in range(shown.count())]


def staged(office: Office) -> dict[str, Any]:
    return {change.key: change.after for change in office.startup.session.draft.changes}


# out


def test_the_schema_is_exported_as_it_is_saved_or_as_it_is_staged(fresh: Office, tmp_path: Path) -> None:
    office, draft = fresh, fresh.startup.session.draft
    office.do(lambda: draft.stage("Add", add_key(draft.schema.raw, "team.new", NUMBER)))
    office.trigger("export_schema")
    dialog = office.dialog(SchemaExportDialog)
    office.until(lambda: '"team.new"' in dialog.text, "the staged schema is shown")
    path = tmp_path / "schema.json"
    office.do(lambda: dialog.set_path(str(path)))
    office.do(lambda: press(dialog, "export"))
    office.until(path.exists, "written")
    assert read_schema_file(path).raw == draft.schema.raw
    office.trigger("export_schema")
    again = office.dialog(SchemaExportDialog)
    office.do(lambda: next(b for b in again.findChildren(QRadioButton) if "saved" in b.text()).click())
    office.until(lambda: again.text and '"team.new"' not in again.text, "the saved schema is shown")
    office.do(again.reject)


def test_each_form_is_seen_before_it_is_written_and_has_its_ending(fresh: Office) -> None:
    fresh.trigger("export_schema")
    dialog = fresh.dialog(SchemaExportDialog)
    for form, words, ending in ((OLD, '"bench.speed": "number"', ".json"), (SCRIPT, "wanted.scalar(", ".py")):
        fresh.do(lambda form=form: dialog.choose(form))
        fresh.until(lambda words=words: words in dialog.text, form)
        assert dialog.file.suffix == ending
        assert words in find(dialog, QPlainTextEdit).toPlainText()
    fresh.do(lambda: dialog.set_path("/somewhere/else/schema.py"))
    fresh.do(lambda: dialog.choose(NEW))
    assert str(dialog.file) == "/somewhere/else/schema.json"
    fresh.do(dialog.reject)


def test_a_place_that_cannot_be_written_is_said(fresh: Office, tmp_path: Path) -> None:
    fresh.trigger("export_schema")
    dialog = fresh.dialog(SchemaExportDialog)
    fresh.until(lambda: dialog.text, "text made")
    for path, said in (("", "Say where"), ("schema.json", "whole path"), (str(tmp_path), "This is a folder")):
        fresh.do(lambda path=path: dialog.set_path(path))
        assert said in dialog.problem
        assert not dialog.export.isEnabled()
    fresh.do(lambda: dialog.set_path(str(tmp_path / "no" / "schema.json")))
    fresh.do(lambda: press(dialog, "export"))
    fresh.until(lambda: any("Nothing was written." in said for said in fresh.window.banners.sentences()), "said")


# in


def test_what_is_ticked_is_staged_as_one_step_that_can_be_undone(fresh: Office, tmp_path: Path) -> None:
    base = dict(fresh.startup.session.draft.base.raw)
    dialog = ask_import(fresh, tmp_path / "team.json", {**base, "team.a": NUMBER, "team.b": TEXT, "key frames": TEXT})
    assert texts(dialog) == ['Add "team.a": number', 'Add "team.b": text']
    assert "is reserved" in rest(dialog)[0]
    model = dialog.list.lines
    fresh.do(lambda: model.setData(model.index(1), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole))
    assert dialog.stage.text() == "&Stage 1 Change"
    fresh.do(lambda: press(dialog, "stage_schema"))
    fresh.until(lambda: staged(fresh) == {"team.a": NUMBER}, "staged")
    assert fresh.startup.schema_tab.page is not None
    fresh.do(fresh.startup.session.draft.undo_last)
    assert staged(fresh) == {}


def test_keys_the_file_does_not_name_are_deleted_only_when_it_is_ticked(fresh: Office, tmp_path: Path) -> None:
    base = dict(fresh.startup.session.draft.base.raw)
    gone = next(iter(base))
    dialog = ask_import(fresh, tmp_path / "team.json", {key: form for key, form in base.items() if key != gone})
    assert not dialog.stage.isEnabled()
    assert dialog.prune.text() == "Also &delete the key the file does not name; it can be restored"
    fresh.do(lambda: dialog.prune.setChecked(True))
    fresh.until(dialog.stage.isEnabled, "planned again")
    fresh.do(lambda: press(dialog, "stage_schema"))
    fresh.until(lambda: staged(fresh), "staged")
    assert staged(fresh) == {gone: {"ty": "tombstone", "deleted_ty": base[gone]}}


def test_a_protected_namespace_is_asked_about_first(fresh: Office, tmp_path: Path) -> None:
    namespaces = fresh.startup.namespaces
    fresh.do(lambda: namespaces.keep(namespaces.book.with_namespace("team", Namespace("Ada", protected=True))))
    dialog = ask_import(fresh, tmp_path / "team.json", {"team.a": NUMBER})
    fresh.do(lambda: press(dialog, "stage_schema"))
    question = fresh.dialog(Question)
    assert "Ada" in question.sentence.text()
    fresh.do(lambda: press(question, "stay"))
    assert staged(fresh) == {}


def test_a_file_that_is_no_schema_is_said(fresh: Office, tmp_path: Path) -> None:
    path = tmp_path / "team.json"
    path.write_text("{", "utf-8")
    fresh.do(lambda: fresh.startup.schema_files.import_file(str(path)))
    fresh.until(lambda: any("It is not JSON" in said for said in fresh.window.banners.sentences()), "said")


def import_dialog(qtbot: QtBot, base: dict[str, Any], wanted: dict[str, Any]) -> SchemaImportDialog:
    plan = plan_file(base, SchemaFile(wanted, "new"))
    dialog = SchemaImportDialog("f.json", "Encord (EU)", plan, planned_lines(plan), None)
    qtbot.addWidget(dialog)
    return dialog


def test_the_dialog_says_when_there_is_nothing_to_bring_in(qtbot: QtBot) -> None:
    nothing = import_dialog(qtbot, BASE, BASE)
    labels = [label.text() for label in nothing.findChildren(QLabel)]
    assert "Encord (EU) has everything that is in the file." in labels
    refused = import_dialog(qtbot, {}, {"a": HARD})
    assert not refused.stage.isEnabled()
    assert "must be asked for" in rest(refused)[0]


def test_all_or_none_are_ticked_and_what_was_left_stays_left(qtbot: QtBot) -> None:
    dialog = import_dialog(qtbot, BASE, {**BASE, "new.a": NUMBER, "new a": NUMBER})
    model = dialog.list.lines
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, dialog)
    assert texts(dialog) == [
        'Add "new.a": number   ⚠ "new a" differs only in case, spacing or separators.',
        'Add "new a": number   ⚠ "new.a" differs only in case, spacing or separators.',
    ]
    press(dialog, "tick_none")
    assert dialog.chosen == frozenset()
    assert not dialog.stage.isEnabled()
    model.setData(model.index(0), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    dialog.show_plan(dialog.plan, planned_lines(dialog.plan))
    assert dialog.chosen == {"new.a"}
    assert model.index(1).data(Qt.ItemDataRole.CheckStateRole) is Qt.CheckState.Unchecked
    assert model.index(1).data(Qt.ItemDataRole.ToolTipRole).startswith('Add "new a"')
    assert not model.setData(model.index(1), "text", Qt.ItemDataRole.EditRole)
    press(dialog, "tick_all")
    assert dialog.chosen == {"new.a", "new a"}
    assert dialog.stage.text() == "&Stage 2 Changes"


# beside each other


@pytest.fixture
def compare(qtbot: QtBot) -> CompareDialog:
    dialog = CompareDialog([Source("base", "As saved"), Source("staged", "As staged")], None)
    qtbot.addWidget(dialog)
    dialog.choose("base", "staged")
    dialog.show_lines(schema_diff(BASE, retype({**BASE, "c": WEATHER}, "a.speed", TEXT)))
    return dialog


def test_each_difference_has_a_line_and_can_be_found(compare: CompareDialog) -> None:
    shown = find(compare, QPlainTextEdit, "schema_diff")
    assert shown.toPlainText() == '~ "a.speed": number -> text\n+ "c": enum ["clear","rain"]'
    compare.look("CLEAR")
    assert shown.toPlainText() == '+ "c": enum ["clear","rain"]'
    assert compare.text.startswith("--- As saved\n+++ As staged\n~ ")
    compare.look("nothing such")
    assert "Nothing that differs holds this." in [label.text() for label in compare.findChildren(QLabel)]


def test_sides_are_swapped_and_files_join_the_choice(compare: CompareDialog) -> None:
    press(compare, "compare_swap")
    assert compare.pair == ("staged", "base")
    left = compare.sides[0]
    asked = listen(compare.file_wanted)
    left.setCurrentIndex(left.findData(FILE))
    left.activated.emit(left.currentIndex())
    assert asked == [0]
    assert compare.pair == ("staged", "base")
    compare.set_file(0, "team.json", "/x/team.json")
    assert compare.pair == ("/x/team.json", "base")
    compare.set_file(1, "team.json", "/x/team.json")
    assert [left.itemText(row) for row in range(left.count())] == ["As saved", "As staged", "team.json", "A file…"]
    compare.refuse("It is not JSON.")
    assert "It is not JSON." in [label.text() for label in compare.findChildren(QLabel)]


def test_the_platform_is_compared_with_a_file_and_the_difference_saved(fresh: Office, tmp_path: Path) -> None:
    base = fresh.startup.session.draft.base.raw
    path = tmp_path / "team.json"
    path.write_text(schema_text({**base, "team.a": NUMBER}), "utf-8")
    fresh.trigger("compare_schemas")
    dialog = fresh.dialog(CompareDialog)
    fresh.do(lambda: dialog.file_wanted.emit(1))
    choose(fresh, dialog, path)
    fresh.until(lambda: dialog.text.endswith('+ "team.a": number\n'), "compared")
    assert dialog.text.startswith("--- As saved on ")
    fresh.do(lambda: press(dialog, "save_diff"))
    choose(fresh, dialog, tmp_path / "team.diff")
    fresh.until((tmp_path / "team.diff").exists, "saved")
    assert (tmp_path / "team.diff").read_text("utf-8") == dialog.text
    fresh.do(dialog.accept)


def test_a_dialog_that_is_closed_at_once_is_spoken_to_no_more(fresh: Office, tmp_path: Path) -> None:
    fresh.trigger("compare_schemas")
    fresh.do(fresh.dialog(CompareDialog).reject)
    fresh.trigger("export_schema")
    fresh.do(fresh.dialog(SchemaExportDialog).reject)
    base = dict(fresh.startup.session.draft.base.raw)
    base.popitem()
    dialog = ask_import(fresh, tmp_path / "team.json", base)

    def tick_and_close() -> None:
        dialog.prune.setChecked(True)
        dialog.reject()

    fresh.do(tick_and_close)
    fresh.run(asyncio.sleep(0.3))
    assert staged(fresh) == {}


def test_an_earlier_version_is_compared_with_what_is_staged(fresh: Office) -> None:
    raw = fresh.startup.session.draft.base.raw
    key = fresh.startup.session.platform_key
    fresh.startup.journal.schema_found(key, raw, {**raw, "lens.mount": TEXT})
    fresh.trigger("compare_schemas")
    dialog = fresh.dialog(CompareDialog)
    side = find(dialog, QComboBox, "compare_left")
    earlier = next(row for row in range(side.count()) if "changed by somebody else" in side.itemText(row))
    fresh.do(lambda: dialog.choose(side.itemData(earlier), "staged"))
    fresh.until(lambda: '- "lens.mount"' in dialog.text, "what differs since is shown")
    fresh.do(dialog.reject)
