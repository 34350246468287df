"""The small signs of the table, drawn as lines so that they are sharp at every scale: types, check boxes, warnings."""

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPainterPath, QPen, QPolygonF

SIDE = 12.0
"""Glyphs are drawn in a square of this many device-independent pixels."""

_LETTERS = {"number": "#", "varchar": "T", "untyped": "?", "unknown": "?", "uuid": "id"}


def draw_type(painter: QPainter, corner: QPointF, name: str, colour: QColor) -> None:
    """The sign of a schema type, by its schema word, with its top left at `corner`."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(corner)
    painter.setPen(QPen(colour, 1.2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    letters = _LETTERS.get(name)
    if letters is not None:
        _letters(painter, letters)
    else:
        painter.drawPath(_shape(name))
    painter.restore()


def draw_check(painter: QPainter, box: QRectF, checked: bool | None, ink: QColor, paper: QColor) -> None:
    """A check box: ticked, empty, or (None) dotted, which means that nothing was set."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if checked:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ink)
        painter.drawRoundedRect(box, 3, 3)
        painter.setPen(QPen(paper, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        tick = ((0.24, 0.54), (0.43, 0.72), (0.77, 0.30))
        painter.drawPolyline([QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in tick])
    else:
        style = Qt.PenStyle.DotLine if checked is None else Qt.PenStyle.SolidLine
        painter.setPen(QPen(ink, 1.0 if checked is None else 1.3, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(box.adjusted(0.6, 0.6, -0.6, -0.6), 3, 3)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def draw_warning(painter: QPainter, corner: QPointF, ink: QColor, paper: QColor) -> None:
    """A filled triangle with an exclamation mark: the value breaks its type."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(corner)
    painter.setPen(QPen(ink, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(ink)
    painter.drawPolygon(QPolygonF([QPointF(6, 1.4), QPointF(11.2, 10.8), QPointF(0.8, 10.8)]))
    painter.setPen(QPen(paper, 1.4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(QLineF(6, 4.4, 6, 7.2))
    painter.drawPoint(QPointF(6, 9.4))
    painter.restore()


def draw_wave(painter: QPainter, left: float, right: float, y: float, ink: QColor) -> None:
    """A wavy line under a value that breaks its type."""
    count = max(2, int((right - left) / 2.0))
    points = [QPointF(left + step * 2.0, y + (1.0 if step % 2 else -1.0)) for step in range(count + 1)]
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, 1.1))
    painter.drawPolyline(points)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)


def _letters(painter: QPainter, letters: str) -> None:
    font = QFont(painter.font())
    font.setPixelSize(12 if len(letters) == 1 else 10)
    font.setBold(True)
    painter.setFont(font)
    painter.drawText(QRectF(-2, -2, SIDE + 4, SIDE + 4), Qt.AlignmentFlag.AlignCenter, letters)


def _shape(name: str) -> QPainterPath:
    match name:
        case "boolean":
            return _strokes(((1, 1), (11, 1), (11, 11), (1, 11), (1, 1)), ((3.4, 6.2), (5.2, 8), (8.8, 4)))
        case "datetime":
            return _clock()
        case "enum":
            return _bullets()
        case "text":
            return _strokes(((1, 2), (11, 2)), ((1, 6), (11, 6)), ((1, 10), (7, 10)))
        case "embedding":
            return _strokes(
                ((3.5, 1), (1, 1), (1, 11), (3.5, 11)), ((8.5, 1), (11, 1), (11, 11), (8.5, 11)), _DOT, _DOT2
            )
        case "geospatial":
            return _pin()
        case "user":
            return _person()
        case _:
            return _strokes(((2, 2), (10, 10)), ((10, 2), (2, 10)))


_DOT = ((4.6, 6), (4.7, 6))
_DOT2 = ((7.4, 6), (7.5, 6))


def _strokes(*strokes: tuple[tuple[float, float], ...]) -> QPainterPath:
    path = QPainterPath()
    for first, *others in strokes:
        path.moveTo(*first)
        for point in others:
            path.lineTo(*point)
    return path


def _clock() -> QPainterPath:
    path = _strokes(((6, 3.2), (6, 6.2), (8.2, 7.6)))
    path.addEllipse(QRectF(0.8, 0.8, 10.4, 10.4))
    return path


def _bullets() -> QPainterPath:
    path = _strokes(((5, 2), (11, 2)), ((5, 6), (11, 6)), ((5, 10), (11, 10)))
    for y in (2, 6, 10):
        path.addEllipse(QPointF(1.6, y), 0.7, 0.7)
    return path


def _pin() -> QPainterPath:
    path = QPainterPath(QPointF(6, 11.4))
    path.cubicTo(2.4, 7.4, 1.8, 6, 1.8, 4.8)
    path.arcTo(QRectF(1.8, 0.6, 8.4, 8.4), 180, -180)
    path.cubicTo(10.2, 6, 9.6, 7.4, 6, 11.4)
    path.addEllipse(QPointF(6, 4.8), 1.3, 1.3)
    return path


def _person() -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(6, 3.4), 2.5, 2.5)
    path.moveTo(1, 11.4)
    path.cubicTo(1, 6.4, 11, 6.4, 11, 11.4)
    return path
