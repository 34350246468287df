"""The metadata schema through both calls of the SDK, kept as it was saved."""

import json
from collections.abc import Generator
from typing import Any

import pytest
from encord.metadata_schema import MetadataSchemaError

from tests.local_platform import LocalPlatform
from tests.server.signed_http import call
from wire.signing import PrivateKey

V2 = "organisation/client-metadata-schema-v2"


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Generator[LocalPlatform]:
    with LocalPlatform(tmp_path_factory.mktemp("schema") / "data") as platform:
        yield platform


@pytest.fixture(scope="module")
def signed_in(own: LocalPlatform) -> Any:
    """The SDK, whose types ask for more than it does."""
    return own.user_client()


def save(own: LocalPlatform, document: object) -> int:
    return call(own.url, PrivateKey.load(own.key_file), "POST", V2, json.dumps(document).encode()).status


def test_there_is_no_schema_before_the_first_is_saved(tmp_path_factory: pytest.TempPathFactory) -> None:
    with LocalPlatform(tmp_path_factory.mktemp("fresh") / "data") as fresh:
        assert list(fresh.user_client().metadata_schema().keys()) == []
        with pytest.warns(DeprecationWarning, match="client_metadata_schema"):
            assert fresh.user_client().get_client_metadata_schema() is None


def test_every_type_comes_back_as_it_was_saved(own: LocalPlatform, signed_in: Any) -> None:
    assert save(own, {}) == 200
    schema = signed_in.metadata_schema()
    for hint in ("number", "varchar", "text", "boolean", "datetime", "uuid"):
        schema.add_scalar(f"scalar.{hint}", data_type=hint)
    schema.add_enum("weather", values=["rain", "clear"])
    schema.add_embedding("clip", size=512)
    schema.add_geospatial("where")
    schema.add_scalar("gone", data_type="text")
    schema.delete_key("gone")
    schema.save()
    read = signed_in.metadata_schema()
    assert {key: read.get_key_type(key) for key in set(read.keys())} == {
        key: schema.get_key_type(key) for key in set(schema.keys())
    }
    assert list(read.get_enum_options("weather")) == ["clear", "rain"]
    assert read.is_key_deleted("gone")


def test_what_is_saved_is_kept_byte_for_byte(own: LocalPlatform) -> None:
    key = PrivateKey.load(own.key_file)
    text = b'{ "a": {"ty":"variant","hint":"number","new field":[1.0]},\n "b":{"ty":"a type of tomorrow"} }'
    assert call(own.url, key, "POST", V2, text).status == 200
    assert call(own.url, key, "GET", V2).body == text


def test_what_is_no_schema_is_refused(own: LocalPlatform) -> None:
    assert save(own, {"a": {"ty": "text"}}) == 200
    for document in ([1], {"a": "text"}, {"a": None}, "text"):
        assert save(own, document) == 400
    assert call(own.url, PrivateKey.load(own.key_file), "GET", V2).json() == {"a": {"ty": "text"}}


OPTIONS = {"ty": "enum", "values": ["a"]}
DELETED = {"ty": "tombstone", "deleted_ty": None}
CURRENT = {
    "n": {"ty": "number", "format": "F64"},
    "v": {"ty": "varchar"},
    "t": {"ty": "text"},
    "u": {"ty": "uuid"},
    "e": OPTIONS,
    "x": {"ty": "embedding", "size": 4, "api": None},
    "who": {"ty": "user"},
    "old": DELETED,
}
OLDER = {"n": "number", "v": "string", "t": "long_string", "u": "string", "e": "enum", "x": "embedding"}


def test_the_older_call_sees_the_same_schema_in_its_own_words(own: LocalPlatform, signed_in: Any) -> None:
    assert save(own, CURRENT) == 200
    with pytest.warns(DeprecationWarning, match="client_metadata_schema"):
        assert signed_in.get_client_metadata_schema() == OLDER


def test_the_older_call_saves_over_everything_but_what_it_cannot_say(own: LocalPlatform, signed_in: Any) -> None:
    assert save(own, CURRENT) == 200
    names = {"e": "enum", "s": "string", "g": "geospatial", "f": "embedding"}
    with pytest.warns(DeprecationWarning, match="client_metadata_schema"):
        signed_in.set_client_metadata_schema_from_dict(names)
    assert call(own.url, PrivateKey.load(own.key_file), "GET", V2).json() == {
        "e": OPTIONS,
        "s": {"ty": "variant", "hint": "varchar"},
        "g": {"ty": "geospatial"},
        "f": {"ty": "embedding", "size": 512, "api": None},
        "old": DELETED,
    }


def test_the_older_call_knows_only_its_own_types(own: LocalPlatform) -> None:
    reply = call(own.url, PrivateKey.load(own.key_file), "POST", V2.removesuffix("-v2"), b'{"a":"varchar"}')
    assert (reply.status, "none of number" in reply.json()["message"]) == (400, True)


def test_the_schema_is_read_back_by_the_sdk_even_when_an_enum_has_no_options_yet(
    own: LocalPlatform, signed_in: Any
) -> None:
    assert save(own, {}) == 200
    with pytest.warns(DeprecationWarning, match="client_metadata_schema"):
        signed_in.set_client_metadata_schema_from_dict({"e": "enum"})
    assert list(signed_in.metadata_schema().get_enum_options("e")) == []
    with pytest.raises(MetadataSchemaError):
        signed_in.metadata_schema().add_enum("e", values=["a"])
