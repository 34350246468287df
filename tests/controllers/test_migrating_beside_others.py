"""A migration beside what others do: edits of colleagues, open tables, staged edits and schemas; and taken back."""

from pathlib import Path

import pytest

from controllers.migrating import MigrationRefused
from controllers.migration_run import MigrationRun
from domain.migrations.renaming import RenameKey
from domain.schema_edits import add_key, soft_delete
from tests.controllers.desk import Desk, edit_rows, tell
from tests.controllers.migrations import (
    EVERYWHERE,
    NUMBER,
    folder_of,
    held,
    migrated,
    migrating,
    set_all,
    whole,
)
from tests.local_platform import LocalPlatform

ITEMS = 30


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
    assert "colleague" in set(platform.user_client().metadata_schema().keys())


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
    assert "mine" not in set(platform.user_client().metadata_schema().keys())
