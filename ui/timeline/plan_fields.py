"""The two fields of a sampling plan: how many samples a second, and what names under `$encord.frames` mean."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QFormLayout, QWidget

from domain.sampling import DEFAULT_PLAN, Mode, SamplingPlan

MOST_SAMPLES = 1_000.0  # a second
_DECIMALS = 4


class PlanFields(QWidget):
    """`changed`: another plan stands in the fields, by hand."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.rate = QDoubleSpinBox()
        self.rate.setObjectName("sampling_rate")
        self.rate.setRange(0.0, MOST_SAMPLES)
        self.rate.setDecimals(_DECIMALS)
        self.rate.setSingleStep(0.5)
        self.rate.setSpecialValueText(self.tr("0: first frame and keyframes only"))
        self.rate.setToolTip(self.tr("Samples a second. Without a plan the platform takes 1."))
        self.rate.setGroupSeparatorShown(True)
        self.mode = QComboBox()
        self.mode.setObjectName("keyframe_mode")
        self.mode.addItem(self.tr("frame numbers"), "frame")
        self.mode.addItem(self.tr("seconds"), "seconds")
        self.mode.setToolTip(self.tr("What the platform takes the names of single frames under $encord for"))
        self._layout = QFormLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self._layout.addRow(self.tr("&Samples a second"), self.rate)
        self._layout.addRow(self.tr("Frames are &named by"), self.mode)
        self.rate.setMinimumHeight(self.mode.sizeHint().height())
        self.show_plan(DEFAULT_PLAN)
        self.rate.valueChanged.connect(self.changed)
        self.mode.currentIndexChanged.connect(self.changed)

    @property
    def plan(self) -> SamplingPlan:
        """The plan in the fields."""
        mode: Mode = "seconds" if self.mode.currentData() == "seconds" else "frame"
        return SamplingPlan(self.rate.value(), mode)

    def show_plan(self, plan: SamplingPlan) -> None:
        """Put a plan into the fields; nobody is told."""
        self.blockSignals(True)
        # A rate of more decimals than usual is kept, not rounded.
        decimals = len(f"{plan.rate:.12f}".rstrip("0").partition(".")[2])
        self.rate.setDecimals(max(decimals, _DECIMALS))
        self.rate.setMaximum(max(plan.rate, MOST_SAMPLES))
        self.rate.setValue(plan.rate)
        self.mode.setCurrentIndex(self.mode.findData(plan.mode))
        self.blockSignals(False)
