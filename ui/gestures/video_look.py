"""How the tab of a video looks and feels: the ruler's unit, snapping, the size of the picture, menus, settings."""

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from controllers.settings import VIDEO_SNAP, VIDEO_UNIT
from ui.dialogs.video_settings import VideoSettings
from ui.gestures.watching import Watching
from ui.timeline.ruler import Unit
from ui.timeline.video_page import VideoPage

_MENU = (
    "tag_frame untag_frames | copy_keyframes paste_keyframes | go_to_frame | "
    "range_in range_out clear_range loop_range | snap_keyframes ruler_unit"
)


class VideoLook(QObject):
    """Keeps what the person chose for the next video and the next start."""

    def __init__(self, watching: Watching) -> None:
        super().__init__(watching)
        self._watching = watching
        commands = watching.window.commands
        commands["ruler_unit"].triggered.connect(self._next_unit)
        commands["snap_keyframes"].setChecked(watching.settings.get(VIDEO_SNAP))
        commands["snap_keyframes"].toggled.connect(self._snap)
        commands["picture_size"].triggered.connect(self._turn_size)
        commands["video_settings"].triggered.connect(self._open_settings)
        watching.page_made.connect(self._attend)

    def _attend(self, page: VideoPage) -> None:
        wanted = self._watching.settings.get(VIDEO_UNIT)
        page.timeline.unit = Unit(wanted) if wanted in {unit.value for unit in Unit} else Unit.TIMECODE
        page.timeline.snapping = self._watching.settings.get(VIDEO_SNAP)
        page.timeline.context_wanted.connect(self._open_menu)
        page.picture.enlarged.connect(self._say_size)

    def _next_unit(self) -> None:
        page, video = self._watching.page, self._watching.video
        if page is None:
            return
        units = list(Unit)
        page.timeline.unit = units[(units.index(page.timeline.unit) + 1) % len(units)]
        self._watching.settings.set(VIDEO_UNIT, page.timeline.unit.value)
        if video is not None and video.shown is not None:
            page.transport.show_frame(video.shown.number, video.shown.time, page.timeline.unit)

    def _snap(self, snaps: bool) -> None:
        self._watching.settings.set(VIDEO_SNAP, snaps)
        if self._watching.page is not None:
            self._watching.page.timeline.snapping = snaps

    def _turn_size(self) -> None:
        if self._watching.page is not None:
            self._watching.page.picture.toggle_size()

    def _say_size(self, zoom: float) -> None:
        self._watching.window.status.showMessage(self.tr("{percent} %").format(percent=round(zoom * 100)), 2000)

    def _open_menu(self, point: QPoint) -> None:
        menu = self._watching.window.commands.fill(QMenu(self._watching.window), _MENU)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(point)

    def _open_settings(self) -> None:
        dialog = VideoSettings(self._watching.settings, self._watching.window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
