"""A window with a table of which some values are wrong."""

from collections.abc import Mapping

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from controllers.staging import stage
from domain.problems import Rule
from models.cell_edits import Accepted
from models.column_edit import ColumnEdit
from models.problems_tree import FINDING_ROLE
from tests.ui.conftest import Office
from tests.ui.finding import find
from ui.panes.problems import ProblemsPane
from ui.panes.profile import ProfilePane
from ui.panes.table_page import TablePage
from ui.panes.types import TypesPane

Cells = Mapping[int, str]


class Desk:
    """A folder of thirty items in the window, its problems, and a person at the keyboard."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.page: TablePage = office.open_first_folder()
        self.problems = find(office.window, ProblemsPane)
        self.types = find(office.window, TypesPane)
        self.profile = find(office.window, ProfilePane)
        self.is_checked()

    def is_checked(self) -> None:
        checking = self.office.startup.checking
        self.office.until(lambda: checking.report is not None and not checking.awake, "everything is checked")

    def put(self, key: str, cells: Cells) -> None:
        """Stage values whatever the schema says."""
        change = ColumnEdit(key, np.array(list(cells), np.int64), list(cells.values()))
        table, lanes = self.page.open_table, self.office.lanes
        done = self.office.run(stage(table, lanes, "Prepare", [change], keep_invalid=True))
        assert isinstance(done, Accepted)
        self.is_checked()

    def key(self, field: str) -> str:
        """The first key of a type."""
        specs = self.page.open_table.table.columns
        return next(spec.name for spec in specs if spec.field is not None and spec.field.name == field)

    def presses(self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        def pressing() -> None:
            QTest.keyClick(self.office.app.focusWidget() or self.office.window, key, held)

        self.office.do(pressing)

    def goes_to(self, row: int, key: str) -> None:
        column = self.page.open_table.table.column_of(key)
        assert column is not None
        self.office.do(lambda: self.page.grid.selecting.go((row, column)))

    def chooses(self, key: str, rule: Rule) -> None:
        """Put the cursor of the problems on a rule."""
        tree = self.problems.tree
        model = tree.model()
        for above in range(model.rowCount()):
            parent = model.index(above, 0)
            for row in range(model.rowCount(parent)):
                index = model.index(row, 0, parent)
                finding = index.data(FINDING_ROLE)
                if (finding.key, finding.rule) == (key, rule):
                    self.office.do(lambda found=index: tree.setCurrentIndex(found))
                    return
        raise AssertionError(f"{rule} of {key} is not shown")

    @property
    def at(self) -> tuple[int, str]:
        index = self.page.grid.currentIndex()
        return index.row(), self.page.open_table.table.column(index.column()).name

    def cell(self, row: int, key: str) -> str | None:
        return self.page.open_table.table.cell(row, self.page.open_table.table.column_of(key) or 0)

    @property
    def said(self) -> str:
        return self.office.window.status.currentMessage()
