"""What dialogs that change many items share: the rows, a pause while one types, the button that applies."""

from abc import abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLabel, QRadioButton, QVBoxLayout, QWidget

from controllers.bulk_reading import Rows
from ui.dialogs.bulk.form import Problem
from ui.dialogs.frame import Frame
from ui.wording import counted, items

_PAUSE = 120  # ms without a key typed, after which the preview is asked for


@dataclass(frozen=True, slots=True)
class Scope:
    """Some rows of the table to choose from: their name and which they are."""

    name: str
    title: str
    rows: Rows


class ScopedDialog(Frame):
    """Asks what to change, and where. `asked`: what would come of it is wanted; `apply_wanted`: do what was shown."""

    asked = Signal()
    apply_wanted = Signal()

    def __init__(self, title: str, scopes: Sequence[Scope], parent: QWidget | None) -> None:
        super().__init__(title, parent)
        self._scopes = scopes
        self.scope_buttons = [QRadioButton(f"{scope.title}  ({items(len(scope.rows))})") for scope in scopes]
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.asked)

    @property
    @abstractmethod
    def inputs(self) -> QWidget:
        """What can't be used while the changes are written."""

    @abstractmethod
    def say_problem(self, problem: Problem) -> None:
        """Say in the preview's place why there is nothing to see."""

    @property
    def rows(self) -> Rows:
        """The rows of the frame to change."""
        chosen = (scope for scope, button in zip(self._scopes, self.scope_buttons, strict=True) if button.isChecked())
        return next(chosen, self._scopes[0]).rows

    def choose_scope(self, name: str) -> None:
        """Begin with some rows, by name."""
        for scope, button in zip(self._scopes, self.scope_buttons, strict=True):
            button.setChecked(scope.name == name)

    def show_problem(self, problem: Problem) -> None:
        """Say why there is nothing to preview."""
        self.say_problem(problem)
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

    def allow(self, count: int) -> None:
        """Everything is counted: it can be applied where something would change, unless something else is asked."""
        if self._pause.isActive():
            return
        self.apply_button.setText(self.apply_words(count))
        self.apply_button.setEnabled(count > 0)
        self.apply_button.setToolTip("" if count else self.tr("Nothing would change."))

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
