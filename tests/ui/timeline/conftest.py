"""A timeline on an (offscreen) screen, and the hand of a person on it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from models.frame_times import Frames, steady
from ui.theme import Theme, ThemeMode
from ui.timeline.timeline import TimelineView

LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
NONE, CTRL = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier


@dataclass(frozen=True)
class Proposed:
    """A proposal as others make them."""

    frame: int
    kind: str = "motion"
    strength: float = 0.5
    reason: str = ""


class Person:
    """One person at one timeline: presses, drags, turns the wheel, and what is heard of it."""

    def __init__(self, view: TimelineView) -> None:
        self.view = view
        self.sought: list[int] = []
        self.scrubbed: list[int] = []
        self.selected: list[list[int]] = []
        self.moved: list[tuple[list[int], int]] = []
        self.ranged: list[tuple[int | None, int | None]] = []
        self.chosen: list[object] = []
        self.menus: list[QPoint] = []
        view.sought.connect(self.sought.append)
        view.scrubbed.connect(self.scrubbed.append)
        view.selected.connect(self._note_selected)
        view.moved.connect(self._note_moved)
        view.ranged.connect(self._note_ranged)
        view.mark_chosen.connect(self.chosen.append)
        view.context_wanted.connect(self.menus.append)

    def _note_selected(self, frames: Frames) -> None:
        self.selected.append(frames.tolist())

    def _note_moved(self, frames: Frames, by: int) -> None:
        self.moved.append((frames.tolist(), by))

    def _note_ranged(self, first: int | None, last: int | None) -> None:
        self.ranged.append((first, last))

    @property
    def selection(self) -> list[int]:
        return self.view.selection.tolist()

    def x(self, frame: int) -> int:
        return round(self.view.scale.x_of(self.view.shown.axis.centre_of(frame)))

    def at(self, lane: str, frame: int) -> QPoint:
        """Where a frame lies on a track."""
        return QPoint(self.x(frame), round(getattr(self.view.lanes, lane).center().y()))

    def press(self, point: QPoint, held: Qt.KeyboardModifier = NONE, button: Qt.MouseButton = LEFT) -> None:
        QTest.mousePress(self.view, button, held, point)

    def move(self, point: QPoint, held: Qt.KeyboardModifier = NONE) -> None:
        # Qt's own mouseMove knows of no modifiers and no buttons.
        there, beyond = QPointF(point), QPointF(self.view.mapToGlobal(point))
        kind, button = QEvent.Type.MouseMove, Qt.MouseButton.NoButton
        QApplication.sendEvent(self.view, QMouseEvent(kind, there, beyond, button, LEFT, held))

    def release(self, point: QPoint, held: Qt.KeyboardModifier = NONE, button: Qt.MouseButton = LEFT) -> None:
        QTest.mouseRelease(self.view, button, held, point)

    def click(self, point: QPoint, held: Qt.KeyboardModifier = NONE) -> None:
        self.press(point, held)
        self.release(point, held)

    def carry(
        self, start: QPoint, end: QPoint, button: Qt.MouseButton = LEFT, held: Qt.KeyboardModifier = NONE
    ) -> None:
        """Press, move without letting go."""
        self.press(start, held, button)
        step = QPoint(6 if end.x() >= start.x() else -6, 0)
        self.move(start + step, held)
        self.move(end, held)

    def drag(self, start: QPoint, end: QPoint, button: Qt.MouseButton = LEFT, held: Qt.KeyboardModifier = NONE) -> None:
        self.carry(start, end, button, held)
        self.release(end, held, button)

    def turn(self, notches: float, point: QPoint, held: Qt.KeyboardModifier = NONE) -> None:
        """Turn the wheel, up for more than 0."""
        there = QPointF(point)
        event = QWheelEvent(
            there,
            QPointF(self.view.mapToGlobal(point)),
            QPoint(),
            QPoint(0, round(notches * 120)),
            Qt.MouseButton.NoButton,
            held,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self.view, event)

    def waits_until(self, met: Callable[[], object]) -> None:
        for _ in range(1000):
            if met():
                return
            QTest.qWait(5)

    def strikes(self, key: Qt.Key, held: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self.view, key, held)


Seated = Callable[..., Person]


@pytest.fixture
def person(qapp: QApplication) -> Iterator[Person]:
    """Ten seconds at 30 frames a second, keyframes at 30, 60, 90 and 200; a wide timeline seen whole."""
    Theme(qapp, ThemeMode.LIGHT)
    view = TimelineView()
    view.resize(1300, 260)
    view.show()
    view.show_times(steady(300, 30))
    view.show_keyframes(np.array([30, 60, 90, 200]))
    yield Person(view)
    view.close()
    view.deleteLater()
    qapp.processEvents()
