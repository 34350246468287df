"""Keyframes on the clipboard: as text for anyone, and with the times they had in their video for another one."""

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from PySide6.QtCore import QByteArray, QMimeData
from PySide6.QtGui import QClipboard, QGuiApplication

from domain.frame_text import MOST
from models.frame_times import Frames, FrameTimes, Times
from ui.timeline.axis import NONE, frames_of

FORMAT = "application/x-tagline-keyframes"
"""A line of JSON with `video`, its `count` of frames and `duration`, and how many are `copied`; then their numbers as
64-bit integers and their times in seconds as 64-bit floats, little-endian."""
_SHIFT = 1e-9  # seconds a time may be off after it went through text


class Way(StrEnum):
    """What stays the same when keyframes go from one video to another."""

    FRAME = "frame"
    SECOND = "second"
    PROPORTION = "proportion"


@dataclass(frozen=True, slots=True, eq=False)
class CopiedFrames:
    """Sorted frames and the second each came up, in a video of `count` frames and `duration` seconds."""

    video: str
    frames: Frames
    times: Times
    count: int
    duration: float


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """Where copied frames come to lie: sorted, each once. `beyond` the end are left out; `same` fell on another one."""

    frames: Frames
    beyond: int
    same: int


def copied(video: str, frames: object, times: FrameTimes) -> CopiedFrames:
    """Frames of a video, ready to be pasted into others; those it does not have are left out."""
    found = frames_of(frames)
    found = found[(found >= 0) & (found < times.frames)]
    return CopiedFrames(video, found, times.times_of(found), times.frames, times.duration)


def placed(copied: CopiedFrames, target: FrameTimes, way: Way, at: int | None = None) -> Placed:
    """Copied frames in another video, the first one at frame `at` where that is given."""
    if not len(copied.frames) or not target.frames:
        return Placed(NONE, len(copied.frames), 0)
    if way is Way.FRAME:
        found = copied.frames - (int(copied.frames[0]) - at if at is not None else 0)
        inside = found[(found >= 0) & (found < target.frames)]
    else:
        seconds = _seconds(copied, target, way, at)
        inside = target.frames_at(seconds[seconds < target.duration])
    frames = frames_of(inside)
    return Placed(frames, len(copied.frames) - len(inside), len(inside) - len(frames))


def same_frames(copied: CopiedFrames, target: FrameTimes) -> bool:
    """Whether every way leads to the same frames, so that nothing needs to be asked."""
    return all(np.array_equal(placed(copied, target, way).frames, copied.frames) for way in Way)


def _seconds(copied: CopiedFrames, target: FrameTimes, way: Way, at: int | None) -> Times:
    seconds = copied.times
    if way is Way.PROPORTION:
        seconds = seconds / copied.duration * target.duration if copied.duration > 0 else np.zeros_like(seconds)
    if at is not None:
        seconds = seconds - seconds[0] + target.time_of(at) + _SHIFT
    return seconds


def put(copied: CopiedFrames, clipboard: QClipboard | None = None) -> None:
    """Copy: `13, 17, 19` for any program, the rest for Tagline in this window or another."""
    content = QMimeData()
    content.setText(str(copied.frames.tolist())[1:-1])
    head = {"video": copied.video, "count": copied.count, "duration": copied.duration, "copied": len(copied.frames)}
    arrays = copied.frames.astype("<i8").tobytes() + copied.times.astype("<f8").tobytes()
    content.setData(FORMAT, QByteArray(json.dumps(head).encode() + b"\n" + arrays))
    (clipboard or QGuiApplication.clipboard()).setMimeData(content)


def taken(clipboard: QClipboard | None = None) -> CopiedFrames | None:
    """The keyframes that were copied; None where the clipboard holds something else, or nothing that can be read."""
    content = (clipboard or QGuiApplication.clipboard()).mimeData()
    if not content.hasFormat(FORMAT):
        return None
    try:
        return _read(bytes(content.data(FORMAT).data()))
    except (ValueError, TypeError, KeyError, OverflowError):
        return None


def _read(content: bytes) -> CopiedFrames | None:
    head, _, arrays = content.partition(b"\n")
    told: Any = json.loads(head)
    count = int(told["copied"])
    if not 0 <= count <= MOST or len(arrays) != 16 * count:
        return None
    frames = np.frombuffer(arrays, "<i8", count).astype(np.int64)
    times = np.frombuffer(arrays, "<f8", count, 8 * count).astype(np.float64)
    if not np.isfinite(times).all() or (np.diff(frames) <= 0).any() or (frames < 0).any():
        return None
    return CopiedFrames(str(told["video"]), frames_of(frames), times, int(told["count"]), float(told["duration"]))
