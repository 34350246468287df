"""Opening the database: SQLite in the data folder, or PostgreSQL by its address; the code above is the same."""

from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event, insert, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from server.store import tables
from wire.errors import Told

PARAMETERS_AT_ONCE: Final = 5000


class DatabaseUnusable(Told):
    """The database cannot be opened; the sentence says which and why, without its password."""


class Store:
    """One database. A block of `write` is one transaction: an error in it leaves nothing behind."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._reader = engine.execution_options(isolation_level="AUTOCOMMIT")

    @property
    def waits(self) -> bool:
        """Say whether a call may wait for another machine, so that it belongs in a thread of its own."""
        return self._engine.dialect.name != "sqlite"

    @contextmanager
    def read(self) -> Generator[Connection]:
        """Look at what is there."""
        with self._reader.connect() as connection:
            yield connection

    @contextmanager
    def write(self) -> Generator[Connection]:
        """Change something: all of it or, when the block raises, none of it."""
        with self._engine.begin() as connection:
            if not self.waits:
                connection.exec_driver_sql("BEGIN IMMEDIATE")  # now, so that nobody writes between a look and a change
            yield connection

    def close(self) -> None:
        """Let go of the database, with everything in its place."""
        self._engine.dispose()


def open_store(address: str) -> Store:
    """Open the database at `sqlite:///path` or `postgresql://...`, and make its tables when they are not there.

    Raises:
        DatabaseUnusable: it cannot be opened, is not ours, or was made by a newer version.
    """
    url = _read_address(address)
    try:
        engine = create_engine(url, pool_pre_ping=url.get_backend_name() != "sqlite", **_options(url))
        if url.get_backend_name() == "sqlite":
            event.listen(engine, "connect", _tune_sqlite)
        with engine.begin() as connection:
            tables.schema.create_all(connection)
            shape = connection.execute(select(tables.about.c.value).where(tables.about.c.name == "shape")).scalar()
            if shape is None:
                connection.execute(insert(tables.about).values(name="shape", value=tables.SHAPE))
    except DBAPIError as error:
        raise DatabaseUnusable(f"The database {_shown(url)} cannot be used: {_reason(error)}.") from error
    if shape not in (None, tables.SHAPE):
        raise DatabaseUnusable(
            f"The database {_shown(url)} was made by another version of Tagline; nothing was changed."
        )
    return Store(engine)


def _read_address(address: str) -> URL:
    try:
        url = make_url(address)
        backend = url.get_backend_name()
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise DatabaseUnusable("The address of the database is not one: use postgresql://user@host/name.") from error
    if backend == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if backend == "sqlite":
        return url
    raise DatabaseUnusable(f"A database of the kind {backend} is not known here: use SQLite or PostgreSQL.")


def _options(url: URL) -> dict[str, Any]:
    if url.get_backend_name() == "sqlite":
        return {"connect_args": {"check_same_thread": False, "timeout": 10}}
    return {"connect_args": {"connect_timeout": 10}, "pool_size": 8, "max_overflow": 8}


def _tune_sqlite(connection: Any, _record: object) -> None:
    cursor = connection.cursor()
    for pragma in (
        "page_size=16384",  # an item with thirty keys fits several times; pages of 4096 bytes read a third slower
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "cache_size=-65536",
        "wal_autocheckpoint=8000",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _shown(url: URL) -> str:
    return url.database or "" if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)


def _reason(error: DBAPIError) -> str:
    text = str(error.orig).strip().splitlines()
    return text[0].rstrip(".") if text else "it gave no reason"


def in_parts(values: Sequence[str]) -> Iterator[Sequence[str]]:
    """Split a long list of keys into parts that a database takes in one question."""
    for start in range(0, len(values), PARAMETERS_AT_ONCE):
        yield values[start : start + PARAMETERS_AT_ONCE]
