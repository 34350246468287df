"""The panes beside a video that is watched: its sampling plan, and the metadata of its single frames."""

from PySide6.QtCore import QObject

from controllers.session import Session
from controllers.watching import OpenVideo
from domain.schema import FieldType
from ui.gestures.watching import Watching
from ui.timeline.frame_inspector import FrameInspector
from ui.timeline.sampling_panel import SamplingPanel
from ui.timeline.video_page import VideoPage


class VideoPanes(QObject):
    """Gives each page of a video its panes, and lets them follow what is watched."""

    def __init__(self, watching: Watching, session: Session) -> None:
        super().__init__(watching)
        self._watching = watching
        self._session = session
        self.sampling: SamplingPanel | None = None
        self.frames: FrameInspector | None = None
        self._video: OpenVideo | None = None
        watching.page_made.connect(self._add)
        watching.turned.connect(self._follow)

    def _add(self, page: VideoPage) -> None:
        self.sampling = SamplingPanel(self._watching.lanes, self._watching.tasks)
        self.frames = FrameInspector(self._kind)
        self.frames.sought.connect(self._seek)
        page.add_pane(self.frames, self.tr("Frame"))
        page.add_pane(self.sampling, self.tr("Sampling"))

    def _follow(self) -> None:
        sampling, frames, video = self.sampling, self.frames, self._watching.video
        if sampling is None or frames is None:
            return
        sampling.follow(self._watching.track)
        frames.follow(self._watching.track)
        self._video = video
        if video is not None:
            video.moved.connect(frames.show_frame)
            frames.show_frame(video.position)
        if self._watching.page is None:
            self.sampling = self.frames = None

    def _seek(self, frame: int) -> None:
        if self._video is not None:
            self._video.seek(frame)

    def _kind(self, key: str) -> FieldType:
        return self._session.schema.field(key)
