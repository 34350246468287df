"""One open dialog of keyframes of many videos: what it asks is found as it is typed, and applied as it was shown."""

from PySide6.QtCore import QObject

from controllers.bulk_reading import Rows
from controllers.jobs import Tasks
from controllers.keyframe_rules import ManyWish
from controllers.keyframing_many import KeyframingMany, ManyPlan, NoReference
from models.cell_edits import Rejected
from ui.dialogs.bulk.form import Problem
from ui.dialogs.keyframes_many.dialog import ManyDialog
from ui.dialogs.keyframes_many.outcome_words import videos
from ui.gestures.sampling_pictures import Sampling
from ui.wording import counted


class Ruling(QObject):
    """Plans what the dialog asks, and applies what it showed."""

    def __init__(self, dialog: ManyDialog, many: KeyframingMany, tasks: Tasks) -> None:
        super().__init__(dialog)
        self._dialog = dialog
        self._many = many
        self._tasks = tasks
        self._plan: ManyPlan | None = None
        self._applying = False
        self.told = ""
        """What was done, as a sentence."""
        dialog.asked.connect(self._ask)
        dialog.apply_wanted.connect(self._apply)
        dialog.outcome.stop_wanted.connect(many.stop_here)
        samples = Sampling(dialog.outcome, many, tasks)
        dialog.finished.connect(samples.stop)

    def _ask(self) -> None:
        self._plan = None
        self._many.drop()
        made = self._dialog.made
        if isinstance(made, Problem):
            self._dialog.show_problem(made)
        else:
            self._tasks.spawn(self._look(made, self._dialog.rows))

    async def _look(self, wish: ManyWish, rows: Rows) -> None:
        try:
            plan = await self._many.plan(wish, rows, self._dialog.show_tally)
        except NoReference as problem:
            self._dialog.show_problem(Problem(problem.sentence))
            return
        if plan is not None:
            self._plan = plan

    def _apply(self) -> None:
        if self._plan is not None and not self._applying:
            self._tasks.spawn(self._stage(self._plan))

    async def _stage(self, plan: ManyPlan) -> None:
        self._applying = True
        self._dialog.show_writing()
        outcome = await self._many.apply(plan, self._title(plan))
        self._applying = False
        if outcome is None:
            self._dialog.show_refused(self.tr("The keyframes changed meanwhile. Look at what would change now."))
            self._dialog.ask_soon()
        elif isinstance(outcome, Rejected):
            self._dialog.show_refused(outcome.reason)
        else:
            words = counted(
                outcome.count,
                self.tr("The keyframes of 1 video changed."),
                self.tr("The keyframes of %n videos changed."),
            )
            self.told = f"{words} {self.tr('Undo takes it back in one step.')}"
            self._dialog.accept()

    def _title(self, plan: ManyPlan) -> str:
        return self.tr("{rule}: keyframes of {videos}").format(
            rule=self._dialog.verb, videos=videos(plan.tally.changed)
        )
