"""Every edit not yet sent, every push and every saved schema, on disk before it is shown."""

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from models.edit_log import CommandRow, KeptRow, Marks, Shortened, StagedLog, WrittenRow, replayed, rows_of
from models.journal_file import CONTENT, now, open_file
from models.large_content import LargeContent
from models.push_log import PushLog
from models.schema_log import SchemaLog
from models.staged_block import Delta
from models.staged_columns import Names, StagedColumn, column_of
from models.text_arrays import text_array

_COMMANDS = "SELECT number, at, edits FROM command WHERE platform = ? ORDER BY number"
_COMMAND = "INSERT INTO command (platform, at, title, edits) VALUES (?, ?, ?, ?)"
_CONTENT = "SELECT name FROM content JOIN command ON command = number WHERE platform = ?"


class Journal(PushLog, SchemaLog):
    """The journal of one user: edits, pushes, receipts, schemas. Times are ISO 8601 text in UTC.

    Writes raise JournalRefused with nothing written.
    """

    @staticmethod
    def open(path: Path) -> "Journal":
        """Open or make it. A damaged file is put aside, never deleted: see `set_aside_sentence`."""
        connection, sentence = open_file(path)
        journal = Journal(connection, path, sentence)
        with journal.reading():
            names = {str(name) for (name,) in connection.execute("SELECT name FROM content")}
        journal.content.keep_only(names)
        return journal

    # edits not sent yet

    @property
    def content(self) -> LargeContent:
        """Where the cells of large commands are written, before `stage_content` makes commands of them."""
        return LargeContent(self.path.with_name(self.path.name + CONTENT))

    def stage(self, platform: str, title: str, columns: Sequence[StagedColumn], names: Names) -> dict[str, int]:
        """Append one command: cells staged, and cells that are staged no more. Gives the mark of each key."""
        with self.writing() as connection:
            return _append(connection, (platform, now(), title), (row.written() for row in rows_of(columns, names)))

    def stage_content(self, platform: str, title: str, content: str, keys: Sequence[str]) -> dict[str, int]:
        """Append one large command whose cells were written to a file; gives the mark of each key."""
        with self.writing() as connection:
            return _append(connection, (platform, now(), title), [CommandRow(content=content, keys=keys).written()])

    def go_back(self, platform: str, title: str, marks: Marks) -> None:
        """Say that keys are again as they were at marks given since the last rewrite (0: nothing was staged)."""
        with self.writing() as connection:
            _append(connection, (platform, now(), title), [CommandRow(back_to=marks).written()])

    def rewrite(self, platform: str, log: StagedLog) -> dict[str, int]:
        """Put one command that says what is staged in the place of all earlier ones; gives the mark of each key."""
        return self.replace(platform, log.since, self.shortened(log))

    def shortened(self, log: StagedLog) -> Shortened:
        """One command that says what is staged, its large part in a file already. For a lane where it is much."""
        columns = {key: cells.whole() for key, cells in log.columns.items()}
        blocks = [Delta(key, cells.block, text_array(())) for key, cells in columns.items() if cells.block is not None]
        content = self.content.write(blocks) if blocks else ""
        rows = [*rows_of([column_of(key, cells.over) for key, cells in columns.items()], log.names)]
        if blocks:
            rows.insert(0, CommandRow(content=content, keys=[delta.key for delta in blocks]))
        return Shortened([row.written() for row in rows] if columns else (), log.names, content)

    def replace(self, platform: str, since: str, shortened: Shortened) -> dict[str, int]:
        """Put that command in the place of all earlier ones."""
        with self.writing() as connection:
            gone = [str(name) for (name,) in connection.execute(_CONTENT, (platform,))]
            connection.executemany("DELETE FROM content WHERE name = ?", ((name,) for name in gone))
            connection.execute("DELETE FROM command WHERE platform = ?", (platform,))
            marks = _append(connection, (platform, since or now(), "Kept"), shortened.rows)
        self.content.delete(gone)  # no sweep: a lane may be writing the content of a command to come
        return marks

    def staged(self, platform: str) -> StagedLog:
        """What is staged on a platform: every command of the journal, applied in order.

        A command that cannot be read is passed over, counted, and kept in the file under another platform's name.
        """
        with self.reading() as connection:
            log, unreadable = replayed(
                map(KeptRow._make, connection.execute(_COMMANDS, (platform,))), self.content.read
            )
        self.put_aside(platform, unreadable)
        return log

    def commands(self, platform: str, after: int, most: int) -> list[KeptRow]:
        """The next rows of a platform's commands after one of them."""
        query = "SELECT number, at, edits FROM command WHERE platform = ? AND number > ? ORDER BY number LIMIT ?"
        with self.reading() as connection:
            return list(map(KeptRow._make, connection.execute(query, (platform, after, most))))

    def put_aside(self, platform: str, numbers: Sequence[int]) -> None:
        """Keep rows that cannot be read in the file, under another platform's name."""
        if numbers:
            with self.writing() as connection:
                aside = [(f"unreadable {platform}", number) for number in numbers]
                connection.executemany("UPDATE command SET platform = ? WHERE number = ?", aside)


def _append(connection: sqlite3.Connection, head: tuple[str, str, str], rows: Iterable[WrittenRow]) -> dict[str, int]:
    """Write the rows of one command; gives the number of the last row of each key."""
    marks: dict[str, int] = {}
    for row in rows:
        number = int(connection.execute(_COMMAND, (*head, row.text)).lastrowid or 0)
        marks.update(dict.fromkeys(row.keys, number))
        if row.content:
            connection.execute("INSERT INTO content VALUES (?, ?)", (row.content, number))
    return marks
