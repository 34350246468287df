"""A file comes into a table in three steps: seen, matched, decided, and only then staged, as one step to undo."""

import csv
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QComboBox

from tests.ui.conftest import Office
from ui.dialogs.import_dialog import ImportDialog
from ui.dialogs.import_lines import Lines
from ui.panes.table_page import TablePage

SCORE = "bench.score"


def a_file(folder: Path, rows: Sequence[Sequence[str]], name: str = "values.csv") -> Path:
    path = folder / name
    with path.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows(rows)
    return path


def uuids(page: TablePage) -> list[str]:
    return page.open_table.frame.uuids(range(page.open_table.frame.rows))


def begun(office: Office, path: Path) -> ImportDialog:
    office.do(lambda: office.startup.imports.begin(path))
    dialog = office.dialog(ImportDialog)
    office.until(lambda: dialog.next.isEnabled() or dialog.file.problem, "the file read")
    return dialog


def on(office: Office, dialog: ImportDialog) -> None:
    """Go on to the next step and wait until it is worked out."""
    office.do(dialog.next.click)
    office.until(dialog.next.isEnabled, "the step worked out")


def chosen(office: Office, dialog: ImportDialog, name: str, value: str) -> None:
    box = dialog.findChild(QComboBox, name)
    assert box is not None
    at = box.findData(value)
    assert at >= 0

    def choose() -> None:
        box.setCurrentIndex(at)
        box.activated.emit(at)

    office.do(choose)


def test_a_file_is_shown_matched_planned_and_only_then_staged(office: Office, tmp_path: Path) -> None:
    page = office.open_first_folder()
    items = uuids(page)
    rows = [["uuid", SCORE, "new.id"], [items[0], "1.25", "007"], [items[1], "many", "008"], ["nobody", "3", "009"]]
    dialog = begun(office, a_file(tmp_path, rows))
    assert dialog.step == 0
    on(office, dialog)
    assert dialog.columns.counts == "2 matched  ·  0 ambiguous  ·  1 without an item"
    on(office, dialog)
    assert dialog.decide.headline.startswith("3 values of 2 items")
    assert office.startup.staged.count == 0
    office.do(dialog.next.click)
    office.until(lambda: office.startup.staged.count == 3, "three values staged")
    assert office.startup.staged.column("new.id")[items[0]].after == '"007"'
    assert office.startup.staged.column(SCORE)[items[0]].after == "1.25"
    assert page.open_table.undo.undoText() == "Import values.csv"
    office.trigger("undo")
    assert office.startup.staged.count == 0


def test_what_is_chosen_otherwise_is_planned_anew(office: Office, tmp_path: Path) -> None:
    page = office.open_first_folder()
    items = uuids(page)
    dialog = begun(office, a_file(tmp_path, [["uuid", SCORE], [items[0], "1"], [items[0], "2"], [items[1], "x"]]))
    on(office, dialog)
    on(office, dialog)
    assert "1 value of 1 item " in dialog.decide.headline
    chosen(office, dialog, "import_invalid", "keep")
    office.until(lambda: "2 values of 2 items" in dialog.decide.headline, "the kept value counted")
    chosen(office, dialog, "import_twice", "leave")
    office.until(lambda: "1 value of 1 item " in dialog.decide.headline, "the clash left out")
    office.do(dialog.reject)
    assert office.startup.staged.count == 0


def test_a_file_that_cannot_be_read_says_why_and_goes_no_further(office: Office, tmp_path: Path) -> None:
    office.open_first_folder()
    path = tmp_path / "values.csv"
    path.write_bytes(b"")
    dialog = begun(office, path)
    assert "is empty" in dialog.file.problem
    assert not dialog.next.isEnabled()
    office.do(dialog.reject)


def test_the_same_file_can_be_read_with_another_delimiter(office: Office, tmp_path: Path) -> None:
    office.open_first_folder()
    dialog = begun(office, a_file(tmp_path, [["a;b", "c"], ["1;2", "3"]]))
    assert dialog.file.preview.model().columnCount() == 2
    chosen(office, dialog, "import_delimiter", ";")
    office.until(lambda: dialog.file.preview.model().headerData(1, Qt.Orientation.Horizontal) == "b,c", "read again")
    office.do(dialog.reject)


def test_a_mapping_is_remembered_for_the_next_file_with_this_header(office: Office, tmp_path: Path) -> None:
    page = office.open_first_folder()
    items = uuids(page)
    rows = [["uuid", "Wertung"], [items[0], "1.25"]]
    dialog = begun(office, a_file(tmp_path, rows))
    on(office, dialog)
    box = dialog.columns.key_box(1)
    office.do(lambda: box.setCurrentText(SCORE))
    office.until(dialog.next.isEnabled, "matched again")
    on(office, dialog)
    office.do(dialog.next.click)
    office.until(lambda: office.startup.staged.count == 1, "staged")
    again = begun(office, a_file(tmp_path, [rows[0], [items[1], "2.5"]], "next.csv"))
    assert again.columns.mapping.used[0].key == SCORE
    office.do(again.reject)


def test_a_file_dropped_onto_a_table_starts_its_import(office: Office, tmp_path: Path) -> None:
    page = office.open_first_folder()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(a_file(tmp_path, [["uuid", SCORE], [uuids(page)[0], "1"]])))])
    event = QDropEvent(
        QPointF(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    enter = QDragEnterEvent(
        QPoint(9, 9), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    for each in (enter, event):
        office.do(partial(QApplication.sendEvent, office.window.tabs, each))
    dialog = office.dialog(ImportDialog)
    office.until(dialog.next.isEnabled, "the file read")
    office.do(dialog.reject)


def test_without_a_table_there_is_nothing_to_import_into(office: Office) -> None:
    assert not office.window.commands["import"].isEnabled()
    assert office.window.commands["import"].reason


@pytest.mark.usefixtures("qapp")
def test_lines_are_asked_for_as_they_are_seen() -> None:
    lines = Lines(("a", "b"), 1_000_000, lambda row: (f"{row}\n", "x" * 500))
    QAbstractItemModelTester(lines, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert lines.index(999_999, 0).data() == "999999⏎"
    assert len(lines.index(0, 1).data()) == 160
    assert lines.index(5, 0).data(Qt.ItemDataRole.ToolTipRole) == "5\n"
    assert lines.headerData(1, Qt.Orientation.Horizontal) == "b"
