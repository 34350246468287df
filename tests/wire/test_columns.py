"""A page of items becomes columns without a value being spelt anew, and bad metadata becomes a reason."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.metadata import Metadata, Unreadable
from tests.local_http import Reply
from tests.wire.conftest import Script
from wire.client import PlatformClient
from wire.columns import FACT_NAMES, ColumnPage, RowMessage, columns_of
from wire.errors import Malformed
from wire.messages import ItemMessage, PageMessage


def row(metadata: str | None, uuid: str = "i") -> RowMessage:
    return RowMessage(uuid, "n", "image", client_metadata=metadata)


def read(*metadata: str | None) -> ColumnPage:
    return columns_of([row(text) for text in metadata], None)


def test_each_key_is_a_column_and_gaps_stay_gaps() -> None:
    page = read('{"a": 1, "b": "x"}', "{}", '{"b": null, "c": [1, {"d": 2.50}]}')
    assert page.cells == {
        "a": [b"1", None, None],
        "b": [b'"x"', None, b"null"],
        "c": [None, None, b'[1, {"d": 2.50}]'],
    }
    assert page.unreadable == [None, None, None]
    assert page.count == 3


@pytest.mark.parametrize(
    "spelling",
    ["1.0", "1e5", "-0", "123456789012345678901234567890", "1e999", '"\\u00e9"', '"é"', '"\\ud83d\\ude00"', '"\\/"',
     '"\\ud800"', "[ 1 ,2 ]", '{"b" : {}}', "true", '""', "9" * 5000],
)  # fmt: skip
def test_every_spelling_is_kept(spelling: str) -> None:
    assert read(f'{{"a": {spelling}}}').cells == {"a": [spelling.encode()]}


@pytest.mark.parametrize(
    "metadata",
    ["", " ", "[]", "1", '"x"', "true", "{", '{"a": NaN}', '{"a": Infinity}', "{'a': 1}", '{"a": 1}}', "nonsense",
     '{"a": ' + "[" * 100_000, "\x00"],
)  # fmt: skip
def test_metadata_that_is_no_object_becomes_a_reason_and_the_others_are_read(metadata: str) -> None:
    page = read('{"a": 1}', metadata, '{"a": 2}')
    assert page.cells == {"a": [b"1", None, b"2"]}
    assert [reason is None for reason in page.unreadable] == [True, False, True]
    expected = Metadata.read(metadata)
    assert isinstance(expected, Unreadable)
    assert page.unreadable[1] == expected.reason


@pytest.mark.parametrize("metadata", [None, "null", " null ", "{}", " {\n} "])
def test_no_metadata_is_no_fault(metadata: str | None) -> None:
    page = read(metadata)
    assert (page.cells, page.unreadable, page.count) == ({}, [None], 1)


def test_deep_and_large_metadata_is_read() -> None:
    deep, large = "[" * 60 + "]" * 60, json.dumps("x" * 1_000_000)
    page = read(f'{{"deep": {deep}, "large": {large}}}')
    assert page.cells == {"deep": [deep.encode()], "large": [large.encode()]}


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
OBJECTS = st.dictionaries(st.text(max_size=6), JSON, max_size=6)


@settings(deadline=None, max_examples=40)
@given(objects=st.lists(OBJECTS, max_size=5), ascii_only=st.booleans())
def test_columns_hold_exactly_what_the_objects_held(objects: list[dict[str, Any]], ascii_only: bool) -> None:
    page = read(*(json.dumps(one, ensure_ascii=ascii_only) for one in objects))
    back = [
        {key: json.loads(cells[number] or b"") for key, cells in page.cells.items() if cells[number] is not None}
        for number in range(page.count)
    ]
    assert back == objects
    assert page.unreadable == [None] * len(objects)


@settings(deadline=None)
@given(st.text(max_size=30) | st.from_regex(r'\{"a": [-0-9.eE"\\u]{0,12}\}', fullmatch=True))
def test_columns_read_what_the_domain_reads(text: str) -> None:
    expected, page = Metadata.read(text), read(text)
    if isinstance(expected, Unreadable):
        assert page.unreadable == [expected.reason]
    else:
        assert {key: column[0] for key, column in page.cells.items()} == {
            key: cell.encode() for key, cell in expected.cells.items()
        }


def test_facts_are_the_items_own(client: PlatformClient, script: Script) -> None:
    item = ItemMessage(
        "i", "ünïcode\n👍 \u202eright", "unheardOf", parent="f", description="d", owner="a@b.c",
        created_at="t1", last_edited_at="t2", file_size=2**40, mime_type="video/mp4",
        duration=1.5, fps=29.97, width=4, height=3, frame_count=45, client_metadata='{"a":1}',
    )  # fmt: skip
    script.replies.append(Reply(body=msgspec.json.encode(PageMessage([item], "next"))))
    page = client.list_item_columns("f", page_size=1)
    assert tuple(page.facts) == FACT_NAMES
    assert page.facts == {name: [getattr(item, name)] for name in FACT_NAMES}
    assert page.next_token == "next"
    assert page.cells == {"a": [b"1"]}


def test_many_items_are_read_as_columns_in_pieces(client: PlatformClient, script: Script) -> None:
    def some(seen: Any) -> Reply:
        uuids = json.loads(seen.body)["itemUuids"]
        return Reply(body=msgspec.json.encode({"results": [ItemMessage(uuid, "n", "pdf") for uuid in uuids]}))

    script.replies.append(some)
    wanted = [str(number) for number in range(2500)]
    assert client.get_item_columns(wanted).facts["uuid"] == wanted
    assert [item.uuid for item in client.get_items(wanted)] == wanted
    assert [len(json.loads(seen.body)["itemUuids"]) for seen in script.seen] == [1000, 1000, 500] * 2
    assert client.get_item_columns([]).count == 0
    assert client.get_items([]) == ()
    assert len(script.seen) == 6


def test_a_page_whose_next_is_itself_is_malformed(client: PlatformClient, script: Script) -> None:
    script.replies.append(Reply(body=b'{"results": [], "nextPageToken": "same"}'))
    assert client.list_item_columns("f").next_token == "same"
    with pytest.raises(Malformed, match="circle"):
        client.list_item_columns("f", token="same")
    with pytest.raises(Malformed, match="circle"):
        client.list_items("f", token="same")


def test_pages_that_go_round_in_a_circle_are_noticed(client: PlatformClient, script: Script) -> None:
    tokens = ["a", "b", "c", "a"]
    script.replies.extend(Reply(body=f'{{"results": [], "nextPageToken": "{token}"}}'.encode()) for token in tokens)
    with pytest.raises(Malformed, match="circle"):
        list(client.column_pages("f"))
    assert len(script.seen) == 4


@pytest.mark.parametrize("end", [b'{"results": []}', b'{"results": [], "nextPageToken": ""}'])
def test_an_empty_token_is_the_end(client: PlatformClient, script: Script, end: bytes) -> None:
    script.replies.extend([Reply(body=b'{"results": [], "nextPageToken": "a"}'), Reply(body=end)])
    assert len(list(client.item_pages("f"))) == 2


@pytest.mark.parametrize("token", ["5", "{}", "[]", "true"])
def test_a_token_that_is_no_text_is_malformed(client: PlatformClient, script: Script, token: str) -> None:
    script.replies.append(Reply(body=f'{{"results": [], "nextPageToken": {token}}}'.encode()))
    with pytest.raises(Malformed, match="another shape"):
        client.list_items("f")
