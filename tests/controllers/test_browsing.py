"""Looking around: folders open at once and load whole, by whichever way; late answers are dropped."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NoReturn
from uuid import UUID

import pytest

from controllers.loading import FolderRest, read_batches
from controllers.open_table import OpenTable
from controllers.worker import Loader
from models.arrow import joined
from models.metadata_frame import MetadataFrame
from tests.controllers.desk import Desk, tell
from tests.faulty_proxy import Answers, Delays, FaultyProxy, LoopsToken
from tests.local_platform import ROOT, LocalPlatform
from wire.errors import Forbidden


def everything(frame: MetadataFrame) -> list[tuple[str, dict[str, str]]]:
    """Every item of a frame with its metadata, in the order of arrival."""
    return [(frame.uuid(row), frame.metadata(row)) for row in range(0, frame.rows, 7)]


def test_the_worker_process_and_a_thread_load_the_same(platform: LocalPlatform, tmp_path: Path) -> None:
    async def story(desk: Desk) -> tuple[OpenTable, MetadataFrame]:
        await desk.connect(platform.url, platform.key_file)
        await desk.browsing.prewarm()
        table = await desk.open_first_folder()
        by_thread = MetadataFrame()
        batches = read_batches(desk.session.require_client(), FolderRest(table.uuid), rows=700)
        by_thread.append(joined([batch.table for batch in batches]))
        return table, by_thread

    table, by_thread = tell(tmp_path, story)
    assert (table.frame.rows, len(table.frame.keys), table.loading) == (2500, 30, False)
    assert everything(table.frame) == everything(by_thread)


def test_a_worker_that_dies_leaves_its_work_to_a_thread(platform: LocalPlatform, tmp_path: Path) -> None:
    async def story(desk: Desk) -> OpenTable:
        await desk.connect(platform.url, platform.key_file)
        await desk.browsing.prewarm()
        worker = desk.browsing.worker_process_id
        assert worker is not None
        os.kill(worker, signal.SIGKILL)
        return await desk.open_first_folder()

    assert tell(tmp_path, story).frame.rows == 2500


def test_a_worker_that_dies_in_the_middle_loses_and_doubles_nothing(
    platform: LocalPlatform, line: FaultyProxy, tmp_path: Path
) -> None:
    async def story(desk: Desk) -> OpenTable:
        await desk.connect(line.url, platform.key_file)
        await desk.browsing.prewarm()
        worker = desk.browsing.worker_process_id
        assert worker is not None
        line.goes_wrong(Delays(0.3), times=None, path="pageToken")
        asyncio.get_running_loop().call_later(0.5, os.kill, worker, signal.SIGKILL)
        return await desk.open_first_folder()

    frame = tell(tmp_path, story).frame
    assert frame.rows == 2500
    assert len({frame.uuid(row) for row in range(frame.rows)}) == 2500


def test_no_worker_process_can_be_started_and_nothing_is_missing(platform: LocalPlatform, tmp_path: Path) -> None:
    def refuse() -> NoReturn:
        raise OSError(11, "no more processes")

    async def story(desk: Desk) -> int:
        await desk.connect(platform.url, platform.key_file)
        client = desk.session.require_client()
        folder = client.list_folders().values[0].uuid
        loader = Loader(desk.lanes, refuse)
        access = await desk.session.access()
        job = desk.board.start("Loading", "items")
        return sum([batch.table.num_rows async for batch in loader.read(access, client, FolderRest(folder), job)])

    assert tell(tmp_path, story) == 2500


def test_the_first_rows_are_there_before_the_rest(platform: LocalPlatform, line: FaultyProxy, tmp_path: Path) -> None:
    async def story(desk: Desk) -> list[int]:
        await desk.connect(line.url, platform.key_file)
        line.goes_wrong(Delays(0.2), times=1, path="pageToken")
        seen: list[int] = []
        table = desk.browsing.new_table("folder", "?", "Folder")
        table.table.rowsInserted.connect(lambda: seen.append(table.frame.rows))
        folder = desk.session.require_client().list_folders().values[0]
        await desk.browsing.open_folder(folder.uuid, folder.name, table)
        return seen

    assert tell(tmp_path, story) == [200, 2500]


def test_cancelling_stops_the_loading_and_keeps_the_rows_that_came(
    platform: LocalPlatform, line: FaultyProxy, tmp_path: Path
) -> None:
    async def story(desk: Desk) -> OpenTable:
        await desk.connect(line.url, platform.key_file)
        await desk.browsing.prewarm()
        line.goes_wrong(Delays(5), times=None, path="pageToken")
        folder = desk.session.require_client().list_folders().values[0]
        table = desk.browsing.new_table("folder", folder.uuid, folder.name)
        loading = asyncio.create_task(desk.browsing.open_folder(folder.uuid, folder.name, table))
        while not table.frame.rows:
            await asyncio.sleep(0.01)
        desk.board.cancel_all()
        await asyncio.wait_for(loading, 2)
        assert desk.board.running == ()
        return table

    table = tell(tmp_path, story)
    assert (table.frame.rows, table.loading) == (200, False)
    assert "stopped" in table.sentence


def test_a_closed_table_takes_no_late_answer(platform: LocalPlatform, line: FaultyProxy, tmp_path: Path) -> None:
    async def story(desk: Desk) -> OpenTable:
        await desk.connect(line.url, platform.key_file)
        line.goes_wrong(Delays(0.3), times=None, path="/items")
        folder = desk.session.require_client().list_folders().values[0]
        table = desk.browsing.new_table("folder", folder.uuid, folder.name)
        loading = asyncio.create_task(desk.browsing.open_folder(folder.uuid, folder.name, table))
        await asyncio.sleep(0.05)
        desk.browsing.close_table(table)
        await loading
        return table

    assert tell(tmp_path, story).frame.rows == 0


def test_a_failure_is_said_on_the_table(platform: LocalPlatform, line: FaultyProxy, tmp_path: Path) -> None:
    async def story(desk: Desk) -> OpenTable:
        await desk.connect(line.url, platform.key_file)
        folder = desk.session.require_client().list_folders().values[0]
        table = desk.browsing.new_table("folder", folder.uuid, folder.name)
        line.goes_wrong(Answers(403), times=None, path="/items")
        await desk.browsing.open_folder(folder.uuid, folder.name, table)
        return table

    table = tell(tmp_path, story)
    assert "may not do this" in table.sentence
    assert not table.loading


def test_pages_that_go_round_in_a_circle_end_with_a_sentence(
    platform: LocalPlatform, line: FaultyProxy, tmp_path: Path
) -> None:
    async def story(desk: Desk) -> OpenTable:
        await desk.connect(line.url, platform.key_file)
        folder = desk.session.require_client().list_folders().values[0]
        table = desk.browsing.new_table("folder", folder.uuid, folder.name)
        token = desk.session.require_client().list_items(folder.uuid, page_size=1000).next_token
        assert token is not None
        line.goes_wrong(LoopsToken(token), times=None, path="pageToken")
        await desk.browsing.open_folder(folder.uuid, folder.name, table)
        return table

    assert "circle" in tell(tmp_path, story).sentence


def test_a_refusal_reaches_us_from_the_worker_process(
    platform: LocalPlatform, line: FaultyProxy, tmp_path: Path
) -> None:
    async def story(desk: Desk) -> None:
        await desk.connect(line.url, platform.key_file)
        await desk.browsing.prewarm()
        client = desk.session.require_client()
        line.goes_wrong(Answers(403), times=None, path="/items")
        loader = Loader(desk.lanes)
        job = desk.board.start("Loading", "items")
        try:
            async for _ in loader.read(await desk.session.access(), client, FolderRest("f"), job):
                pass
        finally:
            loader.close()

    with pytest.raises(Forbidden):
        tell(tmp_path, story)


def test_the_worker_ends_when_the_window_is_killed(tmp_path: Path) -> None:
    program = (
        "import asyncio, sys, time\n"
        "from controllers.lanes import Lanes\n"
        "from controllers.worker import Loader\n"
        "if __name__ == '__main__':\n"
        "    loader = Loader(Lanes())\n"
        "    asyncio.run(loader.prewarm())\n"
        "    print(loader.process_id, flush=True)\n"
        "    time.sleep(60)\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE) as window:
        assert window.stdout is not None
        worker = int(window.stdout.readline())
        assert is_running(worker)
        window.kill()
    until = time.monotonic() + 60
    while is_running(worker) and time.monotonic() < until:
        time.sleep(0.02)
    assert not is_running(worker)


def is_running(process: int) -> bool:
    """Whether a process is there and not only waiting to be counted."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_table_read_again_shows_what_colleagues_did(platform: LocalPlatform, tmp_path: Path) -> None:
    sdk = platform.user_client()
    folder = sdk.create_storage_folder("Read again")
    source = next(iter(sdk.list_storage_folders(search="Synthetic")))
    several = list(source.list_items(page_size=10))[:4]
    folder_uuid = str(folder.uuid)
    source.move_items_to_folder(folder, [item.uuid for item in several[:3]])

    async def story(desk: Desk) -> tuple[OpenTable, list[str]]:
        await desk.connect(platform.url, platform.key_file)
        table = desk.browsing.new_table("folder", folder_uuid, "Read again")
        await desk.browsing.open_folder(folder_uuid, "Read again", table)
        before = [table.table.item(row) for row in range(table.table.rowCount())]
        sdk.get_storage_item(before[1]).update(client_metadata={"bench.speed": 404, "new.key": "x"})
        folder.move_items_to_folder(source, [UUID(before[0])])
        source.move_items_to_folder(folder, [several[3].uuid])
        await desk.browsing.open_folder(folder_uuid, "Read again", table)
        return table, before

    table, before = tell(tmp_path, story)
    shown = [table.table.item(row) for row in range(table.table.rowCount())]
    assert shown == [before[1], before[2], str(several[3].uuid)]
    row = table.frame.row_of(before[1])
    assert row is not None
    assert table.frame.metadata(row) == {"bench.speed": "404", "new.key": '"x"'}
    assert table.table.column_of("new.key") is not None
    assert not table.loading
    folder.move_items_to_folder(source, [item.uuid for item in several[1:]])
