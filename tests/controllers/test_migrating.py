"""Schema and values change together on a real platform; the SDK reads what came of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from encord.http.bundle import Bundle

from controllers.migrating import Migrating, MigrationRefused
from controllers.migration_reading import Survey, Where
from controllers.migration_rules import read_rule, rule_text
from controllers.migration_run import MigrationRun
from domain.migrations.conversions import AsTyped, ByLists, SinceEpoch
from domain.migrations.converting import ConvertKey
from domain.migrations.migration import Migration
from domain.migrations.options import ChangeOptions
from domain.migrations.parting import MergeKeys, SplitKey
from domain.migrations.renaming import RenameKey, RenameNamespace
from domain.schema_edits import add_key, soft_delete
from tests.controllers.desk import Desk, edit_rows, tell
from tests.local_platform import LocalPlatform

EVERYWHERE = Where()
VARCHAR = {"ty": "variant", "hint": "varchar"}
NUMBER = {"ty": "variant", "hint": "number"}


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalPlatform]:
    """A local platform with one folder of 30 items; every story gives it its schema and values anew."""
    with LocalPlatform(tmp_path_factory.mktemp("platform"), "--items", "30") as running:
        yield running


def folder_of(platform: LocalPlatform) -> Any:
    folders = platform.user_client().list_storage_folders()
    return next(folder for folder in folders if folder.name not in {"inner", "other"})


def set_all(platform: LocalPlatform, values: list[dict[str, Any]], **schema: str) -> None:
    """A colleague gives items metadata, and the schema scalars, with the SDK."""
    if schema:
        platform.client().write_schema({})
    document: Any = platform.user_client().metadata_schema()
    for key, word in schema.items():
        document.add_scalar(key.replace("__", "."), data_type=word)
    document.save()
    items = sorted(folder_of(platform).list_items(page_size=1000), key=lambda item: item.name)
    with Bundle() as bundle:
        for number, item in enumerate(items):
            item.update(client_metadata=values[number] if number < len(values) else {}, bundle=bundle)


def held(platform: LocalPlatform) -> list[dict[str, Any]]:
    """What the SDK reads: the metadata of every item, by name."""
    items = sorted(folder_of(platform).list_items(page_size=1000), key=lambda item: item.name)
    return [dict(item.client_metadata or {}) for item in items]


def migrating(desk: Desk) -> Migrating:
    parts = (desk.session, desk.lanes, desk.board, desk.journal, desk.staged, desk.browsing, desk.pushing)
    return Migrating(*parts)


async def whole(run: MigrationRun) -> MigrationRun:
    """Look, review, go: as a person does who agrees to everything."""
    survey = await run.survey(lambda _: None)
    await run.go(await run.review(survey), {})
    return run


def migrated(platform: LocalPlatform, home: Path, migration: Migration, where: Where = EVERYWHERE) -> MigrationRun:
    async def story(desk: Desk) -> MigrationRun:
        await desk.connect(platform.url, platform.key_file)
        return await whole(migrating(desk).begin(migration, where))

    return tell(home, story)


def test_a_key_is_renamed_in_schema_and_values(platform: LocalPlatform, tmp_path: Path) -> None:
    set_all(platform, [{"city": f"c{number}", "other": number} for number in range(20)], city="varchar")
    run = migrated(platform, tmp_path, RenameKey("city", "scene.city"))
    assert (run.stop, run.done, [step.state for step in run.steps]) == ("", True, ["done"] * 4)
    after = held(platform)
    assert [values["scene.city"] for values in after[:20]] == [f"c{number}" for number in range(20)]
    assert all("city" not in values for values in after)
    assert [values["other"] for values in after[:20]] == list(range(20))
    schema = platform.user_client().metadata_schema()
    assert schema.get_key_type("scene.city") == "varchar"
    assert schema.is_key_deleted("city")


def test_a_namespace_moves_with_every_key_and_subfolder(platform: LocalPlatform, tmp_path: Path) -> None:
    user = platform.user_client()
    inner = user.create_storage_folder("inner", None, None, folder_of(platform))
    items = list(folder_of(platform).list_items(page_size=1000))
    set_all(platform, [{"video.fps": number, "video.raw.x": "y"} for number in range(30)], video__fps="number")
    folder_of(platform).move_items_to_folder(inner.uuid, [item.uuid for item in items[:10]])
    run = migrated(platform, tmp_path, RenameNamespace("video", "media"))
    assert (run.stop, run.done) == ("", True)
    both = [*held(platform), *[dict(item.client_metadata or {}) for item in inner.list_items(page_size=1000)]]
    assert len(both) == 30
    assert sorted(values["media.fps"] for values in both) == list(range(30))
    assert {values["media.raw.x"] for values in both} == {"y"}
    assert not any(key.startswith("video.") for values in both for key in values)
    inner.move_items_to_folder(folder_of(platform).uuid, [item.uuid for item in items[:10]])


def test_options_are_renamed_and_removed(platform: LocalPlatform, tmp_path: Path) -> None:
    platform.client().write_schema({})
    document = platform.user_client().metadata_schema()
    document.add_enum("sky", values=["sun", "rain", "snow"])
    document.save()
    set_all(platform, [{"sky": ("sun", "rain", "snow")[number % 3]} for number in range(30)])
    run = migrated(platform, tmp_path, ChangeOptions("sky", {"sun": "clear", "snow": ""}, "remove"))
    assert (run.stop, run.done) == ("", True)
    assert [values.get("sky") for values in held(platform)[:3]] == ["clear", "rain", None]
    assert sorted(platform.user_client().metadata_schema().get_enum_options("sky")) == ["clear", "rain"]


def test_numbers_become_dates_and_what_does_not_convert_is_counted_before(
    platform: LocalPlatform, tmp_path: Path
) -> None:
    values: list[dict[str, Any]] = [{"at": 1717165800 + number} for number in range(28)]
    set_all(platform, [*values, {"at": "soon"}, {"at": None}], at="number")
    migration = ConvertKey("at", {"ty": "variant", "hint": "datetime"}, SinceEpoch("seconds"))

    async def story(desk: Desk) -> tuple[Survey, MigrationRun, list[Any], MigrationRun]:
        await desk.connect(platform.url, platform.key_file)
        await desk.open_first_folder()
        control = migrating(desk)
        shown = await control.preview(migration, lambda _: None)
        assert shown is not None
        run = control.begin(migration, EVERYWHERE)
        plan = await run.review(await run.survey(lambda _: None))
        assert not any(item.invalid for item in plan.items), "checked by the type that is to come"
        await run.go(plan, {})
        after = held(platform)
        assert platform.user_client().metadata_schema().get_key_type("at") == "datetime"
        record = control.last_done()
        assert record is not None
        return shown, run, after, await whole(control.take_back(record))

    shown, run, after, back = tell(tmp_path, story)
    tally = shown.tally()
    assert (tally.changes, tally.refused, tally.unchanged, tally.complete) == (28, 1, 1, True)
    assert tally.reasons == (('"soon" is not a number of seconds.', 1),)
    assert (run.stop, run.done) == ("", True)
    assert after[0]["at"] == "2024-05-31T14:30:00Z"
    assert after[28]["at"] == "soon"
    assert (back.stop, back.done) == ("", True)
    assert held(platform)[0]["at"] == 1717165800
    assert platform.user_client().metadata_schema().get_key_type("at") == "number"


def test_text_becomes_an_enum_under_another_key(platform: LocalPlatform, tmp_path: Path) -> None:
    set_all(platform, [{"mood": "good" if number % 2 else "bad"} for number in range(30)], mood="varchar")
    form = {"ty": "enum", "values": ["good", "bad"]}
    run = migrated(platform, tmp_path, ConvertKey("mood", form, AsTyped(), into="state"))
    assert run.done
    assert {values["state"] for values in held(platform)} == {"good", "bad"}
    assert platform.user_client().metadata_schema().is_key_deleted("mood")


def test_text_becomes_true_and_false(platform: LocalPlatform, tmp_path: Path) -> None:
    set_all(platform, [{"ok": "ja" if number % 2 else "nein"} for number in range(30)], ok="varchar")
    form = {"ty": "variant", "hint": "boolean"}
    assert migrated(platform, tmp_path, ConvertKey("ok", form, ByLists(("ja",), ("nein",)))).done
    assert [values["ok"] for values in held(platform)[:4]] == [False, True, False, True]


def test_a_key_is_split_and_merged_again(platform: LocalPlatform, tmp_path: Path) -> None:
    set_all(platform, [{"name": f"a{number},b{number}"} for number in range(30)], name="varchar")
    run = migrated(platform, tmp_path / "one", SplitKey("name", {"first": VARCHAR, "last": VARCHAR}))
    assert run.done
    assert held(platform)[7] == {"first": "a7", "last": "b7"}
    run = migrated(platform, tmp_path / "two", MergeKeys(("first", "last"), "whole", VARCHAR, "join", ","))
    assert run.done
    assert held(platform)[7] == {"whole": "a7,b7"}
    schema = platform.user_client().metadata_schema()
    assert [schema.is_key_deleted(key) for key in ("name", "first", "last", "whole")] == [True, True, True, False]


def test_only_what_is_open_keeps_the_old_key_in_the_schema(platform: LocalPlatform, tmp_path: Path) -> None:
    other = platform.user_client().create_storage_folder("other")
    set_all(platform, [{"city": "x"} for _ in range(30)], city="varchar")

    async def story(desk: Desk) -> MigrationRun:
        await desk.connect(platform.url, platform.key_file)
        await desk.open_first_folder()
        control = migrating(desk)
        return await whole(control.begin(RenameKey("city", "town"), control.here))

    run = tell(tmp_path, story)
    assert other.name == "other"
    assert run.done
    assert run.steps[-1].state == "skipped"
    assert {tuple(values) for values in held(platform)} == {("town",)}
    assert not platform.user_client().metadata_schema().is_key_deleted("city")


def test_an_item_that_keeps_its_old_value_keeps_the_key_in_the_schema(platform: LocalPlatform, tmp_path: Path) -> None:
    set_all(platform, [{"city": "x"}, {"city": "x", "town": "y"}], city="varchar")
    run = migrated(platform, tmp_path, RenameKey("city", "town"))
    assert run.done
    assert "1 item still holds" in run.steps[-1].told
    assert held(platform)[:2] == [{"town": "x"}, {"city": "x", "town": "y"}]
    assert not platform.user_client().metadata_schema().is_key_deleted("city")


def test_a_migration_is_taken_back(platform: LocalPlatform, tmp_path: Path) -> None:
    before = [{"city": f"c{number}", "other": True} for number in range(30)]
    set_all(platform, before, city="varchar")

    async def story(desk: Desk) -> tuple[MigrationRun, MigrationRun]:
        await desk.connect(platform.url, platform.key_file)
        control = migrating(desk)
        one = await whole(control.begin(RenameKey("city", "town"), EVERYWHERE))
        record = control.last_done()
        assert record is not None
        back = await whole(control.take_back(record))
        assert control.last_done() is None
        return one, back

    one, back = tell(tmp_path, story)
    assert (one.stop, back.stop, back.done) == ("", "", True)
    assert [dict(sorted(values.items())) for values in held(platform)] == before
    schema = platform.user_client().metadata_schema()
    assert (schema.get_key_type("city"), schema.is_key_deleted("town")) == ("varchar", True)


def test_a_colleague_who_edits_meanwhile_loses_nothing(platform: LocalPlatform, tmp_path: Path) -> None:
    set_all(platform, [{"city": "x"} for _ in range(30)], city="varchar")

    async def story(desk: Desk) -> MigrationRun:
        await desk.connect(platform.url, platform.key_file)
        run = migrating(desk).begin(RenameKey("city", "town"), EVERYWHERE)
        plan = await run.review(await run.survey(lambda _: None))
        item = min(folder_of(platform).list_items(page_size=1000), key=lambda each: each.name)
        item.update(client_metadata={"city": "theirs", "new": 1})
        document = platform.user_client().metadata_schema()
        document.add_scalar("colleague", data_type="number")
        document.save()
        await run.go(plan.only({each.change.item for each in plan.items}), {})
        return run

    run = tell(tmp_path, story)
    assert run.done
    assert held(platform)[0] == {"city": "theirs", "new": 1, "town": "x"}
    assert "1 item still holds" in run.steps[-1].told
    assert not platform.user_client().metadata_schema().is_key_deleted("city")
    assert "colleague" in platform.user_client().metadata_schema().keys()  # noqa: SIM118 - the SDK's own method


def test_a_loaded_table_follows(platform: LocalPlatform, tmp_path: Path) -> None:
    set_all(platform, [{"city": f"c{number}"} for number in range(30)], city="varchar")

    async def story(desk: Desk) -> tuple[set[str | None], set[str | None], bool]:
        await desk.connect(platform.url, platform.key_file)
        table = await desk.open_first_folder()
        await whole(migrating(desk).begin(RenameKey("city", "town"), EVERYWHERE))
        rows = range(table.frame.rows)
        confirmed = {table.frame.confirmed(row, "city") for row in rows}
        return confirmed, {table.frame.confirmed(row, "town") for row in rows}, "town" in desk.session.schema.fields

    old, new, known = tell(tmp_path, story)
    assert old == {None}
    assert len(new) == 30
    assert known


def test_what_is_staged_stands_in_the_way(platform: LocalPlatform, tmp_path: Path) -> None:
    set_all(platform, [{"city": "x"} for _ in range(30)], city="varchar")

    async def story(desk: Desk) -> list[str]:
        await desk.connect(platform.url, platform.key_file)
        table = await desk.open_first_folder()
        control, rename = migrating(desk), RenameKey("city", "town")
        told = [control.obstacle(rename)]
        edit_rows(table, range(1), "y", "city")
        told.append(control.obstacle(rename))
        desk.staged.discard()
        desk.session.draft.stage("Delete", soft_delete(desk.session.draft.base.raw, "city"))
        told.append(control.obstacle(rename))
        with pytest.raises(MigrationRefused):
            control.begin(rename, EVERYWHERE)
        told.append(control.obstacle(RenameKey("city", "$x")))
        return told

    told = tell(tmp_path, story)
    assert told[0] == ""
    assert "staged edits" in told[1]
    assert "not saved" in told[2]
    assert "belong to the platform" in told[3]


def test_other_staged_changes_of_the_schema_stay_staged(platform: LocalPlatform, tmp_path: Path) -> None:
    set_all(platform, [{"city": "x"} for _ in range(30)], city="varchar")

    async def story(desk: Desk) -> list[str]:
        await desk.connect(platform.url, platform.key_file)
        draft = desk.session.draft
        draft.stage("Add", add_key(draft.base.raw, "mine", NUMBER))
        await whole(migrating(desk).begin(RenameKey("city", "town"), EVERYWHERE))
        return [change.key for change in draft.changes]

    assert tell(tmp_path, story) == ["mine"]
    assert "mine" not in platform.user_client().metadata_schema().keys()  # noqa: SIM118 - the SDK's own method


@pytest.mark.parametrize(
    "migration",
    [
        RenameKey("a", "b", "keep"),
        RenameNamespace("a", ""),
        ChangeOptions("a", {"x": "y", "z": ""}, "remove"),
        ConvertKey("a", VARCHAR, ByLists(("y",), ("n",)), "clear", "b", "replace"),
        ConvertKey("a", {"ty": "enum", "values": ["x"]}, SinceEpoch("days")),
        SplitKey("a", {"c": VARCHAR, "b": NUMBER}, " ", keep=True),
        MergeKeys(("a", "b"), "c", VARCHAR, "join", "-", "replace"),
    ],
)
def test_a_rule_is_read_as_it_was_written(migration: Migration) -> None:
    assert read_rule(rule_text(migration)) == migration


def test_a_rule_of_another_version_is_refused() -> None:
    with pytest.raises(ValueError, match="another version"):
        read_rule('{"rule":"Teleport"}')
