"""The review: every line with old and new, left out or decided, by item or by key; what a push did afterwards."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit, QListWidget, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from controllers.jobs import Job
from controllers.push_history import Found, PastPush
from controllers.push_plan import Plan, PlanCounts, PlannedItem
from controllers.push_receipt import ItemResult, Receipt, ReceiptOutcome
from domain.changes import ItemChange, PushMode
from domain.metadata import Conflict, Metadata
from domain.schema import Schema
from models.push_log import ReceiptLine
from tests.ui.finding import find, listen, press
from ui.dialogs.diff_painting import pieces
from ui.dialogs.history import HistoryDialog
from ui.dialogs.push_dialog import PushDialog
from ui.dialogs.receipt_view import ReceiptModel, receipt_summary
from ui.dialogs.review_lines import Kind, Line, lines_of
from ui.dialogs.review_model import LINE_ROLE, ReviewModel
from ui.panes.side_tree import SideTree
from ui.tokens import LIGHT

SCHEMA = Schema.read({"note": {"ty": "text"}, "count": {"ty": "variant", "hint": "number"}})
CHECK = Qt.ItemDataRole.CheckStateRole


def change(item: str, **cells: tuple[str | None, str | None]) -> ItemChange:
    return ItemChange(item, f"{item}.jpg", "folder", cells)


def planned(
    item: ItemChange,
    before: str = "{}",
    *,
    wanted: dict[str, str | None] | None = None,
    conflicts: tuple[Conflict, ...] = (),
    invalid: dict[str, str] | None = None,
) -> PlannedItem:
    every = {key: after for key, (_, after) in item.cells.items()}
    wanted = every if wanted is None else wanted
    read = Metadata.read(before)
    held = dict(read.cells) if isinstance(read, Metadata) else dict[str, str]()
    now = {key: held.get(key) for key in (*wanted, *(at.key for at in conflicts))}
    return PlannedItem(item, before, now=now, wanted=wanted, conflicts=conflicts, invalid=invalid or {})


CONFLICTED = planned(
    change("b", note=('"old"', '"mine"'), count=("1", "2")),
    '{"note":"theirs","count":1}',
    wanted={"count": "2"},
    conflicts=(Conflict("note", '"old"', '"mine"', '"theirs"'),),
)
PLAN = Plan(
    (
        planned(change("a", note=('"one"', '"two"'), count=(None, "5")), '{"note":"one"}'),
        CONFLICTED,
        PlannedItem(change("c", note=('"x"', '"y"')), problem="It is gone. Its edits stay staged."),
        planned(change("d", note=('"x"', '"y"')), '{"note":"y"}', wanted={}),
    ),
    PushMode.MERGE,
)


@pytest.fixture
def model(qtbot: QtBot) -> ReviewModel:
    return ReviewModel(lines_of(PLAN, SCHEMA))


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


@pytest.fixture
def dialog(qtbot: QtBot) -> PushDialog:
    dialog = PushDialog("Local platform", None)
    qtbot.addWidget(dialog)
    dialog.show_plan(PLAN, SCHEMA)
    dialog.show()
    return dialog


def test_the_push_waits_until_conflicts_are_decided(dialog: PushDialog, qtbot: QtBot) -> None:
    push = find(dialog, QPushButton, "push")
    assert not push.isEnabled()
    assert push.toolTip() == "1 conflict needs a choice."
    press(dialog, "all_mine")
    assert push.isEnabled()
    assert push.text() == "Push 4 edits"
    with qtbot.waitSignal(dialog.push_wanted):
        push.click()


def test_a_conflict_is_decided_in_the_detail(dialog: PushDialog) -> None:
    review = dialog.review
    conflict = review.model.index(0, 0, review.model.index(0, 0))
    assert isinstance(conflict.data(LINE_ROLE), Line)
    review.tree.setCurrentIndex(conflict)
    theirs = find(dialog, QRadioButton, "choose_theirs")
    assert theirs.isVisible()
    assert not theirs.isChecked()
    theirs.click()
    assert review.model.choices == {("b", "note"): "theirs"}


def test_choosing_to_replace_asks_for_another_plan(dialog: PushDialog, qtbot: QtBot) -> None:
    asked = listen(dialog.review.mode_wanted)
    press(dialog, "mode_replace")
    assert asked == [PushMode.REPLACE]


def test_what_was_left_out_stays_left_out_in_another_plan(dialog: PushDialog) -> None:
    dialog.review.model.excluded = {("a", "note")}
    dialog.show_plan(PLAN, SCHEMA)
    assert dialog.review.model.excluded == {("a", "note")}


def result(item: str, outcome: ReceiptOutcome, sentence: str = "") -> ItemResult:
    return ItemResult(item, f"{item}.jpg", "folder", outcome, sentence, {"note": ('"a"', '"b"')})


RECEIPT = Receipt(
    7,
    "2026-01-01T10:00:00Z",
    "2026-01-01T10:00:02Z",
    "Local platform",
    "you@example.org",
    "merge",
    (result("a", "pushed"), result("b", "failed", "The platform said no."), result("c", "already")),
)


def test_a_receipt_lists_what_failed_first(qtbot: QtBot) -> None:
    model = ReceiptModel(RECEIPT, LIGHT)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    assert model.index(0, 0).data() == "b.jpg"
    assert model.index(0, 2).data() == "The platform said no."
    assert receipt_summary(RECEIPT) == "1 item pushed, 1 failed, 1 there already"
    tester.deleteLater()


def test_after_a_push_in_part_what_failed_can_be_retried(dialog: PushDialog, qtbot: QtBot) -> None:
    dialog.show_receipt(RECEIPT)
    assert dialog.heading.text() == "Pushed in part"
    with qtbot.waitSignal(dialog.retry_wanted):
        press(dialog, "retry")


def test_a_long_receipt_is_fetched_as_it_is_scrolled_what_failed_first(qtbot: QtBot) -> None:
    results = tuple(result(str(at), "failed" if at == 2400 else "pushed") for at in range(2500))
    model = ReceiptModel(replace(RECEIPT, results=results), LIGHT)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
    assert model.index(0, 0).data() == "2400.jpg"
    assert model.index(0, 3).data() == 'note: "a" → "b"'
    while model.canFetchMore(QModelIndex()):
        model.fetchMore(QModelIndex())
    assert model.rowCount() == 2500
    assert ReceiptModel(RECEIPT, LIGHT, {"c"}).rowCount() == 1
    tester.deleteLater()


PAST = [PastPush(8, "2026-01-02T10:00:00Z", None, paused=True), PastPush(7, "2026-01-01T10:00:00Z", RECEIPT)]


@pytest.fixture
def history(qtbot: QtBot) -> HistoryDialog:
    dialog = HistoryDialog("Local platform", PAST, {7: RECEIPT}.get, None)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_the_history_shows_the_newest_push_first_and_takes_one_back(history: HistoryDialog) -> None:
    pushes = find(history, QListWidget, "push_list")
    assert pushes.item(0).text().endswith("\nPaused")
    assert not find(history, QPushButton, "undo").isEnabled()
    pushes.setCurrentRow(1)
    asked = listen(history.undo_wanted)
    press(history, "undo")
    assert asked == [RECEIPT]
    again = listen(history.retry_wanted)
    press(history, "retry")
    assert again == [RECEIPT]


def test_the_history_shows_only_what_was_found(history: HistoryDialog, qtbot: QtBot) -> None:
    asked = listen(history.search_wanted)
    find(history, QLineEdit, "push_search").setText("b.jpg")
    qtbot.waitUntil(lambda: asked == ["b.jpg"])
    line = ReceiptLine(1, 7, "2026-01-01T10:00:00Z", "b", "b.jpg", "failed", "")
    history.show_found(Found(frozenset(), (line,), 0))
    pushes, results = find(history, QListWidget, "push_list"), find(history, SideTree, "receipt_list")
    assert pushes.count() == 1
    assert [results.model().index(row, 0).data() for row in range(results.model().rowCount())] == ["b.jpg"]
    history.show_found(Found(frozenset(), (), 0))
    assert pushes.count() == 0
    history.show_all()
    assert pushes.count() == 2


def test_a_push_can_be_paused_and_left_or_gone_on_with(dialog: PushDialog) -> None:
    job = Job("Pushing edits", "items")
    job.total, job.done = 10, 4
    paused, resumed, left = listen(dialog.pause_wanted), listen(dialog.resume_wanted), listen(dialog.leave_wanted)
    dialog.follow(job)
    press(dialog, "pause")
    dialog.show_pause(paused=True)
    press(dialog, "resume")
    press(dialog, "later")
    dialog.reject()
    assert (len(paused), len(resumed), len(left)) == (1, 1, 2)
    assert dialog.isVisible(), "its owner closes it, once the journal knows where the push stopped"
    dialog.forget_job()


def test_the_conflicts_of_a_key_are_decided_together(qtbot: QtBot) -> None:
    items = [
        planned(change(name, note=('"a"', '"b"')), wanted={}, conflicts=(Conflict("note", '"a"', '"b"', '"c"'),))
        for name in "xyz"
    ]
    dialog = PushDialog("Local platform", None)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.show_plan(Plan(tuple(items), PushMode.MERGE), SCHEMA)
    dialog.review.model.group_by("key")
    dialog.review.tree.setCurrentIndex(dialog.review.model.index(0, 0))
    find(dialog, QRadioButton, "choose_theirs").click()
    assert dialog.review.model.choices == {(name, "note"): "theirs" for name in "xyz"}


def test_a_very_long_plan_shows_its_first_items_and_counts_them_all(qtbot: QtBot) -> None:
    items = tuple(planned(change(str(at), note=('"a"', '"b"'))) for at in range(30))
    dialog = PushDialog("Local platform", None)
    qtbot.addWidget(dialog)
    dialog.show()
    counts = PlanCounts(1030, 1030, 5, 0, {"note": 20})
    dialog.show_plan(Plan(items, PushMode.MERGE, shown=items, counts=counts), SCHEMA)
    assert dialog.review.summary == "1,030 edits in 1,030 items, 5 there already."
    assert dialog.review.obstacle == "20 conflicts need a choice."
    press(dialog, "all_mine")
    assert not dialog.review.obstacle
    assert dialog.review.choices["not shown", "note"] == "mine"


def test_an_empty_history_says_how_to_begin(qtbot: QtBot) -> None:
    dialog = HistoryDialog("Local platform", [], dict[int, Receipt]().get, None)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not find(dialog, QPushButton, "export").isEnabled()
