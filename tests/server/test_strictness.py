"""Lenient unless told otherwise: strict mode refuses values that break the schema, and names item and key."""

from collections.abc import Generator
from pathlib import Path
from uuid import UUID

import pytest
from encord import EncordUserClient
from encord.exceptions import EncordException, InvalidArgumentsError
from encord.http.bundle import Bundle

from tests.local_platform import LocalPlatform
from tests.server import media_files


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Generator[LocalPlatform]:
    with LocalPlatform(tmp_path_factory.mktemp("strict") / "data", "--strict", "--items", "3") as platform:
        yield platform


def test_a_lenient_platform_takes_what_breaks_the_schema(sdk: EncordUserClient, tmp_path: Path) -> None:
    schema = sdk.metadata_schema()
    if not schema.has_key("speed"):
        schema.add_scalar("speed", data_type="number")
        schema.save()
    folder = sdk.create_storage_folder("Lenient")
    item = sdk.get_storage_item(folder.upload_image(media_files.picture(tmp_path / "a.png")))
    item.update(client_metadata={"speed": "fast"})
    assert sdk.get_storage_item(item.uuid).client_metadata == {"speed": "fast"}


def test_a_strict_one_names_the_item_and_the_key(strict: LocalPlatform) -> None:
    (folder,) = strict.user_client().list_storage_folders()
    first, second, _ = folder.list_items()
    before = second.client_metadata
    first.update(client_metadata={"bench.speed": 3, "unknown keys": ["are", "fine"], "bench.note": None})
    with pytest.raises(InvalidArgumentsError, match=f"Item {first.uuid}: the key 'bench.speed' does not fit"):
        first.update(client_metadata={"bench.speed": "fast"})
    bundle = Bundle()
    first.update(client_metadata={"bench.speed": 4}, bundle=bundle)
    second.update(client_metadata={"bench.weather": "mud"}, bundle=bundle)
    with pytest.raises(InvalidArgumentsError, match=f"Item {second.uuid}: the key 'bench.weather'"):
        bundle.execute()
    read = strict.user_client().get_storage_items([first.uuid, second.uuid])
    assert [item.client_metadata for item in read] == [
        {"bench.speed": 3, "unknown keys": ["are", "fine"], "bench.note": None},
        before,
    ]


def test_uploads_are_held_to_it_too(strict: LocalPlatform, tmp_path: Path) -> None:
    folder = strict.user_client().create_storage_folder("Strict")
    path = media_files.picture(tmp_path / "a.png")
    with pytest.raises(EncordException, match="does not fit the schema"):
        folder.upload_image(path, client_metadata={"bench.reviewed": "yes"})
    assert isinstance(folder.upload_image(path, client_metadata={"bench.reviewed": True}), UUID)
