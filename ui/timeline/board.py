"""The timeline as it is seen: it is told what to show, and paints it."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget
from typing_extensions import override

from models.frame_times import Frames, FrameTimes
from ui.timeline.axis import EMPTY, axis_of, frames_of, in_both, merged
from ui.timeline.film import Film
from ui.timeline.gutter import paint_gutter, paint_nothing
from ui.timeline.lanes import Lanes, Wish, lanes_of, least_height, natural_height
from ui.timeline.overview import Overview
from ui.timeline.painting import paint_all
from ui.timeline.ruler import Unit
from ui.timeline.scale import Scale
from ui.timeline.sheet import Sheet
from ui.timeline.shown import Mark, Shown, marks_of
from ui.timeline.waveform import Peaks, waveform_of
from ui.tokens import tokens_of

_SETTLED = 120  # ms without a change of the look before pictures are asked for


class TimelineBoard(QWidget):
    """Frames are numbers from 0 in the order shown; sequences and arrays of them are taken in any order."""

    sought = Signal(int)
    """The person chose a frame."""
    scrubbed = Signal(int)
    """The person is passing a frame with the button held."""
    selected = Signal(object)
    """Other keyframes are selected: a sorted array of frames."""
    moved = Signal(object, int)
    """Keyframes, a sorted array of frames, were dragged by so many frames."""
    ranged = Signal(object, object)
    """The first and the last frame of the range, or None, were dragged."""
    mark_chosen = Signal(object)
    """A proposal was clicked: the Mark that was shown."""
    thumbnails_wanted = Signal(object)
    """A tuple of frames whose pictures are missing, the most wanted first; each replaces the wish before."""
    context_wanted = Signal(QPoint)
    """A menu is asked for at a place of the screen."""
    looked = Signal()
    """Another stretch of the video is in sight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timeline")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("Timeline"))
        self.shown = Shown()
        self.scale = Scale()
        self.film = Film()
        self._overview = Overview()
        self._unit = Unit.TIMECODE
        self._even = True
        self._pictures = True
        self._proposals = True
        self._wanted: tuple[int, ...] = ()
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLED)
        self._settled.timeout.connect(self._ask_for_pictures)
        self.lanes = self._lanes()

    @property
    def unit(self) -> Unit:
        """What the ruler counts in."""
        return self._unit

    @unit.setter
    def unit(self, unit: Unit) -> None:
        self._unit = Unit(unit)
        self.update()

    @property
    def _told_unit(self) -> Unit:
        """Timecode would not be the time where frames come unevenly."""
        return Unit.SECONDS if self._unit is Unit.TIMECODE and not self._even else self._unit

    @property
    def pictures(self) -> bool:
        """Whether there is a strip of pictures."""
        return self._pictures

    @pictures.setter
    def pictures(self, shown: bool) -> None:
        self._pictures = shown
        self._ask_for_room()

    @property
    def proposals(self) -> bool:
        """Whether there is a track of cuts and proposals."""
        return self._proposals

    @proposals.setter
    def proposals(self, shown: bool) -> None:
        self._proposals = shown
        self._ask_for_room()

    def show_times(self, times: FrameTimes) -> None:
        """The frames of a video, or more of them as they become known; a look at the whole stays one."""
        fitted = self.shown.axis is EMPTY or self.scale.is_fitted(self.shown.axis)
        axis = axis_of(times)
        self._even = times.even
        self._show(replace(self.shown, axis=axis, playhead=max(min(self.shown.playhead, axis.frames - 1), 0)))
        self.look(self.scale.fitted(axis) if fitted else self.scale.within(axis))

    def clear(self) -> None:
        """Show nothing, before another video comes."""
        self.film.clear()
        self._wanted = ()
        self.shown = Shown()
        self.look(self.scale.fitted(EMPTY))
        self._ask_for_room()

    def show_keyframes(self, numbers: object) -> None:
        """The keyframes; those that are gone are no longer selected."""
        keyframes = frames_of(numbers)
        before = self.shown.selected
        kept = before[in_both(before, keyframes)]
        self._show(replace(self.shown, keyframes=keyframes, selected=kept, shift=0))
        if len(kept) != len(before):
            self.selected.emit(kept)

    def show_marks(self, cuts: object, proposals: Sequence[Mark]) -> None:
        """Frames a scene begins with, and what is proposed."""
        self._show(replace(self.shown, cuts=frames_of(cuts), proposals=marks_of(proposals)))

    def show_metadata_frames(self, numbers: object) -> None:
        """Frames with metadata of their own."""
        self._show(replace(self.shown, described=frames_of(numbers)))

    def show_waveform(self, peaks: Peaks, seconds_per_peak: float) -> None:
        """Lowest and highest sample [n, 2] of each stretch of sound, from -1 to 1; none takes the track away."""
        self._show(replace(self.shown, waveform=waveform_of(peaks, seconds_per_peak)))
        self._ask_for_room()

    def show_thumbnail(self, number: int, picture: QImage) -> None:
        """The picture of a frame that was asked for."""
        self.film.keep(number, picture)
        self.update(self.lanes.film.toAlignedRect())

    def set_playhead(self, number: int, *, follow: bool = True) -> None:
        """The frame that is shown; with `follow` it is kept in sight."""
        self._show(replace(self.shown, playhead=number))
        seconds = self.shown.axis.centre_of(number)
        if follow and not self.scale.start <= seconds <= self.scale.end:
            forward = seconds > self.scale.end
            start = seconds - (0.1 if forward else 0.9) * self.scale.width * self.scale.per_pixel
            self.look(replace(self.scale, start=start).within(self.shown.axis))

    def set_range(self, first: int | None, last: int | None) -> None:
        """The range from one frame to another, both included; None leaves an end open."""
        self._show(replace(self.shown, first=first, last=last))

    def select(self, frames: Frames) -> None:
        """Select these keyframes and no others; frames that are no keyframes can't be."""
        frames = frames[in_both(frames, self.shown.keyframes)]
        if not np.array_equal(frames, self.shown.selected):
            self._show(replace(self.shown, selected=frames, shift=0))
            self.selected.emit(frames)

    def toggle(self, frame: int) -> None:
        """Select one keyframe more, or one less."""
        selected = self.shown.selected
        one = np.array([frame], np.int64)
        self.select(selected[selected != frame] if frame in selected else merged(selected, one))

    def carry(self, by: int) -> None:
        """Show the selected keyframes so many frames from where they are."""
        shown = self.shown
        resting = shown.resting
        if by and not shown.shift:
            resting = np.delete(shown.keyframes, np.searchsorted(shown.keyframes, shown.selected))
        self._show(replace(shown, shift=by, resting=resting))

    @property
    def least_height(self) -> int:
        """Pixels, without the pictures and the sound."""
        return round(least_height(self._wish()))

    @override
    def sizeHint(self) -> QSize:
        return QSize(800, round(natural_height(self._wish())))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(240, round(natural_height(self._wish())))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._lay_out()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.fillRect(QRectF(self.rect()), QColor(tokens.window))
            metrics, ratio = QFontMetricsF(self.font()), self.devicePixelRatioF()
            edges = self.scale.frame_edges(self.shown.axis, ratio)
            sheet = Sheet(painter, self.shown, self.scale, self.lanes, tokens, ratio, metrics, edges, self._told_unit)
            paint_all(sheet, self.film)
            self._overview.paint(sheet)
            paint_gutter(sheet)
            if not self.shown.axis.frames:
                paint_nothing(sheet)
            self._paint_hand(sheet)

    def _paint_hand(self, sheet: Sheet) -> None:
        """What the person is doing, on top of everything."""

    def _show(self, shown: Shown) -> None:
        self.shown = shown
        self.update()

    def look(self, scale: Scale) -> None:
        """Look at another stretch of the video."""
        if scale != self.scale:
            self.scale = scale
            self.looked.emit()
        self.update()
        self._settled.start()

    def _ask_for_room(self) -> None:
        """Other tracks are shown."""
        self._lay_out()
        self.updateGeometry()

    def _lay_out(self) -> None:
        self.lanes = self._lanes()
        self.look(self.scale.at(self.lanes.left, self.lanes.width, self.shown.axis))

    def _lanes(self) -> Lanes:
        return lanes_of(self.width(), self.height(), self._wish())

    def _wish(self) -> Wish:
        sound = bool(self.shown.waveform.levels)
        return Wish(self.fontMetrics().height(), film=self._pictures, marks=self._proposals, sound=sound)

    def _ask_for_pictures(self) -> None:
        slots = self.film.slots(self.scale, self.shown.axis, self.lanes.film.height() - 4)
        missing = self.film.missing(slots)
        if missing != self._wanted:
            self._wanted = missing
            self.thumbnails_wanted.emit(missing)
