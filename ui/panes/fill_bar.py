"""How full a column is, as one bar: filled, cleared, absent."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.tokens import tokens_of


class FillBar(QWidget):
    """Filled in the accent colour, cleared in a quiet one, absent as the ground."""

    def __init__(self) -> None:
        super().__init__()
        self._filled = self._cleared = 0.0
        self.setFixedHeight(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_shares(self, filled: float, cleared: float) -> None:
        """Shares of all items, 0 to 1."""
        self._filled, self._cleared = filled, cleared
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(160, 8)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        painter = QPainter(self)
        whole = QRectF(self.rect())
        painter.fillRect(whole, QColor(tokens.border))
        painter.fillRect(QRectF(0, 0, whole.width() * self._filled, whole.height()), QColor(tokens.accent))
        cleared = QRectF(whole.width() * self._filled, 0, whole.width() * self._cleared, whole.height())
        painter.fillRect(cleared, QColor(tokens.muted))
