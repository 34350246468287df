"""Whether very many pairs of cells hold the same value: most are told apart by how they are spelt."""

import numpy as np

from models.arrow import ArrowArray
from models.staged_columns import same
from models.text_arrays import Mask, Rows, equal, escaped, matching, missing, numbers, picked, starts

_NUMBER = r"^-?(0|[1-9][0-9]{0,99})(\.[0-9]{1,99})?([eE][+-]?[0-9]{1,2})?$"
_OF_ONE_SPELLING = np.isin(np.arange(256), [ord(letter) for letter in '"tfn[{'])
_QUOTE = ord('"')


def differ(ones: ArrowArray, others: ArrowArray) -> Mask:
    """Where the values are not the same, as `domain.metadata.same_value` says it of one pair."""
    differs = ~equal(ones, others)
    doubtful = _doubtful(np.flatnonzero(differs), ones, others)
    left, right = picked(ones, doubtful).to_pylist(), picked(others, doubtful).to_pylist()
    known: dict[tuple[str | None, str | None], bool] = {}
    for at, pair in zip(doubtful.tolist(), zip(left, right, strict=True), strict=True):
        if pair not in known:
            known[pair] = same(*pair)
        differs[at] = not known[pair]
    return differs


def _doubtful(places: Rows, ones: ArrowArray, others: ArrowArray) -> Rows:
    """Of the pairs that are spelt differently those that may be the same value all the same."""
    left, right = picked(ones, places), picked(others, places)
    open_ones = ~(missing(left) | missing(right))
    first, second = starts(left), starts(right)
    open_ones &= (first == second) | ~(_OF_ONE_SPELLING[first] | _OF_ONE_SPELLING[second])
    texts = open_ones & (first == _QUOTE)
    if texts.any():
        open_ones &= ~texts | escaped(left) | escaped(right)
    rest = np.flatnonzero(open_ones)
    left, right = picked(left, rest), picked(right, rest)
    plain = np.flatnonzero(matching(left, _NUMBER) & matching(right, _NUMBER))
    if len(plain):
        apart = numbers(picked(left, plain)) != numbers(picked(right, plain))
        open_ones[rest[plain[apart]]] = False
    return places[np.flatnonzero(open_ones)]
