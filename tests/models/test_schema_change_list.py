"""The list of what is staged for the schema: a line a key, with a few words on its impact."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from domain.schema_changes import changes
from models.schema_change_list import CHANGE_ROLE, GRAVE_ROLE, NOTE_ROLE, SchemaChangeList

NUMBER, TEXT = {"ty": "variant", "hint": "number"}, {"ty": "variant", "hint": "text"}
BASE = {"a": NUMBER, "b": NUMBER}


@pytest.fixture
def listed(qapp: object) -> Iterator[SchemaChangeList]:
    model = SchemaChangeList()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(changes(BASE, {"a": TEXT, "b": NUMBER, "c": TEXT}))
    yield model
    tester.deleteLater()


def test_each_change_is_said_in_a_line(listed: SchemaChangeList) -> None:
    told = [listed.index(row).data() for row in range(listed.rowCount())]
    assert told == ['Change "a" from number to text', 'Add "c": text']
    assert listed.index(1).data(CHANGE_ROLE).kind == "add"
    assert (listed.row_of("c"), listed.row_of("b")) == (1, -1)


def test_a_note_stays_with_its_change_and_goes_when_the_change_is_another(listed: SchemaChangeList) -> None:
    listed.note({"a": ("4 invalid", True)})
    first = listed.index(0)
    assert (first.data(NOTE_ROLE), first.data(GRAVE_ROLE)) == ("4 invalid", True)
    assert first.data(Qt.ItemDataRole.AccessibleTextRole) == 'Change "a" from number to text. 4 invalid'
    listed.show(changes(BASE, {"a": TEXT, "b": TEXT}))
    assert listed.index(0).data(NOTE_ROLE) == "4 invalid"
    listed.show(changes(BASE, {"a": {"ty": "variant", "hint": "uuid"}, "b": NUMBER}))
    assert listed.index(0).data(NOTE_ROLE) == ""
