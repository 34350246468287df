"""How commands are written in the journal, and what is staged once all of them are read again.

A command changes keys; the number of its last row for a key is that key's mark. A row may also say that a key is again
as it was at an earlier mark: that is how an undo of a million cells is one short row.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any, NamedTuple, TypeAlias

import msgspec

from models.key_cells import KeyCells
from models.large_content import UnreadableContent
from models.staged_block import Delta, Items
from models.staged_columns import Names, StagedColumn

CELLS_IN_A_ROW = 20_000

Marks: TypeAlias = Mapping[str, int]
"""Key -> the number of the row in the journal after which it was as meant; 0 before there was any."""
ReadContent: TypeAlias = Callable[[str, Sequence[str]], Sequence[Delta]]


class CommandRow(msgspec.Struct, array_like=True):
    """One row: cells staged and staged no more, names of items; a file with cells of keys; marks to go back to."""

    columns: Sequence[StagedColumn] = ()
    names: Names = {}
    content: str = ""
    keys: Sequence[str] = ()
    back_to: Marks = {}

    def written(self) -> "WrittenRow":
        """The row as the journal keeps it."""
        keys = (*(column.key for column in self.columns), *self.keys)
        return WrittenRow(msgspec.json.encode(self), keys, self.content)


class WrittenRow(NamedTuple):
    """A row as JSON, the keys it changes, and the file with their cells, if there is one."""

    text: bytes
    keys: Sequence[str]
    content: str = ""


class KeptRow(NamedTuple):
    """A row as it was found in the journal: its number, when it was written, and its JSON."""

    number: int
    moment: str
    text: bytes


@dataclass(frozen=True, slots=True)
class Shortened:
    """One command in the place of all, ready to be written: the names in it, and the file that was made for it."""

    rows: Sequence[WrittenRow]
    names: Names
    content: str


@dataclass(slots=True)
class StagedLog:
    """What is staged on a platform: key -> cells, the items' (name, folder), and when the first was staged."""

    columns: dict[str, KeyCells] = field(default_factory=dict[str, KeyCells])
    names: dict[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]])
    since: str = ""
    commands: int = 0
    unreadable: int = 0
    marks: dict[str, int] = field(default_factory=dict[str, int])

    def make_findable(self) -> None:
        """Make ready what cells of very many items are looked up in, once for keys of the same items. For a lane."""
        known: list[Items] = []
        for cells in self.columns.values():
            if cells.block is not None:
                uuids: Any = cells.block.items.uuids
                same = next((items for items in known if uuids.equals(items.uuids)), cells.block.items)
                cells.block = replace(cells.block, items=same)
                same.index()
                known.append(same)


def rows_of(columns: Iterable[StagedColumn], names: Names) -> Iterable[CommandRow]:
    """One command in parts small enough for one row each."""
    if names:
        yield CommandRow(names=names)
    for column in columns:
        for part in column.parts(CELLS_IN_A_ROW):
            yield CommandRow((part,))


class _Step(NamedTuple):
    """What one row did to one key, after what the key was before."""

    number: int
    moment: str
    did: StagedColumn | str
    before: "_Step | None"


class Replay:
    """Takes the rows in order; only those that still count are applied, at the end."""

    def __init__(self) -> None:
        self._log = StagedLog()
        self._now: dict[str, _Step | None] = {}
        self._at: dict[tuple[str, int], _Step] = {}
        self._files: dict[str, Sequence[str]] = {}

    def take(self, number: int, moment: str, row: CommandRow) -> None:
        """The next row."""
        self._log.commands += 1
        self._log.names.update(row.names)
        for column in row.columns:
            self._put(column.key, number, moment, column)
        for key in row.keys:
            self._put(key, number, moment, row.content)
        if row.content:
            self._files[row.content] = row.keys
        for key, mark in row.back_to.items():
            self._now[key] = self._at.get((key, mark))

    def staged(self, read: ReadContent) -> tuple[StagedLog, list[int]]:
        """What is staged, and the numbers of the rows whose file could not be read."""
        log, files, lost = self._log, dict[str, Mapping[str, Delta]](), dict[int, None]()
        log.marks = {key: step.number for key, step in self._now.items() if step is not None}
        for number, key, moment, did in self._steps():
            log.since = log.since if log.columns else moment
            if isinstance(did, str):
                if did not in files:
                    files[did] = self._deltas(did, read)
                if key not in files[did]:
                    lost[number] = None
                    continue
                log.columns[key] = log.columns.get(key, KeyCells()).laid_over(files[did][key])
            else:
                cells = log.columns.setdefault(key, KeyCells())
                log.names.update(cells.names_of([item for item in did.items if item not in log.names]))
                cells.put(did)
            if not log.columns[key]:
                del log.columns[key]
            log.since = log.since if log.columns else ""
        return log, list(lost)

    def _put(self, key: str, number: int, moment: str, did: StagedColumn | str) -> None:
        self._now[key] = self._at[key, number] = _Step(number, moment, did, self._now.get(key))

    def _steps(self) -> list[tuple[int, str, str, StagedColumn | str]]:
        """What still counts, over all keys, in the order it was done."""
        return sorted(
            chain.from_iterable(_back(key, step) for key, step in self._now.items()), key=lambda step: step[0]
        )

    def _deltas(self, name: str, read: ReadContent) -> Mapping[str, Delta]:
        try:
            return {delta.key: delta for delta in read(name, self._files[name])}
        except UnreadableContent:
            return {}


def replayed(rows: Iterable[KeptRow], read: ReadContent) -> tuple[StagedLog, list[int]]:
    """What is staged after the rows, and the numbers of those that could not be read. For a lane where it is much."""
    replay = Replay()
    unreadable: list[int] = []
    for number, moment, text in rows:
        try:
            replay.take(number, moment, msgspec.json.decode(text, type=CommandRow))
        except msgspec.DecodeError:
            unreadable.append(number)
    log, lost = replay.staged(read)
    log.unreadable = len(unreadable) + len(lost)
    return log, [*unreadable, *lost]


def _back(key: str, step: _Step | None) -> Iterable[tuple[int, str, str, StagedColumn | str]]:
    while step is not None:
        yield step.number, key, step.moment, step.did
        step = step.before
