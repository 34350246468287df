"""Rows of a file that are ambiguous or conflict are decided one by one, with a few keys, before anything is staged."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QComboBox, QWidget

from tests.ui.conftest import Office
from tests.ui.finding import find, press
from tests.ui.test_importing import SCORE, a_file, begun, chosen, on, uuids
from ui.dialogs.import_dialog import ImportDialog
from ui.dialogs.import_lines import Lines
from ui.panes.table_page import TablePage

SPLIT = "bench.split"
NOTE = "bench.note"


def pressed(office: Office, where: QWidget, *keys: Qt.Key) -> None:
    for key in keys:
        office.do(lambda key=key: QTest.keyClick(where, key))


def decided(office: Office, dialog: ImportDialog, tab: int) -> None:
    """Go to the last step, whether or not it may be left, and show a tab of it."""
    office.do(dialog.next.click)
    office.until(lambda: _told(dialog.decide.headline), "the plan made")
    office.do(lambda: dialog.decide.tabs.setCurrentIndex(tab))


def picked(office: Office, dialog: ImportDialog, name: str, text: str) -> None:
    """Choose an entry of a list by what it shows."""
    box = find(dialog, QComboBox, name)
    at = box.findText(text)

    def pick() -> None:
        box.setCurrentIndex(at)
        box.activated.emit(at)

    office.do(pick)


def _told(headline: str) -> bool:
    return bool(headline) and not headline.startswith("Working out")


def planned(office: Office, dialog: ImportDialog, words: str) -> None:
    office.until(lambda: words in dialog.decide.headline, words)


def clashing(office: Office, folder: Path) -> tuple[TablePage, ImportDialog]:
    """Two rows for each of two items, which differ in two keys."""
    page = office.open_first_folder()
    first, second = uuids(page)[:2]
    rows = [["uuid", SCORE, NOTE], [first, "1", "a"], [second, "2", "b"], [first, "3", "c"], [second, "4", "d"]]
    dialog = begun(office, a_file(folder, rows))
    on(office, dialog)
    decided(office, dialog, 3)
    return page, dialog


def splits(page: TablePage, split: str) -> list[int]:
    frame = page.open_table.frame
    return [row for row in range(frame.rows) if frame.confirmed(row, SPLIT) == f'"{split}"']


def ambiguous(office: Office, folder: Path, values: Sequence[str]) -> tuple[TablePage, ImportDialog]:
    """Rows that name items by a key many items share."""
    page = office.open_first_folder()
    dialog = begun(office, a_file(folder, [[SPLIT, SCORE], *([value, str(at)] for at, value in enumerate(values))]))
    office.do(dialog.next.click)
    chosen(office, dialog, "match_by", "key")
    picked(office, dialog, "match_key", SPLIT)
    picked(office, dialog, "match_column", SPLIT)
    office.until(dialog.next.isEnabled, "matched")
    decided(office, dialog, 1)
    return page, dialog


class TestConflicts:
    def test_each_is_decided_by_a_key_and_the_next_one_comes(self, office: Office, tmp_path: Path) -> None:
        page, dialog = clashing(office, tmp_path)
        pane = dialog.decide.clashes
        assert pane.questions.lines == 4
        pressed(office, pane.questions, Qt.Key.Key_1)
        assert pane.questions.line == 1
        pressed(office, pane.questions, Qt.Key.Key_0)
        planned(office, dialog, "3 values of 2 items")
        assert "2 are decided here" in pane.told.text()
        office.until(dialog.next.isEnabled, "the plan made")
        office.do(dialog.next.click)
        office.until(lambda: office.startup.staged.count == 3, "three values staged")
        first, second = uuids(page)[:2]
        assert office.startup.staged.column(SCORE)[first].after == "1"
        assert second not in office.startup.staged.column(SCORE)
        assert office.startup.staged.column(NOTE)[first].after == '"c"'

    def test_enter_goes_to_the_candidates_and_back_with_an_answer(self, office: Office, tmp_path: Path) -> None:
        page, dialog = clashing(office, tmp_path)
        pane = dialog.decide.clashes
        pressed(office, pane.questions, Qt.Key.Key_Return)
        assert office.startup.staged.count == 0
        pressed(office, pane.candidates, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return)
        item = next(row for row in range(2) if (row, SCORE) in pane.counting)
        assert pane.counting == {(item, SCORE): item}
        pressed(office, pane.questions, Qt.Key.Key_Up, Qt.Key.Key_Backspace)
        assert pane.counting == {}
        assert page.open_table.undo.count() == 0
        office.do(dialog.reject)

    def test_one_row_can_count_for_every_key_of_its_item(self, office: Office, tmp_path: Path) -> None:
        _, dialog = clashing(office, tmp_path)
        pane = dialog.decide.clashes
        pressed(office, pane.questions, Qt.Key.Key_1)
        office.do(lambda: pane.questions.go_to(0))
        office.do(lambda: press(pane, "clash_same_row"))
        assert sorted(pane.counting.values()) == [0, 0]
        assert {key for _, key in pane.counting} == {SCORE, NOTE}
        office.do(lambda: press(pane, "clash_forget"))
        assert "0 are decided here" in pane.told.text()
        office.do(dialog.reject)


class TestAmbiguousRows:
    def test_a_row_is_given_to_the_items_that_are_ticked(self, office: Office, tmp_path: Path) -> None:
        page, dialog = ambiguous(office, tmp_path, ["train", "test", "val"])
        pane = dialog.decide.ambiguous
        assert "0 values" in dialog.decide.headline or "Nothing would change" in dialog.decide.headline
        pressed(office, pane.questions, Qt.Key.Key_2, Qt.Key.Key_Right)
        pressed(office, pane.candidates, Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space)
        pressed(office, pane.candidates, Qt.Key.Key_Return)
        assert pane.questions.line == 2
        pressed(office, pane.questions, Qt.Key.Key_0)
        planned(office, dialog, "3 values of 3 items")
        train, test = splits(page, "train"), splits(page, "test")
        assert pane.chosen == {0: (train[1],), 1: (test[0], test[2]), 2: ()}
        office.until(dialog.next.isEnabled, "the plan made")
        office.do(dialog.next.click)
        office.until(lambda: office.startup.staged.count == 3, "three values staged")
        assert office.startup.staged.column(SCORE)[uuids(page)[test[2]]].after == "1"

    def test_all_of_one_row_and_all_of_the_others(self, office: Office, tmp_path: Path) -> None:
        page, dialog = ambiguous(office, tmp_path, ["train", "test"])
        pane = dialog.decide.ambiguous
        office.do(lambda: press(pane, "ambiguous_all"))
        planned(office, dialog, f"values of {len(splits(page, 'train'))} items")
        chosen(office, dialog, "import_several", "all")
        planned(office, dialog, f"values of {len(splits(page, 'train')) + len(splits(page, 'test'))} items")
        office.do(lambda: press(pane, "ambiguous_forget"))
        assert pane.chosen == {}
        office.do(dialog.reject)

    def test_candidates_show_what_tells_them_apart(self, office: Office, tmp_path: Path) -> None:
        page, dialog = ambiguous(office, tmp_path, ["train"])
        model = dialog.decide.ambiguous.candidates.model()
        heads = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
        assert heads[0] == "Item"
        assert {SCORE, "Created", "Size", "UUID"} <= set(heads)
        row = splits(page, "train")[0]
        assert model.index(0, 0).data() == f"1  {page.open_table.frame.name(row)}"
        assert model.index(0, heads.index(SCORE)).data() == page.open_table.frame.confirmed(row, SCORE)
        office.do(dialog.reject)

    def test_another_way_of_matching_forgets_what_was_decided(self, office: Office, tmp_path: Path) -> None:
        _, dialog = ambiguous(office, tmp_path, ["train", "train"])
        pane = dialog.decide.ambiguous
        pressed(office, pane.questions, Qt.Key.Key_1)
        planned(office, dialog, "1 value of 1 item")
        office.do(dialog.back.click)
        picked(office, dialog, "match_column", SCORE)
        office.until(lambda: "2 without an item" in dialog.columns.counts, "matched")
        picked(office, dialog, "match_column", SPLIT)
        office.until(lambda: "2 ambiguous" in dialog.columns.counts, "matched again")
        decided(office, dialog, 1)
        assert "Nothing would change" in dialog.decide.headline
        assert pane.chosen == {}
        office.do(dialog.reject)


@pytest.mark.usefixtures("qapp")
def test_ticks_are_told_for_the_first_column_alone() -> None:
    ticked = {1}
    lines = Lines(("a", "b"), 3, lambda row: (f"{row}", "x"), None, ticked.__contains__)
    QAbstractItemModelTester(lines, QAbstractItemModelTester.FailureReportingMode.Fatal)
    role = Qt.ItemDataRole.CheckStateRole
    checked, unchecked = Qt.CheckState.Checked, Qt.CheckState.Unchecked
    assert [lines.index(row, 0).data(role) for row in range(3)] == [unchecked, checked, unchecked]
    assert lines.index(1, 1).data(role) is None
    ticked.add(2)
    lines.refresh()
    assert lines.index(2, 0).data(role) == checked
