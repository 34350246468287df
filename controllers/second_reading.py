"""A folder read once more: which of its items moved on the platform meanwhile, and what they hold now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.arrow import ArrowTable, rows_taken, values_of
from models.metadata_frame import FACT_MARK, KEY_MARK, UNREADABLE, keys_of

UUID = FACT_MARK + "uuid"
EDITED = FACT_MARK + "last_edited_at"


@dataclass(frozen=True, slots=True)
class Moved:
    """What the platform says now of some items: item -> its whole metadata, item -> what else is known of it."""

    cells: Mapping[str, Mapping[str, str]]
    facts: Mapping[str, Mapping[str, Any]]


def items_of(rows: ArrowTable) -> list[str]:
    """The items of some rows, in their order."""
    return values_of(rows, UUID)


def moved_rows(rows: ArrowTable, known: Mapping[str, str]) -> list[int]:
    """The positions of the items that are known and were edited since; `known`: item -> when it was edited last."""
    moments = zip(values_of(rows, UUID), values_of(rows, EDITED), strict=True)
    return [number for number, (item, moment) in enumerate(moments) if known.get(item, moment) != moment]


def moved_items(rows: ArrowTable, positions: Sequence[int]) -> Moved:
    """What some of the rows hold. An item whose metadata can't be read is left as it was known."""
    taken = rows_taken(rows, positions)
    items, unreadable = items_of(taken), values_of(taken, UNREADABLE)
    cells: dict[str, dict[str, str]] = {
        item: {} for item, reason in zip(items, unreadable, strict=True) if reason is None
    }
    for key in keys_of(taken):
        for item, cell in zip(items, values_of(taken, KEY_MARK + key), strict=True):
            if cell is not None and item in cells:
                cells[item][key] = cell
    names = [name for name in taken.column_names if name.startswith(FACT_MARK)]
    columns = [values_of(taken, name) for name in names]
    facts = {
        item: dict(zip((name.removeprefix(FACT_MARK) for name in names), values, strict=True))
        for item, *values in zip(items, *columns, strict=True)
        if item in cells
    }
    return Moved(cells, facts)
