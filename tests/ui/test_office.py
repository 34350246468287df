"""The window before a real platform: browse, edit, review, push, and find everything again."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from domain.schema_edits import add_key
from domain.type_forms import form_of
from tests.local_platform import LocalPlatform
from tests.ui.conftest import Office
from tests.ui.finding import find, press
from ui.dialogs.add_key import AddKeyDialog
from ui.dialogs.connect import Choice
from ui.dialogs.history import HistoryDialog
from ui.dialogs.push_dialog import PushDialog
from ui.dialogs.question import Question
from ui.panes.table_page import TablePage


def type_into(office: Office, page: TablePage, row: int, key: str, text: str) -> None:
    column = page.open_table.table.column_of(key)
    assert column is not None

    def typing() -> None:
        page.grid.setCurrentIndex(page.open_table.table.index(row, column))
        page.grid.setFocus()
        for character in text:
            QTest.keyClicks(QApplication.focusWidget() or page.grid, character)
        QTest.keyClick(QApplication.focusWidget() or page.grid, Qt.Key.Key_Return)

    office.do(typing)


def first_text_key(page: TablePage) -> str:
    return next(spec.name for spec in page.open_table.table.columns if spec.field and spec.field.name == "varchar")


def test_a_folder_opens_as_a_table_with_its_items(office: Office) -> None:
    page = office.open_first_folder()
    assert page.open_table.table.rowCount() == 30
    assert office.window.status.platform_text == office.startup.session.platform
    assert office.window.commands["add_key"].isEnabled()


def test_the_item_under_the_cursor_is_inspected(office: Office) -> None:
    page = office.open_first_folder()
    office.until(lambda: office.window.inspector.shown is not None, "an item inspected")
    shown = office.window.inspector.shown
    assert shown is not None
    assert shown.uuid == page.current_item
    assert shown.entries


def test_an_edit_is_counted_everywhere_and_undo_takes_it_back(office: Office) -> None:
    page = office.open_first_folder()
    type_into(office, page, 0, first_text_key(page), "hello there")
    office.until(lambda: page.staged == 1, "the tab counts it")
    assert office.window.status.staged_text == "1 staged edit"
    assert office.window.tabs.title(page).endswith("•")
    assert office.window.commands["review"].isEnabled()
    office.trigger("undo")
    office.until(lambda: page.staged == 0, "the tab forgets it")
    assert office.window.status.staged_text == ""
    assert office.window.commands["review"].reason


def test_what_is_reviewed_is_pushed_and_can_be_taken_back(office: Office) -> None:
    page = office.open_first_folder()
    key = first_text_key(page)
    before = page.open_table.frame.confirmed(0, key)
    type_into(office, page, 0, key, "pushed from the window")
    office.trigger("review")
    dialog = office.dialog(PushDialog)
    office.until(lambda: dialog.review.model.included, "the plan is shown")
    assert dialog.review.summary == "1 edit in 1 item."
    office.do(lambda: press(dialog, "push"))
    office.until(lambda: dialog.receipt.summary == "1 item pushed", "the receipt is shown")
    assert office.startup.staged.count == 0
    assert page.open_table.frame.confirmed(0, key) == '"pushed from the window"'
    office.do(lambda: press(dialog, "done"))

    office.trigger("history")
    history = office.dialog(HistoryDialog)
    office.do(lambda: press(history, "undo"))
    back = office.dialog(PushDialog)
    office.until(lambda: back.review.model.included, "the way back is shown")
    office.do(lambda: press(back, "push"))
    office.until(lambda: back.receipt.summary == "1 item pushed", "it was taken back")
    assert page.open_table.frame.confirmed(0, key) == before
    office.do(lambda: press(back, "done"))
    office.do(history.accept)


def test_a_line_left_out_of_the_review_stays_staged(office: Office) -> None:
    page = office.open_first_folder()
    key = first_text_key(page)
    type_into(office, page, 1, key, "goes")
    type_into(office, page, 2, key, "stays")
    office.trigger("review")
    dialog = office.dialog(PushDialog)
    office.until(lambda: len(dialog.review.model.included) == 2, "the plan is shown")
    model = dialog.review.model
    second = model.index(1, 0)
    office.do(lambda: model.setData(second, Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole))
    office.do(lambda: press(dialog, "push"))
    office.until(lambda: dialog.receipt.summary == "1 item pushed", "one was pushed")
    assert office.startup.staged.count == 1
    office.do(lambda: press(dialog, "done"))


def test_a_new_key_becomes_a_column(office: Office) -> None:
    page = office.open_first_folder()
    office.trigger("add_key")
    dialog = office.dialog(AddKeyDialog)
    office.do(lambda: QTest.keyClicks(find(dialog, QLineEdit, "key_field"), "team.shelf"))
    office.do(lambda: press(dialog, "add"))
    office.until(lambda: page.open_table.table.column_of("team.shelf") is not None, "the column is there")


def test_closing_with_staged_edits_says_that_they_are_kept(office: Office) -> None:
    page = office.open_first_folder()
    type_into(office, page, 0, first_text_key(page), "unsent")
    office.do(office.window.close)
    question = office.dialog(Question)
    assert "kept on this computer" in question.sentence.text()
    office.do(lambda: press(question, "stay"))
    office.until(lambda: not office.window.findChildren(Question), "the question closes")
    assert office.window.isVisible()


def test_closing_with_a_staged_schema_says_that_it_is_kept(office: Office) -> None:
    draft = office.startup.session.draft
    office.do(lambda: draft.stage("Add", add_key(draft.schema.raw, "team.shelf", form_of("number"))))
    office.do(office.window.close)
    question = office.dialog(Question)
    assert question.sentence.text().startswith("Staged in the schema: 1 change. All of it is kept")
    office.do(lambda: press(question, "stay"))
    office.until(lambda: not office.window.findChildren(Question), "the question closes")
    office.do(draft.revert)


def test_edits_are_there_again_in_the_next_window(qapp: QApplication, tmp_path: Path, platform: LocalPlatform) -> None:
    first = Office(qapp, tmp_path)
    first.connect(platform)
    page = first.open_first_folder()
    type_into(first, page, 0, first_text_key(page), "for tomorrow")
    first.leave()

    second = Office(qapp, tmp_path)
    second.connect(platform)
    second.until(lambda: second.window.status.staged_text == "1 staged edit", "the edit is there again")
    assert any("Kept on this computer" in said for said in second.window.banners.sentences())
    second.leave()


def test_an_address_nobody_answers_is_said_in_a_sentence(
    qapp: QApplication, tmp_path: Path, platform: LocalPlatform
) -> None:
    office = Office(qapp, tmp_path)
    office.window.show()
    missing = tmp_path / "no-such-key"
    office.do(lambda: office.startup.connecting.use(Choice(platform.url, missing)))
    office.until(office.window.banners.sentences, "a sentence is said")
    assert "no-such-key" in office.window.banners.sentences()[0]
    office.leave()
