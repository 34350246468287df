"""What a cell says when it is asked for more than its text: its editor's start, tooltip, state, type and origin."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, ClassVar

from PySide6.QtCore import Qt

from domain.fields import BooleanType
from domain.metadata import Cell
from models import cell_state as roles
from models.cell_state import CellState
from models.cell_text import LONGEST_IN_TOOLTIP, elide, plain, tooltip
from models.facts import FactKind
from models.metadata_frame import MetadataFrame
from models.shown_cells import ShownCells
from models.staged import StagedEdits
from models.staged_columns import StagedCell
from models.table_columns import TableColumns

_CHECKS = MappingProxyType({"true": Qt.CheckState.Checked, "false": Qt.CheckState.Unchecked})
_QUIET = frozenset({CellState.CONFIRMED, CellState.ABSENT, CellState.NULL})


class CellAnswers:
    """Answers a role for one cell by its shown row and its column; None for roles the model does not know."""

    def __init__(self, frame: MetadataFrame, staged: StagedEdits, columns: TableColumns, shown: ShownCells) -> None:
        self._frame = frame
        self._staged = staged
        self._columns = columns
        self._shown = shown

    def answer(self, role: int, row: int, column: int) -> Any:
        """The answer to any role but the display role."""
        method = self.METHODS.get(role)
        return None if method is None else method(self, row, column)

    def staged_and_base(self, row: int, column: int) -> tuple[StagedCell | None, Cell]:
        """The edit over a key's cell, if any, and what the platform confirmed."""
        key = self._columns.specs[column].name
        source = int(self._frame.order[row])
        return self._staged.cell(self._frame.uuid(source), key), self._frame.confirmed(source, key)

    def cell(self, row: int, column: int) -> Cell:
        """The JSON text a cell shows: the edited value, else the confirmed one; None for facts and absent keys."""
        if self._columns.specs[column].kind == "fact":
            return None
        staged, base = self.staged_and_base(row, column)
        return base if staged is None else staged.after

    def _base(self, row: int, column: int) -> Cell:
        return None if self._columns.specs[column].kind == "fact" else self.staged_and_base(row, column)[1]

    def _edit_text(self, row: int, column: int) -> str:
        spec = self._columns.specs[column]
        if spec.field is None:
            return self._shown.cell(row, column).text
        cell = self.cell(row, column)
        return "" if cell is None else spec.field.edit_text(cell)

    def _tooltip(self, row: int, column: int) -> str:
        spec = self._columns.specs[column]
        if spec.field is None:
            return self._fact_tooltip(row, column)
        staged, base = self.staged_and_base(row, column)
        reason = self._shown.cell(row, column).reason
        return tooltip(f"{spec.name} · {spec.describes}", spec.field, base, staged, reason)

    def _fact_tooltip(self, row: int, column: int) -> str:
        spec = self._columns.specs[column]
        value = self._frame.fact(int(self._frame.order[row]), spec.name)
        if value is None:
            return ""
        exact = f"{value:,} bytes" if spec.fact is not None and spec.fact.kind is FactKind.BYTES else str(value)
        return plain(f"{spec.title}\n{elide(exact, LONGEST_IN_TOOLTIP)}")

    def _alignment(self, _row: int, column: int) -> int:
        return self._columns.alignments[column]

    def _description(self, row: int, column: int) -> str | None:
        """What a screen reader adds to the text: never by colour alone."""
        shown = self._shown.cell(row, column)
        return None if shown.state in _QUIET else f"{shown.state.value}. {shown.reason}".rstrip(". ")

    def _state(self, row: int, column: int) -> CellState:
        return self._shown.cell(row, column).state

    def _reason(self, row: int, column: int) -> str:
        return self._shown.cell(row, column).reason

    def _check(self, row: int, column: int) -> Qt.CheckState | None:
        if not isinstance(self._columns.specs[column].field, BooleanType):
            return None
        return _CHECKS.get(self.cell(row, column) or "", Qt.CheckState.PartiallyChecked)

    def _field(self, _row: int, column: int) -> Any:
        return self._columns.specs[column].field

    def _spec(self, _row: int, column: int) -> Any:
        return self._columns.specs[column]

    def _item(self, row: int, _column: int) -> str:
        return self._frame.uuid(int(self._frame.order[row]))

    METHODS: ClassVar[Mapping[int, Callable[["CellAnswers", int, int], Any]]] = MappingProxyType(
        {
            int(Qt.ItemDataRole.EditRole): _edit_text,
            int(Qt.ItemDataRole.ToolTipRole): _tooltip,
            int(Qt.ItemDataRole.TextAlignmentRole): _alignment,
            int(Qt.ItemDataRole.AccessibleDescriptionRole): _description,
            roles.STATE_ROLE: _state,
            roles.REASON_ROLE: _reason,
            roles.CELL_ROLE: cell,
            roles.BASE_ROLE: _base,
            roles.CHECK_ROLE: _check,
            roles.FIELD_ROLE: _field,
            roles.COLUMN_ROLE: _spec,
            roles.ITEM_ROLE: _item,
        }
    )


ANSWERED = frozenset(CellAnswers.METHODS)
