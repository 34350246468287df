"""A person before a video: opens it from its table, walks, plays, tags, and says what is seen."""

from collections.abc import Callable

from tests.journeys.user import User
from ui.gestures.watching import Watching
from ui.timeline.video_page import VideoPage


class AtVideo:
    """Every verb acts through the window of a user."""

    def __init__(self, user: User) -> None:
        self.user = user

    @property
    def watching(self) -> Watching:
        """What is behind the tab; to look at, never to act on."""
        return self.user.program.videos.watching

    @property
    def page(self) -> VideoPage:
        page = self.user.window.tabs.current
        assert isinstance(page, VideoPage), "no video is in front"
        return page

    def opens(self, name: str) -> None:
        """Open the video in a row of the table in front, and wait for its picture and all of its frames."""
        self.user.goes_to(name, "name")
        self.user.presses("F9")
        self.until(lambda: self.page.picture.picture, "a picture")
        self.until(self.knows_all, "every frame to be known")

    def knows_all(self) -> bool:
        video = self.watching.video
        return video is not None and video.times.complete

    @property
    def frame(self) -> int:
        """The number of the frame whose picture is seen."""
        picture = self.page.picture.picture
        assert picture is not None, "there is no picture"
        return picture.number

    @property
    def keyframes(self) -> list[int]:
        """What the timeline marks."""
        return self.page.timeline.shown.keyframes.tolist()

    def sees(self, frame: int) -> None:
        """Wait until a frame is seen, by its picture and by its number."""
        self.until(lambda: self.frame == frame, f"frame {frame}")
        assert self.page.transport.where.split()[0] == f"{frame:,}"

    def until(self, met: Callable[[], object], what: str) -> None:
        self.user.stage.until(met, what)
