"""The sample workspace, seen by the SDK and by our own client: the same folders, items, rows and schema."""

import json
from collections.abc import Generator, Iterator
from contextlib import closing
from datetime import datetime
from typing import Any

import pytest
import requests
from encord import EncordUserClient
from encord.orm.dataset import DatasetAccessSettings
from encord.storage import StorageFolder, StorageItem

from domain.catalog import Folder, Item
from server.sample.flaws import FLAWS
from server.sample.schema import schema
from tests.local_platform import LocalPlatform
from wire.client import PlatformClient

SAME = (
    "name",
    "mime_type",
    "file_size",
    "duration",
    "fps",
    "width",
    "height",
    "frame_count",
    "audio_sample_rate",
    "audio_codec",
    "audio_num_channels",
)


@pytest.fixture(scope="module")
def sampled(tmp_path_factory: pytest.TempPathFactory) -> Generator[LocalPlatform]:
    with LocalPlatform(tmp_path_factory.mktemp("sampled") / "data", "--sample") as running:
        yield running


@pytest.fixture(scope="module")
def theirs(sampled: LocalPlatform) -> EncordUserClient:
    return sampled.user_client()


@pytest.fixture(scope="module")
def ours(sampled: LocalPlatform) -> Generator[PlatformClient]:
    with closing(sampled.client()) as client:
        yield client


def every_folder(sdk: EncordUserClient) -> Iterator[StorageFolder]:
    for top in sdk.list_storage_folders():
        yield top
        yield from top.find_subfolders()


def our_folders(client: PlatformClient, parent: str | None = None) -> Iterator[Folder]:
    for page in client.folder_pages(parent):
        for folder in page.values:
            yield folder
            yield from our_folders(client, folder.uuid)


def our_items(client: PlatformClient, folder: str) -> list[Item]:
    return [item for page in client.item_pages(folder) for item in page.values]


def test_both_see_the_same_tree(theirs: EncordUserClient, ours: PlatformClient) -> None:
    expected = {str(folder.uuid): folder for folder in every_folder(theirs)}
    found = {folder.uuid: folder for folder in our_folders(ours)}
    assert set(found) == set(expected)
    assert {len(folder.path) for folder in found.values()} == {0, 1, 2}
    for uuid, folder in found.items():
        same = expected[uuid]
        assert (folder.name, folder.description) == (same.name, same.description)
        assert json.loads(folder.metadata or "null") == same.client_metadata
        assert (folder.parent or None) == (None if same.parent is None else str(same.parent.uuid))


def same_item(mine: Item, other: StorageItem) -> None:
    assert {name: getattr(mine, name) for name in SAME} == {name: getattr(other, name) for name in SAME}
    assert (mine.uuid, mine.parent) == (str(other.uuid), str(other.parent_folder_uuid))
    assert mine.item_type == other.item_type.value
    assert json.loads(mine.metadata) == other.client_metadata
    assert datetime.fromisoformat(mine.created_at) == other.created_at
    assert datetime.fromisoformat(mine.last_edited_at) == other.last_edited_at


def test_both_see_the_same_items(theirs: EncordUserClient, ours: PlatformClient) -> None:
    count = 0
    for folder in every_folder(theirs):
        for mine, other in zip(our_items(ours, str(folder.uuid)), folder.list_items(), strict=True):
            same_item(mine, other)
            count += 1
    assert 140 <= count <= 160


def test_both_see_the_same_columns(theirs: EncordUserClient, ours: PlatformClient) -> None:
    for folder in every_folder(theirs):
        page = ours.list_item_columns(str(folder.uuid))
        expected = list(folder.list_items())
        assert page.count == len(expected)
        assert page.next_token is None
        for row, item in enumerate(expected):
            cells = {key: cells[row] for key, cells in page.cells.items()}
            read = {key: json.loads(cell) for key, cell in cells.items() if cell is not None}
            assert page.facts["uuid"][row] == str(item.uuid)
            assert read == item.client_metadata


def test_the_group_and_its_pictures(theirs: EncordUserClient, ours: PlatformClient) -> None:
    (group,) = theirs.find_storage_folders(search="Incidents")
    (parent,) = (item for item in group.list_items() if item.item_type.value == "imageGroup")
    children = ours.child_items(str(group.uuid), str(parent.uuid))
    for mine, other in zip(children, parent.get_child_items(), strict=True):
        same_item(mine, other)
    assert [child.name.rpartition("_")[2] for child in children] == ["front.jpg", "left.jpg", "rear.jpg", "right.jpg"]


def test_files_can_be_fetched(theirs: EncordUserClient, ours: PlatformClient) -> None:
    (folder,) = theirs.find_storage_folders(search="Field notes")
    for item in folder.list_items(get_signed_urls=True):
        url = item.get_signed_url()
        assert url is not None
        content = requests.get(url, timeout=60).content
        assert len(content) == item.file_size
        assert ours.get_bytes(ours.signed_url(str(item.uuid))) == content
        assert ours.get_bytes(ours.signed_url(str(item.uuid)), 3, 9) == content[3:9]


def test_both_read_the_same_schema(theirs: EncordUserClient, ours: PlatformClient) -> None:
    assert ours.read_schema() == schema()
    known = theirs.metadata_schema()
    assert list(known.keys()) == list(schema())
    assert [key for key in schema() if known.is_key_deleted(key)] == ["scene.old_quality"]
    assert known.get_embedding_size("scene.embedding") == 16
    assert str(known)


def test_the_mirror_and_the_links(theirs: EncordUserClient, ours: PlatformClient) -> None:
    datasets = {dataset.title: dataset for dataset in ours.list_datasets()}
    mirror = datasets["Night perception v1"]
    assert mirror.backing_folder is not None
    inside = {item.uuid for item in our_items(ours, mirror.backing_folder)}
    assert {row.backing_item for row in ours.dataset_rows(mirror.uuid)} == inside
    assert ours.get_folder(mirror.backing_folder).synced_dataset == mirror.uuid
    links = datasets["Release 4.2 test split"]
    assert links.backing_folder is None
    opened: Any = theirs.get_dataset(
        links.uuid, dataset_access_settings=DatasetAccessSettings(fetch_client_metadata=True)
    )
    rows = ours.dataset_rows(links.uuid, with_metadata=True)
    assert [(row.uuid, row.title, json.loads(row.metadata or "null")) for row in rows] == [
        (row.uid, row.title, row.client_metadata) for row in opened.data_rows
    ]
    assert {json.loads(row.metadata or "{}")["split"] for row in rows} == {"test"}


def test_every_flaw_can_be_met_through_the_sdk(theirs: EncordUserClient) -> None:
    known = {item.name: item.client_metadata for folder in every_folder(theirs) for item in folder.list_items()}
    for flaw in FLAWS:
        metadata = known[flaw.name]
        assert metadata is not None
        assert metadata == {} if flaw.key is None else metadata[flaw.key] == flaw.value
