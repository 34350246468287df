"""Change Values: what to do at the left, how and where in the middle, what would come of it at the right."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from controllers.bulk_reports import DuplicateReport
from domain.schema import FieldType
from ui.dialogs.bulk.form import Answers, Form, Made, Problem
from ui.dialogs.bulk.form_list import FormList
from ui.dialogs.bulk.form_view import FormView
from ui.dialogs.bulk.keys import KeyList
from ui.dialogs.bulk.planned import PlannedDialog
from ui.dialogs.bulk.scoped import Scope

_MIDDLE = 312


class BulkDialog(PlannedDialog):
    """One operation on some keys of some items.

    `values_wanted`: which values the ticked keys hold, for `show_values`; `rows_wanted`: show the items of the report.
    """

    values_wanted = Signal()
    rows_wanted = Signal()

    def __init__(
        self,
        forms: Sequence[Form],
        keys: Sequence[tuple[str, str]],
        scopes: Sequence[Scope],
        kind: Callable[[str], FieldType],
        parent: QWidget | None,
    ) -> None:
        super().__init__(self.tr("Change Values"), scopes, kind, parent)
        self.setObjectName("bulk")
        self.resize(1180, 720)
        self._forms = forms
        self._list = FormList("operations", self.tr("What to do"), forms)
        self._views = [FormView(form, keys) for form in forms]
        self._pages = QStackedWidget()
        self._targets = KeyList(keys)
        self._targets_title = QLabel()
        self._inputs = QWidget()
        self._build()
        self._connect()

    @property
    def form(self) -> Form:
        """The operation that is chosen."""
        return self._forms[self._list.currentRow()]

    @property
    @override
    def verb(self) -> str:
        return self.form.verb

    @property
    @override
    def inputs(self) -> QWidget:
        return self._inputs

    @property
    @override
    def made(self) -> Made:
        view = self.current_view
        if view.problem:
            return Problem(view.problem)
        if self.form.has_targets and not self.chosen:
            return Problem(self.tr("Tick the keys below."), is_hint=True)
        return self.form.make(Answers(view.answers), self.chosen)

    @property
    def current_view(self) -> FormView:
        """The form that is shown."""
        return self._views[self._list.currentRow()]

    @property
    def chosen(self) -> list[str]:
        """The keys that are ticked."""
        return self._targets.chosen

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
        self._targets.choose(keys)
        self.choose_scope(scope)
        if not self.current_view.focus():
            self._list.setFocus()
        self.ask_soon()

    def show_values(self, counts: Sequence[tuple[str, int]]) -> None:
        """List the values of the ticked keys in the table of old and new ones."""
        for view in self._views:
            if view.map is not None:
                view.map.show_values(counts)

    def show_report(self, report: DuplicateReport) -> None:
        """Show which items hold the same; the list can be copied, and the items shown in the table."""
        self.preview.show_report(report)
        self.apply_button.setEnabled(report.count > 0)
        self.apply_button.setToolTip("")
        self._show_rows.setEnabled(report.count > 0)

    @override
    def forbid(self, reason: str) -> None:
        super().forbid(reason)
        self._show_rows.setEnabled(False)

    @override
    def apply_words(self, count: int) -> str:
        return self.tr("&Copy List") if self.form.is_report else super().apply_words(count)

    def _build(self) -> None:
        asking = QHBoxLayout(self._inputs)
        asking.setContentsMargins(0, 0, 0, 0)
        asking.setSpacing(16)
        asking.addWidget(self._list)
        asking.addLayout(self._build_middle())
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addWidget(self._inputs)
        across.addWidget(self.preview, 1)
        self.body.addLayout(across, 1)
        self.add_buttons()
        self._show_rows = self.add_button(self.tr("&Show These Items"), "show_rows", left=True)
        self._show_rows.setToolTip(self.tr("Filter the table to the items in the list"))
        self._show_rows.clicked.connect(self.rows_wanted)

    def _build_middle(self) -> QVBoxLayout:
        for view in self._views:
            self._pages.addWidget(scrolled(view))
        self._targets_title.setBuddy(self._targets)
        self._targets_title.setProperty("role", "section")
        middle = QVBoxLayout()
        middle.setSpacing(4)
        middle.addWidget(self._pages, 3)
        middle.addSpacing(8)
        middle.addWidget(self._targets_title)
        middle.addWidget(self._targets, 2)
        middle.addSpacing(8)
        middle.addLayout(self.build_scopes())
        self._pages.setFixedWidth(_MIDDLE)
        self._targets.setFixedWidth(_MIDDLE)
        return middle

    def _connect(self) -> None:
        self._list.fit()
        self._list.currentRowChanged.connect(self._show_form)
        for view in self._views:
            view.changed.connect(self.ask_soon)
        self._targets.changed.connect(self.ask_soon)
        for signal in (self._targets.changed, *(button.toggled for button in self.scope_buttons)):
            signal.connect(self._want_values)

    def _show_form(self, row: int) -> None:
        self._pages.setCurrentIndex(row)
        form = self._forms[row]
        for widget in (self._targets, self._targets_title):
            widget.setVisible(form.has_targets)
        self._targets_title.setText(form.targets_title or self.tr("&Keys to change"))
        self._show_rows.setVisible(form.is_report)
        self._want_values()
        self.ask_soon()

    def _want_values(self) -> None:
        if self.current_view.map is not None:
            self.values_wanted.emit()


def scrolled(widget: QWidget) -> QScrollArea:
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
