"""A colour to choose: a dot of it, ringed when it is the chosen one; reached and pressed by the keyboard as well."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton
from typing_extensions import override

from ui.tokens import tokens_of, tone_of
from ui.wording import said

_SIZE = 28


class Swatch(QAbstractButton):
    """`colour`: one of the colours of namespaces, or empty for the one that a name has by itself."""

    def __init__(self, colour: str) -> None:
        super().__init__()
        self.colour = colour
        self._tone = ""
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFixedSize(_SIZE, _SIZE)
        name = colour or said("as usual")
        self.setObjectName(f"swatch_{colour or 'usual'}")
        self.setToolTip(name)
        self.setAccessibleName(said("Colour {name}").format(name=name))

    def show_tone(self, tone: str) -> None:
        """The tone of the usual colour, which is another for each name."""
        self._tone = tone
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(_SIZE, _SIZE)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tone = QColor(tone_of(tokens, self.colour) if self.colour else self._tone or tokens.muted)
        if not self.isEnabled():
            tone = QColor(tokens.disabled)
        dot = QRectF(7, 7, _SIZE - 14, _SIZE - 14)
        if self.colour:
            painter.setBrush(tone)
            painter.setPen(Qt.PenStyle.NoPen)
        else:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(tone, 2, Qt.PenStyle.DotLine))
        painter.drawEllipse(dot)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.isChecked():
            painter.setPen(QPen(QColor(tokens.text), 2))
            painter.drawEllipse(QRectF(3, 3, _SIZE - 6, _SIZE - 6))
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 1))
            painter.drawRoundedRect(QRectF(0.5, 0.5, _SIZE - 1, _SIZE - 1), 4, 4)
        painter.end()
