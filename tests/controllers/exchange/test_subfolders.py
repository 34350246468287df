"""A folder is read with every folder in it, each with its path, whatever the tree looks like."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from controllers.exchange.records import Records
from controllers.exchange.subfolders import Below, folder_tree, read_below
from controllers.jobs import Job
from controllers.lanes import Lanes
from domain.fields import TextType
from models.metadata_frame import MetadataFrame
from tests.controllers.exchange.outgoing import fact, key, uuid
from tests.local_platform import LocalPlatform
from wire.client import PlatformClient
from wire.errors import Cancelled, PlatformError


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PlatformClient]:
    with LocalPlatform(tmp_path_factory.mktemp("platform"), "--items", "7") as platform:
        yield platform.client()


@pytest.fixture(scope="module")
def top(client: PlatformClient) -> str:
    """A folder with items, and under it B, B/A, and A, all without."""
    folder = client.list_folders().values[0].uuid
    inner = client.create_folder("B", parent=folder)
    client.create_folder("A", parent=inner.uuid)
    client.create_folder("A", parent=folder)
    return folder


def read(client: PlatformClient, folder: str, job: Job | None = None) -> Below:
    lanes = Lanes()

    async def whole() -> Below:
        return await read_below(folder, client, lanes, job or Job("Read", "items"))

    try:
        return asyncio.run(whole())
    finally:
        lanes.close()


@pytest.mark.usefixtures("qapp")
class TestReading:
    def test_folders_come_in_the_order_of_a_tree_with_their_paths(self, client: PlatformClient, top: str) -> None:
        name = client.get_folder(top).name
        assert list(folder_tree(client, top).values()) == [name, f"{name}/A", f"{name}/B", f"{name}/B/A"]
        inner = next(uuid for uuid, path in folder_tree(client, top).items() if path == f"{name}/B")
        assert list(folder_tree(client, inner).values()) == [f"{name}/B", f"{name}/B/A"]

    def test_every_item_is_read_and_counted(self, client: PlatformClient, top: str) -> None:
        job = Job("Read", "items")
        below = read(client, top, job)
        assert (below.frame.rows, job.done, below.told) == (7, 7, ())
        assert len(below.paths) == 4

    def test_stopped_it_says_so(self, client: PlatformClient, top: str) -> None:
        job = Job("Read", "items")
        job.cancel()
        with pytest.raises(Cancelled):
            read(client, top, job)

    def test_a_folder_that_is_not_there_is_refused(self, client: PlatformClient) -> None:
        with pytest.raises(PlatformError):
            read(client, uuid(1))


def test_folders_nobody_may_see_are_named() -> None:
    assert Below(MetadataFrame(), {}, ("A/B",)).told == ("1 folder is not for you to see and left out: A/B.",)
    many = Below(MetadataFrame(), {}, ("A", "B", "C", "D")).told
    assert many == ("4 folders are not for you to see and left out: A, B, C, ….",)


def test_titles_head_columns_only_where_they_are_one_of_a_kind(tmp_path: Path) -> None:
    import numpy as np

    columns = (
        fact("uuid", [uuid(0)]),
        key("a", ["1"], TextType()),
        key("b", ["1"], TextType()),
        key("c", ["1"], TextType()),
    )
    records = Records(columns, np.array([0], np.int64))
    titled = records.titled({("key", "a"): "Weather", ("key", "b"): "Weather", ("key", "c"): "uuid"})
    assert [column.header for column in titled.columns] == ["uuid", "Weather", "b", "c"]
    assert [column.name for column in titled.columns] == ["uuid", "a", "b", "c"]
