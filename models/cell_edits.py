"""Editing the cells of one table: what was typed is read by the schema, journaled, and can be undone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import TypeAlias

from PySide6.QtGui import QUndoStack

from domain.fields import DatetimeType, EnumType, TextType, UuidType, VarcharType
from domain.keys import check_key
from domain.metadata import CLEARED, Cell
from domain.reading import Invalid, Valid, spell
from domain.schema import FieldType
from domain.shaped_fields import UntypedField
from models.column_edit import ColumnEdit
from models.column_spec import ColumnSpec
from models.edits import EditCells, kept_invalid
from models.frame_reading import as_range
from models.journal_file import JournalRefused
from models.large_edits import LargeEdits
from models.metadata_frame import MetadataFrame
from models.staged import StagedEdits
from models.staged_columns import ColumnChange, same
from models.table_columns import TableColumns, read_only

_TEXTS = (DatetimeType, EnumType, TextType, UuidType, VarcharType)


@dataclass(frozen=True, slots=True)
class Accepted:
    """The edit is staged: how many cells changed, and how the text was understood where that is worth saying."""

    count: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Rejected:
    """Nothing was staged; the sentence says why. `invalid`: only the schema is in the way, so it may be kept."""

    reason: str
    invalid: bool = False


Outcome: TypeAlias = Accepted | Rejected


@dataclass(frozen=True, slots=True)
class TypedCell:
    """A typed text as the cell it makes; `problem` says why it breaks the schema, `note` how it was understood."""

    cell: str
    problem: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What shall become of cells of one column: frame rows, new values, and which break the schema."""

    column: ColumnSpec
    rows: Sequence[int]
    items: Sequence[str]
    cells: Sequence[Cell]
    broken: AbstractSet[Cell]
    reserved: bool = False

    @property
    def editable(self) -> bool:
        return self.column.editable or self.reserved


class CellEdits:
    """Makes one undoable command of each gesture over the shown rows of a frame."""

    def __init__(self, frame: MetadataFrame, staged: StagedEdits, columns: TableColumns, undo: QUndoStack) -> None:
        self._frame = frame
        self._staged = staged
        self._columns = columns
        self._undo = undo
        self.large = LargeEdits(frame, staged, columns, undo)

    def edit(self, cells: Iterable[tuple[int, int]], text: str, *, keep_invalid: bool) -> Outcome:
        """Give one typed text to (row, column) cells. One wrong column refuses the whole gesture."""
        texts = {column: (rows, [text] * len(rows)) for column, rows in self._by_column(cells).items()}
        return self._edit(texts, "", keep_invalid=keep_invalid)

    def edit_each(self, texts: Mapping[tuple[int, int], str], title: str, *, keep_invalid: bool) -> Outcome:
        """Give each (row, column) cell its own typed text, as a paste does."""
        columns: dict[ColumnSpec, tuple[list[int], list[str]]] = {}
        for (row, column), text in texts.items():
            rows, column_texts = columns.setdefault(self._columns.specs[column], ([], []))
            rows.append(row)
            column_texts.append(text)
        return self._edit(columns, title, keep_invalid=keep_invalid)

    def put(self, cells: Iterable[tuple[int, int]], cell: Cell, title: str, *, keep_invalid: bool) -> Outcome:
        """Give one value to (row, column) cells: JSON text, `null` to clear them, None to remove the keys."""
        columns = self._by_column(cells)
        wanted = [self._wanted(column, rows, [cell] * len(rows)) for column, rows in columns.items()]
        for each in wanted:
            if each.broken and not keep_invalid:
                return self._refused(each.column, _breaks(each.column, cell))
        verb = "Clear" if cell == CLEARED else "Remove" if cell is None else "Set"
        return self._do(title or _title(verb, wanted), wanted, "")

    def set_columns(self, edits: Sequence[ColumnEdit], title: str, *, keep_invalid: bool) -> Outcome:
        """Give rows of the frame their values, key by key; no key may be there twice. One step to undo.

        A key without a column gets one. A value that breaks the schema refuses everything, unless `keep_invalid`.
        """
        wanted: list[_Wanted] = []
        for edit in edits:
            column = self._columns.of_key(edit.key)
            known = edit.reserved or self._columns.key_position(edit.key) is not None
            refusal = None if known else check_key(edit.key)
            if refusal is not None:
                return Rejected(refusal)
            rows = as_range(edit.rows.tolist())
            wanted.append(replace(self._of_rows(column, rows, edit.cells), reserved=edit.reserved))
        for each in wanted:
            if each.broken and not keep_invalid:
                return self._refused(each.column, _breaks(each.column, min(filter(None, each.broken))))
        return self._do(title or _title("Set", wanted), wanted, "")

    def _by_column(self, cells: Iterable[tuple[int, int]]) -> dict[ColumnSpec, list[int]]:
        columns: defaultdict[int, list[int]] = defaultdict(list)
        for row, column in cells:
            columns[column].append(row)
        return {self._columns.specs[column]: list(dict.fromkeys(rows)) for column, rows in columns.items()}

    def _edit(
        self, cells: Mapping[ColumnSpec, tuple[Sequence[int], Sequence[str]]], title: str, *, keep_invalid: bool
    ) -> Outcome:
        wanted: list[_Wanted] = []
        notes: dict[str, None] = {}
        for column, (rows, texts) in cells.items():
            readings = {text: _read(column, text) for text in dict.fromkeys(texts)}
            wrong = next((outcome.reason for outcome in readings.values() if isinstance(outcome, Invalid)), "")
            if wrong and not keep_invalid:
                return self._refused(column, wrong)
            notes.update((outcome.note, None) for outcome in readings.values() if isinstance(outcome, Valid))
            kept = {text: _cell_of(column, text, outcome) for text, outcome in readings.items()}
            wanted.append(self._wanted(column, rows, [kept[text] for text in texts]))
        return self._do(title or _title("Set", wanted), wanted, "; ".join(filter(None, notes)))

    def _wanted(self, column: ColumnSpec, shown: Sequence[int], cells: Sequence[Cell]) -> _Wanted:
        return self._of_rows(column, as_range(self._frame.order[list(shown)].tolist()), cells)

    def _of_rows(self, column: ColumnSpec, rows: Sequence[int], cells: Sequence[Cell]) -> _Wanted:
        broken = frozenset(cell for cell in set(cells) if _breaks(column, cell))
        return _Wanted(column, rows, self._frame.uuids(rows), cells, broken)

    def _refused(self, column: ColumnSpec, reason: str) -> Rejected:
        return Rejected(reason, invalid=True) if column.editable else Rejected(read_only(column))

    def _do(self, title: str, wanted: Sequence[_Wanted], note: str) -> Outcome:
        refusal = self._refusal(wanted)
        if refusal:
            return Rejected(refusal)
        changes = [change for change in map(self._change, wanted) if change.items]
        if not changes:
            return Accepted(0, note)
        names = self._names(wanted)
        before = kept_invalid(self._staged, changes)
        try:
            step = self._staged.stage_columns(title, changes, names)
        except JournalRefused as refused:
            return Rejected(refused.sentence)
        held = self._frame.confirmed_of
        command = EditCells(self._staged, title, changes, names, confirmed=held, kept_before=before, step=step)
        self._undo.push(command)
        return Accepted(sum(len(change.items) for change in changes), note)

    def _refusal(self, wanted: Sequence[_Wanted]) -> str:
        for each in wanted:
            if not each.editable:
                return read_only(each.column)
            reasons = self._frame.unreadables(each.rows)
            if any(reasons):
                row, reason = next((row, why) for row, why in zip(each.rows, reasons, strict=True) if why is not None)
                return f'"{self._frame.name(row)}" cannot be edited here. {reason}'
        return ""

    def _change(self, wanted: _Wanted) -> ColumnChange:
        """What changes in one column: the cells that do not show the wanted value already."""
        key, after = wanted.column.name, wanted.cells
        items, before = wanted.items, self._frame.confirmed_values(wanted.rows, key)
        staged = self._staged.column(key)
        if staged:
            edited = staged.found(items)
            before = [base if cell is None else cell.after for base, cell in zip(before, edited, strict=True)]
        moved = [at for at, cell in enumerate(before) if cell != after[at] and not same(cell, after[at])]
        if len(moved) != len(items):
            items, before, after = (
                [items[at] for at in moved],
                [before[at] for at in moved],
                [after[at] for at in moved],
            )
        kept: Iterable[str] = (item for item, cell in zip(items, after, strict=True) if cell in wanted.broken)
        return ColumnChange(key, items, before, after, frozenset(kept if wanted.broken else ()))

    def _names(self, wanted: Sequence[_Wanted]) -> dict[str, tuple[str, str]]:
        known: dict[str, tuple[str, str]] = {}
        for each in wanted:
            if not known.keys() >= frozenset(each.items):
                names, parents = self._frame.texts(each.rows, "name"), self._frame.texts(each.rows, "parent")
                known.update(zip(each.items, zip(names, parents, strict=True), strict=True))
        return known


def _read(column: ColumnSpec, text: str) -> Valid | Invalid:
    return Valid(text) if column.field is None else column.field.read(text)


def _cell_of(column: ColumnSpec, text: str, outcome: Valid | Invalid) -> str:
    return outcome.cell if isinstance(outcome, Valid) else as_typed(column.field, text)


def read_text(column: ColumnSpec, text: str) -> TypedCell:
    """What was typed into a column, read by its type."""
    outcome = _read(column, text)
    problem = outcome.reason if isinstance(outcome, Invalid) else ""
    return TypedCell(_cell_of(column, text, outcome), problem, "" if isinstance(outcome, Invalid) else outcome.note)


def as_typed(field: FieldType | None, text: str) -> str:
    """The JSON text of something typed that breaks the schema and is kept all the same."""
    if isinstance(field, _TEXTS):
        return spell(text)
    outcome = UntypedField().read(text)
    return outcome.cell if isinstance(outcome, Valid) else spell(text)


def _breaks(column: ColumnSpec, cell: Cell) -> str:
    """Why a value breaks the schema; empty where it does not."""
    if cell is None or column.field is None:
        return ""
    outcome = column.field.check(cell)
    return outcome.reason if isinstance(outcome, Invalid) else ""


def _title(verb: str, wanted: Iterable[_Wanted]) -> str:
    each = list(wanted)
    items = len({row for one in each for row in one.rows})
    keys = each[0].column.name if len(each) == 1 else f"{len(each)} keys"
    return f"{verb} {keys} on {items:,} {'item' if items == 1 else 'items'}"
