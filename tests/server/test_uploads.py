"""Files come in through the unmodified SDK, and their facts come from the files themselves."""

import json
import threading
import time
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import pytest
import requests
from encord import EncordUserClient
from encord.exceptions import EncordException
from encord.orm.storage import DataUploadImage, DataUploadItems, StorageItemType, UploadLongPollingState
from encord.storage import StorageFolder

from server.store import jobs
from server.store.database import Store, open_store
from tests.local_platform import LocalPlatform
from tests.server import media_files
from tests.server.conftest import put_items
from tests.server.signed_http import call, send
from wire.signing import PrivateKey


def test_an_image_keeps_its_bytes_title_and_metadata(
    sdk: EncordUserClient, folder: StorageFolder, tmp_path: Path
) -> None:
    path = media_files.picture(tmp_path / "front door.png")
    item = sdk.get_storage_item(folder.upload_image(path, client_metadata={"a": [1, None]}), sign_url=True)
    assert (item.name, item.item_type, item.mime_type) == ("front door.png", StorageItemType.IMAGE, "image/png")
    assert (item.width, item.height, item.file_size) == (64, 48, path.stat().st_size)
    assert item.client_metadata == {"a": [1, None]}
    signed = item.get_signed_url()
    assert signed is not None
    fetched = requests.get(signed, timeout=60)
    assert fetched.content == path.read_bytes()
    assert fetched.headers["content-type"] == "image/png"


def test_a_video_knows_its_frames(sdk: EncordUserClient, folder: StorageFolder, tmp_path: Path) -> None:
    item = sdk.get_storage_item(folder.upload_video(media_files.film(tmp_path / "a.mp4", frames=12, rate=24)))
    assert (item.frame_count, item.fps, item.duration) == (12, 24, 0.5)


def test_audio_text_and_pdf_are_told_apart(sdk: EncordUserClient, folder: StorageFolder, tmp_path: Path) -> None:
    audio = sdk.get_storage_item(folder.upload_audio(media_files.sound(tmp_path / "a.wav", seconds=2)))
    assert (audio.duration, audio.audio_sample_rate, audio.audio_num_channels) == (2, 8000, 2)
    assert audio.audio_codec == "pcm_s16le"
    text = sdk.get_storage_item(folder.upload_text(media_files.text(tmp_path / "a.txt")))
    assert (text.item_type, text.mime_type) == (StorageItemType.PLAIN_TEXT, "text/plain")
    pdf = sdk.get_storage_item(folder.upload_pdf(media_files.paper(tmp_path / "a.pdf")))
    assert (pdf.item_type, pdf.mime_type) == (StorageItemType.PDF, "application/pdf")
    summary = folder.get_summary()
    assert (summary.files, summary.audios, summary.plain_texts, summary.pdfs) == (3, 1, 1, 1)


@pytest.mark.parametrize("sequence", [False, True])
def test_the_images_of_a_group_are_its_children_and_nobody_elses(
    sdk: EncordUserClient, folder: StorageFolder, tmp_path: Path, sequence: bool
) -> None:
    files = [media_files.picture(tmp_path / f"{number}.png", shade=number) for number in range(3)]
    make = folder.create_image_sequence if sequence else folder.create_image_group
    group = sdk.get_storage_item(make(files, title="Together", client_metadata={"g": 1}))
    assert group.item_type == (StorageItemType.IMAGE_SEQUENCE if sequence else StorageItemType.IMAGE_GROUP)
    children = list(group.get_child_items())
    assert [child.name for child in children] == ["0.png", "1.png", "2.png"]
    assert [item.uuid for item in folder.list_items()] == [group.uuid]
    children[1].update(client_metadata={"own": True})
    assert children[1].get_summary().frame_in_groups == 1
    group.delete()
    assert list(folder.list_items()) == []
    with pytest.raises(EncordException):
        sdk.get_storage_item(children[0].uuid)


WRONG: list[tuple[Callable[[StorageFolder, Path], UUID], str]] = [
    (StorageFolder.upload_video, "not a video"),
    (StorageFolder.upload_image, "not a picture"),
    (StorageFolder.upload_nifti, "does not take"),
]


@pytest.mark.parametrize(("send_it", "sentence"), WRONG)
def test_a_file_that_is_something_else_is_refused_with_the_reason(
    folder: StorageFolder, tmp_path: Path, send_it: Callable[[StorageFolder, Path], UUID], sentence: str
) -> None:
    with pytest.raises(EncordException, match=sentence):
        send_it(folder, media_files.text(tmp_path / "a.txt"))
    assert list(folder.list_items()) == []


def register(folder: StorageFolder, files: object, **options: bool) -> UploadLongPollingState:
    """Add files that are on the platform already; the SDK's own types of this are half said."""
    job = cast("Any", folder).add_private_data_to_folder_start(str(uuid4()), files, **options)
    return folder.add_private_data_to_folder_get_result(job)


def test_a_registration_file_takes_what_is_here_and_says_what_is_not(
    sdk: EncordUserClient, folder: StorageFolder, tmp_path: Path
) -> None:
    known = sdk.get_storage_item(folder.upload_image(media_files.picture(tmp_path / "a.png")))
    files = {
        "images": [
            {"objectUrl": known.url, "title": "Again", "clientMetadata": {"b": 2}},
            {"objectUrl": "https://elsewhere.example/b.png"},
        ],
        "image_groups": [{"title": "Pair", "createVideo": False, "objectUrl_0": known.url, "objectUrl_1": known.url}],
    }
    state = register(folder, files, ignore_errors=True)
    assert [made.name for made in state.items_with_names] == ["Again", "Pair"]
    assert (state.units_done_count, state.units_error_count) == (2, 1)
    assert state.unit_errors[0].object_urls == ["https://elsewhere.example/b.png"]
    assert "only files uploaded to it" in state.unit_errors[0].error


def test_one_error_stops_a_job_that_was_not_told_to_go_on(
    sdk: EncordUserClient, folder: StorageFolder, tmp_path: Path
) -> None:
    known = sdk.get_storage_item(folder.upload_image(media_files.picture(tmp_path / "a.png")))
    assert known.url is not None
    images = [DataUploadImage(object_url=url, client_metadata={}) for url in (known.url, "uploads/nonsense")]
    state = register(folder, DataUploadItems(images=images))
    assert state.status == "ERROR"
    assert (state.units_done_count, state.units_cancelled_count, state.units_error_count) == (0, 1, 1)
    assert [item.uuid for item in folder.list_items()] == [known.uuid]


def test_doubles_are_skipped_and_their_metadata_renewed_when_asked(
    sdk: EncordUserClient, folder: StorageFolder, tmp_path: Path
) -> None:
    known = sdk.get_storage_item(folder.upload_image(media_files.picture(tmp_path / "a.png"), client_metadata={"a": 1}))
    assert known.url is not None
    images = [DataUploadImage(object_url=known.url, client_metadata={"a": 2})]
    asked = DataUploadItems(images=images, skip_duplicate_urls=True, upsert_metadata=True)
    state = register(folder, asked)
    assert [made.item_uuid for made in state.items_with_names] == [known.uuid]
    assert sdk.get_storage_item(known.uuid).client_metadata == {"a": 2}


def place_for(platform: LocalPlatform, key: PrivateKey, folder: str) -> dict[str, str]:
    body = b'{"itemType":"image","count":1}'
    return call(platform.url, key, "POST", f"storage/folders/{folder}/upload-signed-urls", body).json()["results"][0]


def test_a_place_that_was_never_filled_is_refused(
    platform: LocalPlatform, key: PrivateKey, store: Store, sdk: EncordUserClient
) -> None:
    folder, _ = put_items(store, 0)
    place = place_for(platform, key, folder)
    job = {"dataItems": {"images": [{"objectUrl": place["objectKey"], "placeholderItemUuid": place["itemUuid"]}]}}
    started = call(platform.url, key, "POST", f"storage/folders/{folder}/data-upload-jobs", json.dumps(job).encode())
    state = sdk.get_storage_folder(UUID(folder)).add_private_data_to_folder_get_result(UUID(started.json()))
    assert state.errors == [f"{place['objectKey']}: The file was never uploaded to the place it was given."]


def test_an_address_to_put_a_file_is_good_for_that_alone(
    platform: LocalPlatform, key: PrivateKey, store: Store, tmp_path: Path
) -> None:
    target = place_for(platform, key, put_items(store, 0)[0])["signedUrl"].removeprefix(platform.url)
    content = media_files.picture(tmp_path / "a.png").read_bytes()
    assert send(platform.url, "PUT", target.replace("signature=", "signature=0"), content).status == 403
    assert send(platform.url, "GET", target).status == 403
    assert send(platform.url, "PUT", urlsplit(target).path, content).status == 403
    assert send(platform.url, "PUT", target, content).status == 200


def test_a_waiting_client_is_answered_when_the_job_is_cancelled_or_its_time_is_over(
    platform: LocalPlatform, key: PrivateKey, store: Store
) -> None:
    folder, _ = put_items(store, 0)
    with store.write() as connection:
        job = jobs.add(
            connection, jobs.NewJob("Local", folder, None, "x", '{"dataItems":{"images":[{"objectUrl":""}]}}')
        )
    path = f"storage/folders/{folder}/data-upload-jobs/{job}"
    begun = time.monotonic()
    assert call(platform.url, key, "GET", f"{path}?timeoutSeconds=1").json()["status"] == "PENDING"
    assert time.monotonic() - begun > 0.9
    answers: list[str] = []
    waiting = threading.Thread(
        target=lambda: answers.append(call(platform.url, key, "GET", f"{path}?timeoutSeconds=20").json()["status"])
    )
    waiting.start()
    time.sleep(0.3)
    assert call(platform.url, key, "POST", f"{path}/cancel").json() == {"unitsCancelledCount": 1}
    waiting.join(10)
    assert answers == ["CANCELLED"]


@pytest.fixture
def own(tmp_path: Path) -> Generator[LocalPlatform]:
    with LocalPlatform(tmp_path / "data") as platform:
        yield platform


def test_a_job_that_a_kill_left_undone_is_done_at_the_next_start(own: LocalPlatform, tmp_path: Path) -> None:
    sdk = own.user_client()
    folder = sdk.create_storage_folder("Interrupted")
    item = sdk.get_storage_item(folder.upload_image(media_files.picture(tmp_path / "a.png")))
    own.kill()
    store = open_store(f"sqlite:///{own.data_dir / 'platform.sqlite'}")
    with store.write() as connection:
        request = json.dumps({"dataItems": {"images": [{"objectUrl": item.url, "title": "Later"}]}})
        job = jobs.add(connection, jobs.NewJob("Local", str(folder.uuid), None, "x", request))
    store.close()
    own.start()
    folder = own.user_client().get_storage_folder(folder.uuid)
    state = folder.add_private_data_to_folder_get_result(UUID(job))
    assert [made.name for made in state.items_with_names] == ["Later"]
