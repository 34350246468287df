"""Sampling Plan of Many Videos: the plan at the left, and at the right what it comes to, before it does."""

from collections.abc import Sequence

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget
from typing_extensions import override

from controllers.sampling_many import SamplingTally, SamplingWish
from domain.sampling import SamplingPlan
from ui.dialogs.bulk.form import Problem
from ui.dialogs.bulk.scoped import Scope, ScopedDialog
from ui.dialogs.keyframes_many.outcome import StateDelegate
from ui.dialogs.keyframes_many.outcome_words import videos
from ui.dialogs.keyframes_many.sampling_model import KEYFRAMES, NAME, NOW, THEN, SamplingModel
from ui.panes.side_tree import SideTree
from ui.timeline.plan_fields import PlanFields
from ui.wording import counted, number

_LEFT = 300


class SamplingDialog(ScopedDialog):
    """One plan, or a part of one, for some videos."""

    def __init__(self, scopes: Sequence[Scope], parent: QWidget | None) -> None:
        super().__init__(self.tr("Sampling Plan of Many Videos"), scopes, parent)
        self.setObjectName("sampling_many")
        self.resize(1080, 640)
        self.say(
            self.tr("The platform imports samples of each video, its first frame and its keyframes. Fewer cost less.")
        )
        self.model = SamplingModel(self)
        self._fields = PlanFields()
        self._set_rate = QCheckBox(self.tr("Change the &rate"))
        self._set_mode = QCheckBox(self.tr("Change what frames are named &by"))
        self._inputs = QWidget()
        self._total = QLabel()
        self._counts = QLabel()
        self._word = QLabel()
        self._list = SideTree()
        self._build()
        self._connect()

    @property
    @override
    def inputs(self) -> QWidget:
        return self._inputs

    @property
    def made(self) -> SamplingWish | Problem:
        """What is asked, or what is missing."""
        rate = self._fields.plan.rate if self._set_rate.isChecked() else None
        mode = self._fields.plan.mode if self._set_mode.isChecked() else None
        return SamplingWish(rate, mode)

    def begin(self, scope: str, plan: SamplingPlan) -> None:
        """Start with some rows and a plan to begin with."""
        self._fields.show_plan(plan)
        self._set_rate.setChecked(True)
        self.choose_scope(scope)
        self._show_enabled()
        self._fields.rate.setFocus()
        self._fields.rate.selectAll()
        self.ask_soon()

    def show_tally(self, tally: SamplingTally) -> None:
        """Show what is counted by now."""
        self.model.show_rows(tally.lines)
        self._word.setText("" if tally.total else self.tr("There are no videos among these items."))
        self._word.setVisible(not tally.total)
        self._total.setText(_total_words(tally, self._total) if tally.total else "")
        self._counts.setText("\n".join(_counts_words(tally, self._counts)))
        if tally.ended:
            self.allow(tally.changed)
        else:
            self.forbid(self.tr("The videos are still being counted."))

    @override
    def say_problem(self, problem: Problem) -> None:
        self._counts.setText(problem.sentence)

    @override
    def apply_words(self, count: int) -> str:
        if not count:
            return self.tr("&Change")
        return counted(count, self.tr("&Change 1 Video"), self.tr("&Change %n Videos"))

    def _build(self) -> None:
        left = QVBoxLayout(self._inputs)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(8)
        for widget in (self._set_rate, self._set_mode, self._fields):
            left.addWidget(widget)
        left.addStretch(1)
        left.addLayout(self.build_scopes())
        self._inputs.setFixedWidth(_LEFT)
        self._set_rate.setObjectName("set_rate")
        self._set_mode.setObjectName("set_mode")
        across = QHBoxLayout()
        across.setSpacing(16)
        across.addWidget(self._inputs)
        across.addLayout(self._build_right(), 1)
        self.body.addLayout(across, 1)
        self.add_buttons()

    def _build_right(self) -> QVBoxLayout:
        self._list.setObjectName("sampling")
        self._list.setAccessibleName(self.tr("What each video comes to"))
        self._list.setProperty("role", "list")
        self._list.setHeaderHidden(False)
        self._list.setRootIsDecorated(False)
        self._list.setItemDelegate(StateDelegate(self._list))
        self._list.setModel(self.model)
        self._list.header().setStretchLastSection(True)
        self._total.setObjectName("sampling_total")
        font = self._total.font()
        font.setPointSizeF(font.pointSizeF() * 1.15)
        font.setBold(True)
        self._total.setFont(font)
        self._counts.setObjectName("sampling_counts")
        self._counts.setProperty("role", "muted")
        self._word.setProperty("role", "muted")
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self._list, 1)
        for label in (self._word, self._total, self._counts):
            label.setWordWrap(True)
            right.addWidget(label)
        return right

    def _connect(self) -> None:
        self._fields.changed.connect(self.ask_soon)
        for box in (self._set_rate, self._set_mode):
            box.toggled.connect(self._show_enabled)
            box.toggled.connect(self.ask_soon)

    def _show_enabled(self) -> None:
        self._fields.rate.setEnabled(self._set_rate.isChecked())
        self._fields.mode.setEnabled(self._set_mode.isChecked())

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        width = max(self._list.viewport().width(), 400)
        self._list.header().resizeSection(NAME, int(width * 0.3))
        for column in range(NAME + 1, THEN + 1):
            wide = 0.13 if column in (KEYFRAMES, NOW) else 0.1
            self._list.header().resizeSection(column, int(width * wide))


def _total_words(tally: SamplingTally, label: QLabel) -> str:
    """The one sentence that matters."""
    if tally.now == tally.then:
        return label.tr("{count} frames are imported of {videos}.").format(
            count=number(tally.now), videos=videos(tally.total)
        )
    share = round(100 * tally.then / tally.now) if tally.now else 0
    words = label.tr("{now} frames are imported of {videos} now; {then} then ({share} %).")
    return words.format(now=number(tally.now), then=number(tally.then), videos=videos(tally.total), share=share)


def _counts_words(tally: SamplingTally, label: QLabel) -> list[str]:
    lines: list[str] = []
    if tally.total:
        lines.append(label.tr("Counted on the platform's figures: frames, and frames a second."))
    if tally.unknown:
        one, many = label.tr("1 video is not counted"), label.tr("%n videos are not counted")
        why = label.tr("the platform does not say how long it is.")
        lines.append(f"{counted(tally.unknown, one, many)}: {why}")
    if tally.left:
        one = label.tr("1 video is left alone; its line says why.")
        lines.append(counted(tally.left, one, label.tr("%n videos are left alone; their lines say why.")))
    if tally.others:
        one = label.tr("1 item is no video and is left out.")
        lines.append(counted(tally.others, one, label.tr("%n items are no videos and are left out.")))
    return lines
