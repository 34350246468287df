"""The values a change of many rows reads, frozen when it was asked for; each block of rows is computed in a lane."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import numpy.typing as npt

from controllers.bulk_matching import plain, reads_alike, rewritten, surely_fit
from controllers.patterns import BoundedPattern
from domain.bulk.operation import ALONE, Reads, Row, Step
from domain.bulk.replacing import ReplacePattern
from domain.fields import Field, TextType, VarcharType
from domain.metadata import Cell
from domain.reading import Invalid
from domain.shaped_fields import UntypedField
from models.arrow import ArrowArray, taken, texts
from models.arrow_page import UNREADABLE
from models.staged_columns import same
from models.text_arrays import equal, joined, picked

Rows = npt.NDArray[np.int64]
SHOWN = 200
"""How many changes a preview shows."""
_KEPT = Invalid("")  # beside the refusals, because None and every text may be new values


@dataclass(frozen=True, slots=True)
class Values:
    """Columns in one piece each, by "k:" + key and "f:" + fact; `folders` are paths by UUID."""

    columns: Mapping[str, ArrowArray]
    folders: Mapping[str, str] = field(default_factory=dict[str, str])

    def of(self, name: str, rows: Rows) -> list[Any]:
        """The values of some rows; None where the column is not there."""
        column = self.columns.get(name)
        return [None] * len(rows) if column is None else taken(column, rows)


@dataclass(frozen=True, slots=True)
class Aim:
    """A step with the type of its key."""

    step: Step
    kind: Field


@dataclass(frozen=True, slots=True)
class Block:
    """What one step makes of some rows: the places that change and their new cells, and what is refused.

    `first` are before and after of the first of those places, `above` is what the last row became, for the next block.
    """

    places: Rows
    cells: ArrowArray
    first: Sequence[tuple[Cell, Cell]]
    refused: Mapping[str, int]
    above: Cell = None


def compute(aim: Aim, values: Values, rows: Rows, first: int, above: Cell) -> Block:
    """What a step makes of rows of the frame; `first` counts the rows before them. For a lane."""
    at_once = _at_once(aim, values, rows)
    if at_once is not None:
        return at_once
    cells: list[Cell] = values.of(f"k:{aim.step.key}", rows)
    if aim.step.operation.reads.anything:
        results, above = _row_by_row(aim, values, rows, cells, _Start(first, above))
    else:
        results = _each_once(aim, cells)
    if UNREADABLE in values.columns:
        reasons = values.of(UNREADABLE, rows)
        results = [
            result if result is _KEPT or reason is None else Invalid(reason)
            for result, reason in zip(results, reasons, strict=True)
        ]
    return _block(cells, results, above)


def _each_once(aim: Aim, cells: Sequence[Cell]) -> list[Cell | Invalid]:
    known = {cell: _outcome(aim, cell, ALONE) for cell in dict.fromkeys(cells)}
    return [known[cell] for cell in cells]


def _at_once(aim: Aim, values: Values, rows: Rows) -> Block | None:
    """The same for a regular expression that can be tried on all plain texts at once; None for everything else."""
    operation, column = aim.step.operation, values.columns.get(f"k:{aim.step.key}")
    if column is None or UNREADABLE in values.columns or not isinstance(operation, ReplacePattern):
        return None
    pattern, template = operation.pattern, operation.template
    if not isinstance(pattern, BoundedPattern) or not reads_alike(pattern, template):
        return None
    cells = picked(column, rows)
    easy = plain(cells)
    if np.count_nonzero(easy) * 2 < len(easy):
        return None
    quick, slow = np.flatnonzero(easy), np.flatnonzero(~easy)
    before = picked(cells, quick)
    after = rewritten(pattern.source, template, before)
    if not surely_fit(aim.kind, after):
        return None
    moved = np.flatnonzero(~equal(before, after))
    others: list[Cell] = taken(cells, slow)
    rest = _block(others, _each_once(aim, others), None)
    places = np.concatenate([quick[moved], slow[rest.places]])
    order = np.argsort(places)
    new = picked(joined([picked(after, moved), rest.cells]), order)
    first = zip(taken(cells, places[order][:SHOWN]), taken(new, np.arange(min(SHOWN, len(order)))), strict=True)
    return Block(places[order], new, list(first), rest.refused)


@dataclass(frozen=True, slots=True)
class _Start:
    number: int
    above: Cell


def _row_by_row(
    aim: Aim, values: Values, rows: Rows, cells: Sequence[Cell], start: _Start
) -> tuple[list[Cell | Invalid], Cell]:
    reads, above = aim.step.operation.reads, start.above
    results: list[Cell | Invalid] = []
    for cell, row in zip(cells, _rows(reads, values, rows, start.number), strict=True):
        here = Row(row.cells, row.facts, row.folder, row.number, above) if reads.above else row
        outcome = _outcome(aim, cell, here)
        results.append(outcome)
        if reads.above:
            above = cell if isinstance(outcome, Invalid) else outcome
    return results, above


def _rows(reads: Reads, values: Values, rows: Rows, first: int) -> Iterator[Row]:
    keys = [values.of(f"k:{key}", rows) for key in reads.keys]
    facts = [values.of(f"f:{fact}", rows) for fact in reads.facts]
    folders = values.of("f:parent", rows) if reads.folder else [None] * len(rows)
    for at in range(len(rows)):
        yield Row(
            {key: column[at] for key, column in zip(reads.keys, keys, strict=True)},
            {fact: column[at] for fact, column in zip(reads.facts, facts, strict=True)},
            values.folders.get(folders[at] or "", ""),
            first + at,
        )


def _outcome(aim: Aim, cell: Cell, row: Row) -> Cell | Invalid:
    """What the operation says, unless the schema refuses it; `_KEPT` where the value stays the same."""
    outcome = aim.step.operation.apply(cell, row, aim.kind)
    if outcome == cell:
        return _KEPT
    if outcome is None or isinstance(outcome, Invalid):
        return outcome
    if not _surely_fits(aim.kind, outcome):
        checked = aim.kind.check(outcome)
        if isinstance(checked, Invalid):
            return checked
    return _KEPT if same(cell, outcome) else outcome


def _surely_fits(kind: Field, cell: str) -> bool:
    if isinstance(kind, TextType):
        return cell[0] == '"'
    if isinstance(kind, VarcharType):
        return cell[0] == '"' and len(cell) <= kind.limit
    return isinstance(kind, UntypedField)


def _block(cells: Sequence[Cell], results: Sequence[Cell | Invalid], above: Cell) -> Block:
    places = [at for at, result in enumerate(results) if not isinstance(result, Invalid)]
    after = [result for result in results if not isinstance(result, Invalid)]
    refused = Counter(result.reason for result in results if isinstance(result, Invalid) and result is not _KEPT)
    first = [(cells[at], cell) for at, cell in zip(places[:SHOWN], after, strict=False)]
    return Block(np.array(places, np.int64), texts(after), first, refused, above)


def inputs(steps: Sequence[Step]) -> frozenset[str]:
    """The columns that steps read: "k:" + key and "f:" + fact."""
    names = {f"k:{step.key}" for step in steps}
    for step in steps:
        reads = step.operation.reads
        names.update(f"k:{key}" for key in reads.keys)
        names.update(f"f:{fact}" for fact in reads.facts)
        if reads.folder:
            names.add("f:parent")
    return frozenset(names)
