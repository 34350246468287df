"""What is tagged here the SDK reads, and what the SDK writes is shown here; `$encord` stays byte for byte."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from encord import EncordUserClient
from encord.storage import StorageFolder, StorageItem

from controllers.jobs import Tasks
from controllers.keyframing import track_of
from controllers.open_table import OpenTable
from domain.metadata import Metadata
from domain.sampling import SamplingPlan
from models.frame_times import steady
from models.keyframe_track import KeyframeTrack
from models.video_cells import VideoCells
from server.sample.encoding import write_film
from tests.controllers.desk import Desk, tell
from tests.controllers.pushes import reviewed
from tests.local_platform import LocalPlatform
from wire.client import PlatformClient

ENCORD = (
    '{"z": 1.0,  "config" : {"sampling_rate": 2e0, "keyframe_mode": "frame"},'
    ' "frames": {"4": {}, "7": {"v": [0.10, 1]}}}'
)
METADATA = '{"é" : "\\u00e9", "keyframes": [3, 1,2.0, "5", 3], "$encord":' + ENCORD + ', "$other":null}'


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("film") / "forty.mp4"
    write_film(path, ((at, np.full((48, 64, 3), at, np.uint8)) for at in range(40)), rate=25)
    return path


@pytest.fixture
def video(sdk: EncordUserClient, folder: StorageFolder, film: Path) -> StorageItem:
    return sdk.get_storage_item(folder.upload_video(film, client_metadata={"scene.weather": "rain"}))


class Tagger:
    """A person with the video open; `push` sends what is staged."""

    def __init__(self, desk: Desk, table: OpenTable, video: UUID) -> None:
        self.desk, self.table = desk, table
        self.tasks = Tasks()
        self.track: KeyframeTrack = track_of(table, str(video), desk.lanes, self.tasks)

    async def push(self) -> None:
        receipt = await self.desk.pushing.push(await reviewed(self.desk))
        assert not receipt.sentence
        assert not self.desk.staged.count
        assert not self.track.staged

    async def read_again(self) -> None:
        await self.desk.browsing.open_folder(self.table.uuid, self.table.title, self.table)

    async def until(self, met: Callable[[], object]) -> None:
        async with asyncio.timeout(60):
            while not met():
                await asyncio.sleep(0.005)


Work = Callable[[Tagger], Awaitable[None]]


def tagging(home: Path, platform: LocalPlatform, video: StorageItem, work: Work) -> None:
    async def story(desk: Desk) -> None:
        await desk.connect(platform.url, platform.key_file)
        table = desk.browsing.new_table("folder", str(video.parent_folder_uuid), "Folder")
        await desk.browsing.open_folder(table.uuid, table.title, table)
        await work(Tagger(desk, table, video.uuid))

    tell(home, story)


def test_what_is_tagged_here_the_sdk_reads(
    sdk: EncordUserClient, platform: LocalPlatform, video: StorageItem, tmp_path: Path
) -> None:
    async def work(tagger: Tagger) -> None:
        track = tagger.track
        assert track.frame_count == 40
        track.tag([19, 13, 17])
        track.move([19], 2)
        track.set_plan(SamplingPlan(0, "frame"))
        track.set_frame_metadata(13, '{"note": "door opens"}')
        await tagger.push()

    tagging(tmp_path, platform, video, work)
    assert sdk.get_storage_item(video.uuid).client_metadata == {
        "scene.weather": "rain",
        "keyframes": [13, 17, 21],
        "$encord": {"config": {"sampling_rate": 0}, "frames": {"13": {"note": "door opens"}}},
    }


def test_what_the_sdk_writes_is_shown_here(platform: LocalPlatform, video: StorageItem, tmp_path: Path) -> None:
    async def work(tagger: Tagger) -> None:
        track = tagger.track
        await asyncio.to_thread(video.update, client_metadata={"keyframes": [27, 13], "$encord": json.loads(ENCORD)})
        await tagger.read_again()
        assert track.numbers.tolist() == [4, 13, 27]
        assert [problem.kind for problem in track.problems] == ["unordered"]
        assert track.plan == SamplingPlan(2.0, "frame")
        assert {frame: json.loads(text) for frame, text in track.frame_metadata.items()} == {7: {"v": [0.1, 1]}}
        assert not track.staged

    tagging(tmp_path, platform, video, work)


def test_whatever_is_edited_the_rest_stays_byte_for_byte(
    client: PlatformClient, platform: LocalPlatform, video: StorageItem, tmp_path: Path
) -> None:
    uuid = str(video.uuid)
    client.patch_items({uuid: METADATA})

    def held() -> dict[str, str]:
        read = Metadata.read(client.get_item(uuid).metadata)
        assert isinstance(read, Metadata)
        return dict(read.cells)

    before = held()
    assert before["$encord"] == ENCORD

    async def work(tagger: Tagger) -> None:
        track = tagger.track
        track.tag([9])
        await tagger.push()
        assert held() == before | {"keyframes": '[3, 1, 2.0, "5", 3, 9]'}
        track.repair()
        track.set_plan(SamplingPlan(0.5))
        await tagger.push()
        rate = ENCORD.replace("2e0", "0.5")
        assert held() == before | {"keyframes": "[1, 2, 3, 5, 9]", "$encord": rate}
        track.untag([4, 5])
        track.set_frame_metadata(7, '{"v": 2}')
        await tagger.push()
        frames = rate.replace('"4": {}, ', "").replace("[0.10, 1]", "2")
        assert held() == before | {"keyframes": "[1, 2, 3, 9]", "$encord": frames}

    tagging(tmp_path, platform, video, work)


def test_marks_in_seconds_written_by_the_sdk_are_frames_here(
    sdk: EncordUserClient, platform: LocalPlatform, video: StorageItem, tmp_path: Path
) -> None:
    rules = {"config": {"sampling_rate": 0, "keyframe_mode": "seconds"}, "frames": {"0.4": {}, "1": {"x": 1}}}

    async def work(tagger: Tagger) -> None:
        track = tagger.track
        await asyncio.to_thread(video.update, client_metadata={"$encord": rules})
        await tagger.read_again()
        track.show_times(steady(40, 25))
        assert track.numbers.tolist() == [10]
        track.set_frame_metadata(35, '{"y":2}')
        track.tag([10, 11])
        await tagger.push()

    tagging(tmp_path, platform, video, work)
    frames: dict[str, Any] = rules["frames"] | {"1.4": {"y": 2}}
    assert sdk.get_storage_item(video.uuid).client_metadata == {
        "$encord": rules | {"frames": frames},
        "keyframes": [11],
    }


@pytest.mark.parametrize("value", ["13, 17", [1, [2]], [-1, 1.5, 99, 99], {"13": {}}, [True, None, "x"], 10**30])
def test_whatever_the_sdk_put_there_stays_until_someone_mends_it(
    sdk: EncordUserClient, platform: LocalPlatform, video: StorageItem, tmp_path: Path, value: Any
) -> None:
    video.update(client_metadata={"keyframes": value})

    async def look(tagger: Tagger) -> None:
        assert tagger.track.problems
        assert not tagger.track.staged
        tagger.track.set_plan(SamplingPlan(0))
        await tagger.push()

    tagging(tmp_path / "look", platform, video, look)
    held = sdk.get_storage_item(video.uuid).client_metadata
    assert held == {"keyframes": value, "$encord": {"config": {"sampling_rate": 0}}}

    async def mend(tagger: Tagger) -> None:
        tagger.track.repair()
        assert not tagger.track.problems
        await tagger.push()

    tagging(tmp_path / "mend", platform, video, mend)
    mended = (sdk.get_storage_item(video.uuid).client_metadata or {})["keyframes"]
    assert all(type(frame) is int and 0 <= frame < 40 for frame in mended)


def test_very_many_keyframes_go_there_and_back(
    sdk: EncordUserClient, platform: LocalPlatform, video: StorageItem, tmp_path: Path
) -> None:
    many = list(range(0, 120_000, 3))
    video.update(client_metadata={"keyframes": many})

    async def work(tagger: Tagger) -> None:
        track = tagger.track
        track.show_times(steady(120_000, 25))
        await tagger.until(lambda: len(track.numbers) == len(many))
        track.tag([1])
        track.untag([0])
        await tagger.until(lambda: tagger.table.undo.count() == 2 and track.is_read)
        assert track.cells == VideoCells(track.cells.keyframes)
        await tagger.push()

    tagging(tmp_path, platform, video, work)
    assert (sdk.get_storage_item(video.uuid).client_metadata or {})["keyframes"] == [1, *many[1:]]
