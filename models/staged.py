"""Every edit not sent yet, over all open tables: on disk first, then seen; what is back at its original is gone."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from types import MappingProxyType

from PySide6.QtCore import QObject, Signal

from domain.changes import CellChange, ChangeSet
from models.edit_log import Shortened, StagedLog
from models.journal import Journal
from models.journal_file import JournalRefused
from models.key_cells import KeyCells
from models.letting_go import by_key, less, let_go
from models.restored import Restored
from models.staged_changes import StagedChanges, distinct
from models.staged_columns import (
    ColumnChange,
    Names,
    StagedCell,
    StagedColumn,
    column_of,
    columns_of,
)
from models.staged_steps import LargeStep, Mark, SmallStep, Staging, Step
from models.touched import Touched, every_item, touched_by

_NO_NAMES: Names = MappingProxyType({})
_REWRITE_AFTER = 200_000
_AT_ONCE = 20_000  # cells that are written again while the window waits


class StagedEdits(QObject):
    """The edits not yet sent to one platform, key by key and item by item, shared by all tables.

    Every change is journaled before it is shown; methods that change something raise JournalRefused, with nothing
    changed, where the disk does not take it.
    """

    changed = Signal(object)
    """The items whose staged cells changed: a frozenset, or `Touched` where they are very many."""
    pending_changed = Signal(int)
    """How many cells are staged now."""
    grew_long = Signal()
    """The journal has become long, and so much is staged that it should be shortened beside the window."""
    refused = Signal(str)
    """An undo or redo that the journal did not take; the sentence says why."""

    def __init__(self, journal: Journal, platform: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.journal = journal
        self.turn = asyncio.Lock()
        """Held by the large command that is prepared now: one at a time."""
        self._platform = platform
        self._columns: dict[str, KeyCells] = {}
        self._marks: dict[str, Mark] = {}
        self._no_mark = self._turned = Mark(0)
        self._names: dict[str, tuple[str, str]] = {}
        self._count_items: int | None = 0
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
    def count_items(self) -> int:
        """How many items have staged cells."""
        if self._count_items is None:
            parts, few = distinct(self._columns)
            self._count_items = sum(len(places) for _, places in parts) + len(few)
        return self._count_items

    @property
    def items(self) -> frozenset[str]:
        """The items with staged cells; takes half a second for a million, `count_items` does not."""
        return frozenset[str]().union(*self._columns.values())

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
        found = ((key, cells.get(item)) for key, cells in self._columns.items())
        return {key: cell for key, cell in found if cell is not None}

    def column(self, key: str) -> KeyCells:
        """The staged cells of one key by item; empty where it has none. Ask `found` about many items at once."""
        return self._columns.get(key) or KeyCells()

    def mark(self, key: str) -> Mark:
        """What the staged cells of a key are now: the same mark later means the same cells."""
        return self._marks.get(key, self._no_mark)

    def changes(self, items: Iterable[str] | None = None) -> ChangeSet:
        """What differs from what the platform confirmed (of the given items), each change made when it is looked at."""
        columns = {key: cells.copy() for key, cells in self._columns.items()}
        if items is not None:
            columns = {key: cells.only(items) for key, cells in columns.items()}
        return ChangeSet(StagedChanges({key: cells for key, cells in columns.items() if cells}, dict(self._names)))

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

    def stage_columns(self, title: str, changes: Sequence[ColumnChange], names: Names = _NO_NAMES) -> Step:
        """The same for changes by column: no cell may be there twice. Gives the step, for `step_back`."""
        return self._write(title, [self.column(change.key).staged_by(change) for change in changes], names)

    def stage_large(self, title: str, content: str, columns: Sequence[Staging]) -> Step:
        """Show a large command whose cells the journal has in a file: prepared from what is staged now."""
        marks = self.journal.stage_content(self._platform, title, content, [each.delta.key for each in columns])
        steps = [self._large_step(each, Mark(marks[each.delta.key])) for each in columns]
        for step in steps:
            self._put(step.key, step.cells_after, step.after)
        self._announce(Touched([touched for each in columns for touched in each.touched]))
        return tuple(steps)

    def can_step(self, step: Step, *, back: bool) -> bool:
        """Whether nothing but the step has moved its keys, so that `take_step` may take it back, or do it again."""
        return bool(step) and all(self.mark(each.key) is (each.after if back else each.before) for each in step)

    def take_step(self, title: str, step: Step, *, back: bool) -> None:
        """Take a step back, or do it again, at once however large it is. Only where `can_step` says so."""
        marks = {each.key: each.before if back else each.after for each in step}
        self.journal.go_back(self._platform, title, {key: mark.number for key, mark in marks.items()})
        for each in step:
            if isinstance(each, LargeStep):
                self._put(each.key, each.exchanged(self.column(each.key), back=back), marks[each.key])
            else:
                column = self._columns.get(each.key) or KeyCells()
                column.put(column_of(each.key, each.was if back else each.shall))
                self._put(each.key, column, marks[each.key])
        self._announce(touched_by(step))

    def forget(self, pushed: ChangeSet) -> None:
        """Let go of what the platform accepted. A cell edited again meanwhile stays, over the accepted value."""
        self._write("Pushed", [less(key, self.column(key), cells) for key, cells in by_key(pushed).items()])

    def settle(self, cells: Iterable[tuple[str, str]]) -> None:
        """Let go of (item, key) pairs that the platform was found to hold already."""
        gone: dict[str, dict[str, None]] = {}
        for item, key in cells:
            gone.setdefault(key, {})[item] = None
        columns = [let_go(key, self.column(key), list(items)) for key, items in gone.items()]
        self._write("Same on the platform", columns)

    def discard(self, title: str = "Discard edits") -> ChangeSet:
        """Let go of every staged edit; gives what was let go."""
        before = self.changes()
        if not self._count:
            return before
        touched = every_item(self._columns)
        self.journal.go_back(self._platform, title, dict.fromkeys(self._columns, 0))
        for key in list(self._columns):
            self._put(key, KeyCells(), Mark(0))
        self._written += 1 + _REWRITE_AFTER
        self._shorten()
        self._announce(touched)
        return before

    def restore(self, platform: str | None = None) -> Restored:
        """Show what the journal holds for a platform (this one, or another to work on from now on)."""
        wanted = self._platform if platform is None else platform
        self.turn_to(wanted)
        return self.take_up(self.journal.staged(wanted))

    def turn_to(self, platform: str) -> Mark:
        """Work on a platform from now on, as if nothing were staged there; gives what `is_turned` takes."""
        before = every_item(self._columns)
        self._platform, self._since = platform, ""
        self._columns, self._marks, self._names = {}, {}, {}
        self._no_mark, self._turned, self._written = Mark(0), Mark(0), 0
        self._counted()
        self._announce(before)
        return self._turned

    def is_turned(self, turned: Mark) -> bool:
        """Whether no other platform was turned to since `turn_to` gave this."""
        return self._turned is turned

    def told(self) -> Mapping[str, Mark]:
        """What all that is staged stands for: the same later means the same cells."""
        return dict(self._marks)

    def take_up(self, log: StagedLog) -> Restored:
        """Show what the journal holds for this platform."""
        self._columns, self._since, self._names = log.columns, log.since, log.names
        self._marks = {key: Mark(number) for key, number in log.marks.items()}
        self._counted()
        if log.commands > 1 and self._count <= _AT_ONCE and not any(cells.block for cells in log.columns.values()):
            self._rewrite()
        self._announce(every_item(self._columns))
        return Restored(self._count, self.count_items, log.since, log.unreadable)

    def log(self) -> StagedLog:
        """What is staged now; later edits leave it alone."""
        columns = {key: cells.copy() for key, cells in self._columns.items()}
        over = (item for cells in columns.values() for item in cells.over)
        names = {item: self._names[item] for item in over if item in self._names}
        return StagedLog(columns, names, self._since)

    def take_shortened(self, shortened: Shortened, told: Mapping[str, Mark]) -> bool:
        """Put it in the place of all commands, if it still says what is staged. Raises JournalRefused."""
        if self._marks != told:
            return False
        self._marked(self.journal.replace(self._platform, self._since, shortened), shortened.names)
        return True

    def _write(self, title: str, columns: Sequence[StagedColumn], names: Names = _NO_NAMES) -> Step:
        moved = [column for column in columns if column.items or column.gone]
        if not moved:
            return ()
        unknown = names.keys() - self._names.keys()
        new = names if len(unknown) == len(names) else {item: names[item] for item in unknown}
        marks = self.journal.stage(self._platform, title, moved, new)
        self._names.update(new)
        step = tuple(self._show(column, Mark(marks[column.key])) for column in moved)
        self._shorten()
        self._announce(frozenset[str]().union(*(column.items for column in moved), *(column.gone for column in moved)))
        return step

    def _show(self, column: StagedColumn, mark: Mark) -> SmallStep:
        cells = self._columns.get(column.key) or KeyCells()
        items = [*column.items, *column.gone]
        was = dict(zip(items, cells.found(items), strict=True))
        before = self.mark(column.key)
        self._names.update(cells.names_of([item for item in column.items if item not in self._names]))
        cells.put(column)
        self._written += len(items)
        self._put(column.key, cells, mark)
        return SmallStep(column.key, before, mark, was, {**dict(column.cells()), **dict.fromkeys(column.gone)})

    def _large_step(self, staging: Staging, mark: Mark) -> LargeStep:
        key = staging.delta.key
        return LargeStep(key, self.mark(key), mark, staging.touched, self.column(key), staging.cells)

    def _put(self, key: str, cells: KeyCells, mark: Mark) -> None:
        self._marks[key] = mark
        if cells:
            self._columns[key] = cells
        else:
            self._columns.pop(key, None)
        self._counted()

    def _counted(self) -> None:
        self._count = sum(map(len, self._columns.values()))
        self._count_items = None

    def _shorten(self) -> None:
        """Keep the journal short: what is staged, instead of every command that led there."""
        if self._written <= _REWRITE_AFTER + 4 * self._count:
            return
        if self._count <= _AT_ONCE:
            self._rewrite()
        else:
            self._written = 0
            self.grew_long.emit()

    def _rewrite(self) -> None:
        # On a full disk the journal stays long, and is shortened another time.
        self._written = 0
        with suppress(JournalRefused):
            log = self.log()
            self._marked(self.journal.rewrite(self._platform, log), log.names)

    def _marked(self, marks: Mapping[str, int], names: Names) -> None:
        self._names, self._no_mark = dict(names), Mark(0)
        self._marks = {key: Mark(number) for key, number in marks.items()}

    def _announce(self, items: AbstractSet[str]) -> None:
        self.changed.emit(items)
        self.pending_changed.emit(self._count)
