"""What keys and changes of the schema mean for values: over what is loaded, and over every folder."""

import asyncio
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from controllers.impact import Impact
from controllers.jobs import Job, Tasks
from controllers.open_table import OpenTable
from controllers.schema_impact import SchemaImpact
from controllers.settings import Settings
from domain.catalog import Item
from domain.reading import Valid
from domain.schema import read_field
from domain.schema_changes import SchemaChange
from domain.schema_edits import add_key, retype
from models.schema_usage import KeyUsage
from tests.controllers.desk import Desk, edit_rows, no_passphrase, tell
from tests.faulty_proxy import Answers, FaultyProxy, LoopsToken
from tests.local_platform import LocalPlatform
from wire.errors import Cancelled

NUMBER = {"ty": "variant", "hint": "number"}
DATETIME = {"ty": "variant", "hint": "datetime"}
TEXT = {"ty": "variant", "hint": "text"}
SAMPLE_ENUM = {"ty": "enum", "values": ["a", "b"]}
TO_DATETIME = SchemaChange("rate", "retype", NUMBER, DATETIME)


@pytest.fixture(scope="module")
def nested(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalPlatform]:
    """1,300 items in folders in folders; most have a `rate`, a number or a date written as text."""
    with LocalPlatform(tmp_path_factory.mktemp("nested"), "--items", "1300") as running:
        client = running.client()
        top = client.list_folders().values[0]
        items = [item for page in client.item_pages(top.uuid) for item in page.values]
        for start in (0, 1000):
            client.patch_items({item.uuid: metadata_of(start + at) for at, item in enumerate(items[start:][:1000])})
        inner = client.create_folder("inner", parent=top.uuid)
        deep = client.create_folder("deep", parent=inner.uuid)
        client.create_folder("empty")
        client.move_items(top.uuid, [item.uuid for item in items[:200]], inner.uuid)
        client.move_items(top.uuid, [item.uuid for item in items[200:250]], deep.uuid)
        client.write_schema({"rate": NUMBER, "note": SAMPLE_ENUM, "never": TEXT})
        yield running


def metadata_of(number: int) -> str:
    """The metadata of the n-th item."""
    rate = number if number % 3 else f"2024-05-{number % 28 + 1:02}"
    return json.dumps({"note": "a", "rate": rate} if number % 10 else {"note": None})


class Office:
    """A desk with what this file is about."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.tasks = Tasks()
        self.settings = Settings(desk.home)
        parts = (desk.session, desk.lanes, desk.board, self.tasks, desk.browsing, desk.staged, self.settings)
        self.impact = SchemaImpact(*parts)

    async def items(self) -> dict[str, list[Item]]:
        """The reference: every item as the platform has it, by the name of its folder."""
        client = self.desk.session.require_client()
        names: dict[str, str] = {}
        waiting: list[str | None] = [None]
        while waiting:
            for page in client.folder_pages(waiting.pop()):
                names |= {folder.uuid: folder.name for folder in page.values}
                waiting += [folder.uuid for folder in page.values]
        return {
            name: [item for page in client.item_pages(uuid) for item in page.values] for uuid, name in names.items()
        }

    async def open(self, name: str) -> OpenTable:
        """Open a folder by its name."""
        client = self.desk.session.require_client()
        folder = next(folder for page in client.search_folders(name) for folder in page.values)
        table = self.desk.browsing.new_table("folder", folder.uuid, folder.name)
        await self.desk.browsing.open_folder(folder.uuid, folder.name, table)
        assert not table.sentence
        return table


def values_of(items: Sequence[Item], key: str) -> list[str]:
    """The values of a key, as JSON texts."""
    found = (json.loads(item.metadata).get(key) for item in items)
    return [json.dumps(value) for value in found if value is not None]


def lost(items: Sequence[Item], key: str, before: Any, after: Any) -> list[str]:
    """The values that fit one type and not the other."""
    was, now = read_field(before), read_field(after)
    return [
        cell
        for cell in values_of(items, key)
        if isinstance(was.check(cell), Valid) and not isinstance(now.check(cell), Valid)
    ]


def test_every_folder_is_counted_as_its_items_one_by_one(nested: LocalPlatform, tmp_path: Path) -> None:
    async def story(desk: Desk) -> tuple[tuple[Impact, ...], dict[str, list[Item]], list[tuple[int, int | None]]]:
        await desk.connect(nested.url, nested.key_file)
        office = Office(desk)
        seen: list[tuple[int, int | None]] = []
        jobs: list[Job] = []

        def note(job: Job) -> None:
            seen.append((job.done, job.total))

        desk.board.job_finished.connect(note)
        changes = [TO_DATETIME, SchemaChange("note", "options", SAMPLE_ENUM, {"ty": "enum", "values": ["b"]})]
        found = await office.impact.everywhere([*changes, SchemaChange("never", "delete", TEXT, None)], jobs.append)
        assert len(jobs) == 1
        return found, await office.items(), seen

    found, items, seen = tell(tmp_path, story)
    everything = [item for inside in items.values() for item in inside]
    assert seen == [(4, 4)]
    rate, note, never = found
    wanted = lost(everything, "rate", NUMBER, DATETIME)
    assert (rate.checked, rate.becoming_invalid) == (len(values_of(everything, "rate")), len(wanted))
    assert {sample.cell for sample in rate.samples} <= set(wanted)
    by_folder = {folder.name: folder.count for folder in rate.folders}
    each = {name: len(lost(inside, "rate", NUMBER, DATETIME)) for name, inside in items.items()}
    assert by_folder == {name: count for name, count in each.items() if count}
    assert [folder.count for folder in rate.folders] == sorted(by_folder.values(), reverse=True)
    names = {item.uuid: (item.name, item.parent) for item in everything}
    assert all((example.name, example.folder) == names[example.item] for example in rate.examples)
    assert len(rate.examples) == 200
    assert (note.checked, note.becoming_invalid) == (1170, 1170)
    assert (never.checked, never.complete, never.sentence) == (0, True, "No item has a value in all 4 folders.")
    assert "number → datetime: " in rate.sentence
    assert rate.sentence.endswith("that are invalid now become valid.")


def test_what_is_open_is_counted_once_with_its_staged_edits(nested: LocalPlatform, tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        await desk.connect(nested.url, nested.key_file)
        office = Office(desk)
        inner, again = await office.open("inner"), await office.open("inner")
        edit_rows(inner, range(5), "12", "rate")
        usage = await office.impact.usage_of("rate")
        items = (await office.items())["inner"]
        edited = {inner.frame.uuid(row) for row in range(5)}
        cells = [*values_of([item for item in items if item.uuid not in edited], "rate"), *["12"] * 5]
        assert (usage.items, usage.filled, usage.distinct) == (200, len(cells), len(set(cells)))
        assert usage.invalid == sum(cell.startswith('"') for cell in cells)
        assert usage.samples[0].cell == "12"
        impact = await office.impact.impact_of(TO_DATETIME)
        assert impact.becoming_invalid == sum(not cell.startswith('"') for cell in cells)
        assert list(impact.rows) == [inner.id]
        assert again.id not in impact.rows
        assert len(impact.rows[inner.id]) == impact.becoming_invalid
        assert "staged edits" in [mention.kind for mention in impact.named_by]
        (everywhere,) = await office.impact.everywhere([TO_DATETIME])
        assert everywhere.sentence.endswith("The platform's values were counted, without the edits staged here.")
        assert everywhere.complete

    tell(tmp_path, story)


def test_usage_is_told_for_every_key_and_again_when_something_moves(nested: LocalPlatform, tmp_path: Path) -> None:
    async def story(desk: Desk) -> None:
        await desk.connect(nested.url, nested.key_file)
        office = Office(desk)
        moved = asyncio.Event()
        office.impact.moved.connect(moved.set)
        assert await office.impact.usage_of("rate") == KeyUsage(0, 0, 0, 0)
        await office.open("deep")
        await asyncio.wait_for(moved.wait(), 10)
        usages = {key: usage async for key, usage in office.impact.usages(["rate", "never", "note", "other"])}
        assert {key: (usage.items, usage.filled) for key, usage in usages.items()} == {
            "rate": (50, 45), "never": (50, 0), "note": (50, 45), "other": (50, 0),
        }  # fmt: skip
        assert usages["note"].options == {"a": 45, "b": 0}
        assert await office.impact.usage_of("rate") is usages["rate"]
        moved.clear()
        schema = desk.session.schema
        desk.session.draft.stage("Retype", retype(schema.raw, "rate", TEXT))
        await asyncio.wait_for(moved.wait(), 10)
        after = await office.impact.usage_of("rate")
        assert after.invalid == usages["rate"].filled - usages["rate"].invalid

    tell(tmp_path, story)


def test_the_effect_of_a_new_key_is_how_many_values_fit(nested: LocalPlatform, tmp_path: Path) -> None:
    async def story(desk: Desk) -> str:
        await desk.connect(nested.url, nested.key_file)
        office = Office(desk)
        deep = await office.open("deep")
        deep.table.add_key("new")
        edit_rows(deep, range(3), "1", "new")
        edit_rows(deep, range(3, 5), "one", "new")
        raw = add_key(desk.session.schema.raw, "new", NUMBER)
        desk.session.draft.stage("Add", raw)
        return (await office.impact.impact_of(desk.session.draft.changes[0])).sentence

    assert tell(tmp_path, story) == "number: 2 of 5 values in the open tables do not fit."


def test_a_look_that_is_stopped_tells_what_it_saw(nested: LocalPlatform, tmp_path: Path) -> None:
    async def story(desk: Desk) -> tuple[Impact, list[object]]:
        await desk.connect(nested.url, nested.key_file)
        (found,) = await Office(desk).impact.everywhere([TO_DATETIME], Job.cancel)
        return found, list(desk.board.running)

    found, running = tell(tmp_path, story)
    assert (found.checked, found.complete, running) == (0, False, [])
    assert "Not everything was looked at. It was stopped." in found.sentence


def test_a_platform_that_fails_midway_loses_nothing_that_was_counted(nested: LocalPlatform, tmp_path: Path) -> None:
    with FaultyProxy(nested.url) as line:

        async def story(desk: Desk) -> Impact:
            await desk.session.sign_in(line.url, nested.key_file, no_passphrase)
            line.goes_wrong(Answers(500), times=None, method="GET", path="/items?")
            (found,) = await Office(desk).impact.everywhere([TO_DATETIME])
            return found

        found = tell(tmp_path, story)
    assert not found.complete
    assert "Not everything was looked at." in found.problem


def test_a_folder_that_is_refused_is_left_out_and_said(nested: LocalPlatform, tmp_path: Path) -> None:
    async def story(desk: Desk) -> Impact:
        await desk.connect(line.url, nested.key_file)
        client = desk.session.require_client()
        inner = next(folder for page in client.search_folders("inner") for folder in page.values)
        line.goes_wrong(Answers(403), times=None, method="GET", path=f"/folders/{inner.uuid}/items?")
        (found,) = await Office(desk).impact.everywhere([TO_DATETIME])
        return found

    with FaultyProxy(nested.url) as line:
        found = tell(tmp_path, story)
    assert {folder.name for folder in found.folders} == {"deep", "Synthetic 1,300 items"}
    assert (found.where, found.problem) == ("in 3 of 4 folders", "1 folder could not be read.")


def test_pages_that_go_round_end_the_look(nested: LocalPlatform, tmp_path: Path) -> None:
    async def story(desk: Desk) -> Impact:
        await desk.connect(line.url, nested.key_file)
        line.goes_wrong(LoopsToken(), times=None, method="GET", path="/items?")
        (found,) = await Office(desk).impact.everywhere([TO_DATETIME])
        return found

    with FaultyProxy(nested.url) as line:
        found = tell(tmp_path, story)
    assert "go round in a circle" in found.problem


def test_another_connection_ends_the_look(nested: LocalPlatform, tmp_path: Path) -> None:
    async def story(desk: Desk) -> Impact:
        await desk.connect(nested.url, nested.key_file)

        def move() -> None:
            desk.session.generation += 1

        def watch(job: Job) -> None:
            job.progressed.connect(move)

        (found,) = await Office(desk).impact.everywhere([TO_DATETIME], watch)
        return found

    found = tell(tmp_path, story)
    assert found.problem.endswith("The connection was changed meanwhile.")


def test_a_platform_without_folders_has_no_values(tmp_path: Path) -> None:
    with LocalPlatform(tmp_path / "platform") as empty:

        async def story(desk: Desk) -> str:
            await desk.connect(empty.url, empty.key_file)
            (found,) = await Office(desk).impact.everywhere([TO_DATETIME])
            return found.sentence

        assert tell(tmp_path, story) == "number → datetime: no item has a value on the platform."


def test_without_a_connection_there_is_nothing_to_look_at(tmp_path: Path) -> None:
    async def story(desk: Desk) -> list[object]:
        with pytest.raises(Cancelled):
            await Office(desk).impact.everywhere([TO_DATETIME])
        return list(desk.board.running)

    assert tell(tmp_path, story) == []
