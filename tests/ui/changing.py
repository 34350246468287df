"""What a person does to a dialog that changes many values, and how its table looks then."""

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from tests.ui.conftest import Office
from tests.ui.finding import find
from ui.dialogs.bulk.planned import PlannedDialog
from ui.panes.table_page import TablePage

SITE, NOTE, WEATHER, SPEED = "bench.site", "bench.note", "bench.weather", "bench.speed"


def select(office: Office, page: TablePage, key: str, first: int, last: int) -> None:
    table, column = page.open_table.table, page.open_table.table.column_of(key)
    assert column is not None
    block = QItemSelection(table.index(first, column), table.index(last, column))

    def choosing() -> None:
        page.grid.setCurrentIndex(table.index(first, column))
        page.grid.selectionModel().select(block, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    office.do(choosing)


def cells(page: TablePage, key: str) -> list[str | None]:
    column = page.open_table.table.column_of(key)
    assert column is not None
    return [page.open_table.table.cell(row, column) for row in range(page.open_table.table.rowCount())]


def types(office: Office, dialog: PlannedDialog, name: str, text: str) -> None:
    field = find(dialog, QLineEdit, name)

    def typing() -> None:
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)

    office.do(typing)


def ready(office: Office, dialog: PlannedDialog) -> QPushButton:
    button = find(dialog, QPushButton, "apply")
    office.until(button.isEnabled, "the changes are counted")
    return button


def closed(office: Office) -> None:
    office.until(lambda: not office.window.findChildren(PlannedDialog), "the dialog closed")


def applies(office: Office, dialog: PlannedDialog) -> None:
    ready(office, dialog)
    office.do(lambda: QTest.keyClick(dialog, Qt.Key.Key_Return))
    closed(office)
