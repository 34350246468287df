"""The bubble under a cell's editor: what was understood while typing, or why a value was refused and how to keep it."""

from PySide6.QtCore import QPointF, QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout
from typing_extensions import override

from ui.tokens import tokens_of

_TIP = 6
_WIDEST = 360


class Bubble(QFrame):
    """Never takes the focus: the editor keeps it. Lies under its cell, or over it where there is no room."""

    keep_wanted = Signal()
    """The person wants the refused value as it is."""

    def __init__(self, parent: QAbstractScrollArea) -> None:
        super().__init__(parent)
        self._ground = parent
        self.setObjectName("grid_bubble")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._refusing = False
        self._below = True
        self._tip_x = 16
        self._words = QLabel()
        self._words.setObjectName("grid_bubble_words")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._hint = QLabel(self.tr("Enter again keeps it · Esc goes back"))
        self._keep = QPushButton(self.tr("Keep Anyway"))
        self._keep.setObjectName("grid_keep_anyway")
        self._keep.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._keep.clicked.connect(self.keep_wanted)
        self._layout_up()
        self.hide()

    def _layout_up(self) -> None:
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self._hint, 1)
        foot.addWidget(self._keep)
        body = QVBoxLayout(self)
        body.setSpacing(6)
        body.addWidget(self._words)
        body.addLayout(foot)

    @property
    def text(self) -> str:
        """What it says; empty while it is hidden."""
        return "" if self.isHidden() else self._words.text()

    @property
    def refusing(self) -> bool:
        """Whether it says why a value was refused."""
        return self._refusing and not self.isHidden()

    def note(self, words: str, cell: QRect) -> None:
        """Say what was understood; nothing where there is nothing to say."""
        self._say(words, cell, refusing=False, can_keep=False)

    def refuse(self, reason: str, cell: QRect, *, can_keep: bool) -> None:
        """Say why the value was refused, and offer to keep it where that is possible."""
        self._say(reason, cell, refusing=True, can_keep=can_keep)

    def _say(self, words: str, cell: QRect, *, refusing: bool, can_keep: bool) -> None:
        self._refusing = refusing
        self._words.setText(words)
        self._hint.setVisible(can_keep)
        self._keep.setVisible(can_keep)
        self._colour()
        self.setVisible(bool(words))
        if words:
            self.place(cell)
            self.raise_()

    def place(self, cell: QRect) -> None:
        """Stand at a cell, given in the coordinates of the parent."""
        area = self._ground.viewport().geometry()
        self._below = True
        self._margins()
        width = min(_WIDEST, area.width() - 8, self._natural_width())
        height = self.heightForWidth(width) if self.hasHeightForWidth() else self.sizeHint().height()
        self._below = cell.bottom() + height <= area.bottom() or cell.top() - height < area.top()
        self._margins()
        x = max(area.left() + 4, min(cell.left(), area.right() - width - 4))
        y = cell.bottom() + 1 if self._below else cell.top() - height
        self._tip_x = min(max(cell.left() + 16 - x, 14), width - 14)
        self.setGeometry(x, y, width, height)

    def _natural_width(self) -> int:
        words = self._words.fontMetrics().horizontalAdvance(self._words.text()) + 28
        foot = self._hint.sizeHint().width() + self._keep.sizeHint().width() + 40 if not self._keep.isHidden() else 0
        return max(words, foot)

    def _margins(self) -> None:
        up, down = (_TIP, 0) if self._below else (0, _TIP)
        self.setContentsMargins(0, up, 0, down)
        body = self.layout()
        if body is not None:
            body.setContentsMargins(12, 7, 12, 8)

    def _colour(self) -> None:
        tokens = tokens_of(self.palette())
        ink = QPalette(self.palette())
        ink.setColor(QPalette.ColorRole.WindowText, QColor(tokens.problem if self._refusing else tokens.text))
        self._words.setPalette(ink)
        quiet = QPalette(self.palette())
        quiet.setColor(QPalette.ColorRole.WindowText, QColor(tokens.text))
        self._hint.setPalette(quiet)

    @override
    def paintEvent(self, arg__1: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        box = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        box.adjust(0, _TIP if self._below else 0, 0, 0 if self._below else -_TIP)
        shape = QPainterPath()
        shape.addRoundedRect(box, 6, 6)
        edge, end = (box.top(), box.top() - _TIP) if self._below else (box.bottom(), box.bottom() + _TIP)
        tip = QPainterPath(QPointF(self._tip_x - _TIP, edge))
        tip.lineTo(self._tip_x, end)
        tip.lineTo(self._tip_x + _TIP, edge)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(tokens.problem if self._refusing else tokens.strong_border), 1))
            painter.setBrush(QColor(tokens.problem_back if self._refusing else tokens.raised))
            painter.drawPath(shape.united(tip))
