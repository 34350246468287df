"""A filter field says what is asked while it is typed, says what it cannot read, and gives the keyboard back."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QTreeView, QWidget
from pytestqt.qtbot import QtBot

from domain.conditions import Condition, Contains, Equals, IsEmpty, More, Not, OneOf
from models.distinct_values import DistinctValues
from tests.ui.finding import find, listen, press
from ui.grid.filter_field import FilterField
from ui.grid.values_popup import ValueList, ValuesPopup

VALUES = DistinctValues((("fog", 1200), ("rain", 30), ("two\nlines", 1)), 7, 3)


@pytest.fixture
def field(qtbot: QtBot) -> Iterator[FilterField]:
    widget = QWidget()
    qtbot.addWidget(widget)
    field = FilterField(widget, "Filter weather")
    field.resize(160, 24)
    field.fit_signs()
    widget.show()
    field.setFocus()
    yield field
    del widget


def asked(field: FilterField) -> list[tuple[Condition | None, bool]]:
    heard: list[tuple[Condition | None, bool]] = []

    def hear(condition: Condition | None, typing: bool) -> None:
        heard.append((condition, typing))

    field.asked.connect(hear)
    return heard


def test_each_letter_asks_anew_and_enter_is_final(field: FilterField) -> None:
    heard, left = asked(field), listen(field.left)
    QTest.keyClicks(field, "fo")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert heard == [(Contains("f"), True), (Contains("fo"), True), (Contains("fo"), False)]
    assert len(left) == 1


def test_what_cannot_be_read_asks_nothing_and_says_why(field: FilterField) -> None:
    heard, said = asked(field), listen(field.said)
    QTest.keyClicks(field, ">")
    assert heard == []
    assert "a number, a date or a text is missing" in field.toolTip()
    assert field.property("problem") == "true"
    QTest.keyClicks(field, "5")
    assert heard == [(More("5"), True)]
    assert said == ["After > a number, a date or a text is missing.", ""]
    assert field.property("problem") == "false"


def test_escape_clears_first_and_then_gives_the_keyboard_back(field: FilterField) -> None:
    heard, left = asked(field), listen(field.left)
    QTest.keyClicks(field, "f")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert heard[-1] == (None, False)
    assert not field.text()
    assert not left
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert len(left) == 1


def test_escape_clears_what_could_not_be_read_too(field: FilterField) -> None:
    QTest.keyClicks(field, "/[/")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not field.text()
    assert field.property("problem") == "false"


def test_the_clear_button_asks_for_nothing_at_once(field: FilterField) -> None:
    heard = asked(field)
    QTest.keyClicks(field, "f")
    field.clear()
    assert heard[-1] == (None, False)


def test_tab_travels_and_alt_down_opens_the_list(field: FilterField) -> None:
    ways, lists = listen(field.travelled), listen(field.list_wanted)
    QTest.keyClick(field, Qt.Key.Key_Tab)
    QTest.keyClick(field, Qt.Key.Key_Backtab)
    QTest.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert ways == [1, -1]
    assert len(lists) == 1


def test_what_is_asked_elsewhere_is_shown_and_what_is_being_typed_stays(field: FilterField) -> None:
    field.show_condition(OneOf(("a", "b")))
    assert field.text() == "=a|b"
    field.show_condition(None)
    assert not field.text()
    QTest.keyClicks(field, "fog  ")
    field.show_condition(Contains("fog"))
    assert field.text() == "fog  "
    field.selectAll()
    QTest.keyClicks(field, ">")
    field.show_condition(Contains("fog"))
    assert field.text() == ">"


def test_a_narrow_column_keeps_its_room_for_the_text(field: FilterField) -> None:
    assert any(action.isVisible() for action in field.actions())
    field.resize(60, 24)
    field.fit_signs()
    assert not any(action.isVisible() for action in field.actions())


# the list of values


def test_the_list_of_values_behaves_as_a_model_should(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    model = ValueList(widget)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.set_values(VALUES, {"fog", "gone"})
    texts = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert texts == ["(empty)", "gone", "fog", "rain", "two lines"]
    assert [model.index(row, 1).data() for row in range(3)] == ["7", "0", "1,200"]
    model.find("RA")
    assert model.index(0, 0).data() == "rain"
    model.tick_shown(ticked=True)
    model.find("")
    assert model.ticked == {"fog", "gone", "rain"}
    model.setData(model.index(0, 0), Qt.CheckState.Checked, int(Qt.ItemDataRole.CheckStateRole))
    assert None in model.ticked
    del tester


class Opened:
    """The list over a column of three values."""

    def __init__(self, condition: Condition | None, qtbot: QtBot) -> None:
        self.under = QWidget()
        qtbot.addWidget(self.under)
        self.popup = ValuesPopup(self.under, condition)
        self.popup.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        self.chosen: list[Any] = listen(self.popup.chosen)
        self.begun: list[Any] = listen(self.popup.begun)
        self.popup.show_values(VALUES)
        self.popup.open_at(self.under.mapToGlobal(self.under.rect().center()))
        self.view = find(self.popup, QTreeView)


def test_ticked_values_become_the_filter(qtbot: QtBot) -> None:
    opened = Opened(Equals("rain"), qtbot)
    opened.view.activated.emit(opened.view.model().index(0, 0))
    press(opened.popup, "apply_values")
    assert opened.chosen == [OneOf(("rain",), empty=True)]


def test_without_a_tick_the_filter_is_gone_and_enter_chooses(qtbot: QtBot) -> None:
    opened = Opened(IsEmpty(), qtbot)
    opened.view.activated.emit(opened.view.model().index(0, 0))
    QTest.keyClick(opened.popup, Qt.Key.Key_Return)
    assert opened.chosen == [None]


def test_a_value_can_be_found_and_reached_by_keys(qtbot: QtBot) -> None:
    opened = Opened(None, qtbot)
    field = find(opened.popup, QLineEdit)
    QTest.keyClicks(field, "fo")
    QTest.keyClick(field, Qt.Key.Key_Down)
    opened.view.setCurrentIndex(opened.view.model().index(0, 0))
    QTest.keyClick(opened.view, Qt.Key.Key_Space)
    press(opened.popup, "apply_values")
    assert opened.chosen == [Equals("fog")]


def test_kinds_of_conditions_are_chosen_or_begun(qtbot: QtBot) -> None:
    opened = Opened(None, qtbot)
    menu = find(opened.popup, QPushButton, "kinds").menu()
    assert isinstance(menu, QMenu)
    actions = {action.text(): action for action in menu.actions()}
    actions["Is more than…"].trigger()
    actions["Is not empty"].trigger()
    assert opened.begun == [">"]
    assert opened.chosen == [Not(IsEmpty())]
