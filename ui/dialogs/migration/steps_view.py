"""The steps of a migration under each other: what each does, how far it is, and what came of it."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget
from typing_extensions import override

from controllers.migration_steps import Step, StepState
from ui.icons import draw
from ui.tokens import tokens_of

_SIGN = 18


class StepSign(QWidget):
    """How far one step is: a ring, a filled ring while it runs, a tick, or a warning."""

    def __init__(self) -> None:
        super().__init__()
        self._state: StepState = "waiting"
        self.setFixedSize(QSize(_SIGN, _SIGN))

    def show_state(self, state: StepState) -> None:
        """Show another state."""
        self._state = state
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens, painter = tokens_of(self.palette()), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        match self._state:
            case "done":
                draw(painter, "done", QRectF(self.rect()), tokens.good)
            case "stopped":
                draw(painter, "warning", QRectF(self.rect()), tokens.staged)
            case "skipped":
                draw(painter, "info", QRectF(self.rect()), tokens.muted)
            case _:
                running = self._state == "running"
                painter.setPen(QPen(QColor(tokens.accent if running else tokens.muted), 1.5))
                painter.drawEllipse(QRectF(self.rect()).adjusted(3, 3, -3, -3))
                if running:
                    painter.setBrush(painter.pen().color())
                    painter.drawEllipse(QRectF(self.rect()).adjusted(6, 6, -6, -6))
        painter.end()


class StepsView(QWidget):
    """Shows steps; the words for their states reach screen readers with them."""

    def __init__(self, steps: Sequence[Step]) -> None:
        super().__init__()
        self.setObjectName("steps")
        self._steps = steps
        self._rows: list[tuple[StepSign, QLabel, QLabel]] = []
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(2, 1)
        for number, step in enumerate(steps):
            sign, title, told = StepSign(), QLabel(f"{number + 1}. {step.title}"), QLabel()
            told.setProperty("role", "muted")
            told.setWordWrap(True)
            told.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            for column, widget in enumerate((sign, title, told)):
                grid.addWidget(widget, number, column, Qt.AlignmentFlag.AlignTop)
            self._rows.append((sign, title, told))
        self.show_steps()

    def show_steps(self) -> None:
        """Show how far they are now."""
        for step, (sign, title, told) in zip(self._steps, self._rows, strict=True):
            sign.show_state(step.state)
            told.setText(step.told)
            title.setAccessibleName(f"{step.title}: {self._word(step.state)}. {step.told}".strip())

    def _word(self, state: StepState) -> str:
        words = {
            "waiting": self.tr("to come"),
            "running": self.tr("under way"),
            "done": self.tr("done"),
            "stopped": self.tr("stopped"),
            "skipped": self.tr("not done"),
        }
        return words[state]
