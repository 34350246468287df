"""Migrations at the window: asked for, previewed, carried out, taken back, gone on with."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QMenu, QPushButton, QRadioButton, QTableWidget

from controllers.migration_reading import Where
from controllers.migration_run import new_record
from domain.fields import EnumType
from domain.keys import namespace
from domain.migrations.renaming import RenameKey
from models.migration_log import MigrationLog
from models.namespace_book import Namespace
from tests.local_platform import LocalPlatform
from tests.ui.changing import NOTE, SITE, WEATHER, cells, select
from tests.ui.conftest import Office
from tests.ui.finding import find, press
from tests.ui.migration_desk import asked, closes, counts, field, goes, rejects, reviews, said
from ui.dialogs.migration.dialog import MigrationDialog
from ui.dialogs.migration.run_dialog import MigrationRunDialog
from ui.dialogs.migration.steps_view import StepsView
from ui.dialogs.question import Question
from ui.panes.table_page import TablePage


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalPlatform]:
    """A local platform of these stories alone."""
    with LocalPlatform(tmp_path_factory.mktemp("platform"), "--items", "30") as running:
        yield running


def test_a_key_is_renamed_from_the_table_and_the_rename_taken_back(office: Office) -> None:
    page = office.open_first_folder()
    before = cells(page, SITE)
    select(office, page, SITE, 0, 0)
    office.trigger("rename_schema_key")
    dialog = office.dialog(MigrationDialog)
    name = field(dialog, QLineEdit, "new")
    assert name.text() == name.selectedText() == SITE, "one types the new name at once"
    assert said(dialog) == "" or "new name" in said(dialog)
    office.do(lambda: name.setText("place.site"))
    office.until(lambda: counts(dialog).startswith("30 changes"), "the changes are counted")
    assert 'Add "place.site"' in find(dialog, QLabel, "schema_steps").text()
    run = reviews(office, dialog)
    assert find(run, QPushButton, "go").text() == "Migrate 30 Values"
    assert "read back" in goes(office, run)
    assert find(run, StepsView).isVisible()
    assert cells(page, "place.site") == before
    assert set(cells(page, SITE)) == {None}
    office.do(lambda: press(run, "undo"))
    office.until(lambda: len(office.window.findChildren(MigrationRunDialog)) == 1, "the other dialog closed")
    back = office.dialog(MigrationRunDialog)
    office.until(lambda: find(back, QPushButton, "go").isVisible(), "the review is there")
    goes(office, back)
    assert back.heading.text() == "Taken back"
    closes(office, back)
    assert cells(page, SITE) == before
    assert set(cells(page, "place.site")) == {None}


def test_the_cursor_of_the_schema_goes_with_the_key_that_is_renamed(office: Office) -> None:
    office.open_first_folder()
    office.trigger("open_schema")
    schema = office.startup.schema_tab
    office.do(lambda: schema.open("bench.batch"))
    office.until(lambda: schema.key == "bench.batch", "the cursor is on the key")
    office.trigger("rename_schema_key")
    dialog = office.dialog(MigrationDialog)
    office.do(lambda: field(dialog, QLineEdit, "new").setText("bench.lot"))
    run = reviews(office, dialog)
    goes(office, run)
    closes(office, run)
    office.until(lambda: schema.key == "bench.lot", "the cursor is on its new name")


def test_a_protected_namespace_is_asked_about_before_it_is_migrated(office: Office) -> None:
    page, namespaces = office.open_first_folder(), office.startup.namespaces
    before, space = cells(page, SITE), namespace(SITE)
    office.do(lambda: namespaces.keep(namespaces.book.with_namespace(space, Namespace("Ada", protected=True))))
    dialog = asked(office, "rename", {"key": SITE, "new": "place.site"})
    review = find(dialog, QPushButton, "review")
    office.until(review.isEnabled, "it can be reviewed")
    office.do(review.click)
    question = office.dialog(Question)
    assert "is protected and belongs to Ada" in question.sentence.text()
    office.do(lambda: press(question, "stay"))
    office.until(lambda: not office.window.findChildren(Question), "the question closed")
    assert not office.window.findChildren(MigrationRunDialog)
    assert cells(page, SITE) == before


def test_what_is_missing_is_said_and_nothing_can_begin(office: Office) -> None:
    office.open_first_folder()
    dialog = asked(office, "rename", {})
    office.until(lambda: "Choose the key" in said(dialog), "it says what is missing")
    assert not find(dialog, QPushButton, "review").isEnabled()
    office.do(lambda: field(dialog, QComboBox, "key").setCurrentText(NOTE))
    office.do(lambda: field(dialog, QLineEdit, "new").setText("$x"))
    office.until(lambda: "belong to the platform" in said(dialog), "it says what is wrong")
    office.do(lambda: field(dialog, QLineEdit, "new").setText(WEATHER))
    office.until(lambda: "in the schema already" in said(dialog), "it says what is in the way")
    rejects(office, dialog)


def test_options_are_listed_with_their_counts_and_get_new_names(office: Office) -> None:
    page = office.open_first_folder()
    dialog = asked(office, "options", {"key": WEATHER})
    table = find(dialog, QTableWidget, "options_table")
    kind = office.startup.session.schema.field(WEATHER)
    assert isinstance(kind, EnumType)
    options = kind.options
    office.until(lambda: table.rowCount() == len(options), "the options are listed")
    first = options[0]
    uses = cells(page, WEATHER).count(f'"{first}"')
    assert [_text(table, 0, column) for column in (0, 1)] == [first, str(uses)]
    office.do(lambda: _write(table, 0, 2, "bright"))
    office.until(lambda: 'add "bright"' in find(dialog, QLabel, "schema_steps").text(), "the schema is told")
    goes_item = table.item(1, 3)
    assert goes_item is not None
    office.do(lambda: goes_item.setCheckState(Qt.CheckState.Checked))
    gone = cells(page, WEATHER).count(f'"{options[1]}"')
    office.until(lambda: counts(dialog).startswith(f"{uses + gone} change"), "the changes are counted")
    rejects(office, dialog)


def test_a_type_is_changed_with_what_does_not_convert_counted(office: Office) -> None:
    page = office.open_first_folder()
    dialog = asked(office, "convert", {"key": WEATHER, "to": "number", "into": "weather.code"})
    values = [cell for cell in cells(page, WEATHER) if cell not in {None, "null"}]
    office.until(lambda: f"{len(values)} refused" in counts(dialog), "what does not convert is counted")
    assert "is not a number" in find(dialog, QLabel, "refused").text()
    everywhere, only_open = find(dialog, QRadioButton, "everywhere"), find(dialog, QRadioButton, "only_open")
    assert everywhere.isChecked()
    assert only_open.isEnabled()
    office.do(lambda: find(dialog, QPushButton, "count").click())
    where = find(dialog, QLabel, "where")
    office.until(lambda: where.text() == "In every folder", "every folder is counted")
    assert f"{len(values)} refused" in counts(dialog)
    office.do(lambda: find(dialog, QPushButton, "count").click())  # and left in the middle
    rejects(office, dialog)


def test_keys_are_merged_and_split_from_what_is_ticked_and_typed(office: Office) -> None:
    page = office.open_first_folder()
    dialog = asked(office, "merge", {"into": "both", "how": "join"}, (SITE, NOTE))
    office.until(lambda: counts(dialog).startswith("30 changes"), "the changes are counted")
    rejects(office, dialog)
    dialog = asked(office, "split", {"key": NOTE, "separator": " ", "into": "word.one, word.rest", "keep": "x"})
    some = sum(cell is not None for cell in cells(page, NOTE))
    assert some
    office.until(lambda: "change" in counts(dialog), "the changes are counted")
    rejects(office, dialog)
    dialog = asked(office, "move", {"old": "bench", "new": "test"})
    office.until(lambda: "change" in counts(dialog), "the changes are counted")
    rejects(office, dialog)


def test_the_head_of_a_column_offers_migrations(office: Office) -> None:
    page = office.open_first_folder()
    column = page.open_table.table.column_of(WEATHER)
    assert column is not None
    menu = page.grid.order.menu(column, 0)
    inside = next(action.menu() for action in menu.actions() if action.text() == "Schema")
    assert isinstance(inside, QMenu)
    titles = [action.text() for action in inside.actions()]
    assert titles == ["Rename Key…", "Change Options…", "Change Type…", "Split…", "Merge With Other Keys…"]
    office.do(inside.actions()[0].trigger)
    dialog = office.dialog(MigrationDialog)
    assert field(dialog, QComboBox, "key").currentText() == WEATHER
    rejects(office, dialog)
    menu.deleteLater()


def test_a_migration_cut_short_is_told_and_can_be_left(office: Office) -> None:
    _cut_short(office)
    office.do(office.startup.migrations.say_unfinished)
    told = next(each for each in office.window.banners.sentences() if "is not finished" in each)
    assert "Rename bench.note to note" in told
    button = next(each for each in office.window.banners.findChildren(QPushButton) if each.text() == "Leave It")
    office.do(button.click)
    office.until(lambda: not any("is not finished" in each for each in office.window.banners.sentences()), "it is left")


def test_a_migration_cut_short_goes_on_from_its_banner(office: Office) -> None:
    page: TablePage = office.open_first_folder()
    before = cells(page, NOTE)
    _cut_short(office)
    office.do(office.startup.migrations.say_unfinished)
    button = next(each for each in office.window.banners.findChildren(QPushButton) if each.text() == "Go On…")
    office.do(button.click)
    run = office.dialog(MigrationRunDialog)
    office.until(lambda: find(run, QPushButton, "go").isVisible(), "the review is there")
    goes(office, run)
    closes(office, run)
    assert cells(page, "note") == before
    office.trigger("undo_migration")
    ask = office.window.findChildren(QPushButton, "undo")
    office.until(lambda: any(each.isVisible() for each in office.window.findChildren(QPushButton, "undo")), "it asks")
    button = next(each for each in office.window.findChildren(QPushButton, "undo") if each.isVisible())
    assert ask is not None
    office.do(button.click)
    back = office.dialog(MigrationRunDialog)
    office.until(lambda: find(back, QPushButton, "go").isVisible(), "the review is there")
    office.do(lambda: QTest.keyClick(back, Qt.Key.Key_Escape))
    office.until(lambda: not office.window.findChildren(MigrationRunDialog), "nothing was begun")


def _cut_short(office: Office) -> None:
    """The journal knows of a migration that was begun, and nothing came of it."""
    record = new_record(office.startup.session, RenameKey(NOTE, "note"), Where())
    MigrationLog(office.startup.journal).begin(record)


def _text(table: QTableWidget, row: int, column: int) -> str:
    item = table.item(row, column)
    return item.text() if item is not None else ""


def _write(table: QTableWidget, row: int, column: int, text: str) -> None:
    item = table.item(row, column)
    assert item is not None
    item.setText(text)
