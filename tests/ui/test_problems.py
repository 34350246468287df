"""Problems and profiles in the window, by key: found, walked through, filtered to, mended, merged, and taken back."""

import asyncio
from collections.abc import Mapping

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from controllers.staging import stage
from domain.problems import Rule
from models.cell_edits import Accepted
from models.column_edit import ColumnEdit
from models.problems_tree import FINDING_ROLE
from models.value_counts import VALUE_ROLE
from tests.ui.conftest import Office
from tests.ui.finding import find, listen, press
from ui.dialogs.mending import MendingDialog
from ui.panes.histogram import HistogramView
from ui.panes.problems import ProblemsPane
from ui.panes.profile import ProfilePane
from ui.panes.table_page import TablePage
from ui.panes.types import TypesPane

Cells = Mapping[int, str]


class Desk:
    """A folder of thirty items in the window, its problems, and a person at the keyboard."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.page: TablePage = office.open_first_folder()
        self.problems = find(office.window, ProblemsPane)
        self.types = find(office.window, TypesPane)
        self.profile = find(office.window, ProfilePane)
        self.is_checked()

    def is_checked(self) -> None:
        checking = self.office.startup.checking
        self.office.until(lambda: checking.report is not None and not checking.awake, "everything is checked")

    def put(self, key: str, cells: Cells) -> None:
        """Stage values whatever the schema says."""
        change = ColumnEdit(key, np.array(list(cells), np.int64), list(cells.values()))
        table, lanes = self.page.open_table, self.office.lanes
        done = self.office.run(stage(table, lanes, "Prepare", [change], keep_invalid=True))
        assert isinstance(done, Accepted)
        self.is_checked()

    def key(self, field: str) -> str:
        """The first key of a type."""
        specs = self.page.open_table.table.columns
        return next(spec.name for spec in specs if spec.field is not None and spec.field.name == field)

    def presses(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        def pressing() -> None:
            QTest.keyClick(self.office.app.focusWidget() or self.office.window, key, held)

        self.office.do(pressing)

    def goes_to(self, row: int, key: str) -> None:
        column = self.page.open_table.table.column_of(key)
        assert column is not None
        self.office.do(lambda: self.page.grid.selecting.go((row, column)))

    def chooses(self, key: str, rule: Rule) -> None:
        """Put the cursor of the problems on a rule."""
        tree = self.problems.tree
        model = tree.model()
        for above in range(model.rowCount()):
            parent = model.index(above, 0)
            for row in range(model.rowCount(parent)):
                index = model.index(row, 0, parent)
                finding = index.data(FINDING_ROLE)
                if (finding.key, finding.rule) == (key, rule):
                    self.office.do(lambda found=index: tree.setCurrentIndex(found))
                    return
        raise AssertionError(f"{rule} of {key} is not shown")

    @property
    def at(self) -> tuple[int, str]:
        index = self.page.grid.currentIndex()
        return index.row(), self.page.open_table.table.column(index.column()).name

    def cell(self, row: int, key: str) -> str | None:
        return self.page.open_table.table.cell(row, self.page.open_table.table.column_of(key) or 0)

    @property
    def said(self) -> str:
        return self.office.window.status.currentMessage()


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


def is_profiled(desk: Desk, key: str) -> None:
    desk.office.until(lambda: desk.profile.profile is not None and desk.profile.profile.id == f"key:{key}", key)


def test_the_profile_follows_the_cursor_and_filters_by_what_is_clicked(desk: Desk) -> None:
    key, table = desk.key("enum"), desk.page.open_table.table
    desk.goes_to(0, key)
    desk.presses(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    is_profiled(desk, key)
    assert key in desk.profile.told
    profile = desk.profile.profile
    assert profile is not None
    first = desk.profile.values.model().index(0, 0)
    assert first.data(VALUE_ROLE) == profile.values[0].cell
    desk.office.do(lambda: desk.profile.values.activated.emit(first))
    desk.office.until(lambda: table.rowCount() == profile.values[0].count, "only its items")
    other = desk.key("number")
    desk.goes_to(0, other)
    is_profiled(desk, other)


def test_a_bar_and_what_lies_far_out_filter_too(desk: Desk) -> None:
    key, table = desk.key("number"), desk.page.open_table.table
    desk.put(key, {row: str(row % 5) for row in range(29)} | {29: "100000"})
    desk.goes_to(0, key)
    desk.office.trigger("profile_column")
    is_profiled(desk, key)
    desk.office.until(desk.profile.outliers.isVisible, "one is far out")
    desk.office.do(desk.profile.outliers.click)
    desk.office.until(lambda: table.rowCount() == 1, "only that one")
    arrangement = desk.page.arrangement
    assert arrangement is not None
    desk.office.do(arrangement.clear_filters)
    desk.office.until(lambda: table.rowCount() == 30, "all items")
    histogram = desk.profile.histogram
    desk.office.do(histogram.setFocus)
    desk.presses(Qt.Key.Key_Right)
    assert "29 values" in histogram.told(0)
    desk.presses(Qt.Key.Key_Return)
    desk.office.until(lambda: table.rowCount() == 29, "those of the first bar")


def test_values_that_look_alike_become_one_by_a_click(desk: Desk) -> None:
    key = desk.key("varchar")
    desk.put(key, dict.fromkeys(range(6), '"Harbour"') | {6: '"harbour "', 7: '"Harbor"'})
    desk.goes_to(0, key)
    desk.office.trigger("profile_column")
    is_profiled(desk, key)
    desk.office.until(desk.profile.alike.isVisible, "what is alike")
    desk.office.do(lambda: press(desk.profile.alike, "merge"))
    desk.office.until(lambda: "2 values were changed" in desk.said, "they are one")
    assert desk.cell(6, key) == desk.cell(7, key) == '"Harbour"'
    desk.office.trigger("undo")
    assert desk.cell(7, key) == '"Harbor"'


def test_the_menu_of_a_head_leads_to_its_profile(desk: Desk) -> None:
    key = desk.key("boolean")
    column = desk.page.open_table.table.column_of(key)
    menu = QMenu()
    desk.office.do(lambda: desk.page.grid.head_menu_opened.emit(column, menu))
    desk.office.do(menu.actions()[-1].trigger)
    is_profiled(desk, key)


def test_a_bar_is_pointed_at_by_the_mouse(desk: Desk) -> None:
    key = desk.key("number")
    desk.put(key, {row: str(row) for row in range(30)})
    desk.goes_to(0, key)
    desk.office.trigger("profile_column")
    is_profiled(desk, key)
    histogram = find(desk.profile, HistogramView)
    desk.office.until(histogram.isVisible, "the histogram")
    chosen = listen(histogram.range_chosen)
    middle = QPointF(histogram.rect().center()).toPoint()
    desk.office.do(lambda: QTest.mouseClick(histogram, Qt.MouseButton.LeftButton, pos=middle))
    assert len(chosen) == 1
    desk.office.run(asyncio.sleep(0.05))


def test_every_button_of_the_panes_can_be_named_aloud(desk: Desk) -> None:
    below: QWidget = desk.office.window.middle.below
    for button in [each for each in below.findChildren(QPushButton) if not each.isHidden()]:
        assert button.text() or button.accessibleName()
