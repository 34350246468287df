"""The line of controls: the number and the time of the frame that is seen, in their place."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from models.frame_times import steady
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
