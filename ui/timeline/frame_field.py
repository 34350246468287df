"""The field frames and times are typed into, with what is said of them under it."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui.dialogs.frame import restyle

_NEWS = 6000  # ms


class FrameField(QWidget):
    """Takes text as `domain.frame_text` reads it; what was refused stays in the field to be mended."""

    entered = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setObjectName("keyframe_add")
        self.line.setPlaceholderText(self.tr("13, 17 · 100-200:10 · 1:23.5"))
        self.line.setAccessibleName(self.tr("Frames or times to tag"))
        self.button = QPushButton(self.tr("Add"))
        self.button.setObjectName("add_keyframes")
        self._news = QTimer(self)
        self._news.setSingleShot(True)
        self._news.setInterval(_NEWS)
        self._news.timeout.connect(self._forget)
        self._remark = QLabel()
        self._remark.setObjectName("keyframe_remark")
        self._remark.setProperty("role", "muted")
        self._remark.setWordWrap(True)
        self._remark.setTextFormat(Qt.TextFormat.PlainText)
        beside = QHBoxLayout()
        beside.setSpacing(6)
        beside.addWidget(self.line, 1)
        beside.addWidget(self.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 8, 8)
        layout.setSpacing(4)
        layout.addLayout(beside)
        layout.addWidget(self._remark)
        self.line.returnPressed.connect(self._enter)
        self.button.clicked.connect(self._enter)
        self.line.textEdited.connect(self._forget)
        self.say("")

    @property
    def sentence(self) -> str:
        """What is said now; empty where nothing is."""
        return self._remark.text()

    def say(self, sentence: str) -> None:
        """Say something under the field; an empty sentence takes it away."""
        self._news.stop()
        self._remark.setText(sentence)
        self._remark.setVisible(bool(sentence))
        self._mark(wrong=False)

    def tell(self, sentence: str) -> None:
        """Say what was done; it goes after a while, for it is no longer news then."""
        self.say(sentence)
        self._news.start()

    def refuse(self, sentence: str, text: str = "") -> None:
        """Say why a text was not taken, and leave it in the field to be mended."""
        if text and self.line.text() != text:
            self.line.setText(" ".join(text.split()))
        self.say(sentence)
        self._mark(wrong=bool(sentence))

    def clear(self) -> None:
        """Empty the field and say nothing."""
        self.line.clear()
        self.say("")

    def _enter(self) -> None:
        text = self.line.text().strip()
        if text:
            self.entered.emit(text)

    def _forget(self) -> None:
        self.say("")

    def _mark(self, *, wrong: bool) -> None:
        wanted = "true" if wrong else "false"
        if self.line.property("problem") != wanted:
            self.line.setProperty("problem", wanted)
            restyle(self.line)
