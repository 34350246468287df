"""Every edit not yet sent, every push and every saved schema, on disk before it is shown."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec

from models.journal_file import JournalFile, now, open_file
from models.staged_columns import Names, StagedCell, StagedColumn

CELLS_IN_A_ROW = 20_000

_PUSH = "SELECT id, platform, user, mode, state, started, finished, receipt FROM push"
_COMMANDS = "SELECT number, at, edits FROM command WHERE platform = ? ORDER BY number"
_COMMAND = "INSERT INTO command (platform, at, title, edits) VALUES (?, ?, ?, ?)"


class _Edits(msgspec.Struct, array_like=True):
    """One command as it is written: cells staged and staged no more, by column; names of the items touched."""

    columns: Sequence[StagedColumn]
    names: Names


@dataclass(slots=True)
class StagedLog:
    """What is staged on a platform: key -> item -> cell, the items' (name, folder), and when the first was staged."""

    columns: dict[str, dict[str, StagedCell]] = field(default_factory=dict[str, dict[str, StagedCell]])
    names: dict[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]])
    since: str = ""
    commands: int = 0
    unreadable: int = 0


class ChunkState(StrEnum):
    """How far a chunk of a push came: written down, sent, answered by the platform, read back."""

    PLANNED = "planned"
    SENT = "sent"
    ANSWERED = "answered"
    VERIFIED = "verified"


class ChunkItem(msgspec.Struct, frozen=True):
    """One item of a chunk: its whole metadata as JSON text before the push and as the push shall leave it."""

    item: str
    name: str
    folder: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """At most 1000 items sent in one call. `answer` is what the caller noted of the platform's answer."""

    number: int
    state: ChunkState
    items: tuple[ChunkItem, ...]
    answer: str | None


@dataclass(frozen=True, slots=True)
class Push:
    """One push as the journal knows it; `finished` and `receipt` are None while it is not finished."""

    id: int
    platform: str
    user: str
    mode: str
    state: str
    started: str
    finished: str | None
    receipt: str | None


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """What one push did to one item."""

    push: int
    started: str
    item: str
    name: str
    outcome: str
    sentence: str


@dataclass(frozen=True, slots=True)
class SchemaVersion:
    """A schema as it was saved: the platform's own document."""

    number: int
    at: str
    note: str
    document: Mapping[str, Any]


class Journal(JournalFile):
    """The journal of one user: edits, pushes, receipts, schemas. Times are ISO 8601 text in UTC.

    Writes raise JournalRefused with nothing written.
    """

    @staticmethod
    def open(path: Path) -> "Journal":
        """Open or make it. A damaged file is put aside, never deleted: see `set_aside_sentence`."""
        connection, sentence = open_file(path)
        return Journal(connection, path, sentence)

    # edits not sent yet

    def stage(self, platform: str, title: str, columns: Sequence[StagedColumn], names: Names) -> None:
        """Append one command: cells staged, and cells that are staged no more."""
        moment = now()
        with self.writing() as connection:
            connection.executemany(_COMMAND, ((platform, moment, title, edits) for edits in _written(columns, names)))

    def rewrite(self, platform: str, log: StagedLog) -> None:
        """Put one command that says what is staged in the place of all earlier ones."""
        columns = [_column(key, cells) for key, cells in log.columns.items()]
        rows = [(platform, log.since or now(), "Kept", edits) for edits in _written(columns, log.names)]
        with self.writing() as connection:
            connection.execute("DELETE FROM command WHERE platform = ?", (platform,))
            connection.executemany(_COMMAND, rows if columns else ())

    def staged(self, platform: str) -> StagedLog:
        """What is staged on a platform: every command of the journal, applied in order.

        A command that cannot be read is passed over, counted, and kept in the file under another platform's name.
        """
        log = StagedLog()
        unreadable: list[tuple[str, int]] = []
        with self.reading() as connection:
            for number, moment, written in connection.execute(_COMMANDS, (platform,)):
                try:
                    _apply(log, moment, msgspec.json.decode(written, type=_Edits))
                except msgspec.DecodeError:
                    unreadable.append((f"unreadable {platform}", number))
        if unreadable:
            with self.writing() as connection:
                connection.executemany("UPDATE command SET platform = ? WHERE number = ?", unreadable)
        log.unreadable = len(unreadable)
        return log

    # pushes

    def begin_push(self, platform: str, user: str, mode: str) -> int:
        """Write down that a push starts; gives its number."""
        with self.writing() as connection:
            cursor = connection.execute(
                "INSERT INTO push (platform, user, mode, state, started) VALUES (?, ?, ?, 'running', ?)",
                (platform, user, mode, now()),
            )
            return int(cursor.lastrowid or 0)

    def chunk_planned(self, push: int, number: int, items: Sequence[ChunkItem]) -> None:
        """Write down what a chunk is going to send, before it is sent."""
        row, written = (push, number, ChunkState.PLANNED.value, now()), msgspec.json.encode(items)
        with self.writing() as connection:
            connection.execute("INSERT INTO chunk (push, number, state, at) VALUES (?, ?, ?, ?)", row)
            # Apart, because SQLite would write megabytes again whenever the state moves.
            connection.execute("INSERT INTO chunk_items VALUES (?, ?, ?)", (push, number, written))

    def chunk_sent(self, push: int, number: int) -> None:
        """The chunk is on its way: from now on the platform may have it."""
        self._chunk_moved(push, number, ChunkState.SENT, None)

    def chunk_answered(self, push: int, number: int, answer: str = "") -> None:
        """The platform answered; `answer` is the caller's note of it, such as JSON."""
        self._chunk_moved(push, number, ChunkState.ANSWERED, answer)

    def chunk_verified(self, push: int, number: int) -> None:
        """The items of the chunk were read back and compared."""
        self._chunk_moved(push, number, ChunkState.VERIFIED, None)

    def chunks(self, push: int) -> tuple[Chunk, ...]:
        """The chunks of a push in the order they were planned."""
        query = (
            "SELECT number, state, items, answer FROM chunk JOIN chunk_items USING (push, number) "
            "WHERE push = ? ORDER BY number"
        )
        with self.reading() as connection:
            rows = connection.execute(query, (push,)).fetchall()
        return tuple(
            Chunk(number, ChunkState(state), msgspec.json.decode(items, type=tuple[ChunkItem, ...]), answer)
            for number, state, items, answer in rows
        )

    def finish_push(self, push: int, receipt: str, state: str = "finished") -> None:
        """Keep the receipt: JSON with a list `results` of objects with item, name, outcome and sentence."""
        lines = (
            (push, str(line["item"]), str(line["name"]), str(line["outcome"]), str(line.get("sentence", "")))
            for line in msgspec.json.decode(receipt).get("results", ())
        )
        with self.writing() as connection:
            connection.execute(
                "UPDATE push SET state = ?, finished = ?, receipt = ? WHERE id = ?", (state, now(), receipt, push)
            )
            connection.execute("DELETE FROM receipt_line WHERE push = ?", (push,))
            connection.executemany("INSERT INTO receipt_line VALUES (?, ?, ?, ?, ?)", lines)

    def pushes(self, platform: str) -> tuple[Push, ...]:
        """Every push to a platform with its receipt, the newest first."""
        return self._pushes(f"{_PUSH} WHERE platform = ? ORDER BY id DESC", platform)

    def unfinished_pushes(self, platform: str) -> tuple[Push, ...]:
        """Pushes that were begun and never finished: the program or the machine stopped in between."""
        return self._pushes(f"{_PUSH} WHERE platform = ? AND finished IS NULL ORDER BY id", platform)

    def receipt(self, push: int) -> str | None:
        """The receipt of a push as it was kept; None while it has none."""
        found = self._pushes(f"{_PUSH} WHERE id = ?", push)
        return found[0].receipt if found else None

    def find_receipts(self, platform: str, text: str, limit: int = 1000) -> tuple[ReceiptLine, ...]:
        """Receipt lines whose item, name, outcome or sentence holds `text`, the newest first."""
        query = (
            "SELECT push, started, item, name, outcome, sentence FROM receipt_line JOIN push ON push.id = push "
            "WHERE platform = ? AND (instr(item, ?) OR instr(lower(name), lower(?)) OR outcome = ? "
            "OR instr(lower(sentence), lower(?))) ORDER BY push DESC, receipt_line.rowid LIMIT ?"
        )
        with self.reading() as connection:
            rows = connection.execute(query, (platform, text, text, text, text, limit)).fetchall()
        return tuple(ReceiptLine(*row) for row in rows)

    # schemas

    def schema_saved(self, platform: str, document: Mapping[str, Any], note: str = "") -> None:
        """Keep a schema as it was saved to, or found on, the platform."""
        with self.writing() as connection:
            connection.execute(
                "INSERT INTO schema_version (platform, at, note, document) VALUES (?, ?, ?, ?)",
                (platform, now(), note, json.dumps(document, ensure_ascii=False)),
            )

    def schema_versions(self, platform: str, text: str = "") -> tuple[SchemaVersion, ...]:
        """Saved schemas whose note or document holds `text`, the newest first."""
        query = (
            "SELECT number, at, note, document FROM schema_version "
            "WHERE platform = ? AND (instr(note, ?) OR instr(document, ?)) ORDER BY number DESC"
        )
        with self.reading() as connection:
            rows = connection.execute(query, (platform, text, text)).fetchall()
        return tuple(SchemaVersion(number, at, note, json.loads(document)) for number, at, note, document in rows)

    def _chunk_moved(self, push: int, number: int, state: ChunkState, answer: str | None) -> None:
        with self.writing() as connection:
            connection.execute(
                "UPDATE chunk SET state = ?, at = ?, answer = coalesce(?, answer) WHERE push = ? AND number = ?",
                (state.value, now(), answer, push, number),
            )

    def _pushes(self, query: str, value: str | int) -> tuple[Push, ...]:
        with self.reading() as connection:
            rows = connection.execute(query, (value,)).fetchall()
        return tuple(Push(*row) for row in rows)


def _written(columns: Sequence[StagedColumn], names: Names) -> Iterator[bytes]:
    """The JSON of one command, in parts small enough for one database row each."""
    if names:
        yield msgspec.json.encode(_Edits((), names))
    for column in columns:
        for part in column.parts(CELLS_IN_A_ROW):
            yield msgspec.json.encode(_Edits((part,), {}))


def _column(key: str, cells: Mapping[str, StagedCell]) -> StagedColumn:
    kept = [item for item, cell in cells.items() if cell.kept_invalid]
    bases, afters = [cell.base for cell in cells.values()], [cell.after for cell in cells.values()]
    return StagedColumn(key, list(cells), bases, afters, kept)


def _apply(log: StagedLog, moment: str, edits: _Edits) -> None:
    log.since = log.since if log.columns else moment
    for column in edits.columns:
        cells = log.columns.setdefault(column.key, {})
        for item in column.gone:
            cells.pop(item, None)
        cells.update(column.cells())
        if not cells:
            del log.columns[column.key]
    log.names.update(edits.names)
    log.since = log.since if log.columns else ""
    log.commands += 1
