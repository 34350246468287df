"""A line over a pane: what it says at the left, its commands as buttons at the right."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QWidget

from ui.actions import Actions


class ToolLine(QWidget):
    """One line of 40 pixels or more."""

    def __init__(self, commands: Actions, names: Sequence[str]) -> None:
        super().__init__()
        self._text = QLabel()
        self._text.setProperty("role", "title")
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(16, 4, 8, 4)
        self._layout.setSpacing(8)
        self._layout.addWidget(self._text)
        self._layout.addStretch(1)
        for name in names:
            button = QToolButton()
            button.setDefaultAction(commands[name])
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
            self._layout.addWidget(button)
        self.setMinimumHeight(40)

    @property
    def text(self) -> str:
        """What the line says."""
        return self._text.text()

    def say(self, text: str) -> None:
        """Change what the line says."""
        self._text.setText(text)

    def add(self, widget: QWidget) -> None:
        """Put something between the text and the buttons."""
        self._layout.insertWidget(2, widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def add_button(self, text: str, name: str) -> QPushButton:
        """A button of the pane's own, hidden until it is shown."""
        button = QPushButton(text)
        button.setObjectName(name)
        button.setProperty("kind", "quiet")
        button.hide()
        self._layout.insertWidget(2, button)
        return button
