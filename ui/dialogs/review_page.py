"""What a push will do: merge or replace, line by line, with old and new; lines can be left out, conflicts decided."""

from functools import partial

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QRadioButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from controllers.push_plan import Choices, Decisions, Plan, PlanCounts, count_plan
from domain.changes import PushMode
from ui.dialogs.diff_painting import DiffDelegate
from ui.dialogs.frame import rule
from ui.dialogs.review_detail import ReviewDetail
from ui.dialogs.review_lines import Kind
from ui.dialogs.review_model import CHOICE_ROLE, ReviewModel
from ui.dialogs.review_reading import NOTHING, Reading
from ui.panes.banner import Sign
from ui.panes.side_tree import SideTree
from ui.wording import counted, edits, items

_EXPAND_UP_TO = 400


class ReviewPage(QWidget):
    """Shows a plan. `mode_wanted` asks for another one; `decided` says that what would be pushed has changed."""

    mode_wanted = Signal(object)  # PushMode
    decided = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.model = ReviewModel(NOTHING)
        self._hidden = PlanCounts()
        self.tree = SideTree()
        self.tree.setObjectName("review_tree")
        self.tree.setProperty("role", "list")
        self.tree.setHeaderHidden(False)
        self.tree.setAlternatingRowColors(False)
        self.tree.setItemDelegateForColumn(1, DiffDelegate(self.tree))
        self.tree.setAccessibleName(self.tr("What will change"))
        self._detail = ReviewDetail()
        self._detail.chosen.connect(self._choose)
        self._modes = {mode: QRadioButton(title) for mode, title in self._mode_titles().items()}
        self._explain = QLabel()
        self._explain.setProperty("role", "muted")
        self._explain.setWordWrap(True)
        self._waiting = QWidget()
        self._waiting_text = QLabel()
        self._build()
        self.tree.verticalScrollBar().valueChanged.connect(self._fetch_more)

    def show_plan(self, plan: Plan, reading: Reading) -> None:
        """Show another plan, as it was read; what was left out and chosen before stays so."""
        before = self.model
        self.model = ReviewModel(reading, self)
        self.model.excluded = before.excluded
        self.model.choices = dict(before.choices)
        self.model.rest = before.rest
        self._hidden = _not_shown(plan)
        self.tree.setModel(self.model)
        self.tree.selectionModel().currentChanged.connect(self._show_line)
        self.model.decided.connect(self._decided)
        before.deleteLater()
        self._modes[plan.mode].setChecked(True)
        self._explain.setText(f"{self._explanation(plan.mode)} {self._about_hidden()}".strip())
        self._lay_out_columns()
        self._unfold()
        self._detail.show_nothing()
        self.tree.setCurrentIndex(self.model.index(0, 0, self.model.index(0, 0)))
        self._decided()

    def fix_mode(self) -> None:
        """Only this mode makes sense: there is nothing to choose."""
        for button in self._modes.values():
            button.hide()

    @property
    def choices(self) -> Choices:
        """What was decided, one by one and for all others."""
        return Decisions(self.model.choices, self.model.rest)

    @property
    def included(self) -> int:
        """How many edits would be sent."""
        return len(self.model.included) + self._hidden.edits

    @property
    def summary(self) -> str:
        """What would be pushed, in one sentence."""
        lines = self.model.included
        wanted = [line for line in lines if line.kind is not Kind.DROPPED]
        text = self.tr("{edits} in {items}").format(
            edits=edits(len(wanted) + self._hidden.edits),
            items=items(len({line.item for line in wanted}) + self._hidden.items),
        )
        problems = self.model.count(Kind.PROBLEM) + self._hidden.problems
        if self.already:
            text += self.tr(", {count} there already").format(count=self.already)
        if problems:
            text += self.tr(", {count} can't be pushed").format(count=problems)
        return text + "."

    @property
    def already(self) -> int:
        """How many edits the platform holds already: pushing lets go of them, and sends nothing."""
        return self.model.count(Kind.ALREADY) + self._hidden.unchanged

    @property
    def obstacle(self) -> str:
        """Why it can't be pushed yet; empty when it can."""
        if not self.included and not self.already:
            return self.tr("Nothing is left to push.")
        waiting = self.undecided
        if not waiting:
            return ""
        return counted(waiting, self.tr("1 conflict needs a choice."), self.tr("%n conflicts need a choice."))

    @property
    def undecided(self) -> int:
        """How many conflicts nobody has decided."""
        hidden = sum(self._hidden.conflicts.values()) if self.model.rest is None else 0
        return self.model.undecided + hidden

    def _about_hidden(self) -> str:
        if not self._hidden.items:
            return ""
        told = self.tr("These are the first, with all that needs a look; {items} more change with them.")
        return told.format(items=items(self._hidden.items))

    def _mode_titles(self) -> dict[PushMode, str]:
        return {PushMode.MERGE: self.tr("&Merge"), PushMode.REPLACE: self.tr("&Replace")}

    def _explanation(self, mode: PushMode) -> str:
        if mode is PushMode.MERGE:
            return self.tr("Only the keys below change. Every other key stays as it is on the platform.")
        return self.tr(
            "Each item gets exactly what its table shows. What others set on it meanwhile is overwritten or taken away."
        )

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(self._build_top())
        layout.addWidget(self._build_waiting())
        layout.addWidget(rule())
        layout.addWidget(self.tree, 1)
        layout.addWidget(self._detail)

    def _build_top(self) -> QGridLayout:
        modes = QButtonGroup(self)
        across = QHBoxLayout()
        across.setSpacing(16)
        for mode, button in self._modes.items():
            button.setObjectName(f"mode_{mode}")
            button.clicked.connect(partial(self.mode_wanted.emit, mode))
            modes.addButton(button)
            across.addWidget(button)
        across.addStretch(1)
        grouping = QButtonGroup(self)
        for name, title in (("item", self.tr("By item")), ("key", self.tr("By key"))):
            button = QToolButton()
            button.setObjectName(f"group_{name}")
            button.setText(title)
            button.setCheckable(True)
            button.setChecked(name == "item")
            button.clicked.connect(partial(self._group_by, name))
            grouping.addButton(button)
            across.addWidget(button)
        top = QGridLayout()
        top.setVerticalSpacing(4)
        top.addLayout(across, 0, 0)
        top.addWidget(self._explain, 1, 0)
        return top

    def _build_waiting(self) -> QWidget:
        line = QHBoxLayout(self._waiting)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(Sign("warning"))
        line.addWidget(self._waiting_text, 1)
        self._waiting_text.setProperty("role", "warning")
        for choice, title in (("mine", self.tr("Mine for all")), ("theirs", self.tr("Theirs for all"))):
            button = QPushButton(title)
            button.setObjectName(f"all_{choice}")
            button.setAutoDefault(False)
            button.clicked.connect(partial(self._choose_all, choice))
            line.addWidget(button)
        return self._waiting

    def _lay_out_columns(self) -> None:
        header = self.tree.header()
        header.setStretchLastSection(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        width = max(self.tree.viewport().width(), 760)
        header.resizeSection(0, int(width * 0.32))
        header.resizeSection(1, int(width * 0.42))

    def _unfold(self) -> None:
        if len(self.model.lines) <= _EXPAND_UP_TO:
            self.tree.expandAll()

    def _fetch_more(self) -> None:
        """Rows that come at the end of what is in sight."""
        view, model = self.tree.viewport(), self.model
        index = self.tree.indexAt(view.rect().topLeft())
        while index.isValid() and self.tree.visualRect(index).top() <= view.height():
            above = index.parent()
            if index.row() + 1 == model.rowCount(above) and model.canFetchMore(above):
                model.fetchMore(above)
            index = self.tree.indexBelow(index)

    def _group_by(self, name: str) -> None:
        self.model.group_by("item" if name == "item" else "key")
        self._unfold()
        self._detail.show_nothing()

    def _show_line(self, current: QModelIndex) -> None:
        line, conflicts = self.model.line(current), self.model.conflicts_under(current)
        if line is None and conflicts:
            chosen = [self.model.choices.get(each.place) for each in conflicts]
            self._detail.show_group(str(current.data()), conflicts, chosen)
        elif line is None:
            self._detail.show_nothing()
        else:
            self._detail.show_line(line, current.data(CHOICE_ROLE))

    def _choose(self, choice: str) -> None:
        self.model.choose(self.tree.currentIndex(), "mine" if choice == "mine" else "theirs")

    def _choose_all(self, choice: str) -> None:
        self.model.choose_all("mine" if choice == "mine" else "theirs")
        self._show_line(self.tree.currentIndex())

    def _decided(self) -> None:
        conflicts = bool(self._hidden.conflicts) or (
            self.model.count(Kind.CONFLICT) > 0 and any(line.conflict is not None for line in self.model.included)
        )
        self._waiting.setVisible(conflicts)
        self._waiting_text.setText(self.obstacle if self.undecided else self.tr("Every conflict is decided."))
        self.decided.emit()


def _not_shown(plan: Plan) -> PlanCounts:
    """The numbers of what is not among the lines."""
    if plan.shown is None:
        return PlanCounts()
    whole, seen = plan.told, count_plan(plan.shown)
    left = {key: count - seen.conflicts.get(key, 0) for key, count in whole.conflicts.items()}
    return PlanCounts(
        whole.items - seen.items,
        whole.edits - seen.edits,
        whole.unchanged - seen.unchanged,
        whole.problems - seen.problems,
        {key: count for key, count in left.items() if count},
    )
