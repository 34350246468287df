"""What of the schema is on disk: the edits not saved yet, and every save with the schema before and after it."""

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import msgspec

from domain.schema_changes import SchemaChange
from domain.schema_text import Raw, read_form, read_raw, spell_form, spell_raw
from models.journal_file import JournalFile, JournalRefused, now

VersionState: TypeAlias = Literal["sent", "saved", "failed", "found"]

_UNREADABLE = (
    "The edits of the schema that were staged could not be read from the journal, so they are not shown. They are kept "
    "in its file; everything else was read."
)
_VERSION = "SELECT number, platform, user, at, state, note, before, after FROM schema_save"


@dataclass(frozen=True, slots=True)
class SchemaVersion:
    """One save of the schema. `state`: sent and not known to have arrived, saved, failed, or found on the platform.

    `before_text` and `after_text` are the schemas' own JSON; reading one of 5,000 keys takes a while.
    """

    number: int
    platform: str
    user: str
    at: str
    state: VersionState
    note: str
    before_text: str
    after_text: str

    @property
    def before(self) -> Raw:
        """The schema that was on the platform."""
        return read_raw(self.before_text)

    @property
    def after(self) -> Raw:
        """The schema that was saved."""
        return read_raw(self.after_text)


class _Staged(msgspec.Struct, array_like=True):
    """One key: the JSON text of its form before and after, None where there is none."""

    key: str
    before: str | None
    after: str | None


NOTHING = b"[]"


def staged_text(changes: Iterable[SchemaChange]) -> bytes:
    """What is staged, as it is kept."""
    return msgspec.json.encode([_Staged(change.key, _text(change.before), _text(change.after)) for change in changes])


class SchemaLog(JournalFile):
    """Schemas, by platform. Writes raise JournalRefused with nothing written."""

    def stage_schema(self, platform: str, staged: bytes) -> None:
        """Keep what is staged now, as `staged_text` has it, in place of what was."""
        with self.writing() as connection:
            connection.execute("DELETE FROM schema_draft WHERE platform = ?", (platform,))
            if staged != NOTHING:
                connection.execute("INSERT INTO schema_draft VALUES (?, ?, ?)", (platform, now(), staged))

    def staged_schema(self, platform: str) -> tuple[str, Sequence[tuple[str, Any, Any]]]:
        """When something was staged last, and what: (key, form before, form after); None where there is none.

        Raises JournalRefused where it cannot be read; it is kept in the file under another platform's name.
        """
        query = "SELECT at, staged FROM schema_draft WHERE platform = ?"
        with self.reading() as connection:
            row = connection.execute(query, (platform,)).fetchone()
        if row is None:
            return "", ()
        try:
            staged = msgspec.json.decode(row[1], type=list[_Staged])
            return str(row[0]), [(each.key, _form(each.before), _form(each.after)) for each in staged]
        except ValueError:
            self._set_aside_draft(platform)
            raise JournalRefused(_UNREADABLE) from None

    def schema_sent(self, platform: str, user: str, note: str, before: Raw, after: Raw) -> int:
        """Write down a save before it is sent; gives its number."""
        with self.writing() as connection:
            return _insert(connection, (platform, user, now(), "sent", note, spell_raw(before), spell_raw(after)))

    def schema_settled(self, number: int, state: VersionState, after: Raw | None = None) -> None:
        """Say what became of a save; `after`: what the platform holds now."""
        with self.writing() as connection:
            connection.execute("UPDATE schema_save SET state = ? WHERE number = ?", (state, number))
            if after is not None:
                connection.execute("UPDATE schema_save SET after = ? WHERE number = ?", (spell_raw(after), number))

    def schema_found(self, platform: str, before: Raw, after: Raw) -> None:
        """Keep a schema that somebody else has saved."""
        with self.writing() as connection:
            _insert(connection, (platform, "", now(), "found", "", spell_raw(before), spell_raw(after)))

    def last_schema(self, platform: str) -> SchemaVersion | None:
        """The newest save that did not fail, or schema that was found."""
        query = f"{_VERSION} WHERE platform = ? AND state != 'failed' ORDER BY number DESC LIMIT 1"
        with self.reading() as connection:
            row = connection.execute(query, (platform,)).fetchone()
        return None if row is None else SchemaVersion(*row)

    def schema_versions(self, platform: str, text: str = "") -> tuple[SchemaVersion, ...]:
        """Saves whose note, user or schemas hold `text`, the newest first."""
        query = (
            f"{_VERSION} WHERE platform = ? AND (instr(note, ?) OR instr(user, ?) OR instr(before, ?) "
            "OR instr(after, ?)) ORDER BY number DESC"
        )
        with self.reading() as connection:
            rows = connection.execute(query, (platform, text, text, text, text)).fetchall()
        return tuple(SchemaVersion(*row) for row in rows)

    def _set_aside_draft(self, platform: str) -> None:
        with self.writing() as connection:
            aside = (f"unreadable {now()} {platform}", platform)
            connection.execute("UPDATE schema_draft SET platform = ? WHERE platform = ?", aside)


def _insert(connection: sqlite3.Connection, row: tuple[str, ...]) -> int:
    statement = "INSERT INTO schema_save (platform, user, at, state, note, before, after) VALUES (?, ?, ?, ?, ?, ?, ?)"
    return int(connection.execute(statement, row).lastrowid or 0)


def _text(form: Any) -> str | None:
    return None if form is None else spell_form(form)


def _form(text: str | None) -> Any:
    return None if text is None else read_form(text)
