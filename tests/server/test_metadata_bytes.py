"""Metadata goes in and comes out byte for byte, whatever JSON object it is."""

import json
from uuid import UUID

import pytest
from encord import EncordUserClient
from hypothesis import given, settings
from hypothesis import strategies as st

from server.store.database import Store
from tests.local_platform import LocalPlatform
from tests.server.conftest import put_items
from tests.server.signed_http import call
from wire.signing import PrivateKey

scalars = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
values = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4)
)
objects = st.dictionaries(st.text(), values, max_size=6)
spellings = st.sampled_from([{}, {"separators": (",", ":")}, {"ensure_ascii": False}, {"indent": 1}])

AWKWARD = [
    '{"a":1.0,"b":1e400,"c":123456789012345678901234567890,"d":-0,"e":1E+2,"f":0.10}',
    '{"a":1,"a":2}',
    '{ "$encord" :\t{"frames":{"0":{}}} }',
    '{"nul":"\\u0000","slash":"\\/","pair":"\\ud83d\\ude00","bell":"\\u0007"}',
    '{"":{"":""}}',
    '{"deep":' + '{"a":' * 60 + "1" + "}" * 60 + "}",
    '{"long":"' + "x" * 1_000_000 + '"}',
    "{}",
]


@pytest.fixture(scope="module")
def place(store: Store) -> tuple[str, str]:
    folder, (item,) = put_items(store, 1)
    return folder, item


def patch_and_read(platform: LocalPlatform, key: PrivateKey, place: tuple[str, str], text: str) -> tuple[str, str, str]:
    """What each of the two ways to write answers, and what a listing says then."""
    folder, item = place
    body = f'{{"clientMetadata": {text} }}'.encode()
    one = call(platform.url, key, "PATCH", f"storage/folders/{folder}/items/{item}", body)
    body = f'{{"itemPatches":{{"{item}":{{"clientMetadata":{text}}}}}}}'.encode()
    many = call(platform.url, key, "PATCH", "storage/items/patch-bulk", body)
    listed = call(platform.url, key, "GET", f"storage/folders/{folder}/items?pageSize=10")
    assert (one.status, many.status, listed.status) == (200, 200, 200), one.body[:200]
    return (
        one.json()["clientMetadata"],
        many.json()["results"][0]["clientMetadata"],
        listed.json()["results"][0]["clientMetadata"],
    )


@settings(max_examples=40, deadline=None)
@given(objects, spellings)
def test_any_json_object_survives(
    platform: LocalPlatform,
    key: PrivateKey,
    place: tuple[str, str],
    value: dict[str, object],
    spelling: dict[str, bool],
) -> None:
    text = json.dumps(value, **spelling)  # pyright: ignore[reportArgumentType]
    assert patch_and_read(platform, key, place, text) == (text, text, text)


@pytest.mark.parametrize("text", AWKWARD, ids=lambda text: text[:20])
def test_awkward_spellings_survive(platform: LocalPlatform, key: PrivateKey, place: tuple[str, str], text: str) -> None:
    assert patch_and_read(platform, key, place, text) == (text, text, text)


@settings(max_examples=20, deadline=None)
@given(objects)
def test_what_the_sdk_writes_the_sdk_reads(
    sdk: EncordUserClient, place: tuple[str, str], value: dict[str, object]
) -> None:
    item = sdk.get_storage_item(UUID(place[1]))
    item.update(client_metadata=value)
    assert sdk.get_storage_item(UUID(place[1])).client_metadata == value


@pytest.mark.parametrize(
    "body",
    [
        b'{"clientMetadata": NaN}',
        b'{"clientMetadata": {"a": NaN}}',
        b'{"clientMetadata": "text"}',
        b'{"clientMetadata": [1]}',
        b'{"clientMetadata": {"a": "\\ud800"}}',
        b'{"clientMetadata": {"a": "\xff"}}',
        b'{"clientMetadata": {"a": 1}',
        b"[]",
        b"",
        b'{"name": 5}',
        b'{"name": "with \\u0000"}',
        b'{"name": ""}',
        b'{"clientMetadata": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    ],
    ids=lambda body: body[:40].decode("latin-1"),
)
def test_what_is_not_such_an_object_is_refused_with_a_sentence(
    platform: LocalPlatform, key: PrivateKey, place: tuple[str, str], body: bytes
) -> None:
    folder, item = place
    reply = call(platform.url, key, "PATCH", f"storage/folders/{folder}/items/{item}", body)
    assert reply.status == 400
    assert reply.json()["message"].endswith(".")
