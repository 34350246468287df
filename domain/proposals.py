"""Frames worth a look: which, why, and how strongly they are proposed."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class ProposalKind(StrEnum):
    """What a frame is proposed for."""

    CUT = "cut"
    MOTION = "motion"
    SHARPEST = "sharpest"
    BEST = "best"


USUAL_STRENGTH = {
    ProposalKind.CUT: 0.25,
    ProposalKind.MOTION: 0.5,
    ProposalKind.SHARPEST: 0.0,
    ProposalKind.BEST: 0.0,
}
"""From which strength on the proposals of a kind are shown until a person says otherwise."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Frame number `frame`, proposed with a strength of 0 (hardly) to 1 (surely); `reason` is a sentence."""

    frame: int
    kind: ProposalKind
    strength: float
    reason: str


@dataclass(frozen=True, slots=True)
class Proposals:
    """Proposals of one kind, in the order of their frames, no frame twice."""

    kind: ProposalKind
    all: tuple[Proposal, ...] = ()

    @classmethod
    def of(cls, kind: ProposalKind, proposals: Iterable[Proposal]) -> "Proposals":
        """The same in order; of two of one frame the stronger."""
        strongest: dict[int, Proposal] = {}
        for each in proposals:
            held = strongest.get(each.frame)
            if held is None or each.strength > held.strength:
                strongest[each.frame] = each
        return cls(kind, tuple(strongest[frame] for frame in sorted(strongest)))

    def at_least(self, strength: float) -> "Proposals":
        """Only those proposed at least that strongly."""
        return Proposals(self.kind, tuple(each for each in self.all if each.strength >= strength))

    def without(self, frames: Iterable[int]) -> "Proposals":
        """Only those of other frames: what was tagged or turned down is not proposed again."""
        gone = frozenset(frames)
        return Proposals(self.kind, tuple(each for each in self.all if each.frame not in gone))

    @property
    def frames(self) -> tuple[int, ...]:
        """Their frame numbers, rising."""
        return tuple(each.frame for each in self.all)

    def at(self, frame: int) -> Proposal | None:
        """The one of exactly that frame."""
        place = self._place(frame)
        return self.all[place] if place < len(self.all) and self.all[place].frame == frame else None

    def after(self, frame: int) -> Proposal | None:
        """The first one behind a frame."""
        place = self._place(frame + 1)
        return self.all[place] if place < len(self.all) else None

    def before(self, frame: int) -> Proposal | None:
        """The last one before a frame."""
        place = self._place(frame)
        return self.all[place - 1] if place else None

    def _place(self, frame: int) -> int:
        return bisect_left(self.all, frame, key=lambda each: each.frame)
