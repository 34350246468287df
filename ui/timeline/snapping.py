"""Where a thing that is dragged holds on: the playhead, cuts, proposals, other keyframes, the ends of the range."""

from collections.abc import Iterator

import numpy as np

from models.frame_times import Frames
from ui.timeline.scale import Scale
from ui.timeline.shown import Shown

REACH = 8.0  # pixels


def snapped(frame: int, shown: Shown, scale: Scale, others: Frames) -> int | None:
    """The frame nearest to one that is dragged there, among those to hold on to; None where none is within reach."""
    x = scale.x_of(shown.axis.centre_of(frame))
    near = [(abs(scale.x_of(shown.axis.centre_of(at)) - x), at) for at in _around(frame, shown, others)]
    distance, found = min(near, default=(np.inf, 0))
    return found if distance <= REACH else None


def _around(frame: int, shown: Shown, others: Frames) -> Iterator[int]:
    yield shown.playhead
    yield from (end for end in (shown.first, shown.last) if end is not None)
    for numbers in (others, shown.cuts, shown.proposals.frames):
        at = int(np.searchsorted(numbers, frame))
        yield from numbers[max(at - 1, 0) : at + 1].tolist()
