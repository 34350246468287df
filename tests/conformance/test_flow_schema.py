"""The flow of importing and verifying a schema by a dictionary, as published, with what is wrong with it."""

from typing import Any, cast

import pytest
from encord import EncordUserClient
from encord.metadata_schema import MetadataSchemaError

from wire.client import PlatformClient

pytestmark = pytest.mark.usefixtures("no_schema")
OLD_WORDS = {
    "a.number": "number",
    "a.string": "string",
    "a.boolean": "boolean",
    "a.datetime": "datetime",
    "a.long": "long_string",
    "a.place": "geospatial",
}


def imported(sdk: EncordUserClient, schema: dict[str, str]) -> None:
    with pytest.warns(DeprecationWarning, match="metadata_schema"):
        cast("Any", sdk).set_client_metadata_schema_from_dict(schema)


def verified(sdk: EncordUserClient) -> dict[str, str] | None:
    with pytest.warns(DeprecationWarning, match="metadata_schema"):
        schema = sdk.get_client_metadata_schema()
    return None if schema is None else {key: word.value for key, word in schema.items()}


def test_a_schema_is_imported_and_verified(sdk: EncordUserClient) -> None:
    imported(sdk, {"captured_at": "datetime", "city": "datetime", "dark": "boolean"})
    assert verified(sdk) == {"captured_at": "datetime", "city": "datetime", "dark": "boolean"}


def test_every_old_word_comes_back_and_is_understood_by_the_present_calls(sdk: EncordUserClient) -> None:
    imported(sdk, OLD_WORDS)
    assert verified(sdk) == OLD_WORDS
    schema = sdk.metadata_schema()
    assert {key: schema.get_key_type(key) for key in OLD_WORDS} == {
        "a.number": "number",
        "a.string": "varchar",
        "a.boolean": "boolean",
        "a.datetime": "datetime",
        "a.long": "text",
        "a.place": "geospatial",
    }


def test_a_second_import_overwrites_the_first(sdk: EncordUserClient) -> None:
    imported(sdk, {"mine": "number"})
    imported(sdk, {"theirs": "number"})
    assert verified(sdk) == {"theirs": "number"}


@pytest.mark.parametrize("word", ["varchar", "text", "uuid", "data type"])
def test_the_words_its_own_table_prefers_are_refused_before_they_are_sent(sdk: EncordUserClient, word: str) -> None:
    imported(sdk, {"before": "number"})
    with pytest.raises(NotImplementedError, match="unexpected data type"):
        imported(sdk, {"key": word})
    assert verified(sdk) == {"before": "number"}


def test_types_made_by_the_present_calls_can_still_be_verified(sdk: EncordUserClient) -> None:
    schema = sdk.metadata_schema()
    schema.add_scalar("scene.place", data_type="varchar")
    schema.add_scalar("scene.run", data_type="uuid")
    schema.add_scalar("Voice.transcript", data_type="text")
    schema.add_enum("scene.weather", values=["clear", "rain"])
    schema.add_embedding("scene.vector", size=4)
    schema.save()
    words = verified(sdk)
    assert words is not None
    assert set(words) == {"scene.place", "scene.run", "Voice.transcript", "scene.weather", "scene.vector"}
    assert (words["scene.place"], words["Voice.transcript"]) == ("string", "long_string")
    assert (words["scene.weather"], words["scene.vector"]) == ("enum", "embedding")


def test_the_last_save_wins_without_a_word(sdk: EncordUserClient) -> None:
    mine, theirs = sdk.metadata_schema(), sdk.metadata_schema()
    mine.add_scalar("mine", data_type="number")
    mine.save()
    theirs.add_scalar("theirs", data_type="number")
    theirs.save()
    assert list(sdk.metadata_schema().keys()) == ["theirs"]


def test_a_known_scalar_changes_its_type_in_silence(sdk: EncordUserClient) -> None:
    schema = sdk.metadata_schema()
    schema.add_scalar("speed", data_type="number")
    schema.save()
    schema.add_scalar("speed", data_type="text")
    schema.save()
    assert sdk.metadata_schema().get_key_type("speed") == "text"


def test_deleted_keys_are_kept_as_tombstones_and_hidden(sdk: EncordUserClient, client: PlatformClient) -> None:
    schema = sdk.metadata_schema()
    schema.add_scalar("soft", data_type="number")
    schema.add_scalar("hard", data_type="number")
    schema.delete_key("soft")
    schema.delete_key("hard", hard=True)
    schema.save()
    again = sdk.metadata_schema()
    assert (again.is_key_deleted("soft"), again.is_key_deleted("hard")) == (True, True)
    assert "soft" not in str(again)
    assert client.read_schema() == {
        "soft": {"ty": "tombstone", "deleted_ty": {"ty": "variant", "hint": "number"}},
        "hard": {"ty": "tombstone", "deleted_ty": None},
    }
    again.restore_key("soft")
    with pytest.raises(MetadataSchemaError):
        again.restore_key("hard")
    again.save()
    assert sdk.metadata_schema().get_key_type("soft") == "number"


def test_every_type_the_platform_may_send_goes_back_as_it_was(sdk: EncordUserClient, client: PlatformClient) -> None:
    document = {
        "n": {"ty": "number", "format": "F32"},
        "v": {"ty": "varchar", "max_length": 40},
        "d": {"ty": "datetime", "timezone": "UTC"},
        "b": {"ty": "boolean"},
        "t": {"ty": "text"},
        "u": {"ty": "uuid"},
        "e": {"ty": "embedding", "size": 3, "api": None},
        "g": {"ty": "geospatial"},
        "o": {"ty": "enum", "values": ["b", "a"]},
        "s": {"ty": "variant", "hint": "number"},
    }
    client.write_schema(document)
    schema = sdk.metadata_schema()
    schema.add_scalar("one more", data_type="boolean")
    schema.save()
    assert client.read_schema() == document | {"one more": {"ty": "variant", "hint": "boolean"}}


def test_a_user_type_cannot_be_shown_by_the_sdk(sdk: EncordUserClient, client: PlatformClient) -> None:
    client.write_schema({"owner": {"ty": "user"}})
    with pytest.raises(MetadataSchemaError):
        str(sdk.metadata_schema())


def test_without_a_schema_both_calls_say_so(sdk: EncordUserClient) -> None:
    assert not verified(sdk)
    assert list(sdk.metadata_schema().keys()) == []
