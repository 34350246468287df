"""A few of the frames a rule finds in one video, as pictures with their number and time."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.tokens import Tokens, tokens_of

MOST = 6
_GAP = 8
_HEIGHT = 64  # of a picture


@dataclass(frozen=True, slots=True)
class Sample:
    """One frame: what stands under it, and its picture once it has come."""

    words: str
    picture: QImage | None = None


class Samples(QWidget):
    """Frames side by side in places of one size; a sentence where there are none."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("samples")
        self.setAccessibleName(self.tr("Sample frames"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._samples: Sequence[Sample] = ()
        self._sentence = ""

    @property
    def samples(self) -> Sequence[Sample]:
        """What is shown."""
        return self._samples

    @property
    def sentence(self) -> str:
        """What stands in place of pictures."""
        return self._sentence

    def show_samples(self, samples: Sequence[Sample]) -> None:
        """Show these frames."""
        self._samples, self._sentence = tuple(samples[:MOST]), ""
        self.setAccessibleDescription(", ".join(sample.words for sample in self._samples))
        self.update()

    def say(self, sentence: str) -> None:
        """Say why there is nothing to see."""
        self._samples, self._sentence = (), sentence
        self.setAccessibleDescription(sentence)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(480, _HEIGHT + self.fontMetrics().height() + 8)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(240, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter, tokens = QPainter(self), tokens_of(self.palette())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if not self._samples:
            painter.setPen(QColor(tokens.muted))
            painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._sentence)
            return
        width = (self.width() - _GAP * (MOST - 1)) // MOST
        for place, sample in enumerate(self._samples):
            self._draw(painter, tokens, QRect(place * (width + _GAP), 0, width, _HEIGHT), sample)

    def _draw(self, painter: QPainter, tokens: Tokens, room: QRect, sample: Sample) -> None:
        painter.fillRect(room, QColor(tokens.hover))
        if sample.picture is not None:
            size = sample.picture.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
            place = QRect(room.topLeft(), size)
            place.moveCenter(room.center())
            painter.drawImage(place, sample.picture)
        painter.setPen(QColor(tokens.text))
        under = QRect(room.left(), room.bottom() + 4, room.width(), self.fontMetrics().height() + 4)
        words = self.fontMetrics().elidedText(sample.words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(under, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, words)
