"""Proposed types in a table: accepted key by key, with the type somebody chose."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester, QSignalSpy

from domain.inference import Proposal, propose
from domain.schema import EMPTY_SCHEMA
from models.proposal_table import FIT, GRAVE_ROLE, KEY, OTHERS, PROPOSAL_ROLE, TITLES, TYPE, ProposalTable
from tests.domain.evidence import evidence_of

CELLS: Mapping[str, Sequence[str]] = {
    "count": ["1", "2", "3"],
    "weather": ['"fog"', '"sun"'] * 3,
    "mixed": ["1"] * 30 + ['"x"'],
    "tree": ['{"a":1}', "[[]]"],
    "bad/key": ["1"],
    "Count": ["1"],
}
NUMBER = {"ty": "variant", "hint": "number"}


def proposals(*keys: str) -> tuple[Proposal, ...]:
    return propose([evidence_of(key, CELLS[key]) for key in keys or CELLS], EMPTY_SCHEMA)


@pytest.fixture
def table() -> Iterator[ProposalTable]:
    model = ProposalTable()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(proposals())
    yield model
    del tester


def index(table: ProposalTable, key: str, column: int = KEY) -> QModelIndex:
    rows = [table.index(row, 0).data() for row in range(table.rowCount())]
    return table.index(rows.index(key), column)


def told(table: ProposalTable, key: str) -> list[Any]:
    return [index(table, key, column).data() for column in range(table.columnCount())]


def test_each_row_says_what_is_proposed_and_how_many_values_fit(table: ProposalTable) -> None:
    assert [table.headerData(at, Qt.Orientation.Horizontal) for at in range(4)] == list(TITLES)
    assert told(table, "count") == ["count", "number", "3", ""]
    assert told(table, "weather") == ["weather", "enum, 2 options", "6", ""]
    assert told(table, "mixed") == ["mixed", "number", "30", "1"]
    assert told(table, "tree") == ["tree", "cannot be added", "", ""]
    assert [index(table, key).data(GRAVE_ROLE) for key in ("count", "mixed", "tree")] == [False, True, True]
    assert index(table, "tree").data(PROPOSAL_ROLE).key == "tree"
    assert "No type" in index(table, "tree").data(Qt.ItemDataRole.ToolTipRole)


def test_nothing_is_accepted_until_somebody_ticks_it(table: ProposalTable) -> None:
    assert table.accepted == ()
    spy = QSignalSpy(table.accepted_changed)
    assert table.setData(index(table, "count"), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    assert index(table, "count").data(Qt.ItemDataRole.CheckStateRole) is Qt.CheckState.Checked
    assert table.accepted == (("count", NUMBER),)
    assert table.setData(index(table, "count"), Qt.CheckState.Unchecked.value, Qt.ItemDataRole.CheckStateRole)
    assert (table.accepted, spy.count()) == ((), 2)


def test_what_cannot_be_added_cannot_be_ticked(table: ProposalTable) -> None:
    for key in ("tree", "bad/key"):
        assert not table.setData(index(table, key), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
        assert index(table, key).data(Qt.ItemDataRole.CheckStateRole) is None
    table.tick(["tree", "count"])
    assert [key for key, _ in table.accepted] == ["count"]
    assert not table.setData(index(table, "count", TYPE), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)


def test_all_that_are_sure_can_be_ticked_at_once(table: ProposalTable) -> None:
    table.tick(table.sure)
    assert [key for key, _ in table.accepted] == ["weather"]  # two keys differ in their case only
    table.tick(["count"])
    table.tick(["weather"], on=False)
    assert [key for key, _ in table.accepted] == ["count"]


def test_another_type_can_be_chosen(table: ProposalTable) -> None:
    table.tick(["weather"])
    row = index(table, "weather").row()
    table.choose(row, 1)
    assert told(table, "weather") == ["weather", "varchar", "6", ""]
    assert table.accepted == (("weather", {"ty": "variant", "hint": "varchar"}),)
    mixed = index(table, "mixed").row()
    table.choose(mixed, 1)
    assert told(table, "mixed")[FIT : OTHERS + 1] == ["1", "30"]


def test_finding_keys_hides_the_others_and_forgets_nothing(table: ProposalTable) -> None:
    table.tick(["count"])
    table.find(" WEA ")
    assert [table.index(row, 0).data() for row in range(table.rowCount())] == ["weather"]
    assert [key for key, _ in table.accepted] == ["count"]
    table.find("none such")
    assert table.rowCount() == 0
    table.tick(["count"], on=False)
    table.find("")
    assert (table.rowCount(), table.accepted) == (6, ())


def test_other_proposals_keep_what_was_ticked_of_them(table: ProposalTable) -> None:
    table.tick(["count", "weather"])
    table.show(proposals("count", "mixed"))
    assert [key for key, _ in table.accepted] == ["count"]
