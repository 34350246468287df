"""What a step of a migration does to a page of items, worked out beside the window."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

import numpy as np
import pyarrow.compute

from controllers.bulk import Change
from domain.changes import ItemChange
from domain.metadata import Cell
from domain.migrations.migration import Filled, Migration
from models.arrow import ArrowTable
from models.arrow_page import FACT_MARK, KEY_MARK, UNREADABLE, keys_of

ValueStep: TypeAlias = Literal["fill", "clear"]

SHOWN = 200
"""Changes that are shown before anything is done."""

_MOST_REMEMBERED = 50_000
_compute: Any = pyarrow.compute


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found among some items. `left`: sentence -> values that do not go along; `remaining`: items with them.

    `changes` has every item that changes; `values` counts the keys that do.
    """

    seen: int = 0
    values: int = 0
    remaining: int = 0
    left: Mapping[str, int] = field(default_factory=dict[str, int])
    changes: Sequence[ItemChange] = ()
    first: Sequence[Change] = ()


@dataclass(slots=True)
class _Found:
    left: Counter[str] = field(default_factory=Counter[str])
    changes: list[ItemChange] = field(default_factory=list[ItemChange])
    remaining: int = 0


def look(migration: Migration, step: ValueStep, table: ArrowTable) -> Looked:
    """Take one step over a page of items. For a lane: nothing else sees the page."""
    found = _Found()
    keys = migration.reads(keys_of(table))
    rows = _rows_with(table, keys)
    if len(rows):
        _go(migration, step, table.take(rows), keys, found)
    unreadable = table.num_rows - _nulls(table, UNREADABLE)
    if unreadable:
        found.left["The metadata of the item can't be read."] += unreadable
        found.remaining += unreadable
    values = sum(len(change.cells) for change in found.changes)
    return Looked(table.num_rows, values, found.remaining, found.left, found.changes, _first(found.changes))


def _go(migration: Migration, step: ValueStep, rows: ArrowTable, keys: Sequence[str], found: _Found) -> None:
    columns = [rows.column(KEY_MARK + key).to_pylist() for key in keys]
    names = [rows.column(FACT_MARK + name).to_pylist() for name in ("uuid", "name", "parent")]
    known: dict[tuple[Cell, ...], tuple[Filled, Mapping[str, Cell]]] = {}
    for facts, values in zip(zip(*names, strict=True), zip(*columns, strict=True), strict=True):
        outcome = known.get(values)
        if outcome is None:
            cells = {key: cell for key, cell in zip(keys, values, strict=True) if cell is not None}
            filled = migration.fill(cells)
            outcome = filled, (filled.changes if step == "fill" else migration.clear(cells))
            if len(known) < _MOST_REMEMBERED:
                known[values] = outcome
        filled, changes = outcome
        found.left.update(filled.left.values())
        found.remaining += bool(filled.left) or (step == "clear" and bool(filled.changes))
        if changes:
            before = dict(zip(keys, values, strict=True))
            moves = {key: (before.get(key), after) for key, after in changes.items()}
            found.changes.append(ItemChange(facts[0] or "", facts[1] or "", facts[2] or "", moves))


def _rows_with(table: ArrowTable, keys: Sequence[str]) -> Any:
    """The rows that have a value under one of the keys."""
    there = np.zeros(table.num_rows, np.bool_)
    for key in keys:
        there |= _compute.is_valid(table.column(KEY_MARK + key)).to_numpy()
    return np.flatnonzero(there)


def _nulls(table: ArrowTable, name: str) -> int:
    return table.column(name).null_count if name in table.column_names else table.num_rows


def _first(changes: Sequence[ItemChange]) -> list[Change]:
    return [
        Change(-1, change.name, key, before, after)
        for change in changes[:SHOWN]
        for key, (before, after) in change.cells.items()
    ][:SHOWN]
