"""The schema editor and the real SDK on one schema: neither loses what the other wrote, and each reads all of it."""

from typing import Any

import pytest
from encord import EncordUserClient
from encord.metadata_schema import MetadataSchema, MetadataSchemaError
from hypothesis import given, settings
from hypothesis import strategies as st

from controllers.schema_saving import Decision
from domain.keys import findings
from domain.schema import read_field
from domain.schema_edits import add_key, add_options, hard_delete, restore, retype, soft_delete
from domain.shaped_fields import describe
from domain.type_forms import embedding_form, enum_form, form_of, geospatial_form
from tests.conformance.schema_desk import SCALARS, Desk, old_call, old_words, written_by_the_sdk
from wire.client import PlatformClient

pytestmark = pytest.mark.usefixtures("no_schema")
STRICT: dict[str, Any] = {
    "strict.number": {"ty": "number", "format": "F32"},
    "strict.varchar": {"ty": "varchar", "max_length": 40},
    "strict.datetime": {"ty": "datetime", "timezone": "UTC"},
    "strict.boolean": {"ty": "boolean"},
    "strict.text": {"ty": "text"},
    "strict.uuid": {"ty": "uuid"},
    "strict.user": {"ty": "user"},
}


# what the SDK wrote


def test_every_type_and_state_written_by_the_sdk_is_shown(sdk: EncordUserClient, desk: Desk) -> None:
    written_by_the_sdk(sdk)
    fields = desk.reads().fields
    shown = {key: describe(field) for key, field in fields.items()}
    assert shown.keys() == set(sdk.metadata_schema().keys())
    assert {key: shown[key] for key in ("scalar.string", "scalar.long_string", "enum", "embedding")} == {
        "scalar.string": "varchar",
        "scalar.long_string": "text",
        "enum": "enum, 4 options",
        "embedding": "embedding, 4,096 numbers",
    }
    assert {shown[f"scalar.{word}"] for word in SCALARS} == set(SCALARS)
    assert {describe(read_field(desk.session.schema.raw[f"gone.{word}"])) for word in SCALARS} == {"deleted"}
    assert (shown["hard"], shown["gone.enum"]) == ("deleted for ever", "deleted")


def test_it_is_kept_byte_for_byte_through_an_edit_of_another_key(
    sdk: EncordUserClient, client: PlatformClient, desk: Desk
) -> None:
    written_by_the_sdk(sdk)
    before = desk.reads().raw
    desk.edits(lambda raw: add_key(raw, "mine", form_of("number")))
    assert desk.saves().state == "saved"
    after = client.read_schema() or {}
    assert list(after) == [*before, "mine"]
    assert {key: form.text for key, form in after.items() if key != "mine"} == {
        key: form.text for key, form in before.items()
    }


def test_what_no_sdk_can_make_is_kept_as_well(client: PlatformClient, desk: Desk) -> None:
    later = STRICT | {"later": {"ty": "hologram", "depth": [1, {"z": None}], "scale": 1.50}}
    client.write_schema(later)
    desk.reads()
    desk.edits(lambda raw: add_key(raw, "mine", geospatial_form()))
    assert desk.saves().state == "saved"
    assert client.read_schema() == later | {"mine": {"ty": "geospatial"}}


def test_words_of_the_old_call_are_shown_and_kept(sdk: EncordUserClient, desk: Desk) -> None:
    old_call(sdk, {"a": "number", "b": "string", "c": "long_string", "d": "geospatial", "e": "boolean"})
    assert [describe(field) for field in desk.reads().fields.values()] == [
        "number", "varchar", "text", "geospatial", "boolean",
    ]  # fmt: skip
    desk.edits(lambda raw: add_key(raw, "f", enum_form(["x"])))
    desk.saves()
    assert old_words(sdk) == {
        "a": "number", "b": "string", "c": "long_string", "d": "geospatial", "e": "boolean", "f": "enum",
    }  # fmt: skip


# what we wrote


def test_every_schema_written_by_us_is_read_by_the_sdk_in_its_new_and_its_old_calls(
    sdk: EncordUserClient, desk: Desk
) -> None:
    forms = {word: form_of(word) for word in (*SCALARS, "string", "long_string", "geospatial")}
    forms |= {"enum": enum_form(["rain", "clear"]), "embedding": embedding_form(512)}
    for word, form in forms.items():
        desk.edits(lambda raw, key=f"key.{word}", form=form: add_key(raw, key, form))
    assert desk.saves().state == "saved"
    schema = sdk.metadata_schema()
    assert {key: schema.get_key_type(key) for key in list(schema.keys())} == {
        f"key.{word}": {"string": "varchar", "long_string": "text"}.get(word, word) for word in forms
    }
    assert (schema.get_enum_options("key.enum"), schema.get_embedding_size("key.embedding")) == (["clear", "rain"], 512)
    assert str(schema).count(" - 'key.") == len(forms)
    assert old_words(sdk).keys() == {f"key.{word}" for word in forms}


def test_deleted_and_restored_keys_are_read_by_it(sdk: EncordUserClient, desk: Desk) -> None:
    for key, form in {"soft": form_of("number"), "hard": form_of("text"), "back": enum_form(["a"])}.items():
        desk.edits(lambda raw, key=key, form=form: add_key(raw, key, form))
    desk.saves()
    desk.edits(lambda raw: soft_delete(raw, "soft"))
    desk.edits(lambda raw: hard_delete(raw, "hard"))
    desk.edits(lambda raw: soft_delete(raw, "back"))
    desk.saves()
    desk.edits(lambda raw: restore(raw, "back"))
    desk.saves()
    schema = sdk.metadata_schema()
    assert {key: schema.is_key_deleted(key) for key in ("soft", "hard", "back")} == {
        "soft": True, "hard": True, "back": False,
    }  # fmt: skip
    assert schema.get_key_type("back") == "enum"
    assert set(old_words(sdk)) == {"back"}
    schema.restore_key("soft")
    with pytest.raises(MetadataSchemaError):
        schema.restore_key("hard")
    schema.save()
    assert describe(desk.reads().field("soft")) == "number"


def test_every_edit_gives_what_the_sdk_would_have_given(
    sdk: EncordUserClient, client: PlatformClient, desk: Desk
) -> None:
    written_by_the_sdk(sdk)
    start = desk.reads().raw
    desk.edits(lambda raw: retype(raw, "scalar.number", form_of("datetime")))
    desk.edits(lambda raw: add_options(raw, "enum", ["fog"]))
    desk.edits(lambda raw: add_key(raw, "gone.text", form_of("uuid")))
    desk.edits(lambda raw: restore(raw, "gone.enum"))
    desk.edits(lambda raw: soft_delete(raw, "embedding"))
    desk.edits(lambda raw: hard_delete(raw, "geospatial"))
    desk.edits(lambda raw: add_key(raw, "new", embedding_form(3)))
    assert desk.saves().state == "saved"
    ours = client.read_schema() or {}
    client.write_schema(start)
    theirs = sdk.metadata_schema()
    theirs.add_scalar("scalar.number", data_type="datetime")
    theirs.add_enum_options("enum", values=["fog"])
    theirs.add_scalar("gone.text", data_type="uuid")
    theirs.restore_key("gone.enum")
    theirs.delete_key("embedding")
    theirs.delete_key("geospatial", hard=True)
    theirs.add_embedding("new", size=3)
    theirs.save()
    wanted = client.read_schema() or {}
    assert list(ours) == list(wanted)
    assert {key: form for key, form in ours.items() if key != "enum"} == {
        key: form for key, form in wanted.items() if key != "enum"
    }
    assert sorted(ours["enum"]["values"]) == wanted["enum"]["values"]


# two people at once


def test_a_colleagues_save_in_the_middle_of_ours_loses_nothing(
    sdk: EncordUserClient, client: PlatformClient, desk: Desk
) -> None:
    written_by_the_sdk(sdk)
    desk.reads()
    desk.edits(lambda raw: add_key(raw, "mine", form_of("number")))
    desk.edits(lambda raw: soft_delete(raw, "scalar.uuid"))
    theirs = sdk.metadata_schema()
    theirs.add_scalar("theirs", data_type="text")
    theirs.add_enum_options("enum", values=["theirs"])
    theirs.delete_key("geospatial")
    theirs.save()
    report = desk.saves()
    assert (report.state, {change.key for change in report.by_them}) == ("saved", {"theirs", "enum", "geospatial"})
    schema = sdk.metadata_schema()
    assert (schema.get_key_type("mine"), schema.get_key_type("theirs")) == ("number", "text")
    assert "theirs" in schema.get_enum_options("enum")
    assert schema.is_key_deleted("scalar.uuid")
    assert schema.is_key_deleted("geospatial")
    assert desk.session.draft.changes == ()
    assert dict(desk.session.schema.raw) == client.read_schema()


def test_a_key_changed_by_both_is_asked_about_and_nothing_is_sent_until_then(sdk: EncordUserClient, desk: Desk) -> None:
    sdk_schema = written_by_the_sdk(sdk)
    desk.reads()
    desk.edits(lambda raw: retype(raw, "scalar.number", form_of("text")))
    sdk_schema.add_scalar("scalar.number", data_type="datetime")
    sdk_schema.save()
    report = desk.saves()
    assert (report.state, [conflict.key for conflict in report.conflicts]) == ("conflicts", ["scalar.number"])
    assert sdk.metadata_schema().get_key_type("scalar.number") == "datetime"
    assert desk.saves(Decision(report.conflicts[0], "mine")).state == "saved"
    assert sdk.metadata_schema().get_key_type("scalar.number") == "text"


def test_a_schema_saved_over_by_the_old_call_is_told_and_what_we_staged_is_still_there(
    sdk: EncordUserClient, desk: Desk
) -> None:
    desk.edits(lambda raw: add_key(raw, "before", form_of("number")))
    desk.saves()
    desk.edits(lambda raw: add_key(raw, "mine", form_of("number")))
    old_call(sdk, {"theirs": "boolean"})
    report = desk.run(desk.saving.look())
    assert {change.key for change in report.by_them} == {"before", "theirs"}
    assert [change.key for change in desk.session.draft.changes] == ["mine"]
    desk.saves(*(Decision(conflict, "theirs") for conflict in report.conflicts))
    assert {"mine", "theirs"} <= set(sdk.metadata_schema().keys())


# names


def sdk_takes(sdk_schema: MetadataSchema, key: str) -> bool:
    try:
        sdk_schema.add_scalar(key, data_type="number")
    except MetadataSchemaError:
        return False
    return True


@pytest.fixture(scope="module")
def blank(sdk: EncordUserClient) -> MetadataSchema:
    return sdk.metadata_schema()


@settings(max_examples=400)
@given(st.text(st.sampled_from("keyframsKF09$ -_./éß²Ⅷ日\t\u200b\ud800"), max_size=14) | st.text(max_size=10))
def test_a_key_is_an_error_exactly_where_the_sdk_refuses_it(blank: MetadataSchema, key: str) -> None:
    refused = any(finding.level == "error" for finding in findings(key, ()))
    assert refused is not sdk_takes(blank, key)
