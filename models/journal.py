"""Every edit not yet sent, every push and every saved schema, on disk before it is shown."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from models.journal_file import now, open_file
from models.push_log import PushLog
from models.staged_columns import Names, StagedCell, StagedColumn

CELLS_IN_A_ROW = 20_000

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


@dataclass(frozen=True, slots=True)
class SchemaVersion:
    """A schema as it was saved: the platform's own document."""

    number: int
    at: str
    note: str
    document: Mapping[str, Any]


class Journal(PushLog):
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
