"""Change Values: what to do at the left, how and where in the middle, what would come of it at the right."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QRadioButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from controllers.bulk import Plan, Tally
from controllers.bulk_reading import Rows
from controllers.bulk_reports import DuplicateReport
from domain.schema import FieldType
from ui.dialogs.bulk.form import Answers, Form, Made, Problem
from ui.dialogs.bulk.form_view import FormView
from ui.dialogs.bulk.keys import KeyList
from ui.dialogs.bulk.preview import Preview
from ui.dialogs.frame import Frame
from ui.icons import icon
from ui.wording import counted, items

_PAUSE = 120  # ms without a key typed, after which the preview is asked for


@dataclass(frozen=True, slots=True)
class Scope:
    """Some rows of the table to choose from: their name and which they are."""

    name: str
    title: str
    rows: Rows


class BulkDialog(Frame):
    """Asks what to change. `asked`: the preview is wanted for `made` on `rows`; `apply_wanted`: do what was shown.

    `values_wanted`: which values the ticked keys hold, for `show_values`; `rows_wanted`: show the items of the report.
    """

    asked = Signal()
    values_wanted = Signal()
    rows_wanted = Signal()
    apply_wanted = Signal()

    def __init__(
        self,
        forms: Sequence[Form],
        keys: Sequence[tuple[str, str]],
        scopes: Sequence[Scope],
        kind: Callable[[str], FieldType],
        parent: QWidget | None,
    ) -> None:
        super().__init__(self.tr("Change Values"), parent)
        self.setObjectName("bulk")
        self.resize(1180, 720)
        self._forms = forms
        self._scopes = scopes
        self._keys = keys
        self._list = QListWidget()
        self._views = [FormView(form, keys) for form in forms]
        self._pages = QStackedWidget()
        self.targets = KeyList(keys)
        self._targets_title = QLabel(self.tr("&Keys to change"))
        self._scope_buttons = [QRadioButton(f"{scope.title}  ({items(len(scope.rows))})") for scope in scopes]
        self.preview = Preview(kind)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.asked)
        self._build()
        self._connect()

    # what was asked

    @property
    def form(self) -> Form:
        """The operation that is chosen."""
        return self._forms[self._list.currentRow()]

    @property
    def made(self) -> Made:
        """The steps asked for, or what is missing."""
        view = self._views[self._list.currentRow()]
        if view.problem:
            return Problem(view.problem)
        chosen = self.targets.chosen
        if self.form.has_targets and not chosen:
            return Problem(self.tr("Tick the keys to change."), is_hint=True)
        return self.form.make(Answers(view.answers), chosen)

    @property
    def rows(self) -> Rows:
        """The rows of the frame to change."""
        return next(
            scope.rows for scope, button in zip(self._scopes, self._scope_buttons, strict=True) if button.isChecked()
        )

    @property
    def chosen(self) -> list[str]:
        """The keys that are ticked."""
        return self.targets.chosen

    @property
    def remembered(self) -> dict[str, Any]:
        """What to begin with next time: the operation, and the answers of each form."""
        return {"form": self.form.name, "answers": {view.form.name: view.answers for view in self._views}}

    def begin(self, remembered: Mapping[str, Any], form: str, keys: Sequence[str], scope: str) -> None:
        """Start with answers of an earlier time, the operation by name (else the one used last), keys and rows."""
        answers = remembered.get("answers", {})
        for view in self._views:
            view.fill(answers.get(view.form.name, {}))
        names = [each.name for each in self._forms]
        wanted = form or str(remembered.get("form", ""))
        self._list.setCurrentRow(names.index(wanted) if wanted in names else 0)
        self.targets.choose(keys)
        for each, button in zip(self._scopes, self._scope_buttons, strict=True):
            button.setChecked(each.name == scope)
        if not self._views[self._list.currentRow()].focus():
            self._list.setFocus()
        self.ask_soon()

    # what came of it

    def show_tally(self, tally: Tally, keys: int) -> None:
        """Show how far the counting is."""
        self.preview.show_tally(tally, keys=keys)
        if not tally.complete:
            self._forbid(self.tr("The changes are still being counted."))

    def show_plan(self, plan: Plan, keys: int) -> None:
        """Everything is counted: it can be applied."""
        self.show_tally(plan.tally, keys)
        count = plan.tally.changes
        self._apply.setText(self._apply_words(count))
        self._apply.setEnabled(count > 0)
        self._apply.setToolTip("" if count else self.tr("Nothing would change."))

    def show_values(self, counts: Sequence[tuple[str, int]]) -> None:
        """List the values of the ticked keys in the table of old and new ones."""
        for view in self._views:
            if view.map is not None:
                view.map.show_values(counts)

    def show_report(self, report: DuplicateReport) -> None:
        """Show which items hold the same; the list can be copied, and the items shown in the table."""
        self.preview.show_report(report)
        self._apply.setText(self.tr("&Copy List"))
        self._apply.setEnabled(report.count > 0)
        self._apply.setToolTip("")
        self._show_rows.setEnabled(report.count > 0)

    def show_problem(self, problem: Problem) -> None:
        """Say why there is nothing to preview."""
        self.preview.say(problem.sentence, problem=not problem.is_hint)
        self._forbid(problem.sentence)

    def show_writing(self) -> None:
        """The changes are being staged."""
        self._forbid(self.tr("The changes are being written."))
        self._pages.setEnabled(False)
        self.targets.setEnabled(False)
        self._list.setEnabled(False)

    def show_refused(self, sentence: str) -> None:
        """Nothing was staged; the sentence says why."""
        self._pages.setEnabled(True)
        self.targets.setEnabled(True)
        self._list.setEnabled(True)
        self.show_problem(Problem(sentence))

    # building

    def _build(self) -> None:
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addWidget(self._build_list())
        across.addLayout(self._build_middle())
        across.addWidget(self.preview, 1)
        self.body.addLayout(across, 1)
        self.add_cancel()
        self._apply = self.add_button(self._apply_words(0), "apply", primary=True)
        self._show_rows = self.add_button(self.tr("&Show These Items"), "show_rows", left=True)
        self._show_rows.setToolTip(self.tr("Filter the table to the items in the list"))
        self._show_rows.clicked.connect(self.rows_wanted)
        self._apply.setMinimumWidth(self._apply.fontMetrics().horizontalAdvance(self._apply_words(1_000_000)) + 40)

    def _build_list(self) -> QWidget:
        self._list.setObjectName("operations")
        self._list.setAccessibleName(self.tr("What to do"))
        self._list.setProperty("role", "operations")
        self._list.setIconSize(QSize(16, 16))
        for form in self._forms:
            QListWidgetItem(icon(form.icon), form.title, self._list)
        self._list.setFixedWidth(self._list.sizeHintForColumn(0) + 28)
        return self._list

    def _build_middle(self) -> QVBoxLayout:
        for view in self._views:
            self._pages.addWidget(_scrolled(view))
        self._targets_title.setBuddy(self.targets)
        self._targets_title.setProperty("role", "section")
        where = QLabel(self.tr("Items"))
        where.setProperty("role", "section")
        middle = QVBoxLayout()
        middle.setSpacing(4)
        middle.addWidget(self._pages, 3)
        middle.addSpacing(8)
        middle.addWidget(self._targets_title)
        middle.addWidget(self.targets, 2)
        middle.addSpacing(8)
        middle.addWidget(where)
        for button, scope in zip(self._scope_buttons, self._scopes, strict=True):
            button.setObjectName(f"scope_{scope.name}")
            middle.addWidget(button)
        self._pages.setFixedWidth(312)
        self.targets.setFixedWidth(312)
        return middle

    def _connect(self) -> None:
        self._list.currentRowChanged.connect(self._show_form)
        for view in self._views:
            view.changed.connect(self.ask_soon)
        for signal in (self.targets.changed, *(button.toggled for button in self._scope_buttons)):
            signal.connect(self.ask_soon)
            signal.connect(self._want_values)
        self._apply.clicked.connect(self.apply_wanted)

    def _show_form(self, row: int) -> None:
        self._pages.setCurrentIndex(row)
        form = self._forms[row]
        for widget in (self.targets, self._targets_title):
            widget.setVisible(form.has_targets)
        self._targets_title.setText(form.targets_title or self.tr("&Keys to change"))
        self._show_rows.setVisible(form.is_report)
        self._want_values()
        self.ask_soon()

    def _want_values(self) -> None:
        if self._views[self._list.currentRow()].map is not None:
            self.values_wanted.emit()

    def ask_soon(self) -> None:
        """What is shown no longer answers what is asked: nothing can be applied until it does."""
        self._forbid(self.tr("The changes are still being counted."))
        self._pause.start()

    def _forbid(self, reason: str) -> None:
        self._apply.setEnabled(False)
        self._show_rows.setEnabled(False)
        self._apply.setToolTip(reason)
        self._apply.setText(self._apply_words(0))

    def _apply_words(self, count: int) -> str:
        if self._list.currentRow() >= 0 and self.form.is_report:
            return self.tr("&Copy List")
        if not count:
            return self.tr("&Change")
        return counted(count, self.tr("&Change 1 Value"), self.tr("&Change %n Values"))


def _scrolled(widget: QWidget) -> QScrollArea:
    """A form taller than its room can be scrolled."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    room = QWidget()
    layout = QVBoxLayout(room)
    layout.setContentsMargins(0, 0, 8, 0)
    layout.addWidget(widget)
    layout.addStretch(1)
    area.setWidget(room)
    return area
