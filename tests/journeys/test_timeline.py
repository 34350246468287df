"""Keyframes under the hands: dragged on the timeline, swept up and deleted, carried from one video to another."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from tests.journeys import hands
from tests.journeys.at_video import AtVideo
from tests.journeys.places import ROUTE, VIDEO
from tests.journeys.user import User
from ui.timeline.frame_clipboard import Way
from ui.timeline.paste_frames import PasteFrames

OTHER = "old_town_north_1012_b.mp4"


class AtTimeline(AtVideo):
    """The same person with the mouse on the timeline."""

    def place(self, frame: int) -> QPoint:
        """Where a frame lies on the track of keyframes."""
        line = self.page.timeline
        x = line.scale.x_of(line.shown.axis.centre_of(frame))
        return QPoint(round(x), round(line.lanes.keyframes.center().y()))

    def drags(self, start: int, end: int) -> None:
        """Drag across the track of keyframes, from one frame to another."""
        there = [self.place(start), self.place(start) + QPoint(8, 0), self.place(end)]
        self.user.stage.act(lambda: hands.drag(self.page.timeline, there))

    def clicks(self, frame: int) -> None:
        self.user.stage.act(lambda: hands.click(self.page.timeline, self.place(frame)))

    def has(self, *frames: int) -> None:
        """Wait until these and no others are tagged."""
        self.until(lambda: self.keyframes == list(frames), f"keyframes {frames}, not {self.keyframes}")


def test_keyframes_are_dragged_swept_up_deleted_and_all_of_it_undone(user: User) -> None:
    user.starts()
    user.is_connected()
    user.opens(*ROUTE)
    video = AtTimeline(user)
    video.opens(VIDEO)
    video.has(0, 31, 43)
    video.drags(43, 60)
    video.has(0, 31, 60)
    user.presses("Alt+Comma", 2)
    video.has(0, 31, 58)
    video.drags(25, 65)
    user.presses("Delete")
    video.has(0)
    user.sees_staged(1)
    user.undoes(4)
    video.has(0, 31, 43)
    user.sees_staged(0)
    user.redoes()
    video.has(0, 31, 60)
    video.clicks(60)
    video.sees(60)


def test_keyframes_go_to_another_video_at_the_same_share_of_its_length(user: User) -> None:
    user.starts()
    user.is_connected()
    user.opens(*ROUTE)
    video = AtTimeline(user)
    video.opens(VIDEO)
    user.presses("Ctrl+C")
    assert QGuiApplication.clipboard().text() == "0, 31, 43"
    whole = video.page.timeline.shown.axis.frames
    user.presses("Ctrl+PageDown")
    video.until(lambda: video.page.timeline.shown.axis.frames != whole and video.knows_all(), "the other video")
    other = video.page.timeline.shown.axis.frames
    before = video.keyframes
    user.presses("Ctrl+V")
    video.until(lambda: isinstance(QApplication.activeModalWidget(), PasteFrames), "the question how")
    question = QApplication.activeModalWidget()
    assert isinstance(question, PasteFrames)
    user.presses("Alt+P")
    video.until(lambda: question.way is Way.PROPORTION, "the way to be chosen")
    user.clicks("Paste")
    expected = {frame * other // whole for frame in (0, 31, 43)}
    video.has(*sorted({*before, *expected}))
    user.undoes()
    video.has(*before)
