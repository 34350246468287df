"""The picture of a video: the exact frame, fitted or enlarged, moved by hand, with a word when there is none."""

from typing import Any, Protocol

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from ui.tokens import ON_PICTURE, PICTURE_GROUND, tokens_of

MOST = 32.0  # how many pixels of the screen one of the picture may take
LEAST = 0.05
_STEP = 1.25
_NOTCH = 120.0
_PIXELS_SEEN = 3.0  # enlarged more than this, pixels are shown as the squares they are


class Pixels(Protocol):
    """A decoded frame: its number, its time in seconds, and BGRA rows of `stride` bytes, never written again."""

    @property
    def number(self) -> int:
        """Which frame it is."""
        ...

    @property
    def time(self) -> float:
        """When it is shown, in seconds."""
        ...

    @property
    def width(self) -> int:
        """In pixels."""
        ...

    @property
    def height(self) -> int:
        """In pixels."""
        ...

    @property
    def stride(self) -> int:
        """Bytes a row."""
        ...

    @property
    def pixels(self) -> Any:
        """The rows, as an array."""
        ...


def image_of(picture: Pixels) -> QImage:
    """The picture as Qt paints it. Trap: Qt keeps no hold of the pixels; whoever keeps the image keeps the picture."""
    return QImage(picture.pixels.data, picture.width, picture.height, picture.stride, QImage.Format.Format_RGB32)


class PictureView(QWidget):
    """Ctrl+wheel enlarges at the pointer, dragging moves, a double click goes between the whole and actual size."""

    enlarged = Signal(float)
    """How many pixels of the screen one of the picture takes now."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("picture_view")
        self.setAccessibleName(self.tr("Picture"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 135)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.picture: Pixels | None = None
        self._hurried = False
        self._image = QImage()
        self._words = ""
        self._zoom = 0.0  # 0 for the whole picture
        self._middle = QPointF(0.5, 0.5)  # the place of the picture that stands in the middle, 0 to 1
        self._held: QPointF | None = None

    def show_picture(self, picture: Pixels) -> None:
        """Show a frame."""
        self._image = image_of(picture)
        self.picture = picture
        self._words = ""
        self.setAccessibleDescription(self.tr("Frame {number}").format(number=picture.number))
        self.update()

    def clear(self, words: str) -> None:
        """Show no picture, and say why; the next one is seen whole."""
        self._zoom, self._middle = 0.0, QPointF(0.5, 0.5)
        self.miss(words)

    def miss(self, words: str) -> None:
        """Show nothing in place of a picture that is not to be had, and say why; the next one is as large."""
        self._image, self.picture = QImage(), None
        self._words = words
        self.setAccessibleDescription(words)
        self.update()

    def hurry(self, hurried: bool) -> None:
        """While playing, being in time matters more than being smooth."""
        if hurried != self._hurried:
            self._hurried = hurried
            self.update()

    def say(self, words: str) -> None:
        """Say something over the picture; nothing takes it away."""
        if words != self._words:
            self._words = words
            self.update()

    @property
    def words(self) -> str:
        """What stands over the picture."""
        return self._words

    @property
    def zoom(self) -> float:
        """How many pixels of the screen one of the picture takes."""
        return self._zoom or self._fitted()

    @property
    def fitted(self) -> bool:
        """Whether the whole picture is seen, whatever the size of the view."""
        return not self._zoom

    def fit(self) -> None:
        """Show the whole picture."""
        self._zoom, self._middle = 0.0, QPointF(0.5, 0.5)
        self._look()

    def toggle_size(self) -> None:
        """From the whole picture to one pixel for one, and back."""
        if self._zoom:
            self.fit()
        else:
            self._zoom_to(1.0, QRectF(self.rect()).center())

    def enlarge(self, by: float, at: QPointF) -> None:
        """Enlarge so that what stands at a place of the view stays there."""
        if self._image.isNull():
            return
        zoom = min(max(self.zoom * by, LEAST), MOST)
        self._zoom_to(0.0 if zoom <= self._fitted() and by < 1 else zoom, at)

    def _zoom_to(self, zoom: float, at: QPointF) -> None:
        """Show it so large, 0 for whole, with what stands at a place of the view staying there."""
        if self._image.isNull():
            return
        under = self.to_picture(at)
        self._zoom, self._middle = zoom, QPointF(0.5, 0.5)
        size = self._size()
        if zoom and not size.isEmpty():
            centre = QRectF(self.rect()).center()
            across, down = (at.x() - centre.x()) / size.width(), (at.y() - centre.y()) / size.height()
            self._middle = QPointF(under.x() - across, under.y() - down)
        self._look()

    def place(self) -> QRectF:
        """Where the picture stands in the view."""
        size, centre = self._size(), QRectF(self.rect()).center()
        left = centre.x() - self._middle.x() * size.width()
        top = centre.y() - self._middle.y() * size.height()
        return QRectF(QPointF(left, top), size)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(PICTURE_GROUND))
        if not self._image.isNull():
            smooth = self._zoom < _PIXELS_SEEN and not self._hurried
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
            painter.drawImage(self.place(), self._image)
        if self._words:
            self._paint_words(painter)
        if self.hasFocus():
            painter.setPen(QColor(tokens_of(self.palette()).accent))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def _paint_words(self, painter: QPainter) -> None:
        room = QRectF(self.rect()).adjusted(32, 16, -32, -16)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        if not self._image.isNull():
            box = painter.boundingRect(room, int(flags), self._words).adjusted(-12, -6, 12, 6)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            ground = QColor(PICTURE_GROUND)
            ground.setAlphaF(0.8)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(box, 4, 4)
        painter.setPen(QColor(ON_PICTURE))
        painter.drawText(room, int(flags), self._words)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y() / _NOTCH
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.enlarge(_STEP**turned, event.position())
        elif self._zoom:
            self._move(QPointF(event.angleDelta()) / 2)
        event.accept()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        if event.button() in {Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton} and self._zoom:
            self._held = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None:
            self._move(event.position() - self._held)
            self._held = event.position()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._held = None
        self._show_hand()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._zoom:
            self.fit()
        else:
            self._zoom_to(1.0, event.position())

    def _move(self, by: QPointF) -> None:
        size = self._size()
        if not size.isEmpty():
            self._middle -= QPointF(by.x() / size.width(), by.y() / size.height())
            self._look()

    def _look(self) -> None:
        self._middle = QPointF(min(max(self._middle.x(), 0.0), 1.0), min(max(self._middle.y(), 0.0), 1.0))
        self._show_hand()
        self.enlarged.emit(self.zoom)
        self.update()

    def _show_hand(self) -> None:
        if self._zoom:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.unsetCursor()

    def to_picture(self, point: QPointF) -> QPointF:
        """The place of the picture under a point of the view, from 0 to 1 both ways."""
        place = self.place()
        return QPointF((point.x() - place.left()) / place.width(), (point.y() - place.top()) / place.height())

    def _size(self) -> QSizeF:
        """The picture's size in the view."""
        ratio = self.devicePixelRatioF()
        return QSizeF(self._image.size()) * (self.zoom / ratio)

    def _fitted(self) -> float:
        if self._image.isNull():
            return 1.0
        ratio = self.devicePixelRatioF()
        across = self.width() * ratio / self._image.width()
        return min(across, self.height() * ratio / self._image.height())
