"""What every dialog that changes many values shares: the rows, the live preview, and the button that says the count."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel, QRadioButton, QVBoxLayout, QWidget

from controllers.bulk import Plan, Tally
from controllers.bulk_reading import Rows
from domain.schema import FieldType
from ui.dialogs.bulk.form import Made, Problem
from ui.dialogs.bulk.preview import Preview
from ui.dialogs.frame import Frame
from ui.wording import counted, items

_PAUSE = 120  # ms without a key typed, after which the preview is asked for


@dataclass(frozen=True, slots=True)
class Scope:
    """Some rows of the table to choose from: their name and which they are."""

    name: str
    title: str
    rows: Rows


class PlannedDialog(Frame):
    """Asks what to change. `asked`: the preview is wanted for `made` on `rows`; `apply_wanted`: do what was shown."""

    asked = Signal()
    apply_wanted = Signal()

    def __init__(
        self, title: str, scopes: Sequence[Scope], kind: Callable[[str], FieldType], parent: QWidget | None
    ) -> None:
        super().__init__(title, parent)
        self._scopes = scopes
        self.scope_buttons = [QRadioButton(f"{scope.title}  ({items(len(scope.rows))})") for scope in scopes]
        self.preview = Preview(kind)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.asked)

    @property
    @abstractmethod
    def made(self) -> Made:
        """The steps asked for, or what is missing."""

    @property
    @abstractmethod
    def verb(self) -> str:
        """What is done, as the name of the step to undo begins."""

    @property
    @abstractmethod
    def inputs(self) -> QWidget:
        """What can't be used while the changes are written."""

    @property
    def rows(self) -> Rows:
        """The rows of the frame to change."""
        chosen = (scope for scope, button in zip(self._scopes, self.scope_buttons, strict=True) if button.isChecked())
        return next(chosen, self._scopes[0]).rows

    def choose_scope(self, name: str) -> None:
        """Begin with some rows, by name."""
        for scope, button in zip(self._scopes, self.scope_buttons, strict=True):
            button.setChecked(scope.name == name)

    def show_tally(self, tally: Tally, keys: int) -> None:
        """Show how far the counting is."""
        self.preview.show_tally(tally, keys=keys)
        if not tally.complete:
            self.forbid(self.tr("The changes are still being counted."))

    def show_plan(self, plan: Plan, keys: int) -> None:
        """Everything is counted: it can be applied."""
        self.show_tally(plan.tally, keys)
        count = plan.tally.changes
        self.apply_button.setText(self.apply_words(count))
        self.apply_button.setEnabled(count > 0)
        self.apply_button.setToolTip("" if count else self.tr("Nothing would change."))

    def show_problem(self, problem: Problem) -> None:
        """Say why there is nothing to preview."""
        self.preview.say(problem.sentence, problem=not problem.is_hint)
        self.forbid(problem.sentence)

    def show_writing(self) -> None:
        """The changes are being staged."""
        self.forbid(self.tr("The changes are being written."))
        self.inputs.setEnabled(False)

    def show_refused(self, sentence: str) -> None:
        """Nothing was staged; the sentence says why."""
        self.inputs.setEnabled(True)
        self.show_problem(Problem(sentence))

    def ask_soon(self) -> None:
        """What is shown no longer answers what is asked: nothing can be applied until it does."""
        self.forbid(self.tr("The changes are still being counted."))
        self._pause.start()

    def forbid(self, reason: str) -> None:
        """Nothing can be applied, and why."""
        self.apply_button.setEnabled(False)
        self.apply_button.setToolTip(reason)
        self.apply_button.setText(self.apply_words(0))

    def apply_words(self, count: int) -> str:
        """What the button says."""
        if not count:
            return self.tr("&Change")
        return counted(count, self.tr("&Change 1 Value"), self.tr("&Change %n Values"))

    def add_buttons(self) -> None:
        """Cancel, and the button that applies."""
        self.add_cancel()
        self.apply_button = self.add_button(self.tr("&Change"), "apply", primary=True)
        widest = self.apply_button.fontMetrics().horizontalAdvance(counted(1_000_000, "", self.tr("&Change %n Values")))
        self.apply_button.setMinimumWidth(widest + 40)
        self.apply_button.clicked.connect(self.apply_wanted)

    def build_scopes(self) -> QVBoxLayout:
        """The rows to choose from, under their title."""
        where = QLabel(self.tr("Items"))
        where.setProperty("role", "section")
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(where)
        for button, scope in zip(self.scope_buttons, self._scopes, strict=True):
            button.setObjectName(f"scope_{scope.name}")
            button.toggled.connect(self.ask_soon)
            column.addWidget(button)
        return column
