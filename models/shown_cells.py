"""Ready text for the part of a table one looks at: blocks of 32 rows of a column, written once and kept."""

from collections.abc import Sequence
from typing import Any

from models.cell_state import CellState, ShownCell
from models.cell_text import CellWriter, elide
from models.column_spec import ColumnSpec
from models.facts import write_fact
from models.frame_reading import as_range
from models.metadata_frame import MetadataFrame
from models.staged import StagedEdits
from models.staged_columns import StagedCell
from models.table_columns import TableColumns

BLOCK_BITS = 5
BLOCK = 1 << BLOCK_BITS
LAST_IN_BLOCK = BLOCK - 1
MOST_BLOCKS = 12_000
MANY_ROWS = 5000
LONGEST_FACT = 400

_UNREADABLE_TEXT = "unreadable"


class ShownCells:
    """Cells by (column, block of 32 shown rows). Whoever changes a value says so with `forget`."""

    def __init__(self, frame: MetadataFrame, staged: StagedEdits, columns: TableColumns) -> None:
        self._frame = frame
        self._staged = staged
        self._columns = columns
        self._writers: list[CellWriter | None] = []
        self._items: dict[int, tuple[list[int] | range, list[str], list[str | None]]] = {}
        self._count = 0
        self.blocks: list[dict[int, list[ShownCell]]] = []
        """Column -> block -> its cells: read directly by the hot path, written only here."""

    def replace_columns(self) -> None:
        """Forget everything: the columns are new."""
        self._writers, self.blocks = [], []
        self.insert_columns(0, len(self._columns.specs))
        self.clear()

    def insert_columns(self, position: int, count: int) -> None:
        """Make room for columns that the table has from now on."""
        specs = self._columns.specs[position : position + count]
        self._writers[position:position] = [None if spec.field is None else CellWriter(spec.field) for spec in specs]
        self.blocks[position:position] = [{} for _ in specs]

    def remove_columns(self, position: int) -> None:
        """Forget a column that the table has no more."""
        del self._writers[position], self.blocks[position]

    def clear(self) -> None:
        """Forget every cell: the order or the schema changed, or too many cells did."""
        self._items.clear()
        self._count = 0
        for blocks in self.blocks:
            blocks.clear()

    def forget(self, rows: Sequence[int]) -> None:
        """Forget the cells of some shown rows."""
        if len(rows) > MANY_ROWS:
            self.clear()
            return
        numbers = {row >> BLOCK_BITS for row in rows}
        for number in numbers:
            self._items.pop(number, None)
        for blocks in self.blocks:
            if len(blocks) < len(numbers):
                blocks.clear()
            else:
                for number in numbers:
                    blocks.pop(number, None)

    def cell(self, row: int, column: int) -> ShownCell:
        """One cell of a shown row."""
        number = row >> BLOCK_BITS
        cells = self.blocks[column].get(number)
        return (self.block(number, column) if cells is None else cells)[row & LAST_IN_BLOCK]

    def stretch(self, column: int, first: int, last: int) -> list[ShownCell]:
        """The cells of a column from one shown row to another, both included."""
        number = first >> BLOCK_BITS
        cells: list[ShownCell] = []
        for each in range(number, (last >> BLOCK_BITS) + 1):
            cells += self.block(each, column)
        start = first & LAST_IN_BLOCK
        return cells[start : start + last - first + 1]

    def block(self, number: int, column: int) -> list[ShownCell]:
        """The cells of a block, written now unless they are ready."""
        cells = self.blocks[column].get(number)
        if cells is None:
            if self._count >= MOST_BLOCKS:
                self.clear()
            self._count += 1
            cells = self._write(number, column)
            self.blocks[column][number] = cells
        return cells

    def alone(self, row: int, column: int) -> ShownCell:
        """One cell, written without its neighbours: for who looks at a single row, all columns across."""
        cells = self.blocks[column].get(row >> BLOCK_BITS)
        if cells is not None:
            return cells[row & LAST_IN_BLOCK]
        rows = [int(self._frame.order[row])]
        return self._written(rows, self._frame.uuids(rows), self._frame.unreadables(rows), column)[0]

    def _write(self, number: int, column: int) -> list[ShownCell]:
        return self._written(*self._rows(number), column)

    def _written(
        self, rows: list[int] | range, items: Sequence[str], unreadable: Sequence[str | None], column: int
    ) -> list[ShownCell]:
        spec, writer = self._columns.specs[column], self._writers[column]
        if writer is None:
            return self._facts(rows, spec)
        edited = self._staged.column(spec.name)
        staged = edited.found(items) if edited else [None] * len(items)
        confirmed = self._frame.confirmed_values(rows, spec.name)
        cells = [writer.write(cell, edited) for cell, edited in zip(confirmed, staged, strict=True)]
        for position, reason in enumerate(unreadable):
            if reason is not None:
                cells[position] = _unreadable(cells[position], staged[position], reason)
        return cells

    def _facts(self, rows: list[int] | range, spec: ColumnSpec) -> list[ShownCell]:
        if spec.fact is None:
            return [ShownCell("", CellState.CONFIRMED)] * len(rows)
        kind = spec.fact.kind
        values: list[Any] = self._frame.fact_values(rows, spec.name)
        return [ShownCell(elide(write_fact(kind, value), LONGEST_FACT), CellState.CONFIRMED) for value in values]

    def _rows(self, number: int) -> tuple[list[int] | range, list[str], list[str | None]]:
        known = self._items.get(number)
        if known is None:
            start = number << BLOCK_BITS
            rows = as_range(self._frame.order[start : start + BLOCK].tolist())
            known = self._items[number] = (rows, self._frame.uuids(rows), self._frame.unreadables(rows))
        return known


def _unreadable(cell: ShownCell, staged: StagedCell | None, reason: str) -> ShownCell:
    # An edit made while the item could be read is not hidden by the trouble.
    return ShownCell(_UNREADABLE_TEXT, CellState.UNREADABLE, reason) if staged is None else cell
