"""The question how copied keyframes are to lie: each way shows its frames before anything is tagged."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QPushButton, QRadioButton, QWidget

from models.frame_times import FrameTimes, steady
from ui.timeline.axis import frames_of
from ui.timeline.frame_clipboard import copied
from ui.timeline.paste_frames import PasteFrames

Ask = Callable[[FrameTimes], PasteFrames]


@pytest.fixture
def ask(qapp: QApplication) -> Iterator[Ask]:
    """A question about frames 0, 30 and 150 of ten seconds; frame 30 is tagged there already, the playhead at 5."""
    parent = QWidget()

    def asked(times: FrameTimes) -> PasteFrames:
        return PasteFrames(copied("a.mp4", [0, 30, 150], steady(300, 30)), times, frames_of([30]), 5, parent)

    yield asked
    parent.deleteLater()


def choose(dialog: PasteFrames, name: str) -> None:
    button = dialog.findChild(QRadioButton, name) or dialog.findChild(QCheckBox, name)
    assert button is not None
    button.click()


def words(dialog: PasteFrames) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_each_way_names_its_first_frames(ask: Ask) -> None:
    dialog = ask(steady(100, 10))
    assert "0, 30\n" in words(dialog)
    assert "0, 10, 50" in words(dialog)
    assert "0, 10, 50" in words(dialog)


def test_frames_there_already_and_beyond_the_end_are_counted(ask: Ask) -> None:
    assert "1 new keyframe; 1 is there already; 1 beyond the end is left out." in words(ask(steady(100, 10)))


def test_another_way_gives_other_frames(ask: Ask) -> None:
    dialog = ask(steady(100, 10))
    choose(dialog, "paste_by_second")
    assert dialog.frames.tolist() == [0, 10, 50]
    choose(dialog, "paste_by_proportion")
    assert dialog.frames.tolist() == [0, 10, 50]
    choose(dialog, "paste_by_frame")
    assert dialog.frames.tolist() == [0, 30]


def test_they_can_start_at_the_playhead_but_for_proportions(ask: Ask) -> None:
    dialog = ask(steady(400, 10))
    choose(dialog, "paste_at_playhead")
    assert dialog.frames.tolist() == [5, 35, 155]
    choose(dialog, "paste_by_proportion")
    box = dialog.findChild(QCheckBox, "paste_at_playhead")
    assert box is not None
    assert not box.isEnabled()
    assert dialog.frames.tolist() == [0, 40, 200]


def test_nothing_can_be_pasted_where_all_lies_beyond_the_end(ask: Ask) -> None:
    dialog = ask(steady(0, 10))
    button = dialog.findChild(QPushButton, "paste_frames")
    assert button is not None
    assert not button.isEnabled()
    assert "none of them" in words(dialog)


def test_a_video_that_is_still_being_read_is_said_to_be(ask: Ask) -> None:
    assert "still being read" in words(ask(FrameTimes(steady(100, 10).times, 10.0, complete=False)))
