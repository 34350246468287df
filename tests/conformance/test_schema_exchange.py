"""Schemas as files and scripts, against the real SDK: what it wrote comes back, and what we say it can run, it runs."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from encord import EncordUserClient

from controllers.exchange.schema_files import old_form, read_schema_text, schema_text
from controllers.exchange.schema_plan import plan_file
from controllers.exchange.schema_script import schema_script
from domain.schema_edits import add_key
from domain.type_forms import embedding_form, enum_form, form_of, geospatial_form
from tests.conformance.schema_desk import Desk, old_call, old_words, written_by_the_sdk
from tests.local_platform import LocalPlatform
from wire.client import PlatformClient

pytestmark = pytest.mark.usefixtures("no_schema")


def run_script(text: str, path: Path, platform: LocalPlatform, *words: str) -> "subprocess.CompletedProcess[str]":
    path.write_text(text, "utf-8")
    command = [sys.executable, str(path), "--key", str(platform.key_file), *words]
    return subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)


def test_the_script_makes_the_same_schema_deleted_keys_and_options_included(
    sdk: EncordUserClient, client: PlatformClient, platform: LocalPlatform, tmp_path: Path
) -> None:
    written_by_the_sdk(sdk)
    wanted = client.read_schema() or {}
    script = schema_script(wanted, "Local platform", platform.url)
    assert script.notes == ()
    client.write_schema({})
    dry = run_script(script.text, tmp_path / "schema.py", platform, "--hard-delete", "--dry-run")
    assert (dry.returncode, client.read_schema()) == (0, {}), dry.stderr
    ended = run_script(script.text, tmp_path / "schema.py", platform, "--hard-delete")
    assert ended.returncode == 0, ended.stderr
    assert client.read_schema() == wanted
    again = run_script(script.text, tmp_path / "schema.py", platform, "--hard-delete")
    assert (again.returncode, again.stdout) == (0, "0 changes were made.\n")


def test_the_script_tells_what_differs_and_leaves_it_alone(
    client: PlatformClient, platform: LocalPlatform, tmp_path: Path
) -> None:
    number, text = form_of("number"), form_of("text")
    wanted = {
        "kept": number, "revived": enum_form(["a"]), "enum": enum_form(["a", "fog"]), "size": embedding_form(3),
        "hard": {"ty": "tombstone", "deleted_ty": None}, "soft": {"ty": "tombstone", "deleted_ty": number},
        "dead": number, "new": geospatial_form(),
    }  # fmt: skip
    there = {
        "kept": text, "revived": {"ty": "tombstone", "deleted_ty": number}, "enum": enum_form(["b", "a"]),
        "size": embedding_form(4), "hard": number, "soft": number, "dead": {"ty": "tombstone", "deleted_ty": None},
        "theirs": text,
    }  # fmt: skip
    client.write_schema(there)
    script = schema_script(wanted, "Local platform", platform.url).text
    ended = run_script(script, tmp_path / "schema.py", platform)
    assert ended.returncode == 1, ended.stderr
    told = set(ended.stdout.splitlines())
    assert told >= {
        "kept: left alone: is text on the platform, not number",
        "revived: left alone: is number on the platform, not enum",
        "size: left alone: has 4 numbers on the platform, not 3",
        "hard: left alone: shall be deleted for ever; say --hard-delete to do it",
        "enum: new options fog",
        "soft: deleted, can be restored",
        "new: geospatial",
        "3 changes were made.",
    }
    assert client.read_schema() == there | {
        "enum": enum_form(["a", "b", "fog"]),
        "soft": {"ty": "tombstone", "deleted_ty": number},
        "new": geospatial_form(),
    }
    ended = run_script(script, tmp_path / "schema.py", platform, "--retype", "--hard-delete")
    assert "kept: text becomes number" in ended.stdout
    assert (client.read_schema() or {})["hard"] == {"ty": "tombstone", "deleted_ty": None}


def test_a_file_of_the_sdks_schema_brings_it_to_another_platform(
    sdk: EncordUserClient, client: PlatformClient, desk: Desk
) -> None:
    schema = written_by_the_sdk(sdk)
    before = client.read_schema() or {}
    # Options the SDK keeps twice, or empty, are its own mistake: no edit of ours makes them anew.
    before["enum"] = enum_form(["clear", "rain"])
    file = read_schema_text(schema_text(before))
    client.write_schema({})
    desk.reads()
    plan = plan_file(desk.session.schema.raw, file, for_ever=["hard"])
    assert plan.refused == ()
    desk.session.draft.stage("Import", plan.draft())
    assert desk.saves().state == "saved"
    assert client.read_schema() == before
    assert read_schema_text(repr(schema)).raw.keys() == before.keys()


def test_the_old_form_is_what_the_old_call_takes_and_gives(
    sdk: EncordUserClient, client: PlatformClient, desk: Desk
) -> None:
    written_by_the_sdk(sdk)
    desk.edits(lambda raw: add_key(raw, "Öl", form_of("uuid")))
    desk.saves()
    raw = client.read_schema() or {}
    words, _ = old_form(raw)
    assert words == old_words(sdk)
    old_call(sdk, words)
    assert client.read_schema() == raw  # the local platform keeps what the words cannot say
    answer = client.read_schema_v1()
    assert plan_file(raw, read_schema_text(json.dumps(answer))).changes == ()
