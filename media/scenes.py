"""Where one scene of a film ends and the next begins: cuts, fades through a plain picture, dissolves."""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from media.measures import FAR, NEAR, Floats, Measures

FLASH = 0.15  # s: what lasts no longer is a flash, never a scene
FAINTEST = 0.1  # the least strength a cut is told with
PLAIN = 2 / 255  # a picture of less contrast is of one colour
_CLEARLY_MIXED = 0.5  # what a fade through a plain picture reaches at least
_BY_CHANCE = 0.1  # how much a film without dissolves looks like one
_AROUND = 0.5  # s before and after a frame in which it is seen what is usual there
_FEWEST = 4  # frames at least
_TIMES = 4.0  # a cut is a step of so many times the usual, and more than a little: for colours, shapes, most places
_LITTLE = (0.05, 0.05, 0.02)
_PIECE = 50_000  # frames weighed at once
_SLOW_FROM = 8.0  # frames a second from which dissolves and fades last long enough to be seen


class CutKind(StrEnum):
    """How one scene becomes the next."""

    CUT = "cut"
    FADE = "fade"
    DISSOLVE = "dissolve"


@dataclass(frozen=True, slots=True)
class Cut:
    """Frame `frame` is the first of a scene (of a dissolve, its middle); `strength` is 0 to 1."""

    frame: int
    kind: CutKind
    strength: float


def cuts_of(measures: Measures, fps: float) -> tuple[Cut, ...]:
    """Every place that may be a cut, in order, the faintest too. While a film is still measured, of what is known.

    A cut is where all of the frames just before are unlike all of those just after, far more than frames around there
    are unlike each other: so neither a flash nor fast movement is one, and a small step in a quiet film is.
    """
    if measures.frames < 2:
        return ()
    found = _hard(measures, fps)
    if fps >= _SLOW_FROM:
        found += _fades(measures) + _dissolves(measures)
    return _apart(found, round(fps * FLASH))


def scenes_of(cuts: tuple[Cut, ...] | list[int], frames: int) -> NDArray[np.int64]:
    """The scenes between cuts as rows [first frame, first frame of the next]; one row where nothing is cut."""
    at = [cut.frame if isinstance(cut, Cut) else cut for cut in cuts]
    edges = np.unique(np.array([0, *(each for each in at if 0 < each < frames), frames], np.int64))
    return np.stack([edges[:-1], edges[1:]], axis=1)


def _hard(measures: Measures, fps: float) -> list[Cut]:
    """Where colours, shapes and most of the picture change, each beside what is usual there."""
    reach, around = min(NEAR - 1, round(fps * FLASH)), max(_FEWEST, round(fps * _AROUND))
    strength = np.zeros(measures.frames)
    for witness, little in enumerate(_LITTLE):
        least = _least_apart(measures.apart[:, witness].astype(np.float32), reach)
        padded = np.concatenate([[0.0], least, [0.0]])
        beside = (np.maximum if reach else np.minimum)(padded[:-2], padded[2:])  # seldom frames: one may be a scene
        step = np.maximum(least - beside, 0)
        strength += step / (step + _TIMES * _usual(least, around) + little) / len(_LITTLE)
    known = measures.frames if measures.complete else max(0, measures.frames - around - reach)
    at = np.flatnonzero(strength[:known] >= FAINTEST)
    return [Cut(int(frame), CutKind.CUT, float(strength[frame])) for frame in at]


def _least_apart(apart: Floats, reach: int) -> NDArray[np.float64]:
    """For every frame, how unlike the most alike two are of which one is before it and one is not, `reach` around."""
    frames = len(apart)
    least = np.full(frames, np.inf)
    for before in range(reach + 1):
        for after in range(reach + 1 - before):
            first, last = before + 1, frames - after
            if first < last:
                pairs = apart[first + after : last + after, before + after]
                least[first:last] = np.minimum(least[first:last], pairs)
    least[~np.isfinite(least)] = 0
    return least


def _usual(least: NDArray[np.float64], around: int) -> NDArray[np.float64]:
    """What is usual near each frame, itself and the two beside it aside: the third largest, as two may be cuts too."""
    padded = np.pad(least, around)
    usual = np.empty(len(least))
    for first in range(0, len(least), _PIECE):
        piece = padded[first : first + _PIECE + 2 * around]
        near = np.lib.stride_tricks.sliding_window_view(piece, 2 * around + 1).copy()
        near[:, around - 1 : around + 2] = 0
        usual[first : first + _PIECE] = np.partition(near, -3, axis=1)[:, -3]
    return usual


def _fades(measures: Measures) -> list[Cut]:
    plain = np.concatenate([[False], measures.contrast < PLAIN, [False]])
    edges = np.flatnonzero(plain[1:] != plain[:-1]).reshape(-1, 2)
    mixture = measures.across * measures.mixed
    found: list[Cut] = []
    for first, after in edges.tolist():
        strength = float(mixture[first : after + FAR].max())
        if first > 0 and after < measures.frames and strength >= _CLEARLY_MIXED:
            found.append(Cut(after, CutKind.FADE, min(1.0, strength)))
    return found


def _dissolves(measures: Measures) -> list[Cut]:
    """Frames in the middle of a stretch whose ends are unlike and whose middle is both at once."""
    padded = np.pad(measures.across * measures.mixed, 1)
    # The middle one of three: a single frame that looks like two at once is a flash.
    strength = np.median(np.lib.stride_tricks.sliding_window_view(padded, 3), axis=1) - _BY_CHANCE
    widest = np.lib.stride_tricks.sliding_window_view(np.pad(strength, FAR // 2), FAR + 1).max(1)
    at = np.flatnonzero((strength >= FAINTEST) & (strength == widest))
    return [Cut(int(frame) - FAR // 2, CutKind.DISSOLVE, float(strength[frame])) for frame in at if frame > FAR // 2]


def _rank(cut: Cut) -> tuple[float, int]:
    """The strongest first; a dissolve only where nothing sudden explains it."""
    return (-cut.strength / (2 if cut.kind is CutKind.DISSOLVE else 1), cut.frame)


def _apart(found: list[Cut], shortest: int) -> tuple[Cut, ...]:
    """Of places too close to be two cuts the strongest; what is slow takes more room than what is sudden."""
    size = max((cut.frame for cut in found), default=0) + FAR + 2
    taken, cuts = np.zeros(size, np.bool_), np.zeros(size, np.bool_)
    kept: list[Cut] = []
    for cut in sorted(found, key=_rank):
        room = shortest if cut.kind is CutKind.CUT else FAR
        around = slice(max(0, cut.frame - room), cut.frame + room + 1)
        if not taken[cut.frame] and not cuts[around].any():
            kept.append(cut)
            taken[around], cuts[cut.frame] = True, True
    return tuple(sorted(kept, key=lambda cut: cut.frame))
