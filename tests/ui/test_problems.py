"""Problems and profiles in the window, by key: found, walked through, filtered to, mended, merged, and taken back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from domain.problems import Rule
from tests.ui.conftest import Office
from tests.ui.finding import press
from tests.ui.problem_desk import Cells, Desk
from ui.dialogs.mending import MendingDialog


@pytest.fixture
def desk(office: Office) -> Desk:
    return Desk(office)


NUMBERS: Cells = {3: '"100"', 7: '"many"', 11: '"12"'}


def test_problems_are_counted_in_the_status_bar_and_shown_by_key_and_rule(desk: Desk) -> None:
    before = desk.office.startup.checking.report
    assert before is not None
    desk.put(desk.key("number"), NUMBERS)
    report = desk.office.startup.checking.report
    assert report is not None
    assert report.errors == before.errors + 3
    assert f"{report.errors} errors" in desk.office.window.status.problems_text
    desk.presses(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert desk.problems.isVisible()
    assert desk.problems.tree.hasFocus()
    assert f"{report.errors} errors" in desk.problems.told
    desk.presses(Qt.Key.Key_Escape)
    assert desk.page.grid.hasFocus()
    desk.presses(Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert not desk.problems.isVisible()


def test_where_nothing_is_wrong_it_says_so(desk: Desk) -> None:
    desk.office.trigger("show_problems")
    report = desk.office.startup.checking.report
    assert report is not None
    if not report.findings:
        assert desk.problems.remark == "No problems found in 30 items"
    desk.office.do(desk.office.startup.tables.close_all)
    desk.office.until(lambda: "Open a folder" in desk.problems.remark, "it teaches")
    assert desk.office.window.status.problems_text == ""
    assert desk.office.window.commands["next_problem"].reason


def test_f8_walks_through_the_problems_and_back(desk: Desk) -> None:
    key = desk.key("number")
    desk.put(key, NUMBERS)
    desk.office.trigger("show_problems")
    desk.chooses(key, Rule.WRONG_TYPE)
    desk.goes_to(0, key)
    desk.office.do(desk.page.grid.setFocus)
    walked: list[tuple[int, str]] = []
    for _ in range(4):
        desk.presses(Qt.Key.Key_F8)
        walked.append(desk.at)
    assert walked == [(3, key), (7, key), (11, key), (3, key)]
    assert "Around the end. Item 1 of 3 with problems" in desk.said
    desk.presses(Qt.Key.Key_F8, Qt.KeyboardModifier.ShiftModifier)
    assert desk.at == (11, key)
    assert '"12"' in desk.said


def test_return_goes_to_the_first_of_a_problem(desk: Desk) -> None:
    key = desk.key("number")
    desk.put(key, NUMBERS)
    desk.office.trigger("show_problems")
    desk.chooses(key, Rule.WRONG_TYPE)
    desk.presses(Qt.Key.Key_Return)
    assert desk.at == (3, key)


def test_only_the_items_of_a_problem_are_shown_and_all_again(desk: Desk) -> None:
    key, table = desk.key("number"), desk.page.open_table.table
    desk.put(key, NUMBERS)
    desk.office.trigger("show_problems")
    desk.chooses(key, Rule.WRONG_TYPE)
    desk.office.trigger("show_only_problems")
    desk.office.until(lambda: table.rowCount() == 3, "three items")
    arrangement = desk.page.arrangement
    assert arrangement is not None
    assert arrangement.given == f"Wrong type · {key}"
    desk.is_checked()
    report = desk.office.startup.checking.report
    assert report is not None
    assert report.items == 30
    desk.office.do(arrangement.clear_filters)
    desk.office.until(lambda: table.rowCount() == 30, "all items")


def test_text_is_converted_to_numbers_as_shown_and_undo_takes_it_back(desk: Desk) -> None:
    key = desk.key("number")
    desk.put(key, NUMBERS)
    desk.office.trigger("show_problems")
    desk.chooses(key, Rule.WRONG_TYPE)
    offers = ("Convert to Numbers (2)…", "Clear the Values (3)…")
    desk.office.until(lambda: desk.problems.detail.offers == offers, "what may help")
    buttons = [each for each in desk.problems.detail.findChildren(QPushButton) if each.text() == offers[0]]
    desk.office.do(buttons[-1].click)
    dialog = desk.office.dialog(MendingDialog)
    assert "1 other stays as it is" in dialog.sentence.text()
    shown = [dialog.list.model().index(row, column).data() for row in range(2) for column in range(2)]
    assert sorted(shown) == ['"100"', '"12"', "100", "12"]
    desk.office.do(lambda: press(dialog, "mend"))
    desk.office.until(lambda: "2 values were changed" in desk.said, "it is done")
    assert [desk.cell(row, key) for row in (3, 7, 11)] == ["100", '"many"', "12"]
    desk.office.trigger("undo")
    assert [desk.cell(row, key) for row in (3, 7, 11)] == list(NUMBERS.values())


def test_a_way_of_mending_can_be_left_alone(desk: Desk) -> None:
    key = desk.key("number")
    desk.put(key, NUMBERS)
    desk.office.trigger("show_problems")
    desk.chooses(key, Rule.WRONG_TYPE)
    desk.office.until(lambda: desk.problems.detail.offers, "what may help")
    desk.office.do(lambda: press(desk.problems.detail, "fix"))
    dialog = desk.office.dialog(MendingDialog)
    desk.office.do(dialog.reject)
    assert desk.cell(3, key) == '"100"'


def test_types_that_drift_are_listed_and_lead_to_their_column(desk: Desk) -> None:
    key = desk.key("number")
    desk.put(key, NUMBERS)
    desk.office.trigger("show_types")
    assert "more than one type" in desk.types.told
    table = desk.types.table
    desk.office.do(lambda: table.setCurrentIndex(table.model().index(0, 0)))
    desk.presses(Qt.Key.Key_Return)
    assert desk.at[1] == table.model().index(0, 0).data()
