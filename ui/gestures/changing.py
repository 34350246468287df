"""One open dialog that changes many values: what it asks is planned as it is typed, and applied as it was shown."""

from collections.abc import Sequence

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from controllers.bulk import Bulk, Plan
from controllers.bulk_reading import Rows
from controllers.bulk_reports import DuplicateReport, Reports
from controllers.jobs import Tasks
from controllers.lanes import Lanes
from controllers.patterns import TooSlow
from controllers.together import held
from domain.bulk.operation import Step
from models.cell_edits import Rejected
from ui.dialogs.bulk.dialog import BulkDialog
from ui.dialogs.bulk.form import Problem, SameIn
from ui.dialogs.bulk.planned import PlannedDialog
from ui.dialogs.bulk.together import TogetherDialog
from ui.panes.table_page import TablePage
from ui.wording import counted, items


class Changing(QObject):
    """Plans what the dialog asks, and applies what it showed."""

    def __init__(self, dialog: PlannedDialog, bulk: Bulk, tasks: Tasks) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._bulk = bulk
        self._tasks = tasks
        self._plan: Plan | None = None
        self._applying = False
        self.told = ""
        """What was done, as a sentence."""
        dialog.asked.connect(self._ask)
        dialog.apply_wanted.connect(self._apply)
        bulk.moved.connect(self._ask_again)

    def _ask(self) -> None:
        self._plan = None
        self._bulk.stop()
        made = self._dialog.made
        if isinstance(made, Problem):
            self._dialog.show_problem(made)
        elif not isinstance(made, SameIn):
            self._tasks.spawn(self._compute(made, self._dialog.rows))

    def _ask_again(self) -> None:
        if not self._applying:
            self._dialog.ask_soon()

    async def _compute(self, steps: Sequence[Step], rows: Rows) -> None:
        keys = len({step.key for step in steps})
        try:
            plan = await self._bulk.plan(steps, rows, lambda tally: self._dialog.show_tally(tally, keys))
        except TooSlow as slow:
            self._dialog.show_problem(Problem(slow.sentence))
            return
        if plan is not None:
            self._plan = plan
            self._dialog.show_plan(plan, keys)

    def _apply(self) -> None:
        if self._plan is not None and not self._applying:
            self._tasks.spawn(self._stage(self._plan))

    async def _stage(self, plan: Plan) -> None:
        self._applying = True
        self._dialog.show_writing()
        outcome = await self._bulk.apply(plan, self._title(plan))
        self._applying = False
        if outcome is None:
            self._dialog.show_refused(self.tr("The table has changed meanwhile. Look at what would change now."))
            self._dialog.ask_soon()
        elif isinstance(outcome, Rejected):
            self._dialog.show_refused(outcome.reason)
        else:
            words = counted(outcome.count, self.tr("1 value changed."), self.tr("%n values changed."))
            self.told = f"{words} {self.tr('Undo takes it back in one step.')}"
            self._dialog.accept()

    def _title(self, plan: Plan) -> str:
        keys = [edit.key for edit in plan.edits]
        where = keys[0] if len(keys) == 1 else self.tr("{count} keys").format(count=len(keys))
        touched = self._bulk.items_of(plan)
        return self.tr("{verb} {keys} on {items}").format(verb=self._dialog.verb, keys=where, items=items(touched))


class Comparing(QObject):
    """Answers what a dialog asks about the values there are: which, how often, and which items hold the same."""

    def __init__(self, page: TablePage, dialog: BulkDialog, reports: Reports, tasks: Tasks) -> None:
        super().__init__(dialog)
        self._page = page
        self._dialog = dialog
        self._reports = reports
        self._tasks = tasks
        self._report: DuplicateReport | None = None
        self.told = ""
        """What was done, as a sentence."""
        dialog.asked.connect(self._ask)
        dialog.apply_wanted.connect(self._copy)
        dialog.values_wanted.connect(self._list_values)
        dialog.rows_wanted.connect(self._show_rows)
        dialog.finished.connect(self._stop)

    def _ask(self) -> None:
        self._report = None
        self._reports.drop_duplicates()
        made = self._dialog.made
        if isinstance(made, SameIn):
            self._tasks.spawn(self._compare(made, self._dialog.rows))

    async def _compare(self, same: SameIn, rows: Rows) -> None:
        report = await self._reports.duplicates(same.keys, rows, loosely=same.loosely)
        if report is not None:
            self._report = report
            self._dialog.show_report(report)

    def _list_values(self) -> None:
        self._tasks.spawn(self._distinct(self._dialog.chosen, self._dialog.rows))

    async def _distinct(self, keys: Sequence[str], rows: Rows) -> None:
        counts = await self._reports.distinct(keys, rows)
        if counts is not None:
            self._dialog.show_values(counts)

    def _show_rows(self) -> None:
        if self._report is not None and self._page.arrangement is not None:
            self._page.arrangement.show_rows(self._report.rows, self.tr("items that hold the same"))
            self._dialog.reject()

    def _stop(self) -> None:
        self._reports.stop()

    def _copy(self) -> None:
        if self._report is not None:
            QGuiApplication.clipboard().setText(_as_lines(self._report))
            self.told = self.tr("The list of duplicates was copied.")
            self._dialog.accept()


class Looking(QObject):
    """Tells a form what the chosen items hold, key by key; another choice of items drops what is not answered yet."""

    def __init__(self, dialog: TogetherDialog, bulk: Bulk, lanes: Lanes, tasks: Tasks) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._bulk = bulk
        self._lanes = lanes
        self._tasks = tasks
        self._asked = 0
        for button in dialog.scope_buttons:
            button.clicked.connect(self.begin)
        dialog.finished.connect(self._stop)

    def begin(self) -> None:
        """Look at every key."""
        self._asked += 1
        self._tasks.spawn(self._look(self._asked, self._dialog.rows))

    async def _look(self, asked: int, rows: Rows) -> None:
        for key in self._dialog.keys:
            found = await held(self._bulk, self._lanes, key, rows)
            if asked != self._asked:
                return
            self._dialog.show_held(found)

    def _stop(self) -> None:
        self._asked += 1


def _as_lines(report: DuplicateReport) -> str:
    """The groups as lines a spreadsheet takes: how many, the values, the first items."""
    lines = ("\t".join((str(each.count), *each.values, ", ".join(each.names))) for each in report.groups)
    return "\n".join(" ".join(line.splitlines()) for line in lines)
