"""What an edit makes of the keyframes of one video: pure, for the window or for a lane."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TypeAlias

import numpy as np

from domain.frame_metadata import with_frame, without_frames
from domain.keyframe_repairs import repaired
from domain.keyframe_values import CHUNK, Kind
from domain.keyframes import held_back, with_frames
from domain.keyframes import without_frames as without_keyframes
from domain.metadata import Cell
from domain.reading import Invalid
from domain.sampling import SamplingPlan, with_plan
from models.frame_times import Frames, in_order
from models.video_cells import VideoCells, VideoKeyframes, late_marks, name_of

VideoEdit: TypeAlias = Callable[[VideoKeyframes], VideoCells]
"""What the two keys hold after an edit. Raises Refused."""


class Refused(Exception):
    """Nothing was changed; the message is a sentence that says why."""


def tagged(new: Frames, video: VideoKeyframes) -> VideoCells:
    """With frames as keyframes; those that are keyframes already, in whichever form, stay as they are."""
    _must_be_inside(new, video)
    new = np.setdiff1d(new, video.numbers, assume_unique=True)
    return replace(video.cells, keyframes=_with(video.cells.keyframes, video, new)) if len(new) else video.cells


def untagged(gone: Frames, video: VideoKeyframes) -> VideoCells:
    """Without frames as keyframes, in whichever form they are."""
    return VideoCells(_without(gone, video), _without_marks(gone.tolist(), video))


def shifted(chosen: Frames, by: int, video: VideoKeyframes) -> VideoCells:
    """With keyframes moved together, no further than the video goes; those that meet others become one with them."""
    chosen = np.intersect1d(chosen, video.numbers, assume_unique=True)
    by = held_back(chosen[[0, -1]].tolist(), by, video.frame_count) if len(chosen) else 0
    if not by:
        return video.cells
    left = replace(video, listed=np.setdiff1d(video.listed, chosen, assume_unique=True))
    kept = _without(chosen, video)
    return VideoCells(_with(kept, left, chosen + by), _without_marks(chosen.tolist(), video))


def replaced(new: Frames, video: VideoKeyframes) -> VideoCells:
    """With these keyframes and no others, whatever stood there."""
    _must_be_inside(new, video)
    gone = frozenset(video.marks).difference(new.tolist())
    return VideoCells(written(new), _without_marks(sorted(gone), video))


def mended(kinds: Iterable[Kind], video: VideoKeyframes) -> VideoCells:
    """With problems of these kinds mended, and what else stands there as it is spelt."""
    wanted = tuple(kinds)
    late = late_marks(video.marks, video.frame_count) if "mark beyond the end" in wanted else []
    return VideoCells(repaired(video.cells.keyframes, video.frame_count, wanted), _without_marks(late, video))


def planned(plan: SamplingPlan, video: VideoKeyframes) -> VideoCells:
    """With another sampling plan, everything else under `$encord` byte for byte."""
    try:
        return replace(video.cells, encord=with_plan(video.cells.encord, plan))
    except ValueError as error:
        raise Refused(str(error)) from error


def described(frame: int, text: str | None, video: VideoKeyframes) -> VideoCells:
    """With metadata of one frame of its own, or without where it is None; everything else byte for byte.

    A frame that was a keyframe by its empty object stays one in the list.
    """
    cells, marks = video.cells, video.marks.get(frame, ())
    if text is None and cells.encord is None:
        return cells
    if text is not None and marks:
        cells = replace(cells, keyframes=_with(cells.keyframes, video, np.array([frame], np.int64)))
    name = video.names.get(frame) or next(iter(marks), None)
    if name is None and video.plan.mode == "seconds" and not video.times.frames:
        raise Refused("Frames are named by their time here, and the times of this video are not known yet.")
    name = name or name_of(frame, video.plan, video.times)
    try:
        return replace(cells, encord=with_frame(cells.encord, name, text))
    except ValueError as error:
        raise Refused(str(error)) from error


def written(frames: Frames) -> str:
    """Sorted frames as the list is written, `[13, 17, 19]`, a portion at a time."""
    parts = (", ".join(map(str, frames[at : at + CHUNK].tolist())) for at in range(0, len(frames), CHUNK))
    return f"[{', '.join(parts)}]"


def _with(cell: Cell, video: VideoKeyframes, new: Frames) -> Cell:
    if not video.problems:
        return written(in_order(video.listed, new))
    return _taken(with_frames(cell, new.tolist()))


def _without(gone: Frames, video: VideoKeyframes) -> Cell:
    left = np.setdiff1d(video.listed, gone, assume_unique=True)
    if len(left) == len(video.listed):
        return video.cells.keyframes
    return _taken(without_keyframes(video.cells.keyframes, gone.tolist())) if video.problems else written(left)


def _without_marks(frames: Sequence[int], video: VideoKeyframes) -> Cell:
    names = [name for frame in frames for name in video.marks.get(frame, ())] if video.marks else []
    encord = video.cells.encord
    return without_frames(encord, names) if names and encord is not None else encord


def _taken(cell: Cell | Invalid) -> Cell:
    if isinstance(cell, Invalid):
        raise Refused(cell.reason)
    return cell


def _must_be_inside(new: Frames, video: VideoKeyframes) -> None:
    if len(new) and new[0] < 0:
        raise Refused(f"There is no frame {new[0]:,}: the first one is 0. Nothing was changed.")
    end = video.frame_count
    if end is not None and len(new) and new[-1] >= end:
        raise Refused(f"There is no frame {new[-1]:,}: the last one of this video is {end - 1:,}. Nothing was changed.")
