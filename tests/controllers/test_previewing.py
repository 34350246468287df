"""A look at the files of a real platform: pictures, first frames, text, groups, and what can't be shown."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from controllers.previewing import read_preview
from controllers.remote_file import RemoteBlocks
from tests.local_platform import LocalPlatform
from tests.server.media_files import film, paper, picture, text
from wire.client import PlatformClient


@pytest.fixture(scope="module")
def client(platform: LocalPlatform) -> Iterator[PlatformClient]:
    client = platform.client()
    yield client
    client.close()


@pytest.fixture(scope="module")
def folder(client: PlatformClient) -> str:
    return client.create_folder("Files to look at").uuid


def test_a_picture_comes_as_bytes_of_a_picture(client: PlatformClient, folder: str, tmp_path: Path) -> None:
    uuid = client.upload_file(folder, picture(tmp_path / "a.png"), item_type="image")
    preview = read_preview(client, uuid)
    assert (preview.kind, preview.name) == ("picture", "a.png")
    assert isinstance(preview.content, bytes)
    assert preview.content[:3] == b"\xff\xd8\xff"


def test_a_video_shows_its_first_frame(client: PlatformClient, folder: str, tmp_path: Path) -> None:
    uuid = client.upload_file(folder, film(tmp_path / "a.mp4"), item_type="video")
    assert read_preview(client, uuid).kind == "picture"


def test_a_text_is_shown_from_its_beginning(client: PlatformClient, folder: str, tmp_path: Path) -> None:
    uuid = client.upload_file(folder, text(tmp_path / "a.txt", "Grüße, " * 60_000), item_type="plainText")
    preview = read_preview(client, uuid)
    assert preview.kind == "text"
    assert isinstance(preview.content, str)
    assert preview.content.startswith("Grüße, ")
    assert preview.sentence == "This is the beginning of the file."


def test_other_files_have_no_preview(client: PlatformClient, folder: str, tmp_path: Path) -> None:
    uuid = client.upload_file(folder, paper(tmp_path / "a.pdf"), item_type="pdf")
    assert read_preview(client, uuid).kind == "none"


def test_a_remote_file_reads_like_the_file_itself(client: PlatformClient, folder: str, tmp_path: Path) -> None:
    path = tmp_path / "noise.png"
    Image.frombytes("L", (900, 900), random.Random(7).randbytes(810_000)).save(path)
    whole = path.read_bytes()
    uuid = client.upload_file(folder, path, item_type="image")
    url = client.get_item(uuid, sign_url=True).signed_url
    assert url is not None
    file = RemoteBlocks(client, url, len(whole)).open()
    choose = random.Random(3)
    for _ in range(40):
        start, size = choose.randrange(len(whole)), choose.randrange(400_000)
        file.seek(start)
        assert file.read(size) == whole[start : start + size]
    file.seek(-5, 2)
    assert file.read() == whole[-5:]
    assert file.tell() == len(whole)
    assert (file.readable(), file.seekable()) == (True, True)
