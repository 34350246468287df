"""The videos among chosen rows, with what a rule needs to know of each, as they are when they are asked for."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from controllers.bulk_reading import Rows, Values
from domain.keyframes import KEY
from domain.sampling import KEY as ENCORD
from models.arrow_page import UNREADABLE
from models.video_cells import VideoCells

VIDEOS = frozenset({"video", "imagesequence"})
READ = frozenset({f"k:{KEY}", f"k:{ENCORD}", "f:uuid", "f:name", "f:item_type", "f:frame_count", "f:fps", "f:duration"})
"""The columns that are read."""
MOST_FRAMES = 50_000_000
"""More frames than this no video has: 20 days at 30 frames a second. A larger number is a wrong one."""
_NO_CELLS = VideoCells()
_SLACK = 1e-6  # s: a time that went through a fraction may lie this much before its frame


@dataclass(frozen=True, slots=True)
class Video:
    """One video as the table shows it, staged edits included. `trouble`: why its metadata can't be changed.

    `frames`, `rate` (frames a second) and `duration` (seconds) are the platform's, None where it says nothing.
    """

    row: int
    item: str
    name: str
    frames: int | None
    rate: float | None
    duration: float | None
    cells: VideoCells = _NO_CELLS
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Unknown:
    """What is wanted is not known of a video; the sentence says why."""

    sentence: str


def videos_of(values: Values, rows: Rows) -> tuple[tuple[Video, ...], int]:
    """The videos among rows of the frame, in their order, and how many rows are none. For a lane."""
    kinds = values.of("f:item_type", rows)
    chosen = rows[np.array([str(kind).replace("_", "").lower() in VIDEOS for kind in kinds], np.bool_)]
    columns: list[list[Any]] = [
        values.of(name, chosen)
        for name in ("f:uuid", "f:name", "f:frame_count", "f:fps", "f:duration", f"k:{KEY}", f"k:{ENCORD}", UNREADABLE)
    ]
    videos = tuple(_video(row, *each) for row, *each in zip(chosen.tolist(), *columns, strict=True))
    return videos, len(rows) - len(videos)


def _video(row: int, item: str, name: str | None, *known: Any) -> Video:
    frames, rate, duration, keyframes, encord, trouble = known
    return Video(row, item, name or "", frames, rate, duration, VideoCells(keyframes, encord), trouble or "")


@dataclass(frozen=True, slots=True)
class Steady:
    """The frames of a video that are all shown equally long, `rate` of them a second: what the platform says of it."""

    frames: int
    rate: float

    @property
    def duration(self) -> float:
        """Seconds until the last one ends."""
        return self.frames / self.rate

    def frame_at(self, seconds: float) -> int:
        """The frame shown at a time, the first or last one outside the video."""
        return min(max(int((seconds + _SLACK) * self.rate), 0), self.frames - 1)

    def time_of(self, number: int) -> float:
        """When a frame is shown, in seconds since the first."""
        return number / self.rate


def by_figures(video: Video) -> Steady | Unknown:
    """The frames of a video if the platform's numbers hold and the rate is the same throughout."""
    frames, rate = video.frames, video.rate
    if not frames or frames < 0:
        return Unknown("The platform does not say how many frames it has. Count by the file itself.")
    if frames > MOST_FRAMES:
        return Unknown(f"The platform says it has {frames:,} frames, which can't be. Count by the file itself.")
    if not rate or rate <= 0:
        if not video.duration or video.duration <= 0:
            return Unknown("The platform does not say how long its frames last. Count by the file itself.")
        rate = frames / video.duration
    return Steady(frames, rate)
