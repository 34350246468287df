"""The problems of the table in front: keys and rules at the left, at the right the values and what may help."""

from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from domain.problems import Severity
from models.findings import Finding, Report
from models.problems_tree import COUNT_ROLE, FINDING_ROLE, KEY_ROLE, SEVERITY_ROLE, ProblemsTree
from ui.actions import Actions
from ui.panes.empty_state import Picture
from ui.panes.finding_detail import FindingDetail
from ui.panes.side_tree import Index, Look, LookDelegate, SideTree
from ui.panes.tool_line import ToolLine
from ui.wording import counted, items, number, said

_SIGNS = {Severity.ERROR: ("error", "problem"), Severity.WARNING: ("warning", "staged")}
_OPEN_AT_FIRST = 40
Place = tuple[str, str]


def look_of(index: Index) -> Look:
    """A key or a rule with the sign of how grave it is, and how many there are."""
    finding = index.data(FINDING_ROLE)
    name, colour = _SIGNS[index.data(SEVERITY_ROLE)]
    note = number(index.data(COUNT_ROLE))
    if isinstance(finding, Finding) and finding.rule.of_key:
        note = items(finding.items)
    return Look(name, str(index.data(Qt.ItemDataRole.DisplayRole)), note, colour)


def summary(report: Report) -> str:
    """How many errors and warnings there are, in how many items."""
    parts = [
        counted(report.errors, said("1 error"), said("%n errors")) if report.errors else "",
        counted(report.warnings, said("1 warning"), said("%n warnings")) if report.warnings else "",
    ]
    return said("{problems} in {items}").format(
        problems=said(" and ").join(filter(None, parts)), items=items(report.items)
    )


class ProblemsPane(QWidget):
    """Shows a report; says which finding was chosen and which one a person wants to go to."""

    chosen = Signal(object)
    """The `Finding` under the cursor, or None."""
    wanted = Signal(object)
    """The `Finding` to go to in the table."""
    check_wanted = Signal()

    def __init__(self, commands: Actions) -> None:
        super().__init__()
        self.setObjectName("problems")
        self.setProperty("role", "page")
        self._model = ProblemsTree(self)
        self.tree = SideTree()
        self.tree.setObjectName("problems_tree")
        self.tree.setAccessibleName(self.tr("Problems by key and rule"))
        self.tree.setProperty("role", "plain")
        self.tree.setModel(self._model)
        self.tree.setItemDelegate(LookDelegate(look_of, self.tree))
        self.detail = FindingDetail()
        commands["show_only_problems"].setIconText(self.tr("Show Only These"))
        self._line = ToolLine(commands, ("previous_problem", "next_problem", "show_only_problems"))
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setFixedWidth(120)
        self._line.add(self._progress)
        self._again = self._line.add_button(self.tr("Check Again"), "check_again")
        self._again.clicked.connect(self.check_wanted)
        self.report: Report | None = None
        """What is shown now."""
        self._place: Place = ("", "")
        self._picture, self._remark = Picture("done", 40), QLabel()
        self._body = QStackedWidget()
        self._build()
        self.tree.selectionModel().currentChanged.connect(self._on_current)
        self.tree.activated.connect(self._on_activated)
        self.show_nothing(self.tr("Open a folder or a dataset to see what is wrong with its values."))

    @property
    def finding(self) -> Finding | None:
        """The finding under the cursor; None where the cursor is on a key or nowhere."""
        found = self.tree.currentIndex().data(FINDING_ROLE)
        return found if isinstance(found, Finding) else None

    @property
    def key(self) -> str | None:
        """The key under the cursor, itself or with one of its rules; None without a cursor."""
        index = self.tree.currentIndex()
        return str(index.data(KEY_ROLE)) if index.isValid() else None

    @property
    def remark(self) -> str:
        """What stands in place of the tree, if nothing is wrong or nothing known."""
        return self._remark.text() if self._body.currentIndex() == 1 else ""

    @property
    def told(self) -> str:
        """What the line at the top says."""
        return self._line.text

    def show_report(self, report: Report) -> None:
        """Show what was found; the cursor stays on the same rule of the same key."""
        place, self.report = self._place, report
        self._model.show(report)
        self._again.hide()
        if not report.findings:
            self._say("done", self.tr("No problems found in {items}").format(items=items(report.items)))
            self._line.say("")
            self.chosen.emit(None)
            return
        self._line.say(summary(report))
        self._body.setCurrentIndex(0)
        self._unfold()
        index = self._model.index_of(*place)
        self.tree.setCurrentIndex(index if index.isValid() else self._model.index(0, 0, self._model.index(0, 0)))

    def show_nothing(self, sentence: str, *, stopped: bool = False) -> None:
        """Nothing is known: say why."""
        self.report = None
        self._model.show(None)
        self._line.say("")
        self._say("stop" if stopped else "problems", sentence)
        self._again.setVisible(stopped)

    def show_progress(self, done: int, total: int) -> None:
        """A check is under way, `done` of `total` keys; 0 of 0 when it is over."""
        self._progress.setVisible(total > 0)
        self._progress.setRange(0, total)
        self._progress.setValue(done)
        self._progress.setToolTip(self.tr("Checked {done} of {total} keys").format(done=done, total=total))
        self._progress.setAccessibleName(self._progress.toolTip())

    def _unfold(self) -> None:
        for row in range(min(self._model.rowCount(), _OPEN_AT_FIRST)):
            index = self._model.index(row, 0)
            self.tree.expand(index)

    def _say(self, drawing: str, sentence: str) -> None:
        self._picture.show_drawing(drawing)
        self._remark.setText(sentence)
        self._body.setCurrentIndex(1)

    def _on_current(self, current: QModelIndex, before: Any) -> None:
        del before
        if current.isValid():
            finding = self.finding
            self._place = (str(current.data(KEY_ROLE)), finding.rule.name if finding else "")
        self.chosen.emit(self.finding)

    def _on_activated(self, index: QModelIndex) -> None:
        finding = index.data(FINDING_ROLE)
        if isinstance(finding, Finding):
            self.wanted.emit(finding)
        else:
            self.tree.setExpanded(index, not self.tree.isExpanded(index))

    def _build(self) -> None:
        across = QSplitter(Qt.Orientation.Horizontal)
        across.setHandleWidth(1)
        across.setChildrenCollapsible(False)
        across.addWidget(self.tree)
        across.addWidget(self.detail)
        across.setSizes([320, 640])
        across.setStretchFactor(1, 1)
        self._body.addWidget(across)
        self._body.addWidget(self._quiet())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._line)
        layout.addWidget(self._body, 1)

    def _quiet(self) -> QWidget:
        page = QWidget()
        self._remark.setProperty("role", "muted")
        self._remark.setWordWrap(True)
        self._remark.setMinimumWidth(self._remark.fontMetrics().averageCharWidth() * 40)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addStretch(1)
        across.addWidget(self._picture)
        across.addWidget(self._remark)
        across.addStretch(1)
        layout = QVBoxLayout(page)
        layout.addStretch(1)
        layout.addLayout(across)
        layout.addStretch(1)
        return page
