"""What is proposed of a film and why, in words, from its measures."""

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from domain.proposals import USUAL_STRENGTH, Proposal, ProposalKind, Proposals
from media.choosing import Chosen, best, motion_peaks, sharpest
from media.measures import Measures
from media.scenes import Cut, CutKind, cuts_of, scenes_of

USUAL_BUDGET = 20  # frames
_WHY_CUT = {
    CutKind.CUT: "The picture changes at once: another scene begins here.",
    CutKind.FADE: "Another scene comes out of a plain picture here: a fade.",
    CutKind.DISSOLVE: "One scene dissolves into the next around here.",
}


NOTHING = Proposals(ProposalKind.CUT)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which proposals: of what kind, scenes parted at cuts of what strength, how many best frames of the film."""

    kind: ProposalKind = ProposalKind.CUT
    cut_strength: float = USUAL_STRENGTH[ProposalKind.CUT]
    budget: int = USUAL_BUDGET


@dataclass(frozen=True, slots=True, eq=False)
class FilmProposals:
    """What was found in a film: `cuts`, int64, where its scenes are parted, and what is proposed of one kind."""

    cuts: NDArray[np.int64] = field(default_factory=lambda: np.empty(0, np.int64))
    proposals: Proposals = NOTHING


def proposals_in(measures: Measures, fps: float, wanted: Wanted) -> FilmProposals:
    """All proposals of a kind, the faint ones too."""
    cuts = cuts_of(measures, fps)
    strong = [cut.frame for cut in cuts if cut.strength >= wanted.cut_strength]
    scenes = scenes_of(strong, measures.frames)
    return FilmProposals(np.array(strong, np.int64), Proposals.of(wanted.kind, _found(measures, cuts, scenes, wanted)))


def best_of_scenes(measures: Measures, fps: float, each: int, cut_strength: float) -> NDArray[np.int64]:
    """The `each` best frames of every scene, int64, rising: sharp and not the same twice."""
    strong = [cut.frame for cut in cuts_of(measures, fps) if cut.strength >= cut_strength]
    return sharpest(measures, scenes_of(strong, measures.frames), each).frames


def _found(measures: Measures, cuts: tuple[Cut, ...], scenes: NDArray[np.int64], wanted: Wanted) -> list[Proposal]:
    if not measures.frames:
        return []
    match wanted.kind:
        case ProposalKind.CUT:
            return [Proposal(cut.frame, wanted.kind, cut.strength, _WHY_CUT[cut.kind]) for cut in cuts]
        case ProposalKind.MOTION:
            return _told(wanted.kind, motion_peaks(measures, scenes), _why_motion)
        case ProposalKind.SHARPEST:
            return _told(wanted.kind, sharpest(measures, scenes), _why_sharpest(scenes))
        case ProposalKind.BEST:
            return _told(wanted.kind, best(measures, scenes, wanted.budget), _why_best)


def _told(kind: ProposalKind, chosen: Chosen, why: Callable[[int, float, float], str]) -> list[Proposal]:
    rows = zip(
        chosen.frames.tolist(), chosen.strengths.tolist(), chosen.scenes.tolist(), chosen.figures.tolist(), strict=True
    )
    return [Proposal(frame, kind, strength, why(scene, strength, figure)) for frame, strength, scene, figure in rows]


def _why_motion(scene: int, _strength: float, times: float) -> str:
    return f"Most moves here in scene {scene + 1:,}: {times:.1f} times what is usual in it."


def _why_sharpest(scenes: NDArray[np.int64]) -> Callable[[int, float, float], str]:
    def why(scene: int, _strength: float, times: float) -> str:
        frames = int(scenes[scene, 1] - scenes[scene, 0])
        if frames == 1:
            return f"The only frame of scene {scene + 1:,}."
        return f"The sharpest of the {frames:,} frames of scene {scene + 1:,}: {times:.1f} times what is usual in it."

    return why


def _why_best(scene: int, _strength: float, sharp: float) -> str:
    return (
        f"Chosen from scene {scene + 1:,}: {sharp * 100:.0f} % as sharp as its sharpest, and unlike the others chosen."
    )
