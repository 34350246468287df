"""Everything at the table is done by keys alone: values, filters, many values at once, a file in and a file out."""

import csv
import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.journeys.at_keyboard import AtKeyboard, without_mouse
from tests.journeys.places import FIRST, FOURTH, NOTED, REVIEWER, ROUTE, SECOND, SPEED, THIRD, WEATHER
from tests.journeys.user import User


@pytest.fixture
def keys(user: User, monkeypatch: pytest.MonkeyPatch) -> AtKeyboard:
    """A person before the table of the route, who has no mouse."""
    without_mouse(monkeypatch)
    user.starts()
    user.is_connected()
    keys = AtKeyboard(user)
    keys.opens(*ROUTE)
    return keys


def test_values_are_typed_filled_undone_and_pushed(keys: AtKeyboard) -> None:
    user = keys.user
    keys.walks_to(FIRST, REVIEWER)
    user.writes("Nadia Petrova")
    user.presses("Return")
    assert user.cell(FIRST, REVIEWER) == "Nadia Petrova"
    keys.walks_to(FIRST, REVIEWER)
    keys.walks_to(THIRD, REVIEWER, selecting=True)
    user.presses("Ctrl+D")
    assert [user.cell(item, REVIEWER) for item in (SECOND, THIRD)] == ["Nadia Petrova"] * 2
    user.undoes()
    user.redoes()
    user.sees_staged(3)
    keys.walks_to(SECOND, REVIEWER)
    user.presses("F2")
    user.writes("!")
    user.presses("Escape")
    assert user.cell(SECOND, REVIEWER) == "Nadia Petrova"
    keys.walks_to(FOURTH, SPEED)
    speed = user.cell(FOURTH, SPEED)
    user.presses("Delete")
    user.sees_staged(4)
    assert user.cell(FOURTH, SPEED) != speed
    user.undoes()
    assert user.cell(FOURTH, SPEED) == speed
    user.reviews()
    user.presses("Return")
    user.sees_staged(0)
    user.closes_every_dialog()
    there = user.meets(*ROUTE).reads_text()
    assert {json.loads(there[item])[REVIEWER] for item in (FIRST, SECOND, THIRD)} == {"Nadia Petrova"}


def test_a_column_is_filtered_and_shown_whole_again(keys: AtKeyboard) -> None:
    user = keys.user
    everything = user.items()
    keys.walks_to(FIRST, WEATHER)
    user.presses("Ctrl+L")
    user.writes("=rain")
    user.presses("Return")
    user.stage.until(lambda: 0 < len(user.items()) < len(everything), "the filter")
    assert {user.cell(item, WEATHER) for item in user.items()} == {"rain"}
    assert user.page.grid.hasFocus()
    user.presses("Ctrl+L")
    user.presses("Escape", 2)
    user.stage.until(lambda: user.items() == everything, "every item again")
    assert user.page.grid.hasFocus()


def test_many_values_are_changed_in_one_step(keys: AtKeyboard) -> None:
    user = keys.user
    before = [user.cell(item, WEATHER) for item in user.items()]
    keys.walks_to(FIRST, WEATHER)
    user.presses("Ctrl+Space")
    user.presses("Ctrl+H")
    user.stage.until(lambda: QApplication.activeModalWidget() is not None, "the dialog")
    user.writes("rain")
    user.presses("Tab")
    user.writes("fog")
    user.sees(f"Change {before.count('rain')} Values")
    user.presses("Return")
    user.stage.until(lambda: QApplication.activeModalWidget() is None, "the change")
    user.sees_staged(before.count("rain"))
    user.undoes()
    user.sees_staged(0)


def test_a_file_comes_in_and_what_conflicts_is_decided(keys: AtKeyboard, tmp_path: Path) -> None:
    user = keys.user
    path = tmp_path / "values.csv"
    rows = [["name", REVIEWER], [FIRST, "Ada"], [FIRST, "Bob"], [NOTED, "Eve"]]
    with path.open("w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows(rows)
    user.presses("Ctrl+Shift+I")
    keys.names_file(path)
    user.sees("3 rows")
    user.presses("Return")
    user.sees("3 matched")
    user.presses("Return")
    user.sees("would be staged")
    keys.tabs_to("qt_tabwidget_tabbar")
    user.presses("Right", 3)
    keys.tabs_to("import_clashes")
    user.presses("1")
    user.sees("1 is decided here")
    user.sees("2 values of 2 items would be staged")
    user.presses("Alt+S")
    user.sees_staged(2)
    assert [user.cell(item, REVIEWER) for item in (FIRST, NOTED)] == ["Ada", "Eve"]


def test_a_table_goes_out_to_a_file(keys: AtKeyboard, tmp_path: Path) -> None:
    user = keys.user
    user.presses("Ctrl+Shift+X")
    user.stage.until(lambda: QApplication.activeModalWidget() is not None, "the dialog")
    user.presses("Alt+W")
    user.presses("Ctrl+A")
    user.writes(str(tmp_path / "out.csv"))
    user.presses("Return")
    user.sees("written to")
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as lines:
        names = [row["name"] for row in csv.DictReader(lines)]
    assert sorted(names) == sorted(user.items())
