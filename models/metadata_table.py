"""The metadata table as a Qt model: what the platform confirmed, the edits over it, one column a fact or key."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QUndoStack
from typing_extensions import override

from domain.keys import check_key
from domain.metadata import Cell
from domain.schema import Schema
from models import cell_state as roles
from models.add_key import AddKey
from models.arrow import ArrowTable
from models.arrow_page import keys_of
from models.cell_answers import ANSWERED, CellAnswers
from models.cell_edits import Accepted, CellEdits, Outcome, Rejected
from models.cell_state import ShownCell
from models.cell_text import plain
from models.column_spec import ColumnSpec
from models.metadata_frame import MetadataFrame
from models.overlay import overlay
from models.settling import Settling
from models.shown_cells import BLOCK_BITS, LAST_IN_BLOCK, MANY_ROWS, ShownCells
from models.shown_rows import RowNumbers, ShownRows
from models.staged import StagedEdits
from models.table_columns import TableColumns

Index = QModelIndex | QPersistentModelIndex

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_EDIT = int(Qt.ItemDataRole.EditRole)
_TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
_ROOT = QModelIndex()
_NO_FLAGS = Qt.ItemFlag.NoItemFlags
_CELLS = {Qt.CheckState.Checked: "true", Qt.CheckState.Unchecked: "false", Qt.CheckState.PartiallyChecked: None}


class MetadataTable(QAbstractTableModel):
    """Rows are the frame's items in the order shown; columns are facts, then keys by namespace.

    `data` answers from ready blocks of text; every edit is announced by one `dataChanged`, however many cells.
    """

    refused = Signal(str)
    """An edit made through `setData` that was refused; the sentence says why."""

    def __init__(
        self,
        frame: MetadataFrame,
        staged: StagedEdits,
        schema: Schema,
        undo: QUndoStack,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.frame = frame
        self.undo_stack = undo
        self.staged = staged
        self._columns = TableColumns(schema)
        self.edits = CellEdits(frame, staged, self._columns, undo)
        """How cells are changed: many at once, by `ColumnEdit`; the gestures below call it."""
        self._shown = ShownCells(frame, staged, self._columns)
        self._answers = CellAnswers(frame, staged, self._columns, self._shown)
        self._settling = Settling(frame, staged, self)
        self._rows = ShownRows(frame)
        self._columns.replace(self._columns_under(schema), schema)
        self._shown.replace_columns()
        staged.changed.connect(self._show_staged)

    # what Qt asks

    @override
    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else self._rows.count

    @override
    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._columns.specs)

    @override
    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role != _DISPLAY:
            if role not in ANSWERED or not index.isValid():
                return None
            return self._answers.answer(role, index.row(), index.column())
        row = index.row()
        if row < 0:
            return None
        column = index.column()
        cells = self._shown.blocks[column].get(row >> BLOCK_BITS) or self._shown.block(row >> BLOCK_BITS, column)
        return cells[row & LAST_IN_BLOCK].text

    @override
    def setData(self, index: Index, value: Any, role: int = _EDIT) -> bool:
        if not index.isValid() or role not in (_EDIT, roles.CHECK_ROLE):
            return False
        cell = (index.row(), index.column())
        typed = role == _EDIT
        outcome = self.edit([cell], str(value)) if typed else self.set_cells([cell], _CELLS[Qt.CheckState(value)])
        if isinstance(outcome, Rejected):
            self.refused.emit(outcome.reason)
        return isinstance(outcome, Accepted)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        return self._columns.flags[index.column()] if index.isValid() else _NO_FLAGS

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return f"{section + 1:,}" if role == _DISPLAY and 0 <= section < self._rows.count else None
        if not 0 <= section < len(self._columns.specs):
            return None
        column = self._columns.specs[section]
        if role == _DISPLAY:
            return column.title
        if role == _TOOLTIP:
            return plain(f"{column.title} · {column.describes}")
        return column if role == roles.COLUMN_ROLE else None

    # columns, rows, cells

    @property
    def columns(self) -> tuple[ColumnSpec, ...]:
        """Every column from left to right, the hidden ones too."""
        return tuple(self._columns.specs)

    def column(self, position: int) -> ColumnSpec:
        """What a column shows."""
        return self._columns.specs[position]

    def column_of(self, key: str) -> int | None:
        """The column of a metadata key, or None."""
        return self._columns.key_position(key)

    def item(self, row: int) -> str:
        """The UUID of the item in a shown row."""
        return self.frame.uuid(self._rows.source(row))

    def row_of(self, item: str) -> int | None:
        """The shown row of an item, or None where it is not shown."""
        return next(iter(self._rows.of_items((item,))), None)

    def shown(self, row: int, column: int) -> ShownCell:
        """One cell ready to be painted: text, state and reason, without asking role by role."""
        return self._shown.cell(row, column)

    def stretch(self, column: int, first: int, last: int) -> list[ShownCell]:
        """The same for the cells of a column from one row to another, both included; the list is the caller's."""
        return self._shown.stretch(column, first, last)

    def glance(self, row: int, column: int) -> ShownCell:
        """The same for who looks at a single row: its neighbours are not made ready."""
        return self._shown.alone(row, column)

    def cell(self, row: int, column: int) -> Cell:
        """The JSON text a cell shows: the edited value, else the confirmed one; None for facts and absent keys."""
        return self._answers.cell(row, column)

    # gestures

    def edit(self, cells: Iterable[tuple[int, int]], text: str, *, keep_invalid: bool = False) -> Outcome:
        """Give one typed text to (row, column) cells, read by the schema; one step to undo.

        A text that breaks the schema is refused, or with `keep_invalid` kept as it was typed and marked.
        """
        return self.edits.edit(cells, text, keep_invalid=keep_invalid)

    def edit_each(
        self, texts: Mapping[tuple[int, int], str], *, keep_invalid: bool = False, title: str = ""
    ) -> Outcome:
        """Give each (row, column) cell its own typed text, as a paste does; one step to undo."""
        return self.edits.edit_each(texts, title, keep_invalid=keep_invalid)

    def set_cells(
        self, cells: Iterable[tuple[int, int]], cell: Cell, title: str = "", *, keep_invalid: bool = False
    ) -> Outcome:
        """Give (row, column) cells a value: JSON text, `null` to clear them, None to remove the keys."""
        return self.edits.put(cells, cell, title, keep_invalid=keep_invalid)

    def add_key(self, key: str) -> int:
        """Show a column for a key, as a step to undo; gives the column, at once where it is there already.

        Raises ValueError, with the sentence, for a key the platform refuses.
        """
        if self.column_of(key) is None:
            refusal = check_key(key)
            if refusal is not None:
                raise ValueError(refusal)
            self.undo_stack.push(AddKey(self, key))
        return [spec.id for spec in self._columns.specs].index(f"key:{key}")

    # what moves the model

    def append(self, table: ArrowTable) -> int:
        """Add a page of items below (see `metadata_frame.arrow_page`); gives how many were new."""
        self._insert_columns(keys_of(table))
        new = self.frame.new_items(table)
        if new.num_rows:
            shown, first = not self.frame.holds_new_rows, self._rows.count
            if shown:
                self.beginInsertRows(_ROOT, first, first + new.num_rows - 1)
                # The block the last row stands in is not full yet.
                self._shown.forget([first])
            added = self.frame.add(new)
            self._rows.refresh()
            if shown:
                self.endInsertRows()
            self._meet_staged(added)
        return new.num_rows

    def accept(
        self, confirmed: Mapping[str, Mapping[str, Cell]], facts: Mapping[str, Mapping[str, Any]] | None = None
    ) -> None:
        """Show what the platform now says: item -> its whole metadata (and item -> facts that moved)."""
        shapes = dict.fromkeys(map(tuple, confirmed.values()))  # most items have the same keys
        self._insert_columns(dict.fromkeys(key for shape in shapes for key in shape))
        items = frozenset(self.frame.uuids(self.frame.accept(confirmed, facts)))
        if items:
            self._announce(items)
            self._settling.settle(items)

    def set_order(self, rows: RowNumbers) -> None:
        """Show these rows of the frame, in this order."""
        # A reset: at layoutChanged Qt keeps an index for each selected cell, 6 s for one column of a million.
        self.beginResetModel()
        self._rows.put_in_order(rows)
        self._shown.clear()
        self.endResetModel()

    def set_schema(self, schema: Schema) -> None:
        """Show the same items under another schema; nothing moves where no column is another under it."""
        columns = self._columns_under(schema)
        if columns == self._columns.specs:
            self._columns.schema = schema
            return
        self.beginResetModel()
        self._columns.replace(columns, schema)
        self._shown.replace_columns()
        self.endResetModel()

    def insert_key(self, key: str) -> None:
        """Show a column for a key."""
        self._insert_columns((key,))

    def remove_key(self, key: str) -> None:
        """Show a key's column no more, unless an item has it, confirmed or edited, or the schema knows it."""
        position = self.column_of(key)
        in_use = key in self.staged.keys or key in self._columns.schema.fields or self.frame.has_values(key)
        if position is None or in_use:
            return
        self.beginRemoveColumns(_ROOT, position, position)
        self.frame.drop_key(key)
        self._columns.remove(position)
        self._shown.remove_columns(position)
        self.endRemoveColumns()

    def _columns_under(self, schema: Schema) -> list[ColumnSpec]:
        self.frame.add_keys(self._staged_here(self.staged.keys))
        return self._columns.under(self.frame.keys, schema)

    def _insert_columns(self, keys: Iterable[str]) -> None:
        """Make room for keys that have no column yet, each run of neighbours announced once."""
        new = self._columns.without_column(keys)
        if not new:
            return
        self.frame.add_keys(new)
        for position, specs in self._columns.runs(new):
            self.beginInsertColumns(_ROOT, position, position + len(specs) - 1)
            self._columns.insert(position, specs)
            self._shown.insert_columns(position, len(specs))
            self.endInsertColumns()

    # edits of every table

    def _meet_staged(self, added: range) -> None:
        """Lay edits made before (another tab, an earlier run) over the items that just came."""
        if self.staged.count:
            self._insert_columns(self._staged_here(self._columns.without_column(self.staged.keys)))
            self._settling.meet(added)

    def _show_staged(self, items: AbstractSet[str]) -> None:
        self._insert_columns(self._staged_here(self._columns.without_column(self.staged.keys)))
        self._announce(items)
        self._settling.settle(items)

    def _staged_here(self, keys: Iterable[str]) -> list[str]:
        """Those of the keys under which an item of this table is edited."""
        return [key for key in keys if len(overlay(self.frame, self.staged, key).rows)]

    def _announce(self, items: AbstractSet[str]) -> None:
        # Looking up the rows of very many items takes longer than painting what is seen of them again.
        rows = range(self._rows.count) if len(items) > MANY_ROWS else self._rows.of_items(items)
        if rows:
            self._shown.forget(rows)
            first, last = (rows[0], rows[-1]) if isinstance(rows, range) else (min(rows), max(rows))
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self._columns.specs) - 1))
