"""The next problem after a cell, as the table stands: along the row, then down the rows, around the end."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.findings import Finding, Report


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a problem is: a shown row, and the place of its key among the keys given (-1: the item as a whole).

    `number` is the place of the row among the `of` shown rows with problems, from 1. `around`: the search went past
    the end.
    """

    row: int
    place: int
    finding: Finding
    number: int
    of: int
    around: bool = False


def next_problem(
    report: Report,
    order: npt.NDArray[np.int64],
    keys: Sequence[str],
    start: tuple[int, int],
    *,
    forward: bool = True,
    only: Finding | None = None,
) -> Spot | None:
    """The problem nearest to `start` (shown row, place among `keys`) in one direction; None where none is shown.

    `order`: the frame's rows as they are shown. `only`: look for this finding alone, else for every value's problem.
    """
    rows = _shown_rows(report, order, only)
    if not len(rows):
        return None
    findings = [only] if only is not None else [one for one in report.findings if not one.rule.of_key]
    by_place = _by_place(findings, keys)
    row, place = start
    at = int(np.searchsorted(rows, row))
    if at < len(rows) and int(rows[at]) == row:
        rest = [spot for spot in _spots(by_place, int(order[row])) if (spot[0] > place) == forward and spot[0] != place]
        if rest:
            found = rest[0] if forward else rest[-1]
            return Spot(row, *found, at + 1, len(rows))
    if forward:
        at = int(np.searchsorted(rows, row, side="right"))
    else:
        at -= 1
    around = not 0 <= at < len(rows)
    at %= len(rows)
    row = int(rows[at])
    spots = _spots(by_place, int(order[row]))
    return Spot(row, *(spots[0] if forward else spots[-1]), at + 1, len(rows), around)


def _shown_rows(report: Report, order: npt.NDArray[np.int64], only: Finding | None) -> npt.NDArray[np.int64]:
    marked = report.marked
    if only is not None:
        marked = np.zeros(len(report.marked), np.bool_)
        marked[only.rows] = True
    known = order < len(marked)  # items that came since the report was made are not in it
    if known.all():
        return np.flatnonzero(marked[order])
    return np.flatnonzero(known)[marked[order[known]]]


def _by_place(findings: Sequence[Finding], keys: Sequence[str]) -> list[tuple[int, Finding]]:
    places = {key: place for place, key in enumerate(keys)}
    found = [(places.get(one.key, -1 if not one.key else len(keys)), one) for one in findings]
    return sorted(found, key=lambda pair: pair[0])


def _spots(by_place: Sequence[tuple[int, Finding]], row: int) -> list[tuple[int, Finding]]:
    return [(place, finding) for place, finding in by_place if finding.holds(row)]
