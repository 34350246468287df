"""How an import is to be made, and what it would change: values that are shown, decided about and staged."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from controllers.exchange.import_clashes import Clashes
from domain.metadata import Cell
from models.column_edit import ColumnEdit

SAMPLE = 200  # changes that are shown


@dataclass(frozen=True, slots=True)
class Decisions:
    """How an import is to be made.

    `mode`: "merge" changes only what is given, "replace" makes an item's metadata what its row says. `empty`: what an
    empty cell means. `several`: a row that means several items. `twice`: two rows with different values for one item.
    `invalid`: values that break the schema, left out or kept and marked.

    Decided one by one, which goes before the rest: `chosen`, row of the file -> the items it means; `counting`, (item,
    key) -> the row of the file whose value counts, or NO_ROW.
    """

    mode: Literal["merge", "replace"] = "merge"
    empty: Literal["leave", "clear"] = "leave"
    several: Literal["leave", "all"] = "leave"
    twice: Literal["last", "first", "leave"] = "last"
    invalid: Literal["leave", "keep"] = "leave"
    chosen: Mapping[int, tuple[int, ...]] = field(default_factory=dict[int, tuple[int, ...]])
    counting: Mapping[tuple[int, str], int] = field(default_factory=dict[tuple[int, str], int])


@dataclass(frozen=True, slots=True)
class Refusal:
    """Values of one key that do not fit: the reason of the most frequent text, how many cells, the first lines."""

    key: str
    reason: str
    count: int
    lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One cell before and after; `row` is the item's row in the table."""

    row: int
    key: str
    before: Cell
    after: Cell


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Everything an import would do. `edits` are exactly what would be staged; `keep_invalid` goes with them."""

    edits: tuple[ColumnEdit, ...]
    items: int
    set_cells: int
    cleared: int
    removed: int
    unchanged: int
    by_key: Mapping[str, int]
    refused: tuple[Refusal, ...]
    clashes: Clashes
    unreadable: int
    sample: tuple[Change, ...]
    keep_invalid: bool = False

    @property
    def cells(self) -> int:
        """How many cells would change."""
        return self.set_cells + self.cleared + self.removed

    @property
    def clash_count(self) -> int:
        """How many values differ between rows for one item."""
        return len(self.clashes)

    @property
    def refused_count(self) -> int:
        """How many cells of the file do not fit their key."""
        return sum(refusal.count for refusal in self.refused)
