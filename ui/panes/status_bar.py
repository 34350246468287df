"""The line at the bottom: which platform, who you are, what is staged, what runs."""

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QStatusBar, QWidget
from typing_extensions import override

from ui.actions import Actions
from ui.icons import icon
from ui.panes.job_strip import JobStrip
from ui.tokens import tokens_of
from ui.wording import counted, shortened

Light = Literal["on", "busy", "off"]


class Dot(QWidget):
    """A light: filled green when connected, an amber ring while connecting, a red cross when not."""

    def __init__(self) -> None:
        super().__init__()
        self._light: Light = "busy"
        self.setFixedSize(QSize(12, 12))

    def set_light(self, light: Light) -> None:
        """Change the light."""
        self._light = light
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor({"on": tokens.good, "busy": tokens.staged, "off": tokens.problem}[self._light])
        pen = painter.pen()
        pen.setColor(colour)
        pen.setWidthF(2)
        painter.setPen(pen)
        if self._light == "off":
            painter.drawLine(3, 3, 9, 9)
            painter.drawLine(9, 3, 3, 9)
        else:
            if self._light == "on":
                painter.setBrush(colour)
            painter.drawEllipse(QRectF(2, 2, 8, 8))


class StatusBar(QStatusBar):
    """The bottom line; what a command says while the pointer is over it stands in the middle."""

    problems_wanted = Signal()

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self.setSizeGripEnabled(False)
        self.jobs = JobStrip()
        self._dot = Dot()
        self._platform = QPushButton()
        self._platform.setObjectName("platform_button")
        self._platform.setProperty("kind", "quiet")
        self._platform.clicked.connect(actions["connect"].trigger)
        self._user = QLabel()
        self._user.setProperty("role", "muted")
        self._message = QLabel()
        self._message.setProperty("role", "muted")
        self._message.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._staged = QPushButton()
        self._staged.setObjectName("staged_button")
        self._staged.setProperty("kind", "staged")
        self._staged.setIcon(icon("push"))
        self._staged.clicked.connect(actions["review"].trigger)
        self._staged.hide()
        self._problems = QPushButton()
        self._problems.setObjectName("problems_button")
        self._problems.setProperty("kind", "quiet")
        self._problems.clicked.connect(self.problems_wanted)
        self._problems.hide()
        self._build()
        self.messageChanged.connect(self._message.setText)
        self.show_platform("busy", self.tr("Starting…"), "")

    def show_platform(self, light: Light, platform: str, user: str, sentence: str = "") -> None:
        """Say where we are connected, as whom, or why not."""
        self._dot.set_light(light)
        self._platform.setText(platform)
        self._platform.setToolTip(sentence or self.tr("Choose another platform"))
        self._platform.setAccessibleName(f"{platform}. {sentence}")
        self._user.setText(shortened(user, 48))
        self._user.setToolTip(user)

    def show_staged(self, cells: int) -> None:
        """Say how many edits wait to be sent; the button leads to the review."""
        self._staged.setVisible(cells > 0)
        text = counted(cells, self.tr("1 staged edit"), self.tr("%n staged edits"))
        self._staged.setText(text)
        self._staged.setToolTip(self.tr("{count}, kept on this computer. Review and push them.").format(count=text))

    def show_problems(self, errors: int, warnings: int) -> None:
        """Say how many problems the table in front has; the button leads to them."""
        parts = [
            counted(errors, self.tr("1 error"), self.tr("%n errors")) if errors else "",
            counted(warnings, self.tr("1 warning"), self.tr("%n warnings")) if warnings else "",
        ]
        self._problems.setText(", ".join(filter(None, parts)))
        self._problems.setIcon(icon("error" if errors else "warning"))
        self._problems.setToolTip(self.tr("What is wrong with the values of this table"))
        self._problems.setVisible(bool(errors or warnings))

    @property
    def problems_text(self) -> str:
        """What the problems button says; empty when nothing is wrong."""
        return "" if self._problems.isHidden() else self._problems.text()

    @property
    def staged_text(self) -> str:
        """What the staged button says; empty when nothing is staged."""
        return "" if self._staged.isHidden() else self._staged.text()

    @property
    def platform_text(self) -> str:
        """The platform as shown."""
        return self._platform.text()

    def _build(self) -> None:
        line = QWidget()
        layout = QHBoxLayout(line)
        layout.setContentsMargins(12, 2, 8, 2)
        layout.setSpacing(8)
        layout.addWidget(self._dot, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._platform)
        layout.addWidget(self._user)
        layout.addWidget(self._message, 1)
        layout.addWidget(self.jobs)
        layout.addWidget(self._problems)
        layout.addWidget(self._staged)
        line.setMinimumHeight(32)
        self.addPermanentWidget(line, 1)
