"""The columns of one open table as the lane that computes reads them, kept while they still say what the table says."""

from collections.abc import Iterable

from PySide6.QtCore import QObject

from controllers.open_table import OpenTable
from models.column_spec import ColumnSpec
from models.data_frame import column_values
from models.overlay import overlay
from models.read_column import ReadColumn
from models.staged_steps import Mark

MOST = 256 * 2**20  # bytes of ready columns kept beside the table


class ColumnSnapshots(QObject):
    """Hands out columns that do not change any more; a column asked again is the same one until its values move."""

    def __init__(self, table: OpenTable, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._kept: dict[str, tuple[ReadColumn, Mark]] = {}
        table.confirmed_moved.connect(self._forget)

    def specs(self) -> dict[str, ColumnSpec]:
        """Every column by its id, but for those no one shows."""
        return {spec.id: spec for spec in self._table.table.columns}

    def take(self, names: Iterable[str]) -> dict[str, ReadColumn]:
        """The columns of these ids, those that are not there left out."""
        specs = self.specs()
        taken = {name: self._take(specs[name]) for name in names if name in specs}
        self._make_room(taken)
        return taken

    def _take(self, spec: ColumnSpec) -> ReadColumn:
        frame, staged = self._table.frame, self._table.table.staged
        mark = staged.mark(spec.name if spec.kind == "key" else "")
        column, known = self._kept.pop(spec.id, (None, None))
        if column is None or known != mark or column.spec != spec or column.rows != frame.rows:
            changed = None if spec.kind == "fact" else overlay(frame, staged, spec.name).rows
            unreadable = None if spec.kind == "fact" else frame.unreadable_rows()
            column = ReadColumn(column_values(frame, staged, spec), frame.rows, changed, unreadable)
        self._kept[spec.id] = (column, mark)  # the last one asked for is let go last
        return column

    def _make_room(self, in_use: Iterable[str]) -> None:
        held = {name: column.weight for name, (column, _) in self._kept.items()}
        for name in [name for name in held if name not in set(in_use)]:
            if sum(held.values()) > MOST:
                del held[name], self._kept[name]

    def _forget(self) -> None:
        self._kept.clear()
