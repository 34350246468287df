"""A save of the schema that fails, is lost on the way, or meets what nobody expected: said, and nothing is lost."""

from pathlib import Path
from typing import Any

import pytest

from controllers.schema_saving import SaveReport
from domain.schema_changes import describe
from domain.schema_edits import SchemaRefused, add_key, add_options, hard_delete
from domain.schema_text import spell_raw
from tests.controllers.desk import Desk, tell
from tests.controllers.schema_saves import BASE, SCHEMA, TEXT, held_by
from tests.faulty_proxy import Answers, Delays, DropsAfter, DropsBefore, FaultyProxy, Garbles, Rewrites
from tests.local_platform import LocalPlatform

BEGINS_WITH = BASE


@pytest.mark.parametrize(
    ("fault", "method", "state", "sentence"),
    [
        (Answers(403), "POST", "failed", "only an admin of the organisation may change it"),
        (Answers(409), "POST", "failed", "the platform says that it changed meanwhile"),
        (Answers(422), "POST", "failed", "did not accept"),
        (Answers(500), "POST", "failed", "It did not arrive: your edits are still staged. Save again."),
        (DropsBefore(), "POST", "failed", "It did not arrive"),
        (Answers(403), "GET", "failed", "still staged and kept on disk"),
        (Answers(500), "GET", "failed", "still staged and kept on disk"),
        (DropsBefore(), "GET", "failed", "still staged and kept on disk"),
        (Garbles(b'{"a": {"ty"'), "GET", "failed", "not a schema"),
        (Garbles(b"[1]"), "GET", "failed", "not a schema"),
    ],
)
def test_a_save_that_fails_says_so_and_loses_nothing(
    platform: LocalPlatform, line: FaultyProxy, tmp_path: Path, fault: Any, method: str, state: str, sentence: str
) -> None:
    async def story(desk: Desk) -> tuple[SaveReport, list[str], SaveReport, list[str]]:
        await desk.connect(line.url, platform.key_file)
        draft = desk.session.draft
        draft.stage("Add key", add_key(draft.schema.raw, "mine", TEXT))
        line.goes_wrong(fault, times=None, method=method, path=SCHEMA)
        failed = await desk.saving.save()
        left = [describe(change) for change in draft.changes]
        line.behaves()
        done = await desk.saving.save()
        return failed, left, done, [version.state for version in desk.saving.versions()]

    failed, left, done, versions = tell(tmp_path, story)
    assert failed.state == state
    assert sentence in failed.sentence
    assert left == ['Add "mine": text']
    assert done.state == "saved"
    assert versions == (["saved", "failed"] if method == "POST" else ["saved"])
    assert held_by(platform)["mine"] == TEXT


def test_a_save_whose_answer_is_lost_is_looked_for(platform: LocalPlatform, line: FaultyProxy, tmp_path: Path) -> None:
    async def story(desk: Desk) -> SaveReport:
        await desk.connect(line.url, platform.key_file)
        desk.session.draft.stage("Add key", add_key(desk.session.schema.raw, "mine", TEXT))
        line.goes_wrong(DropsAfter(), method="POST", path=SCHEMA)
        return await desk.saving.save()

    assert tell(tmp_path, story).state == "saved"
    assert sum(seen.method == "POST" for seen in line.seen) == 1


def test_a_save_nobody_saw_the_end_of_is_settled_at_the_next_connection(
    platform: LocalPlatform, line: FaultyProxy, tmp_path: Path
) -> None:
    async def story(desk: Desk) -> tuple[SaveReport, int, list[str], bool]:
        await desk.connect(line.url, platform.key_file)
        draft = desk.session.draft
        draft.stage("Delete key", hard_delete(draft.schema.raw, "fps"))
        line.goes_wrong(Delays(0), method="GET", path=SCHEMA)
        line.goes_wrong(Answers(500), times=None, method="GET", path=SCHEMA)
        line.goes_wrong(DropsAfter(), method="POST", path=SCHEMA)
        unknown = await desk.saving.save()
        left = len(draft.changes)
        line.behaves()
        await desk.connect(line.url, platform.key_file)
        return unknown, left, [version.state for version in desk.saving.versions()], bool(draft.changes)

    unknown, left, versions, still = tell(tmp_path, story)
    assert "not known whether the schema was saved" in unknown.sentence
    assert (unknown.state, left, versions, still) == ("unknown", 1, ["saved"], False)


def test_a_save_that_cannot_be_read_back_says_so(platform: LocalPlatform, line: FaultyProxy, tmp_path: Path) -> None:
    async def story(desk: Desk) -> tuple[SaveReport, int, SaveReport, list[str]]:
        await desk.connect(line.url, platform.key_file)
        desk.session.draft.stage("Add key", add_key(desk.session.schema.raw, "mine", TEXT))
        line.goes_wrong(Delays(0), method="GET", path=SCHEMA)
        line.goes_wrong(Answers(403), times=None, method="GET", path=SCHEMA)
        blind = await desk.saving.save()
        left = len(desk.session.draft.changes)
        line.behaves()
        again = await desk.saving.save()
        return blind, left, again, [version.state for version in desk.saving.versions()]

    blind, left, again, versions = tell(tmp_path, story)
    assert (blind.state, left, again.state, versions) == ("unknown", 1, "nothing", ["saved"])
    assert "could not be read back" in blind.sentence


def test_what_the_platform_holds_otherwise_is_told(platform: LocalPlatform, line: FaultyProxy, tmp_path: Path) -> None:
    async def story(desk: Desk) -> tuple[SaveReport, str]:
        await desk.connect(line.url, platform.key_file)
        desk.session.draft.stage("Add key", add_key(desk.session.schema.raw, "mine", TEXT))
        line.goes_wrong(Delays(0), method="GET", path=SCHEMA)
        line.goes_wrong(Rewrites(b'"mine":{"ty":"variant","hint":"text"}', b'"mine":{"ty":"text"}'), path=SCHEMA)
        line.goes_wrong(Rewrites(b'"mine":{"ty":"variant","hint":"text"}', b'"mine":{"ty":"text"}'), path=SCHEMA)
        report = await desk.saving.save()
        return report, desk.saving.versions()[0].after["mine"]["ty"]

    report, kept = tell(tmp_path, story)
    assert [describe(change) for change in report.different] == ['Change "mine": text, spelt otherwise']
    assert (report.state, kept) == ("saved", "text")
    assert report.sentence.endswith("The platform holds 1 key otherwise than it was sent.")


def test_without_a_connection_nothing_is_lost(platform: LocalPlatform, line: FaultyProxy, tmp_path: Path) -> None:
    async def story(desk: Desk) -> tuple[SaveReport, int]:
        await desk.connect(line.url, platform.key_file)
        desk.session.draft.stage("Add key", add_key(desk.session.schema.raw, "mine", TEXT))
        await desk.session.close()
        report = await desk.saving.save()
        return report, len(desk.session.draft.changes)

    report, left = tell(tmp_path, story)
    assert (report.state, left) == ("failed", 1)
    assert "There is no connection to a platform now." in report.sentence


@pytest.mark.parametrize("fault", [Answers(204, body=b""), Answers(200, body=b"null"), Delays(0)])
def test_the_first_schema_of_an_organisation_is_saved(
    platform: LocalPlatform, line: FaultyProxy, tmp_path: Path, fault: Any
) -> None:
    async def story(desk: Desk) -> tuple[int, SaveReport]:
        await desk.lanes.write(_write, platform, {})
        line.goes_wrong(fault, method="GET", path=SCHEMA)
        await desk.connect(line.url, platform.key_file)
        found = len(desk.session.schema.raw)
        desk.session.draft.stage("Add key", add_key(desk.session.schema.raw, "first", TEXT))
        return found, await desk.saving.save()

    found, report = tell(tmp_path, story)
    assert (found, report.state) == (0, "saved")
    assert held_by(platform) == {"first": TEXT}


def test_5000_keys_long_names_and_full_enums_go_back_as_they_came(
    platform: LocalPlatform, line: FaultyProxy, tmp_path: Path
) -> None:
    large: dict[str, Any] = {
        f"team.{number}.{'k' * (500 if number % 1000 == 0 else 5)}": TEXT for number in range(5000)
    }
    large["full"] = {"ty": "enum", "values": [str(number) for number in range(256)]}
    large["half"] = {"ty": "enum", "values": [str(number) for number in range(255)]}

    async def story(desk: Desk) -> SaveReport:
        await desk.lanes.write(_write, platform, large)
        await desk.connect(line.url, platform.key_file)
        draft = desk.session.draft
        for key in ("full", "half"):
            with pytest.raises(SchemaRefused, match="at most 255 options"):
                add_options(draft.schema.raw, key, ["one more"])
        draft.stage("Add key", add_key(draft.schema.raw, "k" * 500, TEXT))
        return await desk.saving.save()

    report = tell(tmp_path, story)
    assert (report.state, report.respelled, len(report.to_save)) == ("saved", (), 1)
    assert spell_raw(held_by(platform)) == spell_raw({**large, "k" * 500: TEXT})


def _write(platform: LocalPlatform, raw: Any) -> None:
    client = platform.client()
    client.write_schema(raw)
    client.close()
