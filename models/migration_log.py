"""Migrations on disk: what each set out to do and how far it came, so that it goes on after a kill or goes back."""

from dataclasses import dataclass, field
from typing import Any

import msgspec

from domain.schema_text import read_form, spell_form
from models.journal_file import JournalFile, now

_ALL = "SELECT number, platform, user, started, finished, body FROM migration WHERE platform = ?"


class _Form(msgspec.Struct, array_like=True):
    key: str
    before: str | None
    after: str | None


class _Body(msgspec.Struct):
    title: str
    rule: str
    stage: str
    folders: tuple[str, ...] | None = None
    datasets: tuple[str, ...] = ()
    schema: dict[str, tuple[_Form, ...]] = msgspec.field(default_factory=dict[str, tuple[_Form, ...]])
    undoes: int | None = None
    told: str = ""


@dataclass(frozen=True, slots=True)
class SchemaMove:
    """One key of the schema as a step found it and as it left it; None where it was not there."""

    key: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Record:
    """A migration. `rule` is its JSON, `stage` the next step, `folders` None for every folder of the platform.

    `schema`: step -> what it changed; `undoes`: the migration it takes back; `told`: what was said at its end.
    `finished` is empty while it is not.
    """

    number: int
    platform: str
    user: str
    started: str
    title: str
    rule: str
    stage: str
    finished: str = ""
    folders: tuple[str, ...] | None = None
    datasets: tuple[str, ...] = ()
    schema: dict[str, tuple[SchemaMove, ...]] = field(default_factory=dict[str, tuple[SchemaMove, ...]])
    undoes: int | None = None
    told: str = ""


class MigrationLog:
    """The migrations in a journal. Writes raise JournalRefused with nothing written."""

    def __init__(self, journal: JournalFile) -> None:
        self._journal = journal

    def begin(self, record: Record) -> int:
        """Write down a migration before its first step; gives its number."""
        row = (record.platform, record.user, now(), "", _written(record))
        with self._journal.writing() as connection:
            statement = "INSERT INTO migration (platform, user, started, finished, body) VALUES (?, ?, ?, ?, ?)"
            return int(connection.execute(statement, row).lastrowid or 0)

    def keep(self, record: Record) -> None:
        """Write down how far it is; a `stage` of "done" or "left" ends it."""
        ended = now() if record.stage in {"done", "left"} else ""
        with self._journal.writing() as connection:
            statement = "UPDATE migration SET finished = ?, body = ? WHERE number = ?"
            connection.execute(statement, (ended, _written(record), record.number))

    def all(self, platform: str) -> tuple[Record, ...]:
        """Every migration of a platform, the newest first."""
        with self._journal.reading() as connection:
            rows = connection.execute(f"{_ALL} ORDER BY number DESC", (platform,)).fetchall()
        return tuple(_read(*row) for row in rows)

    def unfinished(self, platform: str) -> Record | None:
        """The migration that was cut short or paused; None when there is none."""
        return next((record for record in self.all(platform) if not record.finished), None)

    def a_record(self, platform: str, number: int) -> Record | None:
        """A migration by its number."""
        return next((record for record in self.all(platform) if record.number == number), None)


def _written(record: Record) -> bytes:
    schema = {
        step: tuple(_Form(move.key, _text(move.before), _text(move.after)) for move in moves)
        for step, moves in record.schema.items()
    }
    told = (record.title, record.rule, record.stage, record.folders, record.datasets)
    return msgspec.json.encode(_Body(*told, schema, record.undoes, record.told))


def _read(number: int, platform: str, user: str, started: str, finished: str, written: bytes) -> Record:
    body = msgspec.json.decode(written, type=_Body)
    schema = {
        step: tuple(SchemaMove(form.key, _form(form.before), _form(form.after)) for form in forms)
        for step, forms in body.schema.items()
    }
    head = (number, platform, user, started, body.title, body.rule, body.stage, finished)
    return Record(*head, body.folders, body.datasets, schema, body.undoes, body.told)


def _text(form: Any) -> str | None:
    return None if form is None else spell_form(form)


def _form(text: str | None) -> Any:
    return None if text is None else read_form(text)
