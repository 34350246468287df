"""Keyframes of Many Videos: a rule at the left, how and where in the middle, what would come of it at the right."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from controllers.many_lines import ManyTally
from ui.dialogs.bulk.dialog import scrolled
from ui.dialogs.bulk.form import Answers, Problem
from ui.dialogs.bulk.form_view import FormView
from ui.dialogs.bulk.scoped import Scope, ScopedDialog
from ui.dialogs.keyframes_many.outcome import Outcome
from ui.dialogs.keyframes_many.outcome_words import basis_of
from ui.dialogs.keyframes_many.rules import Made, RuleForm
from ui.icons import icon
from ui.wording import counted

_MIDDLE = 300


class ManyDialog(ScopedDialog):
    """One rule for the keyframes of some videos."""

    def __init__(self, forms: Sequence[RuleForm], scopes: Sequence[Scope], parent: QWidget | None) -> None:
        super().__init__(self.tr("Keyframes of Many Videos"), scopes, parent)
        self.setObjectName("keyframes_many")
        self.resize(1180, 720)
        self._forms = forms
        self._list = QListWidget()
        self._views = [FormView(form, ()) for form in forms]
        self._pages = QStackedWidget()
        self._add = QRadioButton(self.tr("A&dd to those there are"))
        self._replace = QRadioButton(self.tr("Re&place those there are"))
        self._inputs = QWidget()
        self.outcome = Outcome()
        self._build()
        self._connect()

    @property
    @override
    def inputs(self) -> QWidget:
        return self._inputs

    @property
    def made(self) -> Made:
        """What is asked, or what is missing."""
        return self._form.make(Answers(self._view.answers), self._replace.isChecked())

    @property
    def verb(self) -> str:
        """The rule, as the name of the step to undo begins."""
        return self._form.title

    @property
    def remembered(self) -> dict[str, Any]:
        """What to begin with next time."""
        answers = {view.form.name: view.answers for view in self._views}
        return {"form": self._form.name, "replace": self._replace.isChecked(), "answers": answers}

    def begin(self, remembered: Mapping[str, Any], scope: str) -> None:
        """Start with answers of an earlier time, and with some rows."""
        answers = remembered.get("answers", {})
        for view in self._views:
            # Which video was copied from is not asked again: the one under the cursor comes first.
            known = {name: each for name, each in answers.get(view.form.name, {}).items() if name != "item"}
            view.fill(known)
        names = [form.name for form in self._forms]
        wanted = str(remembered.get("form", ""))
        self._list.setCurrentRow(names.index(wanted) if wanted in names else 0)
        (self._replace if remembered.get("replace") is True else self._add).setChecked(True)
        self.choose_scope(scope)
        self._view.focus()
        self.ask_soon()

    def show_tally(self, tally: ManyTally) -> None:
        """Show how far the looking is; what has been looked at to the end can be applied."""
        made = self.made
        self.outcome.show_tally(tally, "" if isinstance(made, Problem) else basis_of(made))
        if tally.ended:
            self.allow(tally.changed)
        else:
            self.forbid(self.tr("The videos are still being looked at."))

    @override
    def say_problem(self, problem: Problem) -> None:
        self.outcome.say(problem.sentence, problem=not problem.is_hint)

    @override
    def apply_words(self, count: int) -> str:
        if not count:
            return self.tr("&Change")
        return counted(count, self.tr("&Change 1 Video"), self.tr("&Change %n Videos"))

    @property
    def _form(self) -> RuleForm:
        return self._forms[max(self._list.currentRow(), 0)]

    @property
    def _view(self) -> FormView:
        return self._views[max(self._list.currentRow(), 0)]

    def _build(self) -> None:
        asking = QHBoxLayout(self._inputs)
        asking.setContentsMargins(0, 0, 0, 0)
        asking.setSpacing(16)
        asking.addWidget(self._build_list())
        asking.addLayout(self._build_middle())
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addWidget(self._inputs)
        across.addWidget(self.outcome, 1)
        self.body.addLayout(across, 1)
        self.add_buttons()

    def _build_list(self) -> QWidget:
        self._list.setObjectName("rules")
        self._list.setAccessibleName(self.tr("Which frames"))
        self._list.setProperty("role", "operations")
        self._list.setIconSize(QSize(16, 16))
        for form in self._forms:
            QListWidgetItem(icon(form.icon), form.title, self._list)
        self._list.setFixedWidth(self._list.sizeHintForColumn(0) + 28)
        return self._list

    def _build_middle(self) -> QVBoxLayout:
        for view in self._views:
            self._pages.addWidget(scrolled(view))
        self._pages.setFixedWidth(_MIDDLE)
        middle = QVBoxLayout()
        middle.setSpacing(4)
        middle.addWidget(self._pages, 1)
        middle.addSpacing(8)
        middle.addWidget(self._build_mode())
        middle.addSpacing(8)
        middle.addLayout(self.build_scopes())
        return middle

    def _build_mode(self) -> QWidget:
        """A widget of its own: radio buttons of one widget exclude each other."""
        room = QWidget()
        column = QVBoxLayout(room)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        title = QLabel(self.tr("Keyframes"))
        title.setProperty("role", "section")
        column.addWidget(title)
        for button, name in ((self._add, "mode_add"), (self._replace, "mode_replace")):
            button.setObjectName(name)
            column.addWidget(button)
        return room

    def _connect(self) -> None:
        self._list.currentRowChanged.connect(self._show_form)
        self._replace.toggled.connect(self.ask_soon)
        for view in self._views:
            view.changed.connect(self.ask_soon)

    def _show_form(self, row: int) -> None:
        self._pages.setCurrentIndex(row)
        self.ask_soon()
