"""What is done to the selected cells: copy, paste, clear, remove, revert, tick and fill; each one step to undo."""

from collections.abc import Callable, Iterable
from itertools import islice

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from domain.metadata import CLEARED, Cell
from models.cell_edits import Accepted, Outcome
from models.cell_state import BASE_ROLE, CellState
from models.column_spec import ColumnSpec
from models.metadata_table import MetadataTable
from ui.grid.pasting import Paste, plan_paste, said_of
from ui.grid.ranges import Range, cells_of, columns_of, rows_of
from ui.grid.selecting import Selecting
from ui.grid.tsv import read_block, write_block
from ui.wording import counted

MOST_COPIED = 500_000
_Place = tuple[int, int]


class Gestures(QObject):
    """Works on the selected cells of one view, hidden columns left out."""

    said = Signal(str)
    """What happened, as a sentence."""

    def __init__(self, table: MetadataTable, selecting: Selecting, parent: QObject) -> None:
        super().__init__(parent)
        self._table = table
        self._selecting = selecting

    def add_to_selection(self) -> None:
        """Let the next ranges be added to the selection, by key; again, and the current cell is added alone."""
        if self._selecting.add_by_key():
            self.said.emit(
                self.tr("Go on with the arrows; Shift adds a range, Ctrl+F8 the cell alone. Esc ends adding.")
            )

    # copy and paste

    def copy(self) -> None:
        """Copy the selected cells as tab-separated text."""
        self._copy(heads=False)

    def copy_with_headers(self) -> None:
        """Copy the selected cells under the names of their columns."""
        self._copy(heads=True)

    def copy_identifiers(self) -> None:
        """Copy the identifiers of the selected items, one a line."""
        rows = rows_of(self._selecting.ranges)
        if not rows or len(rows) > MOST_COPIED:
            return
        QGuiApplication.clipboard().setText("\n".join(self._table.item(row) for row in rows))
        self.said.emit(self.tr("Copied %s.") % counted(len(rows), self.tr("1 identifier"), self.tr("%n identifiers")))

    def cut(self) -> None:
        """Copy the selected cells, then clear those that have a value."""
        if self._copy(heads=False):
            self.clear()

    def paste(self) -> None:
        """Put copied text into cells: one value fills the selection, a block begins at its first cell."""
        text = QGuiApplication.clipboard().text()
        ranges, current = self._selecting.ranges, self._selecting.current
        if not text:
            self.said.emit(self.tr("There is no text to paste."))
            return
        if current is None:
            return
        plan = plan_paste(
            self._table, self._selecting.columns, ranges or (Range(*current, *current),), read_block(text)
        )
        self._take_paste(plan)

    def _take_paste(self, plan: Paste) -> None:
        changed = 0
        if plan.texts:
            what = counted(len(plan.texts), self.tr("1 cell"), self.tr("%n cells"))
            outcome = self._table.edit_each(plan.texts, title=self.tr("Paste %s") % what)
            if not isinstance(outcome, Accepted):
                self.said.emit(outcome.reason)
                return
            changed = outcome.count
        self.said.emit(said_of(plan, changed))

    def _copy(self, *, heads: bool) -> bool:
        ranges = self._selecting.ranges
        cells = sum(r.count for r in ranges)
        if not cells:
            return False
        if cells > MOST_COPIED:
            self.said.emit(self.tr("At most %s cells can be copied at once.") % f"{MOST_COPIED:,}")
            return False
        touched = columns_of(ranges)
        columns = [column for column in self._selecting.columns if column in touched]
        block = [[self._table.column(column).title for column in columns]] if heads else []
        block += [[self._text(row, column, ranges) for column in columns] for row in rows_of(ranges)]
        QGuiApplication.clipboard().setText(write_block(block))
        self.said.emit(self.tr("Copied %s.") % counted(cells, self.tr("1 cell"), self.tr("%n cells")))
        return True

    def _text(self, row: int, column: int, ranges: tuple[Range, ...]) -> str:
        if not any(r.holds(row, column) for r in ranges):
            return ""
        field = self._table.column(column).field
        if field is None:
            return self._table.shown(row, column).text
        cell = self._table.cell(row, column)
        return "" if cell is None else field.edit_text(cell)

    # values

    def clear(self) -> None:
        """Empty the selected cells that have a value; their keys stay."""
        self._put(CLEARED, lambda cell: cell not in {None, CLEARED}, self.tr("There is no value to clear here."))

    def remove_key(self) -> None:
        """Take the keys of the selected cells off their items."""
        self._put(None, lambda cell: cell is not None, self.tr("There is no key to remove here."))

    def revert(self) -> None:
        """Put back what the platform last confirmed, wherever a selected cell was edited."""
        by_value: dict[Cell, list[_Place]] = {}
        for row, column in self._selected(lambda spec: spec.editable):
            if self._table.shown(row, column).state.staged:
                base: Cell = self._table.data(self._table.index(row, column), BASE_ROLE)
                by_value.setdefault(base, []).append((row, column))
        if not by_value:
            self.said.emit(self.tr("Nothing was edited here."))
            return
        count = sum(map(len, by_value.values()))
        self._table.undo_stack.beginMacro(self.tr("Revert %s") % counted(count, self.tr("1 cell"), self.tr("%n cells")))
        for base, cells in by_value.items():
            self._say_refusal(self._table.set_cells(cells, base, keep_invalid=True))
        self._table.undo_stack.endMacro()

    def toggle(self) -> None:
        """Tick or untick the selected true-or-false cells, all as the current one; what was not set is ticked."""
        cells = list(self._editable(lambda spec: spec.field is not None and spec.field.name == "boolean"))
        if not cells:
            self.said.emit(self.tr("Space ticks cells that are true or false."))
            return
        current = self._selecting.current
        first = current if current in cells else cells[0]
        value = "false" if self._table.cell(*first) == "true" else "true"
        self._say_refusal(self._table.set_cells(cells, value))

    def fill_down(self) -> None:
        """Copy the value of the topmost selected cell of each column to those below it."""
        self._fill(down=True)

    def fill_right(self) -> None:
        """Copy the value of the leftmost selected cell of each row to those on its right."""
        self._fill(down=False)

    def _fill(self, *, down: bool) -> None:
        firsts: dict[int, _Place] = {}
        texts: dict[_Place, str] = {}
        for row, column in self._editable(lambda _: True):
            line = column if down else row
            source = firsts.setdefault(line, (row, column))
            value = self._table.cell(*source)
            field = self._table.column(source[1]).field
            if source != (row, column) and value not in {None, CLEARED} and field is not None:
                texts[row, column] = field.edit_text(value or "")
        if not texts:
            self.said.emit(self.tr("Select the cells to fill, the one with the value first."))
            return
        self._say_refusal(self._table.edit_each(texts, title=self.tr("Fill down") if down else self.tr("Fill right")))

    def _put(self, value: Cell, wanted: Callable[[Cell], bool], nothing: str) -> None:
        cells = [place for place in self._editable(lambda _: True) if wanted(self._table.cell(*place))]
        if not cells:
            self.said.emit(self._why_not() or nothing)
            return
        self._say_refusal(self._table.set_cells(cells, value))

    def _why_not(self) -> str:
        """Why no selected cell can be edited, or an empty text where one can."""
        for row, column in islice(self._selected(lambda _: True), 1):
            spec = self._table.column(column)
            if not spec.editable:
                return self.tr('"%s" comes from the platform and cannot be changed here.') % spec.title
            shown = self._table.shown(row, column)
            if shown.state is CellState.UNREADABLE:
                return shown.reason
        return ""

    def _editable(self, wanted: Callable[[ColumnSpec], bool]) -> Iterable[_Place]:
        """The selected cells that can be edited, column by column as on the screen."""
        cells = self._selected(lambda spec: spec.editable and wanted(spec))
        return (place for place in cells if self._table.shown(*place).state is not CellState.UNREADABLE)

    def _selected(self, wanted: Callable[[ColumnSpec], bool]) -> Iterable[_Place]:
        columns = [column for column in self._selecting.columns if wanted(self._table.column(column))]
        return cells_of(self._selecting.ranges, columns)

    def _say_refusal(self, outcome: Outcome) -> None:
        if not isinstance(outcome, Accepted):
            self.said.emit(outcome.reason)
        elif outcome.note:
            self.said.emit(outcome.note)
