"""The flow of importing key frames to videos: read, copy, add, write back, one item at a time."""

from pathlib import Path

import numpy as np
import pytest
from encord import EncordUserClient
from encord.metadata_schema import MetadataSchemaError
from encord.storage import StorageFolder

from server.sample.encoding import write_film

KEYFRAMES = {"keyframes": [13, 17, 19, 23, 27]}


@pytest.fixture(scope="session")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("film") / "forty.mp4"
    write_film(path, ((at, np.full((48, 64, 3), at, np.uint8)) for at in range(40)), rate=25)
    return path


def test_key_frames_are_added_to_what_is_there(sdk: EncordUserClient, folder: StorageFolder, film: Path) -> None:
    first = folder.upload_video(film, client_metadata={"scene.weather": "rain"})
    second = folder.upload_video(film, client_metadata={"keyframes": [1]})
    updates = {str(first): KEYFRAMES, str(second): KEYFRAMES}
    for uuid, update in updates.items():
        item = sdk.get_storage_item(item_uuid=uuid)
        merged = dict(item.client_metadata or {})
        merged.update(update)
        item.update(client_metadata=merged)
    assert sdk.get_storage_item(first).client_metadata == {"scene.weather": "rain"} | KEYFRAMES
    assert sdk.get_storage_item(second).client_metadata == KEYFRAMES
    assert sdk.get_storage_item(first).frame_count == 40


def test_nobody_checks_that_a_frame_exists(sdk: EncordUserClient, folder: StorageFolder, film: Path) -> None:
    uuid = folder.upload_video(film)
    marks = {"keyframes": [-3, 40, 4000, 7, 7]}
    sdk.get_storage_item(uuid).update(client_metadata=marks)
    assert sdk.get_storage_item(uuid).client_metadata == marks


def test_sampling_rules_and_frame_values_are_kept_as_sent(
    sdk: EncordUserClient, folder: StorageFolder, film: Path
) -> None:
    rules = {
        "$encord": {
            "config": {"sampling_rate": 0, "keyframe_mode": "seconds"},
            "frames": {"1.5": {"vector": [0.1, 0.2]}, "0": {}},
        }
    }
    uuid = folder.upload_video(film, client_metadata=rules)
    assert sdk.get_storage_item(uuid).client_metadata == rules


@pytest.mark.usefixtures("no_schema")
@pytest.mark.parametrize("key", ["keyframes", "key-frames", "key frames", "$encord"])
def test_the_reserved_words_cannot_be_keys_of_the_schema(sdk: EncordUserClient, key: str) -> None:
    with pytest.raises(MetadataSchemaError):
        sdk.metadata_schema().add_scalar(key, data_type="number")
