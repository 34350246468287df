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

from server.facts import Facts, spell_facts
from server.people import OWN_ORGANISATION
from server.store import folders, items
from server.store.database import Store, open_store
from server.store.folders import NewFolder
from server.store.items import NewItem
from tests.local_platform import LocalPlatform
from wire.signing import PrivateKey

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
def database(database_kind: str, tmp_path_factory: pytest.TempPathFactory) -> Generator[str]:
    """The address of the database that `platform` keeps everything in."""
    with empty_database(database_kind, tmp_path_factory.mktemp("database")) as address:
        yield address


@pytest.fixture(scope="session")
def platform(database: str, tmp_path_factory: pytest.TempPathFactory) -> Generator[LocalPlatform]:
    """One server for many tests: each makes folders of its own."""
    with LocalPlatform(tmp_path_factory.mktemp("platform") / "data", "--database", database) as running:
        yield running


@pytest.fixture(scope="session")
def key(platform: LocalPlatform) -> PrivateKey:
    return PrivateKey.load(platform.key_file)


@pytest.fixture(scope="session")
def store(database: str, platform: LocalPlatform) -> Generator[Store]:
    """The same database as the platform's, for tests that look or put things behind its back."""
    opened = open_store(database)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def sdk(platform: LocalPlatform) -> EncordUserClient:
    return platform.user_client()


@pytest.fixture
def folder(sdk: EncordUserClient) -> StorageFolder:
    return sdk.create_storage_folder(f"Folder {secrets.token_hex(4)}")


def put_items(store: Store, count: int, metadata: str = "{}", name: str = "item-{:04}") -> tuple[str, list[str]]:
    """A new folder of small items; its uuid and theirs."""
    with store.write() as connection:
        title = f"Folder {secrets.token_hex(4)}"
        folder = folders.add(connection, NewFolder(organisation=OWN_ORGANISATION, name=title, owner="x@tagline.local"))
        new = [
            NewItem(
                organisation=OWN_ORGANISATION,
                folder=folder,
                kind="image",
                name=name.format(number),
                owner="x@tagline.local",
                facts=spell_facts(Facts(mime_type="image/png")),
                metadata=metadata,
            )
            for number in range(count)
        ]
        return folder, items.add(connection, new)
