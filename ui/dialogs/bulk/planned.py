"""What every dialog that changes many values shares: the rows, the live preview, and the button that says the count."""

from abc import abstractmethod
from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QWidget
from typing_extensions import override

from controllers.bulk import Plan, Tally
from domain.schema import FieldType
from ui.dialogs.bulk.form import Made, Problem
from ui.dialogs.bulk.preview import Preview
from ui.dialogs.bulk.scoped import Scope, ScopedDialog


class PlannedDialog(ScopedDialog):
    """Asks what to change: the preview is wanted for `made` on `rows`."""

    def __init__(
        self, title: str, scopes: Sequence[Scope], kind: Callable[[str], FieldType], parent: QWidget | None
    ) -> None:
        super().__init__(title, scopes, parent)
        self.preview = Preview(kind)

    @property
    @abstractmethod
    def made(self) -> Made:
        """The steps asked for, or what is missing."""

    @property
    @abstractmethod
    def verb(self) -> str:
        """What is done, as the name of the step to undo begins."""

    @override
    def say_problem(self, problem: Problem) -> None:
        self.preview.say(problem.sentence, problem=not problem.is_hint)

    def show_tally(self, tally: Tally, keys: int) -> None:
        """Show how far the counting is."""
        self.preview.show_tally(tally, keys=keys)
        if not tally.complete:
            self.forbid(self.tr("The changes are still being counted."))

    def show_plan(self, plan: Plan, keys: int) -> None:
        """Everything is counted: it can be applied."""
        self.show_tally(plan.tally, keys)
        self.allow(plan.tally.changes)
