"""What an import would change, worked out whole before anything is staged: the edits, the counts, a sample."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow
import pyarrow.compute

from controllers.exchange.cell_texts import read_cell_text
from controllers.exchange.import_clashes import Clashes, KeyClashes, one_row_each
from controllers.exchange.import_outcome import SAMPLE, Change, Decisions, ImportPlan, Refusal
from controllers.exchange.mapping import ColumnUse, ImportMapping, is_fact
from controllers.exchange.matching import Items, Match, Rows
from controllers.exchange.records import key_of_header
from controllers.exchange.source import SourceColumn, SourceTable
from controllers.exchange.values import Values, read_values
from domain.keys import RESERVED_PREFIX
from domain.metadata import CLEARED, Cell, same_value
from domain.reading import Valid
from domain.shaped_fields import UntypedField
from models.column_edit import ColumnEdit
from wire.cancel import CancelToken

_arrow: Any = pyarrow  # it has no types
_compute: Any = pyarrow.compute
_TEXT = _arrow.large_string()
_LINES = 5


@dataclass(frozen=True, slots=True)
class _Column:
    """One key's part: the rows of the table that change, and what was left out on the way.

    `before` says only of the first rows what they hold now.
    """

    key: str
    rows: Rows
    before: list[Cell]
    after: list[Cell]
    unchanged: int = 0
    refused: tuple[Refusal, ...] = ()
    clashes: KeyClashes | None = None


def make_plan(
    table: SourceTable,
    mapping: ImportMapping,
    match: Match,
    items: Items,
    decisions: Decisions,
    cancel: CancelToken | None = None,
) -> ImportPlan:
    """Work it out. `items.cells` must hold every mapped key, and for replacing every key. Raises Cancelled."""
    lines, rows = match.pairs(decisions.chosen, all_of_several=decisions.several == "all")
    readable = np.ones(len(rows), np.bool_)
    if items.unreadable:
        readable = ~np.isin(rows, np.fromiter(items.unreadable, np.int64))
    unreadable = len(_different(rows[~readable]))
    lines, rows = lines[readable], rows[readable]
    columns: list[_Column] = []
    for use in mapping.used:
        if cancel is not None:
            cancel.raise_if_cancelled()
        column = table.column(use.column)
        if column is not None:
            columns.append(_filled(_Part(table, column, use, items, decisions), lines, rows))
    if decisions.mode == "replace":
        kept = {mapping.by.key, *(use.key for use in mapping.used)}  # what names the item is said by its row as well
        kept |= {key_of_header(column.name) for column in table.columns if not is_fact(column)}  # ignored: left alone
        columns += _emptied(items, kept, _different(rows))
    return _plan(columns, unreadable, keep_invalid=decisions.invalid == "keep")


@dataclass(frozen=True, slots=True)
class _Part:
    table: SourceTable
    column: SourceColumn
    use: ColumnUse
    items: Items
    decisions: Decisions


def _filled(part: _Part, lines: Rows, rows: Rows) -> _Column:
    """What one column of the file changes in its key."""
    key = part.use.key
    values = read_values(part.column, part.items.schema.field(key), part.use.read_as)
    cells = _with_decisions(part, values)
    refused = _refusals(part, values, lines)
    silent = cells.is_null().to_numpy(zero_copy_only=False)
    if part.decisions.mode == "merge":
        said = np.flatnonzero(~silent[lines])
    else:
        wrong = np.zeros(len(silent), np.bool_)
        wrong[values.wrong] = True
        said = np.flatnonzero(~(silent & wrong)[lines])  # what was refused leaves the item as it is
    all_held = part.items.cells.get(key, _arrow.nulls(part.items.rows, _TEXT))
    decided = part.decisions
    chosen = one_row_each(key, cells, all_held, (lines[said], rows[said]), decided.twice, decided.counting)
    lines, rows = chosen.lines, chosen.rows
    held = all_held.take(_arrow.array(rows))
    wanted = cells.take(_arrow.array(lines))
    same = _compute.fill_null(_compute.equal(held, wanted), fill_value=False)
    same = _compute.or_(same, _compute.and_(held.is_null(), wanted.is_null()))
    moved = np.flatnonzero(~same.to_numpy(zero_copy_only=False))
    moved = moved[_really(part, held, wanted, lines, moved)]
    at = _arrow.array(moved)
    before, after = held.take(at).slice(0, SAMPLE).to_pylist(), wanted.take(at).to_pylist()
    return _Column(key, rows[moved], before, after, len(lines) - len(moved), refused, chosen.clashes)


def _with_decisions(part: _Part, values: Values) -> Any:
    """The cells, empty ones cleared and refused ones kept where that was chosen."""
    cells = values.cells
    if part.decisions.empty == "clear" and part.column.kind == "text":
        cells = _compute.replace_with_mask(cells, _arrow.array(~values.given), _arrow.scalar(CLEARED, _TEXT))
    if part.decisions.invalid == "keep" and len(values.wrong):
        texts = part.column.cells.take(_arrow.array(values.wrong)).to_pylist()
        mask = np.zeros(len(cells), np.bool_)
        mask[values.wrong] = True
        cells = _compute.replace_with_mask(
            cells, _arrow.array(mask), _arrow.array([values.kept[text] for text in texts], _TEXT)
        )
    return cells


def _refusals(part: _Part, values: Values, lines: Rows) -> tuple[Refusal, ...]:
    """What does not fit, of the rows that mean an item, the most frequent first."""
    if not len(values.wrong):
        return ()
    wrong = values.wrong[np.isin(values.wrong, lines)]
    texts = part.column.cells.take(_arrow.array(wrong)).to_pylist()
    reasons = [values.refused[text] for text in texts]
    where: dict[str, list[int]] = {}
    for reason, row in zip(reasons, wrong.tolist(), strict=True):
        found = where.setdefault(reason, [])
        if len(found) < _LINES:
            found.append(part.table.line(row))
    return tuple(
        Refusal(part.use.key, reason, count, tuple(where[reason])) for reason, count in Counter(reasons).most_common()
    )


def _really(part: _Part, held: Any, wanted: Any, lines: Rows, moved: Rows) -> npt.NDArray[np.bool_]:
    """Which of the cells that are spelt differently really change; where one of the two is absent they do."""
    really = np.ones(len(moved), np.bool_)
    both = _compute.and_(held.is_valid(), wanted.is_valid()).to_numpy(zero_copy_only=False)[moved]
    doubtful = np.flatnonzero(both)
    at = _arrow.array(moved[doubtful])
    texts = part.column.cells.take(_arrow.array(lines[moved[doubtful]])).to_pylist()
    pairs = zip(held.take(at).to_pylist(), wanted.take(at).to_pylist(), texts, strict=True)
    really[doubtful] = [_moves(part, *triple) for triple in pairs]
    return really


def _moves(part: _Part, before: Cell, after: Cell, text: str | None) -> bool:
    """Whether a cell really changes: not by another spelling, nor by a text that says what the item holds already."""
    if same_value(before, after):
        return False
    if text is None or before is None:
        return True
    field = part.items.schema.field(part.use.key)
    if part.column.kind == "json":
        if isinstance(field, UntypedField) or not text.startswith('"'):
            return True
        text = str(json.loads(text))
    read = read_cell_text(field, text)
    return not (isinstance(read, Valid) and same_value(read.cell, before))


def _emptied(items: Items, filled: set[str], rows: Rows) -> Iterable[_Column]:
    """The keys the file does not have, taken off the items it names; what the platform keeps for itself stays."""
    for key, cells in items.cells.items():
        if key in filled or key.startswith(RESERVED_PREFIX):
            continue
        held = cells.take(_arrow.array(rows))
        there = np.flatnonzero(held.is_valid().to_numpy(zero_copy_only=False))
        if len(there):
            before = held.take(_arrow.array(there[:SAMPLE])).to_pylist()
            yield _Column(key, rows[there], before, [None] * len(there))


def _different(rows: Rows) -> Rows:
    """Each row once, in order; numpy's own unique takes a second for a million."""
    there = np.zeros(int(rows.max(initial=-1)) + 1, np.bool_)
    there[rows] = True
    return np.flatnonzero(there).astype(np.int64)


def _plan(columns: list[_Column], unreadable: int, *, keep_invalid: bool) -> ImportPlan:
    moved = [column for column in columns if len(column.rows)]
    every: npt.NDArray[np.int64] = np.concatenate([np.empty(0, np.int64), *(column.rows for column in moved)])
    removed = sum(column.after.count(None) for column in moved)
    cleared = sum(column.after.count(CLEARED) for column in moved)
    return ImportPlan(
        edits=tuple(ColumnEdit(column.key, column.rows, column.after) for column in moved),
        items=len(_different(every)),
        set_cells=len(every) - removed - cleared,
        cleared=cleared,
        removed=removed,
        unchanged=sum(column.unchanged for column in columns),
        by_key={column.key: len(column.rows) for column in moved},
        refused=tuple(refusal for column in columns for refusal in column.refused),
        clashes=Clashes([column.clashes for column in columns if column.clashes is not None]),
        unreadable=unreadable,
        sample=tuple(_sample(moved)),
        keep_invalid=keep_invalid,
    )


def _sample(columns: list[_Column]) -> Iterable[Change]:
    """Some changes of every key, so that none is staged without having been seen."""
    each = max(3, SAMPLE // max(1, len(columns)))
    for column in columns:
        rows = column.rows[:each].tolist()
        for row, before, after in zip(rows, column.before, column.after, strict=False):
            yield Change(row, column.key, before, after)
