"""Keyframes copied from one video and pasted into another, by frame, by time or by proportion; and going to a frame."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from ui.dialogs.frame import shown
from ui.dialogs.go_to_frame import GoToFrame
from ui.gestures.watching import Watching
from ui.timeline.frame_clipboard import copied, put, same_frames, taken
from ui.timeline.paste_frames import PasteFrames
from ui.wording import counted


class VideoClipboard(QObject):
    """Answers to the commands that ask first."""

    def __init__(self, watching: Watching) -> None:
        super().__init__(watching)
        self._watching = watching
        commands = watching.window.commands
        commands["copy_keyframes"].triggered.connect(self._copy)
        commands["paste_keyframes"].triggered.connect(self._ask_to_paste)
        commands["go_to_frame"].triggered.connect(self._ask_where)
        watching.page_made.connect(self._attend)

    def _attend(self, page: object) -> None:
        del page
        if self._watching.page is not None:
            self._watching.page.transport.where_pressed.connect(self._ask_where)

    def _copy(self) -> None:
        page, video, track = self._watching.page, self._watching.video, self._watching.track
        if page is None or video is None or track is None:
            return
        chosen = page.timeline.selection if len(page.timeline.selection) else track.numbers
        if not len(chosen):
            self._say(self.tr("There are no keyframes to copy."))
            return
        put(copied(video.facts.name if video.facts is not None else "", chosen, video.times))
        self._say(counted(len(chosen), self.tr("1 keyframe copied."), self.tr("%n keyframes copied.")))

    def _ask_to_paste(self) -> None:
        self._watching.tasks.spawn(self._paste())

    async def _paste(self) -> None:
        page, video, track = self._watching.page, self._watching.video, self._watching.track
        if page is None or video is None or track is None:
            return
        found = taken()
        if found is None:
            page.keyframes.paste(QGuiApplication.clipboard().text())
            return
        if same_frames(found, video.times):
            track.tag(found.frames)
            return
        dialog = PasteFrames(found, video.times, track.numbers, video.position, self._watching.window)
        try:
            if await shown(dialog) and track is self._watching.track:
                track.tag(dialog.frames)
        finally:
            dialog.deleteLater()

    def _ask_where(self) -> None:
        self._watching.tasks.spawn(self._go())

    async def _go(self) -> None:
        video, track = self._watching.video, self._watching.track
        if video is None or track is None or not video.times.frames:
            return
        dialog = GoToFrame(video.times, track.frame_count, video.position, self._watching.window)
        try:
            if await shown(dialog) and dialog.frame is not None and video is self._watching.video:
                video.seek(dialog.frame)
        finally:
            dialog.deleteLater()

    def _say(self, sentence: str) -> None:
        self._watching.window.status.showMessage(sentence, 8000)
