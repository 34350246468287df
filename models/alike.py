"""Values of one column that were probably meant to be the same: by case and white space, or one slip of the hand."""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from domain.likeness import LONGEST, differ_in_figures, distance, squeezed, without_one_letter
from models.distinct import Distinct
from models.measures import text_of
from models.repairing import Counted

MOST_BY_LOOK = 100_000
MOST_BY_SLIP = 5_000
MOST_CLUSTERS = 200
RARER = 3
"""How many times rarer a value must be to be taken for a slip of another."""
_SHORTEST = 4
_CROWD = 50  # values that share so many neighbours count something, and are no slips
_BETWEEN_BREATHS = 500
_BREATH = 0.0002  # s

_Text: TypeAlias = tuple[str, Counted]


@dataclass(frozen=True, slots=True)
class Cluster:
    """The value to keep, the most frequent (or the schema's own), and those that look like it."""

    keep: Counted
    others: Sequence[Counted]

    @property
    def count(self) -> int:
        """How many values would change."""
        return sum(other.count for other in self.others)


def alike(found: Distinct, counts: npt.NDArray[np.int64], options: frozenset[str]) -> Sequence[Cluster]:
    """Groups of texts that look alike, the largest first; `options` are right as they are. For a lane.

    At most MOST_BY_LOOK values are compared by case and white space, and MOST_BY_SLIP letter by letter: the cost of
    the latter is the number of values times their length.
    """
    texts = _most_frequent_texts(found, counts)
    looks: dict[str, list[_Text]] = {}
    for text, value in texts:
        looks.setdefault(squeezed(text) or text, []).append((text, value))
    heads = {look: _best(same, options) for look, same in looks.items()}
    joined = _joined_by_slip(list(heads.items())[:MOST_BY_SLIP], options)
    groups: dict[str, list[_Text]] = {}
    for look, same in looks.items():
        groups.setdefault(joined.get(look, look), []).extend(same)
    clusters = [_cluster(heads[look], same, options) for look, same in groups.items() if len(same) > 1]
    useful = [cluster for cluster in clusters if cluster.others]
    return tuple(sorted(useful, key=lambda cluster: -cluster.count)[:MOST_CLUSTERS])


def _most_frequent_texts(found: Distinct, counts: npt.NDArray[np.int64]) -> list[_Text]:
    order = np.argsort(-counts, kind="stable")[:MOST_BY_LOOK]
    order = order[counts[order] > 0]
    numbers: list[int] = counts[order].tolist()
    texts: list[_Text] = []
    for start, cells in found.chosen(order).slices():
        for place, cell in enumerate(cells, start):
            text = text_of(cell)
            if text is not None and len(text) <= 4 * LONGEST:
                texts.append((text, Counted(cell, numbers[place])))
    return texts


def _best(same: Sequence[_Text], options: frozenset[str]) -> _Text:
    """The option, or the most frequent; texts come with the most frequent first."""
    return next((one for one in same if one[0] in options), same[0])


def _joined_by_slip(heads: Sequence[tuple[str, _Text]], options: frozenset[str]) -> Mapping[str, str]:
    """Looks that are one slip away from a more frequent one (or from an option): look -> that one's."""
    buckets: dict[str, list[int]] = {}
    places = [place for place, (look, _) in enumerate(heads) if _SHORTEST <= len(look) <= LONGEST]
    for turn, place in enumerate(places):
        for shorter in without_one_letter(heads[place][0]):
            buckets.setdefault(shorter, []).append(place)
        _breathe(turn)
    joined: dict[int, int] = {}
    for turn, place in enumerate(sorted(places, key=lambda place: heads[place][1][0] not in options)):
        if place not in joined:
            for other in _neighbours(place, heads, buckets):
                if other not in joined and _is_slip(heads[place][1], heads[other][1], options):
                    joined[other] = place
        _breathe(turn)
    return {heads[other][0]: heads[place][0] for other, place in joined.items() if place not in joined}


def _neighbours(place: int, heads: Sequence[tuple[str, _Text]], buckets: Mapping[str, Sequence[int]]) -> Iterable[int]:
    look = heads[place][0]
    shared = (buckets[shorter] for shorter in without_one_letter(look))
    near = {other for bucket in shared if len(bucket) <= _CROWD for other in bucket if other != place}
    for other in sorted(near):
        if not differ_in_figures(look, heads[other][0]) and distance(look, heads[other][0], 1) <= 1:
            yield other


def _is_slip(head: _Text, other: _Text, options: frozenset[str]) -> bool:
    """Whether the other text is probably the head, mistyped."""
    if other[0] in options:
        return False
    return head[0] in options or other[1].count * RARER <= head[1].count


def _cluster(head: _Text, same: Sequence[_Text], options: frozenset[str]) -> Cluster:
    others = [value for text, value in same if text != head[0] and text not in options]
    return Cluster(head[1], tuple(others))


def _breathe(turn: int) -> None:
    if turn % _BETWEEN_BREATHS == _BETWEEN_BREATHS - 1:
        time.sleep(_BREATH)
