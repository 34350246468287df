"""The trees of folders and datasets are filled from a real platform."""

import asyncio
from pathlib import Path

import pytest

from tests.controllers.desk import Desk, tell
from tests.faulty_proxy import Delays, DropsBefore, FaultyProxy
from tests.local_platform import LocalPlatform
from wire.errors import Cancelled


def test_trees_show_folders_with_their_counts(platform: LocalPlatform, tmp_path: Path) -> None:
    async def story(desk: Desk) -> tuple[int, object]:
        await desk.connect(platform.url, platform.key_file)
        await desk.browsing.load_trees()
        index = desk.folders.index(0, 1)
        return desk.folders.rowCount(), desk.folders.data(index)

    rows, count = tell(tmp_path, story)
    assert rows >= 1
    assert "2,500" in str(count)


def test_a_branch_that_cannot_be_read_says_so_in_the_tree(
    platform: LocalPlatform, line: FaultyProxy, tmp_path: Path
) -> None:
    async def story(desk: Desk) -> str:
        await desk.connect(line.url, platform.key_file)
        await desk.browsing.load_trees()
        folder = desk.folders.folder(desk.folders.index(0, 0))
        assert folder is not None
        line.goes_wrong(DropsBefore(), times=None)
        desk.folders.fetchMore(desk.folders.index(0, 0))
        await desk.browsing.load_children(folder.uuid)
        node = desk.folders.find(folder.uuid)
        assert node is not None
        return node.sentence

    assert "was lost" in tell(tmp_path, story)


def test_an_answer_of_the_platform_before_is_dropped(
    platform: LocalPlatform, line: FaultyProxy, tmp_path: Path
) -> None:
    async def story(desk: Desk) -> int:
        await desk.connect(line.url, platform.key_file)
        line.goes_wrong(Delays(0.4), times=1, path="storage/folders")
        late = asyncio.create_task(desk.browsing.load_trees())
        await asyncio.sleep(0.05)
        await desk.connect(platform.url, platform.key_file)
        with pytest.raises(Cancelled):
            await late
        return desk.folders.rowCount()

    assert tell(tmp_path, story) == 0
