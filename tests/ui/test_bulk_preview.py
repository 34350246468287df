"""The preview shows what goes and what comes, and its models keep Qt's rules."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication

from controllers.bulk import Change
from controllers.bulk_reports import Twins
from domain.fields import TextType
from domain.metadata import Cell
from domain.schema import FieldType
from ui.dialogs.bulk.preview_model import AFTER, BEFORE, SPANS_ROLE, PreviewModel
from ui.dialogs.bulk.report_model import ReportModel

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


def text_kind(_key: str) -> FieldType:
    return TextType()


def change(row: int, before: Cell, after: Cell) -> Change:
    return Change(row, f"file {row}", "note", before, after)


def test_each_side_marks_what_is_its_own(qapp: QApplication) -> None:
    model = PreviewModel(text_kind)
    QAbstractItemModelTester(model, FATAL, model)
    model.show_rows((change(0, '"old town"', '"new town"'),))
    assert model.index(0, BEFORE).data(SPANS_ROLE) == [("gone", "old"), ("same", " town")]
    assert model.index(0, AFTER).data(SPANS_ROLE) == [("new", "new"), ("same", " town")]
    assert model.index(0, AFTER).data() == "new town"


def test_what_is_no_value_is_said_in_words(qapp: QApplication) -> None:
    model = PreviewModel(text_kind)
    model.show_rows((change(0, None, "null"),))
    assert model.index(0, BEFORE).data(SPANS_ROLE) is None
    assert model.index(0, BEFORE).data() == "no key"
    assert model.index(0, AFTER).data(SPANS_ROLE) is None
    assert model.index(0, AFTER).data() == ""


def test_changes_that_go_on_are_added_below(qapp: QApplication) -> None:
    model = PreviewModel(text_kind)
    QAbstractItemModelTester(model, FATAL, model)
    resets: list[bool] = []
    first = tuple(change(row, '"a"', '"b"') for row in range(3))
    model.show_rows(first)
    model.modelReset.connect(lambda: resets.append(True))
    model.show_rows((*first, change(3, '"a"', '"c"')))
    assert model.rowCount() == 4
    assert not resets
    model.show_rows(())
    assert model.rowCount() == 0
    assert resets


def test_groups_are_listed_with_their_values_and_first_items(qapp: QApplication) -> None:
    model = ReportModel()
    QAbstractItemModelTester(model, FATAL, model)
    model.show_rows([Twins(("rain", ""), 1_200, ("a.mp4", "b.mp4"))])
    shown = [model.index(0, column).data() for column in range(model.columnCount())]
    assert shown == ["rain · -", "1,200", "a.mp4, b.mp4"]
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Items"
