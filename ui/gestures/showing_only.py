"""Showing only the items with a problem, and all of them again."""

from functools import partial

import numpy as np
from PySide6.QtCore import QObject

from models.findings import Finding, Report
from ui.gestures.tables import Tables
from ui.main_window import MainWindow
from ui.panes.banner import Answer
from ui.panes.finding_detail import heading
from ui.panes.table_page import TablePage
from ui.wording import items


class ShowingOnly(QObject):
    """Narrows the table in front to the rows of a finding; a banner leads back."""

    def __init__(self, window: MainWindow, tables: Tables) -> None:
        super().__init__(window)
        self._window = window
        self._tables = tables

    def show(self, page: TablePage, report: Report, finding: Finding | None) -> None:
        """Show the items of a finding, or of every problem, in the order they stand in."""
        wanted = report.marked.copy()
        if finding is not None:
            wanted[:] = False
            wanted[finding.rows] = True
        order = page.open_table.frame.order
        rows = order[wanted[order]]
        title = heading(finding) if finding is not None else self.tr("Items with problems")
        page.open_table.table.set_order(rows.tolist())
        sentence = self.tr("{title}: {items} are shown.").format(title=title, items=items(len(rows)))
        back = Answer(self.tr("Show All"), partial(self._show_all, page))
        self._window.banners.say("showing only", "info", sentence, [back])

    def _show_all(self, page: TablePage) -> None:
        if page in self._tables.pages:
            page.open_table.table.set_order(np.arange(page.open_table.frame.rows).tolist())
