"""Looking around: folders open at once, load whole, and late answers are dropped."""

import asyncio
from pathlib import Path

from controllers.loading import FolderRest, read_batches
from controllers.worker import Loader, WorkerLostError
from models.metadata_frame import MetadataFrame
from tests.controllers.desk import Desk, tell
from tests.local_platform import LocalPlatform


def test_a_folder_opens_whole(platform: LocalPlatform, tmp_path: Path) -> None:
    async def story(desk: Desk) -> tuple[int, int, bool]:
        await desk.connect(platform.url, platform.key_file)
        table = await desk.open_first_folder()
        return table.frame.rows, len(table.frame.keys), table.loading

    rows, keys, loading = tell(tmp_path, story)
    assert (rows, keys, loading) == (2500, 30, False)
