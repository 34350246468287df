"""Any JSON object is metadata: what one side writes, the other reads, and nobody changes a letter of it."""

import json
import math
import secrets
from collections.abc import Callable
from typing import Any, cast

import pytest
from encord import EncordUserClient
from encord.http.bundle import Bundle
from encord.storage import StorageItem
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.metadata import Metadata, Unreadable
from wire.client import PlatformClient

words = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
numbers = st.integers(-(2**63), 2**64 - 1) | st.floats(allow_nan=False, allow_infinity=False)
scalars = st.none() | st.booleans() | numbers | words
values = st.recursive(scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4))
objects = st.dictionaries(words, values, max_size=6)
quickly = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def item(sdk: EncordUserClient, picture: Any) -> StorageItem:
    folder = sdk.create_storage_folder(f"Any {secrets.token_hex(4)}")
    return sdk.get_storage_item(folder.upload_image(picture))


def same(one: Any, other: Any) -> bool:
    """Equal, and of equal types all the way down: 1, 1.0 and true are three values."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        keys = list(cast("dict[str, Any]", one))
        return keys == list(other) and all(same(one[key], other[key]) for key in keys)
    if isinstance(one, list):
        parts = cast("list[Any]", one)
        return len(parts) == len(other) and all(map(same, parts, other))
    if isinstance(one, float):
        return one == other and math.copysign(1, one) == math.copysign(1, other)
    return bool(one == other)


@quickly
@given(metadata=objects, ascii_only=st.booleans())
def test_what_our_client_writes_the_sdk_reads(
    client: PlatformClient, sdk: EncordUserClient, item: StorageItem, metadata: dict[str, Any], ascii_only: bool
) -> None:
    text = json.dumps(metadata, ensure_ascii=ascii_only)
    (answered,) = client.patch_items({str(item.uuid): text})
    assert answered.metadata == text
    assert client.get_item(str(item.uuid)).metadata == text
    assert same(sdk.get_storage_item(item.uuid).client_metadata, metadata)


@quickly
@given(metadata=objects)
def test_what_the_sdk_writes_our_client_reads(
    client: PlatformClient, item: StorageItem, metadata: dict[str, Any]
) -> None:
    item.update(client_metadata=metadata)
    read = Metadata.read(client.get_item(str(item.uuid)).metadata)
    assert not isinstance(read, Unreadable)
    assert same({key: json.loads(cell) for key, cell in read.cells.items()}, metadata)


@quickly
@given(metadata=objects)
def test_there_and_back_again_nothing_has_changed(
    client: PlatformClient, sdk: EncordUserClient, item: StorageItem, metadata: dict[str, Any]
) -> None:
    with Bundle() as bundle:
        item.update(client_metadata=metadata, bundle=bundle)
    before = client.get_item(str(item.uuid)).metadata
    read = Metadata.read(before)
    assert not isinstance(read, Unreadable)
    client.patch_items({str(item.uuid): read.text()})
    assert same(sdk.get_storage_item(item.uuid).client_metadata, metadata)


@quickly
@given(metadata=objects)
def test_columns_hold_the_same_values_as_items(
    client: PlatformClient, item: StorageItem, metadata: dict[str, Any]
) -> None:
    client.patch_items({str(item.uuid): json.dumps(metadata)})
    page = client.get_item_columns([str(item.uuid)])
    cells = {key: column[0] for key, column in page.cells.items() if column[0] is not None}
    assert page.unreadable == [None]
    assert {key: json.loads(cell) for key, cell in cells.items()} == metadata


SPELLINGS: list[str] = [
    '{"a":1.0,"b":1,"c":1e2,"d":-0.0,"e":100000000000000000000000000000001}',
    '{ "spaces" :  [ 1 , 2 ] }',
    '{"\\u00e9":"\\ud83d\\ude00","é":"\\/"}',
    '{"$encord":{"config":{"sampling_rate":0}},"$other":null,"keyframes":[3,1,2]}',
    '{"b":1,"a":2,"B":3}',
    '{"deep":' + "[" * 60 + "]" * 60 + "}",
    json.dumps({"long": "x" * 1_000_000}),
    json.dumps({"emoji 🦊": "שלום", "": "", "new\nline": "tab\t"}, ensure_ascii=False),
]


def through_one(client: PlatformClient, item: StorageItem, text: str) -> str:
    return client.patch_item(str(item.parent_folder_uuid), str(item.uuid), metadata=text).metadata


def through_many(client: PlatformClient, item: StorageItem, text: str) -> str:
    return client.patch_items({str(item.uuid): text})[0].metadata


@pytest.mark.parametrize("write", [through_one, through_many])
@pytest.mark.parametrize("text", SPELLINGS, ids=lambda text: text[:24])
def test_a_spelling_is_kept_byte_for_byte(
    client: PlatformClient,
    sdk: EncordUserClient,
    item: StorageItem,
    text: str,
    write: Callable[[PlatformClient, StorageItem, str], str],
) -> None:
    assert write(client, item, text) == text
    assert client.get_item(str(item.uuid)).metadata == text
    assert sdk.get_storage_item(item.uuid).client_metadata == json.loads(text)
