"""What is said while a picture is waited for, and when it does not come: a sentence, and a way to go on."""

from PySide6.QtCore import QObject, QTimer

from controllers.watching import OpenVideo
from ui.gestures.watching import Watching
from ui.panes.banner import Answer
from ui.wording import number

_PATIENCE = 400  # ms without a picture before a person is told to wait


class VideoTrouble(QObject):
    """Follows the video that is open."""

    def __init__(self, watching: Watching) -> None:
        super().__init__(watching)
        self._watching = watching
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(_PATIENCE)
        self._late.timeout.connect(self._say_late)
        watching.turned.connect(self._follow)

    def _follow(self) -> None:
        self._late.stop()
        video, page = self._watching.video, self._watching.page
        if page is not None:
            page.banners.clear("video")
        if video is not None:
            video.moved.connect(self._wait)
            video.picture_shown.connect(self._late.stop)
            video.failed.connect(self._say_failed)
            video.mended.connect(self._say_mended)

    def _wait(self) -> None:
        if not self._late.isActive():
            self._late.start()

    def _say_late(self) -> None:
        video, page = self._watching.video, self._watching.page
        if video is not None and page is not None and not video.sentence and not _is_seen(video):
            page.picture.say(self.tr("Reading…"))

    def _say_failed(self, sentence: str) -> None:
        self._late.stop()
        video, page = self._watching.video, self._watching.page
        if page is None or video is None:
            return
        page.banners.say("video", "problem", sentence, [Answer(self.tr("Try Again"), self._try_again)])
        if video.shown is None:
            page.picture.clear(self.tr("There is no picture."))
        elif not _is_seen(video):
            # Whoever tags now tags the frame at the playhead: no other picture and no other number may stand there.
            page.picture.miss(self.tr("Frame {number} can't be shown.").format(number=number(video.position)))
            page.transport.show_frame(video.position, video.times.time_of(video.position), page.timeline.unit)

    def _say_mended(self) -> None:
        if self._watching.page is not None:
            self._watching.page.banners.clear("video")

    def _try_again(self) -> None:
        if self._watching.video is not None:
            self._watching.tasks.spawn(self._watching.video.retry())


def _is_seen(video: OpenVideo) -> bool:
    """Whether the picture that is shown is the one asked for."""
    return video.shown is not None and video.shown.number == video.position
