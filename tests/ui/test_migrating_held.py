"""Migrations that wait: paused, stopped and gone on with; where they are offered, and where they are not."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QTableWidget

from domain.fields import EnumType
from domain.schema_edits import soft_delete
from tests.local_platform import LocalPlatform
from tests.ui.changing import NOTE, SITE, WEATHER
from tests.ui.conftest import Office
from tests.ui.finding import find, press
from tests.ui.migration_desk import asked, closes, goes, rejects, reviews
from ui.dialogs.migration.dialog import MigrationDialog
from ui.dialogs.migration.options_field import OptionsField
from ui.dialogs.migration.run_dialog import MigrationRunDialog


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalPlatform]:
    """A local platform of these stories alone."""
    with LocalPlatform(tmp_path_factory.mktemp("platform"), "--items", "30") as running:
        yield running


def test_a_migration_is_paused_and_goes_on_or_stops_where_it_is(office: Office) -> None:
    office.open_first_folder()
    run = reviews(office, asked(office, "rename", {"key": NOTE, "new": "remark"}))
    begins_and_pauses(office, run)
    office.until(lambda: find(run, QLabel, "work_text").text().startswith("Paused"), "it holds")
    assert find(run, QPushButton, "resume").isVisible()
    assert not find(run, QPushButton, "pause").isVisible()
    office.do(lambda: press(run, "resume"))
    office.until(lambda: find(run, QPushButton, "done").isVisible(), "it has ended")
    assert "read back" in find(run, QLabel, "work_text").text()
    closes(office, run)

    again = reviews(office, asked(office, "rename", {"key": "remark", "new": NOTE}))
    begins_and_pauses(office, again)
    office.do(lambda: press(again, "stop"))
    office.until(lambda: find(again, QPushButton, "done").isVisible(), "it has ended")
    assert again.heading.text() == "Stopped before the end"
    assert goes_on(office, again).startswith("Schema and values are as they should be")
    closes(office, again)


def begins_and_pauses(office: Office, run: MigrationRunDialog) -> None:
    """Agree to it, and press Pause as soon as it is there."""
    pause = find(run, QPushButton, "pause")

    def pauses() -> bool:
        if pause.isVisible():
            pause.click()
        return not pause.isVisible() and find(run, QPushButton, "resume").isVisible()

    office.do(lambda: press(run, "go"))
    office.until(pauses, "it can be paused")


def goes_on(office: Office, run: MigrationRunDialog) -> str:
    """Go on with one that stopped, agree to what is left, and wait for the end."""
    office.do(lambda: press(run, "go"))
    office.until(lambda: find(run, QPushButton, "cancel").isVisible(), "what is left was looked for")
    return goes(office, run)


def test_a_deleted_key_is_not_offered_for_a_migration(office: Office) -> None:
    office.open_first_folder()
    draft = office.startup.session.draft
    office.do(lambda: draft.stage("Delete", soft_delete(draft.schema.raw, SITE)))
    office.trigger("open_schema")
    tab = office.startup.schema_tab
    office.do(lambda: tab.open(SITE))
    office.until(lambda: tab.key == SITE, "the cursor is on the deleted key")
    for name in ("rename_schema_key", "migrate"):
        assert not office.window.commands[name].isEnabled()
        assert "Restore it first." in office.window.commands[name].toolTip()
    office.do(lambda: tab.open(WEATHER))
    office.until(lambda: tab.key == WEATHER, "the cursor is on another key")
    assert office.window.commands["migrate"].isEnabled()
    office.do(draft.undo_last)


def test_an_option_is_renamed_merged_and_removed_from_where_it_is_listed(office: Office) -> None:
    tab = office.startup.schema_tab
    office.trigger("open_schema")
    office.do(lambda: tab.open(WEATHER))
    office.until(lambda: tab.key == WEATHER, "the cursor is on the enum")
    kind = office.startup.session.schema.field(WEATHER)
    assert isinstance(kind, EnumType)
    first, second = kind.options[:2]
    assert tab.page is not None
    shown = tab.page.properties.options
    office.until(lambda: shown.list.model().rowCount() == len(kind.options), "the options are listed")
    office.do(lambda: shown.list.setCurrentIndex(shown.list.model().index(0, 0)))
    office.do(lambda: QTest.keyClick(shown.list, Qt.Key.Key_Delete))
    assert planned(office) == {first: ""}
    office.do(lambda: QTest.keyClick(shown.list, Qt.Key.Key_F2))
    assert planned(office) == {}
    office.do(lambda: shown.menu_wanted.emit(first, office.window.mapToGlobal(office.window.rect().center())))
    menu = next(each for each in office.window.findChildren(QMenu) if each.isVisible())
    merge = next(each for each in menu.findChildren(QMenu) if "Merge" in each.title())
    assert [action.text() for action in merge.actions()] == list(kind.options[1:])
    office.do(merge.actions()[0].trigger)
    assert planned(office) == {first: second}


def planned(office: Office) -> dict[str, str]:
    """What the dialog that opened begins with; it is closed again."""
    dialog = office.dialog(MigrationDialog)
    table = find(dialog, QTableWidget, "options_table")
    office.until(lambda: table.rowCount() and table.currentRow() == 0, "the options are listed")
    into = find(dialog, OptionsField).into
    rejects(office, dialog)
    return into
