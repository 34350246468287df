"""Every edit not sent yet, over all open tables: on disk first, then seen; what is back at its original is gone."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from domain.changes import CellChange, ChangeSet, ItemChange
from domain.metadata import Cell, same_value
from models.journal import Journal, StagedLog, StagedRow

Names = Mapping[str, tuple[str, str]]
"""Item -> its name and the UUID of its folder."""

_NOTHING: Mapping[str, "StagedCell"] = MappingProxyType({})
_LITERALS = frozenset('"tfn[{')


class StagedCell(NamedTuple):
    """One staged cell: its value when first edited, what it shall be, and whether it breaks the schema on purpose."""

    base: Cell
    after: Cell
    kept_invalid: bool = False


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restart brought back: how many cells of how many items, the first edited when (ISO 8601, UTC)."""

    cells: int
    items: int
    since: str


class StagedEdits(QObject):
    """The edits not yet sent to one platform: item -> key -> staged cell, shared by all tables."""

    changed = Signal(object)
    """A frozenset of the items whose staged cells changed."""
    pending_changed = Signal(int)
    """How many cells are staged now."""
    refused = Signal(str)
    """An undo or redo that the journal did not take; the sentence says why."""

    def __init__(self, journal: Journal, platform: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._journal = journal
        self._platform = platform
        self._cells: dict[str, dict[str, StagedCell]] = {}
        self._names: dict[str, tuple[str, str]] = {}
        self._count = 0
        self._written = 0
        self._since = ""

    @property
    def platform(self) -> str:
        """The platform the edits are meant for, as the journal names it."""
        return self._platform

    @property
    def count(self) -> int:
        """How many cells are staged."""
        return self._count

    @property
    def items(self) -> AbstractSet[str]:
        """The items with staged cells."""
        return self._cells.keys()

    def cell(self, item: str, key: str) -> StagedCell | None:
        """The staged cell, or None where nothing is staged."""
        cells = self._cells.get(item)
        return None if cells is None else cells.get(key)

    def cells_of(self, item: str) -> Mapping[str, StagedCell]:
        """The staged cells of one item by key; empty where it has none."""
        return self._cells.get(item, _NOTHING)

    def changes(self, items: Iterable[str] | None = None) -> ChangeSet:
        """Everything that differs from what the platform confirmed, or only that of the given items."""
        wanted = self._cells if items is None else [item for item in items if item in self._cells]
        return ChangeSet(tuple(self._item_change(item) for item in wanted))

    def stage(
        self,
        title: str,
        changes: Sequence[CellChange],
        names: Names = MappingProxyType({}),
        kept: AbstractSet[tuple[str, str]] = frozenset(),
    ) -> None:
        """Journal the changes, then show them. `kept`: the (item, key) pairs that break the schema on purpose.

        A change back to what the cell was before its first edit stages nothing any more. Raises JournalRefused, with
        nothing shown, where the disk does not take it.
        """
        rows: dict[tuple[str, str], StagedRow] = {}
        gone: dict[tuple[str, str], None] = {}
        for change in changes:
            item, key, after = change.item, change.key, change.after
            pair = (item, key)
            cells = self._cells.get(item)
            current = rows.get(pair) if cells is None else cells.get(key) or rows.get(pair)
            base = change.before if current is None else current.base
            if same(base, after):
                rows.pop(pair, None)
                gone[pair] = None
            else:
                gone.pop(pair, None)
                rows[pair] = StagedRow(item, key, base, after, bool(kept) and pair in kept)
        self._write(title, list(rows.values()), [pair for pair in gone if self.cell(*pair) is not None], names)

    def forget(self, pushed: ChangeSet) -> None:
        """Let go of what the platform accepted. A cell edited again meanwhile stays, over the accepted value."""
        rows: list[StagedRow] = []
        gone: list[tuple[str, str]] = []
        for change in pushed.items:
            cells = self.cells_of(change.item)
            for key, (_, accepted) in change.cells.items():
                current = cells.get(key)
                if current is None:
                    continue
                if same(current.after, accepted):
                    gone.append((change.item, key))
                else:
                    rows.append(StagedRow(change.item, key, accepted, current.after, current.kept_invalid))
        self._write("Pushed", rows, gone, {})

    def settle(self, cells: Sequence[tuple[str, str]]) -> None:
        """Let go of (item, key) pairs that the platform was found to hold already."""
        gone = [(item, key) for item, key in cells if self.cell(item, key) is not None]
        self._write("Same on the platform", (), gone, {})

    def discard(self, title: str = "Discard edits") -> ChangeSet:
        """Let go of every staged edit; gives what was let go."""
        before = self.changes()
        gone = [(item, key) for item, cells in self._cells.items() for key in cells]
        self._write(title, (), gone, {})
        return before

    def restore(self, platform: str | None = None) -> Restored:
        """Show what the journal holds for a platform (this one, or another to work on from now on).

        Raises JournalRefused, with nothing changed, where the journal can not be read.
        """
        log = self._journal.staged(self._platform if platform is None else platform)
        touched = frozenset(self._cells)
        self._platform = self._platform if platform is None else platform
        self._cells.clear()
        for row in log.cells.values():
            self._cells.setdefault(row.item, {})[row.key] = StagedCell(row.base, row.after, row.kept_invalid)
        self._names = {item: names for item, names in log.names.items() if item in self._cells}
        self._count = len(log.cells)
        self._since = log.since
        if log.commands > 1:
            self._rewrite()
        self._announce(touched | self._cells.keys())
        return Restored(self._count, len(self._cells), log.since if log.cells else "")

    def _write(self, title: str, rows: Sequence[StagedRow], gone: Sequence[tuple[str, str]], names: Names) -> None:
        if not rows and not gone:
            return
        new = {row.item: names[row.item] for row in rows if row.item not in self._names and row.item in names}
        self._journal.stage(self._platform, title, rows, gone, new)
        self._names.update(new)
        for item, key in gone:
            self._drop(item, key)
        for item, key, base, after, kept in rows:
            cells = self._cells.setdefault(item, {})
            self._count += key not in cells
            cells[key] = StagedCell(base, after, kept)
        self._written += len(rows) + len(gone)
        if self._written > 200_000 + 4 * self._count:
            self._rewrite()
        self._announce({row.item for row in rows}.union(item for item, _ in gone))

    def _drop(self, item: str, key: str) -> None:
        cells = self._cells[item]
        del cells[key]
        self._count -= 1
        if not cells:
            del self._cells[item]
            self._names.pop(item, None)

    def _rewrite(self) -> None:
        """Keep the journal short: what is staged, instead of every command that led there."""
        rows = {
            (item, key): StagedRow(item, key, *cell)
            for item, cells in self._cells.items()
            for key, cell in cells.items()
        }
        self._journal.rewrite(self._platform, StagedLog(rows, self._names, self._since))
        self._written = 0

    def _announce(self, items: AbstractSet[str]) -> None:
        self.changed.emit(frozenset(items))
        self.pending_changed.emit(self._count)

    def _item_change(self, item: str) -> ItemChange:
        name, folder = self._names.get(item, (item, ""))
        cells = {key: (cell.base, cell.after) for key, cell in self._cells[item].items()}
        return ItemChange(item, name, folder, MappingProxyType(cells))


def same(one: Cell, other: Cell) -> bool:
    """Whether two cells hold the same value; quick for the many that plainly do not."""
    if one == other:
        return True
    if not one or not other or _plainly_differ(one, other):
        return False
    return same_value(one, other)


def _plainly_differ(one: str, other: str) -> bool:
    first, second = one[0], other[0]
    if first != second:
        return first in _LITERALS or second in _LITERALS
    return first == '"' and "\\" not in one and "\\" not in other
