"""One open dialog of sampling plans: what it asks is counted as it is typed, and applied as it was shown."""

from PySide6.QtCore import QObject

from controllers.bulk_reading import Rows
from controllers.jobs import Tasks
from controllers.sampling_many import PlannedSampling, SamplingMany, SamplingWish
from models.cell_edits import Rejected
from ui.dialogs.bulk.form import Problem
from ui.dialogs.keyframes_many.outcome_words import videos
from ui.dialogs.keyframes_many.sampling_dialog import SamplingDialog
from ui.wording import counted


class PlanningSamples(QObject):
    """Counts what the dialog asks, and applies what it showed."""

    def __init__(self, dialog: SamplingDialog, many: SamplingMany, tasks: Tasks) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._many = many
        self._tasks = tasks
        self._planned: PlannedSampling | None = None
        self._applying = False
        self.told = ""
        """What was done, as a sentence."""
        dialog.asked.connect(self._ask)
        dialog.apply_wanted.connect(self._apply)

    def _ask(self) -> None:
        self._planned = None
        self._many.drop()
        made = self._dialog.made
        if isinstance(made, Problem):
            self._dialog.show_problem(made)
        else:
            self._tasks.spawn(self._count(made, self._dialog.rows))

    async def _count(self, wish: SamplingWish, rows: Rows) -> None:
        planned = await self._many.plan(wish, rows, self._dialog.show_tally)
        if planned is not None:
            self._planned = planned

    def _apply(self) -> None:
        if self._planned is not None and not self._applying:
            self._tasks.spawn(self._stage(self._planned))

    async def _stage(self, planned: PlannedSampling) -> None:
        self._applying = True
        self._dialog.show_writing()
        title = self.tr("Set the sampling plan of {videos}").format(videos=videos(planned.tally.changed))
        outcome = await self._many.apply(planned, title)
        self._applying = False
        if outcome is None:
            self._dialog.show_refused(self.tr("The videos changed meanwhile. Look at what would change now."))
            self._dialog.ask_soon()
        elif isinstance(outcome, Rejected):
            self._dialog.show_refused(outcome.reason)
        else:
            one, many = self.tr("The plan of 1 video changed."), self.tr("The plans of %n videos changed.")
            self.told = f"{counted(outcome.count, one, many)} {self.tr('Undo takes it back in one step.')}"
            self._dialog.accept()
