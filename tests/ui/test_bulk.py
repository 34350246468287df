"""Many values change from a dialog, by key: what is previewed is what changes, in one step to undo."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QRadioButton,
    QTableWidget,
)

from tests.ui.changing import NOTE, SITE, WEATHER, applies, cells, closed, ready, select, types
from tests.ui.conftest import Office
from tests.ui.finding import find
from ui.dialogs.bulk.dialog import BulkDialog


def chooses(office: Office, dialog: BulkDialog, form: str) -> None:
    operations = find(dialog, QListWidget, "operations")
    row = next(row for row in range(operations.count()) if operations.item(row).text() == form)
    office.do(lambda: operations.setCurrentRow(row))


def opened(office: Office, command: str = "change_values") -> BulkDialog:
    office.trigger(command)
    return office.dialog(BulkDialog)


def test_find_and_replace_opens_with_its_key_and_changes_the_selection(office: Office) -> None:
    page = office.open_first_folder()
    before = cells(page, WEATHER)
    select(office, page, WEATHER, 0, 9)
    office.do(lambda: QTest.keyClick(page.grid, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier))
    dialog = office.dialog(BulkDialog)
    assert dialog.form.name == "replace"
    assert dialog.chosen == [WEATHER]
    types(office, dialog, "find", "rain")
    types(office, dialog, "replacement", "fog")
    wanted = ['"fog"' if cell == '"rain"' and row < 10 else cell for row, cell in enumerate(before)]
    changes = sum(one != other for one, other in zip(before, wanted, strict=True))
    assert changes
    assert ready(office, dialog).text().replace("&", "").startswith(f"Change {changes} Value")
    applies(office, dialog)
    assert cells(page, WEATHER) == wanted
    assert page.open_table.undo.undoText() == f"Replace in {WEATHER} on {changes} items"
    assert office.window.statusBar().currentMessage().startswith(f"{changes} values changed.")
    office.trigger("undo")
    assert cells(page, WEATHER) == before


def test_escape_changes_nothing_and_the_answers_are_there_next_time(office: Office) -> None:
    page = office.open_first_folder()
    before = cells(page, SITE)
    select(office, page, SITE, 0, 0)
    dialog = opened(office)
    chooses(office, dialog, "Set")
    types(office, dialog, "value", "somewhere")
    ready(office, dialog)
    office.do(lambda: QTest.keyClick(dialog, Qt.Key.Key_Escape))
    closed(office)
    assert cells(page, SITE) == before
    again = opened(office)
    assert again.form.name == "set"
    assert find(again, QLineEdit, "value").text() == "somewhere"
    office.do(again.reject)


def test_what_is_missing_is_said_where_the_preview_would_be(office: Office) -> None:
    page = office.open_first_folder()
    select(office, page, SITE, 0, 0)
    dialog = opened(office)
    word = find(dialog, QLabel, "preview_word")
    for form, sentence in (
        ("Find and Replace", "Type what to find."),
        ("Set", "Type the value to set."),
        ("Value Map", "Type a new value beside an old one."),
        ("Shift Numbers", "Type a number."),
        ("Shift Dates", "Type by how many."),
        ("Copy From Key", "Choose the key to copy from."),
        ("Split", "Choose the key to split."),
        ("Join", "Choose the key to join into."),
        ("Template", "Type a template."),
        ("Extract by Pattern", "Type a pattern, with the part to keep in ( and )."),
    ):
        chooses(office, dialog, form)
        office.until(lambda wanted=sentence: word.text() == wanted, sentence)
        assert not find(dialog, QPushButton, "apply").isEnabled()
        assert find(dialog, QPushButton, "apply").toolTip() == sentence
    office.do(dialog.reject)


@pytest.mark.parametrize(
    ("form", "field", "text", "sentence"),
    [
        ("Find and Replace", "find", "(", "The regular expression can't be read"),
        ("Pad", "fill", "ab", "Fill with exactly one letter or digit."),
        ("Pad", "width", "0", "The width is a whole number from 1 to 999."),
        ("Shift Numbers", "amount", "x", "The number is written like 12, -0.5 or 1000."),
        ("Shift Dates", "amount", "x", "Type a whole number, such as 2 or -2."),
        ("Template", "template", "{nothing}", 'There is no key "nothing".'),
        ("Extract by Pattern", "pattern", "(", "The regular expression can't be read"),
        ("Number Rows", "start", "x", "Start and step are whole numbers."),
        ("Number Rows", "width", "99", "Digits are a whole number from 0 to 64."),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(office: Office, form: str, field: str, text: str, sentence: str) -> None:
    page = office.open_first_folder()
    select(office, page, SITE, 0, 0)
    dialog = opened(office)
    chooses(office, dialog, form)
    if form == "Find and Replace":
        office.do(lambda: find(dialog, QCheckBox, "regex").setChecked(True))
    view = dialog.current_view
    line = find(view, QLineEdit, field)
    office.do(line.setFocus)
    office.do(lambda: line.setText(text))
    word = find(dialog, QLabel, "preview_word")
    office.until(lambda: word.text().startswith(sentence), sentence)
    office.do(dialog.reject)


def test_a_value_the_schema_refuses_is_counted_and_left(office: Office) -> None:
    page = office.open_first_folder()
    select(office, page, WEATHER, 0, 0)
    dialog = opened(office)
    chooses(office, dialog, "Set")
    types(office, dialog, "value", "hail")
    refused = find(dialog, QLabel, "refused")
    office.until(lambda: refused.text().startswith("30 values: "), "the refusal")
    assert '"hail" is not one of the 5 options.' in refused.text()
    assert "30 refused and left as they are" in find(dialog, QLabel, "counts").text()
    assert not find(dialog, QPushButton, "apply").isEnabled()
    office.do(dialog.reject)


def test_an_edit_elsewhere_brings_a_new_preview(office: Office) -> None:
    page = office.open_first_folder()
    select(office, page, SITE, 0, 0)
    dialog = opened(office)
    chooses(office, dialog, "Clear")
    assert ready(office, dialog).text() == "&Change 30 Values"
    column = page.open_table.table.column_of(SITE)
    assert column is not None
    office.do(lambda: page.open_table.table.set_cells([(0, column)], "null"))
    assert not find(dialog, QPushButton, "apply").isEnabled()
    assert ready(office, dialog).text() == "&Change 29 Values"
    office.do(dialog.reject)


def test_values_are_mapped_by_a_table_kept_as_csv(office: Office, tmp_path: Path) -> None:
    page = office.open_first_folder()
    before = cells(page, WEATHER)
    select(office, page, WEATHER, 0, 0)
    dialog = opened(office)
    chooses(office, dialog, "Value Map")
    table = find(dialog, QTableWidget, "map_table")
    office.until(table.rowCount, "the values are listed")
    field = dialog.current_view.map
    assert field is not None
    kept = tmp_path / "map.csv"
    kept.write_text("old,new\nrain,fog\n", encoding="utf-8")
    office.do(lambda: field.load(kept))
    applies(office, dialog)
    assert cells(page, WEATHER) == ['"fog"' if cell == '"rain"' else cell for cell in before]


def test_a_map_is_saved_with_every_value_and_a_broken_file_is_refused(office: Office, tmp_path: Path) -> None:
    page = office.open_first_folder()
    select(office, page, WEATHER, 0, 0)
    dialog = opened(office)
    chooses(office, dialog, "Value Map")
    table = find(dialog, QTableWidget, "map_table")
    office.until(table.rowCount, "the values are listed")
    field = dialog.current_view.map
    assert field is not None
    saved = tmp_path / "saved.csv"
    office.do(lambda: field.save(saved))
    assert len(saved.read_text(encoding="utf-8").splitlines()) == table.rowCount() + 1
    saved.write_text("one column\n", encoding="utf-8")
    office.do(lambda: field.load(saved))
    assert any("has one column" in label.text() for label in field.findChildren(QLabel))
    office.do(dialog.reject)


def test_one_key_is_split_into_new_ones(office: Office) -> None:
    page = office.open_first_folder()
    dialog = opened(office)
    chooses(office, dialog, "Split")
    view = dialog.current_view
    office.do(lambda: find(view, QComboBox, "source").setCurrentText(NOTE))
    office.do(lambda: find(view, QLineEdit, "separator").setText(" "))
    office.do(lambda: find(view, QLineEdit, "into").setText("place.first, place.rest"))
    applies(office, dialog)
    whole = cells(page, NOTE)
    first, rest = cells(page, "place.first"), cells(page, "place.rest")
    for note, one, other in zip(whole, first, rest, strict=True):
        parts = (note or "").strip('"').split(" ", 1)
        assert (one or "").strip('"') == parts[0]
        assert (other or "").strip('"') == (parts[1] if len(parts) > 1 else "")


def test_items_that_hold_the_same_are_listed_and_copied(office: Office) -> None:
    page = office.open_first_folder()
    select(office, page, WEATHER, 0, 0)
    dialog = opened(office)
    chooses(office, dialog, "Find Duplicates")
    assert ready(office, dialog).text() == "&Copy List"
    applies(office, dialog)
    lines = QApplication.clipboard().text().splitlines()
    assert sum(int(line.split("\t")[0]) for line in lines) <= 30
    assert page.open_table.undo.count() == 0


def test_a_filter_offers_its_rows_beside_the_selection_and_all(office: Office) -> None:
    page = office.open_first_folder()
    office.do(lambda: page.open_table.table.set_order(list(range(12))))
    select(office, page, WEATHER, 2, 5)
    dialog = opened(office)
    texts = [button.text().replace("&", "") for button in dialog.findChildren(QRadioButton)]
    assert texts == ["Selection  (4 items)", "Filtered rows  (12 items)", "All rows  (30 items)"]
    chooses(office, dialog, "Clear")
    office.do(find(dialog, QRadioButton, "scope_filtered").click)
    applies(office, dialog)
    assert cells(page, WEATHER) == ["null"] * 12
