"""What stands in the middle before a table is open: the three steps of the work, and where to begin."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from ui.actions import Actions
from ui.icons import draw
from ui.tokens import tokens_of


class Picture(QWidget):
    """One of our drawings at a size of its own, in the accent or a quiet colour."""

    def __init__(self, name: str, side: int, *, accent: bool = False) -> None:
        super().__init__()
        self._name = name
        self._accent = accent
        self.setFixedSize(QSize(side, side))

    def show_drawing(self, name: str) -> None:
        """Draw something else."""
        self._name = name
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        draw(QPainter(self), self._name, QRectF(self.rect()), tokens.accent if self._accent else tokens.muted)


class EmptyState(QWidget):
    """Teaches the three steps; while the platform starts, says so; when it can't be reached, offers to connect."""

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self.setObjectName("empty_state")
        self.setProperty("role", "page")
        self._heading = QLabel()
        font = self._heading.font()
        font.setPointSizeF(font.pointSizeF() * 1.5)
        font.setBold(True)
        self._heading.setFont(font)
        self._sentence = QLabel()
        self._sentence.setWordWrap(True)
        self._sentence.setProperty("role", "muted")
        self._progress = QProgressBar()
        self._progress.setRange(0, 0)
        self._progress.setTextVisible(False)
        self._connect = QPushButton(actions["connect"].text().replace("&", ""))
        self._connect.clicked.connect(actions["connect"].trigger)
        self._local = QPushButton(self.tr("Use the Local Platform"))
        self._local.setProperty("kind", "primary")
        self._local.clicked.connect(actions["connect_local"].trigger)
        self._steps = self._three_steps()
        self._build()
        self.say_starting(self.tr("Starting the local platform…"))

    def say_ready(self) -> None:
        """Connected: how to begin."""
        self._say(
            self.tr("Open a folder to begin"),
            self.tr("Everything you change is staged first. Nothing is sent until you push it."),
        )
        self._steps.show()

    def say_starting(self, sentence: str) -> None:
        """A platform is on its way."""
        self._say(self.tr("One moment"), sentence)
        self._progress.show()

    def say_disconnected(self, sentence: str) -> None:
        """No platform: why, and the ways to one."""
        self._say(self.tr("Not connected"), sentence)
        self._connect.show()
        self._local.show()

    def _say(self, heading: str, sentence: str) -> None:
        for widget in (self._progress, self._connect, self._local, self._steps):
            widget.hide()
        self._heading.setText(heading)
        self._sentence.setText(sentence)

    def _steps_told(self) -> tuple[tuple[str, str, str], ...]:
        """The drawing, the title and the words of each step."""
        return (
            (
                "folder-open",
                self.tr("Open"),
                self.tr(
                    "Double-click a folder or a dataset at the left. Its items become the rows of a table, "
                    "its metadata keys the columns."
                ),
            ),
            (
                "edit",
                self.tr("Edit"),
                self.tr(
                    "Type into a cell, paste from a spreadsheet, fill down. Each value is checked by the schema; "
                    "undo takes anything back."
                ),
            ),
            (
                "push",
                self.tr("Review and push"),
                self.tr(
                    "Ctrl+S shows every change, old and new. What colleagues changed meanwhile is merged, key by key."
                ),
            ),
        )

    def _three_steps(self) -> QWidget:
        box = QWidget()
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 16, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for row, (drawing, title, text) in enumerate(self._steps_told()):
            name = QLabel(title)
            name.setProperty("role", "title")
            words = QLabel(text)
            words.setWordWrap(True)
            words.setProperty("role", "muted")
            grid.addWidget(Picture(drawing, 28, accent=True), row * 3, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(name, row * 3, 1)
            grid.addWidget(words, row * 3 + 1, 1)
            grid.setRowMinimumHeight(row * 3 + 2, 12)
        return box

    def _build(self) -> None:
        column = QWidget()
        column.setMaximumWidth(480)
        inner = QVBoxLayout(column)
        inner.setSpacing(8)
        inner.addWidget(self._heading)
        inner.addWidget(self._sentence)
        inner.addWidget(self._progress)
        inner.addWidget(self._steps)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 8, 0, 0)
        buttons.addWidget(self._local)
        buttons.addWidget(self._connect)
        buttons.addStretch(1)
        inner.addLayout(buttons)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(column, 8)
        across.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addStretch(2)
        layout.addLayout(across)
        layout.addStretch(3)
