"""The line of controls under the picture: where one is, and the buttons that go elsewhere."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton, QWidget

from domain.timecode import clock, timecode
from models.frame_times import NO_TIMES, FrameTimes
from ui.actions import Actions
from ui.icons import icon
from ui.schema.command_button import CommandButton
from ui.timeline.ruler import Unit
from ui.wording import counted, number

_WALK = ("first_frame", "step_back", "play_video", "step_forward", "last_frame")


class Transport(QWidget):
    """Shows the number and the time of the frame that is seen, exactly as they are."""

    where_pressed = Signal()
    """The number of the frame was clicked: the person wants to go to another."""

    def __init__(self, commands: Actions) -> None:
        super().__init__()
        self.setObjectName("transport")
        self.setProperty("role", "pane")
        self._commands = commands
        self._times = NO_TIMES
        self._even = True
        self._buttons: dict[str, QToolButton] = {}
        self._where = QToolButton()
        self._time, self._total, self._speed = QLabel(), QLabel(), QLabel()
        self.note = QLabel()
        self.tag = CommandButton(commands["tag_frame"], self.tr("Tag"))
        self._build()
        self.show_times(NO_TIMES)

    def show_times(self, times: FrameTimes) -> None:
        """How many frames there are, as far as is known."""
        self._times = times
        self._even = times.even
        known = counted(times.frames, self.tr("of 1 frame"), self.tr("of %n frames"))
        more = "" if times.complete or not times.frames else self.tr(" so far")
        self._total.setText(known + more if times.frames else "")
        self._where.setMinimumWidth(self._wide(number(max(times.frames, 999))))

    def _wide(self, text: str) -> int:
        """How wide the button of the frame is with a text: what is beside it stays where it is."""
        here = self._where.text()
        self._where.setText(text)
        wide = self._where.sizeHint().width()
        self._where.setText(here)
        return wide

    def show_frame(self, frame: int, seconds: float, unit: Unit) -> None:
        """The frame that is seen."""
        self._where.setText(number(frame))
        rate = self._times.rate
        self._time.setText(
            timecode(frame, rate) if unit is Unit.TIMECODE and rate and self._even else clock(seconds, 3)
        )

    def show_nothing(self) -> None:
        """No frame is seen."""
        self._where.setText("\u2013")
        self._time.clear()

    def show_speed(self, speed: float) -> None:
        """How fast it plays; 0 for not at all."""
        play = self._buttons["play_video"]
        play.setIcon(icon("pause" if speed else "play"))
        self._speed.setText("" if speed in {0.0, 1.0} else f"{speed:g}\u00d7".replace("-", "\u2212"))

    @property
    def where(self) -> str:
        """The number and the time that are shown."""
        return f"{self._where.text()}  {self._time.text()}"

    def _build(self) -> None:
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        fixed.setPointSizeF(self.font().pointSizeF() * 1.05)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 4, 12, 4)
        line.setSpacing(4)
        for name in _WALK:
            line.addWidget(self._button(name))
        line.addSpacing(12)
        self._where.setFont(fixed)
        self._where.setToolTip(self._commands["go_to_frame"].toolTip())
        self._where.setAccessibleName(self.tr("Frame"))
        self._where.clicked.connect(self.where_pressed)
        for label in (self._time, self._speed):
            label.setFont(fixed)
        self._total.setProperty("role", "muted")
        self._speed.setAccessibleName(self.tr("Speed"))
        for part in (self._where, self._total):
            line.addWidget(part)
        line.addSpacing(12)
        for part in (self._time, self._speed):
            line.addWidget(part)
        self.note.setProperty("role", "muted")
        self.note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line.addSpacing(12)
        line.addWidget(self.note, 1)
        for name in ("loop_range", "mute_video"):
            line.addWidget(self._button(name))
        line.addSpacing(4)
        self.tag.setIcon(icon("tag"))
        line.addWidget(self.tag)
        self.setMinimumHeight(40)

    def _button(self, name: str) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(self._commands[name])
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._buttons[name] = button
        return button
