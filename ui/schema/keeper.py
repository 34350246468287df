"""What people keep beside a key or a namespace: whose it is, and what it is for. The platform has no place for it."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from ui.panes.label_grid import words


class _Field(QPlainTextEdit):
    """A few lines of text; done when the keyboard leaves. Tab leaves it."""

    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        line = self.fontMetrics().lineSpacing()
        self.setFixedHeight(line * 3 + 16)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()


class Keeper(QWidget):
    """Shows owner and description; says another description once it is written."""

    described = Signal(str, str)
    """What was shown, and another description of it."""
    owner_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        title = QLabel(self.tr("Desc&ription"))
        title.setProperty("role", "section")
        self.field = _Field()
        self.field.setObjectName("schema_description")
        self.field.setPlaceholderText(self.tr("What it is for. Kept on this computer and in exported files."))
        self.field.setAccessibleName(self.tr("Description"))
        title.setBuddy(self.field)
        self._owner_title = QLabel(self.tr("Owner"))
        self._owner_title.setProperty("role", "section")
        self._owner = words("")
        self.change = QPushButton(self.tr("Owner, Colour, Protection…"))
        self.change.setObjectName("namespace_change")
        self.change.setProperty("kind", "small")
        self._subject, self._shown = "", ""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        line = QHBoxLayout()
        line.addWidget(self.change)
        line.addStretch(1)
        for part in (title, self.field, self._owner_title, self._owner):
            layout.addWidget(part)
        layout.addLayout(line)
        self.field.left.connect(self._keep)
        self.change.clicked.connect(self.owner_wanted)

    def show_kept(self, subject: str, owner: str, description: str) -> None:
        """Show what is kept of a key or namespace; what is being written for the one before is told first."""
        if subject != self._subject or not self.field.hasFocus():  # what is being written is nobody else's
            self._keep()
            self._subject, self._shown = subject, description
            if self.field.toPlainText() != description:
                self.field.setPlainText(description)
        self._owner.setText(owner)
        for part in (self._owner_title, self._owner):
            part.setVisible(bool(owner))
        self.change.setVisible("." in subject)

    def _keep(self) -> None:
        text = self.field.toPlainText().strip()
        if text != self._shown.strip():
            self._shown = text
            self.described.emit(self._subject, text)
