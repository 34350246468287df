"""Go to a frame by its number, or to the one that is shown at a time."""

from PySide6.QtWidgets import QLineEdit, QWidget

from domain.frame_text import read_frames
from domain.reading import Invalid
from domain.timecode import clock
from models.frame_times import FrameTimes
from ui.dialogs.frame import Frame, Remark, restyle
from ui.wording import number


class GoToFrame(Frame):
    """A field that says at once which frame is meant. `frame`: the one typed; None while none can be read."""

    def __init__(self, times: FrameTimes, frame_count: int | None, current: int, parent: QWidget | None) -> None:
        super().__init__(self.tr("Go to Frame or Time"), parent)
        self._times, self._count = times, frame_count
        self.frame: int | None = None
        self.field = QLineEdit(str(current))
        self.field.setObjectName("frame_or_time")
        self.field.setAccessibleName(self.tr("Frame or time"))
        self.field.setPlaceholderText(self.tr("1234 or 1:23.5"))
        self.field.selectAll()
        self.field.textChanged.connect(self._read)
        self._remark = Remark("muted")
        self.body.addWidget(self.field)
        self.body.addWidget(self._remark)
        self.add_cancel()
        self._go = self.add_button(self.tr("Go"), "go", primary=True)
        self._go.clicked.connect(self.accept)
        self.setMinimumWidth(360)
        self._read(self.field.text())

    @property
    def remark(self) -> str:
        """What is said of what is typed."""
        return self._remark.text()

    def _read(self, text: str) -> None:
        found = read_frames(text, self._times, self._count)
        self.frame = found[0] if not isinstance(found, Invalid) and len(found) == 1 else None
        self._go.setEnabled(self.frame is not None)
        self._remark.setText(self._told(found, text))
        self._remark.setProperty("role", "muted" if self.frame is not None else "problem")
        restyle(self._remark)

    def _told(self, found: tuple[int, ...] | Invalid, text: str) -> str:
        if isinstance(found, Invalid):
            return found.reason if text.strip() else ""
        if self.frame is None:
            return self.tr("Type one frame or one time.")
        time = clock(self._times.time_of(self.frame), 3)
        return self.tr("Frame {frame}, shown at {time}.").format(frame=number(self.frame), time=time)
