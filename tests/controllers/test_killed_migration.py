"""A migration killed at any step: every value can be read, and going on brings all of them to their place."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from controllers.migrating import Migrating, told_of
from controllers.migration_run import MigrationRun
from tests.controllers.desk import Desk, tell
from tests.local_platform import ROOT, LocalPlatform

COUNT = 60
MIGRATES_AND_SAYS_SO = """
import sys
from pathlib import Path
from controllers.migrating import Migrating
from controllers.migration_reading import Where
from domain.migrations.renaming import RenameKey
from tests.controllers.desk import Desk, tell

async def story(desk):
    await desk.connect(sys.argv[1], Path(sys.argv[2]))
    parts = (desk.session, desk.lanes, desk.board, desk.journal, desk.staged, desk.browsing, desk.pushing)
    run = Migrating(*parts).begin(RenameKey("city", "town"), Where())
    plan = await run.review(await run.survey(lambda _: None))
    run.moved.connect(lambda: print("step", flush=True))
    desk.pushing.accepted.connect(lambda _: print("chunk", flush=True))
    await run.go(plan, {})

if __name__ == "__main__":
    tell(Path(sys.argv[3]), story, chunk=10)
"""


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalPlatform]:
    """A local platform with one folder."""
    with LocalPlatform(tmp_path_factory.mktemp("platform"), "--items", str(COUNT)) as running:
        yield running


def give(platform: LocalPlatform) -> None:
    """Every item has a city, and the schema knows it."""
    client = platform.client()
    client.write_schema({"city": {"ty": "variant", "hint": "varchar"}})
    items = client.list_items(client.list_folders().values[0].uuid).values
    texts = {item.uuid: f'{{"city":"c{number}","other":1.0}}' for number, item in enumerate(items)}
    client.replace_metadata(texts)


def held(platform: LocalPlatform) -> list[dict[str, Any]]:
    """What the SDK reads."""
    folder = next(iter(platform.user_client().list_storage_folders()))
    return [dict(item.client_metadata or {}) for item in folder.list_items(page_size=1000)]


def kill_after(platform: LocalPlatform, home: Path, lines: int) -> list[str]:
    """Begin a migration in another process, and kill that when it has said so many things."""
    arguments = [platform.url, str(platform.key_file), str(home)]
    command = [sys.executable, "-c", MIGRATES_AND_SAYS_SO, *arguments]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = [process.stdout.readline().strip() for _ in range(lines)]
        process.kill()
    return said


@pytest.mark.parametrize("lines", [2, 6, 9, 16])
def test_every_value_can_be_read_after_a_kill_and_all_arrive(
    platform: LocalPlatform, tmp_path: Path, lines: int
) -> None:
    give(platform)
    said = kill_after(platform, tmp_path, lines)
    assert all(said), "it was killed before its end"
    between = held(platform)
    cities = {f"c{number}" for number in range(COUNT)}
    assert {str(values.get("town", values.get("city"))) for values in between} == cities
    schema = platform.user_client().metadata_schema()
    for key in {key for values in between for key in values} - {"other"}:
        assert schema.get_key_type(key) == "varchar"
        assert not schema.is_key_deleted(key)

    async def story(desk: Desk) -> tuple[str, MigrationRun]:
        await desk.connect(platform.url, platform.key_file)
        parts = (desk.session, desk.lanes, desk.board, desk.journal, desk.staged, desk.browsing, desk.pushing)
        control = Migrating(*parts)
        record = control.unfinished()
        assert record is not None
        assert desk.pushing.interrupted() is None
        run = control.go_on(record)
        plan = await run.review(await run.survey(lambda _: None)) if run.needs_review else None
        await run.go(plan, {})
        assert control.unfinished() is None
        back = control.take_back(control.last_done() or record)
        await back.go(await back.review(await back.survey(lambda _: None)), {}) if lines == 9 else None
        return told_of(record), run

    told, run = tell(tmp_path, story)
    assert "is not finished" in told
    assert (run.stop, run.done) == ("", True)
    if lines == 9:  # taken back, the pushes before the kill and after it
        assert {str(values["city"]) for values in held(platform)} == cities
        assert not any("town" in values for values in held(platform))
        return
    assert {str(values["town"]) for values in held(platform)} == cities
    assert not any("city" in values for values in held(platform))
    assert platform.user_client().metadata_schema().is_key_deleted("city")
