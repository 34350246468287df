"""The small dialogs of a video: going to a frame or a time, and how videos are watched."""

import pytest
from pytestqt.qtbot import QtBot

from controllers.settings import VIDEO_MEMORY, VIDEO_REACTION, VIDEO_STEP, Settings
from models.frame_times import steady
from ui.dialogs.go_to_frame import GoToFrame
from ui.dialogs.video_settings import VideoSettings


@pytest.mark.parametrize(
    ("text", "frame", "told"),
    [
        ("40", 40, "Frame 40, shown at 0:01.600."),
        ("0:02.5", 62, "Frame 62, shown at 0:02.480."),
        ("1.2s", 30, "Frame 30, shown at 0:01.200."),
        ("99", 99, "Frame 99, shown at 0:03.960."),
        ("100", None, "There is no frame 100: the last one is 99."),
        ("3, 4", None, "Type one frame or one time."),
        ("", None, ""),
    ],
)
def test_a_frame_or_a_time_is_read_as_it_is_typed(qtbot: QtBot, text: str, frame: int | None, told: str) -> None:
    dialog = GoToFrame(steady(100, 25.0), 100, 7, None)
    qtbot.addWidget(dialog)
    assert dialog.frame == 7
    dialog.field.setText(text)
    assert (dialog.frame, dialog.remark) == (frame, told)


def test_settings_of_videos_are_kept_when_they_are_accepted(qtbot: QtBot, settings: Settings) -> None:
    dialog = VideoSettings(settings, None)
    qtbot.addWidget(dialog)
    assert dialog.memory.value() == 512
    dialog.memory.setValue(1024)
    dialog.reaction.setValue(0.35)
    dialog.step.setValue(5.0)
    dialog.reject()
    assert settings.get(VIDEO_MEMORY) == 512
    dialog.accept()
    kept = (settings.get(VIDEO_MEMORY), settings.get(VIDEO_REACTION), settings.get(VIDEO_STEP))
    assert kept == (1024, 0.35, 5.0)
