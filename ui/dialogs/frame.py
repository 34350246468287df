"""The frame every dialog shares: a heading, a body, a row of buttons; and waiting for its answer without blocking."""

import asyncio

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget


class Frame(QDialog):
    """A dialog with a title, an optional sentence under it, room for a body and buttons at the bottom right."""

    def __init__(self, title: str, parent: QWidget | None, sentence: str = "") -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.heading = QLabel(title)
        font = self.heading.font()
        font.setPointSizeF(font.pointSizeF() * 1.25)
        font.setBold(True)
        self.heading.setFont(font)
        self.heading.setWordWrap(True)
        self.sentence = QLabel(sentence)
        self.sentence.setWordWrap(True)
        self.sentence.setProperty("role", "muted")
        self.sentence.setVisible(bool(sentence))
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 16, 24, 16)
        layout.setSpacing(8)
        layout.addWidget(self.heading)
        layout.addWidget(self.sentence)
        layout.addSpacing(4)
        layout.addLayout(self.body, 1)
        layout.addSpacing(8)
        layout.addLayout(self.buttons)

    def say(self, sentence: str) -> None:
        """Change the sentence under the heading."""
        self.sentence.setText(sentence)
        self.sentence.setVisible(bool(sentence))

    def add_button(self, text: str, name: str, *, primary: bool = False, left: bool = False) -> QPushButton:
        """A button of the row; the primary one answers Return."""
        button = QPushButton(text)
        button.setObjectName(name)
        button.setAutoDefault(primary)
        button.setDefault(primary)
        if primary:
            button.setProperty("kind", "primary")
        self.buttons.insertWidget(0 if left else self.buttons.count(), button)
        return button

    def add_cancel(self, text: str = "") -> QPushButton:
        """The button that closes without doing anything; Escape does the same."""
        button = self.add_button(text or self.tr("Cancel"), "cancel")
        button.clicked.connect(self.reject)
        return button


class Remark(QLabel):
    """A line that tells a problem or a warning about what is typed above it; empty lines keep their room."""

    def __init__(self, role: str = "problem") -> None:
        super().__init__()
        self.setWordWrap(True)
        self.setProperty("role", role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setMinimumHeight(self.fontMetrics().height())


def rule() -> QFrame:
    """A thin line between two parts."""
    line = QFrame()
    line.setProperty("role", "line")
    return line


async def shown(dialog: QDialog) -> bool:
    """Open a dialog and wait until it is closed; whether it was accepted. A cancelled wait closes the dialog."""
    future: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    def close(result: int) -> None:
        if not future.done():
            future.set_result(result)

    dialog.finished.connect(close)
    dialog.open()
    try:
        return await future == QDialog.DialogCode.Accepted
    except asyncio.CancelledError:
        dialog.reject()
        raise
    finally:
        dialog.finished.disconnect(close)


def restyle(widget: QWidget) -> None:
    """Apply the style sheet again after a property it looks at has changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
