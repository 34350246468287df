"""What a rule makes of one video: the frames it finds, and the keyframes the video would have with them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from controllers.keyframe_rules import CopyFrom, EveryFrames, EverySeconds, ManyWish, Rule
from controllers.many_lines import State, VideoLine
from controllers.many_videos import Steady, Unknown, Video, by_figures
from domain.frame_metadata import without_frames
from domain.frame_rules import copied, every_frames, every_seconds
from domain.keyframe_values import CHUNK
from domain.keyframes import with_frames, write_keyframes
from domain.metadata import Cell
from domain.reading import Invalid
from models.frame_times import NO_TIMES, FrameTimes
from models.staged_columns import same
from models.video_cells import VideoCells, VideoKeyframes, read_video

MOST_KEYFRAMES = 1_000_000
"""More keyframes than this a rule gives no video: a step of a thousandth of a second is a slip of the finger."""
SAMPLES = 6
"""Frames of one video that are shown as pictures."""

Clock: TypeAlias = FrameTimes | Steady


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """The video to copy from: its keyframes, sorted, and when its frames are shown."""

    frames: Sequence[int]
    clock: Clock


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A video whose file was read: when its frames are shown, and the frames found by looking at its pictures.

    `found`: None where the rule needs no pictures. `remark`: what is worth knowing of the file.
    """

    times: FrameTimes
    found: Sequence[int] | None = None
    remark: str = ""


Known: TypeAlias = Seen | Steady | Unknown


@dataclass(frozen=True, slots=True)
class Found:
    """One video as it is shown, with its metadata before and after."""

    line: VideoLine
    before: VideoCells
    after: VideoCells


def all_by_figures(wish: ManyWish, videos: Sequence[Video], reference: Reference | None) -> list[Found]:
    """What a rule makes of videos if the platform's numbers hold. For a lane."""
    return [outcome_of(wish, video, by_figures(video), reference) for video in videos]


def outcome_of(wish: ManyWish, video: Video, known: Known, reference: Reference | None) -> Found:
    """What a rule makes of one video of which this is known. For a lane."""
    known = Unknown(video.trouble) if video.trouble else known
    if isinstance(known, Unknown):
        return _left(video, video.frames, known.sentence)
    clock = known.times if isinstance(known, Seen) else known
    if _count(wish.rule, clock) > MOST_KEYFRAMES:
        return _left(video, clock.frames, "The rule would give it more than a million keyframes.")
    seen = known.found if isinstance(known, Seen) else None
    frames = frames_of(wish.rule, clock, reference) if seen is None else seen
    now = read_video(video.cells, _times(clock), None)
    after = _replaced(now, frames) if wish.replace else _added(now, frames)
    if isinstance(after, Invalid):
        return _left(video, clock.frames, after.reason)
    remark = known.remark if isinstance(known, Seen) else ""
    state: State = "same" if after == video.cells else "changed"
    counts = _counts(now, frames, replaced=wish.replace) if state == "changed" else (len(now.numbers),) * 2
    line = VideoLine(
        video.row, video.item, video.name, clock.frames, *counts, state=state, remark=remark, samples=spread(frames)
    )
    return Found(line, video.cells, after)


def spread(frames: Sequence[int]) -> tuple[int, ...]:
    """At most `SAMPLES` of the frames, the first and the last among them."""
    if len(frames) <= SAMPLES:
        return tuple(frames)
    return tuple(frames[at * (len(frames) - 1) // (SAMPLES - 1)] for at in range(SAMPLES))


def frames_of(rule: Rule, clock: Clock, reference: Reference | None) -> Sequence[int]:
    """The frames a rule finds, sorted, each once; of rules that look at pictures none."""
    match rule:
        case EveryFrames():
            return every_frames(rule.step, clock.frames)
        case EverySeconds():
            return every_seconds(rule.seconds, clock)
        case CopyFrom() if reference is not None:
            return copied(reference.frames, reference.clock, clock, rule.way)
        case _:
            return ()


def _count(rule: Rule, clock: Clock) -> float:
    match rule:
        case EveryFrames():
            return clock.frames / rule.step
        case EverySeconds():
            return min(clock.duration / rule.seconds, float(clock.frames))
        case _:
            return 0


def _times(clock: Clock) -> FrameTimes:
    """Marks in seconds find their frames only where each frame's time is known."""
    return clock if isinstance(clock, FrameTimes) else NO_TIMES


def _added(now: VideoKeyframes, frames: Iterable[int]) -> VideoCells | Invalid:
    """A frame that `$encord` marks already is a keyframe as it is."""
    new = [frame for frame in frames if frame not in now.marks]
    if not new:
        return now.cells
    keyframes = with_frames(now.cells.keyframes, new)
    return keyframes if isinstance(keyframes, Invalid) else VideoCells(keyframes, now.cells.encord)


def _replaced(now: VideoKeyframes, frames: Sequence[int]) -> VideoCells | Invalid:
    kept = frozenset(frames)
    gone = [name for frame, names in now.marks.items() if frame not in kept for name in names]
    encord = now.cells.encord
    if gone and encord is not None:
        try:
            encord = without_frames(encord, gone)
        except ValueError as problem:
            return Invalid(str(problem))
    keyframes: Cell = write_keyframes(frames)
    if (not frames and now.cells.keyframes is None) or same(now.cells.keyframes, keyframes):
        keyframes = now.cells.keyframes
    return VideoCells(keyframes, encord)


def _counts(now: VideoKeyframes, frames: Sequence[int], *, replaced: bool) -> tuple[int, int, int, int]:
    """How many keyframes there are, would be, come and go."""
    if len(now.numbers) + len(frames) > CHUNK:  # sets of very many would stop every other thread
        wanted = np.array(frames, np.int64)
        known = np.isin(wanted, now.numbers)
        added = len(wanted) - int(np.count_nonzero(known))
    else:
        added = len(frozenset(frames).difference(now.numbers.tolist()))
    before = len(now.numbers)
    after = len(frames) if replaced else before + added
    return before, after, added, before + added - after


def _left(video: Video, frames: int | None, why: str) -> Found:
    count = len(read_video(video.cells, NO_TIMES, None).numbers)
    line = VideoLine(video.row, video.item, video.name, frames, count, count, state="left", remark=why)
    return Found(line, video.cells, video.cells)
