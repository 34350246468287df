"""A look at one item: its picture, its first frame, its text, or a sign of what it is."""

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontDatabase, QImage, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QSizePolicy, QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ui.panes.empty_state import Picture
from ui.tokens import tokens_of

SIGN_HEIGHT = 136
HIGHEST = 280

TYPE_ICONS = {
    "image": "image",
    "group": "image-group",
    "imagegroup": "image-group",
    "imggroup": "image-group",
    "imagesequence": "image-sequence",
    "video": "video",
    "audio": "audio",
    "plaintext": "text",
    "text": "text",
    "html": "text",
    "pdf": "pdf",
    "dicomfile": "dicom",
    "dicomseries": "dicom",
    "dicom": "dicom",
    "nifti": "dicom",
}


def type_icon(item_type: str) -> str:
    """The drawing for a type of item, whatever its spelling; a plain file for one we do not know."""
    return TYPE_ICONS.get(item_type.replace("_", "").lower(), "file")


class ImageView(QWidget):
    """A picture fitted into its place, never enlarged beyond its own size, on a quiet ground."""

    def __init__(self) -> None:
        super().__init__()
        self.image = QImage()
        self._shown = QImage()

    def show_image(self, image: QImage) -> None:
        """Show a picture."""
        self.image = image
        self._shown = QImage()
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self.image.isNull():
            return
        ratio = self.devicePixelRatioF()
        room = QSize(int(self.width() * ratio), int(self.height() * ratio))
        wanted = self.image.size().scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
        if self.image.width() * ratio < wanted.width():
            wanted = QSize(int(self.image.width() * ratio), int(self.image.height() * ratio))
        if self._shown.size() != wanted:
            smooth = Qt.TransformationMode.SmoothTransformation
            self._shown = self.image.scaled(wanted, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
        width, height = wanted.width() / ratio, wanted.height() / ratio
        place = QRectF((self.width() - width) / 2, (self.height() - height) / 2, width, height)
        QPainter(self).drawImage(place, self._shown)


class PreviewPane(QWidget):
    """The upper part of the inspector."""

    opened = Signal()
    """It was clicked twice: the person wants to see it large."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("preview")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._image = ImageView()
        self._text = QPlainTextEdit()
        self._text.setReadOnly(True)
        self._text.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self._text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._text.setAccessibleName(self.tr("Text of the item"))
        self._sign = QWidget()
        self._drawing = Picture("file", 56)
        self._words = QLabel()
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._words.setWordWrap(True)
        self._words.setProperty("role", "muted")
        sign = QVBoxLayout(self._sign)
        sign.addStretch(1)
        sign.addWidget(self._drawing, 0, Qt.AlignmentFlag.AlignHCenter)
        sign.addWidget(self._words)
        sign.addStretch(1)
        self._layers = QStackedLayout(self)
        self._layers.setContentsMargins(1, 1, 1, 1)
        for layer in (self._sign, self._image, self._text):
            self._layers.addWidget(layer)
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.opened.emit()

    def _fit(self) -> None:
        """As high as the picture needs at this width, within reason."""
        picture = self._image.image if self._layers.currentWidget() is self._image else QImage()
        if picture.isNull():
            height = SIGN_HEIGHT if self._layers.currentWidget() is self._sign else HIGHEST
        else:
            height = min(max(round(self.width() * picture.height() / picture.width()), SIGN_HEIGHT), HIGHEST)
        if height != self.height():
            self.setFixedHeight(height)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        painter = QPainter(self)
        painter.setPen(QColor(tokens.border))
        painter.setBrush(QColor(tokens.base))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))

    def show_sign(self, item_type: str, words: str, *, keep_height: bool = False) -> None:
        """Show what kind of item it is, with a remark; `keep_height` while a picture is on its way."""
        self._drawing.show_drawing(type_icon(item_type))
        self._words.setText(words)
        self._layers.setCurrentWidget(self._sign)
        if not keep_height:
            self._fit()

    def show_picture(self, data: bytes, item_type: str) -> None:
        """Show encoded image bytes; a sign and a sentence when they are no picture."""
        image = QImage.fromData(QByteArray(data))
        if image.isNull():
            self.show_sign(item_type, self.tr("This picture can't be shown."))
            return
        self._image.show_image(image)
        self._layers.setCurrentWidget(self._image)
        self._fit()

    def show_text(self, text: str) -> None:
        """Show text as it is."""
        self._text.setPlainText(text)
        self._layers.setCurrentWidget(self._text)
        self._fit()
