"""Every edit not sent yet, over all open tables: on disk first, then seen; what is back at its original is gone."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from types import MappingProxyType

from PySide6.QtCore import QObject, Signal

from domain.changes import CellChange, ChangeSet, ItemChange
from domain.metadata import Cell
from models.journal import Journal, StagedLog
from models.staged_columns import ColumnChange, Names, StagedCell, StagedColumn, columns_of, same

_NO_NAMES: Names = MappingProxyType({})
_REWRITE_AFTER = 200_000


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restart brought back: how many cells of how many items, the first edited when (ISO 8601, UTC).

    `unreadable`: how many steps of the journal could not be read; they are kept in its file.
    """

    cells: int
    items: int
    since: str
    unreadable: int = 0


class StagedEdits(QObject):
    """The edits not yet sent to one platform, key by key and item by item, shared by all tables.

    Every change is journaled before it is shown; methods that change something raise JournalRefused, with nothing
    changed, where the disk does not take it.
    """

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
        self._columns: dict[str, dict[str, StagedCell]] = {}
        self._names: dict[str, tuple[str, str]] = {}
        self._items: frozenset[str] | None = frozenset()
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
    def items(self) -> frozenset[str]:
        """The items with staged cells."""
        if self._items is None:
            self._items = frozenset().union(*self._columns.values())
        return self._items

    @property
    def keys(self) -> AbstractSet[str]:
        """The keys with staged cells."""
        return self._columns.keys()

    def cell(self, item: str, key: str) -> StagedCell | None:
        """The staged cell, or None where nothing is staged."""
        cells = self._columns.get(key)
        return None if cells is None else cells.get(item)

    def cells_of(self, item: str) -> Mapping[str, StagedCell]:
        """The staged cells of one item by key; empty where it has none."""
        return {key: cells[item] for key, cells in self._columns.items() if item in cells}

    def column(self, key: str) -> Mapping[str, StagedCell]:
        """The staged cells of one key by item; empty where it has none."""
        return self._columns.get(key, {})

    def changes(self, items: Iterable[str] | None = None) -> ChangeSet:
        """Everything that differs from what the platform confirmed, or only that of the given items."""
        wanted = None if items is None else frozenset(items)
        found: dict[str, dict[str, tuple[Cell, Cell]]] = {}
        for key, cells in self._columns.items():
            for item, cell in cells.items():
                if wanted is None or item in wanted:
                    found.setdefault(item, {})[key] = (cell.base, cell.after)
        return ChangeSet(tuple(self._item_change(item, cells) for item, cells in found.items()))

    def stage(
        self,
        title: str,
        changes: Sequence[CellChange],
        names: Names = _NO_NAMES,
        kept: AbstractSet[tuple[str, str]] = frozenset(),
    ) -> None:
        """Journal the changes, then show them. `kept`: the (item, key) pairs that break the schema on purpose.

        A change back to what the cell was before its first edit stages nothing any more.
        """
        self.stage_columns(title, columns_of(changes, kept), names)

    def stage_columns(self, title: str, changes: Sequence[ColumnChange], names: Names = _NO_NAMES) -> None:
        """The same for changes by column: no cell may be there twice."""
        self._write(title, [self._laid_over(change) for change in changes], names)

    def forget(self, pushed: ChangeSet) -> None:
        """Let go of what the platform accepted. A cell edited again meanwhile stays, over the accepted value."""
        accepted: dict[str, dict[str, Cell]] = {}
        for change in pushed.items:
            for key, (_, after) in change.cells.items():
                accepted.setdefault(key, {})[change.item] = after
        self._write("Pushed", [self._less(key, cells) for key, cells in accepted.items()])

    def settle(self, cells: Iterable[tuple[str, str]]) -> None:
        """Let go of (item, key) pairs that the platform was found to hold already."""
        gone: dict[str, dict[str, None]] = {}
        for item, key in cells:
            if item in self.column(key):
                gone.setdefault(key, {})[item] = None
        self._write("Same on the platform", [StagedColumn(key, (), (), (), (), list(gone[key])) for key in gone])

    def discard(self, title: str = "Discard edits") -> ChangeSet:
        """Let go of every staged edit; gives what was let go."""
        before = self.changes()
        self._write(title, [StagedColumn(key, (), (), (), (), list(cells)) for key, cells in self._columns.items()])
        return before

    def restore(self, platform: str | None = None) -> Restored:
        """Show what the journal holds for a platform (this one, or another to work on from now on)."""
        wanted = self._platform if platform is None else platform
        log = self._journal.staged(wanted)
        touched = self.items
        self._platform, self._columns, self._since = wanted, log.columns, log.since
        self._count, self._items = sum(map(len, log.columns.values())), None
        self._names = {item: log.names[item] for item in self.items if item in log.names}
        if log.commands > 1:
            self._rewrite()
        self._announce(touched | self.items)
        return Restored(self._count, len(self.items), log.since, log.unreadable)

    def _laid_over(self, change: ColumnChange) -> StagedColumn:
        """What a change stages, seen from the values before the first edit."""
        current = self._columns.get(change.key)
        if not current or current.keys().isdisjoint(change.items):
            return StagedColumn(change.key, change.items, change.before, change.after, tuple(change.kept))
        cells = map(current.get, change.items)
        bases = [before if cell is None else cell.base for before, cell in zip(change.before, cells, strict=True)]
        return _staged_column(change.key, zip(change.items, bases, change.after, strict=True), change.kept)

    def _less(self, key: str, accepted: Mapping[str, Cell]) -> StagedColumn:
        """What is left under a key over the values the platform accepted."""
        current = self.column(key)
        here = [item for item in accepted if item in current]
        kept = frozenset(item for item in here if current[item].kept_invalid)
        return _staged_column(key, ((item, accepted[item], current[item].after) for item in here), kept)

    def _write(self, title: str, columns: Sequence[StagedColumn], names: Names = _NO_NAMES) -> None:
        moved = [column for column in columns if column.items or column.gone]
        if not moved:
            return
        unknown = names.keys() - self._names.keys()
        new = names if len(unknown) == len(names) else {item: names[item] for item in unknown}
        self._journal.stage(self._platform, title, moved, new)
        self._names.update(new)
        for column in moved:
            self._show(column)
        self._items = None
        if self._written > _REWRITE_AFTER + 4 * self._count:
            self._rewrite()
        self._announce(frozenset[str]().union(*(column.items for column in moved), *(column.gone for column in moved)))

    def _show(self, column: StagedColumn) -> None:
        cells = self._columns.setdefault(column.key, {})
        self._count -= len(cells)
        for item in column.gone:
            cells.pop(item, None)
        cells.update(column.cells())
        self._count += len(cells)
        self._written += len(column.items) + len(column.gone)
        if not cells:
            del self._columns[column.key]

    def _rewrite(self) -> None:
        """Keep the journal short: what is staged, instead of every command that led there."""
        self._names = {item: self._names[item] for item in self.items if item in self._names}
        self._journal.rewrite(self._platform, StagedLog(self._columns, self._names, self._since))
        self._written = 0

    def _announce(self, items: frozenset[str]) -> None:
        self.changed.emit(items)
        self.pending_changed.emit(self._count)

    def _item_change(self, item: str, cells: Mapping[str, tuple[Cell, Cell]]) -> ItemChange:
        name, folder = self._names.get(item, (item, ""))
        return ItemChange(item, name, folder, MappingProxyType(cells))


def _staged_column(key: str, cells: Iterable[tuple[str, Cell, Cell]], kept: AbstractSet[str]) -> StagedColumn:
    """Staged cells from (item, base, after); where those are the same value, the item is staged no more."""
    items: list[str] = []
    bases: list[Cell] = []
    afters: list[Cell] = []
    gone: list[str] = []
    for item, base, after in cells:
        if same(base, after):
            gone.append(item)
        else:
            items.append(item)
            bases.append(base)
            afters.append(after)
    return StagedColumn(key, items, bases, afters, [item for item in items if item in kept] if kept else (), gone)
