"""A running local platform on each database there is: always SQLite, and PostgreSQL where its address is given."""

import os
import secrets
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest
from encord import EncordUserClient
from encord.storage import StorageFolder
from sqlalchemy import create_engine, make_url, text

from tests.local_platform import LocalPlatform

POSTGRES = os.environ.get("TAGLINE_TEST_POSTGRES", "")
DATABASES = ("sqlite", "postgresql") if POSTGRES else ("sqlite",)


@contextmanager
def empty_database(kind: str, folder: Path) -> Generator[str]:
    """The address of a database of this kind with nothing in it, gone afterwards."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'test.sqlite'}"
        return
    server = make_url(POSTGRES).set(drivername="postgresql+psycopg")
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    name = f"tagline_{secrets.token_hex(6)}"
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield server.set(drivername="postgresql", database=name).render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        engine.dispose()


@pytest.fixture(params=DATABASES, scope="session")
def database_kind(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture(scope="session")
def platform(database_kind: str, tmp_path_factory: pytest.TempPathFactory) -> Generator[LocalPlatform]:
    """One server for many tests: each makes folders of its own."""
    folder = tmp_path_factory.mktemp("platform")
    with (
        empty_database(database_kind, folder) as address,
        LocalPlatform(folder / "data", "--database", address) as running,
    ):
        yield running


@pytest.fixture(scope="session")
def sdk(platform: LocalPlatform) -> EncordUserClient:
    return platform.user_client()


@pytest.fixture
def folder(sdk: EncordUserClient) -> StorageFolder:
    return sdk.create_storage_folder(f"Folder {secrets.token_hex(4)}")
