"""Very many marks drawn at once: counted for each column of pixels, then painted as one picture."""

import numpy as np
import numpy.typing as npt
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter

from models.frame_times import Frames

Heights = npt.NDArray[np.float64]


def counts(numbers: Frames, edges: Frames) -> Frames:
    """How many sorted numbers lie between each two edges: as many searches as there are columns, however many marks."""
    return np.diff(np.searchsorted(numbers, edges))


def heights(found: Frames, most: int) -> Heights:
    """How high the column of a count is, 0 to 1: one mark can be seen, and ten do not hide a hundred."""
    if most <= 1:
        return np.minimum(found, 1).astype(np.float64)
    return np.where(found > 0, 0.3 + 0.7 * np.sqrt(found / most), 0.0)


def strongest(numbers: Frames, strengths: npt.NDArray[np.float32], edges: Frames) -> Heights:
    """The greatest strength between each two edges, 0 where there is none."""
    places = np.searchsorted(numbers, edges)
    found = np.zeros(len(edges) - 1, np.float64)
    filled = np.flatnonzero(np.diff(places))
    if len(filled):
        part = strengths[: places[-1]]
        found[filled] = np.maximum.reduceat(part, places[:-1][filled])
    return found


def paint_columns(
    painter: QPainter, place: QPointF, tops: Heights, bottoms: Heights, height: float, ratio: float, colour: QColor
) -> None:
    """Fill every column of real pixels from its top to its bottom, both 0 (above) to 1 of `height`."""
    rows = max(round(height * ratio), 1)
    at = np.arange(rows, dtype=np.float32)[:, None]
    first, last = np.round(tops * rows).astype(np.float32), np.round(bottoms * rows).astype(np.float32)
    pixels = np.where((at >= first) & (at < last), np.uint32(_premultiplied(colour)), np.uint32(0))
    image = QImage(pixels.data, pixels.shape[1], rows, pixels.shape[1] * 4, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    painter.drawImage(place, image)


def paint_bars(painter: QPainter, place: QPointF, shares: Heights, height: float, ratio: float, colour: QColor) -> None:
    """Columns that stand on the ground, `shares` of `height`."""
    paint_columns(painter, place, 1.0 - shares, np.where(shares > 0, 1.0, 0.0), height, ratio, colour)


def _premultiplied(colour: QColor) -> int:
    alpha = colour.alpha()
    red, green, blue = (channel * alpha // 255 for channel in (colour.red(), colour.green(), colour.blue()))
    return alpha << 24 | red << 16 | green << 8 | blue
