"""The schema is saved without an accident, whoever else saves, and whatever the line does."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from controllers.schema_saving import Decision, SaveReport
from domain.schema_changes import describe
from domain.schema_edits import add_key, retype, soft_delete
from domain.type_forms import enum_form, form_of
from tests.controllers.desk import Desk, tell
from tests.controllers.schema_saves import BASE, SCHEMA, TEXT, held_by, told
from tests.faulty_proxy import Delays, FaultyProxy
from tests.local_platform import LocalPlatform

BEGINS_WITH = BASE


def test_a_save_changes_what_was_edited_and_nothing_else(
    platform: LocalPlatform, line: FaultyProxy, tmp_path: Path
) -> None:
    async def story(desk: Desk) -> tuple[SaveReport, bool, list[tuple[str, str]]]:
        await desk.connect(line.url, platform.key_file)
        draft = desk.session.draft
        draft.stage("Add key", add_key(draft.schema.raw, "team.note", TEXT))
        draft.stage("Delete key", soft_delete(draft.schema.raw, "fps"))
        report = await desk.saving.save()
        versions = desk.saving.versions()
        return report, bool(draft.changes), [(version.state, version.note) for version in versions]

    report, left, versions = tell(tmp_path, story)
    assert (report.state, report.sentence) == ("saved", "2 changes of the schema are saved.")
    assert (report.different, report.respelled, left) == ((), (), False)
    assert versions == [("saved", 'Delete "fps": number, can be restored; Add "team.note": text')]
    held = held_by(platform)
    assert {key: form for key, form in held.items() if key not in {"fps", "team.note"}} == {
        key: form for key, form in BASE.items() if key != "fps"
    }


def test_a_colleague_who_saves_in_between_loses_nothing(
    platform: LocalPlatform, line: FaultyProxy, tmp_path: Path
) -> None:
    async def story(desk: Desk) -> SaveReport:
        await desk.connect(line.url, platform.key_file)
        draft = desk.session.draft
        draft.stage("Add key", add_key(draft.schema.raw, "mine", TEXT))
        theirs = platform.user_client().metadata_schema()
        theirs.add_scalar("theirs", data_type="number")
        theirs.delete_key("city")
        theirs.save()
        return await desk.saving.save()

    client = platform.client()
    client.write_schema({key: form for key, form in BASE.items() if key != "later"})
    client.close()
    report = tell(tmp_path, story)
    assert report.state == "saved"
    assert [describe(change) for change in report.by_them if change.key != "owner"] == [
        'Delete "city": varchar, can be restored',
        'Add "theirs": number',
    ]
    sdk = platform.user_client().metadata_schema()
    assert (sdk.get_key_type("mine"), sdk.get_key_type("theirs"), sdk.is_key_deleted("city")) == (
        "text",
        "number",
        True,
    )


@pytest.mark.parametrize("keep", ["mine", "theirs"])
def test_a_conflict_is_decided_before_anything_is_sent(
    platform: LocalPlatform, line: FaultyProxy, tmp_path: Path, keep: Any
) -> None:
    async def story(desk: Desk) -> tuple[SaveReport, SaveReport, SaveReport, bool]:
        await desk.connect(line.url, platform.key_file)
        draft = desk.session.draft
        draft.stage("Change type", retype(draft.schema.raw, "fps", TEXT))
        theirs = desk.session.require_client()
        await desk.lanes.write(theirs.write_schema, retype(BASE, "fps", form_of("uuid")))
        looked = await desk.saving.look()
        asked = await desk.saving.save()
        (conflict,) = asked.conflicts
        done = await desk.saving.save([Decision(conflict, keep)])
        return looked, asked, done, bool(draft.changes)

    looked, asked, done, left = tell(tmp_path, story)
    assert (looked.state, asked.state, left) == ("conflicts", "conflicts", False)
    assert asked.sentence == "1 key was changed here and on the platform. Decide which to keep; nothing was sent."
    assert done.state == ("saved" if keep == "mine" else "nothing")
    assert held_by(platform)["fps"] == (TEXT if keep == "mine" else form_of("uuid"))


def test_a_decision_about_an_older_conflict_does_not_count(
    platform: LocalPlatform, line: FaultyProxy, tmp_path: Path
) -> None:
    async def story(desk: Desk) -> SaveReport:
        await desk.connect(line.url, platform.key_file)
        draft, client = desk.session.draft, desk.session.require_client()
        draft.stage("Change type", retype(draft.schema.raw, "fps", TEXT))
        await desk.lanes.write(client.write_schema, retype(BASE, "fps", form_of("uuid")))
        (conflict,) = (await desk.saving.look()).conflicts
        await desk.lanes.write(client.write_schema, soft_delete(BASE, "fps"))
        return await desk.saving.save([Decision(conflict, "mine")])

    assert tell(tmp_path, story).state == "conflicts"


@pytest.mark.parametrize("keep", ["mine", "theirs"])
def test_keys_somebody_left_out_are_asked_about(
    platform: LocalPlatform, line: FaultyProxy, tmp_path: Path, keep: Any
) -> None:
    async def story(desk: Desk) -> tuple[SaveReport, SaveReport]:
        await desk.connect(line.url, platform.key_file)
        draft, client = desk.session.draft, desk.session.require_client()
        draft.stage("Add key", add_key(draft.schema.raw, "mine", TEXT))
        await desk.lanes.write(client.write_schema, {"city": BASE["city"]})
        asked = await desk.saving.save()
        return asked, await desk.saving.save([Decision(conflict, keep) for conflict in asked.conflicts])

    asked, done = tell(tmp_path, story)
    assert all(conflict.dropped for conflict in asked.conflicts)
    assert len(asked.conflicts) == len(BASE) - 1
    assert done.state == "saved"
    assert set(held_by(platform)) == ({*BASE, "mine"} if keep == "mine" else {"city", "mine"})


def test_what_is_edited_during_a_save_stays_staged(platform: LocalPlatform, line: FaultyProxy, tmp_path: Path) -> None:
    async def story(desk: Desk) -> tuple[SaveReport, list[str]]:
        await desk.connect(line.url, platform.key_file)
        draft = desk.session.draft
        draft.stage("Add key", add_key(draft.schema.raw, "mine", TEXT))
        line.goes_wrong(Delays(0.3), method="POST", path=SCHEMA)
        save = asyncio.ensure_future(desk.saving.save())
        while not any(seen.method == "POST" and SCHEMA in seen.target for seen in line.seen):
            await asyncio.sleep(0.01)
        draft.stage("Add key", add_key(draft.schema.raw, "meanwhile", TEXT))
        draft.stage("Change type", retype(draft.schema.raw, "mine", form_of("number")))
        return await save, [describe(change) for change in draft.changes]

    report, left = tell(tmp_path, story)
    assert told(report) == ['Add "mine": text']
    assert left == ['Change "mine" from text to number', 'Add "meanwhile": text']


def test_an_earlier_version_is_staged_and_nothing_saved_since_is_lost(
    platform: LocalPlatform, line: FaultyProxy, tmp_path: Path
) -> None:
    async def story(desk: Desk) -> tuple[list[str], SaveReport]:
        await desk.connect(line.url, platform.key_file)
        draft = desk.session.draft
        draft.stage("Change type", retype(draft.schema.raw, "fps", TEXT))
        await desk.saving.save()
        draft.stage("Add key", add_key(draft.schema.raw, "split two", enum_form(["a"])))
        await desk.saving.save()
        await desk.saving.restore(desk.saving.versions()[-1], before=True)
        return [describe(change) for change in draft.changes], await desk.saving.save()

    staged, report = tell(tmp_path, story)
    assert staged == ['Change "fps" from text to number', 'Delete "split two": enum, 1 option, can be restored']
    assert report.state == "saved"
    assert held_by(platform)["split two"] == {"ty": "tombstone", "deleted_ty": enum_form(["a"])}


def test_what_others_saved_is_in_the_history_too(platform: LocalPlatform, line: FaultyProxy, tmp_path: Path) -> None:
    async def story(desk: Desk) -> tuple[list[str], bool]:
        await desk.connect(line.url, platform.key_file)
        client = desk.session.require_client()
        await desk.lanes.write(client.write_schema, {"city": BASE["city"]})
        await desk.saving.read_again()
        await desk.lanes.write(client.write_schema, {})
        await desk.connect(line.url, platform.key_file)
        versions = desk.saving.versions()
        return [version.state for version in versions], versions[-1].before == BASE

    assert tell(tmp_path, story) == (["found", "found"], True)
