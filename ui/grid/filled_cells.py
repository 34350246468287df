"""Which cells of the table show a value, by column and by row: found when asked for, kept until something moves."""

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QObject

from models.cell_state import CellState
from models.filled import filled_rows
from models.metadata_table import MetadataTable
from ui.grid.data_edge import Filled

_KEPT = 64
_GAPS = frozenset({CellState.ABSENT, CellState.NULL, CellState.CLEARED, CellState.REMOVED, CellState.UNREADABLE})


class FilledCells(QObject):
    """Answers for one table, in the order its rows are shown."""

    def __init__(self, table: MetadataTable, parent: QObject) -> None:
        super().__init__(parent)
        self._table = table
        self._columns: dict[int, Filled] = {}
        for signal in (table.modelReset, table.rowsInserted, table.columnsInserted, table.columnsRemoved):
            signal.connect(self._forget)
        table.dataChanged.connect(self._forget)

    def column(self, column: int) -> Filled:
        """Every shown row of a column."""
        found = self._columns.get(column)
        if found is None:
            table = self._table
            if len(self._columns) >= _KEPT:
                self._columns.clear()
            found = filled_rows(table.frame, table.staged, table.column(column))[table.frame.order]
            self._columns[column] = found
        return found

    def row(self, row: int, columns: Sequence[int]) -> Filled:
        """The cells of one row in some columns."""
        cells = [self._table.glance(row, column) for column in columns]
        return np.array([bool(cell.text) and cell.state not in _GAPS for cell in cells], np.bool_)

    def _forget(self) -> None:
        self._columns.clear()
