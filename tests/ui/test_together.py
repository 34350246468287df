"""Many items are edited as one form: mixed values are said, what is ticked changes on all of them."""

from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QToolButton

from tests.ui.changing import NOTE, SITE, SPEED, WEATHER, cells, closed, ready, select, types
from tests.ui.conftest import Office
from tests.ui.finding import find, press
from ui.dialogs.bulk.together import TogetherDialog


def test_a_form_changes_what_is_typed_on_every_selected_item(office: Office) -> None:
    page = office.open_first_folder()
    before = cells(page, WEATHER)
    select(office, page, WEATHER, 0, 4)
    office.trigger("edit_together")
    dialog = office.dialog(TogetherDialog)
    weather, speed = find(dialog, QLineEdit, f"edit_{WEATHER}"), find(dialog, QLineEdit, f"edit_{SPEED}")
    office.until(lambda: "mixed" in weather.placeholderText(), "what the items hold")
    types(office, dialog, f"edit_{WEATHER}", "snow")
    types(office, dialog, f"edit_{SPEED}", "12.5")
    assert find(dialog, QCheckBox, f"tick_{SPEED}").isChecked()
    assert speed.text() == "12.5"
    button = ready(office, dialog)
    office.do(button.click)
    closed(office)
    assert cells(page, WEATHER)[:5] == ['"snow"'] * 5
    assert cells(page, WEATHER)[5:] == before[5:]
    assert cells(page, SPEED)[:5] == ["12.5"] * 5
    assert page.open_table.undo.count() == 1


def test_a_form_clears_removes_and_takes_values_that_are_there(office: Office) -> None:
    page = office.open_first_folder()
    select(office, page, WEATHER, 0, 4)
    office.trigger("edit_together")
    dialog = office.dialog(TogetherDialog)
    office.until(
        lambda: "looking" not in find(dialog, QLineEdit, f"edit_{NOTE}").placeholderText(), "what the items hold"
    )
    menus = {button.accessibleName(): button for button in dialog.findChildren(QToolButton)}
    for key, choice in ((WEATHER, "&Clear the value"), (SITE, "&Remove the key")):
        actions = menus[f"More for {key}"].menu().actions()
        office.do(next(action for action in actions if action.text() == choice).trigger)
    first = menus[f"More for {NOTE}"].menu().actions()[0]
    office.do(first.trigger)
    wanted = find(dialog, QLineEdit, f"edit_{NOTE}").text()
    button = ready(office, dialog)
    office.do(button.click)
    closed(office)
    assert cells(page, WEATHER)[:5] == ["null"] * 5
    assert cells(page, SITE)[:5] == [None] * 5
    assert {(cell or "").strip('"') for cell in cells(page, NOTE)[:5]} == {wanted}


def test_a_form_says_what_is_no_value_of_its_key(office: Office) -> None:
    office.open_first_folder()
    office.trigger("edit_together")
    dialog = office.dialog(TogetherDialog)
    types(office, dialog, f"edit_{SPEED}", "fast")
    word = find(dialog, QLabel, "preview_word")
    office.until(lambda: word.text().startswith(f'{SPEED}: "fast" is not a number.'), "the reason")
    office.do(lambda: press(dialog, "cancel"))
