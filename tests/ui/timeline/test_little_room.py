"""In a low or narrow window nothing of a video's tab is cut off: tracks give way, panes scroll, names get dots."""

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from ui.timeline.frame_field import FrameField
from ui.timeline.lanes import Wish, lanes_of, least_height, natural_height
from ui.timeline.short_line import ShortLine

EVERYTHING = Wish(line=18.0, film=True, sound=True)


@pytest.mark.parametrize("height", [least_height(EVERYTHING), natural_height(EVERYTHING), 400.0])
def test_the_whole_video_stands_inside_the_timeline(height: float) -> None:
    lanes = lanes_of(900, height, EVERYTHING)
    assert lanes.overview.bottom() < height, "with room for the frame of the focus"
    assert lanes.keyframes.height() >= 36


def test_pictures_and_sound_give_way_first() -> None:
    low = lanes_of(900, least_height(EVERYTHING), EVERYTHING)
    assert (low.film.height(), low.sound.height()) == (0, 0)
    assert lanes_of(900, natural_height(EVERYTHING), EVERYTHING).sound.height() >= 36


def test_a_long_name_asks_for_little_and_is_read_whole_in_its_tip(qtbot: QtBot) -> None:
    line = ShortLine()
    qtbot.addWidget(line)
    line.say("north gate, camera 12 " * 20)
    assert line.minimumSizeHint().width() <= 80
    assert line.sizeHint().width() > 1000
    line.resize(200, 20)
    assert not line.grab().isNull()
    assert line.toolTip() == line.text()
    line.say("a.mp4")
    assert line.minimumSizeHint().width() <= 80


def test_what_was_done_is_told_for_a_while_and_what_is_wrong_stays(qtbot: QtBot) -> None:
    field = FrameField()
    qtbot.addWidget(field)
    (news,) = field.findChildren(QTimer)
    news.setInterval(1)
    field.tell("2 keyframes added.")
    assert field.sentence == "2 keyframes added."
    qtbot.waitUntil(lambda: not field.sentence)
    field.tell("2 keyframes added.")
    field.refuse("Frame 900 is beyond the end.", "900")
    assert not news.isActive()
    assert field.sentence == "Frame 900 is beyond the end."
