"""Playing the video that is open: Space, J K L, the range and the loop, with sound or without."""

from PySide6.QtCore import QObject

from controllers.playing import Playing
from controllers.settings import VIDEO_MUTED
from ui.gestures.watching import Watching
from ui.icons import icon
from ui.timeline.video_page import VideoPage


class VideoPlaying(QObject):
    """Passes the commands that play to `playing`, and shows what it does."""

    def __init__(self, watching: Watching) -> None:
        super().__init__(watching)
        self._watching = watching
        self.playing = Playing(watching.tasks, self)
        self.playing.muted = watching.settings.get(VIDEO_MUTED)
        commands = watching.window.commands
        commands["play_video"].triggered.connect(self.playing.toggle)
        commands["play_forwards"].triggered.connect(self._forwards)
        commands["play_backwards"].triggered.connect(self._backwards)
        commands["pause_video"].triggered.connect(self.playing.pause)
        commands["range_in"].triggered.connect(self._range_in)
        commands["range_out"].triggered.connect(self._range_out)
        commands["clear_range"].triggered.connect(self._clear_range)
        commands["loop_range"].toggled.connect(self.playing.set_loops)
        commands["mute_video"].setChecked(self.playing.muted)
        self._draw_mute()
        commands["mute_video"].toggled.connect(self._mute)
        self.playing.changed.connect(self._show)
        self.playing.remarked.connect(self._remark)
        watching.page_made.connect(self._attend)
        watching.turned.connect(self._turn)

    def _attend(self, page: VideoPage) -> None:
        page.timeline.ranged.connect(self.playing.set_range)

    def _turn(self) -> None:
        self.playing.attend(self._watching.video)
        if self._watching.page is not None:
            self._watching.page.transport.note.clear()

    def _forwards(self) -> None:
        self.playing.faster(1)

    def _backwards(self) -> None:
        self.playing.faster(-1)

    def _range_in(self) -> None:
        video, last = self._watching.video, self.playing.last
        if video is not None:
            self.playing.set_range(video.position, last if last is not None and last >= video.position else None)

    def _range_out(self) -> None:
        video, first = self._watching.video, self.playing.first
        if video is not None:
            self.playing.set_range(first if first is not None and first <= video.position else None, video.position)

    def _clear_range(self) -> None:
        self.playing.set_range(None, None)

    def _mute(self, muted: bool) -> None:
        self._watching.settings.set(VIDEO_MUTED, muted)
        self.playing.set_muted(muted)
        self._draw_mute()

    def _draw_mute(self) -> None:
        self._watching.window.commands["mute_video"].setIcon(icon("mute" if self.playing.muted else "sound"))

    def _show(self) -> None:
        page = self._watching.page
        if page is None:
            return
        page.transport.show_speed(self.playing.speed)
        page.timeline.set_range(self.playing.first, self.playing.last)
        page.picture.hurry(bool(self.playing.speed))

    def _remark(self, sentence: str) -> None:
        if self._watching.page is not None:
            self._watching.page.transport.note.setText(sentence)
            self._watching.page.transport.note.setToolTip(sentence)
