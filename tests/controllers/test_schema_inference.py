"""Types proposed from what is loaded and from every folder: as from all the values together."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from controllers.jobs import Job
from controllers.loaded_tables import LoadedTables
from controllers.schema_inference import Inferred, SchemaInference, with_keys
from domain.inference import propose
from domain.schema import EMPTY_SCHEMA, Schema
from domain.schema_edits import SchemaRefused
from tests.controllers.desk import Desk, edit_rows, tell
from tests.domain.evidence import evidence_of
from tests.local_platform import LocalPlatform
from wire.errors import Cancelled

SCHEMA: Mapping[str, Any] = {
    "known": {"ty": "variant", "hint": "number"},
    "gone": {"ty": "tombstone", "deleted_ty": None},
}
KEYS = ("weather", "when", "mixed", "vector", "gone", "known", "$own", "note")


@pytest.fixture(scope="module")
def spread(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalPlatform]:
    """1,100 items over two folders, with values of many looks."""
    with LocalPlatform(tmp_path_factory.mktemp("spread"), "--items", "1100") as running:
        client = running.client()
        top = client.list_folders().values[0]
        items = [item.uuid for page in client.item_pages(top.uuid) for item in page.values]
        for start in (0, 1000):
            client.patch_items({uuid: json.dumps(metadata(start + at)) for at, uuid in enumerate(items[start:][:1000])})
        inner = client.create_folder("inner", parent=top.uuid)
        client.move_items(top.uuid, items[:40], inner.uuid)
        client.write_schema(dict(SCHEMA))
        yield running


def metadata(number: int) -> dict[str, Any]:
    """What the n-th item has."""
    values = {
        "weather": ("fog", "sun", "rain")[number % 3],
        "when": f"2024-05-{number % 28 + 1:02}" if number % 50 else "soon",
        "mixed": number if number % 2 else str(number),
        "vector": [0.5] * 4,
        "gone": 1,
        "known": 2,
        "$own": 3,
        "note": None,
    }
    return {key: value for at, (key, value) in enumerate(values.items()) if (number + at) % 11}


def wanted(numbers: range, schema: Schema) -> Mapping[str, tuple[Any, ...]]:
    """The reference: proposed from all the values at once, without samples."""
    cells = [{key: json.dumps(value) for key, value in metadata(number).items()} for number in numbers]
    found = propose([evidence_of(key, [each.get(key) for each in cells]) for key in KEYS], schema)
    return told(Inferred(found, ""))


def told(found: Inferred) -> Mapping[str, tuple[Any, ...]]:
    return {
        one.key: (one.values, one.refusal, one.note, [(each.form, each.fits) for each in one.candidates])
        for one in found.proposals
    }


def inference(desk: Desk) -> SchemaInference:
    loaded = LoadedTables(desk.browsing, desk.staged, desk.lanes)
    return SchemaInference(desk.session, desk.lanes, desk.board, loaded)


def test_every_folder_gives_what_all_values_together_give(spread: LocalPlatform, tmp_path: Path) -> None:
    jobs: list[Job] = []

    async def story(desk: Desk) -> tuple[Inferred, list[tuple[int, int | None]]]:
        await desk.connect(spread.url, spread.key_file)
        found = await inference(desk).of_everything(jobs.append)
        return found, [(job.done, job.total) for job in jobs]

    found, counts = tell(tmp_path, story)
    assert told(found) == wanted(range(1100), Schema.read(SCHEMA))
    assert list(told(found)) == ["gone", "mixed", "vector", "weather", "when"]
    assert (found.where, found.problem, counts) == ("in all 2 folders", "", [(2, 2)])


def test_what_is_open_counts_with_its_staged_edits_and_each_item_once(spread: LocalPlatform, tmp_path: Path) -> None:
    async def story(desk: Desk) -> tuple[Inferred, bool, bool]:
        await desk.connect(spread.url, spread.key_file)
        infers = inference(desk)
        before = infers.has_loaded
        table = await desk.open_first_folder()
        again = desk.browsing.new_table("folder", table.uuid, "again")
        await desk.browsing.open_folder(table.uuid, "again", again)
        table.table.add_key("new")
        edit_rows(table, range(7), "true", "new")
        return await infers.of_loaded(), before, infers.has_loaded

    found, before, after = tell(tmp_path, story)
    assert (before, after, found.where) == (False, True, "in the open tables")
    names = told(found)
    assert names["new"] == (7, "", "", [({"ty": "variant", "hint": "boolean"}, 7)])
    assert {key: one for key, one in names.items() if key != "new"} == wanted(range(40, 1100), Schema.read(SCHEMA))


def test_a_look_that_is_stopped_proposes_from_what_it_saw(spread: LocalPlatform, tmp_path: Path) -> None:
    async def story(desk: Desk) -> tuple[Inferred, list[Job]]:
        await desk.connect(spread.url, spread.key_file)
        return await inference(desk).of_everything(Job.cancel), list(desk.board.running)

    found, running = tell(tmp_path, story)
    assert (found.proposals, running) == ((), [])
    assert "It was stopped." in found.problem


def test_what_is_staged_is_not_looked_at_in_every_folder_and_that_is_said(
    spread: LocalPlatform, tmp_path: Path
) -> None:
    async def story(desk: Desk) -> Inferred:
        await desk.connect(spread.url, spread.key_file)
        table = await desk.open_first_folder()
        table.table.add_key("new")
        edit_rows(table, range(7), "true", "new")
        return await inference(desk).of_everything()

    found = tell(tmp_path, story)
    assert "new" not in told(found)
    assert found.problem == "Edits that are staged here were not looked at."


def test_without_a_connection_there_is_nothing_to_propose_from(tmp_path: Path) -> None:
    async def story(desk: Desk) -> int:
        with pytest.raises(Cancelled):
            await inference(desk).of_everything()
        return len(desk.board.running)

    assert tell(tmp_path, story) == 0


def test_accepted_keys_are_added_in_their_order_and_others_stay_the_same_objects() -> None:
    form = {"ty": "variant", "hint": "number"}
    after = with_keys(SCHEMA, [("b", form), ("a", form)])
    assert list(after) == ["known", "gone", "b", "a"]
    assert after["known"] is SCHEMA["known"]
    with pytest.raises(SchemaRefused):
        with_keys(SCHEMA, [("known", form)])
    assert with_keys(EMPTY_SCHEMA.raw, []) == {}
