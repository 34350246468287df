"""Edits that say what the platform says: a colleague made the same one, or a push did. They are let go of."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from contextlib import suppress

from models.journal_file import JournalRefused
from models.metadata_frame import MetadataFrame
from models.staged import StagedEdits
from models.staged_columns import same


class Settling:
    """Watches the items of one frame whose confirmed values are not those their edits were begun on."""

    def __init__(self, frame: MetadataFrame, staged: StagedEdits) -> None:
        self._frame = frame
        self._staged = staged
        self._moved: set[str] = set()

    def meet(self, items: Iterable[str]) -> None:
        """Items with edits made before (in another tab, in an earlier run) have just come."""
        for item in items:
            row = self._frame.row_of(item)
            cells = self._staged.cells_of(item)
            if row is not None and any(cell.base != self._frame.confirmed(row, key) for key, cell in cells.items()):
                self._moved.add(item)

    def settle(self, items: AbstractSet[str]) -> None:
        """Let go of what the platform holds already."""
        settled: list[tuple[str, str]] = []
        for item in (items & self._moved) | (items & self._frame.accepted):
            row = self._frame.row_of(item)
            if row is None:
                continue
            for key, cell in self._staged.cells_of(item).items():
                if same(cell.after, self._frame.confirmed(row, key)):
                    settled.append((item, key))
        if settled:
            # On a full disk the edits stay staged: they change nothing, and the next chance takes them.
            with suppress(JournalRefused):
                self._staged.settle(settled)
