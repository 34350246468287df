"""A page of items is turned into columns as it was sent, whatever keys its items have."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wire.answers import Answer
from wire.columns import ColumnPage, ItemPage
from wire.errors import Malformed


def arrived(*metadata: str | None, following: str | None = None) -> Answer:
    results = [
        {"uuid": f"u{number}", "name": f"n{number}", "itemType": "image", "clientMetadata": text}
        for number, text in enumerate(metadata)
    ]
    return Answer(200, {}, json.dumps({"results": results, "nextPageToken": following}).encode(), "", 0.0)


def columns(*metadata: str | None) -> ColumnPage:
    return ItemPage.of(arrived(*metadata), None).columns()


def test_items_with_the_same_keys_become_whole_columns() -> None:
    page = columns('{"a":1,"b":"x"}', '{"a":2.0,"b":null}')
    assert page.cells == {"a": [b"1", b"2.0"], "b": [b'"x"', b"null"]}
    assert page.facts["uuid"] == ["u0", "u1"]
    assert (page.count, page.next_token) == (2, None)


def test_items_with_other_keys_leave_gaps() -> None:
    page = columns('{"a":1}', '{"b":2}', "{}", None, '{"b":3,"a":4}', '{"a":5}')
    assert page.cells == {"a": [b"1", None, None, None, b"4", b"5"], "b": [None, b"2", None, None, b"3", None]}


def test_an_item_that_cannot_be_read_stands_alone() -> None:
    page = columns('{"a":1}', "[]", '{"a":2}', '{"a":"\\ud83d"}', '{"a":3}')
    assert page.cells == {"a": [b"1", None, b"2", b'"\\ud83d"', b"3"]}
    assert [reason is None for reason in page.unreadable] == [True, False, True, True, True]


def test_a_page_without_items_has_no_columns() -> None:
    page = columns()
    assert (page.cells, page.count) == ({}, 0)


def test_the_next_page_is_known_before_this_one_is_read() -> None:
    assert ItemPage.of(arrived("{}", following="t2"), "t1").next_token == "t2"


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b'{"nextPageToken": 7}'])
def test_a_page_of_another_shape_is_malformed(body: bytes) -> None:
    with pytest.raises(Malformed):
        ItemPage.of(Answer(200, {}, body, "", 0.0), None)


def test_items_of_another_shape_are_malformed_when_they_are_read() -> None:
    page = ItemPage.of(Answer(200, {}, b'{"results":[{"uuid":1}],"nextPageToken":null}', "", 0.0), None)
    with pytest.raises(Malformed):
        page.columns()


@pytest.mark.parametrize(
    ("body", "token"),
    [
        (b'{"results":[],"nextPageToken":"a\\"b"}', 'a"b'),
        (b'{"results":[],"nextPageToken" : null }\n', None),
        (b'{"nextPageToken":"first","results":[]}', "first"),
        (b'{"nextPageToken":"first","results":[{"nextPageToken":"not this one"}]}', "first"),
        (b'{"nextPageToken":"first","results":[],"more":{"nextPageToken":"nor this"}}', "first"),
        (b'{"results":[]}', None),
    ],
)
def test_the_token_is_the_page_s_own_wherever_it_stands(body: bytes, token: str | None) -> None:
    assert ItemPage.of(Answer(200, {}, body, "", 0.0), None).next_token == token


KEYS = st.sampled_from(["a", "b", "c", "a.b", "é"])
ITEMS = st.lists(st.none() | st.dictionaries(KEYS, st.integers() | st.text(max_size=3) | st.none()), max_size=150)


@given(ITEMS, st.integers(min_value=0, max_value=140))
def test_a_page_of_any_length_says_of_every_item_what_it_holds(
    items: list[dict[str, object] | None], without: int
) -> None:
    held = [{}] * without + items  # the first key may come late
    page = columns(*[None if item is None else json.dumps(item) for item in held])
    rows = [
        {key: json.loads(cell) for key, column in page.cells.items() if (cell := column[number]) is not None}
        for number in range(page.count)
    ]
    assert rows == [item or {} for item in held]
