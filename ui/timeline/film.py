"""The strip of pictures along a timeline: which frames it wants to show, and the pictures it was given."""

from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage

from ui.timeline.axis import Axis
from ui.timeline.scale import Scale
from ui.timeline.sheet import Sheet

_KEPT = 400
_BEYOND = 12.0  # pixels on each side of what is in sight that are still painted
_NEAR = 2  # steps: a picture this near stands in until the right one is there


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for a picture, and the frame it is of."""

    x: float
    frame: int


class Film:
    """Pictures by frame number; those not seen for long are let go."""

    def __init__(self) -> None:
        self._pictures: OrderedDict[int, QImage] = OrderedDict()
        self._fitted: dict[int, QImage] = {}
        self._height = 0
        self.shape = 16 / 9  # width to height, of the last picture

    def clear(self) -> None:
        """Forget the pictures of another video."""
        self._pictures.clear()
        self._fitted.clear()

    def keep(self, frame: int, picture: QImage) -> None:
        """Take a picture in."""
        if picture.isNull():
            return
        self.shape = min(max(picture.width() / picture.height(), 0.4), 4.0)
        self._pictures[frame] = picture
        self._fitted.pop(frame, None)
        self._pictures.move_to_end(frame)
        while len(self._pictures) > _KEPT:
            self._fitted.pop(self._pictures.popitem(last=False)[0], None)

    def missing(self, slots: list[Slot]) -> tuple[int, ...]:
        """Frames of which there is no picture yet, those in the middle first."""
        middle = len(slots) / 2
        order = sorted(range(len(slots)), key=lambda at: abs(at - middle))
        return tuple(dict.fromkeys(slots[at].frame for at in order if slots[at].frame not in self._pictures))

    def slots(self, scale: Scale, axis: Axis, height: float) -> list[Slot]:
        """Places side by side, fixed to the video, not to the screen: panning moves them.

        The frames are multiples of a power of two, so that zooming a little asks for pictures that are there.
        """
        if not axis.frames or height <= 0:
            return []
        width = height * self.shape
        seconds = width * scale.per_pixel
        first, last = (
            int(max(scale.start - _BEYOND * scale.per_pixel, 0.0) // seconds),
            int(min(scale.end + _BEYOND * scale.per_pixel, axis.total * (1 - 1e-9)) // seconds),
        )
        step = _step(seconds * axis.rate)
        found: list[Slot] = []
        for at in range(first, last + 1):
            frame = axis.frame_at(at * seconds + seconds * 0.02)
            found.append(Slot(scale.x_of(at * seconds), min(-(-frame // step) * step, axis.frames - 1)))
        return found

    def picture(self, frame: int, step: int, height: int) -> QImage | None:
        """The picture of a frame, or one very near, as high as so many real pixels."""
        if height != self._height:
            self._height = height
            self._fitted.clear()
        for away in range(_NEAR + 1):
            for near in (frame - away * step, frame + away * step):
                if near in self._pictures:
                    self._pictures.move_to_end(near)
                    return self._fit(near)
        return None

    def _fit(self, frame: int) -> QImage:
        if frame not in self._fitted:
            smooth = Qt.TransformationMode.SmoothTransformation
            self._fitted[frame] = self._pictures[frame].scaledToHeight(max(self._height, 1), smooth)
        return self._fitted[frame]


def paint_film(sheet: Sheet, film: Film) -> None:
    """The strip; a quiet ground where pictures are still to come."""
    lane = sheet.lanes.film
    if lane.isEmpty():
        return
    height = lane.height() - 4
    slots = film.slots(sheet.scale, sheet.shown.axis, height)
    width = height * film.shape
    step = _step(width * sheet.scale.per_pixel * sheet.shown.axis.rate)
    top = sheet.crisp(lane.top() + 2)
    end = sheet.scale.x_of(sheet.shown.axis.total)
    for slot in slots:
        left = sheet.crisp(slot.x)
        shown = max(min(sheet.crisp(slot.x + width) - 1, end) - left, 0.0)
        picture = film.picture(slot.frame, step, round(height * sheet.ratio))
        if picture is None:
            sheet.painter.fillRect(QRectF(left, top, shown, height), QColor(sheet.tokens.hover))
        else:
            # As it is, pixel for pixel: scaled to a fraction of a pixel it takes ten times as long.
            picture.setDevicePixelRatio(sheet.ratio)
            part = QRectF(0, 0, shown * sheet.ratio, picture.height())
            sheet.painter.drawImage(QPointF(left, top), picture, part)


def _step(frames: float) -> int:
    return 1 << max(int(frames).bit_length() - 1, 0)
