"""What a cell of the metadata table is in: as confirmed, edited, missing, or wrong; and the roles a view asks for."""

from enum import Enum
from typing import NamedTuple

from PySide6.QtCore import Qt

from domain.metadata import CLEARED, Cell
from models.staged_columns import StagedCell


class CellState(Enum):
    """How a cell stands between what the platform confirmed, what is edited here, and what the schema wants."""

    CONFIRMED = "confirmed"
    """The platform's value, unedited, as the schema wants it. Every fact is in this state."""
    ABSENT = "absent"
    """The item does not have the key."""
    NULL = "null"
    """The platform holds the key without a value: it was cleared there."""
    INVALID = "invalid"
    """The platform's value breaks the schema."""
    CHANGED = "changed"
    """Edited here: another value than the platform's."""
    ADDED = "added"
    """Edited here: the item does not have the key on the platform."""
    CLEARED = "cleared"
    """Edited here: the key stays, its value goes."""
    REMOVED = "removed"
    """Edited here: the key goes."""
    KEPT_INVALID = "kept invalid"
    """Edited here: the value breaks the schema and was kept on purpose."""
    UNREADABLE = "unreadable"
    """The item's metadata is not a JSON object: no key of it can be shown or edited."""

    @property
    def staged(self) -> bool:
        """Whether the cell is edited here and not sent."""
        return self in _STAGED

    @property
    def broken(self) -> bool:
        """Whether the value, the platform's or the edited one, breaks the schema."""
        return self in _BROKEN


_STAGED = frozenset({CellState.CHANGED, CellState.ADDED, CellState.CLEARED, CellState.REMOVED, CellState.KEPT_INVALID})
_BROKEN = frozenset({CellState.INVALID, CellState.KEPT_INVALID})

_USER_ROLE = int(Qt.ItemDataRole.UserRole)
STATE_ROLE = _USER_ROLE + 1
"""The `CellState` of a cell."""
FIELD_ROLE = _USER_ROLE + 2
"""The `FieldType` of a key's column; None for a fact."""
CELL_ROLE = _USER_ROLE + 3
"""The cell as it is shown: JSON text, or None where the key is absent or removed."""
BASE_ROLE = _USER_ROLE + 4
"""The cell as the platform confirmed it."""
REASON_ROLE = _USER_ROLE + 5
"""Why the shown value breaks the schema, or why the item cannot be read; empty where nothing is wrong."""
CHECK_ROLE = _USER_ROLE + 6
"""For a boolean: checked, unchecked, or partially checked where it is unset; None for other types."""
COLUMN_ROLE = _USER_ROLE + 7
"""The `ColumnSpec` of a column (cells and horizontal header)."""
ITEM_ROLE = _USER_ROLE + 8
"""The UUID of the row's item."""


class ShownCell(NamedTuple):
    """One cell, ready to be painted: its text, its state, and what is wrong with it (empty: nothing)."""

    text: str
    state: CellState
    reason: str = ""


def staged_state(staged: StagedCell, *, broken: bool) -> CellState:
    """The state of an edited cell; `broken` says whether its new value breaks the schema."""
    if staged.after is None:
        return CellState.REMOVED
    if broken:
        return CellState.KEPT_INVALID
    if staged.after == CLEARED:
        return CellState.CLEARED
    return CellState.ADDED if staged.base is None else CellState.CHANGED


def confirmed_state(cell: Cell, *, broken: bool) -> CellState:
    """The state of a cell nobody edited here."""
    if cell is None:
        return CellState.ABSENT
    if cell == CLEARED:
        return CellState.NULL
    return CellState.INVALID if broken else CellState.CONFIRMED
