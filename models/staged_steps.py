"""One command as it was staged, key by key: enough to take it back at once as long as nothing else moved its keys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from models.key_cells import KeyCells
from models.staged_block import Delta, Items
from models.staged_columns import StagedCell


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """Stands for what is staged under a key at a moment; `number` is how the journal calls it, 0 for nothing."""

    number: int


@dataclass(frozen=True, slots=True)
class SmallStep:
    """A few cells of a key, as they were and as they were made; None where nothing was staged."""

    key: str
    before: Mark
    after: Mark
    was: Mapping[str, StagedCell | None]
    shall: Mapping[str, StagedCell | None]


@dataclass(slots=True)
class LargeStep:
    """Very many cells of a key; everything staged under it is kept as it was and as it became."""

    key: str
    before: Mark
    after: Mark
    touched: Sequence[Items]
    cells_before: KeyCells
    cells_after: KeyCells

    def exchanged(self, now: KeyCells, *, back: bool) -> KeyCells:
        """The cells before (after) the step; those that are staged now are kept for the way back."""
        if back:
            self.cells_after = now
            return self.cells_before
        self.cells_before = now
        return self.cells_after


Step: TypeAlias = Sequence[SmallStep | LargeStep]


@dataclass(frozen=True, slots=True)
class Staging:
    """A large change of one key, prepared: what the journal is told, what is staged then, whom it touches."""

    delta: Delta
    cells: KeyCells
    touched: Sequence[Items]
