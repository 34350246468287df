"""Proposals, thumbnails and sound of the video that is watched, from its bar and its timeline to its keyframes."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from controllers.jobs import JobBoard
from controllers.looking import measures_in
from controllers.proposing import Proposing
from controllers.sounding import Sounding
from controllers.thumbnailing import Thumbnails
from controllers.watching import OpenVideo
from controllers.whole_film import whole_film
from models.frame_times import Frames
from ui.gestures.watching import Watching
from ui.timeline.proposal_bar import ProposalBar
from ui.timeline.shown import Mark
from ui.timeline.video_page import VideoPage
from ui.timeline.waveform import Peaks


class VideoProposals(QObject):
    """Gives each page of a video its bar, and lets the timeline show what is found in the film."""

    def __init__(self, watching: Watching, board: JobBoard, data_dir: Path) -> None:
        super().__init__(watching)
        self._watching = watching
        lanes, tasks = watching.lanes, watching.tasks
        self.proposing = Proposing(lanes, board, tasks, measures_in(data_dir), self)
        self.strip = Thumbnails(lanes, tasks, self)
        self.exact = Thumbnails(lanes, tasks, self)
        self.sounding = Sounding(lanes, self)
        self.bar: ProposalBar | None = None
        self._video: OpenVideo | None = None
        self._whole = False
        self._connect()

    def _connect(self) -> None:
        self._watching.page_made.connect(self._add)
        self._watching.turned.connect(self._follow)
        self.proposing.changed.connect(self._show_marks)
        self.proposing.sought.connect(self._seek)
        self.proposing.accepted.connect(self._tag)
        self.strip.made.connect(self._show_on_strip)
        self.exact.made.connect(self._show_in_list)
        self.sounding.grew.connect(self._show_sound)

    def _add(self, page: VideoPage) -> None:
        self.bar = ProposalBar(self.proposing)
        self.bar.line.done.connect(page.timeline.setFocus)
        page.add_bar(self.bar)
        page.timeline.thumbnails_wanted.connect(self.strip.want)
        page.timeline.mark_chosen.connect(self._choose)
        page.keyframes.thumbnails_wanted.connect(self._want_exact)

    def _follow(self) -> None:
        """Another video is watched, or none."""
        for part in (self.proposing, self.strip, self.exact, self.sounding):
            part.leave()
        self._whole = False
        self._video = self._watching.video
        if self._watching.page is None:
            self.bar = None
        if self._video is not None:
            self._video.index_grew.connect(self._know_film)
            self._video.moved.connect(self._pass_frame)
        if self._watching.track is not None:
            self._watching.track.changed.connect(self._know_keyframes)

    def _know_film(self) -> None:
        """More of its frames are known. Thumbnails come as they do; the rest once all are."""
        video = self._video
        film = None if video is None or video is not self._watching.video else whole_film(video)
        if video is None or film is None:
            return
        self.strip.open(film)
        self.exact.open(film)
        if video.times.complete and not self._whole:
            self._whole = True
            name = video.facts.name if video.facts is not None else video.item
            keyframes = () if self._watching.track is None else self._watching.track.numbers
            self._watching.tasks.spawn(self.proposing.open(film, name, keyframes))
            self._watching.tasks.spawn(self.sounding.open(film))

    def _know_keyframes(self) -> None:
        if self._watching.track is not None:
            self.proposing.know_keyframes(self._watching.track.numbers)

    def _pass_frame(self, frame: int) -> None:
        if self.bar is not None:
            self.bar.line.show_current(frame)

    def _choose(self, mark: Mark) -> None:
        self.proposing.go_to(mark.frame)

    def _seek(self, frame: int) -> None:
        if self._video is not None:
            self._video.seek(frame)

    def _tag(self, frames: tuple[int, ...]) -> None:
        if self._watching.track is not None:
            self._watching.track.tag(frames)

    def _want_exact(self, frames: Frames) -> None:
        self.exact.want(frames, exact=True)

    def _show_marks(self) -> None:
        if self._watching.page is not None:
            self._watching.page.timeline.show_marks(self.proposing.cuts, self.proposing.shown.all)

    def _show_on_strip(self, frame: int, picture: QImage) -> None:
        if self._watching.page is not None:
            self._watching.page.timeline.show_thumbnail(frame, picture)

    def _show_in_list(self, frame: int, picture: QImage) -> None:
        if self._watching.page is not None:
            self._watching.page.keyframes.show_thumbnail(frame, picture)

    def _show_sound(self, peaks: Peaks, seconds: float) -> None:
        if self._watching.page is not None:
            self._watching.page.timeline.show_waveform(peaks, seconds)
