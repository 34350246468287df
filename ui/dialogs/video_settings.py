"""How videos are watched: memory for decoded frames, the time a hand takes to react, the step of Shift and an arrow."""

from PySide6.QtWidgets import QDoubleSpinBox, QFormLayout, QLabel, QSpinBox, QWidget

from controllers.settings import VIDEO_MEMORY, VIDEO_REACTION, VIDEO_STEP, Settings
from ui.dialogs.frame import Frame

_LEAST, _MOST = 64, 16_384  # megabytes


class VideoSettings(Frame):
    """Three fields; they are kept when the dialog is accepted."""

    def __init__(self, settings: Settings, parent: QWidget | None) -> None:
        super().__init__(self.tr("Video Settings"), parent)
        self._settings = settings
        self.memory = QSpinBox()
        self.memory.setRange(_LEAST, _MOST)
        self.memory.setSingleStep(_LEAST)
        self.memory.setSuffix(self.tr(" MB"))
        self.memory.setValue(settings.get(VIDEO_MEMORY))
        self.reaction = _seconds(0.0, 2.0, 0.05, settings.get(VIDEO_REACTION))
        self.step = _seconds(0.1, 600.0, 0.5, settings.get(VIDEO_STEP))
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(4)
        fields = (
            (
                self.tr("&Memory for decoded frames"),
                self.memory,
                self.tr("The more, the further back steps are instant. Counts for the next video."),
            ),
            (
                self.tr("&Reaction time"),
                self.reaction,
                self.tr("A frame tagged while playing is the one that was seen this much earlier."),
            ),
            (self.tr("&Shift and an arrow"), self.step, self.tr("How far one press goes.")),
        )
        for title, field, tip in fields:
            note = QLabel(tip)
            note.setProperty("role", "muted")
            note.setWordWrap(True)
            form.addRow(title, field)
            form.addRow("", note)
        self.body.addLayout(form)
        self.add_cancel()
        keep = self.add_button(self.tr("Keep"), "keep", primary=True)
        keep.clicked.connect(self.accept)
        self.accepted.connect(self._keep)
        self.setMinimumWidth(460)

    def _keep(self) -> None:
        self._settings.set(VIDEO_MEMORY, self.memory.value())
        self._settings.set(VIDEO_REACTION, round(self.reaction.value(), 3))
        self._settings.set(VIDEO_STEP, round(self.step.value(), 3))


def _seconds(least: float, most: float, by: float, value: float) -> QDoubleSpinBox:
    field = QDoubleSpinBox()
    field.setRange(least, most)
    field.setSingleStep(by)
    field.setDecimals(2)
    field.setSuffix(" s")
    field.setValue(value)
    return field
