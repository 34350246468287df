"""Editing the cells of one table: what was typed is read by the schema, journaled, and can be undone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtGui import QUndoStack

from domain.changes import CellChange
from domain.fields import DatetimeType, EnumType, TextType, UuidType, VarcharType
from domain.metadata import CLEARED, Cell
from domain.reading import Invalid, Valid, spell
from domain.schema import FieldType
from domain.shaped_fields import UntypedField
from models.column_spec import ColumnSpec
from models.edits import EditCells, kept_invalid
from models.journal_file import JournalRefused
from models.metadata_frame import MetadataFrame
from models.staged import StagedEdits, same

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
class _Wanted:
    """What shall become of cells of one column: frame rows and their new values, and if those break the schema."""

    column: ColumnSpec
    rows: Sequence[int]
    cells: Sequence[Cell]
    broken: Sequence[bool]


class CellEdits:
    """Makes one undoable command of each gesture over the shown rows of a frame."""

    def __init__(self, frame: MetadataFrame, staged: StagedEdits, undo: QUndoStack) -> None:
        self._frame = frame
        self._staged = staged
        self._undo = undo

    def edit(self, cells: Mapping[ColumnSpec, Sequence[int]], text: str, *, keep_invalid: bool) -> Outcome:
        """Give one typed text to cells: column -> shown rows. One wrong column refuses the whole gesture."""
        texts = {column: [(row, text) for row in rows] for column, rows in cells.items()}
        return self.edit_each(texts, keep_invalid=keep_invalid)

    def edit_each(
        self, texts: Mapping[ColumnSpec, Sequence[tuple[int, str]]], *, keep_invalid: bool, title: str = ""
    ) -> Outcome:
        """Give each cell its own typed text, as a paste does: column -> (shown row, text)."""
        wanted: list[_Wanted] = []
        notes: dict[str, None] = {}
        for column, entries in texts.items():
            readings = {text: _read(column, text) for _, text in entries}
            wrong = next((outcome.reason for outcome in readings.values() if isinstance(outcome, Invalid)), "")
            if wrong and not keep_invalid:
                return Rejected(wrong, invalid=True)
            notes.update((outcome.note, None) for outcome in readings.values() if isinstance(outcome, Valid))
            kept = {text: _cell_of(column, text, outcome) for text, outcome in readings.items()}
            rows, values = [row for row, _ in entries], [kept[text] for _, text in entries]
            wanted.append(self._wanted(column, rows, values))
        return self._do(title or _title("Set", wanted), wanted, "; ".join(filter(None, notes)))

    def put(self, cells: Mapping[ColumnSpec, Sequence[int]], cell: Cell, title: str, *, keep_invalid: bool) -> Outcome:
        """Give one value to cells: JSON text, `null` to clear them, None to remove the keys."""
        wanted = [self._wanted(column, rows, [cell] * len(rows)) for column, rows in cells.items()]
        if not keep_invalid and any(any(each.broken) for each in wanted):
            reasons = (each.column.field.check(cell) for each in wanted if each.column.field is not None and cell)
            return Rejected(next(reason.reason for reason in reasons if isinstance(reason, Invalid)), invalid=True)
        verb = "Clear" if cell == CLEARED else "Remove" if cell is None else "Set"
        return self._do(title or _title(verb, wanted), wanted, "")

    def _wanted(self, column: ColumnSpec, shown: Sequence[int], cells: Sequence[Cell]) -> _Wanted:
        known = {cell: _breaks(column, cell) for cell in set(cells)}
        return _Wanted(column, self._frame.order[list(shown)].tolist(), cells, [known[cell] for cell in cells])

    def _do(self, title: str, wanted: Sequence[_Wanted], note: str) -> Outcome:
        refusal = self._refusal(wanted)
        if refusal:
            return Rejected(refusal)
        changes: list[CellChange] = []
        kept: set[tuple[str, str]] = set()
        for each in wanted:
            self._compose(each, changes, kept)
        if not changes:
            return Accepted(0, note)
        rows = dict.fromkeys(row for each in wanted for row in each.rows)
        names = self._names(list(rows))
        before = kept_invalid(self._staged, changes)
        try:
            self._staged.stage(title, changes, names, kept)
        except JournalRefused as refused:
            return Rejected(refused.sentence)
        self._undo.push(EditCells(self._staged, title, changes, names, kept, kept_before=before, staged_already=True))
        return Accepted(len(changes), note)

    def _refusal(self, wanted: Sequence[_Wanted]) -> str:
        for each in wanted:
            if not each.column.editable:
                why = "comes from the platform" if each.column.kind == "fact" else "belongs to the platform"
                return f'"{each.column.title}" {why} and cannot be edited here.'
            for row, reason in zip(each.rows, self._frame.unreadables(each.rows), strict=True):
                if reason is not None:
                    return f'"{self._frame.name(row)}" cannot be edited here. {reason}'
        return ""

    def _compose(self, wanted: _Wanted, changes: list[CellChange], kept: set[tuple[str, str]]) -> None:
        key = wanted.column.name
        items = self._frame.uuids(wanted.rows)
        confirmed = self._frame.confirmed_values(wanted.rows, key)
        for item, base, after, broken in zip(items, confirmed, wanted.cells, wanted.broken, strict=True):
            staged = self._staged.cell(item, key)
            before = base if staged is None else staged.after
            if broken:
                kept.add((item, key))
            if before != after and not same(before, after):
                changes.append(CellChange(item, key, before, after))

    def _names(self, rows: Sequence[int]) -> dict[str, tuple[str, str]]:
        names = self._frame.fact_values(rows, "name")
        parents = self._frame.fact_values(rows, "parent")
        return {
            item: (name or item, parent or "")
            for item, name, parent in zip(self._frame.uuids(rows), names, parents, strict=True)
        }


def _read(column: ColumnSpec, text: str) -> Valid | Invalid:
    return Valid(text) if column.field is None else column.field.read(text)


def _cell_of(column: ColumnSpec, text: str, outcome: Valid | Invalid) -> str:
    return outcome.cell if isinstance(outcome, Valid) else as_typed(column.field, text)


def as_typed(field: FieldType | None, text: str) -> str:
    """The JSON text of something typed that breaks the schema and is kept all the same."""
    if isinstance(field, _TEXTS):
        return spell(text)
    outcome = UntypedField().read(text)
    return outcome.cell if isinstance(outcome, Valid) else spell(text)


def _breaks(column: ColumnSpec, cell: Cell) -> bool:
    return cell is not None and column.field is not None and isinstance(column.field.check(cell), Invalid)


def _title(verb: str, wanted: Iterable[_Wanted]) -> str:
    each = list(wanted)
    items = len({row for one in each for row in one.rows})
    keys = each[0].column.name if len(each) == 1 else f"{len(each)} keys"
    return f"{verb} {keys} on {items:,} {'item' if items == 1 else 'items'}"
