"""What the keys of a video do: walking through its frames, tagging them, taking tags away."""

from collections.abc import Callable
from functools import partial

import numpy as np
from PySide6.QtCore import QObject

from controllers.playing import Playing
from controllers.settings import VIDEO_REACTION, VIDEO_STEP
from controllers.watching import OpenVideo
from models.frame_times import Frames
from models.keyframe_track import KeyframeTrack
from ui.gestures.watching import Watching
from ui.timeline.video_page import VideoPage

_SLACK = 1e-6  # s


class VideoKeys(QObject):
    """Passes the commands of the tab to what is open in it."""

    def __init__(self, watching: Watching, playing: Playing) -> None:
        super().__init__(watching)
        self._watching = watching
        self._playing = playing
        commands = watching.window.commands
        deeds: dict[str, Callable[[], None]] = {
            "step_forward": partial(self._step, 1),
            "step_back": partial(self._step, -1),
            "second_forward": partial(self._step_seconds, 1),
            "second_back": partial(self._step_seconds, -1),
            "first_frame": partial(self._seek, 0),
            "last_frame": self._seek_last,
            "next_keyframe": partial(self._go_among, "keyframes", 1),
            "previous_keyframe": partial(self._go_among, "keyframes", -1),
            "next_cut": partial(self._go_among, "cuts", 1),
            "previous_cut": partial(self._go_among, "cuts", -1),
            "tag_frame": self._tag,
            "untag_frames": self._untag,
            "nudge_back": partial(self._nudge, -1),
            "nudge_forward": partial(self._nudge, 1),
        }
        for name, deed in deeds.items():
            commands[name].triggered.connect(deed)
        watching.page_made.connect(self._attend)

    def _attend(self, page: VideoPage) -> None:
        page.timeline.sought.connect(self._seek)
        page.timeline.scrubbed.connect(self._seek)
        page.timeline.moved.connect(self._move)
        page.timeline.selected.connect(page.keyframes.select_frames)
        page.keyframes.sought.connect(self._seek)
        page.keyframes.chosen.connect(page.timeline.select)

    # walking

    def _seek(self, frame: int) -> None:
        if self._video is not None:
            self._video.seek(frame)

    def _seek_last(self) -> None:
        if self._video is not None:
            self._video.seek(self._video.times.frames - 1)

    def _step(self, by: int) -> None:
        if self._video is not None:
            self._playing.pause()
            self._video.seek(self._video.position + by)

    def _step_seconds(self, by: int) -> None:
        video = self._video
        if video is not None and video.times.frames:
            now = video.times.time_of(video.position)
            frame = video.times.frame_at(now + by * self._watching.settings.get(VIDEO_STEP) + _SLACK)
            video.seek(frame if frame != video.position else video.position + by)

    def _go_among(self, what: str, by: int) -> None:
        """To the next of the frames of a kind, or the one before."""
        video, page = self._video, self._watching.page
        if video is None or page is None:
            return
        frames: Frames = page.timeline.shown.keyframes if what == "keyframes" else page.timeline.shown.cuts
        side = "right" if by > 0 else "left"
        at = int(np.searchsorted(frames, video.position, side)) - (by < 0)
        if 0 <= at < len(frames):
            video.seek(int(frames[at]))

    # tagging

    def _tag(self) -> None:
        video, track = self._video, self._track
        if video is not None and track is not None and video.times.frames:
            track.tag([self._playing.seen(self._watching.settings.get(VIDEO_REACTION))])

    def _untag(self) -> None:
        track = self._track
        if track is not None:
            chosen = self._chosen()
            if len(chosen):
                track.untag(chosen.tolist())

    def _nudge(self, by: int) -> None:
        chosen = self._chosen()
        if len(chosen):
            self._move(chosen, by)

    def _move(self, frames: Frames, by: int) -> None:
        page, track, video = self._watching.page, self._track, self._video
        if page is None or track is None or video is None:
            return
        alone = len(frames) == 1 and int(frames[0]) == video.position
        track.move(frames.tolist(), by)
        page.timeline.select(np.intersect1d(frames + by, track.numbers))
        if alone:
            video.seek(int(frames[0]) + by)

    def _chosen(self) -> Frames:
        """The selected keyframes, or the one under the playhead."""
        page, track, video = self._watching.page, self._track, self._video
        if page is None or track is None or video is None:
            return np.empty(0, np.int64)
        chosen = page.timeline.selection
        return chosen if len(chosen) else np.intersect1d(track.numbers, np.array([video.position], np.int64))

    @property
    def _video(self) -> OpenVideo | None:
        return self._watching.video

    @property
    def _track(self) -> KeyframeTrack | None:
        return self._watching.track
