"""Filling: down, right, by the handle, with what is typed, with today: each one step to undo."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject

from domain.fields import DatetimeType
from models.cell_edits import Accepted, Outcome, Rejected, read_text
from models.column_edit import ColumnEdit, Repeated
from models.column_spec import ColumnSpec
from ui.grid.changing import Changing, Plan
from ui.grid.data_edge import run_below
from ui.grid.fill_plan import Along, Drag, Way, across_columns, along_columns
from ui.grid.moments import Clock, local_now
from ui.grid.selecting import Selecting
from ui.grid.targets import frame_rows, targets_of
from ui.grid.travelling import Block
from ui.wording import counted

DOWN, RIGHT = Way.DOWN, Way.RIGHT
_NEIGHBOURS = 3
"""Columns on either side that are asked how far the data goes; the nearest with values answers."""


class Filling(QObject):
    """Fills the selected cells of one view, hidden columns left out."""

    def __init__(self, changing: Changing, selecting: Selecting, parent: QObject, clock: Clock = local_now) -> None:
        super().__init__(parent)
        self._changing = changing
        self._table = changing.table
        self._selecting = selecting
        self._clock = clock

    def fill_down(self) -> None:
        """Copy the topmost value of each selected column to those below it; of one row alone, the value above it."""
        pairs: list[tuple[Block, Block]] = []
        for block in self._selecting.blocks:
            top = block.top - 1 if block.height == 1 else block.top
            source = replace(block, top=top, bottom=top)
            pairs.append((source, replace(block, top=top + 1)))
        self._copy([pair for pair in pairs if pair[0].top >= 0], DOWN)

    def fill_right(self) -> None:
        """Copy the leftmost selected value of each row to those on its right; of one column alone, the one before."""
        pairs: list[tuple[Block, Block]] = []
        for block in self._selecting.blocks:
            first = block.first - 1 if block.width == 1 else block.first
            source = replace(block, first=first, last=first)
            pairs.append((source, replace(block, first=first + 1)))
        self._copy([pair for pair in pairs if pair[0].first >= 0], RIGHT)

    def drag(self, source: Block, to: Block, drag: Drag) -> None:
        """Let the cells of a block go on into another one that lies beside it."""
        self._fill([(source, to)], drag)

    def _copy(self, pairs: Sequence[tuple[Block, Block]], way: Way) -> None:
        if pairs:
            self._fill(pairs, Drag(way, copies=True))
        else:
            self._changing.said.emit(self.tr("Select the cells to fill, the one with the value first."))

    def _fill(self, pairs: Sequence[tuple[Block, Block]], drag: Drag) -> None:
        size = sum(to.count for _, to in pairs)
        title = self.tr("Fill %s") % counted(size, self.tr("1 cell"), self.tr("%n cells"))
        plans = [self._plan(source, to, drag, size) for source, to in pairs]
        nothing = self.tr("There is nothing here to fill with, or nothing that can be filled.")
        self._changing.change(size, title, partial(_together, plans), nothing)

    def _plan(self, source: Block, to: Block, drag: Drag, size: int) -> Plan:
        _, rows = frame_rows(self._table, to.top, to.bottom)
        rows = rows[::-1] if drag.way is Way.UP else rows
        if drag.way.upright:
            _, above = frame_rows(self._table, source.top, source.bottom)
            parts = [
                Along(spec, self._changing.values_at(column, above, size), rows)
                for column, spec in self._specs(to)
                if spec.editable
            ]
            return partial(along_columns, parts, drag)
        sources = [(spec, self._changing.values_at(column, rows, size)) for column, spec in self._specs(source)]
        wanted = [spec for _, spec in self._specs(to)]
        return partial(across_columns, sources, wanted[::-1] if drag.way.backward else wanted, rows, drag)

    def _specs(self, block: Block) -> list[tuple[int, ColumnSpec]]:
        columns = self._selecting.columns[block.first : block.last + 1]
        return [(column, self._table.column(column)) for column in columns]

    def down_beside(self) -> Block | None:
        """The cells under the selection as far as its neighbour column has values: what a double click fills."""
        blocks = self._selecting.blocks
        if len(blocks) != 1:
            return None
        block, columns = blocks[0], self._selecting.columns
        beside = [place for away in range(1, _NEIGHBOURS + 1) for place in (block.first - away, block.last + away)]
        for place in beside:
            if 0 <= place < len(columns):
                last = run_below(self._selecting.filled.column(columns[place]), block.bottom + 1)
                if last > block.bottom:
                    return Block(block.bottom + 1, last, block.first, block.last)
        return None

    def fill_with(self, text: str, keep: bool = False) -> Outcome:
        """Give every selected cell what was typed, read by the type of its column; a refusal changes nothing."""
        targets = targets_of(self._table, self._selecting.ranges, self._selecting.columns)
        edits: list[ColumnEdit] = []
        for target in targets:
            reading = read_text(target.spec, text)
            if reading.problem and not keep:
                return Rejected(reading.problem, invalid=True)
            edits.append(ColumnEdit(target.spec.name, target.rows, Repeated(reading.cell, len(target.rows))))
        size = sum(len(target.rows) for target in targets)
        self._changing.keep(size, self._title(size), edits, keep_invalid=keep)
        return Accepted(size)

    def today(self) -> None:
        """Put today's date into the selected date cells."""
        self._put_moment(self._clock().date().isoformat())

    def now(self) -> None:
        """Put this moment into the selected date cells."""
        self._put_moment(self._clock().isoformat(timespec="seconds"))

    def _put_moment(self, text: str) -> None:
        targets = targets_of(self._table, self._selecting.ranges, self._selecting.columns, _is_moment)
        readings = [(target, read_text(target.spec, text)) for target in targets]
        edits = [
            ColumnEdit(target.spec.name, target.rows, Repeated(reading.cell, len(target.rows)))
            for target, reading in readings
        ]
        size = sum(len(target.rows) for target in targets)
        self._changing.keep(size, self._title(size), edits, self.tr("Today and now go into date fields."))

    def _title(self, cells: int) -> str:
        return self.tr("Set %s") % counted(cells, self.tr("1 cell"), self.tr("%n cells"))


def _together(plans: Sequence[Plan]) -> list[ColumnEdit]:
    return [edit for plan in plans for edit in plan()]


def _is_moment(spec: ColumnSpec) -> bool:
    return spec.editable and isinstance(spec.field, DatetimeType)
