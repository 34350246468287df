"""The line of controls: the number and the time of the frame that is seen, in their place."""

import numpy as np
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from models.frame_times import FrameTimes, steady
from ui.actions import Actions
from ui.timeline.ruler import Unit
from ui.timeline.transport import Transport


def test_nothing_moves_aside_while_frames_go_by(qtbot: QtBot) -> None:
    owner = QObject()
    transport = Transport(Actions(owner))
    qtbot.addWidget(transport)
    transport.show_times(steady(15_000, 25.0))
    transport.show()
    places: set[tuple[int, ...]] = set()
    for frame in (0, 48, 14_999):
        transport.show_frame(frame, frame / 25.0, Unit.SECONDS)
        QApplication.processEvents()
        places.add(tuple(label.x() for label in transport.findChildren(QLabel) if "of 15,000" in label.text()))
    assert len(places) == 1
    assert transport.where == "14,999  9:59.960"


def test_timecode_is_not_told_where_it_would_not_be_the_time(qtbot: QtBot) -> None:
    owner = QObject()
    transport = Transport(Actions(owner))
    qtbot.addWidget(transport)
    transport.show_times(steady(100, 25.0))
    transport.show_frame(30, 1.2, Unit.TIMECODE)
    assert transport.where == "30  00:00:01:05"
    uneven = FrameTimes(np.array([0.0, 0.1, 0.9, 4.0]), 5.0, complete=True)
    assert not uneven.even
    transport.show_times(uneven)
    transport.show_frame(3, 4.0, Unit.TIMECODE)
    assert transport.where == "3  0:04.000"
