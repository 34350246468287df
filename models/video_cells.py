"""What one video's metadata says of its frames, read from the two keys that hold it: `keyframes` and `$encord`."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from domain.frame_metadata import is_mark, read_frames
from domain.keyframe_problems import KeyframeProblem, told
from domain.keyframe_values import CHUNK
from domain.keyframes import read_keyframes
from domain.metadata import Cell
from domain.reading import spell
from domain.sampling import SamplingPlan, read_plan
from models.frame_times import Frames, FrameTimes, in_order

_LONGEST = 1e9  # s
_SLACK = 1e-6


@dataclass(frozen=True, slots=True)
class VideoCells:
    """The JSON texts as they stand: `keyframes` and `$encord`, None where the item has no such key."""

    keyframes: Cell = None
    encord: Cell = None


@dataclass(frozen=True, slots=True, eq=False)
class VideoKeyframes:
    """`numbers`: every keyframe of both forms, sorted, each once, read-only int64; `listed`: those of the list alone.

    `marks`: those that `$encord.frames` marks, frame -> the names it has there. `metadata`: what else it says, frame ->
    JSON text, and `names`: frame -> the name it has there.
    """

    cells: VideoCells
    numbers: Frames
    listed: Frames
    problems: tuple[KeyframeProblem, ...]
    marks: Mapping[int, tuple[str, ...]]
    metadata: Mapping[int, str]
    names: Mapping[int, str]
    plan: SamplingPlan
    times: FrameTimes
    frame_count: int | None


def read_video(cells: VideoCells, times: FrameTimes, frame_count: int | None) -> VideoKeyframes:
    """Read both keys. Takes a good part of a second for a million keyframes: then it is for a lane."""
    known = read_keyframes(cells.keyframes, frame_count)
    plan = read_plan(cells.encord)
    marks: dict[int, tuple[str, ...]] = {}
    metadata: dict[int, str] = {}
    names: dict[int, str] = {}
    for name, text in read_frames(cells.encord).items():
        frame = frame_named(name, plan, times)
        if frame is None:
            continue
        if is_mark(text):
            marks[frame] = (*marks.get(frame, ()), name)
        else:
            metadata[frame], names[frame] = text, name
    late = late_marks(marks, frame_count)
    spelt = [spell(name) for frame in late for name in marks[frame]]
    problems = (*known.problems, told("mark beyond the end", len(spelt), spelt)) if spelt else known.problems
    listed = in_array(known.frames)
    numbers = in_order(listed, in_array(sorted(marks))) if marks else listed
    for each in (listed, numbers):
        each.flags.writeable = False
    return VideoKeyframes(cells, numbers, listed, problems, marks, metadata, names, plan, times, frame_count)


def late_marks(marks: Iterable[int], frame_count: int | None) -> list[int]:
    """The marked frames the video does not have; none while it is not known how many it has."""
    return [] if frame_count is None else [frame for frame in marks if frame >= frame_count]


def frame_named(name: str, plan: SamplingPlan, times: FrameTimes) -> int | None:
    """The frame a name under `$encord.frames` means; None where it means none, or the times are not known yet."""
    try:
        if plan.mode == "frame":
            return int(name) if name.isascii() and name.isdigit() and len(name) < 16 else None
        seconds = float(name)
    except ValueError:
        return None
    if not times.frames or not 0 <= seconds < _LONGEST:
        return None
    late = seconds - times.duration
    if late < 0 or not times.complete:
        return times.frame_at(seconds)
    return times.frames + int(late * times.rate + _SLACK)  # beyond the end, and seen to be


def name_of(frame: int, plan: SamplingPlan, times: FrameTimes) -> str:
    """How a frame is named under `$encord.frames`: its number, or its time in seconds without trailing zeros."""
    return str(frame) if plan.mode == "frame" else f"{times.time_of(frame):.6f}".rstrip("0").rstrip(".")


def in_array(frames: tuple[int, ...] | list[int]) -> Frames:
    """Frame numbers as int64, a portion at a time: one call for a million would stop every thread."""
    parts = [np.array(frames[at : at + CHUNK], np.int64) for at in range(0, len(frames), CHUNK)]
    return np.concatenate([np.empty(0, np.int64), *parts])
