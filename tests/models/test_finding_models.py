"""The Qt models of findings and profiles, under Qt's own examiner."""

import numpy as np
import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from domain.fields import NumberType
from domain.metadata import Cell
from domain.problems import Kind, Rule, Severity
from domain.schema import Schema
from domain.shaped_fields import UntypedField
from models.change_list import ChangeList
from models.checking import check_column
from models.findings import KeyTypes, Report, report
from models.problems_tree import COUNT_ROLE, FINDING_ROLE, KEY_ROLE, SEVERITY_ROLE, ProblemsTree
from models.repairing import Change, Counted
from models.type_table import DRIFTS_ROLE, TITLES, TypeTable
from models.type_table import KEY_ROLE as TYPE_KEY_ROLE
from models.value_counts import COUNT_ROLE as VALUE_COUNT_ROLE
from models.value_counts import SHARE_ROLE, VALUE_ROLE, ValueCounts
from tests.models.columns_of_text import column

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal
SCHEMA = Schema.read({"rate": {"ty": "variant", "hint": "number"}})


def a_report(rate: list[Cell], note: list[Cell]) -> Report:
    columns = [check_column(column(rate, NumberType(), "rate")), check_column(column(note, UntypedField(), "note"))]
    return report(columns, np.array([0], np.int64), len(rate), SCHEMA)


@pytest.fixture
def tree(qapp: object) -> ProblemsTree:
    tree = ProblemsTree()
    QAbstractItemModelTester(tree, FATAL, tree)
    return tree


def told(tree: ProblemsTree, parent: QModelIndex) -> list[tuple[str, int]]:
    rows = [tree.index(row, 0, parent) for row in range(tree.rowCount(parent))]
    return [(index.data(), index.data(COUNT_ROLE)) for index in rows]


def test_problems_hang_under_their_keys(tree: ProblemsTree) -> None:
    tree.show(a_report([None, '"1"', '"2"'], [None, "1", '"a"']))
    assert told(tree, QModelIndex()) == [("Items", 1), ("rate", 2), ("note", 2)]
    note = tree.index_of("note")
    assert told(tree, note) == [("Another type than most values", 1), ("A key the schema does not know", 1)]
    assert note.data(SEVERITY_ROLE) is Severity.WARNING
    assert note.data(FINDING_ROLE) is None
    wrong = tree.index_of("rate", Rule.WRONG_TYPE.name)
    assert wrong.data(FINDING_ROLE).items == 2
    assert wrong.data(KEY_ROLE) == "rate"
    assert wrong.data(SEVERITY_ROLE) is Severity.ERROR
    assert tree.index_of("rate", "GONE") == tree.index_of("rate")
    assert "type to check them" in str(tree.index_of("note", Rule.UNKNOWN_KEY.name).data(Qt.ItemDataRole.ToolTipRole))


def test_another_report_takes_its_place(tree: ProblemsTree) -> None:
    tree.show(a_report(['"1"'], [None]))
    tree.show(a_report(["1", "1"], ['"a"', '"b"']))
    assert [key for key, _ in told(tree, QModelIndex())] == ["Items", "note"]
    assert not tree.index_of("rate").isValid()
    tree.show(None)
    assert tree.rowCount() == 0


def test_values_stand_with_their_counts_and_shares(qapp: object) -> None:
    model = ValueCounts()
    QAbstractItemModelTester(model, FATAL, model)
    model.show([Counted('"a\nb"', 4), Counted("2", 1)])
    index = model.index(1)
    assert (index.data(), index.data(VALUE_ROLE), index.data(VALUE_COUNT_ROLE), index.data(SHARE_ROLE)) == (
        "2",
        "2",
        1,
        0.25,
    )
    assert model.index(0).data() == '"a b"'
    model.show((), str.upper)
    assert model.rowCount() == 0


def test_changes_stand_before_they_happen(qapp: object) -> None:
    model = ChangeList([Change('"1"', "1", 1200)])
    QAbstractItemModelTester(model, FATAL, model)
    assert [model.index(0, at).data() for at in range(3)] == ['"1"', "1", "1,200"]
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Becomes"


def test_keys_that_drift_stand_on_top(qapp: object) -> None:
    model = TypeTable()
    QAbstractItemModelTester(model, FATAL, model)
    model.show(
        [
            KeyTypes("a", "number", {Kind.NUMBER: 5}),
            KeyTypes("b", "not in the schema", {Kind.NUMBER: 1200, Kind.TEXT: 1}),
        ]
    )
    assert [model.index(row, 0).data() for row in range(2)] == ["b", "a"]
    assert model.index(0, TITLES.index("Number")).data() == "1,200"
    assert model.index(0, 0).data(DRIFTS_ROLE)
    assert model.index(1, 0).data(TYPE_KEY_ROLE) == "a"
    assert [title for at, title in enumerate(TITLES) if model.is_used(at)] == ["Key", "Type", "Text", "Number"]
