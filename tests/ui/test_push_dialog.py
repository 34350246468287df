"""The push dialog and the history: conflicts decided, receipts read, pushes paused, taken back and found."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLineEdit, QListWidget, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from controllers.jobs import Job
from controllers.push_history import Found, PastPush
from controllers.push_plan import Plan, PlanCounts
from controllers.push_receipt import ItemResult, Receipt, ReceiptOutcome
from domain.changes import PushMode
from domain.metadata import Conflict
from models.push_log import ReceiptLine
from tests.ui.finding import find, listen, press
from tests.ui.reviewed import PLAN, SCHEMA, change, planned
from ui.dialogs.history import HistoryDialog
from ui.dialogs.push_dialog import PushDialog
from ui.dialogs.receipt_view import ReceiptModel, receipt_summary
from ui.dialogs.review_lines import Line
from ui.dialogs.review_model import LINE_ROLE
from ui.dialogs.review_reading import reading_of
from ui.panes.side_tree import SideTree
from ui.tokens import LIGHT


@pytest.fixture
def dialog(qtbot: QtBot) -> PushDialog:
    dialog = PushDialog("Local platform", None)
    qtbot.addWidget(dialog)
    dialog.show_plan(PLAN, reading_of(PLAN, SCHEMA))
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
    dialog.show_plan(PLAN, reading_of(PLAN, SCHEMA))
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
    plan = Plan(tuple(items), PushMode.MERGE)
    dialog.show_plan(plan, reading_of(plan, SCHEMA))
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
    plan = Plan(items, PushMode.MERGE, shown=items, counts=counts)
    dialog.show_plan(plan, reading_of(plan, SCHEMA))
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


def test_rows_of_a_long_review_come_as_they_are_scrolled_to(dialog: PushDialog, qtbot: QtBot) -> None:
    items = tuple(planned(change(f"i{at}", note=('"x"', '"y"'))) for at in range(1200))
    plan = Plan(items, PushMode.MERGE)
    dialog.show_plan(plan, reading_of(plan, SCHEMA))
    dialog.show()
    model, tree = dialog.review.model, dialog.review.tree
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, dialog)
    assert model.rowCount() < 1200
    assert dialog.review.summary == "1,200 edits in 1,200 items."
    scroll_to_the_end(tree, lambda: model.rowCount() == 1200)
    press(dialog, "group_key")
    (group,) = (model.index(row, 0) for row in range(model.rowCount()))
    tree.expand(group)
    scroll_to_the_end(tree, lambda: model.rowCount(group) == 1200)
    assert model.index(1199, 0, group).data() == "i1199.jpg"
    tester.deleteLater()


def scroll_to_the_end(tree: SideTree, there: Callable[[], bool]) -> None:
    """Scroll down again and again, at most as often as rows can come."""
    bar = tree.verticalScrollBar()
    for _ in range(20):
        bar.setValue(0)
        bar.setValue(bar.maximum())
    assert there()
