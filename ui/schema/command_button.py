"""A push button that does a command of the window and is as allowed as it."""

from PySide6.QtWidgets import QPushButton

from ui.actions import Command


class CommandButton(QPushButton):
    """Takes its text, its tip and whether it can be pressed from a command; `text` in place of the command's own."""

    def __init__(self, command: Command, text: str = "") -> None:
        super().__init__()
        self.setObjectName(f"button_{command.objectName()}")
        self._command = command
        self._own = text
        self.clicked.connect(command.trigger)
        command.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        text = self._own or self._command.text().replace("&", "")
        self.setText(text)
        self.setAccessibleName(text)
        self.setEnabled(self._command.isEnabled())
        self.setToolTip(self._command.toolTip())
