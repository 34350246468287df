"""The review: every line with old and new, left out or decided, by item or by key; what a push did afterwards."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from controllers.push_plan import Plan
from domain.changes import PushMode
from tests.ui.reviewed import PLAN, SCHEMA, change, planned
from ui.dialogs.diff_painting import pieces
from ui.dialogs.review_lines import Kind, Line, lines_of
from ui.dialogs.review_model import ReviewModel
from ui.dialogs.review_reading import reading_of

CHECK = Qt.ItemDataRole.CheckStateRole


@pytest.fixture
def model(qtbot: QtBot) -> ReviewModel:
    return ReviewModel(reading_of(PLAN, SCHEMA))


def test_every_key_of_every_item_is_a_line() -> None:
    lines = lines_of(PLAN, SCHEMA)
    assert [(line.item, line.key, line.kind) for line in lines] == [
        ("a", "note", Kind.CHANGE),
        ("a", "count", Kind.CHANGE),
        ("b", "note", Kind.CONFLICT),
        ("b", "count", Kind.CHANGE),
        ("c", "note", Kind.PROBLEM),
        ("d", "note", Kind.ALREADY),
    ]


def test_values_that_would_read_the_same_are_told_apart() -> None:
    mended = planned(change("a", count=('"1.1"', "1.1"), note=(None, '""')), '{"count":"1.1"}')
    lines = {line.key: line for line in lines_of(Plan((mended,), PushMode.MERGE), SCHEMA)}
    assert (lines["count"].before, lines["count"].after) == ('"1.1"', "1.1")
    assert (lines["note"].before, lines["note"].after) == ("", '""')


def test_a_conflict_shows_theirs_as_old_and_mine_as_new() -> None:
    line = lines_of(PLAN, SCHEMA)[2]
    assert (line.before, line.after, line.base) == ("theirs", "mine", "old")


def test_replacing_shows_what_it_takes_away() -> None:
    plan = Plan((planned(change("a"), '{"extra":1}', wanted={"extra": None}),), PushMode.REPLACE)
    (line,) = lines_of(plan, SCHEMA)
    assert (line.kind, line.before, line.is_removed) == (Kind.DROPPED, "1", True)


def test_a_value_that_breaks_the_schema_says_so() -> None:
    plan = Plan(
        (planned(change("a", count=("1", '"x"')), "{}", invalid={"count": "It is no number."}),), PushMode.MERGE
    )
    (line,) = lines_of(plan, SCHEMA)
    assert "It is no number." in line.sentence


@pytest.mark.parametrize("grouping", ["item", "key"])
def test_the_tree_keeps_qts_rules(model: ReviewModel, grouping: str, qtbot: QtBot) -> None:
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    model.group_by("item" if grouping == "item" else "key")
    model.choose_all("mine")
    model.setData(model.index(0, 0), Qt.CheckState.Unchecked, CHECK)
    tester.deleteLater()


def test_what_needs_a_person_comes_first(model: ReviewModel) -> None:
    titles = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert titles == ["b.jpg", "c.jpg", "a.jpg", "d.jpg"]
    assert model.index(0, 2).data() == "1 conflict"


def test_grouping_by_key_turns_the_tree_around(model: ReviewModel) -> None:
    model.group_by("key")
    group = model.index(0, 0)
    assert group.data() == "note"
    assert [model.index(row, 0, group).data() for row in range(model.rowCount(group))] == [
        "b.jpg",
        "c.jpg",
        "a.jpg",
        "d.jpg",
    ]


def test_leaving_out_a_group_leaves_out_its_lines(model: ReviewModel) -> None:
    item_a = model.index(2, 0)
    assert item_a.data(CHECK) == Qt.CheckState.Checked
    model.setData(model.index(0, 0, item_a), Qt.CheckState.Unchecked, CHECK)
    assert item_a.data(CHECK) == Qt.CheckState.PartiallyChecked
    model.setData(item_a, Qt.CheckState.Unchecked, CHECK)
    assert model.excluded == {("a", "note"), ("a", "count")}
    model.setData(item_a, Qt.CheckState.Checked, CHECK)
    assert model.excluded == set()


def test_a_line_that_cannot_be_pushed_has_no_check_box(model: ReviewModel) -> None:
    problem = model.index(1, 0)
    assert problem.data(CHECK) is None
    assert not model.setData(problem, Qt.CheckState.Unchecked, CHECK)


def test_a_conflict_waits_for_a_choice(model: ReviewModel) -> None:
    assert model.undecided == 1
    model.choose(model.index(0, 0, model.index(0, 0)), "theirs")
    assert model.undecided == 0
    assert model.choices == {("b", "note"): "theirs"}


def line(before: str, after: str, *, is_new: bool = False, is_removed: bool = False) -> Line:
    return Line("a", "a.jpg", "note", before, after, Kind.CHANGE, is_new=is_new, is_removed=is_removed)


def test_short_values_stand_beside_each_other() -> None:
    assert pieces(line("fog", "rain")) == [("gone", "fog"), ("sign", "  →  "), ("new", "rain")]


def test_long_texts_show_the_words_that_changed() -> None:
    before = "The camera was cleaned on Monday and works well"
    told = pieces(line(before, before.replace("Monday", "Friday")))
    assert ("gone", "Monday") in told
    assert ("new", "Friday") in told
    assert told[0][0] == "same"


def test_new_and_removed_keys_say_so() -> None:
    assert pieces(line("", "rain", is_new=True))[0] == ("new", "rain")
    assert pieces(line("fog", "", is_removed=True))[0] == ("gone", "fog")
