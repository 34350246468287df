"""Every kind of file the SDK uploads arrives whole, with its facts and its metadata."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import numpy as np
import pytest
import requests
from encord import EncordUserClient
from encord.exceptions import EncordException
from encord.orm.storage import StorageItemType
from encord.storage import StorageFolder

from server.sample.encoding import write_film, write_sound
from server.sample.paper import Page, pdf
from wire.client import PlatformClient

KNOWN = {"scene.place": "Große Petersgrube", "keyframes": [0, 3]}


@pytest.fixture(scope="session")
def media(tmp_path_factory: pytest.TempPathFactory, picture: Path) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("kinds")
    files = {kind: folder / name for kind, name in (("video", "a.mp4"), ("audio", "a.wav"), ("text", "a.txt"))}
    write_film(files["video"], ((at, np.full((36, 64, 3), at * 9, np.uint8)) for at in range(24)), rate=12)
    write_sound(files["audio"], np.zeros((8000, 2), np.int16), rate=16000, codec="pcm_s16le")
    files["text"].write_text("Grüße\n", "utf-8")
    files["pdf"] = folder / "a.pdf"
    files["pdf"].write_bytes(pdf("Rules", [Page("One", ["Text"]), Page("Two", ["More"])]))
    return files | {"image": picture}


UPLOADS: dict[str, tuple[Callable[[StorageFolder, Path], UUID], StorageItemType]] = {
    "image": (lambda folder, path: folder.upload_image(path, client_metadata=KNOWN), StorageItemType.IMAGE),
    "video": (lambda folder, path: folder.upload_video(path, client_metadata=KNOWN), StorageItemType.VIDEO),
    "audio": (lambda folder, path: folder.upload_audio(path, client_metadata=KNOWN), StorageItemType.AUDIO),
    "text": (lambda folder, path: folder.upload_text(path, client_metadata=KNOWN), StorageItemType.PLAIN_TEXT),
    "pdf": (lambda folder, path: folder.upload_pdf(path, client_metadata=KNOWN), StorageItemType.PDF),
}


@pytest.mark.parametrize("kind", UPLOADS)
def test_a_file_arrives_with_its_metadata(
    sdk: EncordUserClient, folder: StorageFolder, media: dict[str, Path], kind: str
) -> None:
    upload, item_type = UPLOADS[kind]
    item = sdk.get_storage_item(upload(folder, media[kind]), sign_url=True)
    assert (item.item_type, item.name, item.client_metadata) == (item_type, media[kind].name, KNOWN)
    url = item.get_signed_url()
    assert url is not None
    assert requests.get(url, timeout=60).content == media[kind].read_bytes()
    assert item.file_size == media[kind].stat().st_size


def test_the_facts_of_a_video(sdk: EncordUserClient, folder: StorageFolder, media: dict[str, Path]) -> None:
    video = sdk.get_storage_item(folder.upload_video(media["video"]))
    assert (video.frame_count, video.fps, video.duration) == (24, pytest.approx(12), pytest.approx(2.0))
    assert (video.width, video.height, video.mime_type) == (64, 36, "video/mp4")


def test_the_facts_of_a_sound(folder: StorageFolder, media: dict[str, Path], client: PlatformClient) -> None:
    sound = client.get_item(str(folder.upload_audio(media["audio"])))
    assert (sound.audio_sample_rate, sound.audio_num_channels, sound.audio_codec) == (16000, 2, "pcm_s16le")
    assert sound.duration == pytest.approx(0.5)


def test_a_damaged_film_is_refused_with_a_reason(folder: StorageFolder, media: dict[str, Path], tmp_path: Path) -> None:
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(media["video"].read_bytes()[:400])
    with pytest.raises(EncordException, match=r"damaged|cut short"):
        folder.upload_video(broken)
    assert list(folder.list_items()) == []


def test_our_own_upload_is_what_the_sdk_sees(
    sdk: EncordUserClient, folder: StorageFolder, media: dict[str, Path], client: PlatformClient
) -> None:
    uuid = client.upload_file(str(folder.uuid), media["video"], item_type="video", title="ours", metadata='{"n":1.0}')
    item = sdk.get_storage_item(uuid)
    assert (item.name, item.item_type, item.client_metadata) == ("ours", StorageItemType.VIDEO, {"n": 1.0})
    assert item.frame_count == 24
