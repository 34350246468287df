"""Our own line icons, drawn in the colour of the palette of the moment, sharp at every scale."""

from functools import cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer
from typing_extensions import override

import resources


@cache
def _source(name: str) -> str:
    return (resources.ICONS / f"{name}.svg").read_text(encoding="utf-8")


@cache
def _renderer(name: str, colour: str) -> QSvgRenderer:
    return QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour).encode()))


def draw(painter: QPainter, name: str, rect: QRectF, colour: str) -> None:
    """Draw an icon straight into a rectangle, as delegates and previews do."""
    _renderer(name, colour).render(painter, rect)


class _Strokes(QIconEngine):
    """Paints one drawing; asks the palette each time, so a switch of theme repaints it rightly."""

    def __init__(self, name: str, colour: str | None) -> None:
        super().__init__()
        self._name = name
        self._colour = colour

    @override
    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        draw(painter, self._name, QRectF(rect), self._colour_for(mode))

    @override
    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(0, 0, size.width(), size.height()), mode, state)
        painter.end()
        return pixmap

    def _colour_for(self, mode: QIcon.Mode) -> str:
        palette = QGuiApplication.palette()
        if mode == QIcon.Mode.Disabled:
            return palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText).name()
        if self._colour is not None:
            return self._colour
        return palette.color(QPalette.ColorRole.ButtonText).name()


def icon(name: str, colour: str | None = None) -> QIcon:
    """The icon drawn by `resources/icons/<name>.svg`; `colour` overrides the palette's text colour."""
    return QIcon(_Strokes(name, colour))
