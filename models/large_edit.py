"""A change of very many cells, prepared in a lane from what was staged and confirmed when it was asked for.

Nothing here touches what the window owns: it reads snapshots and gives what is to be journaled and shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from domain.reading import Invalid
from domain.shaped_fields import UntypedField
from models.arrow import ArrowArray
from models.arrow_page import FACT_MARK, UNREADABLE
from models.column_edit import ColumnEdit
from models.column_spec import ColumnSpec
from models.frame_reading import FrameReading
from models.key_cells import KeyCells
from models.same_values import differ
from models.schema_screen import broken_cells
from models.shown_column import ShownColumn, shown_column
from models.staged_block import Block, Delta, Items
from models.staged_steps import Mark, Staging
from models.text_arrays import Mask, Rows, distinct_texts, picked, text_array, without_gaps


@dataclass(frozen=True, slots=True, eq=False)
class Wish:
    """What shall become of one key, and what was staged under it. `kept`: which values break the schema on purpose."""

    column: ColumnSpec
    edit: ColumnEdit
    staged: KeyCells
    mark: Mark
    kept: Mask | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Wishes:
    """One large command, as it was asked for."""

    reading: FrameReading
    keys: Sequence[Wish]
    keep_invalid: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Undoing:
    """What takes one key of a large command back and does it again, whatever else happened meanwhile."""

    column: ColumnSpec
    rows: Rows
    before: ArrowArray
    kept_before: Mask
    after: ArrowArray
    kept_after: Mask


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """A large command ready to be journaled and shown: cells counted, key by key."""

    count: int
    stagings: Sequence[Staging]
    undoing: Sequence[Undoing]

    def make_findable(self) -> None:
        """Make ready what the table looks items up in: a tenth of a second for a million, which the window has not."""
        for staging in self.stagings:
            if staging.cells.block is not None:
                staging.cells.block.items.index()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why nothing may be staged; `invalid`: only the schema is in the way."""

    reason: str
    invalid: bool = False


def prepare(wishes: Wishes) -> Prepared | Refusal:
    """Find out what changes and what is staged then. Takes a good part of a second for a million cells."""
    stagings: list[Staging] = []
    undoing: list[Undoing] = []
    known: dict[bytes, Items] = {}
    for wish in wishes.keys:
        made = _one(wish, wishes, known)
        if isinstance(made, Refusal):
            return made
        if made is not None:
            stagings.append(made[0])
            undoing.append(made[1])
    return Prepared(sum(len(each.rows) for each in undoing), stagings, undoing)


def _one(wish: Wish, wishes: Wishes, known: dict[bytes, Items]) -> tuple[Staging, Undoing] | Refusal | None:
    rows, after = wish.edit.rows, text_array(wish.edit.cells)
    unreadable = wishes.reading.unreadable(rows, UNREADABLE)
    if len(unreadable):
        return Refusal(_why_unreadable(wishes.reading, unreadable[:1]))
    kept = wish.kept if wish.kept is not None else _broken(wish.column, after)
    if kept.any() and not wishes.keep_invalid:
        return Refusal(_why_broken(wish.column, after, kept), invalid=True)
    shown = shown_column(wishes.reading, wish.staged, wish.column.name, rows)
    moved = np.flatnonzero(differ(shown.after, after))
    if not len(moved):
        return None
    shown, after, kept, rows = shown.take(moved), picked(after, moved), kept[moved], rows[moved]
    undoing = Undoing(wish.column, rows, shown.after, shown.kept, after, kept)
    return _staging(wish, _items(wishes.reading, rows, known), undoing, shown), undoing


def _staging(wish: Wish, items: Items, undoing: Undoing, shown: ShownColumn) -> Staging:
    base, after = shown.base, undoing.after
    back = np.zeros(len(items), np.bool_)
    edited = np.flatnonzero(shown.staged)
    back[edited] = ~differ(picked(base, edited), picked(after, edited))
    there, gone = np.flatnonzero(~back), np.flatnonzero(back)
    block = Block(items.take(there), picked(base, there), picked(after, there), undoing.kept_after[there])
    delta = Delta(wish.column.name, block, picked(items.uuids, gone))
    staged = wish.staged.laid_over(delta, np.concatenate([shown.at[there], shown.at[gone]]))
    return Staging(delta, staged, [items])


def _items(reading: FrameReading, rows: Rows, known: dict[bytes, Items]) -> Items:
    """The items of rows; the same ones where several keys of a command change on the same rows."""
    name = rows.tobytes()
    if name not in known:
        uuids, names, folders = (reading.texts(rows, FACT_MARK + fact) for fact in ("uuid", "name", "parent"))
        known[name] = Items(uuids, without_gaps(names), without_gaps(folders), reading.origin, rows)
    return known[name]


def _broken(column: ColumnSpec, cells: ArrowArray) -> Mask:
    """Which cells break the type of their column; each value is looked at once."""
    if column.field is None or isinstance(column.field, UntypedField):
        return np.zeros(len(cells), np.bool_)
    values, codes = distinct_texts(cells)
    return broken_cells(column.field, values)[codes]


def _why_broken(column: ColumnSpec, cells: ArrowArray, broken: Mask) -> str:
    cell = cells[int(np.flatnonzero(broken)[0])].as_py()
    outcome = None if column.field is None else column.field.check(cell)
    return outcome.reason if isinstance(outcome, Invalid) else ""


def _why_unreadable(reading: FrameReading, row: Rows) -> str:
    name, why = (reading.texts(row, column)[0].as_py() for column in (f"{FACT_MARK}name", UNREADABLE))
    return f'"{name or ""}" cannot be edited here. {why}'
