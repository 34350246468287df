"""What a timeline shows at a moment, as one value."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
import numpy.typing as npt

from models.frame_times import Frames
from ui.timeline.axis import EMPTY, NONE, Axis
from ui.timeline.waveform import SILENCE, Waveform


class Mark(Protocol):
    """A frame that is proposed: domain.proposals.Proposal, or anything like it."""

    @property
    def frame(self) -> int:
        """The frame."""
        ...

    @property
    def kind(self) -> str:
        """What it was proposed for."""
        ...

    @property
    def strength(self) -> float:
        """From 0 to 1."""
        ...

    @property
    def reason(self) -> str:
        """Why, in words."""
        ...


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """Proposals by frame: `frames` sorted, `strengths` beside them, and the proposals themselves in that order."""

    frames: Frames = field(default_factory=lambda: NONE)
    strengths: npt.NDArray[np.float32] = field(default_factory=lambda: np.zeros(0, np.float32))
    each: Sequence[Mark] = ()


def marks_of(proposals: Sequence[Mark]) -> Marks:
    """Proposals in the order of their frames."""
    frames = np.fromiter((mark.frame for mark in proposals), np.int64, len(proposals))
    strengths = np.fromiter((mark.strength for mark in proposals), np.float32, len(proposals))
    order = np.argsort(frames, kind="stable")
    each = [proposals[int(at)] for at in order]
    return Marks(frames[order], np.clip(strengths[order], 0, 1), each)


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """Frames are sorted arrays. While the selected ones are dragged, `shift` is how far, and `resting` are the others.

    A range includes both its ends.
    """

    axis: Axis = EMPTY
    keyframes: Frames = field(default_factory=lambda: NONE)
    selected: Frames = field(default_factory=lambda: NONE)
    shift: int = 0
    resting: Frames = field(default_factory=lambda: NONE)
    cuts: Frames = field(default_factory=lambda: NONE)
    proposals: Marks = field(default_factory=Marks)
    described: Frames = field(default_factory=lambda: NONE)
    waveform: Waveform = SILENCE
    playhead: int = 0
    first: int | None = None
    last: int | None = None
