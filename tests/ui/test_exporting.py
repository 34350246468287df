"""What goes out of a window before a real platform: tables as files, staged edits as files, and a change set back."""

import ast
import csv
import json
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QFileDialog, QRadioButton

from controllers import editing
from models.cell_edits import Accepted
from tests.ui.conftest import Office
from tests.ui.finding import find, press
from ui.dialogs.export import ExportDialog
from ui.dialogs.open_changes import OpenChangesDialog
from ui.dialogs.question import Question
from ui.gestures.exporting import Exporting
from ui.panes.table_page import TablePage

NOTE = "bench.note"
SITE = "bench.site"


def edit(page: TablePage, rows: range, text: str, key: str) -> None:
    column = page.open_table.table.column_of(key)
    assert column is not None
    outcome = editing.set_text(page.open_table, [(row, column) for row in rows], text)
    assert isinstance(outcome, Accepted), outcome


def shows(page: TablePage, row: int, key: str) -> str:
    column = page.open_table.table.column_of(key)
    assert column is not None
    return page.open_table.table.shown(row, column).text


def open_export(office: Office) -> ExportDialog:
    office.trigger("export")
    return office.dialog(ExportDialog)


def export_to(office: Office, dialog: ExportDialog, path: Path) -> None:
    office.do(lambda: dialog.set_path(str(path)))
    office.do(lambda: press(dialog, "export"))


def said(office: Office, words: str) -> str:
    def heard() -> list[str]:
        return [sentence for sentence in office.window.banners.sentences() if words in sentence]

    office.until(heard, words)
    return heard()[0]


def lines(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.reader(stream))


def exporting(office: Office) -> Exporting:
    return office.startup.exporting


class TestExport:
    def test_a_table_goes_out_with_its_staged_edits(self, office: Office, tmp_path: Path) -> None:
        page = office.open_first_folder()
        edit(page, range(2), "=SUM(A1)", NOTE)
        export_to(office, open_export(office), tmp_path / "out.csv")
        said(office, "30 items written to")
        head, *written = lines(tmp_path / "out.csv")
        assert head[:3] == ["uuid", "name", "folder"]
        assert [line[0] for line in written] == [page.open_table.table.item(row) for row in range(30)]
        assert [line[head.index(NOTE)] for line in written[:2]] == ["'=SUM(A1)", "'=SUM(A1)"]
        assert not office.startup.board.running

    def test_only_the_items_with_staged_edits(self, office: Office, tmp_path: Path) -> None:
        page = office.open_first_folder()
        edit(page, range(3, 6), "here", NOTE)
        dialog = open_export(office)
        assert not find(dialog, QRadioButton, "export_filtered").isEnabled()
        office.do(find(dialog, QRadioButton, "export_changed").click)
        office.do(lambda: dialog.columns.tick(["fact:uuid", f"key:{NOTE}"]))
        export_to(office, dialog, tmp_path / "out.csv")
        said(office, "3 items written to")
        assert lines(tmp_path / "out.csv") == [
            ["uuid", NOTE],
            *([page.open_table.table.item(row), "here"] for row in range(3, 6)),
        ]

    def test_the_selection_in_the_order_it_is_shown(self, office: Office, tmp_path: Path) -> None:
        page = office.open_first_folder()
        order = page.open_table.frame.order[::-1].tolist()
        office.do(lambda: page.open_table.table.set_order(order))
        office.do(page.grid.selectAll)
        dialog = open_export(office)
        office.do(find(dialog, QRadioButton, "export_selection").click)
        export_to(office, dialog, tmp_path / "out.csv")
        said(office, "30 items written to")
        names = [line[1] for line in lines(tmp_path / "out.csv")[1:]]
        assert names == sorted(names, reverse=True)

    def test_the_ending_follows_the_kind_of_file(self, office: Office) -> None:
        office.open_first_folder()
        dialog = open_export(office)
        formats = find(dialog, QComboBox, "export_format")
        endings: list[str] = []
        for at in range(formats.count()):
            office.do(lambda at=at: formats.setCurrentIndex(at))
            endings.append(dialog.chosen.path.suffix)
        assert endings == [".csv", ".tsv", ".xlsx", ".json", ".jsonl", ".parquet", ".json", ""]
        office.do(dialog.reject)

    def test_nothing_ticked_and_no_place_are_told_at_once(self, office: Office, tmp_path: Path) -> None:
        office.open_first_folder()
        dialog = open_export(office)
        office.do(lambda: dialog.set_path(str(tmp_path)))
        assert "is a folder" in dialog.problem
        office.do(lambda: dialog.set_path("here.csv"))
        assert "whole path" in dialog.problem
        office.do(lambda: press(dialog, "tick_none"))
        assert dialog.problem == "Tick at least one column."
        office.do(dialog.reject)

    def test_a_file_that_is_there_is_replaced_only_when_told_so(self, office: Office, tmp_path: Path) -> None:
        office.open_first_folder()
        (tmp_path / "out.csv").write_text("old")
        export_to(office, open_export(office), tmp_path / "out.csv")
        question = office.dialog(Question)
        office.do(lambda: press(question, "keep"))
        dialog = office.dialog(ExportDialog)
        assert (tmp_path / "out.csv").read_text() == "old"
        office.do(lambda: press(dialog, "export"))
        question = office.dialog(Question)
        office.do(lambda: press(question, "replace"))
        said(office, "30 items written to")
        assert len(lines(tmp_path / "out.csv")) == 31

    def test_a_place_that_can_not_be_written_to_is_told(self, office: Office, tmp_path: Path) -> None:
        office.open_first_folder()
        export_to(office, open_export(office), tmp_path / "nowhere" / "out.csv")
        assert "There is no folder" in said(office, "Nothing was written")

    def test_the_system_is_asked_for_a_place(self, office: Office) -> None:
        office.open_first_folder()
        dialog = open_export(office)
        office.do(lambda: press(dialog, "export_choose"))
        chooser = office.dialog(QFileDialog)
        office.do(chooser.reject)
        office.do(dialog.reject)


class TestChangeSets:
    def test_staged_edits_go_to_a_colleague_and_come_back(self, office: Office, tmp_path: Path) -> None:
        page = office.open_first_folder()
        edit(page, range(2), "mine", NOTE)
        path = tmp_path / "changes.tagline.json"
        office.do(lambda: exporting(office).save_changes(str(path)))
        said(office, "The changes of 2 items are saved")
        assert json.loads(path.read_text())["items"][0]["changes"][0]["after"] == "mine"
        office.do(lambda: editing.undo(page.open_table))
        assert office.startup.staged.count == 0
        office.do(lambda: exporting(office).open_changes(str(path)))
        dialog = office.dialog(OpenChangesDialog)
        office.do(lambda: press(dialog, "stage_changes"))
        office.until(lambda: office.startup.staged.count == 2, "two edits staged")
        assert [shows(page, row, NOTE) for row in range(2)] == ["mine", "mine"]
        office.do(lambda: editing.undo(page.open_table))
        assert office.startup.staged.count == 0

    def test_a_value_changed_on_both_sides_is_for_a_person_to_decide(self, office: Office, tmp_path: Path) -> None:
        page = office.open_first_folder()
        edit(page, range(2), "theirs", NOTE)
        edit(page, range(1), "theirs", SITE)
        path = tmp_path / "changes.tagline.json"
        office.do(lambda: exporting(office).save_changes(str(path)))
        said(office, "saved in")
        office.do(lambda: editing.undo(page.open_table))
        edit(page, range(1), "ours", NOTE)
        office.do(lambda: exporting(office).open_changes(str(path)))
        dialog = office.dialog(OpenChangesDialog)
        office.do(lambda: press(dialog, "stage_changes"))
        office.until(lambda: shows(page, 0, SITE) == "theirs", "the free value")
        assert [shows(page, row, NOTE) for row in range(2)] == ["ours", "theirs"]
        office.do(lambda: exporting(office).open_changes(str(path)))
        again = office.dialog(OpenChangesDialog)
        office.do(lambda: press(again, "take_theirs"))
        office.do(lambda: press(again, "stage_changes"))
        office.until(lambda: shows(page, 0, NOTE) == "theirs", "the value of the file")

    def test_what_is_no_change_set_is_told(self, office: Office, tmp_path: Path) -> None:
        office.open_first_folder()
        (tmp_path / "x.json").write_text("[]")
        office.do(lambda: exporting(office).open_changes(str(tmp_path / "x.json")))
        said(office, "is not a change set")

    def test_staged_edits_as_a_script(self, office: Office, tmp_path: Path) -> None:
        page = office.open_first_folder()
        edit(page, range(2), "mine", NOTE)
        office.do(lambda: exporting(office).save_changes(str(tmp_path / "changes.py")))
        said(office, "The changes of 2 items are saved")
        assert ast.parse((tmp_path / "changes.py").read_text("utf-8"))

    def test_the_commands_say_why_they_can_not_be_used(self, office: Office) -> None:
        commands = office.window.commands
        assert "Open a folder" in commands["export"].reason
        assert "Nothing is staged" in commands["save_changes"].reason
        page = office.open_first_folder()
        edit(page, range(1), "mine", NOTE)
        assert commands["export"].isEnabled()
        assert commands["save_changes"].isEnabled()
        office.trigger("save_changes")
        office.do(office.dialog(QFileDialog).reject)
