"""The problems of the table in front: shown below it, walked through by key, filtered to, and mended."""

import numpy as np
from PySide6.QtCore import QModelIndex, QObject

from controllers.checking import Checking
from controllers.jobs import Tasks
from controllers.repairing import Repairing
from models.cell_edits import Rejected
from models.findings import Finding
from models.next_problem import Spot, next_problem
from models.repairing import Offer
from ui.dialogs.frame import shown
from ui.dialogs.mending import MendingDialog
from ui.gestures.tables import Tables
from ui.main_window import MainWindow
from ui.panes.finding_detail import heading
from ui.panes.problems import ProblemsPane
from ui.panes.table_page import TablePage
from ui.panes.types import TypesPane
from ui.wording import counted, number

OF_A_TABLE = ("next_problem", "previous_problem", "show_only_problems", "show_types", "profile_column")


class Problems(QObject):
    """Passes what a check found to the pane, and what is done there to the table."""

    def __init__(
        self, window: MainWindow, tables: Tables, *, checking: Checking, repairing: Repairing, tasks: Tasks
    ) -> None:
        super().__init__(window)
        self._window = window
        self._tables = tables
        self._checking = checking
        self._repairing = repairing
        self._tasks = tasks
        self._asked = 0
        self._below = window.middle.below
        self.pane = ProblemsPane(window.commands)
        self.types = TypesPane()
        self._below.add("problems", self.tr("Problems"), self.pane)
        self._below.add("types", self.tr("Types"), self.types)
        self._connect()
        self._follow(None)

    def _connect(self) -> None:
        commands, pane = self._window.commands, self.pane
        commands["show_problems"].toggled.connect(self._toggle)
        commands["next_problem"].triggered.connect(self._go_next)
        commands["previous_problem"].triggered.connect(self._go_back)
        commands["show_only_problems"].triggered.connect(self._show_only)
        commands["show_types"].triggered.connect(self._show_types)
        self.types.wanted.connect(self._show_key)
        self._below.folded.connect(self._fold)
        self._below.left.connect(self._leave)
        self._below.page_shown.connect(self._note_page)
        self._window.status.problems_wanted.connect(self._open)
        self._checking.changed.connect(self._show)
        pane.chosen.connect(self._describe)
        pane.wanted.connect(self._go_to_first)
        pane.check_wanted.connect(self._checking.check_again)
        pane.detail.fix_wanted.connect(self._mend)
        self._tables.page_changed.connect(self._follow)

    def _follow(self, page: TablePage | None) -> None:
        for name in OF_A_TABLE:
            self._window.commands[name].allow(
                allowed=page is not None, reason=self.tr("Open a folder or a dataset first.")
            )
        self._checking.watch(None if page is None else page.open_table)

    # the pane below

    def _toggle(self, on: bool) -> None:
        if on:
            self._below.bring("problems")
            self.pane.tree.setFocus()
        elif self._below.front == "problems":
            self._below.hide()
            self._leave()

    def _open(self) -> None:
        self._window.commands["show_problems"].setChecked(True)
        self._toggle(on=True)

    def _show_types(self) -> None:
        self._below.bring("types")
        self.types.table.setFocus()

    def _fold(self) -> None:
        self._below.hide()
        self._window.commands["show_problems"].setChecked(False)
        self._leave()

    def _leave(self) -> None:
        if self._tables.current is not None:
            self._tables.current.grid.setFocus()

    def _note_page(self, name: str) -> None:
        command = self._window.commands["show_problems"]
        if command.isChecked() != (name == "problems"):
            blocked = command.blockSignals(True)
            command.setChecked(name == "problems")
            command.blockSignals(blocked)

    def _show(self) -> None:
        """Show how far the check is, and what it found; the report before stays until the next one is ready."""
        checking, report = self._checking, self._checking.report
        self.pane.show_progress(checking.done, checking.total if checking.running else 0)
        self._window.status.show_problems(report.errors if report else 0, report.warnings if report else 0)
        if report is not None and report is not self.pane.report:
            self.pane.show_report(report)
            self.types.show_report(report)
        elif report is None:
            self._show_nothing()
        count = report.count if report else 0
        title = self.tr("Problems  {count}").format(count=number(count)) if count else self.tr("Problems")
        self._below.entitle("problems", title)

    def _show_nothing(self) -> None:
        self.types.show_report(None)
        if self._checking.table is None:
            self.pane.show_nothing(self.tr("Open a folder or a dataset to see what is wrong with its values."))
        elif self._checking.stopped:
            self.pane.show_nothing(self.tr("The check was stopped before it was over."), stopped=True)
        else:
            self.pane.show_nothing(self.tr("Checking the values of this table…"))

    # what is under the cursor of the pane

    def _describe(self, finding: Finding | None) -> None:
        self._asked += 1
        self.pane.detail.show_finding(finding)
        page = self._tables.current
        if finding is not None and finding.key and not finding.rule.of_key and page is not None:
            self._tasks.spawn(self._look_up(page, finding, self._asked))

    async def _look_up(self, page: TablePage, finding: Finding, asked: int) -> None:
        described = await self._repairing.describe(page.open_table, finding)
        if asked == self._asked:
            self.pane.detail.show_finding(finding, described)

    def _mend(self, offer: Offer) -> None:
        page, finding = self._tables.current, self.pane.finding
        if page is not None and finding is not None:
            self._tasks.spawn(self._mend_as_shown(page, finding, offer))

    async def _mend_as_shown(self, page: TablePage, finding: Finding, offer: Offer) -> None:
        planned = await self._repairing.plan(page.open_table, finding, offer.fix)
        if planned is None:
            return
        dialog = MendingDialog(offer.fix.title, planned, self._window)
        try:
            if not await shown(dialog):
                return
        finally:
            dialog.deleteLater()
        title = f"{offer.fix.title} in {finding.key}"
        outcome = await self._repairing.carry_out(page.open_table, planned, title)
        if isinstance(outcome, Rejected):
            self._window.banners.say("mending", "problem", outcome.reason)
            return
        self._window.banners.clear("mending")
        text = counted(outcome.count, self.tr("1 value was changed."), self.tr("%n values were changed."))
        self._window.status.showMessage(self.tr("{text} Undo takes it back.").format(text=text))

    # going through the problems

    def _go_next(self) -> None:
        self._go(forward=True)

    def _go_back(self) -> None:
        self._go(forward=False)

    def _go_to_first(self, finding: Finding) -> None:
        self._go(forward=True, only=finding, from_top=True)

    def _go(self, *, forward: bool, only: Finding | None = None, from_top: bool = False) -> None:
        page, report = self._tables.current, self._checking.report
        if page is None or report is None:
            self._window.status.showMessage(self.tr("The check is not over yet."))
            return
        if only is None and self._below.front == "problems":
            only = self.pane.finding
        keys = _keys(page)
        at = page.grid.currentIndex()
        start = (-1, len(keys)) if from_top or not at.isValid() else (at.row(), _place(page, keys, at))
        spot = next_problem(report, page.open_table.frame.order, keys, start, forward=forward, only=only)
        if spot is None:
            self._window.status.showMessage(self.tr("There is no such problem in the rows that are shown."))
        else:
            self._visit(page, keys, spot)

    def _visit(self, page: TablePage, keys: list[str], spot: Spot) -> None:
        table = page.open_table.table
        column = table.column_of(keys[spot.place]) if 0 <= spot.place < len(keys) else None
        if column is None:
            column = page.grid.order.visible()[0]
        elif column not in page.grid.order.visible():
            page.grid.order.hide(column, hidden=False)
        page.grid.selecting.go((spot.row, column))
        self._window.status.showMessage(self._told(page, spot, column))

    def _told(self, page: TablePage, spot: Spot, column: int) -> str:
        reason = page.open_table.table.glance(spot.row, column).reason or spot.finding.rule.title
        where = self.tr("Item {number} of {of} with problems").format(number=number(spot.number), of=number(spot.of))
        again = self.tr("Around the end. ") if spot.around else ""
        return f"{again}{where}: {reason}"

    def _show_only(self) -> None:
        """Show the items of the chosen finding, or of every problem, in the order they stand in."""
        report, page = self._checking.report, self._tables.current
        if report is None or page is None or page.arrangement is None:
            return
        finding = self.pane.finding if self._below.front == "problems" else None
        rows = finding.rows if finding is not None else np.flatnonzero(report.marked)
        title = heading(finding) if finding is not None else self.tr("items with problems")
        page.arrangement.show_rows(rows, title)

    def _show_key(self, key: str) -> None:
        """Go to the column of a key, in the row where the cursor is."""
        page = self._tables.current
        column = page.open_table.table.column_of(key) if page is not None else None
        if page is not None and column is not None and page.open_table.table.rowCount():
            if column not in page.grid.order.visible():
                page.grid.order.hide(column, hidden=False)
            page.grid.selecting.go((max(page.grid.currentIndex().row(), 0), column))


def _keys(page: TablePage) -> list[str]:
    """The keys in the order of the screen, hidden ones at the end."""
    table, visible = page.open_table.table, page.grid.order.visible()
    hidden = [column for column in range(table.columnCount()) if column not in frozenset(visible)]
    specs = [table.column(column) for column in (*visible, *hidden)]
    return [spec.name for spec in specs if spec.kind == "key"]


def _place(page: TablePage, keys: list[str], at: QModelIndex) -> int:
    spec = page.open_table.table.column(at.column())
    return keys.index(spec.name) if spec.kind == "key" else -1
