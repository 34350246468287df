"""Sentences across the top of the tables: what happened, what was kept, and a button for what to do next."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from ui.icons import draw, icon
from ui.tokens import tokens_of

Kind = Literal["info", "good", "warning", "problem"]
_ICONS = {"info": "info", "good": "done", "warning": "warning", "problem": "error"}


class Sign(QWidget):
    """A small icon in the colour of what it means."""

    def __init__(self, kind: Kind) -> None:
        super().__init__()
        self._kind: Kind = kind
        self.setFixedSize(QSize(20, 20))

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        colour = tokens.staged if self._kind == "warning" else str(getattr(tokens, self._kind))
        draw(QPainter(self), _ICONS[self._kind], QRectF(self.rect()), colour)


@dataclass(frozen=True, slots=True)
class Answer:
    """One button of a banner; the banner goes when it is pressed."""

    text: str
    act: Callable[[], None]


class Banner(QFrame):
    """One sentence with its buttons."""

    dismissed = Signal(str)  # its key

    def __init__(self, key: str, kind: Kind, sentence: str, answers: Sequence[Answer]) -> None:
        super().__init__()
        self.key = key
        self.sentence = sentence
        self.setProperty("role", f"banner-{kind}")
        label = QLabel(sentence)
        label.setWordWrap(True)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(sentence)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 8, 8)
        layout.setSpacing(8)
        layout.addWidget(Sign(kind), 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(label, 1)
        for answer in answers:
            layout.addWidget(self._button(answer))
        close = QToolButton()
        close.setIcon(icon("close"))
        close.setAutoRaise(True)
        close.setToolTip(self.tr("Hide this message"))
        close.setAccessibleName(close.toolTip())
        close.clicked.connect(self._dismiss)
        layout.addWidget(close)

    def _button(self, answer: Answer) -> QPushButton:
        def act() -> None:
            self._dismiss()
            answer.act()

        button = QPushButton(answer.text)
        button.clicked.connect(act)
        return button

    def _dismiss(self) -> None:
        self.dismissed.emit(self.key)


class Banners(QWidget):
    """The banners shown now, newest on top; one a key, so a message is never said twice."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("banners")
        self._shown: dict[str, Banner] = {}
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self.hide()

    def say(self, key: str, kind: Kind, sentence: str, answers: Sequence[Answer] = ()) -> None:
        """Show a sentence, in place of an earlier one of the same key."""
        self.clear(key)
        banner = Banner(key, kind, sentence, answers)
        banner.dismissed.connect(self.clear)
        self._shown[key] = banner
        self._layout.insertWidget(0, banner)
        self.show()

    def clear(self, key: str) -> None:
        """Take a banner away, if it is shown."""
        banner = self._shown.pop(key, None)
        if banner is not None:
            self._layout.removeWidget(banner)
            banner.hide()
            banner.deleteLater()
        self.setVisible(bool(self._shown))

    def sentences(self) -> tuple[str, ...]:
        """What is said now, newest first."""
        return tuple(banner.sentence for banner in reversed(self._shown.values()))
