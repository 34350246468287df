"""What is done to the selected cells: clear, remove, revert and tick; each one step to undo."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

import numpy as np
from PySide6.QtCore import QObject

from controllers.selected import Values
from domain.metadata import CLEARED, Cell
from models.cell_state import CellState
from models.column_edit import ColumnEdit, Repeated
from models.column_spec import ColumnSpec
from models.frame_reading import as_range
from models.metadata_frame import MetadataFrame
from models.overlay import overlay
from ui.grid.changing import Changing
from ui.grid.ranges import cells_of
from ui.grid.selecting import Selecting
from ui.grid.targets import Target, any_column, targets_of
from ui.wording import counted


class Gestures(QObject):
    """Works on the selected cells of one view, hidden columns left out."""

    def __init__(self, changing: Changing, selecting: Selecting, parent: QObject) -> None:
        super().__init__(parent)
        self._changing = changing
        self._table = changing.table
        self._selecting = selecting

    def add_to_selection(self) -> None:
        """Let the next ranges be added to the selection, by key; again, and the current cell is added alone."""
        if self._selecting.add_by_key():
            self._changing.said.emit(
                self.tr("Go on with the arrows; Shift adds a range, Ctrl+F8 the cell alone. Esc ends adding.")
            )

    def clear(self) -> None:
        """Empty the selected cells that have a value; their keys stay."""
        self._put(CLEARED, _has_value, self.tr("Clear"), self.tr("There is no value to clear here."))

    def remove_key(self) -> None:
        """Take the keys of the selected cells off their items."""
        self._put(None, _has_key, self.tr("Remove"), self.tr("There is no key to remove here."))

    def revert(self) -> None:
        """Put back what the platform last confirmed, wherever a selected cell was edited."""
        edited: list[Target] = []
        for target in self._targets():
            rows = overlay(self._table.frame, self._table.staged, target.spec.name).rows
            chosen = np.isin(target.rows, rows)
            edited.append(replace(target, shown=target.shown[chosen], rows=target.rows[chosen]))
        self._changing.work(_size(edited), partial(_confirmed, self._table.frame, edited), self._put_back)

    def _put_back(self, edits: Sequence[ColumnEdit]) -> None:
        count = sum(len(edit.rows) for edit in edits)
        title = self.tr("Revert %s") % counted(count, self.tr("1 cell"), self.tr("%n cells"))
        self._changing.keep(count, title, edits, self.tr("Nothing was edited here."), keep_invalid=True)

    def toggle(self) -> None:
        """Tick or untick the selected true-or-false cells, all as the current one; what was not set is ticked."""
        targets = self._targets(_is_boolean)
        if not targets:
            self._changing.said.emit(self.tr("Space ticks cells that are true or false."))
            return
        current = self._selecting.current
        first = (int(targets[0].shown[0]), targets[0].column)
        if current is not None and any(current[1] == each.column and current[0] in each.shown for each in targets):
            first = current
        value = "false" if self._table.cell(*first) == "true" else "true"
        edits = [ColumnEdit(each.spec.name, each.rows, Repeated(value, len(each.rows))) for each in targets]
        self._changing.keep(_size(targets), self._title(self.tr("Set"), targets), edits)

    def _put(self, value: Cell, wanted: Callable[[Cell], bool], verb: str, nothing: str) -> None:
        targets = self._targets()
        size = _size(targets)
        reads = [(target, self._changing.values(target, size)) for target in targets]
        plan = partial(_put, reads, value, wanted)
        self._changing.change(size, self._title(verb, targets), plan, self._why_not() or nothing)

    def _targets(self, wanted: Callable[[ColumnSpec], bool] = any_column) -> list[Target]:
        return targets_of(self._table, self._selecting.ranges, self._selecting.columns, wanted)

    def _title(self, verb: str, targets: Sequence[Target]) -> str:
        """What the step to undo is called: "Clear note on 12 items"."""
        if not targets:
            return verb
        items = counted(max(len(each.rows) for each in targets), self.tr("1 item"), self.tr("%n items"))
        keys = targets[0].spec.name if len(targets) == 1 else self.tr("%s keys") % len(targets)
        return self.tr("{verb} {keys} on {items}").format(verb=verb, keys=keys, items=items)

    def _why_not(self) -> str:
        """Why the first selected cell cannot be edited, or an empty text where it can."""
        for row, column in cells_of(self._selecting.ranges, self._selecting.columns):
            spec = self._table.column(column)
            if not spec.editable:
                return self.tr('"%s" comes from the platform and cannot be changed here.') % spec.title
            shown = self._table.glance(row, column)
            return shown.reason if shown.state is CellState.UNREADABLE else ""
        return ""


def _put(reads: Sequence[tuple[Target, Values]], value: Cell, wanted: Callable[[Cell], bool]) -> list[ColumnEdit]:
    """Give a value to those of the cells that want it."""
    edits: list[ColumnEdit] = []
    for target, values in reads:
        rows = target.rows[np.fromiter(map(wanted, values()), np.bool_, len(target.rows))]
        edits.append(ColumnEdit(target.spec.name, rows, Repeated(value, len(rows))))
    return edits


def _confirmed(frame: MetadataFrame, edited: Sequence[Target]) -> list[ColumnEdit]:
    """The edits that put back what the platform confirmed."""
    return [
        ColumnEdit(each.spec.name, each.rows, frame.confirmed_values(as_range(each.rows.tolist()), each.spec.name))
        for each in edited
    ]


def _has_value(cell: Cell) -> bool:
    return cell is not None and cell != CLEARED


def _has_key(cell: Cell) -> bool:
    return cell is not None


def _is_boolean(spec: ColumnSpec) -> bool:
    return spec.editable and spec.field is not None and spec.field.name == "boolean"


def _size(targets: Sequence[Target]) -> int:
    return sum(len(target.rows) for target in targets)
