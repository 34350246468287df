"""The file on disk that no edit may be lost from: opened, locked, checked, and written one transaction at a time."""

import sqlite3
from collections.abc import Generator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

VERSION = 2
CONTENT = "-edits"
"""What the folder for the content of large commands is called, after the name of the file."""

_TABLES = """
CREATE TABLE command (
    number INTEGER PRIMARY KEY, platform TEXT NOT NULL, at TEXT NOT NULL, title TEXT NOT NULL, edits BLOB NOT NULL
);
CREATE INDEX command_platform ON command (platform, number);
CREATE TABLE push (
    id INTEGER PRIMARY KEY, platform TEXT NOT NULL, user TEXT NOT NULL, mode TEXT NOT NULL, state TEXT NOT NULL,
    started TEXT NOT NULL, finished TEXT, receipt TEXT
);
CREATE INDEX push_platform ON push (platform, started);
CREATE TABLE chunk (
    push INTEGER NOT NULL REFERENCES push, number INTEGER NOT NULL, state TEXT NOT NULL, at TEXT NOT NULL,
    answer TEXT, PRIMARY KEY (push, number)
);
CREATE TABLE chunk_items (
    push INTEGER NOT NULL REFERENCES push, number INTEGER NOT NULL, items BLOB NOT NULL, PRIMARY KEY (push, number)
);
CREATE TABLE receipt_line (
    push INTEGER NOT NULL REFERENCES push, item TEXT NOT NULL, name TEXT NOT NULL, outcome TEXT NOT NULL,
    sentence TEXT NOT NULL
);
CREATE INDEX receipt_line_push ON receipt_line (push);
CREATE TABLE schema_version (
    number INTEGER PRIMARY KEY, platform TEXT NOT NULL, at TEXT NOT NULL, note TEXT NOT NULL, document TEXT NOT NULL
);
CREATE INDEX schema_version_platform ON schema_version (platform, number);
"""

_LATER_TABLES = """
CREATE TABLE IF NOT EXISTS push_scope (push INTEGER PRIMARY KEY REFERENCES push, scope TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS push_key (push INTEGER NOT NULL REFERENCES push, key TEXT NOT NULL, PRIMARY KEY (push, key));
CREATE TABLE IF NOT EXISTS result_part (
    push INTEGER NOT NULL REFERENCES push, number INTEGER NOT NULL, count INTEGER NOT NULL, pushed INTEGER NOT NULL,
    results BLOB NOT NULL, PRIMARY KEY (push, number)
);
CREATE INDEX IF NOT EXISTS receipt_line_outcome ON receipt_line (push, outcome);
CREATE TABLE IF NOT EXISTS content (name TEXT PRIMARY KEY, command INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS schema_draft (platform TEXT PRIMARY KEY, at TEXT NOT NULL, staged BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS schema_save (
    number INTEGER PRIMARY KEY, platform TEXT NOT NULL, user TEXT NOT NULL, at TEXT NOT NULL, state TEXT NOT NULL,
    note TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS schema_save_platform ON schema_save (platform, number);
CREATE TABLE IF NOT EXISTS migration (
    number INTEGER PRIMARY KEY, platform TEXT NOT NULL, user TEXT NOT NULL, started TEXT NOT NULL,
    finished TEXT NOT NULL, body BLOB NOT NULL
);
"""

FULL = (
    "There is no room left on the disk, so this was not done. Every earlier edit is kept. Free some space, then retry."
)
_BUSY = "The journal of edits is in use by another Tagline window. Close it, or work there."


class JournalRefused(Exception):
    """The journal could not be read or written; `sentence` says what happened and what was kept."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class JournalBusy(JournalRefused):
    """Another running Tagline holds the journal."""


def now() -> str:
    """The moment as ISO 8601 text in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


class JournalFile:
    """One SQLite file held by one process. Every write is a transaction: it is on disk whole, or not at all."""

    def __init__(self, connection: sqlite3.Connection, path: Path, set_aside_sentence: str = "") -> None:
        self.path = path
        self.set_aside_sentence = set_aside_sentence
        """What to tell the user when a damaged journal was put aside at opening; empty otherwise."""
        self._connection = connection

    def close(self) -> None:
        """Give the file back; whatever was written stays."""
        self._connection.close()

    @contextmanager
    def writing(self) -> Generator[sqlite3.Connection]:
        """One transaction. Raises JournalRefused, with nothing written, where the disk does not take it."""
        try:
            self._connection.execute("BEGIN IMMEDIATE")
            yield self._connection
            self._connection.execute("COMMIT")
        except sqlite3.Error as error:
            self._roll_back()
            raise JournalRefused(_sentence(error)) from error
        except BaseException:
            self._roll_back()
            raise

    @contextmanager
    def reading(self) -> Generator[sqlite3.Connection]:
        """Queries. Raises JournalRefused where the file can not be read."""
        try:
            yield self._connection
        except sqlite3.Error as error:
            raise JournalRefused(_sentence(error)) from error

    def _roll_back(self) -> None:
        with suppress(sqlite3.Error):
            self._connection.execute("ROLLBACK")


def open_file(path: Path) -> tuple[sqlite3.Connection, str]:
    """The journal at `path`, made when it is not there, and what to tell the user where a damaged one was put aside.

    Raises JournalBusy where another process holds it, JournalRefused where it can be neither opened nor made.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise JournalRefused(f"The folder for the journal of edits cannot be made ({path.parent}).") from error
    try:
        return _connect(path), ""
    except sqlite3.DatabaseError as error:
        if not _is_damage(error):
            raise _refusal(error, path) from error
    aside = _set_aside(path)
    sentence = (
        f"The journal of edits was damaged and could not be read. It was kept as {aside.name}, beside a new, empty "
        "journal; nothing in it was deleted."
    )
    try:
        return _connect(path), sentence
    except sqlite3.DatabaseError as error:
        raise _refusal(error, path) from error


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None, timeout=0.3)
    try:
        # One process at a time: two would each lay their own edits over the same items.
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        # Chunks of a push come and go: four times longer, and most of them never leave the log for the file.
        connection.execute("PRAGMA wal_autocheckpoint=4000")
        connection.execute("BEGIN IMMEDIATE")
        _prepare(connection, path)
        connection.execute("COMMIT")
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    if version > VERSION:
        message = (
            f"The journal of edits ({path}) was written by a newer Tagline. Start that one, or move the file away."
        )
        raise JournalRefused(message)
    if version == 0:
        for statement in filter(str.strip, _TABLES.split(";")):
            connection.execute(statement)
    else:
        found = str(connection.execute("PRAGMA quick_check(1)").fetchone()[0])
        if found != "ok":
            raise sqlite3.DatabaseError(found)
    for statement in filter(str.strip, _LATER_TABLES.split(";")):
        connection.execute(statement)  # an earlier Tagline of the same version does without them
    connection.execute(f"PRAGMA user_version={VERSION}")


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    return not isinstance(error, sqlite3.OperationalError)


def _refusal(error: sqlite3.DatabaseError, path: Path) -> JournalRefused:
    if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_BUSY:
        return JournalBusy(_BUSY)
    return JournalRefused(f"The journal of edits cannot be opened ({path}): {error}. No edit can be kept without it.")


def _sentence(error: sqlite3.Error) -> str:
    if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL:
        return FULL
    return not_taken(error)


def not_taken(error: Exception) -> str:
    """What to say where the disk does not take an edit, for another reason than that it is full."""
    return f"The journal of edits did not take it ({error}), so this was not done. Every earlier edit is kept."


def _set_aside(path: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y-%m-%d-%H%M%S-%f")
    aside = path.with_name(f"{path.stem}-damaged-{stamp}{path.suffix}")
    for ending in ("", "-wal", "-shm", CONTENT):
        part = path.with_name(path.name + ending)
        if part.exists():
            part.rename(aside.with_name(aside.name + ending))
    return aside
