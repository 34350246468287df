"""Keys proposed in the window: ticked one by one, staged as one step, and looked for in every folder."""

from collections.abc import Mapping

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from controllers.staging import stage
from domain.inference import Proposal
from models.cell_edits import Accepted
from models.column_edit import ColumnEdit
from models.proposal_table import PROPOSAL_ROLE
from tests.ui.conftest import Office
from tests.ui.finding import find, press
from ui.dialogs.infer_schema import InferSchemaDialog

NUMBER = {"ty": "variant", "hint": "number"}
ENUM = {"ty": "enum", "values": ["fog", "sun"]}


class Desk:
    """A folder of thirty items in the window, with keys that have no type."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.page = office.open_first_folder()
        self.put("zoo.count", {row: str(row) for row in range(10)})
        self.put("zoo.weather", {row: '"fog"' if row % 2 else '"sun"' for row in range(12)})
        self.put("zoo.mixed", {row: '"soon"' if row == 3 else "1" for row in range(30)})
        self.put("zoo.tree", {0: '{"a":1}'})

    def put(self, key: str, cells: Mapping[int, str]) -> None:
        change = ColumnEdit(key, np.array(list(cells), np.int64), list(cells.values()))
        done = self.office.run(stage(self.page.open_table, self.office.lanes, "Prepare", [change], keep_invalid=True))
        assert isinstance(done, Accepted)

    def proposes(self) -> InferSchemaDialog:
        self.office.trigger("infer_schema")
        dialog = self.office.dialog(InferSchemaDialog)
        self.office.until(lambda: dialog.model.rowCount() == 4, "keys are proposed")
        return dialog

    @property
    def staged(self) -> dict[str, object]:
        return {change.key: change.after for change in self.office.startup.session.draft.changes}


@pytest.fixture
def desk(office: Office) -> Desk:
    return Desk(office)


def rows(dialog: InferSchemaDialog) -> list[str]:
    return [dialog.model.index(row, 0).data() for row in range(dialog.model.rowCount())]


def go_to(dialog: InferSchemaDialog, key: str) -> None:
    dialog.list.setCurrentIndex(dialog.model.index(rows(dialog).index(key), 0))


def test_what_is_ticked_is_staged_as_one_step_that_undo_takes_back(desk: Desk) -> None:
    dialog = desk.proposes()
    assert rows(dialog) == ["zoo.count", "zoo.mixed", "zoo.tree", "zoo.weather"]
    assert dialog.sentence.text().startswith("4 keys have values in the open tables and no type.")
    add = find(dialog, QPushButton, "add")
    assert (add.text(), add.isEnabled()) == ("Add Keys", False)
    press(dialog, "tick_sure")
    assert add.text() == "Add 2 Keys"
    desk.office.do(add.click)
    desk.office.until(lambda: desk.staged, "keys are staged")
    assert desk.staged == {"zoo.count": NUMBER, "zoo.weather": ENUM}
    draft = desk.office.startup.session.draft
    assert draft.undo.undoText() == "Add 2 keys from values"
    draft.undo_last()
    assert desk.staged == {}


def test_space_ticks_a_key_and_another_type_can_be_chosen(desk: Desk) -> None:
    dialog = desk.proposes()
    go_to(dialog, "zoo.mixed")
    assert '1 value does not fit: texts, such as "soon"' in dialog.detail.told
    assert dialog.detail.types.currentText() == "number  ·  fits 29 of 30"
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    assert dialog.accepted_keys == (("zoo.mixed", NUMBER),)
    dialog.detail.chosen.emit(1)
    assert "29 values do not fit: numbers" in dialog.detail.told
    assert dialog.accepted_keys == (("zoo.mixed", {"ty": "variant", "hint": "varchar"}),)
    desk.office.do(dialog.reject)
    desk.office.run(_nothing())
    assert desk.staged == {}


def test_what_cannot_be_added_says_why(desk: Desk) -> None:
    dialog = desk.proposes()
    go_to(dialog, "zoo.tree")
    assert "No type of the platform takes lists or objects such as these." in dialog.detail.told
    assert not dialog.detail.types.isVisible()
    find(dialog, QLineEdit).setText("weather")
    assert rows(dialog) == ["zoo.weather"]
    assert "Options: fog, sun" in dialog.detail.told
    find(dialog, QLineEdit).setText("none such")
    assert (rows(dialog), dialog.detail.told) == ([], "")
    desk.office.do(dialog.reject)


def test_every_folder_is_looked_at_when_somebody_asks(desk: Desk) -> None:
    dialog = desk.proposes()
    go_to(dialog, "zoo.count")
    found: Proposal = dialog.list.currentIndex().data(PROPOSAL_ROLE)
    assert found.values == 10
    desk.office.do(find(dialog, QPushButton, "everywhere").click)
    desk.office.until(lambda: "in the only folder" in dialog.sentence.text(), "every folder was looked at")
    assert rows(dialog) == []  # staged edits are not on the platform
    every = "Every key that has values in the only folder has a type already."
    assert dialog.sentence.text() == f"{every} Edits that are staged here were not looked at."
    assert find(dialog, QPushButton, "everywhere").isEnabled()
    desk.office.do(dialog.reject)


def test_without_an_open_table_it_says_where_to_look(office: Office) -> None:
    office.trigger("infer_schema")
    dialog = office.dialog(InferSchemaDialog)
    office.until(lambda: "No table is open" in dialog.sentence.text(), "it says so")
    office.trigger("infer_schema")
    assert len(office.window.findChildren(InferSchemaDialog)) == 1
    office.do(dialog.reject)


async def _nothing() -> None:
    """A turn of the loop."""
