"""Frames worth choosing: where most moves, the sharpest of a scene, none twice, and the best few of a film."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from media.measures import Floats, Measures

Frames = NDArray[np.int64]
Looks = NDArray[np.uint64]

ALIKE = 6  # bits of 64 by which two pictures may differ and still be the same to the eye
_SMOOTH = 5  # frames over which movement is taken
_STILL = 0.002  # mean change of brightness a pixel below which nothing moves
_MARGIN = 3  # frames at both ends of a scene that are left out: what is cut there is often blurred or half faded
_CANDIDATES = 64  # frames at most that are weighed for each one chosen
_MOST_CANDIDATES = 20_000


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """Frames with their strengths, 0 to 1, in the order of the frames. `scenes`: the number of the scene of each.

    `figures`: what the reason is told with: how many times the usual movement, or the usual sharpness.
    """

    frames: Frames
    strengths: NDArray[np.float64]
    scenes: Frames
    figures: NDArray[np.float64]


def motion_peaks(measures: Measures, scenes: NDArray[np.int64]) -> Chosen:
    """In each scene the frame around which most moves, where more moves than elsewhere in it."""
    rows: list[tuple[int, float, int, float]] = []
    for number, (first, after) in enumerate(scenes.tolist()):
        inside = smoothed(measures.motion[first + 1 : after])  # the first frame differs from another scene
        if len(inside) < 2:
            continue
        usual, at = float(np.median(inside)), int(inside.argmax())
        most = float(inside[at])
        if most > _STILL:
            rows.append((first + 1 + at, 1 - usual / most, number, most / max(usual, _STILL)))
    return _chosen(rows)


def sharpest(measures: Measures, scenes: NDArray[np.int64], each: int = 1) -> Chosen:
    """The `each` sharpest frames of each scene that do not look the same. The strength says by how much."""
    rows: list[tuple[int, float, int, float]] = []
    for number, (first, after) in enumerate(scenes.tolist()):
        candidates = _inside(first, after, measures)
        order = candidates[np.argsort(-measures.sharpness[candidates], kind="stable")]
        usual = float(np.median(measures.sharpness[candidates])) if len(candidates) else 0.0
        for frame in distinct(order[: _CANDIDATES * each], measures.look, most=each).tolist():
            value = float(measures.sharpness[frame])
            rows.append((frame, 1 - usual / value if value else 0.0, number, value / usual if usual else 1.0))
    return _chosen(rows)


def distinct(frames: Frames, look: Looks, alike: int = ALIKE, most: int | None = None) -> Frames:
    """Those frames, in the order given, that do not look the same as one taken before; at most `most` of them."""
    taken: list[int] = []
    seen = np.empty(len(frames), np.uint64)
    for frame in frames.tolist():
        if most is not None and len(taken) >= most:
            break
        if not taken or int(bits_apart(seen[: len(taken)], look.item(frame)).min()) > alike:
            seen[len(taken)] = look[frame]
            taken.append(frame)
    return np.array(taken, np.int64)


def best(measures: Measures, scenes: NDArray[np.int64], budget: int) -> Chosen:
    """At most `budget` frames of a film: from as many scenes as can be, sharp, and unlike each other.

    They are chosen one after another, each the one that adds most to those before it; the first has strength 1, and
    the strength falls to 1 / budget: a smaller budget is the same list cut short. Fewer come where others would look
    the same as one taken.
    """
    frames, number = _candidates(measures, scenes, budget)
    if not len(frames) or budget < 1:
        return _chosen([])
    value = _relative_sharpness(measures, frames, scenes[number])
    look = measures.look[frames]
    apart = np.full(len(frames), 64, np.int64)
    of_scene, taken = np.zeros(len(scenes), np.int64), np.zeros(len(frames), np.bool_)
    weight = _lengths(scenes)
    rows: list[tuple[int, float, int, float]] = []
    while len(rows) < budget:
        worth = np.where(
            taken | (apart <= ALIKE), -1.0, (0.2 + value) * apart / 64 * (weight / (1 + of_scene * 8))[number]
        )
        at = int(worth.argmax())
        if worth[at] < 0:
            break
        rows.append((int(frames[at]), 1 - len(rows) / budget, int(number[at]), float(value[at])))
        taken[at] = True
        of_scene[number[at]] += 1
        apart = np.minimum(apart, bits_apart(look, look.item(at)))
    return _chosen(rows)


def bits_apart(looks: Looks, look: int) -> NDArray[np.int64]:
    """By how many of their 64 bits pictures differ from one."""
    return np.bitwise_count(looks ^ np.uint64(look)).astype(np.int64)


def smoothed(values: Floats) -> NDArray[np.float64]:
    """The middle value of a few frames around each: a flash moves nothing."""
    if not len(values):
        return np.empty(0, np.float64)
    wide = np.pad(values.astype(np.float64), _SMOOTH // 2, mode="edge")
    return np.median(np.lib.stride_tricks.sliding_window_view(wide, _SMOOTH), 1)


def _inside(first: int, after: int, measures: Measures) -> Frames:
    """The frames of a scene that were decoded, its ends left out where it is long enough."""
    margin = _MARGIN if after - first > 4 * _MARGIN else 0
    frames = np.arange(first + margin, after - margin, dtype=np.int64)
    return frames[measures.seen[frames]]


def _candidates(measures: Measures, scenes: NDArray[np.int64], budget: int) -> tuple[Frames, Frames]:
    """Frames to weigh and the scenes they are of: of every part of every scene the sharpest."""
    whole = int((scenes[:, 1] - scenes[:, 0]).sum())
    part = max(1, whole // min(_MOST_CANDIDATES, _CANDIDATES * max(budget, len(scenes))))
    found: list[tuple[int, int]] = []
    for number, (first, after) in enumerate(scenes.tolist()):
        inside = _inside(first, after, measures)
        for start in range(0, len(inside), part):
            some = inside[start : start + part]
            found.append((int(some[measures.sharpness[some].argmax()]), number))
    pairs = np.array(found, np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def _relative_sharpness(measures: Measures, frames: Frames, scenes: NDArray[np.int64]) -> NDArray[np.float64]:
    """0 to 1: a frame's sharpness beside the most there is in its scene, whatever the grain of the scene."""
    most = [float(measures.sharpness[first:after].max()) for first, after in scenes.tolist()]
    return measures.sharpness[frames] / np.maximum(np.array(most), 1e-6)


def _lengths(scenes: NDArray[np.int64]) -> NDArray[np.float64]:
    """How much each scene counts: long ones a little more."""
    lengths = (scenes[:, 1] - scenes[:, 0]).astype(np.float64)
    return np.power(lengths / lengths.max(), 0.25)


def _chosen(rows: list[tuple[int, float, int, float]]) -> Chosen:
    frames, strengths, scenes, figures = zip(*sorted(rows), strict=True) if rows else ((), (), (), ())
    return Chosen(
        np.array(frames, np.int64),
        np.clip(np.array(strengths, np.float64), 0, 1),
        np.array(scenes, np.int64),
        np.array(figures, np.float64),
    )
