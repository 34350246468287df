"""The bar of proposals above a timeline: what is proposed, how strongly, why, and what becomes of it."""

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSlider, QSpinBox, QVBoxLayout, QWidget

from controllers.proposing import Proposing
from domain.proposals import ProposalKind
from ui.timeline.proposal_line import ProposalLine
from ui.wording import counted, number

_STEPS = 100  # of the slider
_MOST = 10_000  # best frames of one film


class ProposalBar(QWidget):
    """Steers the proposals of one film: which are shown in the upper line, the current one in the lower."""

    def __init__(self, proposing: Proposing) -> None:
        super().__init__()
        self.setObjectName("proposal_bar")
        self.setProperty("role", "pane")
        self.setAccessibleName(self.tr("Proposals"))
        self._proposing = proposing
        self.kind = QComboBox()
        self.budget = QSpinBox()
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.percent = QLabel()
        self.count = QLabel()
        self.line = ProposalLine(proposing)
        self._at_most = QLabel(self.tr("At most"))
        self._build()
        self._connect()
        self._show()

    def _show(self) -> None:
        proposing = self._proposing
        best = proposing.kind is ProposalKind.BEST
        with QSignalBlocker(self.kind), QSignalBlocker(self.slider), QSignalBlocker(self.budget):
            self.kind.setCurrentIndex(self.kind.findData(proposing.kind))
            self.slider.setValue(round(proposing.strength * _STEPS))
            self.budget.setValue(proposing.budget)
        self.budget.setVisible(best)
        self._at_most.setVisible(best)
        self.percent.setText(self.tr("{percent} %").format(percent=round(proposing.strength * _STEPS)))
        self._show_count()
        self.setEnabled(proposing.looking.film is not None)

    def _show_count(self) -> None:
        shown, total = len(self._proposing.shown.all), self._proposing.total
        found = counted(total, self.tr("1 proposal"), self.tr("%n proposals"))
        self.count.setText(
            found if shown == total else self.tr("{shown} of {total}").format(shown=number(shown), total=found)
        )
        self.count.setVisible(self._proposing.looking.done > 0)

    def _choose(self, place: int) -> None:
        self._proposing.choose(ProposalKind(self.kind.itemData(place)))

    def _slide(self, value: int) -> None:
        self._proposing.slide(value / _STEPS)

    def _connect(self) -> None:
        self.kind.activated.connect(self._choose)
        self.slider.valueChanged.connect(self._slide)
        self.budget.valueChanged.connect(self._proposing.spend)
        self._proposing.changed.connect(self._show)
        self._proposing.looking.progressed.connect(self._show)

    def _build(self) -> None:
        for kind, words, tip in (
            (ProposalKind.CUT, self.tr("Scene Cuts"), self.tr("The first frame of every scene")),
            (ProposalKind.MOTION, self.tr("Most Movement"), self.tr("The frame of each scene around which most moves")),
            (ProposalKind.SHARPEST, self.tr("Sharpest Frames"), self.tr("The sharpest frame of each scene")),
            (
                ProposalKind.BEST,
                self.tr("Best Frames"),
                self.tr("The best frames of the video within a number: over all scenes, sharp, different"),
            ),
        ):
            self.kind.addItem(words, kind)
            self.kind.setItemData(self.kind.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)
        self.kind.setObjectName("proposal_kind")
        self.kind.setAccessibleName(self.tr("What is proposed"))
        self.kind.setToolTip(self.tr("What is proposed"))
        self.budget.setObjectName("proposal_budget")
        self.budget.setRange(1, _MOST)
        self.budget.setAccessibleName(self.tr("How many best frames at most"))
        self.budget.setToolTip(self.budget.accessibleName())
        self.budget.setKeyboardTracking(False)
        self._at_most.setBuddy(self.budget)
        self._build_slider()
        self._lay_out()

    def _build_slider(self) -> None:
        self.slider.setObjectName("proposal_strength")
        self.slider.setRange(0, _STEPS)
        self.slider.setPageStep(10)
        self.slider.setMinimumWidth(120)
        self.slider.setMaximumWidth(260)
        self.slider.setAccessibleName(self.tr("Least strength"))
        self.slider.setToolTip(self.tr("Show only what is proposed at least this strongly"))
        self.percent.setProperty("role", "muted")
        self.percent.setMinimumWidth(self.percent.fontMetrics().horizontalAdvance("100 %"))
        self.percent.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def _lay_out(self) -> None:
        strength = QLabel(self.tr("Strength from"))
        strength.setBuddy(self.slider)
        above = QHBoxLayout()
        above.setSpacing(8)
        propose = QLabel(self.tr("Propose"))
        propose.setBuddy(self.kind)
        for widget in (propose, self.kind, self._at_most, self.budget):
            above.addWidget(widget)
        above.addSpacing(8)
        above.addWidget(strength)
        above.addWidget(self.slider, 1)
        above.addWidget(self.percent)
        above.addSpacing(8)
        above.addWidget(self.count)
        above.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 6)
        layout.setSpacing(6)
        layout.addLayout(above)
        layout.addWidget(self.line)
