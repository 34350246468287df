"""Edits that say what the platform says: a colleague made the same one, or a push did. They are let go of."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from contextlib import suppress
from itertools import chain, islice

import numpy as np
from PySide6.QtCore import QObject, QTimer

from models.arrow_page import KEY_MARK
from models.journal_file import JournalRefused
from models.metadata_frame import MetadataFrame
from models.overlay import rows_in
from models.staged import StagedEdits
from models.staged_block import Block
from models.staged_columns import same
from models.text_arrays import Mask, equal, picked
from models.touched import among

_AT_ONCE = 1000


class Settling(QObject):
    """Watches the items of one frame whose confirmed values are not those their edits were begun on."""

    def __init__(self, frame: MetadataFrame, staged: StagedEdits, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._staged = staged
        self._moved: set[str] = set()
        self._later: Iterator[str] = iter(())
        self._soon = QTimer(self)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._settle_some)

    def meet(self, rows: range) -> None:
        """Rows have just come, of which some were edited before (in another tab, in an earlier run)."""
        items = self._frame.uuids(rows)
        moved: set[str] = set()
        for key in self._staged.keys:
            cells = self._staged.column(key)
            if cells.over:
                held = zip(items, self._frame.confirmed_values(rows, key), strict=True)
                moved.update(item for item, cell in held if item in cells.over and cells.over[item].base != cell)
            if cells.block is not None:
                moved.update(self._moved_in(cells.block, cells.out, key, rows))
        self._moved |= moved
        self.settle(moved)

    def _moved_in(self, block: Block, out: Mask, key: str, rows: range) -> list[str]:
        """The items of a block that stand in these rows, and of which the platform says something else by now."""
        at = rows_in(block.items, self._frame)
        here = np.flatnonzero((at >= rows.start) & (at < rows.stop) & ~out)
        confirmed = self._frame.reading().texts(at[here], KEY_MARK + key)
        return picked(block.items.uuids, here[~equal(picked(block.base, here), confirmed)]).to_pylist()

    def settle(self, items: AbstractSet[str]) -> None:
        """Let go of what the platform holds already; of very many items a few at a time, between two gestures."""
        if len(items) <= _AT_ONCE:
            edited = self._edited(items)
            self._settle(among(edited, self._moved) | self._frame.accepted_among(edited))
            return
        if len(self._moved) + self._frame.accepted_count <= _AT_ONCE:
            told = self._frame.uuids(self._frame.accepted_rows().tolist())
            self._settle(among(items, self._moved.union(told)))
            return
        self._later = chain(tuple(self._moved), self._told())
        self._soon.start()

    def _edited(self, items: AbstractSet[str]) -> AbstractSet[str]:
        """Those of the items that are still edited under any key: after a push there are none."""
        asked = list(items)
        found = [zip(asked, self._staged.column(key).found(asked), strict=True) for key in self._staged.keys]
        return frozenset(item for column in found for item, cell in column if cell is not None)

    def _told(self) -> Iterator[str]:
        rows = self._frame.accepted_rows()
        for start in range(0, len(rows), _AT_ONCE):
            yield from self._frame.uuids(rows[start : start + _AT_ONCE].tolist())

    def _settle_some(self) -> None:
        items = frozenset(islice(self._later, _AT_ONCE))
        if items:
            self._settle(items)
        else:
            self._soon.stop()

    def _settle(self, items: Iterable[str]) -> None:
        asked = list(items)
        settled: list[tuple[str, str]] = []
        for key in self._staged.keys if asked else ():
            cells = zip(asked, self._staged.column(key).found(asked), strict=True)
            edited = [(item, cell) for item, cell in cells if cell is not None]
            confirmed = self._frame.confirmed_of(key, [item for item, _ in edited])
            settled += [(item, key) for item, cell in edited if item in confirmed and same(cell.after, confirmed[item])]
        if settled:
            # On a full disk the edits stay staged: they change nothing, and the next chance takes them.
            with suppress(JournalRefused):
                self._staged.settle(settled)
