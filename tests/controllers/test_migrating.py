"""Schema and values change together on a real platform; the SDK reads what came of it."""

from pathlib import Path
from typing import Any

from controllers.migration_reading import Survey
from controllers.migration_run import MigrationRun
from domain.migrations.conversions import AsTyped, ByLists, SinceEpoch
from domain.migrations.converting import ConvertKey
from domain.migrations.options import ChangeOptions
from domain.migrations.parting import MergeKeys, SplitKey
from domain.migrations.renaming import RenameKey, RenameNamespace
from tests.controllers.desk import Desk, tell
from tests.controllers.migrations import EVERYWHERE, VARCHAR, folder_of, held, migrated, migrating, set_all, whole
from tests.local_platform import LocalPlatform

ITEMS = 30


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
