"""The timeline of a video: zoomed at the pointer, panned, its keyframes selected, dragged and walked by hand."""

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QNativeGestureEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from domain.timecode import clock
from models.frame_times import Frames
from ui.timeline.axis import NONE, frames_of
from ui.timeline.board import TimelineBoard
from ui.timeline.bubble import paint_bubble, told
from ui.timeline.hand import Hand
from ui.timeline.sheet import Sheet
from ui.timeline.under import cursor_in_overview, frame_under, keyframe_under, range_end_under
from ui.wording import counted, number

_NOTCH = 120.0  # what a wheel says for one notch
_ZOOM = 1.25  # a notch
_KEY_ZOOM = 1.6
_PAN = 90.0  # pixels a notch


class TimelineView(TimelineBoard):
    """Wheel pans, Ctrl+wheel zooms at the pointer; +, - and 0 zoom and fit; Ctrl+A, Escape and Ctrl+Space select."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._hand = Hand(self)
        self._pointer: QPointF | None = None
        self.selected.connect(self._describe)
        self.looked.connect(self._describe)

    @property
    def selection(self) -> Frames:
        """The selected keyframes, sorted."""
        return self.shown.selected

    @property
    def pointed(self) -> int | None:
        """The frame under the pointer; None while it is elsewhere."""
        return None if self._pointer is None else frame_under(self, self._pointer.x())

    @property
    def snapping(self) -> bool:
        """Whether what is dragged holds on to what is near; Alt turns it round for a moment."""
        return self._hand.snaps

    @snapping.setter
    def snapping(self, snaps: bool) -> None:
        self._hand.snaps = snaps

    def zoom_in(self) -> None:
        """Closer, the playhead staying where it is, or the middle where the playhead is out of sight."""
        self.look(self.scale.zoomed(_KEY_ZOOM, self._held_x(), self.shown.axis))

    def zoom_out(self) -> None:
        """Further away."""
        self.look(self.scale.zoomed(1 / _KEY_ZOOM, self._held_x(), self.shown.axis))

    def fit(self) -> None:
        """The whole video in sight."""
        self.look(self.scale.fitted(self.shown.axis))

    def fit_range(self) -> None:
        """The range in sight, with a little around it; the whole video where there is no range."""
        shown = self.shown
        if shown.first is None and shown.last is None:
            self.fit()
            return
        last = shown.axis.frames - 1 if shown.last is None else shown.last
        start, end = shown.axis.start_of(shown.first or 0), shown.axis.start_of(last + 1)
        self.look(self.scale.showing(start - (end - start) / 20, end + (end - start) / 20, shown.axis))

    def select_all(self) -> None:
        """Select every keyframe."""
        self.select(self.shown.keyframes)

    def clear_selection(self) -> None:
        """Select none."""
        self.select(NONE)

    @override
    def clear(self) -> None:
        self._hand.let_go()
        super().clear()
        self._describe()

    @override
    def set_playhead(self, number: int, *, follow: bool = True) -> None:
        super().set_playhead(number, follow=follow and self._hand.grab is None)
        self._describe()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._hand.press(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer = event.position()
        self._hand.move(event)
        self._show_cursor(event.position())
        self.update()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._hand.release(event)
        self._show_cursor(event.position())

    @override
    def leaveEvent(self, event: QEvent) -> None:
        self._pointer = None
        self.update()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() != QContextMenuEvent.Reason.Mouse:
            x = round(self.scale.x_of(self.shown.axis.centre_of(self.shown.playhead)))
            self.context_wanted.emit(self.mapToGlobal(QPoint(x, round(self.lanes.keyframes.center().y()))))
            return
        point = QPointF(event.pos())
        frame = keyframe_under(self, point.x()) if self.lanes.keyframes.contains(point) else None
        if frame is not None and frame not in self.shown.selected:
            self.select(frames_of((frame,)))
        self.context_wanted.emit(event.globalPos())

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta()
        if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier):
            notches = (turned.y() or turned.x()) / _NOTCH
            self.look(self.scale.zoomed(_ZOOM**notches, event.position().x(), self.shown.axis))
        else:
            exact = event.pixelDelta()
            along = exact.x() or exact.y() if not exact.isNull() else (turned.x() or turned.y()) / _NOTCH * _PAN
            self.look(self.scale.panned(-along, self.shown.axis))
        event.accept()

    @override
    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent) and event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
            self.look(self.scale.zoomed(1 + event.value(), event.position().x(), self.shown.axis))
            return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        act = self._keys.get(Qt.Key(event.key()))
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.select_all()
        elif event.key() == Qt.Key.Key_Escape:
            if not self._hand.cancel():
                self.clear_selection()
        elif event.key() == Qt.Key.Key_Space and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._toggle_at_playhead()
        elif act is not None:
            act(self)
        else:
            super().keyPressEvent(event)

    _keys: ClassVar[dict[Qt.Key, Callable[["TimelineView"], None]]] = {
        Qt.Key.Key_Plus: zoom_in,
        Qt.Key.Key_Equal: zoom_in,
        Qt.Key.Key_Minus: zoom_out,
        Qt.Key.Key_0: fit,
    }

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._describe()
        self.update()

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    @override
    def _paint_hand(self, sheet: Sheet) -> None:
        grab, point = self._hand.grab, self._pointer
        if grab is not None:
            grab.paint(sheet)
        if point is not None and self.shown.axis.frames and point.x() >= self.lanes.gutter:
            words = grab.words() if grab is not None else ""
            if words or point.y() < self.lanes.overview.top():
                paint_bubble(sheet, point, words or told(self, point))
        if self.hasFocus():
            sheet.painter.setPen(QPen(QColor(sheet.tokens.accent), 2.0))
            sheet.painter.setBrush(Qt.BrushStyle.NoBrush)
            sheet.painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _toggle_at_playhead(self) -> None:
        if self.shown.playhead in self.shown.keyframes:
            self.toggle(self.shown.playhead)

    def _held_x(self) -> float:
        x = self.scale.x_of(self.shown.axis.centre_of(self.shown.playhead))
        return x if self.scale.left <= x <= self.scale.right else self.scale.left + self.scale.width / 2

    def _show_cursor(self, point: QPointF) -> None:
        shape = Qt.CursorShape.ArrowCursor
        if self.lanes.ruler.contains(point) and range_end_under(self, point.x()) is not None:
            shape = Qt.CursorShape.SizeHorCursor
        elif self.lanes.keyframes.contains(point) and keyframe_under(self, point.x()) is not None:
            shape = Qt.CursorShape.PointingHandCursor
        elif self.lanes.overview.contains(point) and self.shown.axis.frames:
            shape = cursor_in_overview(self, point)
        if shape != self.cursor().shape():
            self.setCursor(shape)

    def _describe(self) -> None:
        shown = self.shown
        if not shown.axis.frames:
            self.setAccessibleDescription(self.tr("No frames yet"))
            return
        at = self.tr("Frame {frame} of {frames}, {time}").format(
            frame=number(shown.playhead),
            frames=number(shown.axis.frames),
            time=clock(shown.axis.start_of(shown.playhead)),
        )
        keyframes = counted(len(shown.keyframes), self.tr("1 keyframe"), self.tr("%n keyframes"))
        chosen = counted(len(shown.selected), self.tr("1 selected"), self.tr("%n selected"))
        start, end = clock(self.scale.start, 1), clock(self.scale.end, 1)
        sight = self.tr("in sight {start} to {end}").format(start=start, end=end)
        self.setAccessibleDescription(f"{at}; {keyframes}, {chosen}; {sight}")
