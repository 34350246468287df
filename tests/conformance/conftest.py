"""The real SDK against a running local platform: one platform for all, a folder and items of its own for each test."""

import secrets
from collections.abc import Generator
from contextlib import closing
from pathlib import Path

import pytest
from encord import EncordUserClient
from encord.dataset import Dataset
from encord.orm.dataset import StorageLocation
from encord.storage import StorageFolder, StorageItem
from PIL import Image

from tests.conformance.schema_desk import Desk
from tests.local_platform import LocalPlatform
from wire.client import PlatformClient


@pytest.fixture(scope="session")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Generator[LocalPlatform]:
    with LocalPlatform(tmp_path_factory.mktemp("conformance") / "data") as running:
        yield running


@pytest.fixture(scope="session")
def sdk(platform: LocalPlatform) -> EncordUserClient:
    return platform.user_client()


@pytest.fixture(scope="session")
def client(platform: LocalPlatform) -> Generator[PlatformClient]:
    with closing(platform.client()) as ours:
        yield ours


@pytest.fixture(scope="session")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("media") / "tile.png"
    Image.new("RGB", (12, 8), (30, 120, 160)).save(path)
    return path


@pytest.fixture
def folder(sdk: EncordUserClient) -> StorageFolder:
    return sdk.create_storage_folder(f"Folder {secrets.token_hex(4)}")


@pytest.fixture
def items(folder: StorageFolder, picture: Path) -> list[StorageItem]:
    """Four pictures that know where they were taken and which of them they are, in order."""
    for number in range(4):
        folder.upload_image(picture, title=f"tile {number}", client_metadata={"city": "Kiel", "number": number})
    return list(folder.list_items())


@pytest.fixture
def dataset(sdk: EncordUserClient, items: list[StorageItem]) -> Dataset:
    """A dataset that links the four pictures."""
    title = f"Dataset {secrets.token_hex(4)}"
    made = sdk.create_dataset(title, StorageLocation.CORD_STORAGE, create_backing_folder=False)
    sdk.get_dataset(str(made.dataset_hash)).link_items([item.uuid for item in items])
    return sdk.get_dataset(str(made.dataset_hash))


@pytest.fixture
def no_schema(client: PlatformClient) -> Generator[None]:
    """An empty schema before and after: there is one for the whole organisation."""
    client.write_schema({})
    yield
    client.write_schema({})


@pytest.fixture
def desk(platform: LocalPlatform, tmp_path: Path, no_schema: None) -> Generator[Desk]:
    """Our own schema editor at that platform, without a window."""
    with closing(Desk(platform, tmp_path)) as desk:
        yield desk
