"""Edits the platform has by now: what is left of them under a key."""

from collections.abc import Mapping, Sequence

from domain.changes import ChangeSet
from domain.metadata import Cell
from models.key_cells import KeyCells
from models.staged_columns import StagedColumn, staged_column


def by_key(pushed: ChangeSet) -> dict[str, dict[str, Cell]]:
    """Key -> item -> the value that was pushed."""
    accepted: dict[str, dict[str, Cell]] = {}
    for change in pushed.items:
        for key, (_, after) in change.cells.items():
            accepted.setdefault(key, {})[change.item] = after
    return accepted


def less(key: str, staged: KeyCells, accepted: Mapping[str, Cell]) -> StagedColumn:
    """What is left under a key over the values (by item) that the platform accepted."""
    items = list(accepted)
    found = zip(items, staged.found(items), strict=True)
    here = {item: cell for item, cell in found if cell is not None}
    kept = frozenset(item for item, cell in here.items() if cell.kept_invalid)
    return staged_column(key, ((item, accepted[item], cell.after) for item, cell in here.items()), kept)


def let_go(key: str, staged: KeyCells, items: Sequence[str]) -> StagedColumn:
    """Nothing more of those of the items that are staged."""
    found = zip(items, staged.found(items), strict=True)
    return StagedColumn(key, (), (), (), (), [item for item, cell in found if cell is not None])
