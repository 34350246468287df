"""From the impact of a change to the rows it is about: in open tables, and in the folder that has the most of them."""

import pytest
from PySide6.QtWidgets import QPushButton

from domain.schema_edits import retype
from tests.ui.conftest import Office
from tests.ui.finding import find
from ui.schema.impact_view import ImpactView

KEY = "bench.altitude"


@pytest.fixture
def view(office: Office) -> ImpactView:
    """What is told of a number that becomes a date, no table open."""
    draft = office.startup.session.draft
    office.until(lambda: KEY in draft.schema.fields, "the schema is read")
    draft.stage("Retype", retype(draft.schema.raw, KEY, {"ty": "variant", "hint": "datetime"}))
    office.trigger("open_schema")
    found = find(office.window, ImpactView)
    office.until(lambda: "no item has a value" in found.told, "nothing is loaded")
    return found


def rows_button(view: ImpactView) -> QPushButton:
    return find(view, QPushButton, "impact_rows")


def test_the_folder_with_the_most_of_them_is_opened_and_filtered(office: Office, view: ImpactView) -> None:
    assert not rows_button(view).isVisible()
    office.do(find(view, QPushButton, "impact_everywhere").click)
    office.until(lambda: "30 of 30 values in the only folder become invalid." in view.told, "every folder was read")
    office.do(rows_button(view).click)
    office.until(lambda: office.page and "invalid" in _filter(office), "its rows are shown")
    assert office.page is not None
    assert office.page.open_table.table.rowCount() == 30


def test_rows_of_an_open_table_are_shown_at_once(office: Office, view: ImpactView) -> None:
    page = office.open_first_folder()
    office.trigger("open_schema")
    office.until(lambda: "30 of 30 values in the open tables" in view.told, "the table is counted")
    office.do(rows_button(view).click)
    office.until(lambda: "invalid" in _filter(office), "its rows are shown")
    assert office.page is page


def _filter(office: Office) -> str:
    page = office.page
    return page.arrangement.given if page is not None and page.arrangement is not None else ""
